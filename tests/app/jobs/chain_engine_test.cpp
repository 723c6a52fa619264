// The chain's engine computes all maps as images, at once or in a job, and reuses memory.
#include "app/jobs/chain_engine.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "core/base/random.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

Plane random_plane(Size size, std::uint64_t seed = 1) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(seed, i) >> 56U);
    return {size, std::move(values)};
}

nn::SharedTensor numbers(const nn::Shape& shape, float first) {
    nn::Tensor tensor{shape, {}};
    for (std::int64_t i = 0; i < shape.count(); ++i)
        tensor.values.push_back(static_cast<float>((i * 7 + static_cast<std::int64_t>(first)) % 11) - 5);
    return std::make_shared<const nn::Tensor>(std::move(tensor));
}

/// A model of two convolutions with 3 and 2 maps, and a pooling between them.
std::shared_ptr<const nn::Model> two_stages(Size size, float first = 1, float second = 2, bool relu = true) {
    nn::ModelBuilder builder;
    const nn::Window window{.rows = 3, .cols = 3};
    const nn::Activation activation{.kind = relu ? nn::ActivationKind::relu : nn::ActivationKind::linear};
    builder.input("picture", {size.rows, size.cols, 1});
    builder.add("a",
                std::make_shared<const nn::Conv2D>(
                    nn::Conv2D::Parameters{.filters = 3, .window = window, .activation = activation}),
                {0}, {numbers({3, 3, 1, 3}, first), numbers({3}, first)});
    builder.add("b", std::make_shared<const nn::MaxPooling2D>(
                         nn::Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2}));
    builder.add("c",
                std::make_shared<const nn::Conv2D>(
                    nn::Conv2D::Parameters{.filters = 2, .window = window, .activation = activation}),
                {2}, {numbers({3, 3, 3, 2}, second), numbers({2}, second)});
    return std::make_shared<const nn::Model>(builder.build());
}

/// The magnitude that at most 0.5 % of the values other than 0 exceed.
float magnitude_within(const FloatImage& image) {
    std::vector<float> magnitudes;
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c)
            if (image.at(r, c) != 0) magnitudes.push_back(std::fabs(image.at(r, c)));
    std::ranges::sort(magnitudes, std::greater<>());
    return magnitudes.empty() ? 0
                              : magnitudes.at(static_cast<std::size_t>(static_cast<double>(magnitudes.size()) * .005));
}

/// Checks that each map equals its channel of a new plan's activation, and that its range is right.
void check_is_fresh(const ChainResults& results) {
    REQUIRE(results.run != nullptr);
    const nn::Model& model = *results.request.model;
    const Plane& picture = results.request.picture;
    std::vector<float> values;
    for (int r = 0; r < picture.rows(); ++r)
        for (int c = 0; c < picture.cols(); ++c) values.push_back(picture.at(r, c));
    nn::Plan plan(model, 1);
    plan.set_input(0, values);
    plan.run();
    for (int node = 1; node < model.size(); ++node) {
        CAPTURE(node);
        const ChainLayer& layer = results.run->layer(node);
        const nn::Shape& shape = model.node(node).shape;
        REQUIRE(std::ssize(layer.maps) == shape.channels());
        CHECK(std::ranges::equal(results.run->activations().at(static_cast<std::size_t>(node)), plan.activation(node)));
        float largest = 0;
        for (std::size_t map = 0; map < layer.maps.size(); ++map) {
            const FloatImage& image = layer.maps[map];
            REQUIRE(image.size() == Size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())});
            std::int64_t different = 0;
            for (int r = 0; r < image.rows(); ++r)
                for (int c = 0; c < image.cols(); ++c) {
                    const auto index = nn::index_of(shape, {r, c, static_cast<std::int64_t>(map)});
                    different += image.at(r, c) == plan.activation(node)[static_cast<std::size_t>(index)] ? 0 : 1;
                }
            CHECK(different == 0);
            CHECK(layer.ranges[map] == finite_range(image));
            largest = std::max(largest, magnitude_within(image));
        }
        CHECK(layer.largest == doctest::Approx(node == 2 ? 0 : largest).epsilon(.02));
    }
}

}  // namespace

TEST_CASE("a small chain is computed at once, and each map equals its channel of the plan's activation") {
    constexpr Size kSize{40, 33};
    ChainEngine engine([] {});
    engine.update({two_stages(kSize), random_plane(kSize)});
    CHECK_FALSE(engine.busy());
    CHECK(engine.results().revision == 1);
    check_is_fresh(engine.results());
}

TEST_CASE("after a change of values, picture, activation or size the maps equal those of a new plan") {
    constexpr Size kSize{40, 33};
    ChainEngine engine([] {});
    const Plane picture = random_plane(kSize), other = random_plane(kSize, 9);
    const std::vector<ChainRequest> requests{{two_stages(kSize, 1, 2), picture},
                                             {two_stages(kSize, 1, 3), picture},
                                             {two_stages(kSize, 4, 3), picture},
                                             {two_stages(kSize, 4, 3), other},
                                             {two_stages(kSize, 1, 2), picture},
                                             {two_stages(kSize, 1, 2, false), picture},
                                             {two_stages({30, 21}, 1, 2), random_plane({30, 21})},
                                             {two_stages(kSize, 1, 2), picture}};
    for (const ChainRequest& request : requests) {
        engine.update(request);
        CHECK(engine.results().request.same(request));
        check_is_fresh(engine.results());
    }
    CHECK(engine.results().revision == requests.size());
    engine.update(requests.back());
    CHECK(engine.results().revision == requests.size());
}

TEST_CASE("results do not change while the next ones are computed; their memory is reused later") {
    constexpr Size kSize{40, 33};
    ChainEngine engine([] {});
    const Plane picture = random_plane(kSize);
    engine.update({two_stages(kSize, 1), picture});
    std::shared_ptr<const ChainRun> first = engine.results().run;
    const float before = first->layer(1).maps[0].at(3, 3);
    engine.update({two_stages(kSize, 2), picture});
    CHECK(engine.results().run != first);
    CHECK(first->layer(1).maps[0].at(3, 3) == before);
    const ChainRun* const second = engine.results().run.get();
    const ChainRun* const address = first.get();
    first.reset();
    engine.update({two_stages(kSize, 3), picture});
    CHECK(engine.results().run.get() == address);
    engine.update({two_stages(kSize, 4), picture});
    CHECK(engine.results().run.get() == second);
    check_is_fresh(engine.results());
}

TEST_CASE("after a change of the second stage the first stage's maps are not computed again") {
    constexpr Size kSize{40, 33};
    const auto model = two_stages(kSize);
    ChainRun run(*model);
    const Plane picture = random_plane(kSize);
    run.compute({model, picture}, 5);
    const auto changed = two_stages(kSize, 1, 6);
    CHECK(run.takes(*changed));
    run.compute({changed, picture}, 6);
    CHECK(run.layer(1).revision == 5);
    CHECK(run.layer(2).revision == 5);
    CHECK(run.layer(3).revision == 6);
    CHECK_FALSE(run.takes(*two_stages(kSize, 1, 2, false)));
    CHECK_FALSE(run.takes(*two_stages({41, 33})));
}

TEST_CASE("a large chain is computed on the worker, and the last request wins") {
    constexpr Size kSize{1100, 1200};
    Bell bell;
    ChainEngine engine(bell.ringer());
    const Plane picture = random_plane(kSize);
    engine.update({two_stages(kSize, 1), picture});
    CHECK(engine.busy());
    CHECK(engine.results().run == nullptr);
    const ChainRequest last{two_stages(kSize, 2), picture};
    engine.update(last);
    bell.wait(1);
    CHECK(engine.finished());
    engine.update(last);
    CHECK(engine.busy());
    check_is_fresh(engine.results());
    bell.wait(2);
    engine.update(last);
    CHECK_FALSE(engine.busy());
    CHECK(engine.results().request.same(last));
    check_is_fresh(engine.results());
}

}  // namespace convscope
