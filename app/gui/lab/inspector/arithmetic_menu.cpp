#include "app/gui/lab/inspector/arithmetic_menu.h"

#include <fmt/format.h>

#include <array>

#include "app/gui/lab/inspector/inspector_median.h"
#include "app/gui/widgets/menu.h"

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

std::string_view words(Activation activation) {
    constexpr std::array<std::string_view, 4> kWords{"", "ReLU", "absolute", "clamp"};
    return kWords.at(static_cast<std::size_t>(activation));
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
        text = "The border keeps the input's own pixel: " + written(pixel.activated) + "\n";
    } else if (is_median(pixel)) {
        for (const double value : pixel.sorted) text += (text.empty() ? "in order of size: " : ", ") + written(value);
        text += fmt::format("\nthe middle one of {} values: {}\n", pixel.sorted.size(), written(pixel.activated));
    } else {
        for (const Term& term : pixel.terms)
            text += (text.empty() ? "" : " + ") + written(term.value) + " \u00d7 " + written(term.filter);
        text += " = " + written(pixel.sum) + "\n";
        if (settings.weight != 1 || settings.bias != 0)
            text += fmt::format("{} \u00d7 weight {} + bias {} = {}\n", written(pixel.sum), written(settings.weight),
                                written(settings.bias), written(pixel.biased));
        if (settings.activation != Activation::none)
            text += fmt::format("{} of {} = {}\n", words(settings.activation), written(pixel.biased),
                                written(pixel.activated));
    }
    if (pool == nullptr) return text;
    text += settings.pooling == Pooling::max ? "largest of " : "average of ";
    for (std::size_t i = 0; i < pool->candidates.size(); ++i)
        text += (i == 0 ? "" : ", ") + written(pool->candidates[i]);
    return text + " = " + written(pool->value) + "\n";
}

void arithmetic_menu(LabScene& scene, Rect area) {
    if (!scene.selection) return;
    Ui& ui = scene.ui;
    if (ui.right_pressed(area)) open_menu(ui, kMenu);
    constexpr std::array<MenuEntry, 2> kEntries{MenuEntry{"copy", "Copy the arithmetic as text"},
                                                MenuEntry{"code", "Show the code"}};
    const auto chosen = menu(ui, kMenu, kEntries);
    if (chosen == "code") scene.frame.request(ShowCode{});
    if (chosen != "copy") return;
    const Selection& s = *scene.selection;
    const FilterSettings& settings = scene.shown_settings(s.filter);
    const std::optional<PoolExplanation> pool = shown_pool(scene);
    scene.frame.request(
        CopyText{fmt::format("Output row {}, column {}\n", s.output.row, s.output.col) +
                 arithmetic_as_text(explain_pixel(scene.results.input, settings, s.output.row, s.output.col),
                                    pool ? &*pool : nullptr, settings)});
}

}  // namespace convscope
