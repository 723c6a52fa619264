// The values of the Filter Lab's pictures, of its filter and of one output pixel.
#include <array>
#include <cmath>

#include "app/document/lab/preset_choice.h"
#include "app/lesson/values/value_source.h"
#include "app/lesson/words/arguments.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

using Value = std::optional<LessonValue>;

/// A picture of the outputs and the size of the one before it.
struct Output {
    const FloatImage& image;
    Range range;
    Size before;
};

std::optional<Output> output_of(ValueSource& source, bool is_pooled) {
    const LabOutputs* outputs = source.outputs();
    if (outputs == nullptr) return std::nullopt;
    const FilterResult& result = outputs->result;
    if (!is_pooled) return Output{result.filtered, result.filtered_range, outputs->input};
    if (result.pooled.empty()) return source.missing(tr("there is no pooled picture"));
    return Output{result.pooled, result.pooled_range, result.filtered.size()};
}

/// The mean of a function of the finite values.
template <class Function>
double mean_over(const FloatImage& image, const Function& function) {
    double sum = 0;
    std::int64_t count = 0;
    for (int row = 0; row < image.rows(); ++row)
        for (int col = 0; col < image.cols(); ++col) {
            const float value = image.row(row)[col];
            if (!std::isfinite(value)) continue;
            sum += function(value);
            ++count;
        }
    return sum / static_cast<double>(count);
}

double rows(const Output& output) {
    return output.image.rows();
}
double columns(const Output& output) {
    return output.image.cols();
}
double values(const Output& output) {
    return static_cast<double>(output.image.size().area());
}
double lowest(const Output& output) {
    return output.range.low;
}
double highest(const Output& output) {
    return output.range.high;
}
double extent(const Output& output) {
    return double{output.range.high} - double{output.range.low};
}
double mean(const Output& output) {
    return mean_over(output.image, [](float value) { return double{value}; });
}
double zeros(const Output& output) {
    return mean_over(output.image, [](float value) { return value == 0 ? 1.0 : 0.0; });
}
/// Rows of the filtered picture less than the input's.
double lost_rows(const Output& output) {
    return output.before.rows - output.image.rows();
}
double lost_columns(const Output& output) {
    return output.before.cols - output.image.cols();
}

template <double (*part)(const Output&), bool is_pooled>
Value of_output(ValueSource& source, NameParts) {
    const std::optional<Output> output = output_of(source, is_pooled);
    return output ? Value(part(*output)) : std::nullopt;
}

/// Rows (or columns) of the filtered picture that are in no block.
template <bool is_rows>
Value left_over(ValueSource& source, NameParts) {
    const std::optional<Output> output = output_of(source, true);
    if (!output) return std::nullopt;
    const int size = source.outputs()->settings.pool_size;
    const int lost =
        is_rows ? output->before.rows - size * output->image.rows() : output->before.cols - size * output->image.cols();
    return static_cast<double>(lost);
}

const LabFilter& edited(ValueSource& source) {
    const Lab& lab = source.document().lab;
    return lab.filters.at(static_cast<std::size_t>(lab.edited));
}

/// Row and column that the name has, if both are below `size`.
std::optional<std::size_t> cell_index(ValueSource& source, NameParts parts, int size) {
    const std::int64_t row = number_of_part(parts[0]), col = number_of_part(parts[1]);
    if (row < 0 || col < 0 || row >= size || col >= size)
        return source.missing(tr("row or column is outside; the last one is {}", size - 1));
    return static_cast<std::size_t>(row * size + col);
}

Value filter_cell(ValueSource& source, NameParts parts) {
    const Kernel& kernel = edited(source).kernel;
    const auto index = cell_index(source, parts, kernel.size);
    return index ? Value(double{kernel.values.at(*index)}) : std::nullopt;
}

Value filter_preset(ValueSource& source, NameParts) {
    const std::vector<PresetChoice> choices = preset_choices({});
    const int index = shown_choice(choices, edited(source));
    return index < 0 ? std::string("none") : choices[static_cast<std::size_t>(index)].key;
}

template <double Term::*member>
Value term(ValueSource& source, NameParts parts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return std::nullopt;
    if (arithmetic->pixel.terms.empty()) return source.missing(tr("the pixel is copied, not computed"));
    const auto index = cell_index(source, parts, arithmetic->pixel.taps);
    return index ? Value(arithmetic->pixel.terms[*index].*member) : std::nullopt;
}

template <double PixelExplanation::*member>
Value of_pixel(ValueSource& source, NameParts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr || arithmetic->colour) return std::nullopt;
    return arithmetic->pixel.*member;
}

template <int PixelExplanation::*member>
Value place_of_pixel(ValueSource& source, NameParts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    return arithmetic == nullptr ? std::nullopt : Value(static_cast<double>(arithmetic->pixel.*member));
}

Value pool_cell(ValueSource& source, NameParts parts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return std::nullopt;
    if (!arithmetic->pool) return source.missing(tr("the pixel is in no pooling block"));
    const auto index = cell_index(source, parts, arithmetic->pool->size);
    return index ? Value(arithmetic->pool->candidates.at(*index)) : std::nullopt;
}

Value pooled(ValueSource& source, NameParts) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return std::nullopt;
    return arithmetic->pool ? Value(arithmetic->pool->value) : source.missing(tr("the pixel is in no pooling block"));
}

/// The sum of window x filter with another order of the filter's values.
template <class Other>
Value other_sum(ValueSource& source, const Other& other) {
    const LabArithmetic* arithmetic = source.arithmetic();
    if (arithmetic == nullptr) return std::nullopt;
    const std::vector<Term>& terms = arithmetic->pixel.terms;
    if (terms.empty()) return source.missing(tr("the pixel is copied, not computed"));
    double sum = 0;
    for (std::size_t i = 0; i < terms.size(); ++i)
        sum += terms[i].value * terms[other(i, static_cast<std::size_t>(arithmetic->pixel.taps))].filter;
    return sum;
}

Value matrix_trace(ValueSource& source, NameParts) {
    return other_sum(source, [](std::size_t i, std::size_t taps) { return i % taps * taps + i / taps; });
}
Value flipped_sum(ValueSource& source, NameParts) {
    return other_sum(source, [](std::size_t i, std::size_t taps) { return taps * taps - 1 - i; });
}

/// The steps of the page that is shown.
FilterSettings steps(ValueSource& source) {
    const Document& document = source.document();
    return document.lab_view.page == LabPage::colour ? document.colour.filter.steps : document.lab.settings(0);
}

template <class Names, class Enum>
Value name(const Names& names, Enum value) {
    return hyphenated(names.at(static_cast<std::size_t>(value)));
}

constexpr std::array kRules{
    ValueRule{"picture.name",
              [](ValueSource& source, NameParts) -> Value { return source.document().picture.base_name(); }},
    ValueRule{"filtered.rows", of_output<rows, false>},
    ValueRule{"filtered.columns", of_output<columns, false>},
    ValueRule{"filtered.values", of_output<values, false>},
    ValueRule{"filtered.min", of_output<lowest, false>},
    ValueRule{"filtered.max", of_output<highest, false>},
    ValueRule{"filtered.range", of_output<extent, false>},
    ValueRule{"filtered.mean", of_output<mean, false>},
    ValueRule{"filtered.zeros", of_output<zeros, false>},
    ValueRule{"filtered.lost_rows", of_output<lost_rows, false>},
    ValueRule{"filtered.lost_columns", of_output<lost_columns, false>},
    ValueRule{"pooled.rows", of_output<rows, true>},
    ValueRule{"pooled.columns", of_output<columns, true>},
    ValueRule{"pooled.values", of_output<values, true>},
    ValueRule{"pooled.min", of_output<lowest, true>},
    ValueRule{"pooled.max", of_output<highest, true>},
    ValueRule{"pooled.range", of_output<extent, true>},
    ValueRule{"pooled.mean", of_output<mean, true>},
    ValueRule{"pooled.zeros", of_output<zeros, true>},
    ValueRule{"pooled.lost_rows", left_over<true>},
    ValueRule{"pooled.lost_columns", left_over<false>},
    ValueRule{"filter.sum", [](ValueSource& source, NameParts) -> Value { return kernel_sum(edited(source).kernel); }},
    ValueRule{"filter.weight", [](ValueSource& source, NameParts) -> Value { return double{edited(source).weight}; }},
    ValueRule{"filter.bias", [](ValueSource& source, NameParts) -> Value { return double{edited(source).bias}; }},
    ValueRule{"filter.size",
              [](ValueSource& source, NameParts) -> Value { return double(edited(source).kernel.size); }},
    ValueRule{"filter.cell.#.#", filter_cell},
    ValueRule{"filter.preset", filter_preset},
    ValueRule{"filters.count",
              [](ValueSource& source, NameParts) -> Value { return double(source.document().lab.count); }},
    ValueRule{"stage.border",
              [](ValueSource& source, NameParts) -> Value { return name(kBorderNames, steps(source).border); }},
    ValueRule{"stage.stride", [](ValueSource& source, NameParts) -> Value { return double(steps(source).stride); }},
    ValueRule{"stage.dilation", [](ValueSource& source, NameParts) -> Value { return double(steps(source).dilation); }},
    ValueRule{"stage.activation",
              [](ValueSource& source, NameParts) -> Value { return name(kActivationNames, steps(source).activation); }},
    ValueRule{"stage.pooling",
              [](ValueSource& source, NameParts) -> Value { return name(kPoolingNames, steps(source).pooling); }},
    ValueRule{"stage.pool_size",
              [](ValueSource& source, NameParts) -> Value { return double(steps(source).pool_size); }},
    ValueRule{"inspector.row", place_of_pixel<&PixelExplanation::row>},
    ValueRule{"inspector.column", place_of_pixel<&PixelExplanation::col>},
    ValueRule{"inspector.neighbour.#.#", term<&Term::value>},
    ValueRule{"inspector.filter.#.#", term<&Term::filter>},
    ValueRule{"inspector.product.#.#", term<&Term::product>},
    ValueRule{"inspector.sum", of_pixel<&PixelExplanation::sum>},
    ValueRule{"inspector.weighted", of_pixel<&PixelExplanation::weighted>},
    ValueRule{"inspector.biased", of_pixel<&PixelExplanation::biased>},
    ValueRule{"inspector.activated", of_pixel<&PixelExplanation::activated>},
    ValueRule{"inspector.pool.#.#", pool_cell},
    ValueRule{"inspector.pooled", pooled},
    ValueRule{"inspector.matrix_trace", matrix_trace},
    ValueRule{"inspector.flipped_sum", flipped_sum},
};

}  // namespace

std::span<const ValueRule> lab_rules() {
    return kRules;
}

}  // namespace convscope
