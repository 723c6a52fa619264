#include "app/gui/lab/inspector/sum_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "app/gui/lab/inspector/inspector_median.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr Message kSumLabel = tr("The products add up:");
constexpr Message kMedianLabel = tr("Median:");
constexpr float kLabelGap = 12;     ///< between the label and the sequence
constexpr float kDigits = 45;       ///< in presentation mode digits are at least 1 / kDigits of the window high
constexpr float kDigitPart = 0.6F;  ///< ratio of a digit's height to its line's, in Inter and DejaVu Sans

/// The type of the sequence. A sequence of many products has a small type.
Type sequence_type(const LabScene& scene) {
    const bool few = scene.shown_settings(0).kernel.size == 3;
    if (scene.frame.settings.presentation) return few ? min_number_type(scene, 3) : Type::text;
    return few ? Type::text : Type::caption;
}

float label_width(const Ui& ui, std::string_view label) {
    return std::ceil(ui.text_width(label, Type::caption)) + ui.px(kLabelGap);
}

float sequence_line(const LabScene& scene) {
    return std::max(scene.ui.px(sequence_type(scene) == Type::caption ? 18 : 22),
                    std::ceil(scene.ui.text_height(sequence_type(scene)) * 1.15F));
}

/// A number inside a product: negative ones have parentheses.
std::string factor(const NumberFormat& format, double value) {
    const std::string text = format.text(value);
    return value < 0 ? "(" + text + ")" : text;
}

/// The formats of five kinds of numbers, each with equal decimals.
struct Formats {
    NumberFormat neighbours, filter, sum, results, pool;
};

Formats formats_of(const Explained& e, const FilterSettings& settings) {
    std::vector<double> neighbours;
    std::vector<double> filter;
    std::vector<double> sum;
    std::vector<double> results{e.pixel.sum, e.pixel.weighted, e.pixel.biased, e.pixel.activated, settings.bias};
    for (const Term& term : e.pixel.terms) {
        neighbours.push_back(term.value);
        filter.push_back(term.filter);
    }
    std::vector<double> pool;
    for (const ArithmeticStep& step : e.steps) {
        if (step.kind == StepKind::product) sum.insert(sum.end(), {step.operand, step.total});
        if (step.kind == StepKind::candidate) pool.insert(pool.end(), {step.operand, step.total});
        if (step.kind == StepKind::mean) pool.push_back(step.total);
    }
    Formats formats{format_of(neighbours), format_of(filter), format_of(sum), format_of(results), format_of(pool)};
    formats.filter.is_short = true;
    return formats;
}

std::string median_text(const PixelExplanation& pixel, const NumberFormat& format) {
    return tr("the middle one of {} values: {}", pixel.sorted.size(), format.text(pixel.activated));
}

/// "0 + 0 − 256 + 24 = −232": the first `count` products and their sum.
std::string sequence_of(const Explained& e, const NumberFormat& format, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        const double product = e.steps[i].operand;
        if (i == 0)
            text = format.text(product);
        else
            text += (product < 0 ? " \u2212 " : " + ") + format.text(std::fabs(product));
    }
    return count == 0 ? text : text + " = " + format.text(e.steps[count - 1].total);
}

std::string activation_text(const FilterSettings& settings, const std::string& input, const std::string& output) {
    constexpr std::array<Message, 4> kFunctions{Message(), tr("ReLU"), tr("absolute"), tr("clamp")};
    const Message function = kFunctions.at(static_cast<std::size_t>(settings.activation));
    if (function.empty()) return tr("no activation: {}", output);
    return fmt::format("{}({}) = {}", function, input, output);
}

/// The operation of a step after the products.
std::string later_step(const Explained& e, const FilterSettings& settings, const Formats& formats,
                       const ArithmeticStep& step) {
    const NumberFormat& f = formats.results;
    const double weight = settings.weight;
    const double bias = settings.bias;
    switch (step.kind) {
        case StepKind::product:
            break;
        case StepKind::weight:
            return tr("{} \u00d7 weight {} = {}", f.text(e.pixel.sum), factor(format_of(std::array{weight}), weight),
                      f.text(step.total));
        case StepKind::bias:
            // Translators: a number, + or a minus sign, the bias and the result.
            return tr("{} {} bias {} = {}", f.text(e.pixel.weighted), bias < 0 ? "\u2212" : "+",
                      f.text(std::fabs(bias)), f.text(step.total));
        case StepKind::activation:
            return activation_text(settings, f.text(step.operand), f.text(step.total));
        case StepKind::kept:
            return tr("kept from the input: {}", f.text(step.total));
        case StepKind::median:
            return median_text(e.pixel, f);
        case StepKind::candidate:
            return tr("candidate {} of {}: {}", step.index + 1, e.pool->candidates.size(),
                      formats.pool.text(step.operand));
        case StepKind::mean:
            return fmt::format("{} / {} = {}", formats.pool.text(e.steps[e.steps.size() - 2].total),
                               e.pool->candidates.size(), formats.pool.text(step.total));
    }
    return {};
}

std::string total_text(const Explained& e, const Formats& formats, const ArithmeticStep& step) {
    const bool last = step.index + 1 == std::ssize(e.pixel.terms);
    const std::string sum = formats.sum.text(step.total);
    const std::string result = formats.results.text(step.total);
    switch (step.kind) {
        case StepKind::product:
            return last ? tr("sum {}", sum) : tr("total so far {}", sum);
        case StepKind::candidate:
            return e.pool->winner < 0 ? tr("total so far {}", formats.pool.text(step.total))
                                      : tr("biggest so far {}", formats.pool.text(step.total));
        case StepKind::mean:
            return tr("pooled {}", formats.pool.text(step.total));
        case StepKind::activation:
        case StepKind::kept:
        case StepKind::median:
            return tr("output {}", result);
        case StepKind::weight:
        case StepKind::bias:
            break;
    }
    return tr("result so far {}", result);
}

}  // namespace

bool is_adding(const Player& player) {
    return player.active && player.pass == PlayerPass::sum;
}

Explained explain_selection(const LabResults& results, const Selection& selection) {
    const FilterSettings& settings = results.request.settings.at(static_cast<std::size_t>(selection.filter));
    const Plane& input = results.input;
    Explained e{explain_pixel(input, settings, selection.output.row, selection.output.col), {}, {}};
    if (selection.pooled) e.pool = explain_pool(input, settings, selection.pooled->row, selection.pooled->col);
    e.steps = arithmetic_steps(e.pixel, settings, e.pool);
    return e;
}

std::optional<std::size_t> step_shown(const Player& player, const Explained& explained) {
    if (!is_adding(player) || explained.steps.empty()) return std::nullopt;
    return std::min(static_cast<std::size_t>(player.position), explained.steps.size() - 1);
}

bool is_reached(const Explained& explained, std::optional<std::size_t> step, StepKind kind) {
    if (!step) return true;
    // The sum is complete with the last product.
    for (std::size_t i = explained.steps.size(); i > 0; --i)
        if (explained.steps[i - 1].kind == kind) return *step >= i - 1;
    return true;
}

StepTexts step_texts(const Explained& explained, const FilterSettings& settings, std::optional<std::size_t> step) {
    const Formats formats = formats_of(explained, settings);
    const bool median = is_median(explained.pixel);
    const std::size_t products = median ? 0 : explained.pixel.terms.size();
    StepTexts texts;
    texts.sequence = median ? median_text(explained.pixel, formats.results)
                            : sequence_of(explained, formats.sum, step ? std::min(*step + 1, products) : products);
    if (!step) return texts;
    const ArithmeticStep& now = explained.steps[*step];
    texts.total = total_text(explained, formats, now);
    texts.step = later_step(explained, settings, formats, now);
    if (now.kind != StepKind::product) return texts;
    const Term& term = explained.pixel.terms[*step];
    texts.step = fmt::format("{} \u00d7 {} = {}", factor(formats.neighbours, term.value),
                             factor(formats.filter, term.filter), formats.sum.text(term.product));
    return texts;
}

Type min_number_type(const LabScene& scene, int taps) {
    if (!scene.frame.settings.presentation) return taps == 3 ? Type::text : Type::caption;
    const float min_height = ImGui::GetIO().DisplaySize.y / kDigits / kDigitPart;
    Type chosen = kNumberTypes.front();
    for (const Type type : kNumberTypes)
        if (scene.ui.text_height(type) >= min_height) chosen = type;
    return chosen;
}

float sum_band_height(const LabScene& scene, float width) {
    const Ui& ui = scene.ui;
    const Type type = sequence_type(scene);
    if (scene.shown_settings(0).median) return sequence_line(scene);
    const Kernel& kernel = scene.shown_settings(0).kernel;
    const std::vector<double> filter(kernel.values.begin(), kernel.values.begin() + kernel.size * kernel.size);
    NumberFormat format = format_of(filter);
    // Measure the widest sequence that these settings can give.
    const Range input = scene.results.input_range;
    const double pixel = std::max(std::fabs(input.low), std::fabs(input.high));
    format.largest *= pixel;
    const float sign = ui.text_width(" + ", type);
    float whole = format.width(ui, type) + 2 * sign;
    for (const double value : filter) whole += sign + ui.text_width(format.text(std::fabs(value * pixel)), type);
    const float room = width - label_width(ui, kSumLabel);
    const float broken = std::max(1.0F, room - format.width(ui, type) - sign);
    return sequence_line(scene) * (whole <= room ? 1 : std::ceil(whole / broken));
}

void show_sum_band(LabScene& scene, Rect band, const Explained& explained) {
    Ui& ui = scene.ui;
    const auto step = step_shown(scene.view.player, explained);
    const StepTexts texts = step_texts(explained, scene.shown_settings(scene.selection->filter), step);
    if (texts.sequence.empty()) return;
    const float line = sequence_line(scene);
    const bool median = is_median(explained.pixel);
    // The types of numbers have no letters.
    const Type words = scene.frame.settings.presentation ? Type::heading : Type::text;
    const Type type = median ? words : sequence_type(scene);
    const std::string_view label = median ? kMedianLabel : kSumLabel;
    ui.text(band.cut_left(label_width(ui, label)).cut_top(line), label, Role::muted, Type::caption);
    ui.mark("inspector.sequence", band);
    band.y += (line - ui.text_height(type)) / 2;
    ui.paragraph(band, texts.sequence, Role::text, type);
}

bool show_step(LabScene& scene, Rect row, const Explained& explained) {
    Ui& ui = scene.ui;
    const auto step = step_shown(scene.view.player, explained);
    if (!step) return false;
    const StepTexts texts = step_texts(explained, scene.shown_settings(scene.selection->filter), step);
    const float gap = ui.px(24);
    const auto width = [&](const std::string& text, Type type) { return std::ceil(ui.text_width(text, type)) + 1; };
    Type type = scene.frame.settings.presentation ? Type::heading : Type::text;
    if (width(texts.step, type) + gap + width(texts.total, type) > row.w) type = Type::caption;
    const Rect first = row.cut_left(width(texts.step, type), gap);
    ui.mark("inspector.step", first);
    ui.mark("inspector.total", row);
    ui.text(first, texts.step, Role::text, type);
    ui.text(row, texts.total, Role::accent, type);
    return true;
}

}  // namespace convscope
