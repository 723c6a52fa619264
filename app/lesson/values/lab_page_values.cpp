// The values of the Filter Lab's pages Colour, Chain and Learn.
#include <array>

#include "app/document/chain/chain_model.h"
#include "app/document/lab/lab_plane.h"
#include "app/lesson/values/learner.h"
#include "app/lesson/values/value_source.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

using Value = std::optional<LessonValue>;

constexpr std::array<std::string_view, 3> kSlices{"red", "green", "blue"};

const ColourPixelExplanation* colour_pixel(ValueSource& source) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return nullptr;
    if (!arithmetic->colour) source.missing(tr("the page Colour is not shown; write page colour before"));
    return arithmetic->colour ? &*arithmetic->colour : nullptr;
}

template <double ColourPixelExplanation::*member>
Value of_colour(ValueSource& source, NameParts) {
    const ColourPixelExplanation* pixel = colour_pixel(source);
    return pixel == nullptr ? std::nullopt : Value(pixel->*member);
}

std::optional<std::size_t> slice_of(ValueSource& source, NameParts parts) {
    for (std::size_t i = 0; i < kSlices.size(); ++i)
        if (kSlices.at(i) == parts[0]) return i;
    return source.missing(tr("the slices are red, green and blue"));
}

Value slice_sum(ValueSource& source, NameParts parts) {
    const auto slice = slice_of(source, parts);
    const ColourPixelExplanation* pixel = slice ? colour_pixel(source) : nullptr;
    return pixel == nullptr ? std::nullopt : Value(pixel->slices.at(*slice).sum);
}

Value slice_on(ValueSource& source, NameParts parts) {
    const auto slice = slice_of(source, parts);
    if (!slice) return std::nullopt;
    return std::string(source.document().colour.filter.on.at(*slice) ? "on" : "off");
}

/// The sum of the values of a slice; 0 if it is switched off.
double sum_of_slice(const ColourFilterSettings& filter, std::size_t slice) {
    return filter.on.at(slice) ? kernel_sum(filter.slices.at(slice)) : 0;
}

Value slice_values(ValueSource& source, NameParts parts) {
    const auto slice = slice_of(source, parts);
    return slice ? Value(sum_of_slice(source.document().colour.filter, *slice)) : std::nullopt;
}

Value filter_values(ValueSource& source, NameParts) {
    double total = 0;
    for (std::size_t i = 0; i < kSlices.size(); ++i) total += sum_of_slice(source.document().colour.filter, i);
    return total;
}

Value colour_pooled(ValueSource& source, NameParts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return std::nullopt;
    return arithmetic->pool ? Value(arithmetic->pool->value) : source.missing(tr("the pixel is in no pooling block"));
}

/// The sizes of the stage that the name has, counted from 1.
std::optional<ChainSizes> stage_sizes(ValueSource& source, NameParts parts) {
    const Size input = lab_plane(source.document()).size();
    const std::vector<ChainSizes> sizes = chain_sizes(source.document().chain, input);
    const std::int64_t stage = number_of_part(parts[0]);
    if (stage < 1 || stage > std::ssize(sizes))
        return source.missing(tr("the chain has no such stage, or it does not fit"));
    return sizes[static_cast<std::size_t>(stage - 1)];
}

template <Size ChainSizes::*which, int Size::*side>
Value of_stage(ValueSource& source, NameParts parts) {
    const std::optional<ChainSizes> sizes = stage_sizes(source, parts);
    return sizes ? Value(static_cast<double>((*sizes).*which.*side)) : std::nullopt;
}

Value stage_maps(ValueSource& source, NameParts parts) {
    const LabChain& chain = source.document().chain;
    const std::int64_t stage = number_of_part(parts[0]);
    if (stage < 1 || stage > chain.size()) return source.missing(tr("the chain has no such stage"));
    return static_cast<double>(chain.stage(static_cast<int>(stage - 1)).map_count());
}

Value chain_parameters(ValueSource& source, NameParts) {
    double parameters = 0;
    for (const ChainStage& stage : source.document().chain.stages)
        parameters += stage.map_count() * (stage.input_count() * stage.kernel_size() * stage.kernel_size() + 1);
    return parameters;
}

template <class Part>
Value of_learner(ValueSource& source, const Part& part) {
    const auto learner = learner_of(source.document());
    return learner ? Value(static_cast<double>(part(*learner))) : source.missing(tr("there is nothing to learn"));
}

Value learned_value(ValueSource& source, NameParts parts) {
    const auto learner = learner_of(source.document());
    if (!learner) return source.missing(tr("there is nothing to learn"));
    const std::int64_t row = number_of_part(parts[0]), col = number_of_part(parts[1]);
    if (row < 0 || col < 0 || row >= learner->size() || col >= learner->size())
        return source.missing(tr("row or column is outside"));
    return learner->values()[static_cast<std::size_t>(row * learner->size() + col)];
}

constexpr std::array kRules{
    ValueRule{"colour.maps", [](ValueSource&, NameParts) -> Value { return 1.0; }},
    ValueRule{"colour.@.sum_value", slice_sum},
    ValueRule{"colour.sum", of_colour<&ColourPixelExplanation::sum>},
    ValueRule{"colour.weighted", of_colour<&ColourPixelExplanation::weighted>},
    ValueRule{"colour.biased", of_colour<&ColourPixelExplanation::biased>},
    ValueRule{"colour.activated", of_colour<&ColourPixelExplanation::activated>},
    ValueRule{"colour.pool.value", colour_pooled},
    ValueRule{"colour.@.on", slice_on},
    ValueRule{"colour.@.slice_sum", slice_values},
    ValueRule{"colour.filter_sum", filter_values},
    ValueRule{"chain.stages",
              [](ValueSource& source, NameParts) -> Value { return double(source.document().chain.size()); }},
    ValueRule{"chain.maps.#", stage_maps},
    ValueRule{"chain.rows.#", of_stage<&ChainSizes::pooled, &Size::rows>},
    ValueRule{"chain.columns.#", of_stage<&ChainSizes::pooled, &Size::cols>},
    ValueRule{"chain.filtered_rows.#", of_stage<&ChainSizes::filtered, &Size::rows>},
    ValueRule{"chain.parameters", chain_parameters},
    ValueRule{"learn.steps",
              [](ValueSource& source, NameParts) {
                  return of_learner(source, [](const FilterLearner& learner) { return learner.steps(); });
              }},
    ValueRule{"learn.loss",
              [](ValueSource& source, NameParts) {
                  return of_learner(source, [](const FilterLearner& learner) { return learner.loss(); });
              }},
    ValueRule{"learn.condition",
              [](ValueSource& source, NameParts) {
                  return of_learner(source, [](const FilterLearner& learner) { return learner.condition_number(); });
              }},
    ValueRule{"learn.distance",
              [](ValueSource& source, NameParts) {
                  return of_learner(source, [](const FilterLearner& learner) { return learner.remaining_distance(); });
              }},
    ValueRule{"learn.value.#.#", learned_value},
};

}  // namespace

std::span<const ValueRule> lab_page_rules() {
    return kRules;
}

}  // namespace convscope
