#include "app/gui/network/panels/journey/journey_overview.h"

#include <algorithm>
#include <cmath>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kKeyPart = 0.2F;  ///< the share of the visible part that one press of Left or Right scrolls

/// The bar's height, 0 to 1: it grows with the logarithm of a map's rows or of a vector's length.
float bar_height(const nn::Shape& shape) {
    constexpr double kLargest = 11;  // 2^11 = 2048
    const auto length = static_cast<double>(shape.is_image() ? shape.rows() : shape.count());
    return static_cast<float>(std::clamp(std::log2(length + 1) / kLargest, 0.15, 1.0));
}

Role bar_role(const nn::Node& node) {
    if (node.inputs.empty()) return Role::text;
    return node.weights.empty() ? Role::muted : Role::winner;
}

std::optional<float> scroll_by_key(Ui& ui, VisiblePart visible) {
    if (ui.take_key(Key::left)) return visible.scroll - kKeyPart * visible.width;
    if (ui.take_key(Key::right)) return visible.scroll + kKeyPart * visible.width;
    if (ui.take_key(Key::page_up)) return visible.scroll - visible.width;
    if (ui.take_key(Key::page_down)) return visible.scroll + visible.width;
    if (ui.take_key(Key::home)) return 0.0F;
    if (ui.take_key(Key::end)) return 1e9F;
    return std::nullopt;
}

}  // namespace

std::optional<float> journey_overview(Scene& scene, Rect place, const JourneyLayout& layout, VisiblePart visible) {
    Ui& ui = scene.ui;
    const Item item =
        ui.item("journey.overview", place,
                {.tooltip = tr("All layers. Click or drag to see another part; wheel and drag also move it")});
    ui.fill(place, ui.colour(Role::background), ui.px(4));
    const float unit = place.w / layout.total_width();
    const std::size_t current = layout.column_of(scene.layer);
    for (std::size_t i = 0; i < layout.columns().size(); ++i) {
        const JourneyColumn& column = layout.columns()[i];
        const nn::Node& node = scene.model.node(column.last);
        const float height = (place.h - ui.px(6)) * bar_height(node.shape);
        const float width = std::max(1.0F, column.width * unit - 1);
        const Rect bar{place.x + column.left * unit, place.bottom() - ui.px(3) - height, width, height};
        ui.fill(bar, faded(ui.colour(i == current ? Role::accent : bar_role(node)), i == current ? 1.0F : 0.6F));
        if (i == current) ui.mark("journey.overview.current", bar);
    }
    const Rect frame{place.x + visible.scroll * unit, place.y, std::min(place.w, visible.width * unit), place.h};
    ui.mark("journey.overview.frame", frame);
    ui.fill(frame, faded(ui.colour(Role::accent), 0.12F), ui.px(4));
    ui.outline(frame, ui.colour(Role::accent), ui.px(4), ui.px(2));
    ui.focus_ring(item, ui.px(4));
    if (item.held) return (ImGui::GetIO().MousePos.x - place.x) / unit - visible.width / 2;
    if (item.focused && ui.focus_uses_keys()) return scroll_by_key(ui, visible);
    return std::nullopt;
}

}  // namespace convscope
