#include "app/gui/network/panels/channel_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/gui/widgets/maps/legend.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/dead_maps.h"

namespace convscope {

namespace {

constexpr int kBins = 32;
constexpr float kHistogramWidth = 190;
constexpr float kHeightSideBySide = 104;
constexpr float kWidthStacked = 212;

struct Figures {
    std::string title;
    Range range;
    double mean = 0, zeros = 0;
    std::vector<std::int64_t> histogram;
};

Figures figures_of(const Scene& scene, std::int64_t channel) {
    const nn::LayerTrace& layer = scene.values();
    if (!scene.shape().is_image()) {
        Figures all{.title = tr("All values"), .range = layer.range};
        for (const nn::ChannelFigures& c : layer.channels) {
            all.mean += c.mean / static_cast<double>(layer.channels.size());
            all.zeros += c.zeros / static_cast<double>(layer.channels.size());
        }
        all.histogram = nn::histogram(layer.values, 1, 0, layer.range, kBins);
        return all;
    }
    const nn::ChannelFigures& c = layer.channels[static_cast<std::size_t>(channel)];
    return {tr("Map {}", channel), c.range, c.mean, c.zeros,
            nn::histogram(layer.values, scene.shape().channels(), channel, c.range, kBins)};
}

/// The text for the bin under the pointer: "120 of 676 values from 0.25 to 0.281"; empty if the pointer is elsewhere.
std::string bin_text(const Figures& figures, Rect bars) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!bars.contains(mouse.x, mouse.y)) return {};
    const int bin = std::clamp(static_cast<int>((mouse.x - bars.x) / bars.w * kBins), 0, kBins - 1);
    const double step = (double{figures.range.high} - figures.range.low) / kBins;
    const double low = figures.range.low + step * bin;
    const auto all = std::accumulate(figures.histogram.begin(), figures.histogram.end(), std::int64_t{0});
    return tr("{} of {} values from {} to {}", figures.histogram[static_cast<std::size_t>(bin)], all, short_number(low),
              short_number(low + step));
}

void show_histogram(Ui& ui, Rect area, const Figures& figures) {
    const Rect labels = area.cut_bottom(ui.px(18), ui.px(2));
    ui.item("figures.histogram", area, {.tooltip = bin_text(figures, area), .focusable = false});
    const std::int64_t most = std::max<std::int64_t>(1, *std::ranges::max_element(figures.histogram));
    const float width = area.w / kBins;
    for (int i = 0; i < kBins; ++i) {
        // Draw the square root of the count, so that rare values are visible next to the many zeros of most maps.
        const double part =
            std::sqrt(static_cast<double>(figures.histogram[static_cast<std::size_t>(i)]) / static_cast<double>(most));
        const float height = part > 0 ? std::max(ui.px(1), area.h * static_cast<float>(part)) : 0;
        ui.fill(
            {area.x + width * static_cast<float>(i), area.bottom() - height, std::max(1.0F, width - ui.px(1)), height},
            ui.colour(Role::muted));
    }
    ui.fill({area.x, area.bottom(), area.w, ui.line_width()}, ui.colour(Role::line));
    ui.mark("figures.histogram.labels", labels);
    const std::string low = short_number(figures.range.low), high = short_number(figures.range.high);
    ui.text(labels, low, Role::muted, Type::caption);
    ui.text(labels, high, Role::muted, Type::caption, Align::right);
    // Write the name of the vertical scale, if there is room between the labels at the ends of the horizontal scale.
    for (const std::string_view name : {tr("height: square root of the count"), tr("square root of the count"),
                                        tr("root of the count"), tr("root scale")}) {
        const float room =
            labels.w - 2 * std::max(ui.text_width(low, Type::caption), ui.text_width(high, Type::caption));
        if (ui.text_width(name, Type::caption) + ui.px(8) > room) continue;
        ui.text(labels, name, Role::muted, Type::caption, Align::centre);
        break;
    }
}

}  // namespace

float channel_figures_height(const Ui& ui) {
    return ui.px(kHeightSideBySide);
}

float channel_figures_width(const Ui& ui) {
    return ui.px(kWidthStacked);
}

float show_channel_figures(Scene& scene, Rect area, std::int64_t channel) {
    Ui& ui = scene.ui;
    const Figures figures = figures_of(scene, channel);
    ui.mark("layers.page.figures", {area.x, area.y, area.w, ui.px(kHeightSideBySide)});
    const bool high = area.h > area.w;
    Rect title = area.cut_top(ui.px(20), ui.px(2));
    ui.text(title.cut_left(ui.text_width(figures.title), ui.px(12)), figures.title);
    const bool ablated = nn::is_ablated(scene.network.edits, scene.layer, channel);
    const bool dead = scene.shape().is_image() && figures.range.high <= 0 && nn::can_be_dead(scene.model, scene.layer);
    if (ablated || dead)
        ui.text(high ? area.cut_top(ui.px(18), ui.px(2)) : title,
                ablated ? tr("turned off: always 0") : tr("dead here: never above 0"), Role::warning, Type::caption);
    const ColourScale scale = scale_of(scene, scene.now, scene.layer, channel);
    if (high) {
        colour_bar(ui, "figures.colours", area.cut_top(ui.px(14), ui.px(12)), scale, scale.shown);
        show_histogram(ui, area.cut_top(ui.px(110), ui.px(8)), figures);
    } else {
        show_histogram(ui, area.cut_left(std::min(ui.px(kHistogramWidth), area.w / 2), ui.px(20)), figures);
        if (title.w > ui.px(200) && !ablated && !dead)
            colour_bar(ui, "figures.colours", title.inset(0, ui.px(3)), scale, scale.shown);
    }
    const auto line = [&](std::string_view name, std::string_view label, const std::string& value) {
        Rect row = area.cut_top(ui.px(20));
        ui.mark(name, row);
        ui.text(row.cut_left(ui.px(84), ui.px(4)), label, Role::muted, Type::caption);
        ui.text(row, value, Role::text, Type::caption);
    };
    line("figures.range", tr("from, to"), short_number(figures.range.low) + ", " + short_number(figures.range.high));
    line("figures.mean", tr("mean"), short_number(figures.mean));
    line("figures.zeros", tr("zeros"), fmt::format("{:.1f} %", 100 * figures.zeros));
    if (scene.contributions == nullptr || scene.contributions->drops.size() != scene.values().channels.size())
        return high ? area.y : area.bottom();
    const float drop = scene.contributions->drops[static_cast<std::size_t>(channel)];
    const bool probability = nn::answer_unit(scene.model) == nn::AnswerUnit::probability;
    line("figures.contribution", tr("contribution"),
         probability ? tr("{:+.2f} points", 100 * drop) : tr("{:+.3f} of the score", drop));
    return high ? area.y : area.bottom();
}

}  // namespace convscope
