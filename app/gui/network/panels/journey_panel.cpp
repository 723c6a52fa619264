#include "app/gui/network/panels/journey_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/gui/network/scene/layer_exports.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kHeight = 172;
constexpr float kToolsHeight = 36;
constexpr float kHeadHeight = 18;  ///< above the maps, for the marks of blocks
constexpr float kAnswerWidth = 218;
constexpr float kNotch = 120;  ///< the distance that one notch of the wheel scrolls
constexpr float kMinDrag = 4;
constexpr double kGlideSeconds = 0.045;  ///< time constant of the move to another layer, which takes about 0.2 s

}  // namespace

bool JourneyPanel::has_tools(float width) const {
    return layout_.total_width() > width + 1 || layout_.has_folded();
}

float JourneyPanel::head_height(const Ui& ui) const {
    return layout_.blocks().empty() ? 0 : ui.px(kHeadHeight);
}

float JourneyPanel::height(const Scene& scene, float width) {
    const Ui& ui = scene.ui;
    const float strip = width - ui.px(kAnswerWidth) - ui.line_width();
    const bool changed = layout_.update(ui, scene.results.request.model, scene.view.journey,
                                        ui.px(kHeight - kJourneyTextHeight - 18), ui.px(kHeadHeight), strip);
    if (changed || strip_width_ != strip) shown_layer_ = -1;
    if (std::exchange(shown_model_, layout_.models()) != layout_.models()) frame_centre_ = -1;
    strip_width_ = strip;
    return ui.px(kHeight) + (has_tools(strip) ? ui.px(kToolsHeight) : 0);
}

void JourneyPanel::glide(const Scene& scene, float width) {
    const JourneyColumn& current = layout_.columns()[layout_.column_of(scene.layer)];
    const float max_scroll = std::max(0.0F, layout_.total_width() - width);
    if (shown_layer_ != scene.layer) target_ = current.centre() - width / 2;
    shown_layer_ = scene.layer;
    target_ = std::clamp(target_, 0.0F, max_scroll);
    const double now = scene.ui.time();
    const double elapsed = std::min(0.1, now - last_time_);
    last_time_ = now;
    if (frame_centre_ < 0) {
        frame_centre_ = current.centre();
        frame_width_ = current.width;
        scroll_ = target_;
    }
    const auto arrived = [&] {
        return std::abs(frame_centre_ - current.centre()) <= 0.5F && std::abs(scroll_ - target_) <= 0.5F &&
               std::abs(frame_width_ - current.width) <= 0.5F;
    };
    if (!moving_ && !arrived()) {
        moving_ = true;  // the first frame of the move; it begins now
    } else {
        const auto part = static_cast<float>(1 - std::exp(-elapsed / kGlideSeconds));
        frame_centre_ += (current.centre() - frame_centre_) * part;
        frame_width_ += (current.width - frame_width_) * part;
        scroll_ += (target_ - scroll_) * part;
    }
    if (arrived()) {
        frame_centre_ = current.centre();
        frame_width_ = current.width;
        scroll_ = target_;
        moving_ = false;
    }
    scroll_ = std::clamp(scroll_, 0.0F, max_scroll);
}

void JourneyPanel::take_wheel_and_drag(Ui& ui, const Item& item) {
    if (item.hovered) {
        const ImGuiIO& io = ImGui::GetIO();
        target_ -= (item.wheel + io.MouseWheelH) * ui.px(kNotch);
    }
    if (item.grabbed) {
        drag_start_ = scroll_;
        dragged_ = false;
    }
    if (!item.held) return;
    const float distance = ImGui::GetMouseDragDelta(0, 0).x;
    if (std::abs(distance) > ui.px(kMinDrag)) dragged_ = true;
    if (!dragged_) return;
    scroll_ = target_ = drag_start_ - distance;
}

void JourneyPanel::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    ui.fill(area, ui.colour(Role::surface));
    ui.fill({area.x, area.bottom() - ui.line_width(), area.w, ui.line_width()}, ui.colour(Role::line));
    ui.mark("journey", area);
    area.h -= ui.line_width();
    answer_.show(scene, painter, area.cut_right(ui.px(kAnswerWidth)).inset(ui.px(14), ui.px(10)));
    ui.fill({area.right() - ui.line_width(), area.y + ui.px(12), ui.line_width(), area.h - ui.px(24)},
            ui.colour(Role::line));
    area.w -= ui.line_width();
    const float below = area.bottom() + ui.px(6);
    if (has_tools(area.w)) {
        tools_.keys(scene);
        const Rect row = area.cut_bottom(ui.px(kToolsHeight)).inset(0, ui.px(5));
        if (const auto chosen = tools_.show(scene, row, layout_, {scroll_, area.w})) target_ = *chosen;
    }
    glide(scene, area.w);

    // Hide the card when the user presses a key or a button, because it may cover what that changes.
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (moved.x != 0 || moved.y != 0) card_dismissed_ = false;
    if (ImGui::IsMouseDown(0) || !ui.keys().empty()) card_dismissed_ = true;
    pointed_ = {};
    ui.draw().PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
    const Rect ring{area.x + frame_centre_ - scroll_ - frame_width_ / 2 - ui.px(4), area.y + ui.px(6),
                    frame_width_ + ui.px(8), area.h - ui.px(12)};
    ui.fill(ring, ui.colour(Role::raised), ui.px(8));
    show_links(scene, area);
    const WayBack way_back = find_way_back(scene, area);
    canvas_.begin(area, scene.results.revision);
    for (const JourneyColumn& column : layout_.columns()) {
        const Rect place{area.x + column.left - scroll_, area.y, column.width, area.h};
        if (place.right() < area.x || place.x > area.right())
            ui.keep_in_order(item_name(column), place);
        else
            show_column(scene, column, place);
    }
    show_blocks(scene, area);
    take_wheel_and_drag(ui, ui.item("journey.strip", area, {.focusable = false, .wants_wheel = true}));
    canvas_.paint(ui, painter);
    ui.outline(ring, ui.colour(Role::accent), ui.px(8), ui.px(2));
    show_way_back(ui, way_back);
    ui.draw().PopClipRect();
    if (!ImGui::IsMouseDown(0)) dragged_ = false;
    show_menu(scene, area);
    if (card_dismissed_) pointed_ = {};
    connections_.show(scene, painter, pointed_, below);
}

void JourneyPanel::show_menu(Scene& scene, Rect strip) {
    Ui& ui = scene.ui;
    constexpr std::string_view kMenu = "journey.menu";
    const bool folded = layout_.has_folded();
    const std::array<MenuEntry, 2> entries{
        MenuEntry{"png", tr("Export the journey, PNG\u2026")},
        MenuEntry{"fold", folded ? tr("Unfold all blocks") : tr("Fold all blocks"), !layout_.blocks().empty(),
                  layout_.blocks().empty() ? tr("This model has no blocks, or few layers") : Message()}};
    if (ui.right_pressed(strip)) open_menu(ui, kMenu);
    const auto chosen = menu(ui, kMenu, entries);
    if (!chosen) return;
    if (*chosen == "png")
        scene.frame.request(journey_export(scene));
    else
        scene.change_view([folded](NetworkView& view) { view.journey.set_all(!folded); });
}

JourneyPanel::WayBack JourneyPanel::find_way_back(const Scene& scene, Rect strip) {
    Ui& ui = scene.ui;
    const JourneyColumn& current = layout_.columns()[layout_.column_of(scene.layer)];
    const bool is_left = current.right()<target_, is_right = current.left> target_ + strip.w;
    if (moving_ || (!is_left && !is_right)) return {};
    WayBack way{.text = (is_left ? "\u2190 " : "") + display_name(scene.node()) + (is_right ? " \u2192" : "")};
    const float width = ui.text_width(way.text, Type::caption) + ui.px(20);
    const Rect place{is_left ? strip.x + ui.px(8) : strip.right() - width - ui.px(8), strip.y + ui.px(8), width,
                     ui.px(26)};
    // Create the item before the columns, so that it takes the click. It is drawn over them later.
    way.item = ui.item("journey.back", place, {.tooltip = tr("Back to the selected layer")});
    if (way.item.pressed) shown_layer_ = -1;
    return way;
}

void JourneyPanel::show_way_back(Ui& ui, const WayBack& way) {
    if (way.text.empty()) return;
    ui.fill(way.item.rect, ui.colour(Role::accent), ui.px(6));
    ui.text(way.item.rect, way.text, ui.colour(Role::on_accent), Type::caption, Align::centre);
    ui.focus_ring(way.item, ui.px(6));
}

void JourneyPanel::show_blocks(Scene& scene, Rect strip) const {
    Ui& ui = scene.ui;
    for (std::size_t i = 0; i < layout_.blocks().size(); ++i) {
        const nn::Block& block = layout_.blocks()[i];
        const JourneyColumn& first = layout_.columns()[layout_.column_of(block.first)];
        const JourneyColumn& last = layout_.columns()[layout_.column_of(block.last)];
        const float left = strip.x + first.left - scroll_, right = strip.x + last.right() - scroll_;
        if (right < strip.x || left > strip.right()) continue;
        const bool folded = layout_.is_folded(i);
        const std::string label = folded ? tr("+ {} layers", block.size()) : tr("\u2212 {} layers", block.size());
        const float width = std::min(right - left, ui.text_width(label, Type::caption) + ui.px(12));
        const Rect chip{std::clamp(strip.x + ui.px(2), left, std::max(left, right - width)), strip.y + ui.px(8), width,
                        ui.px(kHeadHeight)};
        if (!folded) ui.fill({left, chip.centre_y(), right - left, ui.line_width()}, ui.colour(Role::muted));
        if (!folded) ui.fill(chip, ui.colour(Role::surface));
        if (button(ui, "journey.block." + std::to_string(block.first), chip, label,
                   {.tooltip = folded ? tr("Unfold this block") : tr("Fold this block"),
                    .quiet = true,
                    .type = Type::caption}))
            scene.change_view(
                [name = scene.model.node(block.first).name](NetworkView& view) { view.journey.toggle(name); });
    }
}

void JourneyPanel::show_links(Scene& scene, Rect strip) const {
    Ui& ui = scene.ui;
    const float head = head_height(ui);
    const float middle = strip.y + ui.px(10) + head + (ui.px(kHeight - kJourneyTextHeight - 18) - head) / 2;
    for (int node = 0; node < scene.model.size(); ++node) {
        const std::size_t target = layout_.column_of(node);
        const JourneyColumn& to = layout_.columns()[target];
        for (const int input : scene.model.node(node).inputs) {
            const std::size_t source = layout_.column_of(input);
            if (source == target) continue;  // inside a folded block
            const JourneyColumn& from = layout_.columns()[source];
            const float x0 = strip.x + from.right() - scroll_ + ui.px(2);
            const float x1 = strip.x + to.left - scroll_ - ui.px(2);
            if (x1 < strip.x || x0 > strip.right()) continue;
            const ImU32 colour = ui.colour(Role::muted);
            // A link that skips layers is drawn in an arc above them.
            if (target - source > 1)
                ui.draw().AddBezierCubic({x0, middle}, {x0 + ui.px(30), strip.y - ui.px(4)},
                                         {x1 - ui.px(30), strip.y - ui.px(4)}, {x1, middle}, colour, ui.px(2));
            else
                ui.draw().AddLine({x0, middle}, {x1, middle}, colour, ui.px(2));
            ui.draw().AddTriangleFilled({x1, middle}, {x1 - ui.px(6), middle - ui.px(4)},
                                        {x1 - ui.px(6), middle + ui.px(4)}, colour);
        }
    }
}

}  // namespace convscope
