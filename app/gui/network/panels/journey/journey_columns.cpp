// The columns of the journey: a layer's maps, or a vector's values, with the texts below.
#include <fmt/format.h>

#include <algorithm>

#include "app/gui/network/panels/journey_panel.h"
#include "app/gui/network/scene/layer_image.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kCardOffset = 10;  ///< vertical distance from the first to the last map of a stack

/// The rectangle of map `index` in a stack; 0 is in front.
Rect card(const Ui& ui, Rect place, const JourneyColumn& column, int index) {
    const float rise = column.cards > 1 ? ui.px(kCardOffset) / static_cast<float>(column.cards - 1) : 0;
    const auto w = static_cast<float>(column.map.cols), h = static_cast<float>(column.map.rows);
    const auto i = static_cast<float>(index);
    const float fan = column.card_step * static_cast<float>(column.cards - 1);
    return {place.centre_x() - (w + fan) / 2 + column.card_step * i,
            place.centre_y() - h / 2 + ui.px(kCardOffset) / 2 - rise * i, w, h};
}

}  // namespace

void JourneyPanel::show_column(Scene& scene, const JourneyColumn& column, Rect place) {
    Ui& ui = scene.ui;
    const nn::Node& layer = scene.model.node(column.last);
    const bool current = scene.layer >= column.first && scene.layer <= column.last;
    const bool image = layer.shape.is_image();
    Rect control = place.inset(0, ui.px(6));
    control.cut_top(head_height(ui));  // the head holds the marks of blocks
    const Item item = ui.item(item_name(column), control,
                              {.tooltip = image ? std::string_view() : std::string_view(layer.name),
                               .key = current ? Message() : tr("Left / Right"),
                               .wants_wheel = true});
    if (item.hovered && !current)
        ui.fill(place.inset(-ui.px(4), ui.px(6)), faded(ui.colour(Role::hover), 0.6F), ui.px(8));
    ui.focus_ring(item, ui.px(8));
    take_wheel_and_drag(ui, item);
    if (item.pressed && !dragged_) {
        const int node = column.last;
        const std::int64_t channel = entered_channel(scene, node);
        // A click on the folded block that is selected unfolds it.
        const bool unfolds = column.block >= 0 && current;
        scene.change_view([node, channel, unfolds, first = scene.model.node(column.first).name](NetworkView& view) {
            if (unfolds)
                view.journey.toggle(first);
            else
                view.go_to(node, channel);
        });
    }
    Rect remaining = place.inset(0, ui.px(10));
    const Rect text = remaining.cut_bottom(ui.px(kJourneyTextHeight), ui.px(2));
    remaining.cut_top(head_height(ui));
    if (image) {
        show_maps(scene, column, remaining);
        if (item.hovered && !item.held) {
            pointed_.node = column.last;
            pointed_.place = place;
        }
    } else {
        show_strip(scene, column, remaining);
    }
    show_texts(scene, column, text);
}

void JourneyPanel::show_maps(Scene& scene, const JourneyColumn& column, Rect area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.model.node(column.last).shape;
    const std::int64_t channels = shape.channels();
    const std::int64_t channel = std::min(scene.view.channel, channels - 1);
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool inside = area.contains(mouse.x, mouse.y);
    if (inside) pointed_.channel = channel;
    // Draw from the back of the stack to the front, where the selected channel is.
    for (int i = column.cards - 1; i >= 0; --i) {
        const std::int64_t shown = (channel + i) % channels;
        const ColourScale colours = scale_of(scene, scene.now, column.last, shown);
        const Rect place = card(ui, area, column, i);
        canvas_.add(place, {scene.now.layer(column.last).values.data() + shown, size, channels}, colours.map,
                    colours.shown);
        if (inside && place.contains(mouse.x, mouse.y)) pointed_.channel = shown;
    }
    if (inside) pointed_.to_scale = column.enlarged ? layout_.true_height(shape.rows()) : 0;
    ui.mark(item_name(column) + ".map", card(ui, area, column, 0));
}

void JourneyPanel::show_strip(Scene& scene, const JourneyColumn& column, Rect area) {
    Ui& ui = scene.ui;
    const Size map = column.map;
    const Rect strip{area.centre_x() - static_cast<float>(map.cols) / 2,
                     area.centre_y() - static_cast<float>(map.rows) / 2, static_cast<float>(map.cols),
                     static_cast<float>(map.rows)};
    const std::vector<float>& values = scene.now.layer(column.last).values;
    const ColourScale colours = scale_of(scene, scene.now, column.last, 0);
    const nn::Shape& shape = scene.model.node(column.last).shape;
    const Size size = shape.rank() == 2 ? image_size(shape) : Size{static_cast<int>(values.size()), 1};
    canvas_.add(strip, {values.data(), size, 1}, colours.map, colours.shown);
    ui.outline(strip.inset(-ui.px(1)), ui.colour(Role::line), 0, ui.px(1));
}

void JourneyPanel::show_texts(Scene& scene, const JourneyColumn& column, Rect area) const {
    Ui& ui = scene.ui;
    bool changed = is_input(scene.model, column.last) && scene.network.is_painted();
    for (int node = column.first; node <= column.last; ++node)
        changed = changed || nn::is_edited(scene.network.edits, node);
    JourneyTexts texts = journey_texts(scene.model, column, layout_.blocks());
    // If the selected layer is inside the folded block, show its name.
    if (column.block >= 0 && scene.layer >= column.first && scene.layer <= column.last)
        texts.name = tr("{} of {}: {}", scene.layer - column.first + 1, column.last - column.first + 1,
                        display_name(scene.node()));
    ui.text(area.cut_top(ui.px(19)), texts.name, changed ? Role::warning : Role::text, Type::caption, Align::centre);
    ui.text(area.cut_top(ui.px(18)), texts.shape, Role::text, Type::caption, Align::centre);
    ui.text(area.cut_top(ui.px(18)), changed ? std::string(tr("changed")) : texts.parameters,
            changed ? Role::warning : Role::muted, Type::caption, Align::centre);
}

}  // namespace convscope
