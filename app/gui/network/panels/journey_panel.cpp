#include "app/gui/network/panels/journey_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/widgets/icons.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

constexpr float kAnswerWidth = 218;
constexpr float kTextHeight = 58;  ///< name, shape, parameters
constexpr float kGap = 26;         ///< between columns, for the links
constexpr float kMinColumnWidth = 74;
constexpr float kCardOffset = 5;
constexpr int kMaxCards = 3;
constexpr double kGlideSeconds = 0.045;  ///< time constant of the move to another layer, which takes about 0.2 s

/// The largest lengths among a model's layers, from which the scale of the maps follows.
struct LargestShapes {
    std::int64_t rows = 1, cols = 1;  ///< of the images
    std::int64_t count = 1;           ///< values of the vectors

    explicit LargestShapes(const nn::Model& model) {
        for (const nn::Node& node : model.nodes()) {
            rows = std::max(rows, node.shape.rows());
            cols = std::max(cols, node.shape.cols());
            if (!node.shape.is_image()) count = std::max(count, node.shape.count());
        }
    }

    /// The size in screen pixels of a layer's map, of a sequence with a row for each step, or of a vector's strip, that
    /// fits into a height of `room` pixels.
    /// The length of a strip grows with the logarithm of the vector's length, because 10 values next to 1600 would be
    /// invisible on a linear scale.
    Size map_size(const Ui& ui, const nn::Shape& shape, float room) const {
        if (shape.rank() == 2) {
            const Size table = image_size(shape);
            const float unit =
                std::min({room / static_cast<float>(table.rows), room / static_cast<float>(table.cols), ui.px(4)});
            return {std::max(3, static_cast<int>(unit * static_cast<float>(table.rows))),
                    std::max(3, static_cast<int>(unit * static_cast<float>(table.cols)))};
        }
        if (!shape.is_image()) {
            const auto log = [](std::int64_t length) { return std::log2(static_cast<double>(length) + 1); };
            const float part = std::max(0.12F, static_cast<float>(log(shape.count()) / log(count)));
            return {static_cast<int>(room * part), static_cast<int>(ui.px(12))};
        }
        const float unit =
            std::min({room / static_cast<float>(rows), room * 1.3F / static_cast<float>(cols), ui.px(4)});
        const auto side = [unit](std::int64_t length) {
            return std::max(3, static_cast<int>(std::lround(unit * static_cast<float>(length))));
        };
        return {side(shape.rows()), side(shape.cols())};
    }
};

std::string parameter_text(const nn::Node& node) {
    const std::int64_t count = nn::parameter_count(node);
    return count > 0 ? nn::with_commas(count) + " par." : std::string();
}

/// The rectangle of map `index` in a stack; 0 is in front.
Rect card(const Ui& ui, Rect place, Size map, int index) {
    const float offset = ui.px(kCardOffset) * static_cast<float>(index);
    return {place.centre_x() - static_cast<float>(map.cols) / 2 + offset,
            place.centre_y() - static_cast<float>(map.rows) / 2 - offset, static_cast<float>(map.cols),
            static_cast<float>(map.rows)};
}

}  // namespace

void JourneyPanel::lay_out(const Scene& scene, float height) {
    const Ui& ui = scene.ui;
    if (layout_model_ == &scene.model && layout_height_ == height && layout_scale_ == ui.scale()) return;
    const bool other_model = layout_model_ != &scene.model;
    layout_model_ = &scene.model;
    layout_height_ = height;
    layout_scale_ = ui.scale();
    const LargestShapes largest(scene.model);
    const float room = height - ui.px(kCardOffset * (kMaxCards - 1)) - ui.px(8);
    columns_.clear();
    float left = ui.px(16);
    for (const nn::Node& node : scene.model.nodes()) {
        Column column{.left = left, .map = largest.map_size(ui, node.shape, room)};
        if (node.shape.is_image())
            column.cards = static_cast<int>(std::min<std::int64_t>(kMaxCards, node.shape.channels()));
        const float text =
            std::max({ui.text_width(display_name(node), Type::caption), ui.text_width(shape_text(node), Type::caption),
                      ui.text_width(parameter_text(node), Type::caption)});
        column.width = std::max({ui.px(kMinColumnWidth), text + ui.px(8),
                                 static_cast<float>(column.map.cols) + ui.px(kCardOffset * kMaxCards + 8)});
        left += column.width + ui.px(kGap);
        columns_.push_back(column);
    }
    total_width_ = left - ui.px(kGap) + ui.px(16);
    if (other_model) scroll_ = frame_centre_ = -1;
}

void JourneyPanel::glide(Scene& scene, float width) {
    const Column& current = columns_[static_cast<std::size_t>(scene.layer)];
    const float centre = current.left + current.width / 2;
    const float max_scroll = std::max(0.0F, total_width_ - width);
    const float scroll = std::clamp(centre - width / 2, 0.0F, max_scroll);
    const double now = scene.ui.time();
    const double elapsed = std::min(0.1, now - last_time_);
    last_time_ = now;
    if (frame_centre_ < 0) {
        frame_centre_ = centre;
        scroll_ = scroll;
    }
    if (!moving_ && (std::abs(frame_centre_ - centre) > 0.5F || std::abs(scroll_ - scroll) > 0.5F)) {
        moving_ = true;  // the first frame of the move; it begins now
    } else {
        const auto part = static_cast<float>(1 - std::exp(-elapsed / kGlideSeconds));
        frame_centre_ += (centre - frame_centre_) * part;
        scroll_ += (scroll - scroll_) * part;
    }
    if (std::abs(frame_centre_ - centre) <= 0.5F && std::abs(scroll_ - scroll) <= 0.5F) {
        frame_centre_ = centre;
        scroll_ = scroll;
        moving_ = false;
    }
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
    lay_out(scene, area.h - ui.px(kTextHeight + 18));
    glide(scene, area.w);

    ui.draw().PushClipRect({area.x, area.y}, {area.right(), area.bottom()}, true);
    const Column& current = columns_[static_cast<std::size_t>(scene.layer)];
    const Rect ring{area.x + frame_centre_ - scroll_ - current.width / 2 - ui.px(4), area.y + ui.px(6),
                    current.width + ui.px(8), area.h - ui.px(12)};
    ui.fill(ring, ui.colour(Role::raised), ui.px(8));
    show_links(scene, area);
    canvas_.begin(area, scene.results.revision);
    for (int node = 0; node < scene.model.size(); ++node) {
        const Column& column = columns_[static_cast<std::size_t>(node)];
        const Rect place{area.x + column.left - scroll_, area.y, column.width, area.h};
        if (place.right() < area.x || place.x > area.right()) {
            ui.keep_in_order("journey.layer." + std::to_string(node), place);
            continue;
        }
        show_column(scene, node, place);
    }
    canvas_.paint(ui, painter);
    ui.outline(ring, ui.colour(Role::accent), ui.px(8), ui.px(2));
    ui.draw().PopClipRect();
}

void JourneyPanel::show_links(Scene& scene, Rect strip) const {
    Ui& ui = scene.ui;
    const float middle = strip.y + ui.px(10) + (strip.h - ui.px(kTextHeight + 18)) / 2;
    for (int node = 0; node < scene.model.size(); ++node) {
        const Column& to = columns_[static_cast<std::size_t>(node)];
        for (const int input : scene.model.node(node).inputs) {
            const Column& from = columns_[static_cast<std::size_t>(input)];
            const float x0 = strip.x + from.left + from.width - scroll_ + ui.px(2);
            const float x1 = strip.x + to.left - scroll_ - ui.px(2);
            if (x1 < strip.x || x0 > strip.right()) continue;
            const ImU32 colour = ui.colour(Role::muted);
            // A link that skips layers is drawn in an arc above them.
            if (node - input > 1)
                ui.draw().AddBezierCubic({x0, middle}, {x0 + ui.px(30), strip.y - ui.px(4)},
                                         {x1 - ui.px(30), strip.y - ui.px(4)}, {x1, middle}, colour, ui.px(2));
            else
                ui.draw().AddLine({x0, middle}, {x1, middle}, colour, ui.px(2));
            ui.draw().AddTriangleFilled({x1, middle}, {x1 - ui.px(6), middle - ui.px(4)},
                                        {x1 - ui.px(6), middle + ui.px(4)}, colour);
        }
    }
}

void JourneyPanel::show_column(Scene& scene, int node, Rect column) {
    Ui& ui = scene.ui;
    const nn::Node& layer = scene.model.node(node);
    const Item item = ui.item("journey.layer." + std::to_string(node), column.inset(0, ui.px(6)),
                              {.tooltip = layer.name, .key = node == scene.layer ? "" : "Left / Right"});
    if (item.hovered && node != scene.layer)
        ui.fill(column.inset(-ui.px(4), ui.px(6)), faded(ui.colour(Role::hover), 0.6F), ui.px(8));
    ui.focus_ring(item, ui.px(8));
    if (item.pressed) {
        const std::int64_t channel = std::min(scene.view.channel, layer.shape.channels() - 1);
        scene.change_view([node, channel](NetworkView& view) { view.go_to(node, channel); });
    }

    Rect remaining = column.inset(0, ui.px(10));
    const Rect text = remaining.cut_bottom(ui.px(kTextHeight), ui.px(2));
    if (layer.shape.is_image())
        show_maps(scene, node, remaining);
    else
        show_strip(scene, node, remaining);
    show_texts(scene, node, text);
}

void JourneyPanel::show_maps(Scene& scene, int node, Rect area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.model.node(node).shape;
    const Column& layer_column = columns_[static_cast<std::size_t>(node)];
    const std::int64_t channels = shape.channels();
    const std::int64_t channel = std::min(scene.view.channel, channels - 1);
    const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    const Rect middle{area.x - ui.px(kCardOffset) * static_cast<float>(layer_column.cards - 1) / 2,
                      area.y + ui.px(kCardOffset), area.w, area.h};
    // Draw from the back of the stack to the front, where the selected channel is.
    for (int i = layer_column.cards - 1; i >= 0; --i) {
        const std::int64_t shown = (channel + i) % channels;
        const ColourScale colours = scale_of(scene, scene.now, node, shown);
        canvas_.add(card(ui, middle, layer_column.map, i),
                    {scene.now.layer(node).values.data() + shown, size, channels}, colours.map, colours.shown);
    }
    ui.mark("journey.layer." + std::to_string(node) + ".map", card(ui, middle, layer_column.map, 0));
}

void JourneyPanel::show_strip(Scene& scene, int node, Rect area) {
    Ui& ui = scene.ui;
    const Size map = columns_[static_cast<std::size_t>(node)].map;
    const Rect strip{area.centre_x() - static_cast<float>(map.cols) / 2,
                     area.centre_y() - static_cast<float>(map.rows) / 2, static_cast<float>(map.cols),
                     static_cast<float>(map.rows)};
    const std::vector<float>& values = scene.now.layer(node).values;
    const ColourScale colours = scale_of(scene, scene.now, node, 0);
    const nn::Shape& shape = scene.model.node(node).shape;
    const Size size = shape.rank() == 2 ? image_size(shape) : Size{static_cast<int>(values.size()), 1};
    canvas_.add(strip, {values.data(), size, 1}, colours.map, colours.shown);
    ui.outline(strip.inset(-ui.px(1)), ui.colour(Role::line), 0, ui.px(1));
}

void JourneyPanel::show_texts(Scene& scene, int node, Rect area) {
    Ui& ui = scene.ui;
    const nn::Node& layer = scene.model.node(node);
    const bool changed =
        nn::is_edited(scene.network.edits, node) || (is_input(scene.model, node) && scene.network.is_painted());
    ui.text(area.cut_top(ui.px(19)), display_name(layer), changed ? Role::warning : Role::text, Type::caption,
            Align::centre);
    ui.text(area.cut_top(ui.px(18)), shape_text(layer), Role::text, Type::caption, Align::centre);
    ui.text(area.cut_top(ui.px(18)), changed ? "changed" : parameter_text(layer), changed ? Role::warning : Role::muted,
            Type::caption, Align::centre);
}

}  // namespace convscope
