#include "app/gui/lab/colour/colour_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// "\u22128 + (\u221216) + 24": the sums of the slices that are on.
std::string sum_in_words(const ColourPixelExplanation& e, const NumberFormat& format) {
    std::string text;
    for (const auto& slice : e.slices) {
        if (!slice.on) continue;
        const std::string number = format.text(slice.sum);
        text += text.empty() ? number : slice.sum < 0 ? " + (" + number + ")" : " + " + number;
    }
    return text.empty() ? tr("no slice is on") : text;
}

std::vector<Calculation> steps_of(const FilterSettings& settings, const ColourPixelExplanation& e) {
    constexpr std::array<Message, 4> kOutputs{tr("= output"), tr("ReLU = output"), tr("absolute = output"),
                                              tr("clamp = output")};
    const std::string bias = settings.bias < 0 ? tr("\u2212 bias {}", short_number(-settings.bias))
                                               : tr("+ bias {}", short_number(settings.bias));
    return {{"colour.sum", "", e.sum, true},
            {"colour.weighted", tr("\u00d7 weight {}", short_number(settings.weight)), e.weighted, false},
            {"colour.biased", bias, e.biased, false},
            {"colour.activated", kOutputs.at(static_cast<std::size_t>(settings.activation)), e.activated, true}};
}

/// Widens the formats to the largest magnitudes that the filter can give on a picture of 0..255, so that the layout
/// does not change while the pointer moves.
void widen_formats(ColourArithmetic& a, const ColourFilterSettings& settings) {
    constexpr double kWhite = 255;
    double largest = 0, sum = 0;
    for (const Kernel& slice : settings.slices) {
        double own = 0;
        for (const float value : slice.values) {
            largest = std::max(largest, static_cast<double>(std::fabs(value)));
            own += std::fabs(value);
        }
        sum += own;
        a.largest_sum = std::max(a.largest_sum, kWhite * own);
    }
    const double weighted = kWhite * sum * std::fabs(settings.steps.weight) + std::fabs(settings.steps.bias);
    a.window.largest = std::max(a.window.largest, kWhite);
    a.window.has_negative = false;
    a.product.largest = std::max(a.product.largest, kWhite * largest);
    a.product.has_negative = a.filter.has_negative = a.result.has_negative = true;
    a.result.largest = std::max({a.result.largest, kWhite * sum, weighted});
}

std::vector<double> values_of(const ColourPixelExplanation& pixel, double Term::*member) {
    std::vector<double> values;
    values.reserve(kColourChannels * pixel.slices.front().terms.size());
    for (const auto& slice : pixel.slices)
        for (const Term& term : slice.terms) values.push_back(term.*member);
    return values;
}

}  // namespace

ColourArithmetic colour_arithmetic_at(const ColourScene& scene, Cell output, const std::optional<Cell>& block) {
    const ColourFilterSettings& settings = scene.shown();
    const Picture& picture = scene.results.request.picture;
    ColourArithmetic a;
    a.pixel = explain_colour_pixel(picture, settings, output.row, output.col);
    if (block) a.pool = explain_colour_pool(picture, settings, block->row, block->col);
    a.steps = steps_of(settings.steps, a.pixel);
    a.window = format_of(values_of(a.pixel, &Term::value));
    a.filter = format_of(values_of(a.pixel, &Term::filter));
    a.product = format_of(values_of(a.pixel, &Term::product));
    std::vector<double> results;
    for (const auto& slice : a.pixel.slices) results.push_back(slice.sum);
    for (const Calculation& step : a.steps) results.push_back(step.value);
    if (a.pool) {
        results.insert(results.end(), a.pool->candidates.begin(), a.pool->candidates.end());
        results.push_back(a.pool->value);
        a.pool_title = settings.steps.pooling == Pooling::max ? tr("largest of {0} \u00d7 {0}", a.pool->size)
                                                              : tr("mean of {0} \u00d7 {0}", a.pool->size);
    }
    a.result = format_of(results);
    a.steps.front().operation = sum_in_words(a.pixel, a.result);
    widen_formats(a, settings);
    return a;
}

}  // namespace convscope
