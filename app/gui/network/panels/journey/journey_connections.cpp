#include "app/gui/network/panels/journey/journey_connections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/overlay.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kDelay = 0.3;  ///< seconds until the card appears
constexpr float kWidth = 330;
constexpr float kMap = 150;    ///< the largest side of the enlarged map
constexpr float kSource = 40;  ///< the side of an input map
constexpr float kPadding = 12;
constexpr float kMaxLine = 10;  ///< thickness for a share of 1
constexpr Message kThickness =
    tr("Line thickness: the input map's share of all products (input \u00d7 kernel, magnitudes added over the map). "
       "Orange: the products add up to more than 0, blue: to less.");

/// The place of a map of this size in the middle of `room`.
Rect fitted(Rect room, Size map) {
    const float unit = std::min(room.w / static_cast<float>(map.cols), room.h / static_cast<float>(map.rows));
    const float w = unit * static_cast<float>(map.cols), h = unit * static_cast<float>(map.rows);
    return {room.centre_x() - w / 2, room.centre_y() - h / 2, w, h};
}

}  // namespace

std::vector<Connection> strongest_connections(const nn::ProductMaps& maps) {
    std::vector<Connection> connections;
    for (const int index : maps.by_share) {
        const nn::ProductMap& map = maps.maps[static_cast<std::size_t>(index)];
        if (connections.size() == kMaxConnections || map.share <= 0) break;
        connections.push_back({map.channel, map.share, map.sum > 0});
    }
    return connections;
}

void JourneyConnections::update(const Scene& scene, const Target& target) {
    connections_.clear();
    if (!nn::has_product_maps(scene.model, target.node)) return;
    engine_.update({.model = scene.results.request.model,
                    .edits = scene.results.request.edits,
                    .trace = scene.results.now,
                    .revision = scene.results.revision,
                    .node = target.node,
                    .filter = target.channel});
    if (engine_.maps() != nullptr) connections_ = strongest_connections(*engine_.maps());
}

void JourneyConnections::show(Scene& scene, gl::TilePainter& painter, const Target& target, float below) {
    const double now = scene.ui.time();
    if (target.node != node_ || target.channel != channel_) {
        // If the pointer goes from one map to another, the card follows without delay.
        if (node_ < 0 || target.node < 0) since_ = now;
        if (target.node != node_) dismissed_ = false;
        node_ = target.node;
        channel_ = target.channel;
    }
    // Hide the card after a click, which selects the layer, so that it does not cover the layer's page.
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) dismissed_ = true;
    if (node_ < 0) {
        connections_.clear();
        caption_.clear();
        if (!engine_.busy()) engine_.clear();
        return;
    }
    if (dismissed_) return;
    if (now - since_ < kDelay) return scene.ui.wake_at(since_ + kDelay);
    update(scene, target);
    show_card(scene, painter, target, below);
}

Rect JourneyConnections::tile(Scene& scene, Rect place, int node, std::int64_t channel) {
    const nn::Shape& shape = scene.model.node(node).shape;
    const Size size = image_size(shape);
    const Rect map = fitted(place, size);
    const ColourScale scale = scale_of(scene, scene.now, node, channel);
    canvas_.add(map, {scene.now.layer(node).values.data() + channel, size, shape.channels()}, scale.map, scale.shown);
    return map;
}

void JourneyConnections::show_card(Scene& scene, gl::TilePainter& painter, const Target& target, float below) {
    Ui& ui = scene.ui;
    const nn::Node& node = scene.model.node(target.node);
    caption_ = connections_.empty() ? Message() : kThickness;
    if (target.to_scale > 0) {
        if (!caption_.empty()) caption_ += " ";
        caption_ += tr_count(std::max(1L, std::lrint(target.to_scale)),
                             "The strip shows this map larger than to scale: at the others\u2019 scale it would be {} "
                             "pixel high.",
                             "The strip shows this map larger than to scale: at the others\u2019 scale it would be {} "
                             "pixels high.");
    }
    const auto sources = static_cast<float>(connections_.size());
    const float heads = ui.px(22);
    const float body = std::max(ui.px(kMap), sources * ui.px(kSource + 6));
    const float lines = caption_.empty() ? 0 : (caption_.size() > 160 ? 6.0F : 4.0F);
    const float height = 2 * ui.px(kPadding) + heads + body + ui.px(8) + lines * ui.text_height(Type::caption) * 1.1F;
    const float width = connections_.empty() ? ui.px(kMap + 2 * kPadding + 60) : ui.px(kWidth);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float x =
        std::clamp(target.place.centre_x() - width / 2, ui.px(4), std::max(ui.px(4), screen.x - width - ui.px(4)));
    const Rect card{x, below, width, std::min(height, screen.y - below)};
    const Overlay overlay("journey.connections", card, false);
    ui.mark("journey.connections", card);
    ui.fill(card, ui.colour(Role::surface), ui.px(6));
    ui.outline(card, ui.colour(Role::line), ui.px(6), ui.line_width());
    Rect rest = card.inset(ui.px(kPadding));
    ui.text(rest.cut_top(heads), tr("{}, map {}", display_name(node), target.channel));
    Rect pictures = rest.cut_top(body, ui.px(8));
    canvas_.begin(card, scene.results.revision);
    const Rect left = connections_.empty() ? Rect{} : pictures.cut_left(ui.px(kSource + 66));
    const Rect room = connections_.empty() ? pictures : pictures.cut_right(ui.px(kMap));
    const Rect map =
        tile(scene, {room.x, room.centre_y() - ui.px(kMap) / 2, room.w, ui.px(kMap)}, target.node, target.channel);
    ui.mark("journey.connections.map", map);
    if (!connections_.empty()) show_sources(scene, left, map, node.inputs.front());
    canvas_.paint(ui, painter);
    if (!caption_.empty()) ui.paragraph(rest, caption_, Role::muted, Type::caption);
}

void JourneyConnections::show_sources(Scene& scene, Rect column, Rect map, int source) {
    Ui& ui = scene.ui;
    const auto count = static_cast<int>(connections_.size());
    for (int i = 0; i < count; ++i) {
        const Connection& connection = connections_[static_cast<std::size_t>(i)];
        Rect row = column.row(i, count, ui.px(6));
        ui.mark("journey.connections." + std::to_string(connection.channel), row);
        const Rect place = row.cut_right(ui.px(kSource));
        const Rect picture = tile(scene, {place.x, place.centre_y() - ui.px(kSource) / 2, place.w, ui.px(kSource)},
                                  source, connection.channel);
        Rect text{row.x, row.centre_y() - ui.px(16), row.w - ui.px(6), ui.px(32)};
        ui.text(text.cut_top(ui.px(16)), tr("map {}", connection.channel), Role::text, Type::caption, Align::right);
        ui.text(text, fmt::format("{:.1f} %", connection.share * 100), Role::muted, Type::caption, Align::right);
        const ImU32 colour = ui.colour(connection.adds ? Role::positive : Role::negative);
        const auto thickness = static_cast<float>(std::max(1.0, connection.share * kMaxLine * ui.scale()));
        ui.draw().AddLine({picture.right() + ui.px(4), picture.centre_y()}, {map.x - ui.px(4), map.centre_y()}, colour,
                          thickness);
    }
}

}  // namespace convscope
