// The combination of two filtered pictures in the lab's engine.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "core/filter/kernel.h"
#include "core/image/colours/direction_colours.h"
#include "tests/app/jobs/lab_bench.h"

namespace convscope {

namespace {

/// Vertical and horizontal edges of a small picture, combined.
LabRequest combined_request(Combination combination, float weight = 1) {
    LabRequest request = small_request(weight);
    request.settings.push_back(edges());
    request.settings[1].kernel = transposed(request.settings[0].kernel);
    request.combination = combination;
    return request;
}

CombinedOutputs expected_of(const LabResults& results) {
    const FilterResult a = filter_reference(results.input, results.request.settings.at(0));
    const FilterResult b = filter_reference(results.input, results.request.settings.at(1));
    return combine_reference(a.filtered, b.filtered, *results.request.combination);
}

double largest_difference(const FloatImage& image, const FloatImage& expected) {
    REQUIRE(image.size() == expected.size());
    double largest = 0;
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c)
            largest = std::max(largest, static_cast<double>(std::abs(image.at(r, c) - expected.at(r, c))));
    return largest;
}

}  // namespace

TEST_CASE("each combination equals combine_reference() of the two reference results") {
    LabBench lab;
    for (const Combination combination :
         {Combination::magnitude, Combination::sum_of_magnitudes, Combination::difference, Combination::direction}) {
        CAPTURE(static_cast<int>(combination));
        lab.engine.update(combined_request(combination));
        REQUIRE(lab.results().combined != nullptr);
        const CombinedOutputs expected = expected_of(lab.results());
        const CombinedOutputs& outputs = lab.results().combined->outputs;
        CHECK(largest_difference(outputs.values, expected.values) < 2e-4);
        CHECK(outputs.range.low == doctest::Approx(expected.range.low));
        CHECK(outputs.range.high == doctest::Approx(expected.range.high));
        CHECK(lab.results().combined->colours.planes.empty() == (combination != Combination::direction));
        CHECK(lab.results().combination_problem.empty());
    }
}

TEST_CASE("a direction's colours show its angle as hue and the root of its magnitude up to the 99.5th percentile") {
    LabBench lab;
    lab.engine.update(combined_request(Combination::direction));
    const LabCombination& combined = *lab.results().combined;
    std::vector<float> magnitudes;
    for (int r = 0; r < combined.outputs.magnitude.rows(); ++r)
        for (int c = 0; c < combined.outputs.magnitude.cols(); ++c)
            magnitudes.push_back(combined.outputs.magnitude.at(r, c));
    std::ranges::sort(magnitudes);
    // 0.5 % of 38 x 48 values is 9.12: nine values may be larger.
    CHECK(combined.full == doctest::Approx(magnitudes.at(magnitudes.size() - 10)).epsilon(0.005));
    for (const Cell cell : {Cell{0, 0}, Cell{17, 31}, Cell{37, 47}}) {
        const float brightness = std::sqrt(combined.outputs.magnitude.at(cell.row, cell.col) / combined.full);
        const Rgb colour = direction_colour(combined.outputs.values.at(cell.row, cell.col), brightness);
        CHECK(static_cast<int>(combined.colours.planes.at(0).at(cell.row, cell.col)) == colour.red);
        CHECK(static_cast<int>(combined.colours.planes.at(1).at(cell.row, cell.col)) == colour.green);
        CHECK(static_cast<int>(combined.colours.planes.at(2).at(cell.row, cell.col)) == colour.blue);
    }
}

TEST_CASE("a combination is computed again only when an output or the combination changes") {
    LabBench lab;
    LabRequest request = combined_request(Combination::magnitude);
    lab.engine.update(request);
    const auto first = lab.results().combined;
    const auto outputs = lab.results().outputs;
    lab.engine.update(request);
    CHECK(lab.results().combined == first);
    CHECK(lab.results().revision == 1);

    request.combination = Combination::difference;
    lab.engine.update(request);
    CHECK(lab.results().combined != first);
    CHECK(lab.results().outputs == outputs);  // the filters are not computed again
    const auto second = lab.results().combined;
    request.settings[1].bias = 5;
    lab.engine.update(request);
    CHECK(lab.results().combined != second);
    CHECK(largest_difference(lab.results().combined->outputs.values, expected_of(lab.results()).values) == 0);

    // A new picture, with the same settings.
    request.picture = picture_of({9, 7});
    lab.engine.update(request);
    CHECK(lab.results().combined->outputs.values.size() == Size{7, 5});
    CHECK(largest_difference(lab.results().combined->outputs.values, expected_of(lab.results()).values) == 0);
}

TEST_CASE("the memory of a combination without readers is reused; memory with a reader is not written") {
    LabBench lab;
    float weight = 0;
    const auto compute = [&] {
        lab.engine.update(combined_request(Combination::magnitude, weight += 1));
        return lab.results().combined->outputs.values.row(0);
    };
    const float* const first = compute();
    const float* const second = compute();
    CHECK(second != first);
    CHECK(compute() == first);
    CHECK(compute() == second);
    const std::shared_ptr<const LabCombination> held = lab.results().combined;
    const float kept = held->outputs.values.at(3, 4);
    for (int i = 0; i < 4; ++i) CHECK(compute() != held->outputs.values.row(0));
    CHECK(held->outputs.values.at(3, 4) == kept);
}

TEST_CASE("outputs are combined only if the request has exactly two filters") {
    LabBench lab;
    LabRequest request = small_request();
    request.combination = Combination::magnitude;
    lab.engine.update(request);
    CHECK(lab.results().combined == nullptr);
    request = combined_request(Combination::magnitude);
    lab.engine.update(request);
    CHECK(lab.results().combined != nullptr);
    request.settings.push_back(edges(3));
    lab.engine.update(request);
    CHECK(lab.results().combined == nullptr);
    CHECK(lab.results().outputs.size() == 3);
    request.settings.resize(2);
    request.picture = picture_of({2, 9});
    lab.engine.update(request);
    CHECK(lab.results().combined == nullptr);
    CHECK_FALSE(lab.results().problem.empty());
}

TEST_CASE("before the first result LabResults has one output, which is null") {
    LabBench lab;
    CHECK(lab.results().request.count() == 1);
    CHECK(lab.results().outputs == std::vector<std::shared_ptr<const FilterResult>>{nullptr});
    CHECK(lab.results().histograms.size() == 1);
}

}  // namespace convscope
