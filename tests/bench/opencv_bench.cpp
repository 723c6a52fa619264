// The filter benchmark with OpenCV, for comparison.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "tests/bench/pictures.h"

namespace convscope::bench {

namespace {

cv::Mat kernel() {
    cv::Mat values(3, 3, CV_32F);
    std::copy(kFilter.begin(), kFilter.end(), values.begin<float>());
    return values;
}

/// A copy of the picture, as CV_8U or CV_32F.
cv::Mat picture(PictureSize size, int type) {
    std::vector<std::uint8_t> bytes = random_bytes(size);
    cv::Mat converted;
    cv::Mat(size.height, size.width, CV_8U, bytes.data()).convertTo(converted, type);
    return converted;
}

void filter(benchmark::State& state, PictureSize size, int type) {
    const cv::Mat input = picture(size, type);
    const cv::Mat values = kernel();
    cv::Mat filtered;
    for (auto _ : state) {
        cv::filter2D(input, filtered, CV_32F, values);
        benchmark::ClobberMemory();
    }
}

void max_pool_2x2(const cv::Mat& from, cv::Mat& to) {
    to.create(from.rows / 2, from.cols / 2, CV_32F);
    for (int row = 0; row < to.rows; ++row) {
        const float* upper = from.ptr<float>(2 * row);
        const float* lower = from.ptr<float>(2 * row + 1);
        float* out = to.ptr<float>(row);
        for (int col = 0; col < to.cols; ++col)
            out[col] =
                std::max(std::max(upper[2 * col], upper[2 * col + 1]), std::max(lower[2 * col], lower[2 * col + 1]));
    }
}

/// Filter, ReLU, 2 x 2 max pooling and the range of the values, as the Filter Lab computes them.
void filter_and_pool(benchmark::State& state, PictureSize size) {
    const cv::Mat input = picture(size, CV_8U);
    const cv::Mat values = kernel();
    cv::Mat filtered, positive, pooled;
    for (auto _ : state) {
        cv::filter2D(input, filtered, CV_32F, values);
        positive = cv::max(filtered, 0.f);
        max_pool_2x2(positive, pooled);
        double low = 0, high = 0;
        cv::minMaxLoc(filtered, &low, &high);
        benchmark::DoNotOptimize(high);
    }
}

template <class Run>
void register_benchmark(const std::string& work, PictureSize size, Run run) {
    benchmark::RegisterBenchmark(name("opencv/" + work, size).c_str(), [=](benchmark::State& state) {
        run(state, size);
    })->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
    for (const PictureSize size : kSizes) {
        register_benchmark("filter3x3/u8", size, [](auto& state, PictureSize s) { filter(state, s, CV_8U); });
        register_benchmark("filter3x3/f32", size, [](auto& state, PictureSize s) { filter(state, s, CV_32F); });
        register_benchmark("lab/u8", size, filter_and_pool);
    }
    return true;
}();

}  // namespace

}  // namespace convscope::bench
