#include "app/gui/network/pages/figure_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/network/exports/export_menu.h"
#include "app/gui/network/exports/figure_exports.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxColumns = 8;
constexpr float kMinTile = 60;
constexpr float kMinTileInRow = 84;  ///< smallest tiles if the answers are at the right of the rows
constexpr float kAnswerWidth = 128;
constexpr float kAnswerLineHeight = 24;
constexpr float kToolsHeight = 32;
constexpr float kHeaderHeight = 40;
constexpr float kReadingHeight = 24;

/// The longest form of the layer's name that fits: "Conv2D 64", "Conv2D" or "Conv".
std::string fitted_name(const Ui& ui, const nn::Node& node, float width) {
    const std::string& kind = node.display_name.kind;
    const std::array<std::string, 3> names{display_name(node), kind, kind.substr(0, kind.find("2D"))};
    const auto fits = std::ranges::find_if(
        names, [&](const std::string& name) { return ui.text_width(name, Type::caption) <= width; });
    return fits == names.end() ? names.back() : *fits;
}

/// The largest rectangle with the picture's shape that fits into a square tile, in its middle.
Rect fitted_picture(Rect tile, const nn::Shape& shape) {
    const auto longer = static_cast<float>(std::max(shape.rows(), shape.cols()));
    const float w = std::max(1.0F, std::floor(tile.w * static_cast<float>(shape.cols()) / longer));
    const float h = std::max(1.0F, std::floor(tile.h * static_cast<float>(shape.rows()) / longer));
    return {tile.x + std::floor((tile.w - w) / 2), tile.y + std::floor((tile.h - h) / 2), w, h};
}

/// The map's own range. For a constant map it is widened upwards, so that the map is all dark.
Range own_range(Range range) {
    return {range.low, range.high > range.low ? range.high : range.low + 1};
}

TileValues values_of(const nn::LayerTrace& trace, const nn::Shape& shape, std::int64_t channel) {
    return {trace.values.data() + channel,
            {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())},
            shape.channels()};
}

}  // namespace

void FigurePage::find_layers(const std::shared_ptr<const nn::Model>& model) {
    if (model_ == model) return;
    model_ = model;
    layers_.clear();
    channels_ = 1;
    first_ = 0;
    for (int node = 0; node < model->size(); ++node) {
        const nn::Shape& shape = model->node(node).shape;
        if (!shape.is_image() || is_input(*model, node)) continue;
        layers_.push_back(node);
        channels_ = std::max(channels_, shape.channels());
    }
}

void FigurePage::choose_columns(const Scene& scene, float width) {
    const float step = scene.ui.px(kMinTile) + gap_;
    const auto fitting = static_cast<std::size_t>(std::max(2.0F, std::floor((width + gap_) / step))) - 1;
    const std::size_t count = std::min({layers_.size(), kMaxColumns, fitting});
    // Many layers are divided into pages; the page with the selected layer is shown.
    const auto current = static_cast<std::size_t>(std::ranges::find(layers_, scene.layer) - layers_.begin());
    if (current < layers_.size() && (current < first_ || current >= first_ + count)) first_ = current / count * count;
    first_ = std::min(first_, layers_.size() - count);
    const auto begin = layers_.begin() + static_cast<std::ptrdiff_t>(first_);
    columns_.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
}

void FigurePage::lay_out(const Ui& ui, Rect area) {
    const auto count = static_cast<float>(columns_.size() + 1);
    const auto side = [&](float width) { return std::floor((width + gap_) / count) - gap_; };
    const float line = ui.px(kAnswerLineHeight), height = std::floor(area.h / FigureRows::kCount) - gap_;
    const float in_row = std::min(side(area.w - ui.px(kAnswerWidth) - 2 * gap_), height);
    const float above_answer = std::min(side(area.w), height - line);
    // The answers are where they leave the pictures the most room.
    answer_ = in_row >= std::max(ui.px(kMinTileInRow), above_answer) ? ui.px(kAnswerWidth) : 0;
    const float below = answer_ > 0 ? 0 : line;
    side_ = std::max(ui.px(kMinTile), answer_ > 0 ? in_row : above_answer);
    row_height_ = side_ + below + gap_;
    grid_ = {area.x, area.y, count * (side_ + gap_) - gap_, row_height_ * FigureRows::kCount};
}

Rect FigurePage::tile(std::size_t row, std::size_t column) const {
    return {grid_.x + static_cast<float>(column) * (side_ + gap_), grid_.y + static_cast<float>(row) * row_height_,
            side_, side_};
}

void FigurePage::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    find_layers(scene.network.model.model);
    const float room = area.h;
    area.h = kUnboundedHeight;
    const std::string problem = layers_.empty() ? tr("This model has no layer with maps.")
                                : scene.network.takes_numbers(0)
                                    ? tr("The figure shows three pictures, and this model takes numbers.")
                                    : rows_.problem();
    if (!problem.empty() || !rows_.is_ready(scene.network.model.model)) {
        columns_.clear();
        ui.paragraph(area.cut_top(ui.px(80)), problem.empty() ? tr("Computing the figure\u2026") : problem,
                     Role::muted);
        return;
    }
    gap_ = ui.px(6);
    choose_columns(scene, area.w);
    show_tools(scene, area.cut_top(ui.px(kToolsHeight), ui.px(8)));
    Rect rows = area;
    rows.cut_top(ui.px(kHeaderHeight));
    rows.h = room - ui.px(kToolsHeight + 8 + kHeaderHeight + kReadingHeight);
    lay_out(ui, rows);
    show_headers(scene, area.cut_top(ui.px(kHeaderHeight)));

    reading_ = tr("Each map has its own range: dark is its lowest value, bright its highest.");
    if (columns_.size() < layers_.size())
        reading_ = tr("Layers {} to {} of the {} that have maps. Left and Right show the others.", first_ + 1,
                      first_ + columns_.size(), layers_.size());
    area.cut_top(grid_.h);
    ui.mark("figure", grid_);
    canvas_.begin(grid_, rows_.revision());
    for (std::size_t row = 0; row < FigureRows::kCount; ++row) show_row(scene, row);
    canvas_.paint(ui, painter);
    show_constant_maps(scene);
    interact(scene);
    open_export_menu(ui, "figure", grid_);
    const Rect line = area.cut_top(ui.px(kReadingHeight));
    ui.mark("figure.reading", line);
    ui.text(line, reading_, Role::muted, Type::caption);
}

void FigurePage::show_tools(Scene& scene, Rect line) {
    Ui& ui = scene.ui;
    if (const auto format = export_menu(ui, "figure", line.cut_right(ui.px(28), ui.px(6)),
                                        {.tooltip = tr("Export the figure"),
                                         .png = tr("Export the figure, PNG\u2026"),
                                         .csv = tr("Export the figure, CSV\u2026")}))
        scene.frame.request(figure_export(scene, rows_, columns_, *format));
    constexpr Message kReset = tr("Reset inputs");
    if (button(ui, "figure.reset", line.cut_right(ui.text_width(kReset) + ui.px(24), ui.px(16)), kReset,
               {.tooltip = tr("Show the three inputs of the course's figure again"), .enabled = !rows_.is_course()}))
        rows_.reset();
    const auto choose = [&](double map_number) {
        const auto channel = std::clamp<std::int64_t>(std::llround(map_number), 0, channels_ - 1);
        if (channel != scene.view.channel) scene.change_view([channel](NetworkView& view) { view.channel = channel; });
    };
    ui.text(line.cut_left(ui.text_width(tr("Map")), ui.px(8)), tr("Map"));
    const std::int64_t channel = scene.view.channel;
    if (const auto edit =
            number_field(ui, "figure.channel", line.cut_left(ui.px(56), ui.px(8)), static_cast<float>(channel),
                         {.tooltip = tr("The number of the map that is shown of every layer (Up and Down)")}))
        choose(static_cast<double>(edit->value));
    const std::string last = fmt::format("{}", channels_ - 1);
    Rect track = line.cut_left(std::min(line.w, ui.px(320)));
    ui.text(track.cut_right(ui.text_width(last, Type::caption), ui.px(4)), last, Role::muted, Type::caption);
    if (channels_ < 2) return;
    const auto most = static_cast<double>(channels_ - 1);
    const double place = static_cast<double>(channel) / most;
    if (const auto moved = slider(ui, "figure.slider", track, place, tr("Choose the map"))) {
        // One notch of the wheel goes to the next map, even if it moves the slider by less than one map.
        const double notch = ImGui::IsMouseDown(0) || *moved == place ? 0 : *moved > place ? 1 : -1;
        const auto map_number = *moved * most;
        choose(notch > 0   ? std::max(map_number, static_cast<double>(channel) + 1)
               : notch < 0 ? std::min(map_number, static_cast<double>(channel) - 1)
                           : map_number);
    }
}

void FigurePage::show_headers(Scene& scene, Rect line) const {
    Ui& ui = scene.ui;
    // Show the number of channels in all shapes or in none.
    const bool has_channels = std::ranges::all_of(columns_, [&](int node) {
        return ui.text_width(shape_text(scene.model.node(node).shape), Type::caption) <= side_;
    });
    const auto header = [&](Rect place, const std::string& name, const nn::Shape& shape, Role role) {
        place.cut_bottom(ui.px(4));
        ui.text(place.cut_top(place.h / 2), name, role, Type::caption, Align::centre);
        ui.text(place, shape_text(has_channels ? shape : nn::Shape{shape.rows(), shape.cols()}), Role::muted,
                Type::caption, Align::centre);
    };
    Rect place{line.x, line.y, side_, line.h};
    header(place, tr("Input"), scene.input_shape(), Role::text);
    for (const int node : columns_) {
        place.x += side_ + gap_;
        const nn::Node& layer = scene.model.node(node);
        const Item item = ui.item("figure.layer." + std::to_string(node), place,
                                  {.tooltip = display_name(layer) + ", " + shape_text(layer.shape)});
        if (node == scene.layer || item.hovered)
            ui.fill(place, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
        ui.focus_ring(item, ui.px(6));
        const bool changed = nn::is_edited(scene.network.edits, node);
        header(place, fitted_name(ui, layer, side_), layer.shape, changed ? Role::warning : Role::text);
        if (item.pressed)
            scene.change_view([node, channel = scene.view.channel](NetworkView& view) { view.go_to(node, channel); });
    }
    if (answer_ == 0) return;
    const Rect answers{grid_.right() + 2 * gap_, line.y, answer_, line.h};
    ui.text({answers.x, answers.y, answers.w, (line.h - ui.px(4)) / 2}, tr("Prediction"), Role::text, Type::caption);
}

void FigurePage::show_row(Scene& scene, std::size_t row) {
    const nn::Trace& trace = *rows_.results(row).now;
    show_input(scene, row);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const nn::LayerTrace& layer = trace.layer(columns_[i]);
        const nn::Shape& shape = scene.model.node(columns_[i]).shape;
        const Rect place = tile(row, i + 1);
        const std::int64_t channel = scene.view.channel;
        if (channel >= shape.channels()) {
            scene.ui.fill(place, scene.ui.colour(Role::raised));
            scene.ui.text(place, tr("no map {}", channel), Role::muted, Type::caption, Align::centre);
            continue;
        }
        const Range range = layer.channels[static_cast<std::size_t>(channel)].range;
        const Rect picture = fitted_picture(place, shape);
        scene.ui.mark(fmt::format("figure.map.{}.{}", row, columns_[i]), picture);
        canvas_.add(picture, values_of(layer, shape, channel), ColourMap::inferno, own_range(range));
    }
    show_answer(scene, row);
}

void FigurePage::show_input(Scene& scene, std::size_t row) {
    Ui& ui = scene.ui;
    const nn::Trace& trace = *rows_.results(row).now;
    const ColourScale scale = scale_of(scene, trace, scene.input_node(), 0);
    const Rect place = tile(row, 0);
    const Rect picture = fitted_picture(place, scene.input_shape());
    if (scene.input_shape().channels() == 3)
        colours_.at(row).show(ui, input_colours(scene, trace), rows_.results(row).revision, picture);
    else
        canvas_.add(picture, values_of(trace.layer(scene.input_node()), scene.input_shape(), 0), scale.map,
                    scale.shown);
    const NetworkInput& current_input = scene.network.input;
    const bool differs = !(rows_.input(row) == current_input);
    const std::string tooltip =
        differs ? tr("Show the current input here: {}", current_input.title()) : rows_.input(row).title();
    const Item item = ui.item(fmt::format("figure.input.{}", row), place, {.tooltip = tooltip});
    ui.focus_ring(item, 0);
    if (item.pressed && differs) rows_.choose(row, current_input);
}

void FigurePage::show_answer(Scene& scene, std::size_t row) const {
    Ui& ui = scene.ui;
    const std::string name = rows_.input(row).title();
    std::string label, value;
    if (nn::gives_ranking(scene.model)) {
        const int output = scene.model.outputs().front();
        const std::vector<float>& values = rows_.results(row).now->layer(output).values;
        const nn::RankedClass best = nn::ranked_classes(scene.model, values).front();
        const bool is_finite = nn::not_finite_note(values).empty();
        label = is_finite ? best.label : tr("no class");
        value = is_finite ? nn::answer_text(best.value, nn::answer_unit(scene.model)) : tr("NaN or infinity");
    }
    const Rect last = tile(row, columns_.size());
    if (answer_ == 0) {
        Rect line{grid_.x, last.bottom(), grid_.w, ui.px(kAnswerLineHeight)};
        ui.mark(fmt::format("figure.answer.{}", row), line);
        ui.text(line.cut_right(line.w * 0.6F, gap_), label + "  " + value, Role::text, Type::text, Align::right);
        ui.text(line, name, Role::muted, Type::caption);
        return;
    }
    Rect box{grid_.right() + 2 * gap_, last.centre_y() - ui.px(33), answer_, ui.px(66)};
    ui.mark(fmt::format("figure.answer.{}", row), box);
    ui.text(box.cut_top(ui.px(24)), label);
    ui.text(box.cut_top(ui.px(22)), value);
    ui.text(box, name, Role::muted, Type::caption);
}

void FigurePage::show_constant_maps(Scene& scene) const {
    const auto channel = static_cast<std::size_t>(scene.view.channel);
    const Rgb dark = colour_table(ColourMap::inferno).front();
    const ImU32 ink = readable_on(IM_COL32(dark.red, dark.green, dark.blue, 255));
    for (std::size_t row = 0; row < FigureRows::kCount; ++row)
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const auto& channels = rows_.results(row).now->layer(columns_[column]).channels;
            if (channel >= channels.size() || channels[channel].range.low < channels[channel].range.high) continue;
            scene.ui.text(tile(row, column + 1), tr("all {}", short_number(channels[channel].range.low)), ink,
                          Type::caption, Align::centre);
        }
}

void FigurePage::interact(Scene& scene) {
    Ui& ui = scene.ui;
    Rect maps = grid_;
    maps.cut_left(side_ + gap_);
    const Item item = ui.item("figure.maps", maps, {.wants_wheel = true});
    ui.focus_ring(item, ui.px(4));
    if (item.wheel != 0) {
        const std::int64_t channel =
            std::clamp<std::int64_t>(scene.view.channel + (item.wheel > 0 ? 1 : -1), 0, channels_ - 1);
        scene.change_view([channel](NetworkView& view) { view.channel = channel; });
    }
    if (!item.hovered) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (std::size_t row = 0; row < FigureRows::kCount; ++row)
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            if (!tile(row, column + 1).contains(mouse.x, mouse.y)) continue;
            describe(scene, row, column);
            if (item.pressed)
                scene.change_view([node = columns_[column], channel = scene.view.channel](NetworkView& view) {
                    view.go_to(node, channel);
                });
        }
}

void FigurePage::describe(const Scene& scene, std::size_t row, std::size_t column) {
    const int node = columns_[column];
    const nn::Shape& shape = scene.model.node(node).shape;
    const Rect picture = fitted_picture(tile(row, column + 1), shape);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::int64_t channel = scene.view.channel;
    const nn::Position at{
        static_cast<std::int64_t>(std::floor((mouse.y - picture.y) / picture.h * static_cast<float>(shape.rows()))),
        static_cast<std::int64_t>(std::floor((mouse.x - picture.x) / picture.w * static_cast<float>(shape.cols()))),
        channel};
    if (!nn::contains(shape, at)) return;
    const nn::LayerTrace& layer = rows_.results(row).now->layer(node);
    const Range range = layer.channels[static_cast<std::size_t>(channel)].range;
    reading_ = tr("{} at row {}, column {}: {}, in a map from {} to {}", display_name(scene.model.node(node)), at.row,
                  at.col, short_number(layer.values[static_cast<std::size_t>(nn::index_of(shape, at))]),
                  short_number(range.low), short_number(range.high));
}

}  // namespace convscope
