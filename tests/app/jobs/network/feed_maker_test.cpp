#include "app/jobs/network/feed_maker.h"

#include <doctest/doctest.h>

#include <memory>

#include "app/jobs/network/network_engine.h"
#include "core/nn/input/opening.h"
#include "tests/app/jobs/bell.h"
#include "tests/support/two_inputs.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Model> opened_pair() {
    return std::make_shared<const nn::Model>(nn::as_opened(samples::two_inputs()));
}

nn::Feed four_numbers() {
    return {.source = nn::FeedSource::numbers,
            .values = std::make_shared<const nn::Tensor>(nn::Tensor{nn::Shape{4}, {1, 2, 3, 4}})};
}

}  // namespace

TEST_CASE("a feed's tensor is made again only if the feed or the model's input has changed") {
    const auto model = opened_pair();
    FeedMaker maker;
    maker.update({}, model);
    CHECK_FALSE(maker.first());  // the first input takes the picture
    REQUIRE(maker.others().size() == 1);
    const nn::SharedTensor zeros = maker.others()[0];
    CHECK(zeros->values == std::vector<float>{0, 0, 0, 0});
    maker.update({}, opened_pair());
    CHECK(maker.others()[0] == zeros);
    maker.update({{"side", four_numbers()}}, model);
    CHECK(maker.others()[0]->values == std::vector<float>{1, 2, 3, 4});
    maker.update({{"side", four_numbers()}, {"unknown", four_numbers()}}, model);
    maker.update({}, model);
    CHECK(maker.others()[0]->values == std::vector<float>{0, 0, 0, 0});
}

TEST_CASE("the engine sets the tensors of the other inputs, for the edited and for the trained model") {
    const auto model = opened_pair();
    const auto picture = std::make_shared<const nn::Tensor>(nn::Tensor{{28, 28, 1}, std::vector<float>(784, 0.5F)});
    const auto side = std::make_shared<const nn::Tensor>(nn::Tensor{{4}, {1, 2, 3, 4}});
    NetworkEngine engine([] {});
    NetworkRequest request{.model = model, .input = picture, .trained_input = picture, .others = {side}, .edits = {}};
    request.edits = nn::with_value(*model, {}, {*model->find("dense"), 1}, 0, 9);
    engine.update(request);
    REQUIRE(engine.results().has_trace());
    nn::Plan plan(*model, 1);
    plan.set_input(0, picture->values);
    plan.set_input(1, side->values);
    plan.run();
    const int dense = *model->find("dense");
    CHECK(std::ranges::equal(engine.results().trained->layer(dense).values, plan.activation(dense)));
    CHECK(engine.results().now->layer(dense).values[0] != engine.results().trained->layer(dense).values[0]);
    CHECK(engine.results().now->layer(dense).values[1] == engine.results().trained->layer(dense).values[1]);
    // Another tensor of that input changes the trained model's results too.
    request.others = {std::make_shared<const nn::Tensor>(nn::Tensor{{4}, {0, 0, 0, 0}})};
    engine.update(request);
    plan.set_input(1, std::vector<float>{0, 0, 0, 0});
    plan.run();
    CHECK(std::ranges::equal(engine.results().trained->layer(dense).values, plan.activation(dense)));
}

}  // namespace convscope
