// Benchmarks of the Filter Lab: a filter alone, a filter with activation and pooling, the reduction for display, and
// memcpy for comparison.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>

#include "core/filter/result.h"
#include "core/image/reduce.h"
#include "tests/bench/pictures.h"

namespace convscope::bench {

namespace {

constexpr PictureSize kPhoto{4000, 3000};

Plane byte_plane(PictureSize size) {
    return {{size.height, size.width}, random_bytes(size)};
}

Plane float_plane(PictureSize size) {
    return {{size.height, size.width}, random_floats(size)};
}

FilterSettings only_filter() {
    FilterSettings settings;
    std::copy(kFilter.begin(), kFilter.end(), settings.kernel.values.begin());
    return settings;
}

FilterSettings filter_with_pooling() {
    FilterSettings settings = only_filter();
    settings.weight = 0.5f;
    settings.bias = 10;
    settings.activation = Activation::relu;
    settings.pooling = Pooling::max;
    return settings;
}

void run_filter(benchmark::State& state, const Plane& picture, const FilterSettings& settings) {
    FilterResult result;
    for (auto _ : state) {
        filter(picture, settings, result);
        benchmark::DoNotOptimize(result.filtered_range);
        benchmark::ClobberMemory();
    }
}

void run_memcpy(benchmark::State& state, PictureSize size) {
    const std::vector<float> from = random_floats(size);
    std::vector<float> to(from.size());
    for (auto _ : state) {
        std::memcpy(to.data(), from.data(), from.size() * sizeof(float));
        benchmark::ClobberMemory();
    }
}

void run_reduce(benchmark::State& state, PictureSize size) {
    const Plane picture = float_plane(size);
    FloatImage reduced;
    for (auto _ : state) {
        reduce(picture, {0, 0, size.height, size.width}, 8, reduced);
        benchmark::ClobberMemory();
    }
}

/// The CPU time of one step when a filter value is dragged: filtering and pooling, then reducing both results to a
/// width of about 400 pixels.
void run_drag(benchmark::State& state, PictureSize size) {
    const Plane picture = byte_plane(size);
    const FilterSettings settings = filter_with_pooling();
    FilterResult result;
    FloatImage filtered_view, pooled_view;
    for (auto _ : state) {
        filter(picture, settings, result);
        reduce(result.filtered, {0, 0, result.filtered.rows(), result.filtered.cols()}, 8, filtered_view);
        reduce(result.pooled, {0, 0, result.pooled.rows(), result.pooled.cols()}, 4, pooled_view);
        benchmark::ClobberMemory();
    }
}

template <class Run>
void register_benchmark(const std::string& work, PictureSize size, Run run) {
    benchmark::RegisterBenchmark(name(work, size).c_str(), [=](benchmark::State& state) {
        run(state, size);
    })->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
    for (const PictureSize size : kSizes) {
        register_benchmark("memcpy/f32", size, run_memcpy);
        register_benchmark("filter3x3/u8", size,
                           [](auto& state, PictureSize s) { run_filter(state, byte_plane(s), only_filter()); });
        register_benchmark("filter3x3/f32", size,
                           [](auto& state, PictureSize s) { run_filter(state, float_plane(s), only_filter()); });
        register_benchmark("lab/u8", size,
                           [](auto& state, PictureSize s) { run_filter(state, byte_plane(s), filter_with_pooling()); });
    }
    register_benchmark("reduce/f32", kPhoto, run_reduce);
    register_benchmark("drag/u8", kPhoto, run_drag);
    return true;
}();

}  // namespace

}  // namespace convscope::bench
