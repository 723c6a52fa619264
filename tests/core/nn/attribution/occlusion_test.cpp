#include "core/nn/attribution/occlusion.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/nn/attribution/shift_map.h"
#include "core/nn/attribution/variants.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

std::vector<float> random_values(std::size_t count, std::uint64_t seed) {
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = random_unit(seed, i);
    return values;
}

std::vector<float> output(const Model& model, std::span<const float> input) {
    Plan plan(model, 1);
    plan.set_input(0, input);
    plan.run();
    const std::span<const float> values = plan.activation(model.outputs().front());
    return {values.begin(), values.end()};
}

const Model& model() {
    static const Model small = samples::small_course(4);
    return small;
}

}  // namespace

TEST_CASE("each value of an occlusion map is the drop that one hidden patch causes") {
    const std::vector<float> picture = random_values(144, 5);
    const std::vector<std::span<const float>> inputs{picture};
    const Occlusion occlusion{.side = 3, .stride = 1, .fill = OcclusionFill::black};
    const auto map = occlusion_map(model(), {}, inputs, 1, occlusion);
    REQUIRE(map);
    CHECK(map->answer.rows() == 12);
    CHECK(map->answer.cols() == 12);
    const float whole = output(model(), picture)[1];
    const float black = model().info().preprocessing.offset[0];
    for (const auto& [row, col] : {std::pair{0, 0}, {5, 7}, {11, 11}, {0, 6}}) {
        std::vector<float> hidden = picture;
        for (int r = std::max(row - 1, 0); r <= std::min(row + 1, 11); ++r)
            for (int c = std::max(col - 1, 0); c <= std::min(col + 1, 11); ++c)
                hidden[static_cast<std::size_t>(r * 12 + c)] = black;
        CHECK(map->answer.at(row, col) == doctest::Approx(whole - output(model(), hidden)[1]).epsilon(1e-4));
    }
}

TEST_CASE("the output of each variant is the softmax of its scores") {
    const std::vector<float> picture = random_values(144, 5);
    const std::vector<std::span<const float>> inputs{picture};
    std::vector<float> scores, outputs;
    CHECK(run_variants(
        model(), {}, inputs, 40,
        [&](std::int64_t number, std::span<float> values) {
            std::ranges::copy(picture, values.begin());
            values[static_cast<std::size_t>(number)] = 0;
        },
        [&](std::int64_t /*number*/, const VariantAnswer& answer) {
            std::vector<float> probabilities(3);
            activate(samples::kSoftmax, answer.scores, 3, probabilities);
            for (std::size_t i = 0; i < 3; ++i) CHECK(answer.outputs[i] == doctest::Approx(probabilities[i]));
        }));
}

TEST_CASE(
    "a patch of the mean or of the blurred picture changes nothing on a uniform picture, and stride 4 gives 3 x 3 "
    "places") {
    const std::vector<float> flat(144, 0.5F);
    const std::vector<std::span<const float>> inputs{flat};
    for (const OcclusionFill fill : {OcclusionFill::mean, OcclusionFill::blur}) {
        const auto map = occlusion_map(model(), {}, inputs, 0, {.side = 5, .stride = 4, .fill = fill});
        REQUIRE(map);
        CHECK(map->score.rows() == 3);
        CHECK(map->score.cols() == 3);
        const Plane changes = to_plane(map->score);
        CHECK(std::ranges::count(changes.floats(), 0.F) == 9);
    }
}

TEST_CASE("a patch outside a value's receptive field changes nothing") {
    // The scores depend only on the 2 x 2 pixels at the upper left.
    ModelBuilder builder;
    builder.input("in", {8, 8, 1});
    builder.add("crop", samples::layer<Cropping2D>(Border{0, 6, 0, 6}));
    builder.add("flat", samples::layer<Flatten>());
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    const Model corner = samples::with_numbers(builder.build(), 2);
    const std::vector<float> picture = random_values(64, 6);
    const std::vector<std::span<const float>> inputs{picture};
    const auto map = occlusion_map(corner, {}, inputs, 0, {.side = 3, .fill = OcclusionFill::black});
    REQUIRE(map);
    for (int row = 0; row < 8; ++row)
        for (int col = 0; col < 8; ++col) CHECK((map->score.at(row, col) != 0) == (row <= 2 && col <= 2));
}

TEST_CASE(
    "occlusion_values() are the preprocessed black or grey, the mean, a box blur, or noise between black and white") {
    const Model& small = model();
    const Preprocessing& preprocessing = small.info().preprocessing;
    const std::vector<float> picture = random_values(144, 8);
    const auto values = [&](OcclusionFill fill) {
        return occlusion_values(small, picture, {.side = 1, .fill = fill, .seed = 3});
    };
    CHECK(values(OcclusionFill::black)[17] == preprocessing.offset[0]);
    CHECK(values(OcclusionFill::grey)[17] == doctest::Approx(127.5 / 255 + 0.1));
    const double mean = std::accumulate(picture.begin(), picture.end(), 0.0) / 144;
    CHECK(values(OcclusionFill::mean)[17] == doctest::Approx(mean));
    double nine = 0;
    for (const std::size_t row : {4U, 5U, 6U})
        for (const std::size_t col : {2U, 3U, 4U}) nine += double{picture[row * 12 + col]};
    CHECK(values(OcclusionFill::blur)[5 * 12 + 3] == doctest::Approx(nine / 9));
    const double four = double{picture[0]} + double{picture[1]} + double{picture[12]} + double{picture[13]};
    CHECK(values(OcclusionFill::blur)[0] == doctest::Approx(four / 4));
    for (const float value : values(OcclusionFill::noise)) {
        CHECK(value >= preprocessing.offset[0]);
        CHECK(value <= preprocessing.offset[0] + 1);
    }
}

TEST_CASE("occlusion_map() ends without a result when keep_going() returns false") {
    const std::vector<float> picture = random_values(144, 5);
    const std::vector<std::span<const float>> inputs{picture};
    double finished = -1;
    CHECK_FALSE(occlusion_map(model(), {}, inputs, 0, {}, [&](double fraction) {
        finished = fraction;
        return fraction < 0.5;
    }));
    CHECK(finished >= 0.5);
    CHECK(finished < 0.8);
}

TEST_CASE("a shift map holds the answers for the picture moved by whole pixels") {
    const std::vector<float> picture = random_values(144, 9);
    const std::vector<std::span<const float>> inputs{picture};
    const std::optional<ShiftMap> map = shift_map(model(), {}, inputs, 2, 2);
    REQUIRE(map);
    CHECK(map->answer.rows() == 5);
    CHECK(map->answer.at(2, 2) == doctest::Approx(output(model(), picture)[2]));
    // The expected picture, moved by one pixel down and two to the right.
    std::vector<float> moved(144, model().info().preprocessing.offset[0]);
    for (std::size_t row = 1; row < 12; ++row)
        for (std::size_t col = 2; col < 12; ++col) moved[row * 12 + col] = picture[(row - 1) * 12 + col - 2];
    const std::vector<float> expected = output(model(), moved);
    CHECK(map->answer.at(3, 4) == doctest::Approx(expected[2]));
    CHECK(map->winners[3 * 5 + 4] == std::ranges::max_element(expected) - expected.begin());
}

}  // namespace convscope::nn
