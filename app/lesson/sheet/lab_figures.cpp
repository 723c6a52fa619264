// The figures of the Filter Lab: the picture and its outputs, and the arithmetic of the pinned pixel.
#include <fmt/format.h>

#include <algorithm>

#include "app/document/chain/chain_model.h"
#include "app/document/lab/lab_plane.h"
#include "app/jobs/chain_engine.h"
#include "app/lesson/sheet/step_figures.h"
#include "app/paper/map_picture.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"
#include "core/filter/colour/colour_filter.h"

namespace convscope {

namespace {

constexpr ColourScale kGrey{ColourMap::grey, {0, 255}, false};
constexpr int kMostTaps = 5;

/// Outlines the window on the input, the pixel on the filtered and the block's value on the pooled picture.
void mark_pixel(const StepFigures& figures, const FilterSettings& settings, SheetFigure& figure) {
    const LabArithmetic* const arithmetic = figures.source.arithmetic();
    if (arithmetic == nullptr || arithmetic->colour) return;
    const Cell at{arithmetic->pixel.row, arithmetic->pixel.col};
    const Geometry g = geometry(figure.pictures.front().size, settings);
    figure.pictures.front().mark = Box{double(g.cols.source(at.col, 0)), double(g.rows.source(at.row, 0)),
                                       double(g.cols.extent), double(g.rows.extent)};
    if (figure.pictures.size() < 2) return;
    figure.pictures[1].mark = Box{double(at.col), double(at.row), 1, 1};
    if (figure.pictures.size() > 2 && arithmetic->pool)
        figure.pictures[2].mark = Box{double(arithmetic->pool->col), double(arithmetic->pool->row), 1, 1};
}

/// The names in the window of a neighbour, a filter value and a product.
struct ProductNames {
    std::string neighbour, filter, product;
};

/// The product of these terms; covered parts are blanks.
SheetProduct product_of(const StepFigures& figures, int taps, const std::vector<Term>& terms, const ProductNames& names,
                        bool hides_sum) {
    std::vector<double> window, filter, products;
    for (const Term& term : terms) {
        window.push_back(term.value);
        filter.push_back(term.filter);
        products.push_back(term.product);
    }
    return {.window = blanked(paper_table(taps, window, false), figures, names.neighbour),
            .filter = blanked(paper_table(taps, filter, true), figures, names.filter),
            .products = blanked(paper_table(taps, products, true), figures, names.product),
            .result = {},
            .blank = hides_sum};
}

/// The values of the pooling block, of which the step speaks.
SheetFigure pooling_block(const StepFigures& figures, const PoolExplanation& pool) {
    SheetPicture picture{.title = std::string(figures.words.pooling),
                         .note = size_text({pool.size, pool.size}),
                         .size = {pool.size, pool.size}};
    picture.table = blanked(paper_table(pool.size, pool.candidates, false), figures, "inspector.pool");
    return {.pictures = {std::move(picture)}};
}

std::vector<SheetBlock> product_block(const StepFigures& figures) {
    const LabArithmetic* const arithmetic = figures.source.arithmetic();
    if (arithmetic == nullptr || arithmetic->colour || arithmetic->pixel.terms.empty()) return {};
    const PixelExplanation& pixel = arithmetic->pixel;
    if (arithmetic->pool && figures.mentions("inspector.pool")) return {pooling_block(figures, *arithmetic->pool)};
    if (pixel.taps > kMostTaps || !pixel.sorted.empty()) return {};
    const bool hides_sum = figures.covers("inspector.sum");
    SheetProduct block = product_of(figures, pixel.taps, pixel.terms,
                                    {"inspector.neighbour", "inspector.filter", "inspector.product"}, hides_sum);
    block.result = fmt::format("{} = {}", figures.words.sum, hides_sum ? "" : short_number(pixel.sum));
    const auto is_empty = [](const PaperCell& cell) { return cell.text.empty(); };
    if (std::ranges::all_of(block.window.cells, is_empty)) return {};  // nothing could be calculated
    return {block};
}

/// The products of the three slices of a filter on a picture in colour.
std::vector<SheetBlock> slice_blocks(const StepFigures& figures) {
    const LabArithmetic* const arithmetic = figures.source.arithmetic();
    if (arithmetic == nullptr || !arithmetic->colour || arithmetic->colour->taps > kMostTaps) return {};
    if (figures.covers("colour.red.window.0.0")) return {};  // nothing could be calculated
    std::vector<SheetBlock> blocks;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const ColourPixelExplanation::Slice& slice = arithmetic->colour->slices.at(i);
        const std::string channel(kChannelNames.at(static_cast<std::size_t>(kSliceChannels.at(i))));
        const bool hides_sum = figures.covers("colour." + channel + ".sum_value");
        SheetProduct block = product_of(
            figures, arithmetic->colour->taps, slice.terms,
            {"colour." + channel + ".window", "colour." + channel + ".filter", "colour." + channel + ".product"},
            hides_sum);
        block.result = fmt::format("{}: {} = {}", channel_title(figures.words, i), figures.words.sum,
                                   hides_sum ? "" : short_number(slice.sum));
        blocks.emplace_back(std::move(block));
    }
    return blocks;
}

/// True if the step cannot be answered without the filter, which then stands between the picture and its output: it
/// asks for a filter, or for what a filter makes.
bool needs_filter(const LessonStep& step) {
    const auto is_hidden = [](const std::string& name) {
        return name.starts_with("filter.") || name == "view.filtered" || name == "view.filtered*";
    };
    const auto is_changed = [](const std::string& name) { return name.starts_with("filter."); };
    if (std::ranges::any_of(step.marks.covered, is_hidden)) return true;
    if (step.goal && step.marks.only && std::ranges::any_of(*step.marks.only, is_changed)) return true;
    return std::ranges::any_of(step.marks.pointed,
                               [](const std::string& name) { return name.starts_with("filter.cell"); });
}

/// True if the step is about the pooled picture.
bool is_about_pooling(const LessonStep& step) {
    const auto names_it = [](const std::string& name) { return name.find("pool") != std::string::npos; };
    return std::ranges::any_of(step.marks.covered, names_it) || std::ranges::any_of(step.marks.pointed, names_it) ||
           (step.goal && std::ranges::any_of(step.goal->lines, names_it, &GoalLine::name));
}

/// True if the step is about the numbers of one pixel.
bool shows_numbers(const StepFigures& figures, std::string_view beginning) {
    return figures.mentions(beginning) ||
           std::ranges::any_of(figures.step.settings, [](const Setting& setting) { return setting.word == "pin"; });
}

}  // namespace

std::vector<SheetBlock> lab_figures(const StepFigures& figures) {
    const Document& document = figures.source.document();
    const Plane input = lab_plane(document);
    if (input.empty()) return {};
    SheetFigure figure{.pictures = {}, .arrows = document.lab.count == 1};
    figure.pictures.push_back(value_picture(std::string(figures.words.input), input, kGrey, ValueKind::picture,
                                            figures.covers("view.input")));
    const std::vector<FilterSettings> settings = document.lab.settings();
    std::vector<FilterResult> results(settings.size());
    std::vector<const FloatImage*> outputs;
    std::vector<ValueKind> kinds;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (!geometry_problem(input.size(), settings[i]).empty()) return {figure};
        filter(input, settings[i], results[i]);
        outputs.insert(outputs.end(), {&results[i].filtered, &results[i].pooled});
        kinds.push_back(activated_kind(document.lab.kinds.at(i), settings[i].activation));
    }
    const ValueKind kind = common_kind(kinds);
    const ColourScale scale = outputs_scale(document, kind, outputs);
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const std::string letter = settings.size() == 1 ? "" : filter_letter(static_cast<int>(i));
        const std::string name =
            letter.empty() || i == 0 ? "view.filtered" : fmt::format("view.filtered.{:c}", 'a' + i);
        figure.pictures.push_back(value_picture(
            letter.empty() ? std::string(figures.words.filtered) : figures.words.text(tr("Filtered {}"), letter),
            to_plane(results[i].filtered), scale, kind, figures.covers(name)));
        if (figures.covers(name + ".size")) figure.pictures.back().note.clear();
    }
    if (settings.size() == 1 && !results[0].pooled.empty())
        figure.pictures.push_back(value_picture(std::string(figures.words.pooled), to_plane(results[0].pooled), scale,
                                                kind, figures.covers("view.pooled")));
    if (figures.covers("view.pooled.size")) figure.pictures.back().note.clear();
    const bool has_numbers = settings.size() == 1 && shows_numbers(figures, "inspector");
    std::vector<SheetBlock> products = has_numbers ? product_block(figures) : std::vector<SheetBlock>();
    if (has_numbers) mark_pixel(figures, settings[0], figure);
    if (products.empty() && settings.size() == 1 && needs_filter(figures.step) && !settings[0].median) {
        if (figure.pictures.size() > 2 && !is_about_pooling(figures.step)) figure.pictures.pop_back();
        figure.pictures.insert(figure.pictures.begin() + 1, filter_tables(figures).pictures.front());
    }
    std::vector<SheetBlock> blocks{std::move(figure)};
    for (SheetBlock& block : products) blocks.push_back(std::move(block));
    return blocks;
}

namespace {

SheetPicture open_picture(const StepFigures& figures, const Picture& picture, std::string_view name) {
    SheetPicture made{
        .title = std::string(figures.words.picture), .note = size_text(picture.size()), .size = picture.size()};
    if (!figures.covers(name)) made.pixels = colour_picture(picture, 360, 360).pixels;
    return made;
}

/// True if the step points at the slices or lets them be changed.
bool is_about_slices(const LessonStep& step) {
    const auto names_one = [](const std::string& name) {
        return name.starts_with("colour.") &&
               (name.ends_with(".slice") || name.ends_with(".on") || name.find(".cell.") != std::string::npos);
    };
    return std::ranges::any_of(step.marks.pointed, names_one) ||
           (step.marks.only && std::ranges::any_of(*step.marks.only, names_one));
}

std::vector<SheetBlock> colour_page(const StepFigures& figures, const Picture& picture) {
    SheetFigure figure{.pictures = {open_picture(figures, picture, "colour.picture")}, .arrows = true};
    if (const LabOutputs* const outputs = figures.source.outputs()) {
        const ValueKind kind =
            outputs->settings.activation == Activation::none ? ValueKind::signed_values : ValueKind::non_negative;
        const FloatImage& map = outputs->result.filtered;
        figure.pictures.push_back(value_picture(std::string(figures.words.map), to_plane(map),
                                                outputs_scale(figures.source.document(), kind, {&map}), kind,
                                                figures.covers("colour.map")));
    }
    const bool has_numbers = shows_numbers(figures, "colour.red") || figures.mentions("colour.*.sum_value") ||
                             figures.mentions("colour.*.window");
    std::vector<SheetBlock> slices = has_numbers ? slice_blocks(figures) : std::vector<SheetBlock>();
    if (slices.empty() && is_about_slices(figures.step)) slices.emplace_back(filter_tables(figures));
    std::vector<SheetBlock> blocks{std::move(figure)};
    for (SheetBlock& block : slices) blocks.push_back(std::move(block));
    return blocks;
}

std::vector<SheetBlock> chain_page(const StepFigures& figures, const Plane& input) {
    constexpr int kMostMaps = 3;  ///< of a stage
    const Document& document = figures.source.document();
    SheetFigure figure;
    figure.pictures.push_back(value_picture(std::string(figures.words.picture), input, kGrey, ValueKind::picture,
                                            figures.covers("chain.picture")));
    const LabChain chain = fitting_chain(document.chain, input.size());
    if (chain.stages.empty()) return {figure};
    const auto model = std::make_shared<const nn::Model>(chain_model(chain, input.size()));
    ChainRun run(*model);
    run.compute({model, input}, 1);
    for (int stage = 0; stage < chain.size(); ++stage) {
        const ChainNodes nodes = chain_nodes(chain).at(static_cast<std::size_t>(stage));
        const float largest = run.layer(nodes.convolution).largest;
        const ValueKind kind =
            chain.stage(stage).activation == Activation::relu ? ValueKind::non_negative : ValueKind::signed_values;
        const ChainLayer& layer = run.layer(nodes.last());
        for (int map = 0; map < std::min(kMostMaps, static_cast<int>(layer.maps.size())); ++map)
            figure.pictures.push_back(value_picture(
                figures.words.text(tr("Map {}.{}"), stage + 1, map + 1),
                to_plane(layer.maps[static_cast<std::size_t>(map)]),
                colour_scale({}, kind, layer.ranges[static_cast<std::size_t>(map)], largest > 0 ? largest : 1), kind,
                figures.covers(fmt::format("chain.conv.{}.{}", stage + 1, map + 1)) ||
                    figures.covers(fmt::format("chain.pool.{}.{}", stage + 1, map + 1))));
    }
    return {figure};
}

std::vector<SheetBlock> learn_page(const StepFigures& figures, const Plane& input) {
    const Document& document = figures.source.document();
    SheetFigure figure{.pictures = {value_picture(std::string(figures.words.input), input, kGrey, ValueKind::picture,
                                                  figures.covers("learn.input"))},
                       .arrows = true};
    const FilterSettings teacher = document.learning.teacher();
    if (document.learning.target == LearnTarget::picture || !geometry_problem(input.size(), teacher).empty())
        return {figure};
    FilterResult target;
    filter(input, teacher, target);
    figure.pictures.push_back(value_picture(std::string(figures.words.filtered), to_plane(target.filtered),
                                            outputs_scale(document, ValueKind::signed_values, {&target.filtered}),
                                            ValueKind::signed_values, figures.covers("learn.target")));
    return {figure};
}

}  // namespace

std::vector<SheetBlock> lab_page_figures(const StepFigures& figures) {
    const Document& document = figures.source.document();
    const Picture picture = lab_picture(document);
    if (picture.planes.empty()) return {};
    if (document.lab_view.page == LabPage::colour) return colour_page(figures, picture);
    const Plane input = channel_plane(picture, document.lab.channel);
    return document.lab_view.page == LabPage::chain ? chain_page(figures, input) : learn_page(figures, input);
}

}  // namespace convscope
