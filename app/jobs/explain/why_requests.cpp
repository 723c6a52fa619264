#include "app/jobs/explain/why_requests.h"

#include <algorithm>
#include <cmath>

#include "core/nn/attribution/randomised.h"
#include "core/nn/attribution/variants.h"

namespace convscope {

namespace {

constexpr double kNoRest = 1e-4;  ///< a rest below this fraction of the score is a rounding error

void set_inputs(nn::ScoreGradient& gradient, const WhySubject& subject) {
    const std::vector<std::span<const float>> inputs = subject.inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i) gradient.set_input(i, inputs[i]);
}

std::vector<int> random_nodes(const nn::Model& model, const GradientRequest& request) {
    if (request.random == WhyRandom::none) return {};
    std::vector<int> nodes = nn::nodes_with_weights_from(model, 0);
    if (request.random == WhyRandom::from_top) {
        std::erase_if(nodes, [&](int node) { return node < request.node; });
        return nodes;
    }
    // For a layer without weights, such as pooling, take the last layer before it that has weights.
    const auto found = std::ranges::find_if(nodes, [&](int node) { return node <= request.node; });
    return found == nodes.end() ? std::vector<int>{} : std::vector<int>{*found};
}

}  // namespace

std::vector<std::span<const float>> WhySubject::inputs() const {
    std::vector<std::span<const float>> spans{input->values};
    for (const nn::SharedTensor& other : others) spans.emplace_back(other->values);
    return spans;
}

std::optional<GradientAnswer> GradientComputer::compute(const GradientRequest& request, const KeepGoing& keep_going) {
    const WhySubject& subject = request.subject;
    if (!gradient_ || model_ != subject.model || !(edits_ == subject.edits)) {
        gradient_.reset();
        gradient_.emplace(*subject.model, subject.edits);
        model_ = subject.model;
        edits_ = subject.edits;
    }
    set_inputs(*gradient_, subject);
    GradientAnswer answer{.grid = nn::place_grid(*subject.model, request.node)};
    gradient_->run(subject.index);
    answer.maps = nn::class_maps(*gradient_, request.node);
    const nn::ScoreBalance& balance = answer.maps.balance;
    if (std::abs(balance.rest) > kNoRest * (1 + std::abs(balance.score)))
        answer.rest_reason = nn::rest_reason(*subject.model, request.node);
    const auto part = [&](double fraction) { return keep_going(0.1 + 0.6 * fraction); };
    auto range = nn::common_range(*gradient_, request.node, subject.index, part);
    if (!range) return std::nullopt;
    answer.range = std::move(*range);
    const std::vector<int> nodes = random_nodes(*subject.model, request);
    if (nodes.empty()) return answer;
    if (!keep_going(0.7)) return std::nullopt;
    nn::ScoreGradient other(*subject.model, nn::randomised(*subject.model, subject.edits, nodes, request.seed));
    set_inputs(other, subject);
    other.run(subject.index);
    answer.randomised = nn::class_maps(other, request.node);
    for (const int node : nodes) answer.random_layers.push_back(subject.model->node(node).name);
    return answer;
}

std::optional<nn::OcclusionMap> compute_occlusion(const OcclusionRequest& request, const KeepGoing& keep_going) {
    const WhySubject& subject = request.subject;
    return nn::occlusion_map(*subject.model, subject.edits, subject.inputs(), subject.index, request.occlusion,
                             keep_going);
}

std::optional<PatchAnswer> compute_patch(const PatchRequest& request, const KeepGoing& keep_going) {
    const WhySubject& subject = request.subject;
    const nn::Shape& shape = subject.model->node(subject.model->inputs().front()).shape;
    const std::span<const float> whole = subject.input->values;
    PatchAnswer answer;
    answer.picture = nn::occluded(shape, whole, nn::occlusion_values(*subject.model, whole, request.occlusion),
                                  request.occlusion.side, request.row, request.col);
    const auto at = static_cast<std::size_t>(subject.index);
    const bool done = nn::run_variants(
        *subject.model, subject.edits, subject.inputs(), 2,
        [&](std::int64_t number, std::span<float> values) {
            std::ranges::copy(number == 0 ? whole : std::span<const float>(answer.picture), values.begin());
        },
        [&](std::int64_t number, const nn::VariantAnswer& variant) {
            (number == 0 ? answer.score : answer.hidden_score) = variant.scores[at];
            (number == 0 ? answer.answer : answer.hidden_answer) = variant.outputs[at];
            (number == 0 ? answer.winner : answer.hidden_winner) =
                std::ranges::max_element(variant.outputs) - variant.outputs.begin();
        },
        keep_going);
    if (!done) return std::nullopt;
    return answer;
}

std::optional<nn::ShiftMap> compute_shifts(const ShiftRequest& request, const KeepGoing& keep_going) {
    const WhySubject& subject = request.subject;
    return nn::shift_map(*subject.model, subject.edits, subject.inputs(), subject.index, request.radius, keep_going);
}

std::optional<CurvesAnswer> compute_curves(const CurvesRequest& request, const KeepGoing& keep_going) {
    const WhySubject& subject = request.subject;
    CurvesAnswer answer;
    answer.picture = nn::changed_input(*subject.model, subject.input->values, request.changes);
    std::vector<std::span<const float>> changed = subject.inputs();
    changed.front() = answer.picture;
    nn::run_variants(
        *subject.model, subject.edits, changed, 1,
        [&](std::int64_t /*number*/, std::span<float> values) { std::ranges::copy(answer.picture, values.begin()); },
        [&](std::int64_t /*number*/, const nn::VariantAnswer& variant) {
            answer.outputs.assign(variant.outputs.begin(), variant.outputs.end());
        });
    for (std::size_t i = 0; i < answer.curves.size(); ++i) {
        const auto part = [&](double fraction) { return keep_going((static_cast<double>(i) + fraction) / 3); };
        auto curve = nn::input_curve(*subject.model, subject.edits, subject.inputs(), subject.index,
                                     static_cast<nn::InputChange>(i), request.changes, kCurvePoints, part);
        if (!curve) return std::nullopt;
        answer.curves.at(i) = std::move(*curve);
    }
    return answer;
}

}  // namespace convscope
