#include "app/gui/network/arithmetic/arithmetic_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

using nn::Combination;

std::string area_text(const nn::Region& region) {
    return fmt::format("{} \u00d7 {}", region.rows.length(), region.cols.length());
}

std::string interval_text(const nn::Region& region) {
    const nn::Interval &rows = region.rows, &cols = region.cols;
    if (rows.length() == 1 && cols.length() == 1) return tr("row {}, column {}", rows.begin, cols.begin);
    if (rows.length() == 1) return tr("row {}, columns {}\u2013{}", rows.begin, cols.begin, cols.end - 1);
    if (cols.length() == 1) return tr("rows {}\u2013{}, column {}", rows.begin, rows.end - 1, cols.begin);
    return tr("rows {}\u2013{}, columns {}\u2013{}", rows.begin, rows.end - 1, cols.begin, cols.end - 1);
}

long long count_of(const auto& list) {
    return static_cast<long long>(list.size());
}

/// The result of combining the terms, in words: "sum of 4 channels", "largest of 9".
std::string combined_text(const nn::Node& node, const nn::Explanation& e) {
    if (!e.channels.empty()) return tr_count(count_of(e.channels), "sum of {} channel", "sum of {} channels");
    const std::size_t count = e.terms.size();
    if (e.combination == nn::Combination::maximum) return tr("largest of {}", count);
    if (e.combination == nn::Combination::product)
        return tr_count(count_of(e.terms), "product of {} value", "product of {} values");
    // Use 1 / weight as the divisor, because an average may count padding, which has no terms.
    if (node.layer->arithmetic_words().averages) return tr("mean of {}", std::lround(1 / e.terms.front().weight));
    if (count == 1) return tr("value \u00d7 weight");
    const bool weighted = std::ranges::any_of(e.terms, [](const nn::Term& term) { return term.weight != 1; });
    return weighted ? tr_count(count_of(e.terms), "sum of {} product", "sum of {} products")
                    : tr_count(count_of(e.terms), "sum of {} value", "sum of {} values");
}

/// The place of a value at the start of a sentence; of a vector's value with the number of values.
std::string place_of_sentence(const nn::Shape& shape, const nn::Position& at) {
    if (shape.is_image()) return tr("Row {}, column {} of map {}", at.row, at.col, at.channel);
    if (shape.rank() == 2) return tr("Row {}, column {}", at.col, at.channel);
    if (shape.rank() == 1) return tr("Value {} of {}", at.channel, shape.count());
    return tr("Value {}", at.channel);
}

double terms_sum(const nn::Explanation& e) {
    double sum = 0;
    for (const nn::ChannelTerms& channel : e.channels) sum += channel.sum;
    for (const nn::Term& term : e.terms) sum += term.product;
    return sum;
}

double magnitude(double part) {
    return std::isnan(part) ? std::numeric_limits<double>::infinity() : std::fabs(part);
}

}  // namespace

std::optional<nn::SlidingWindow> sliding_window(const nn::Model& model, int node) {
    return model.node(node).layer->sliding_window(model.input_shapes(node));
}

std::string place_text(const nn::Shape& shape, const nn::Position& at) {
    if (shape.is_image()) return tr("row {}, column {} of map {}", at.row, at.col, at.channel);
    if (shape.rank() == 2) return tr("row {}, column {}", at.col, at.channel);
    return tr("value {}", at.channel);
}

std::string arithmetic_title(const nn::Model& model, int node, const nn::Position& at) {
    const nn::Shape& shape = model.node(node).shape;
    if (shape.is_image()) return tr("At row {}, column {} of map {}", at.row, at.col, at.channel);
    if (shape.rank() > 1) return tr("At row {}, column {}", at.col, at.channel);
    if (node != model.outputs().front() || model.info().labels.empty())
        return tr("Value {} of {}", at.channel, shape.count());
    return tr("Value {} of {}: {}", at.channel, shape.count(),
              nn::class_label(model, static_cast<std::size_t>(at.channel)));
}

Origin origin_of(const nn::Model& model, int node, const nn::Position& at) {
    Origin origin{node, at};
    for (;;) {
        const nn::Node& here = model.node(origin.node);
        if (here.layer->effect() != nn::Effect::copies || !here.layer->activation().is_linear()) return origin;
        const int before = here.inputs.front();
        origin = {before, nn::position_of(model.node(before).shape, nn::index_of(here.shape, origin.at))};
    }
}

TermText term_text(const nn::Model& model, int node, const nn::Position& at, const nn::Term& term) {
    const nn::Node& here = model.node(node);
    const int input = here.inputs.at(term.input);
    const nn::Shape& shape = model.node(input).shape;
    TermText text{.where = place_text(shape, term.from)};
    const Origin origin = origin_of(model, input, term.from);
    const nn::Shape& original = model.node(origin.node).shape;
    if (!shape.is_image() && original.is_image())
        text = {.where = place_text(original, origin.at), .number = place_text(shape, term.from)};
    if (here.inputs.size() == 1) return text;
    const std::string& name = model.node(input).name;
    text.where = term.from == at ? name : name + ": " + text.where;
    return text;
}

std::string copy_sentence(const nn::Model& model, int node, const nn::Explanation& explanation) {
    const nn::Node& here = model.node(node);
    if (explanation.combination != nn::Combination::copy) return {};
    if (here.inputs.empty()) {
        const bool is_picture = node == model.inputs().front() && nn::takes_picture(model);
        return is_picture ? tr("The model's input: the preprocessed picture.") : tr("The model's input: a number.");
    }
    if (explanation.terms.empty()) return tr("Padding: always 0.");
    const nn::Term& term = explanation.terms.front();
    const nn::Node& from = model.node(here.inputs.at(term.input));
    if (here.shape == from.shape && term.from == explanation.at) {
        if (const std::string_view words = here.layer->arithmetic_words().copied; !words.empty())
            return std::string(words);
        return here.layer->activation().is_linear() ? tr("Every value is passed on unchanged.") : Message();
    }
    const std::string place = place_of_sentence(here.shape, explanation.at);
    const std::string source = place_text(from.shape, term.from);
    return here.inputs.size() > 1 ? tr("{} is {} of {}.", place, source, from.name) : tr("{} is {}.", place, source);
}

std::string display_name(const nn::Activation& activation) {
    switch (activation.kind) {
        case nn::ActivationKind::relu:
            return tr("ReLU");
        case nn::ActivationKind::relu6:
            return tr("ReLU6");
        case nn::ActivationKind::leaky_relu:
            return tr("leaky ReLU");
        case nn::ActivationKind::elu:
            return tr("ELU");
        case nn::ActivationKind::gelu:
            return tr("GELU");
        case nn::ActivationKind::selu:
            return tr("SELU");
        case nn::ActivationKind::thresholded_relu:
            return tr("thresholded ReLU");
        case nn::ActivationKind::absolute:
            return tr("absolute value");
        case nn::ActivationKind::logarithm:
            return tr("logarithm");
        case nn::ActivationKind::square_root:
            return tr("square root");
        case nn::ActivationKind::power:
            if (activation.alpha == 2) return tr("square");
            if (activation.alpha == -1) return tr("reciprocal");
            return tr("to the power of {}", activation.alpha);
        case nn::ActivationKind::sine:
            return tr("sine");
        case nn::ActivationKind::cosine:
            return tr("cosine");
        case nn::ActivationKind::error_function:
            return tr("error function");
        default:
            break;
    }
    std::string name(nn::name_of(activation.kind));
    std::ranges::replace(name, '_', ' ');
    return name;
}

std::vector<ResultLine> result_lines(const nn::Node& node, const nn::Explanation& e, bool ablated) {
    std::vector<ResultLine> lines;
    for (const auto& [name, value] : e.figures) lines.push_back({"arithmetic.figure", name, value});
    const nn::ArithmeticWords words = node.layer->arithmetic_words();
    const bool copied = e.combination == nn::Combination::copy;
    const bool biased = e.combination == nn::Combination::sum &&
                        (e.bias != 0 || (node.weights.size() > 1 && !words.has_derived_weight));
    const bool linear = e.activation.is_linear();
    if (words.has_derived_weight && e.terms.size() == 1) {
        lines.push_back({"arithmetic.weight", tr("weight"), e.terms.front().weight});
        lines.push_back({"arithmetic.value", tr("value"), e.terms.front().value});
    }
    if (biased) {
        const std::size_t channels = e.channels.size();
        lines.push_back({.name = "arithmetic.terms",
                         .label = combined_text(node, e),
                         .value = terms_sum(e),
                         .short_label = channels > 1 ? tr("{} sums", channels) : tr("sum")});
        lines.push_back({"arithmetic.bias", fmt::format("+ {}", words.constant), e.bias});
    }
    if (!linear) {
        const std::string sum_label = e.activation.over_channels() ? tr("= logit") : tr("= sum");
        lines.push_back({"arithmetic.sum",
                         biased   ? sum_label
                         : copied ? tr("input value")
                                  : combined_text(node, e),
                         e.sum});
    }
    const std::string result = !linear  ? tr("{} = value", display_name(e.activation))
                               : biased ? tr("= value")
                               : copied ? tr("value")
                                        : tr("{} = value", combined_text(node, e));
    lines.push_back({.name = "arithmetic.activated",
                     .label = result,
                     .value = e.value,
                     .strong = !ablated,
                     .short_label = linear ? "" : display_name(e.activation)});
    if (ablated)
        lines.push_back({.name = "arithmetic.ablated",
                         .label = tr("turned off = value"),
                         .value = 0,
                         .strong = true,
                         .short_label = tr("turned off")});
    return lines;
}

std::vector<std::size_t> by_magnitude(const nn::Explanation& explanation) {
    const bool summed = explanation.combination == nn::Combination::sum;
    const auto part = [&](std::size_t i) {
        if (!explanation.channels.empty()) return magnitude(explanation.channels[i].sum);
        const nn::Term& term = explanation.terms[i];
        if (explanation.combination == nn::Combination::maximum)
            return std::isnan(term.value) ? magnitude(term.value) : term.value;
        return magnitude(summed ? term.product : term.value);
    };
    std::vector<std::size_t> order(std::max(explanation.channels.size(), explanation.terms.size()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::ranges::greater(), part);
    return order;
}

std::string receptive_sentence(const nn::Region& field, const nn::Shape& input) {
    if (field.empty()) return {};
    if (!input.is_image()) return tr("Computed from {} of the {} input values", field.channels.length(), input.count());
    const bool one = field.rows.length() == 1 && field.cols.length() == 1;
    if (field.rows == nn::whole(input).rows && field.cols == nn::whole(input).cols)
        return tr("Receptive field: the whole input, {} pixels", area_text(field));
    return one ? tr("Receptive field {} pixel of the input: {}", area_text(field), interval_text(field))
               : tr("Receptive field {} pixels of the input: {}", area_text(field), interval_text(field));
}

std::string reach_sentence(const nn::Position& pixel, const nn::Region& reached, const nn::Shape& layer) {
    return reach_sentence(tr("Input pixel ({}, {})", pixel.row, pixel.col), reached, layer);
}

std::string reach_sentence(std::string_view input_value, const nn::Region& reached, const nn::Shape& layer) {
    if (reached.empty()) return tr("{} reaches nothing of this layer", input_value);
    if (layer.is_image())
        return tr("{} reaches {} of this layer: {}", input_value, area_text(reached), interval_text(reached));
    const std::int64_t count = reached.rows.length() * reached.cols.length() * reached.channels.length();
    return count == layer.count()
               ? tr("{} reaches all {} values of this layer", input_value, count)
               : tr("{} reaches {} of the {} values of this layer", input_value, count, layer.count());
}

}  // namespace convscope
