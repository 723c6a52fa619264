#include "app/jobs/network/accuracy_meter.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Dataset> pictures(std::int64_t side, std::size_t count) {
    auto dataset = std::make_shared<nn::Dataset>();
    dataset->example = {side, side, 1};
    for (std::size_t i = 0; i < count; ++i) {
        dataset->labels.push_back(static_cast<std::uint8_t>(i % 3));
        for (std::int64_t p = 0; p < side * side; ++p)
            dataset->images.push_back(static_cast<std::uint8_t>((static_cast<std::size_t>(p) * (i + 5) + i) % 256));
    }
    return dataset;
}

}  // namespace

TEST_CASE("accuracies are measured in the background, each model once") {
    Bell bell;
    AccuracyMeter meter(bell.ringer());
    const auto first = std::make_shared<const nn::Model>(samples::small_course(1));
    const auto second = std::make_shared<const nn::Model>(samples::small_course(2));
    const auto dataset = pictures(12, 700);
    CHECK(meter.find(first, dataset) == nullptr);
    meter.measure({first, second, first}, dataset);
    bell.wait(2);
    meter.update();
    CHECK_FALSE(meter.busy());
    CHECK(meter.progress() == 1);
    for (const auto& model : {first, second}) {
        const Accuracy* accuracy = meter.find(model, dataset);
        REQUIRE(accuracy != nullptr);
        CHECK(accuracy->sum.examples == 700);
        CHECK(accuracy->sum.correct == nn::evaluate(*model, *dataset).sum.correct);
    }
    meter.measure({first, second}, dataset);
    CHECK_FALSE(meter.busy());  // both are known
    CHECK(meter.find(first, pictures(12, 700)) == nullptr);
}

TEST_CASE("a model that does not take the data set's pictures gives a message") {
    Bell bell;
    AccuracyMeter meter(bell.ringer());
    const auto model = std::make_shared<const nn::Model>(samples::small_course());
    const auto dataset = pictures(10, 3);
    meter.measure({model}, dataset);
    bell.wait();
    meter.update();
    REQUIRE(meter.find(model, dataset) != nullptr);
    CHECK(meter.find(model, dataset)->problem.find("10, 10, 1") != std::string::npos);
}

TEST_CASE("a stopped measurement gives no accuracy") {
    Bell bell;
    AccuracyMeter meter(bell.ringer());
    const auto model = std::make_shared<const nn::Model>(samples::small_course());
    const auto dataset = pictures(12, 20'000);
    meter.measure({model}, dataset);
    meter.stop();
    while (meter.busy()) meter.update();
    CHECK(meter.find(model, dataset) == nullptr);
}

}  // namespace convscope
