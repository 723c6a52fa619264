#include "app/jobs/explain/maximum_runner.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/network/network_bench.h"

namespace convscope {

namespace {

MaximumRequest request(std::int64_t channel = 1) {
    const NetworkRequest network = small_network();
    return {.model = network.model, .node = *network.model->find("conv2d"), .channel = channel};
}

struct RunnerBench {
    Bell bell;
    int rings = 0;
    MaximumRunner runner{bell.ringer()};

    /// Calls update() until at least this many steps are stored.
    void run_to(const MaximumRequest& wanted, std::int64_t steps) {
        runner.update(wanted);
        while (runner.steps() < steps || runner.input().empty()) {
            bell.wait(++rings);
            runner.update(wanted);
        }
    }
    void settle(const MaximumRequest& wanted) {
        while (runner.busy()) {
            bell.wait(++rings);
            runner.update(wanted);
        }
    }
};

}  // namespace

TEST_CASE("the search shows its first input and makes no step until it is started") {
    RunnerBench b;
    b.run_to(request(), 0);
    CHECK(b.runner.steps() == 0);
    CHECK(b.runner.values().empty());
    const nn::MaximumOptions options;
    const nn::ActivationMaximum expected(*request().model, {}, request().node, 1, options);
    CHECK(b.runner.input() == std::vector<float>(expected.input().begin(), expected.input().end()));
    b.runner.update(request());
    CHECK_FALSE(b.runner.busy());
}

TEST_CASE("the runner's steps equal those of nn::ActivationMaximum, and the value rises") {
    RunnerBench b;
    b.runner.start();
    b.run_to(request(), 20);
    b.runner.stop();
    b.settle(request());
    nn::ActivationMaximum expected(*request().model, {}, request().node, 1, {});
    while (expected.steps() < b.runner.steps()) expected.step();
    CHECK(b.runner.input() == std::vector<float>(expected.input().begin(), expected.input().end()));
    CHECK(std::ssize(b.runner.values()) == b.runner.steps());
    CHECK(b.runner.values().back() > b.runner.values().front());
}

TEST_CASE("another request or a reset starts again from the first input") {
    RunnerBench b;
    b.runner.start();
    b.run_to(request(), 5);
    b.runner.stop();
    b.settle(request());
    const std::vector<float> changed = b.runner.input();
    b.runner.reset();
    b.run_to(request(), 0);
    CHECK(b.runner.steps() == 0);
    CHECK(b.runner.input() != changed);
    b.runner.start();
    b.run_to(request(), 5);
    b.runner.stop();
    b.run_to(request(2), 0);
    b.settle(request(2));
    CHECK(b.runner.steps() == 0);
    CHECK(b.runner.values().empty());
}

TEST_CASE("the search ends by itself after kMaxSteps steps") {
    RunnerBench b;
    b.runner.start();
    b.run_to(request(), MaximumRunner::kMaxSteps);
    b.runner.update(request());
    CHECK_FALSE(b.runner.running());
    b.settle(request());
    CHECK(b.runner.steps() == MaximumRunner::kMaxSteps);
}

}  // namespace convscope
