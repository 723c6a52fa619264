// The figures of Layers: the input, the chosen layer's maps, the answer, or the table of layers; and those of Training:
// the table of the network that is to be trained.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/document/network/network_commands.h"
#include "app/lesson/sheet/step_figures.h"
#include "app/paper/map_picture.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::int64_t kMostMaps = 2;  ///< of a layer
constexpr std::size_t kMostClasses = 5;
constexpr const char* kTableBlank = "________";

Plane channel_of(const nn::Shape& shape, const std::vector<float>& values, std::int64_t channel) {
    std::vector<float> map;
    map.reserve(static_cast<std::size_t>(shape.rows() * shape.cols()));
    for (std::int64_t i = 0; i < shape.rows() * shape.cols(); ++i)
        map.push_back(values[static_cast<std::size_t>(i * shape.channels() + channel)]);
    return {{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())}, std::move(map)};
}

ColourScale map_scale(Range range) {
    const float high = std::max(range.high, 1e-6F);
    if (range.low >= 0) return {ColourMap::inferno, {0, high}, false};
    return {ColourMap::diverging, shown_range(ColourMap::diverging, range), false};
}

SheetPicture input_picture(const StepFigures& figures, const nn::Model& model, const NetworkState& state) {
    const int node = model.inputs().front();
    const nn::Shape& shape = model.node(node).shape;
    const nn::LayerTrace& trace = state.trace.layer(node);
    const bool covered = figures.covers("input.picture");
    const ColourScale scale{ColourMap::grey, trace.range, false};
    if (shape.channels() != 3)
        return value_picture(std::string(figures.words.input), channel_of(shape, trace.values, 0), scale,
                             ValueKind::picture, covered);
    SheetPicture made{.title = std::string(figures.words.input)};
    made.size = {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
    made.note = size_text(made.size);
    if (covered) return made;
    Picture picture;
    const float width = std::max(trace.range.high - trace.range.low, 1e-6F);
    for (std::int64_t channel = 0; channel < 3; ++channel) {
        const Plane plane = channel_of(shape, trace.values, channel);
        std::vector<float> levels(plane.floats().begin(), plane.floats().end());
        for (float& level : levels) level = (level - trace.range.low) / width * 255;
        picture.planes.emplace_back(plane.size(), std::move(levels));
    }
    made.pixels = colour_picture(picture, 360, 360).pixels;
    return made;
}

/// The input and the first maps of the layer that is shown, the chosen one first.
SheetFigure layer_maps(const StepFigures& figures, const nn::Model& model, const NetworkState& state) {
    const NetworkView& view = figures.source.document().network_view;
    const int node = std::clamp(view.layer, 0, model.size() - 1);
    const nn::Shape& shape = model.node(node).shape;
    SheetFigure figure{.pictures = {input_picture(figures, model, state)}};
    const bool shows_one = view.page == NetworkPage::map;
    if (node == model.inputs().front() || !shape.is_image() || !(shows_one || view.page == NetworkPage::maps))
        return figure;
    const std::int64_t chosen = std::clamp<std::int64_t>(view.channel, 0, shape.channels() - 1);
    const std::int64_t count = shows_one || figures.mentions("weights.") ? 1 : std::min(shape.channels(), kMostMaps);
    const auto filter = lab_kernel(figures.source.document().network, node, view.kernel_channel, chosen);
    if (filter && figures.mentions("weights."))
        figure.pictures.push_back(
            filter_table(figures, figures.words.text(tr("Filter {}"), chosen), *filter, "weights.cell"));
    const bool covered = figures.covers("maps.grid") || figures.covers("map.now") || figures.covers("maps.large");
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t channel = (chosen + i) % shape.channels();
        const nn::LayerTrace& trace = state.trace.layer(node);
        const Range range = trace.channels[static_cast<std::size_t>(channel)].range;
        SheetPicture picture = value_picture(
            figures.words.text(tr("Map {}"), channel), channel_of(shape, trace.values, channel), map_scale(range),
            range.low >= 0 ? ValueKind::non_negative : ValueKind::signed_values, covered);
        if (view.pinned && channel == chosen && view.pinned->row < shape.rows())
            picture.mark = Box{double(view.pinned->col), double(view.pinned->row), 1, 1};
        figure.pictures.push_back(std::move(picture));
    }
    return figure;
}

SheetBars answer_bars(const StepFigures& figures, const nn::Model& model, const NetworkState& state) {
    SheetBars bars;
    const std::vector<float>& output = state.trace.layer(model.outputs().front()).values;
    if (!nn::gives_ranking(model) || !nn::not_finite_note(output).empty()) return bars;
    const bool covered = figures.covers("journey.answer.0") || figures.covers("answer.class.0");
    const std::vector<nn::RankedClass> ranked = nn::ranked_classes(model, output);
    const nn::AnswerUnit unit = nn::answer_unit(model);
    const float highest = std::max(1e-6F, std::fabs(ranked.front().value));
    for (std::size_t i = 0; i < std::min(kMostClasses, ranked.size()); ++i)
        bars.rows.push_back(
            {covered ? std::string("_____________") : ranked[i].label,
             covered ? std::string() : nn::answer_text(ranked[i].value, unit),
             double{unit == nn::AnswerUnit::probability ? ranked[i].value : ranked[i].value / highest}});
    return bars;
}

/// "26 × 26 × 64".
std::string axes_text(const nn::Shape& shape) {
    std::string text;
    for (const std::int64_t axis : shape.axes) text += (text.empty() ? "" : " \u00d7 ") + std::to_string(axis);
    return text;
}

/// True if the step asks for the answer, or changes it and asks nothing.
bool is_about_answer(const StepFigures& figures) {
    constexpr std::array<std::string_view, 7> kChanges{"model", "input", "shift", "ablate", "random", "class", "crop"};
    if (figures.mentions("journey.answer") || figures.mentions("answer") || figures.mentions("class")) return true;
    if (figures.step.question) return false;
    return std::ranges::any_of(figures.step.settings, [&](const Setting& setting) {
        return std::ranges::find(kChanges, setting.word) != kChanges.end();
    });
}

SheetTable summary_table(const StepFigures& figures, const nn::Summary& summary) {
    SheetTable table{.head = {std::string(figures.words.layer), std::string(figures.words.size),
                              std::string(figures.words.parameters)},
                     .rows = {}};
    for (const nn::SummaryRow& row : summary.rows) {
        const bool covered = figures.covers(fmt::format("table.row.{}", row.node)) ||
                             figures.covers(fmt::format("table.row.{}.share", row.node)) ||
                             figures.covers("table.parameters");
        table.rows.push_back({fmt::format("{} ({})", row.name, row.type), axes_text(row.shape),
                              covered ? kTableBlank : nn::with_commas(row.parameters)});
    }
    const bool covered = figures.covers("table.total");
    table.rows.push_back({"", "", covered ? kTableBlank : nn::with_commas(summary.parameters)});
    return table;
}

}  // namespace

std::vector<SheetBlock> layers_figures(const StepFigures& figures) {
    const auto& model = figures.source.document().network.model.model;
    const NetworkState* const state = figures.source.network();
    if (!model || state == nullptr) return {};
    if (figures.source.document().network_view.page == NetworkPage::table)
        return {summary_table(figures, state->summary)};
    std::vector<SheetBlock> blocks{layer_maps(figures, *model, *state)};
    if (!is_about_answer(figures)) return blocks;
    if (SheetBars bars = answer_bars(figures, *model, *state); !bars.rows.empty()) blocks.emplace_back(std::move(bars));
    return blocks;
}

std::vector<SheetBlock> training_figures(const StepFigures& figures) {
    const PlannedNetwork* const planned = figures.source.planned();
    if (planned == nullptr) return {};
    SheetTable table{.head = {std::string(figures.words.layer), std::string(figures.words.size),
                              std::string(figures.words.parameters)},
                     .rows = {}};
    const bool hides = figures.covers("training.parameters") || figures.covers("training.network");
    int number = 0;
    for (const nn::PlannedLayer& layer : planned->outline.layers) {
        const bool hides_layer = figures.covers(fmt::format("training.layer.{}", number++));
        table.rows.push_back({layer.name, hides_layer ? kTableBlank : axes_text(layer.shape),
                              hides || hides_layer ? kTableBlank : nn::with_commas(layer.parameters)});
    }
    table.rows.push_back({"", "", hides ? kTableBlank : nn::with_commas(planned->outline.parameters)});
    return {table};
}

}  // namespace convscope
