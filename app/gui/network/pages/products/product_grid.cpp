#include "app/gui/network/pages/products/product_grid.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/gui/widgets/maps/heat_map.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/addends.h"

namespace convscope {

namespace {

constexpr float kMinTile = 72, kMaxTile = 190;
constexpr float kCaption = 18;
constexpr float kGap = 8;
constexpr float kMinMarkedPixel = 3;  ///< the shown place is outlined if a value is at least this large on screen

}  // namespace

Rect ProductGrid::Layout::place(Rect area, int index) const {
    const int row = index / columns, col = index % columns;
    return {area.x + static_cast<float>(col) * (width + gap),
            area.y + static_cast<float>(row) * (height + caption + gap), width, height};
}

float ProductGrid::Layout::rows_height(int count) const {
    const int rows = (count + columns - 1) / columns;
    return static_cast<float>(rows) * (height + caption + gap);
}

ProductGrid::Layout ProductGrid::fitted(const Ui& ui, Rect area, int count, Size map) {
    Layout layout{.caption = ui.px(kCaption), .gap = ui.px(kGap)};
    const float ratio = std::clamp(static_cast<float>(map.rows) / static_cast<float>(map.cols), 0.25F, 2.0F);
    // Use the largest tiles that all fit. They are never smaller than kMinTile; with more tiles the grid scrolls.
    for (float width = ui.px(kMaxTile);; width = std::max(ui.px(kMinTile), width - ui.px(4))) {
        layout.width = std::min(width, area.w);
        layout.height = std::round(layout.width * ratio);
        layout.columns = std::max(1, static_cast<int>((area.w + layout.gap) / (layout.width + layout.gap)));
        if (layout.rows_height(count) <= area.h || width <= ui.px(kMinTile)) return layout;
    }
}

void ProductGrid::show(Scene& scene, gl::TilePainter& painter, Rect area, const ProductGridContent& content) {
    Ui& ui = scene.ui;
    const auto count = static_cast<int>(content.order.size());
    const Size map{static_cast<int>(content.maps.rows), static_cast<int>(content.maps.cols)};
    layout_ = fitted(ui, area, count, map);
    if (layout_.rows_height(count) > area.h) {
        Rect room = area;
        room.w -= ImGui::GetStyle().ScrollbarSize;
        layout_ = fitted(ui, room, count, map);
    }
    ui.mark("products.grid", area);
    const Scrolled scrolled(ui, "products.grid", area);
    const Rect whole{scrolled.content.x, scrolled.content.y, scrolled.content.w, layout_.rows_height(count)};
    follow_step(content.step, area.h);
    // Scroll to the top if the order has changed.
    const int first = content.order.empty() ? -1 : content.order.front();
    if (first != first_tile_ && !content.step.plays) ImGui::SetScrollY(0);
    first_tile_ = first;
    canvas_.begin(area, content.version);
    for (int i = 0; i < count; ++i) {
        const nn::ProductMap& product =
            content.maps.maps[static_cast<std::size_t>(content.order[static_cast<std::size_t>(i)])];
        canvas_.add(layout_.place(whole, i), {product.values.data(), map, 1}, content.scale.map, content.scale.shown);
    }
    canvas_.paint(ui, painter);
    for (int i = 0; i < count; ++i) {
        const Rect place = layout_.place(whole, i);
        if (place.bottom() + layout_.caption >= area.y && place.y <= area.bottom())
            show_tile(scene, place, static_cast<std::size_t>(i), content);
    }
    interact(scene, whole, content);
    scrolled.end_at(whole.bottom());
}

void ProductGrid::follow_step(const ProductStep& step, float visible) {
    const std::size_t shown = std::exchange(followed_, step.plays ? step.channels : 0);
    if (!step.plays || step.channels == shown || step.channels == 0) return;
    const float pitch = layout_.height + layout_.caption + layout_.gap;
    const int row = (static_cast<int>(step.channels) - 1) / layout_.columns;
    const float top = pitch * static_cast<float>(row);
    const float scroll = ImGui::GetScrollY();
    if (top < scroll) ImGui::SetScrollY(top);
    if (top + pitch > scroll + visible) ImGui::SetScrollY(top + pitch - visible);
}

void ProductGrid::show_tile(Scene& scene, Rect place, std::size_t position, const ProductGridContent& content) const {
    Ui& ui = scene.ui;
    const auto index = static_cast<std::size_t>(content.order[position]);
    const std::int64_t channel = content.maps.maps[index].channel;
    ui.mark("products.tile." + std::to_string(channel), place);
    const bool added = position < content.step.channels;
    if (!added) ui.fill(place, faded(ui.colour(Role::background), 0.8F));
    const float pixel = place.w / static_cast<float>(content.maps.cols);
    if (added && pixel >= ui.px(kMinMarkedPixel))
        mark(ui,
             {place.x + pixel * static_cast<float>(content.at.col),
              place.y + pixel * static_cast<float>(content.at.row), pixel, pixel},
             ui.colour(scene.live ? Role::accent : Role::muted), ui.px(1));
    const bool current = content.step.plays && position + 1 == content.step.channels && !content.step.bias;
    const bool chosen = scene.view.kernel_channel == static_cast<std::int64_t>(index);
    if (current)
        ui.outline(place.inset(-ui.px(3)), ui.colour(Role::accent), ui.px(3), ui.px(3));
    else if (chosen)
        ui.outline(place.inset(-ui.px(2)), ui.colour(Role::muted), ui.px(2), ui.px(1));
    Rect caption{place.x, place.bottom(), place.w, layout_.caption};
    const std::string name = std::to_string(channel);
    ui.text(caption.cut_left(ui.text_width(name, Type::caption), ui.px(4)), name, Role::muted, Type::caption);
    if (!added) return;
    // Drop decimals until the number fits, because a number that is cut off would be misleading.
    int decimals = content.arithmetic.decimals;
    const double value = content.arithmetic.numbers[position];
    while (decimals > 0 && ui.text_width(decimal_text(value, decimals), Type::caption) > caption.w) --decimals;
    ui.text(caption, decimal_text(rounded(value, decimals), decimals), Role::text, Type::caption, Align::right);
}

void ProductGrid::interact(Scene& scene, Rect area, const ProductGridContent& content) {
    Ui& ui = scene.ui;
    const Item item = ui.item("products.tiles", area, {.focusable = false});
    if (!item.hovered) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (std::size_t i = 0; i < content.order.size(); ++i) {
        const Rect place = layout_.place(area, static_cast<int>(i));
        if (!place.contains(mouse.x, mouse.y)) continue;
        const auto row =
            static_cast<std::int64_t>((mouse.y - place.y) / place.h * static_cast<float>(content.maps.rows));
        const auto col =
            static_cast<std::int64_t>((mouse.x - place.x) / place.w * static_cast<float>(content.maps.cols));
        scene.hovered =
            nn::Position{std::min(row, content.maps.rows - 1), std::min(col, content.maps.cols - 1), scene.channel};
        // A click shows this channel's kernel in the panel at the right.
        if (item.pressed)
            scene.change_view([index = content.order[i]](NetworkView& view) { view.kernel_channel = index; });
    }
}

}  // namespace convscope
