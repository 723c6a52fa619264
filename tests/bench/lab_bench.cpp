// Benchmarks of the Filter Lab's work besides plain filters: learning, colour filters, combinations, noise and medians.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/filter/colour/colour_filter.h"
#include "core/filter/combine.h"
#include "core/filter/learn/learner.h"
#include "core/filter/noise/median.h"
#include "core/filter/noise/noise.h"
#include "tests/bench/pictures.h"

namespace convscope::bench {

namespace {

constexpr PictureSize kSquare{512, 512};
constexpr PictureSize kPhotograph{4000, 3000};

Plane bench_plane(PictureSize size) {
    return {{size.height, size.width}, random_bytes(size)};
}

FilterSettings bench_settings() {
    FilterSettings settings;
    std::copy(kFilter.begin(), kFilter.end(), settings.kernel.values.begin());
    return settings;
}

/// A learner of this kernel size: each iteration sums the pictures and makes 60 steps. The items are steps.
void learn(benchmark::State& state, int kernel_size) {
    constexpr int kSteps = 60;
    const Plane input = bench_plane(kSquare);
    FilterSettings hidden = bench_settings();
    hidden.kernel = {kernel_size, {1, -1}};
    const Plane target = to_plane(filter_reference(input, hidden).filtered);
    for (auto _ : state) {
        FilterLearner learner(input, target, kernel_size, {});
        learner.step(kSteps);
        benchmark::DoNotOptimize(learner.loss());
    }
    // Does not use a counter: the CSV format has no column for counters that other benchmarks do not have.
    state.SetItemsProcessed(state.iterations() * kSteps);
}

/// Three byte planes, 3x3x3, ReLU and 2x2 max pooling.
void colour(benchmark::State& state) {
    // Three separate planes: copies would share storage, and so the cache.
    const Picture picture{{bench_plane(kPhotograph), bench_plane(kPhotograph), bench_plane(kPhotograph)}};
    ColourFilterSettings settings;
    settings.slices.fill(bench_settings().kernel);
    settings.steps.weight = .5F;
    settings.steps.activation = Activation::relu;
    settings.steps.pooling = Pooling::max;
    FilterResult result;
    for (auto _ : state) {
        colour_filter(picture, settings, result);
        benchmark::DoNotOptimize(result.filtered_range);
        benchmark::ClobberMemory();
    }
}

void combination(benchmark::State& state, Combination kind) {
    const FloatImage a = to_float_image(bench_plane(kPhotograph)), b = to_float_image(bench_plane(kPhotograph));
    CombinedOutputs result;
    for (auto _ : state) {
        combine(a, b, kind, result);
        benchmark::DoNotOptimize(result.range);
    }
}

void median_of_photograph(benchmark::State& state) {
    const Plane picture = bench_plane(kPhotograph);
    FilterResult result;
    for (auto _ : state) {
        median(picture, bench_settings(), result);
        benchmark::DoNotOptimize(result.filtered_range);
    }
}

void noise_on_photograph(benchmark::State& state) {
    const Picture picture{{bench_plane(kPhotograph)}};
    for (auto _ : state) benchmark::DoNotOptimize(with_noise(picture, {NoiseKind::gaussian, 20, 1}));
}

template <class Run>
void add_lab(const std::string& title, Run run) {
    benchmark::RegisterBenchmark(title.c_str(), run)->Unit(benchmark::kMillisecond)->UseRealTime();
}

const bool lab_added = [] {
    add_lab("learn/512", [](auto& state) { learn(state, 3); });
    add_lab("learn7x7/512", [](auto& state) { learn(state, 7); });
    add_lab("colour/4000x3000", colour);
    add_lab("magnitude/4000x3000", [](auto& state) { combination(state, Combination::magnitude); });
    add_lab("direction/4000x3000", [](auto& state) { combination(state, Combination::direction); });
    add_lab("median3x3/4000x3000", median_of_photograph);
    add_lab("noise/4000x3000", noise_on_photograph);
    return true;
}();

}  // namespace

}  // namespace convscope::bench
