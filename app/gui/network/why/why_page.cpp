#include "app/gui/network/why/why_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

const std::vector<float>& outputs_of(const NetworkResults& results) {
    return results.now->layer(results.model().outputs().front()).values;
}

std::vector<Segment> method_segments() {
    return {{"contribution", tr("Contribution"), tr("Each place's part of the score")},
            {"grad-cam", tr("Grad-CAM"), tr("Maps weighted by their mean gradients")},
            {"saliency", tr("Saliency"), tr("The gradient of the score at each pixel")},
            {"occlusion", tr("Occlusion"), tr("Hide a part of the picture")},
            {"shifts", tr("Shifts"), tr("Move the picture by a few pixels")},
            {"changes", tr("Changes"), tr("Noise, brightness and rotation")},
            {"maximum", tr("Maximise"), tr("An input that excites a map or a class")}};
}

}  // namespace

void WhyPage::enter(const std::shared_ptr<const nn::Model>& model) {
    if (model == model_) return;
    // Drop the old results, because they keep the old model in memory.
    if (model_) jobs_.forget();
    model_ = model;
    subject_ = {};
    fault_language_ = language();
    fault_ = nn::explanation_fault(*model);
    nodes_ = nn::nodes_with_places(*model);
    suggested_ = fault_.empty() ? nn::suggested_occlusion(*model) : nn::Occlusion{};
}

void WhyPage::update(const NetworkResults& results, const NetworkView& view, bool is_shown) {
    if (model_ && (!results.has_trace() || results.request.model != model_)) {
        jobs_.forget();
        model_.reset();
        subject_ = {};
    }
    if (!is_shown || !results.has_trace()) return jobs_.rest();
    enter(results.request.model);
    if (fault_language_ != language()) {
        fault_language_ = language();
        fault_ = nn::explanation_fault(*model_);
    }
    problem_ = fault_;
    if (problem_.empty()) problem_ = nn::not_finite_note(outputs_of(results));
    if (!problem_.empty()) return jobs_.rest();
    const std::vector<float>& outputs = outputs_of(results);
    std::int64_t index = std::ranges::max_element(outputs) - outputs.begin();
    if (view.explained && *view.explained < std::ssize(outputs)) index = *view.explained;
    subject_ = {.model = results.request.model,
                .input = results.request.input,
                .others = results.request.others,
                .edits = results.request.edits,
                .index = index};
    request(view);
}

void WhyPage::request(const NetworkView& view) {
    const WhyView& why = view.why;
    const auto is = [&](WhyMethod method) { return why.method == method; };
    const auto seed = static_cast<std::uint64_t>(why.seed);
    const nn::Occlusion occlusion = occlusion_of(why, suggested_);
    std::optional<GradientRequest> gradients;
    std::optional<OcclusionRequest> map;
    std::optional<PatchRequest> patch;
    std::optional<ShiftRequest> shifts;
    std::optional<CurvesRequest> curves;
    if (is(WhyMethod::contribution) || is(WhyMethod::grad_cam) || is(WhyMethod::saliency))
        gradients = GradientRequest{subject_, node_of(why), static_cast<WhyRandom>(why.randomised), seed};
    if (is(WhyMethod::occlusion)) map = OcclusionRequest{subject_, occlusion};
    if (is(WhyMethod::occlusion) && why.patch)
        patch = PatchRequest{subject_, occlusion, why.patch->row, why.patch->col};
    if (is(WhyMethod::shifts)) shifts = ShiftRequest{subject_};
    if (is(WhyMethod::changes)) curves = CurvesRequest{subject_, {why.amounts, seed}};
    jobs_.gradients.update(gradients);
    jobs_.occlusion.update(map);
    jobs_.patch.update(patch);
    jobs_.shifts.update(shifts);
    jobs_.curves.update(curves);
    if (is(WhyMethod::maximum))
        jobs_.maximum.update(maximum_request(subject_, view));
    else
        jobs_.maximum.pause();
}

int WhyPage::node_of(const WhyView& view) const {
    const auto named = std::ranges::find_if(nodes_, [&](int node) { return model_->node(node).name == view.layer; });
    return named != nodes_.end() ? *named : nn::last_node_with_places(*model_).value_or(nodes_.back());
}

float WhyPage::show(Scene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (!problem_.empty() || !subject_.model || !nn::has_same_layers(*subject_.model, scene.model)) {
        ui.mark("why.problem", area);
        const std::string_view text = problem_.empty() ? tr("Computing\u2026") : std::string_view(problem_);
        return area.y + ui.paragraph({area.x, area.y, std::min(area.w, ui.px(560)), area.h}, text, Role::muted);
    }
    const WhyScene why{scene, jobs_, subject_, node_of(scene.view.why), suggested_};
    show_tools(why, area);
    switch (why.view().method) {
        case WhyMethod::contribution:
        case WhyMethod::grad_cam:
        case WhyMethod::saliency:
            return maps_.show(why, area);
        case WhyMethod::occlusion:
            return occlusion_.show(why, area);
        case WhyMethod::shifts:
            return shifts_.show(why, area);
        case WhyMethod::changes:
            return changes_.show(why, area);
        case WhyMethod::maximum:
            return maximum_.show(why, area);
    }
    return area.y;
}

void WhyPage::show_tools(const WhyScene& why, Rect& area) const {
    Ui& ui = why.ui();
    const Rect lists = area.cut_top(ui.px(30), ui.px(8));
    show_classes(why, lists.column(0, 2, ui.px(8)));
    show_layers(why, lists.column(1, 2, ui.px(8)));
    show_methods(why, area.cut_top(ui.px(30), ui.px(8)));
}

void WhyPage::show_classes(const WhyScene& why, Rect place) const {
    const std::vector<float>& outputs = why.scene.now.layer(why.scene.model.outputs().front()).values;
    const std::optional<std::int64_t>& explained = why.scene.view.explained;
    const std::vector<nn::RankedClass> ranked = nn::ranked_classes(why.model(), outputs);
    std::vector<Choice> choices;
    choices.reserve(ranked.size() + 1);
    choices.push_back({.key = "best", .label = tr("The most likely class")});
    int chosen = explained ? -1 : 0;
    for (const nn::RankedClass& entry : ranked) {
        if (explained && static_cast<std::int64_t>(entry.index) == *explained)
            chosen = static_cast<int>(choices.size());
        choices.push_back({.key = std::to_string(entry.index),
                           .label = entry.label,
                           .detail = nn::answer_text(double{entry.value}, why.unit())});
    }
    const auto choice = dropdown(why.ui(), "why.class", place, tr("Why {}?", why.class_name()), choices, chosen,
                                 tr("The class whose score is explained"));
    if (!choice) return;
    std::optional<std::int64_t> index;
    if (*choice > 0) index = static_cast<std::int64_t>(ranked[static_cast<std::size_t>(*choice - 1)].index);
    why.scene.change_view([index](NetworkView& view) { view.explained = index; });
}

void WhyPage::show_layers(const WhyScene& why, Rect place) const {
    const int last = nn::last_node_with_places(*model_).value_or(nodes_.back());
    std::vector<Choice> choices;
    choices.reserve(nodes_.size());
    int chosen = -1;
    for (const int node : nodes_) {
        const nn::Node& layer = why.model().node(node);
        if (node == why.node) chosen = static_cast<int>(choices.size());
        choices.push_back({.key = layer.name,
                           .label = display_name(layer),
                           .detail = shape_text({layer.shape.rows(), layer.shape.cols()})});
    }
    const nn::Node& shown = why.model().node(why.node);
    const std::string label =
        tr("At {}, {}", display_name(shown), shape_text({shown.shape.rows(), shown.shape.cols()}));
    const auto choice = dropdown(why.ui(), "why.layer", place, label, choices, chosen,
                                 tr("The layer whose places are shown; by default the last with rows and columns"));
    if (!choice) return;
    const int node = nodes_[static_cast<std::size_t>(*choice)];
    why.change(
        [name = node == last ? std::string() : why.model().node(node).name](WhyView& view) { view.layer = name; });
}

void WhyPage::show_methods(const WhyScene& why, Rect place) {
    Ui& ui = why.ui();
    const std::vector<Segment> segments = method_segments();
    float natural = 0;
    for (const Segment& segment : segments) natural += ui.text_width(segment.label, Type::caption) + ui.px(8);
    const auto method = static_cast<int>(why.view().method);
    std::optional<int> chosen;
    if (natural <= place.w) {
        chosen = segmented(ui, "why.method", place, segments, method);
    } else {
        std::vector<Choice> choices;
        choices.reserve(segments.size());
        for (const Segment& segment : segments)
            choices.push_back({.key = std::string(segment.key),
                               .label = std::string(segment.label),
                               .tooltip = std::string(segment.tooltip)});
        chosen = dropdown(ui, "why.method", place, tr("Method: {}", choices[static_cast<std::size_t>(method)].label),
                          choices, method, tr("The method of explanation"));
    }
    if (chosen) why.change([chosen](WhyView& view) { view.method = static_cast<WhyMethod>(*chosen); });
}

}  // namespace convscope
