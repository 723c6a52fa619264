#include "app/jobs/explain/why_requests.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/nn/attribution/randomised.h"
#include "tests/app/jobs/network/network_bench.h"

namespace convscope {

namespace {

bool go_on(double /*fraction*/) {
    return true;
}

WhySubject subject(std::int64_t index = 1) {
    const NetworkRequest network = small_network();
    return {.model = network.model, .input = network.input, .index = index};
}

std::vector<float> values_of(const FloatImage& map) {
    const Plane plane = to_plane(map);
    return {plane.floats().begin(), plane.floats().end()};
}

nn::ScoreGradient run_of(const WhySubject& subject, const nn::Edits& edits) {
    nn::ScoreGradient gradient(*subject.model, edits);
    gradient.set_input(0, subject.input->values);
    gradient.run(subject.index);
    return gradient;
}

}  // namespace

TEST_CASE("maps and balance belong to the edited model, and their colour range is nn::common_range()") {
    WhySubject s = subject();
    const int node = *s.model->find("conv2d");
    s.edits = nn::with_ablated({}, node, {2});
    GradientComputer computer;
    const auto answer = computer.compute({s, node}, go_on);
    REQUIRE(answer);
    const nn::ScoreGradient gradient = run_of(s, s.edits);
    CHECK(values_of(answer->maps.contribution) == values_of(nn::contribution_map(gradient, node)));
    CHECK(values_of(answer->maps.grad_cam) == values_of(nn::grad_cam(gradient, node)));
    CHECK(values_of(answer->maps.saliency) == values_of(nn::saliency(gradient)));
    CHECK(answer->maps.balance.score == double{gradient.score()});
    CHECK(answer->rest_reason == "");
    CHECK(answer->range.classes.front() == 1);
    CHECK(answer->grid == nn::place_grid(*s.model, node));
    CHECK_FALSE(answer->randomised);
}

TEST_CASE("a GradientComputer that keeps its plan gives the same results for another class and picture as a new one") {
    GradientComputer used;
    const int node = *subject().model->find("conv2d");
    CHECK(used.compute({subject(0), node}, go_on));
    WhySubject other = subject(2);
    other.input = small_network(9).input;
    GradientComputer fresh;
    CHECK(values_of(used.compute({other, node}, go_on)->maps.contribution) ==
          values_of(fresh.compute({other, node}, go_on)->maps.contribution));
}

TEST_CASE("random weights replace one layer, or all from the top down to it") {
    const WhySubject s = subject();
    const int conv = *s.model->find("conv2d"), pool = *s.model->find("max_pooling2d");
    GradientComputer computer;
    const auto layer = computer.compute({s, pool, WhyRandom::layer, 3}, go_on);
    REQUIRE(layer->randomised);
    // Pooling has no weights, so those of the convolution before it are replaced.
    CHECK(layer->random_layers == std::vector<std::string>{"conv2d"});
    const nn::ScoreGradient expected = run_of(s, nn::randomised(*s.model, {}, {conv}, 3));
    CHECK(values_of(layer->randomised->contribution) == values_of(nn::contribution_map(expected, pool)));
    const auto all = computer.compute({s, conv, WhyRandom::from_top, 3}, go_on);
    CHECK(all->random_layers == std::vector<std::string>{"dense", "conv2d"});
    CHECK(values_of(all->maps.contribution) != values_of(all->randomised->contribution));
}

TEST_CASE("the score and the answer for a patch are those of the picture with the patch") {
    const WhySubject s = subject();
    const nn::Occlusion occlusion{.side = 3, .fill = nn::OcclusionFill::black};
    const auto answer = compute_patch({s, occlusion, 4, 6}, go_on);
    REQUIRE(answer);
    const auto tensor = std::make_shared<const nn::Tensor>(nn::Tensor{s.input->shape, answer->picture});
    const nn::Plan whole = fresh_plan(*s.model, s.input), hidden = fresh_plan(*s.model, tensor);
    const int output = s.model->outputs().front();
    CHECK(answer->answer == doctest::Approx(whole.activation(output)[1]).epsilon(1e-5));
    CHECK(answer->hidden_answer == doctest::Approx(hidden.activation(output)[1]).epsilon(1e-5));
    CHECK(std::ranges::count(answer->picture, s.model->info().preprocessing.offset[0]) >= 9);
    const auto map = compute_occlusion({s, occlusion}, go_on);
    CHECK(map->score.at(4, 6) == doctest::Approx(answer->score - answer->hidden_score).epsilon(1e-4));
    CHECK_FALSE(compute_occlusion({s, occlusion}, [](double) { return false; }));
}

TEST_CASE("at amount 0, curves and shifts give the answer for the unchanged picture") {
    const WhySubject s = subject();
    const auto curves = compute_curves({s, {}}, go_on);
    REQUIRE(curves);
    const auto shifts = compute_shifts({s, 2}, go_on);
    const nn::Plan plan = fresh_plan(*s.model, s.input);
    const float expected = plan.activation(s.model->outputs().front())[1];
    CHECK(curves->curves[0].front().answer == doctest::Approx(expected));  // no noise
    CHECK(curves->curves[1].at(20).answer == doctest::Approx(expected));   // no brightness
    CHECK(curves->curves[2].at(20).answer == doctest::Approx(expected));   // no rotation
    CHECK(curves->outputs[1] == doctest::Approx(expected));
    CHECK(curves->picture == s.input->values);
    CHECK(shifts->answer.at(2, 2) == doctest::Approx(expected));
    double fraction = 0;
    CHECK_FALSE(compute_curves({s, {}}, [&](double f) { return (fraction = f) < 0.3; }));
    CHECK(fraction >= 0.3);
}

}  // namespace convscope
