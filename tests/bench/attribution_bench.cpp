// Benchmarks of explanations of a prediction by the course model: the contribution map (one forward and one backward
// pass, compared with the forward pass alone), the occlusion map of every pixel, and the survey of 10,000 pictures.
#include <benchmark/benchmark.h>

#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/nn/attribution/contribution.h"
#include "core/nn/attribution/occlusion.h"
#include "core/nn/attribution/survey.h"
#include "core/nn/train/architectures.h"

namespace convscope::bench {

namespace {

constexpr std::size_t kPixels = std::size_t{28} * 28;

std::vector<float> random_picture() {
    std::vector<float> values(kPixels);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = random_unit(1, i);
    return values;
}

void run_contribution(benchmark::State& state) {
    nn::ScoreGradient gradient(nn::course_model(1));
    const std::vector<float> picture = random_picture();
    const int node = nn::last_node_with_places(gradient.model()).value();
    for (auto _ : state) {
        gradient.set_input(0, picture);
        gradient.run(3);
        benchmark::DoNotOptimize(nn::contribution_map(gradient, node).row(0));
    }
}

void run_occlusion(benchmark::State& state) {
    const nn::Model model = nn::course_model(1);
    const std::vector<float> picture = random_picture();
    const std::vector<std::span<const float>> inputs{picture};
    for (auto _ : state) {
        const auto map = nn::occlusion_map(model, {}, inputs, 3, {.fill = nn::OcclusionFill::black});
        benchmark::DoNotOptimize(map->score.row(0));
    }
}

void run_survey(benchmark::State& state) {
    nn::Dataset data{.example = {28, 28, 1}};
    constexpr std::size_t kExamples = 10'000;
    data.images.resize(kExamples * kPixels);
    for (std::size_t i = 0; i < data.images.size(); ++i) data.images[i] = static_cast<std::uint8_t>(random_bits(2, i));
    for (std::size_t i = 0; i < kExamples; ++i) data.labels.push_back(static_cast<std::uint8_t>(i % 10));
    const nn::Model model = nn::course_model(1);
    for (auto _ : state) benchmark::DoNotOptimize(nn::survey(model, {}, data)->examples);
}

template <class Run>
void register_explanation(const std::string& name, Run run) {
    // Wall-clock time, because all cores work.
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond)->UseRealTime();
}

const bool explanations_registered = [] {
    register_explanation("explain/contribution", run_contribution);
    register_explanation("explain/occlusion28", run_occlusion);
    register_explanation("top_pictures/10000", run_survey);
    return true;
}();

}  // namespace

}  // namespace convscope::bench
