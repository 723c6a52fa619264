// The difference of two scores as a sum over maps.
#include "app/jobs/explain/map_differences.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "core/nn/train/architectures.h"
#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

NetworkRequest request_for(std::shared_ptr<const nn::Model> model) {
    nn::Tensor input{model->node(0).shape, {}};
    for (std::int64_t i = 0; i < input.shape.count(); ++i) input.values.push_back(static_cast<float>(i % 7) / 7.F);
    const auto shared = std::make_shared<const nn::Tensor>(std::move(input));
    return {.model = std::move(model), .input = shared, .trained_input = shared};
}

const NetworkResults& results_of(NetworkEngine& engine, Bell& bell, const NetworkRequest& request) {
    engine.update(request);
    while (engine.busy()) {
        bell.wait();
        engine.update(request);
    }
    return engine.results();
}

double total(const MapDifferences& differences) {
    return std::accumulate(differences.parts.begin(), differences.parts.end(), differences.bias + differences.rest);
}

}  // namespace

TEST_CASE("the parts of the maps and the biases add up to the difference of the scores") {
    Bell bell;
    NetworkEngine engine(bell.ringer());
    const auto model = std::make_shared<const nn::Model>(samples::with_numbers(nn::course_model(5), 5));
    const NetworkResults& results = results_of(engine, bell, request_for(model));
    Bell own_bell;
    MapDifferenceMeter meter(own_bell.ringer());
    meter.update(results, 9, 7);
    CHECK(meter.differences() == nullptr);
    CHECK(meter.busy());
    own_bell.wait();
    meter.update(results, 9, 7);
    const MapDifferences* differences = meter.differences();
    REQUIRE(differences != nullptr);
    CHECK(differences->node == 4);
    CHECK(differences->parts.size() == 64);
    const double difference = differences->score - differences->rival_score;
    CHECK(total(*differences) == doctest::Approx(difference).epsilon(1e-5));
    // All layers after the maps are piecewise linear, so the rest is only rounding.
    CHECK(std::fabs(differences->rest) <= 1e-4 * std::max(1.0, std::fabs(difference)));

    meter.update(results, 9, 8);
    CHECK(meter.differences() == nullptr);  // the result is for the classes 9 and 7
    own_bell.wait(2);
    meter.update(results, 9, 8);
    REQUIRE(meter.differences() != nullptr);
    CHECK(total(*meter.differences()) != doctest::Approx(difference));
}

TEST_CASE("a model without maps has no parts") {
    Bell bell;
    NetworkEngine engine(bell.ringer());
    const auto model = std::make_shared<const nn::Model>(nn::plain_model(1));
    const NetworkResults& results = results_of(engine, bell, request_for(model));
    Bell own_bell;
    MapDifferenceMeter meter(own_bell.ringer());
    meter.update(results, 0, 1);
    own_bell.wait();
    meter.update(results, 0, 1);
    CHECK_FALSE(meter.busy());
    CHECK(meter.differences() == nullptr);
    CHECK(meter.problem().empty());
}

}  // namespace convscope
