#include "core/nn/input/feed.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "core/nn/input/opening.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/plan/plan.h"
#include "tests/support/two_inputs.h"

using namespace convscope;
using namespace convscope::nn;

namespace {

/// 6 numbers: two examples of an input with 3 values.
Feed two_examples() {
    return {.source = FeedSource::numbers,
            .values = std::make_shared<const Tensor>(Tensor{Shape{6}, {1, 2, 3, 4, 5, 6}})};
}

}  // namespace

TEST_CASE("random numbers of a feed are standard normal, and equal for equal seeds") {
    const std::vector<float> numbers = normal_numbers(1, 20'000);
    double sum = 0, squares = 0, within_one = 0;
    for (const float number : numbers) {
        sum += number;
        squares += double{number} * number;
        within_one += std::abs(number) < 1 ? 1 : 0;
    }
    const double mean = sum / 20'000;
    CHECK(std::abs(mean) < 0.03);                                         // 4 standard errors
    CHECK(std::abs(squares / 20'000 - 1) < 0.05);                         // the variance
    CHECK(within_one / 20'000 == doctest::Approx(0.6827).epsilon(0.02));  // of a normal distribution
    CHECK(normal_numbers(1, 3) == std::vector<float>(numbers.begin(), numbers.begin() + 3));
    CHECK(normal_numbers(2, 3) != normal_numbers(1, 3));
}

TEST_CASE("an input without a user's feed gets zeros if another input takes a picture, and random numbers otherwise") {
    const Model model = as_opened(samples::two_inputs());
    REQUIRE(takes_picture(model));
    CHECK(feed_of({}, model, 1) == Feed{.source = FeedSource::zeros});
    ModelBuilder builder;
    const int a = builder.input("a", {3}), b = builder.input("b", {2});
    builder.add("joined", samples::layer<Concatenate>(-1), {a, b});
    const Model numbers = as_opened(builder.build());
    CHECK(feed_of({}, numbers, 0) == Feed{.source = FeedSource::random, .seed = 1});
    CHECK(feed_of({}, numbers, 1) == Feed{.source = FeedSource::random, .seed = 2});
    // A feed is ignored if its size does not fit.
    CHECK(feed_of({{"a", two_examples()}}, numbers, 0) == two_examples());
    Feed odd = two_examples();
    odd.values = std::make_shared<const Tensor>(Tensor{Shape{4}, {1, 2, 3, 4}});
    CHECK(feed_of({{"a", odd}}, numbers, 0) == Feed{.source = FeedSource::random, .seed = 1});
}

TEST_CASE("a feed of several examples gives the chosen one, and a changed value makes it the user's own numbers") {
    Feed feed = two_examples();
    CHECK(examples_in(feed, 3) == 2);
    CHECK(examples_in(feed, 4) == 0);
    feed.example = 1;
    CHECK(feed_tensor(feed, {3}) == Tensor{{3}, {4, 5, 6}});
    CHECK(feed_text(feed, {3}) == "3 numbers, example 2 of 2");
    const Feed changed = with_value(feed, {3}, 1, -1.5F);
    CHECK(feed_tensor(changed, {3}).values == std::vector<float>{4, -1.5F, 6});
    CHECK(feed_text(changed, {3}) == "3 numbers");
    CHECK(feed_tensor(feed, {3}).values == std::vector<float>{4, 5, 6});
    CHECK(feed_text({.source = FeedSource::random, .seed = 7}, {3}) == "random numbers, seed 7");
}

TEST_CASE("all inputs except the picture's get their feeds, which are equal for all examples of a plan") {
    const Model model = as_opened(samples::two_inputs());
    Plan plan(model, 2);
    const Feed feed{.source = FeedSource::numbers,
                    .values = std::make_shared<const Tensor>(Tensor{Shape{4}, {1, 2, 3, 4}})};
    set_feeds(plan, {{"side", feed}});
    plan.run();
    const std::span<const float> side = plan.activation(*model.find("side"));
    CHECK(std::vector<float>(side.begin(), side.end()) == std::vector<float>{1, 2, 3, 4, 1, 2, 3, 4});
    const std::span<const float> picture = plan.activation(*model.find("picture"));
    CHECK(std::ranges::all_of(picture, [](float value) { return value == 0; }));
}
