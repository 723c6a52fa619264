#include "app/gui/lab/inspector/arithmetic_menu.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "app/gui/lab/inspector/inspector_median.h"
#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kMenu = "inspector.menu";

/// The number with up to 9 significant digits and a true minus sign.
std::string written(double value) {
    std::string text = fmt::format("{:.9g}", value);
    if (text == "-0") return "0";
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

Message words(Activation activation) {
    constexpr std::array<Message, 4> kWords{Message(), tr("ReLU"), tr("absolute"), tr("clamp")};
    return kWords.at(static_cast<std::size_t>(activation));
}

std::string listed(const std::vector<double>& values) {
    std::string text;
    for (const double value : values) text += (text.empty() ? "" : ", ") + written(value);
    return text;
}

std::optional<PoolExplanation> shown_pool(const LabScene& scene) {
    const Selection& s = *scene.selection;
    if (!s.pooled) return std::nullopt;
    return explain_pool(scene.results.input, scene.shown_settings(s.filter), s.pooled->row, s.pooled->col);
}

}  // namespace

std::string arithmetic_as_text(const PixelExplanation& pixel, const PoolExplanation* pool,
                               const FilterSettings& settings) {
    std::string text;
    if (pixel.kept) {
        text = tr("The border keeps the input's own pixel: {}", written(pixel.activated)) + "\n";
    } else if (is_median(pixel)) {
        text = tr("in order of size: {}", listed(pixel.sorted)) + "\n" +
               tr("the middle one of {} values: {}", pixel.sorted.size(), written(pixel.activated)) + "\n";
    } else {
        for (const Term& term : pixel.terms)
            text += (text.empty() ? "" : " + ") + written(term.value) + " \u00d7 " + written(term.filter);
        text += " = " + written(pixel.sum) + "\n";
        if (settings.weight != 1 || settings.bias != 0)
            text += tr("{} \u00d7 weight {} + bias {} = {}", written(pixel.sum), written(settings.weight),
                       written(settings.bias), written(pixel.biased)) +
                    "\n";
        if (settings.activation != Activation::none)
            text +=
                tr("{} of {} = {}", words(settings.activation), written(pixel.biased), written(pixel.activated)) + "\n";
    }
    if (pool == nullptr) return text;
    const std::string candidates = listed(pool->candidates), value = written(pool->value);
    text += settings.pooling == Pooling::max ? tr("largest of {} = {}", candidates, value)
                                             : tr("average of {} = {}", candidates, value);
    return text + "\n";
}

void arithmetic_menu(LabScene& scene, Rect area) {
    if (!scene.selection) return;
    Ui& ui = scene.ui;
    if (ui.right_pressed(area)) open_menu(ui, kMenu);
    const std::array<MenuEntry, 2> entries{MenuEntry{"copy", tr("Copy the arithmetic as text")},
                                           MenuEntry{"code", tr("Show the code")}};
    const auto chosen = menu(ui, kMenu, entries);
    if (chosen == "code") scene.frame.request(ShowCode{});
    if (chosen != "copy") return;
    const Selection& s = *scene.selection;
    const FilterSettings& settings = scene.shown_settings(s.filter);
    const std::optional<PoolExplanation> pool = shown_pool(scene);
    scene.frame.request(
        CopyText{tr("Output row {}, column {}", s.output.row, s.output.col) + "\n" +
                 arithmetic_as_text(explain_pixel(scene.results.input, settings, s.output.row, s.output.col),
                                    pool ? &*pool : nullptr, settings)});
}

}  // namespace convscope
