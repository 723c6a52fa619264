// A filter that learns: its gradient, its steps, and the filter at which it ends.
#include "core/filter/learn/learner.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/core/filter/learn/learn_pictures.h"

namespace convscope {

namespace {

using samples::noise_picture;
using samples::preset_kernel;
using samples::small_picture;
using samples::target_of;

/// A target that no filter can reach: noise that is independent of the input.
Plane unreachable_target(Size input, int size) {
    return noise_picture({input.rows - size + 1, input.cols - size + 1}, 99);
}

double distance(const FilterLearner& learner, const Kernel& kernel) {
    double largest = 0;
    for (std::size_t i = 0; i < learner.values().size(); ++i)
        largest = std::max(largest, std::abs(learner.values()[i] - double{kernel.values.at(i)}));
    return largest;
}

/// Steps until all values are within .05 of the kernel's; `limit` if that takes longer.
std::int64_t steps_to(FilterLearner learner, const Kernel& kernel, std::int64_t limit) {
    while (distance(learner, kernel) > .05 && learner.steps() < limit) learner.step();
    return learner.steps();
}

void check_close(double a, double b, double scale) {
    CHECK(std::abs(a - b) <= 1e-9 * scale);
}

/// Solves matrix * x = right by elimination with pivoting, independently of the learner's eigenvectors.
std::vector<double> solved(std::vector<std::vector<double>> matrix, std::vector<double> right) {
    const std::size_t n = right.size();
    for (std::size_t p = 0; p < n; ++p) {
        std::size_t pivot = p;
        for (std::size_t r = p; r < n; ++r)
            if (std::abs(matrix[r][p]) > std::abs(matrix[pivot][p])) pivot = r;
        std::swap(matrix[p], matrix[pivot]);
        std::swap(right[p], right[pivot]);
        for (std::size_t r = 0; r < n; ++r) {
            if (r == p) continue;
            const double factor = matrix[r][p] / matrix[p][p];
            for (std::size_t c = p; c < n; ++c) matrix[r][c] -= factor * matrix[p][c];
            right[r] -= factor * right[p];
        }
    }
    for (std::size_t p = 0; p < n; ++p) right[p] /= matrix[p][p];
    return right;
}

/// The least-squares kernel and bias, from the normal equations summed pixel by pixel.
std::vector<double> least_squares(const Plane& input, const Plane& target, int size) {
    const auto n = static_cast<std::size_t>(size * size) + 1;
    std::vector<std::vector<double>> matrix(n, std::vector<double>(n));
    std::vector<double> right(n), x(n, 1);
    for (int row = 0; row < target.rows(); ++row)
        for (int col = 0; col < target.cols(); ++col) {
            for (int i = 0; i < size * size; ++i)
                x[static_cast<std::size_t>(i)] = input.at(row + i / size, col + i % size);
            for (std::size_t i = 0; i < n; ++i) {
                right[i] += x[i] * target.at(row, col);
                for (std::size_t j = 0; j < n; ++j) matrix[i][j] += x[i] * x[j];
            }
        }
    return solved(std::move(matrix), std::move(right));
}

}  // namespace

TEST_CASE("loss and gradient equal those of a pass over the pictures, at every step") {
    for (const int size : {1, 3, 5, 7})
        for (const bool subtract_mean : {false, true}) {
            const Plane input = noise_picture({31, 40});
            const Plane target = unreachable_target(input.size(), size);
            FilterLearner learner(input, target, size,
                                  {.start = LearnStart::random, .seed = 5, .subtract_mean = subtract_mean});
            for (int round = 0; round < 4; ++round) {
                const LossGradient exact = loss_reference(input, target, learner.values(), size, learner.bias());
                check_close(learner.loss(), exact.loss, exact.loss);
                const double scale = 255 * std::sqrt(exact.loss) * 2;
                for (std::size_t i = 0; i < exact.values.size(); ++i)
                    check_close(learner.gradient()[i], exact.values[i], scale);
                check_close(learner.bias_gradient(), exact.bias, scale);
                learner.step(3);
            }
        }
}

TEST_CASE("the gradient equals finite differences of the loss") {
    const Plane input = noise_picture({20, 22});
    const Plane target = unreachable_target(input.size(), 3);
    const Kernel kernel{3, {1, -2, .5F, 0, 3, -1, 2, .25F, -4}};
    const FilterLearner learner(input, target, 3,
                                {.start = LearnStart::given, .given = kernel, .subtract_mean = false});
    std::vector<double> values(learner.values().begin(), learner.values().end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double original = values[i], h = 1e-3;
        values[i] = original + h;
        const double above = loss_reference(input, target, values, 3, 0).loss;
        values[i] = original - h;
        const double below = loss_reference(input, target, values, 3, 0).loss;
        values[i] = original;
        CHECK(learner.gradient()[i] == doctest::Approx((above - below) / (2 * h)).epsilon(1e-6));
    }
}

TEST_CASE("a step subtracts the rate times the gradient from every value") {
    const Plane input = noise_picture({20, 22});
    FilterLearner learner(input, unreachable_target(input.size(), 3), 3, {.relative_rate = .25});
    const std::vector<double> before(learner.values().begin(), learner.values().end());
    const std::vector<double> gradient(learner.gradient().begin(), learner.gradient().end());
    CHECK(learner.rate() == learner.stable_rate() / 4);
    learner.step();
    CHECK(learner.steps() == 1);
    for (std::size_t i = 0; i < before.size(); ++i)
        CHECK(learner.values()[i] == before[i] - learner.rate() * gradient[i]);
}

TEST_CASE("if the mean is subtracted, learning a hidden filter takes at most a tenth of the steps") {
    // Compare the numbers of steps at half the stable rate until all nine values of Sobel's filter are within .05.
    const Kernel hidden = preset_kernel("sobel-vertical");
    const auto steps = [&](const Plane& input, bool subtract_mean) {
        const FilterLearner learner(input, target_of(input, hidden), 3, {.subtract_mean = subtract_mean});
        return static_cast<double>(steps_to(learner, hidden, 30'000));
    };
    const Plane staircase = small_picture("staircase"), portrait = small_picture("portrait");
    CHECK(steps(staircase, true) == doctest::Approx(279).epsilon(.02));
    CHECK(steps(staircase, false) == doctest::Approx(2842).epsilon(.02));
    CHECK(steps(small_picture("text"), true) == doctest::Approx(70).epsilon(.03));
    CHECK(steps(noise_picture({128, 128}), true) <= 10);
    CHECK(steps(portrait, true) == doctest::Approx(2072).epsilon(.02));
    CHECK(steps(portrait, false) > 20'000);
}

TEST_CASE("learning from a portrait is slow because neighbouring pixels are nearly equal") {
    const Kernel hidden = preset_kernel("sobel-vertical");
    const auto condition = [&](const Plane& input) {
        return FilterLearner(input, target_of(input, hidden), 3, {.subtract_mean = false}).condition_number();
    };
    CHECK(condition(noise_picture({128, 128})) == doctest::Approx(29).epsilon(.1));
    CHECK(condition(small_picture("portrait")) == doctest::Approx(17'700).epsilon(.02));
}

TEST_CASE("a sum that is not 0 and a bias are learned too") {
    const Plane input = noise_picture({64, 64});
    const Kernel hidden{3, {.1F, .2F, .1F, .2F, .4F, .2F, .1F, .2F, .1F}};
    FilterLearner learner(input, target_of(input, hidden, 30), 3, {});
    learner.step(100);
    CHECK(distance(learner, hidden) < 1e-3);
    CHECK(learner.bias() == doctest::Approx(30).epsilon(.01));
    CHECK(learner.converged());
    CHECK(learner.loss() < 1e-3);
}

TEST_CASE("an unreachable target ends at the least-squares filter") {
    for (const int size : {3, 5}) {
        const Plane input = small_picture("text");
        const Plane target = unreachable_target(input.size(), size);
        const std::vector<double> exact = least_squares(input, target, size);
        FilterLearner learner(input, target, size, {.relative_rate = .9});
        CHECK_FALSE(learner.converged());
        const std::vector<double> foreseen = learner.destination();
        learner.step(200'000);
        CHECK(learner.converged());
        for (std::size_t i = 0; i + 1 < exact.size(); ++i) {
            CHECK(std::abs(learner.values()[i] - exact[i]) < 1e-3);
            CHECK(std::abs(foreseen[i] - exact[i]) < 1e-7);
        }
        CHECK(learner.bias() == doctest::Approx(exact.back()).epsilon(1e-3));
        CHECK(learner.loss() > 1000);
    }
}

TEST_CASE("the loss falls at every rate below the stable one and grows above it") {
    const Plane input = small_picture("text");
    const Plane target = target_of(input, preset_kernel("emboss"));
    FilterLearner stable(input, target, 3, {.relative_rate = .99});
    double last = stable.loss();
    for (int i = 0; i < 200; ++i) {
        stable.step();
        CHECK(stable.loss() <= last);
        last = stable.loss();
    }
    FilterLearner unstable(input, target, 3, {.relative_rate = 1.1});
    unstable.step(100'000);
    CHECK(unstable.diverged());
    CHECK(unstable.steps() < 2000);
    const std::int64_t steps = unstable.steps();
    unstable.step(10);
    CHECK(unstable.steps() == steps);
    unstable.set_relative_rate(.5);
    CHECK(unstable.rate() == unstable.stable_rate() / 2);
}

TEST_CASE("a learner on a picture of equal pixels changes no kernel value") {
    const Plane flat{{10, 10}, std::vector<std::uint8_t>(100, 80)};
    FilterLearner learner(flat, target_of(flat, preset_kernel("sharpen")), 3, {});
    learner.step(10);
    CHECK(learner.condition_number() == std::numeric_limits<double>::infinity());
    CHECK(std::ranges::all_of(learner.values(), [](double value) { return value == 0; }));
    CHECK(learner.bias() == 80);
    CHECK(learner.loss() == 0);
    CHECK(learner.converged());
}

TEST_CASE("the start is zeros, random values of a seed, or a given filter of the same size") {
    const Plane input = noise_picture({20, 20});
    const Plane target = unreachable_target(input.size(), 3);
    const auto moments = std::make_shared<const WindowMoments>(window_moments(input, target, 3));
    CHECK(FilterLearner(moments, {}).kernel() == Kernel{3, {}});
    const Kernel first = FilterLearner(moments, {.start = LearnStart::random, .seed = 1}).kernel();
    CHECK(first == FilterLearner(moments, {.start = LearnStart::random, .seed = 1}).kernel());
    CHECK_FALSE(first == FilterLearner(moments, {.start = LearnStart::random, .seed = 2}).kernel());
    CHECK(std::ranges::all_of(first.values, [](float value) { return std::abs(value) <= 1; }));
    const Kernel sharpen = preset_kernel("sharpen");
    CHECK(FilterLearner(moments, {.start = LearnStart::given, .given = sharpen}).kernel() == sharpen);
    CHECK_THROWS_AS(FilterLearner(moments, {.start = LearnStart::given, .given = Kernel{5, {}}}),
                    std::invalid_argument);
}

TEST_CASE("the history has the first loss and at most 1024 points at equal distances") {
    const Plane input = noise_picture({20, 20});
    FilterLearner learner(input, unreachable_target(input.size(), 3), 3, {.relative_rate = .01});
    const double first = learner.loss();
    learner.step(5000);
    const std::vector<LossPoint>& history = learner.history();
    CHECK(history.size() < FilterLearner::kMaxLossPoints);
    CHECK(history.size() > 500);
    CHECK(history.front() == LossPoint{0, first});
    for (std::size_t i = 1; i < history.size(); ++i) CHECK(history[i].step - history[i - 1].step == history[1].step);
    CHECK(history.back().loss < first);
}

TEST_CASE("copies of a learner are independent") {
    const Plane input = noise_picture({20, 20});
    FilterLearner learner(input, unreachable_target(input.size(), 3), 3, {});
    const FilterLearner copy = learner;
    learner.step(5);
    CHECK(copy.steps() == 0);
    CHECK(copy.kernel() == Kernel{3, {}});
    CHECK(copy.moments() == learner.moments());
}

TEST_CASE("resume() continues from the progress of another learner, and refuses progress from different pictures") {
    const Plane input = noise_picture({20, 24}, 5);
    const Plane target = target_of(input, preset_kernel("sobel-vertical"));
    for (const bool subtract_mean : {true, false}) {
        const LearnOptions options{.subtract_mean = subtract_mean};
        FilterLearner first(input, target, 3, options);
        first.step(3000);  // more than kMaxLossPoints, so that points of the history were dropped
        FilterLearner second(input, target, 3, options);
        REQUIRE(second.resume(first.progress()));
        first.step(200);
        second.step(200);
        CHECK(second.progress() == first.progress());

        FilterLearner other(input, target_of(input, preset_kernel("sobel-horizontal")), 3, options);
        const LearnProgress before = other.progress();
        CHECK_FALSE(other.resume(first.progress()));
        CHECK(other.progress() == before);
        FilterLearner large(input, noise_picture({16, 20}, 1), 5, options);
        CHECK_FALSE(large.resume(first.progress()));
    }
}

}  // namespace convscope
