#include "app/gui/network/why/why_maps.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "app/gui/network/why/why_balance.h"
#include "app/gui/network/why/why_texts.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

struct MethodMap {
    WhyMethod method;
    std::string_view name;
    Message title;
    FloatImage nn::ClassMaps::*map;
    float nn::CommonRange::*largest;
};
constexpr std::array<MethodMap, 3> kMethodMaps{
    MethodMap{WhyMethod::contribution, "contribution", tr("Contribution"), &nn::ClassMaps::contribution,
              &nn::CommonRange::contributions},
    MethodMap{WhyMethod::grad_cam, "grad_cam", tr("Grad-CAM"), &nn::ClassMaps::grad_cam, &nn::CommonRange::grad_cam},
    MethodMap{WhyMethod::saliency, "saliency", tr("Saliency"), &nn::ClassMaps::saliency, &nn::CommonRange::slopes}};

const MethodMap& map_of(WhyMethod method) {
    return kMethodMaps.at(static_cast<std::size_t>(method));
}

/// The smallest width of each of two pictures side by side, in pixels of the design.
constexpr float kMinPair = 150;
/// The height of the numbers and controls as three blocks next to each other.
constexpr float kRowHeight = 160;

PictureOverlay overlay_for(const WhyScene& why, const GradientAnswer& answer, const nn::ClassMaps& maps,
                           const MethodMap& method) {
    const bool is_slope = method.method == WhyMethod::saliency;
    const nn::PlaceGrid pixels;
    return {.name = fmt::format("why.{}", method.name),
            .title = method.title,
            .file = fmt::format("{}_{}", method.name, why.model().node(why.node).name),
            .picture = why.jobs.gradients.request()->subject.input->values,
            .map = &(maps.*method.map),
            .largest = answer.range.*method.largest,
            .grid = is_slope ? pixels : answer.grid,
            .opacity = why.view().opacity,
            .smooth = why.view().smooth,
            .revision = why.jobs.gradients.revision(),
            .tooltip = {}};
}

std::string list_of(const std::vector<std::string>& names) {
    constexpr std::size_t kNamed = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kNamed) return tr("{} and {} more", text, names.size() - kNamed);
    return text;
}

/// The conclusion from the correlation of a map with the map for random weights.
Message verdict(double similar) {
    constexpr double kLow = 0.3, kHigh = 0.7;
    if (std::abs(similar) < kLow)
        return tr("They have little in common: this map depends on what the layers have learned.");
    if (std::abs(similar) > kHigh)
        return tr("They are alike: do not trust this map, it hardly depends on the weights.");
    return tr("They are partly alike: part of this map does not depend on what the layers have learned.");
}

/// The sentence below the pictures.
std::string sentence(const WhyScene& why, const GradientAnswer* answer) {
    if (answer == nullptr || !answer->randomised) return why_sentence(why);
    const MethodMap& method = map_of(why.view().method);
    const double similar = correlation(answer->maps.*method.map, *answer->randomised.*method.map);
    return tr("Right: the map with random weights in {}. The two correlate by {} (1: equal, 0: nothing in common). {}",
              list_of(answer->random_layers), figure_text(similar, 2), verdict(similar));
}

/// Names the classes whose maps share a colour range, which keeps the map of a class without evidence dark, and says
/// that two different maps next to each other have two ranges.
void show_common_range(const WhyScene& why, const GradientAnswer& answer, Rect& column) {
    Ui& ui = why.ui();
    std::string names;
    for (const std::int64_t index : answer.range.classes) names += (names.empty() ? "" : ", ") + why.class_name(index);
    const Rect place = column;
    std::string text = tr("Colours: one range for {}.", names);
    if (why.view().method != WhyMethod::saliency)
        text += fmt::format(" {}", tr("Grad-CAM has a range of its own: its values are no parts of the score."));
    const float used = ui.paragraph(column, text, Role::muted, Type::caption);
    ui.mark("why.range", {place.x, place.y, place.w, used});
    column.cut_top(used, ui.px(8));
}

void show_random_controls(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    show_caption(ui, column, tr("Random weights (sanity check)"));
    const std::array<Segment, 3> segments{
        Segment{"none", tr("Off"), tr("The weights of the model")},
        Segment{"layer", tr("This layer"), tr("Random weights in this layer only")},
        Segment{"from-top", tr("From the top"), tr("Random weights in this layer and all after it")}};
    if (const auto chosen = segmented(ui, "why.random", column.cut_top(ui.px(28), ui.px(6)), segments,
                                      static_cast<int>(why.view().randomised)))
        why.change([chosen](WhyView& view) { view.randomised = static_cast<WhyRandomised>(*chosen); });
    if (why.view().randomised == WhyRandomised::none) return;
    Rect row = column.cut_top(ui.px(28), ui.px(6));
    ui.text(row.cut_left(ui.px(48), ui.px(6)), tr("Seed"), Role::muted, Type::caption);
    if (const auto seed = whole_number(ui, "why.seed", row.cut_left(ui.px(64)), why.view().seed, 0, kMaxWhySeed,
                                       tr("Another seed gives other random weights")))
        why.change([seed](WhyView& view) { view.seed = *seed; });
}

}  // namespace

double correlation(const FloatImage& a, const FloatImage& b) {
    double sum_a = 0, sum_b = 0, squares_a = 0, squares_b = 0, products = 0;
    for (int r = 0; r < a.rows(); ++r)
        for (int c = 0; c < a.cols(); ++c) {
            const double x = double{a.at(r, c)}, y = double{b.at(r, c)};
            sum_a += x;
            sum_b += y;
            squares_a += x * x;
            squares_b += y * y;
            products += x * y;
        }
    const auto count = static_cast<double>(a.size().area());
    const double spread = (squares_a - sum_a * sum_a / count) * (squares_b - sum_b * sum_b / count);
    return spread > 0 ? (products - sum_a * sum_b / count) / std::sqrt(spread) : 0;
}

float overlay_controls_height(const Ui& ui) {
    return ui.px(20 + 28 + 6 + 28 + 6);
}

void show_overlay_controls(const WhyScene& why, Rect& column) {
    Ui& ui = why.ui();
    show_caption(ui, column, tr("Map over the picture"));
    if (const auto opacity = slider(ui, "why.opacity", column.cut_top(ui.px(28), ui.px(6)), double{why.view().opacity},
                                    tr("Left: the picture. Right: the map alone")))
        why.change([opacity](WhyView& view) { view.opacity = static_cast<float>(*opacity); });
    const std::array<Segment, 2> segments{
        Segment{"squares", tr("Squares"), tr("The places of the layer as they are")},
        Segment{"smooth", tr("Smooth"),
                tr("Interpolate between the places: nicer, and finer than the layer really sees")}};
    if (const auto chosen =
            segmented(ui, "why.smooth", column.cut_top(ui.px(28), ui.px(6)), segments, why.view().smooth ? 1 : 0))
        why.change([chosen](WhyView& view) { view.smooth = *chosen == 1; });
}

float WhyMaps::show(const WhyScene& why, Rect area) {
    Ui& ui = why.ui();
    const GradientAnswer* answer = why.jobs.gradients.result();
    const std::string text = sentence(why, answer);
    const bool pair =
        answer != nullptr &&
        (answer->randomised || (why.view().method != WhyMethod::saliency && area.w >= ui.px(2 * kMinPair)));
    const float height = ui.px(22 * 7 + 130) + overlay_controls_height(ui);
    const WhyPlaces places =
        why_places(ui, area, pair ? 2 : 1, height, ui.paragraph_size(text, area.w - ui.px(224), Type::caption).y,
                   ui.px(kRowHeight));
    Rect column = places.column;
    show_job(ui, "why.gradients", why.jobs.gradients, column);
    if (answer != nullptr) {
        show_pictures(why, *answer, places.pictures);
        if (places.is_row)
            show_row(why, *answer, column);
        else
            show_column(why, *answer, column);
    }
    const Rect below{places.pictures.x, places.pictures.bottom() + ui.px(4), places.pictures.w, ui.px(80)};
    ui.mark("why.sentence", below);
    const float used = ui.paragraph(below, text, Role::muted, Type::caption);
    return std::max(below.y + used, column.y);
}

void WhyMaps::show_pictures(const WhyScene& why, const GradientAnswer& answer, Rect area) {
    const float gap = why.ui().px(16);
    const MethodMap& method = map_of(why.view().method);
    const bool is_random = answer.randomised.has_value();
    const bool has_second = is_random || (method.method != WhyMethod::saliency && area.w >= why.ui().px(2 * kMinPair));
    const int count = has_second ? 2 : 1;
    first_.show(why.scene, overlay_for(why, answer, answer.maps, method), area.column(0, count, gap));
    if (!has_second) return;
    PictureOverlay other;
    if (is_random) {
        other = overlay_for(why, answer, *answer.randomised, method);
        other.name += ".random";
        other.title = tr("Random weights");
        other.file += "_random";
    } else {
        other = overlay_for(
            why, answer, answer.maps,
            map_of(method.method == WhyMethod::contribution ? WhyMethod::grad_cam : WhyMethod::contribution));
    }
    second_.show(why.scene, other, area.column(1, count, gap));
}

void WhyMaps::show_row(const WhyScene& why, const GradientAnswer& answer, Rect& row) {
    const float gap = why.ui().px(16);
    Rect first = row.column(0, 3, gap), second = row.column(1, 3, gap), third = row.column(2, 3, gap);
    show_figures(why, answer, first);
    show_common_range(why, answer, second);
    show_random_controls(why, second);
    show_overlay_controls(why, third);
    const float end = std::max({first.y, second.y, third.y});
    row.cut_top(end - row.y);
}

void WhyMaps::show_figures(const WhyScene& why, const GradientAnswer& answer, Rect& column) {
    const Ui& ui = why.ui();
    why.ui().text(column.cut_top(ui.px(24)), why.class_name());
    // Only contributions add up to the score.
    if (why.view().method != WhyMethod::contribution) return;
    show_balance(why, answer, column);
    column.cut_top(ui.px(4));
}

void WhyMaps::show_column(const WhyScene& why, const GradientAnswer& answer, Rect& column) {
    const Ui& ui = why.ui();
    show_figures(why, answer, column);
    show_common_range(why, answer, column);
    show_random_controls(why, column);
    column.cut_top(ui.px(4));
    show_overlay_controls(why, column);
}

}  // namespace convscope
