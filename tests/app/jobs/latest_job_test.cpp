#include "app/jobs/latest_job.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <thread>

#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

using Job = LatestJob<int, int>;

/// Calls update() until the job has finished the request.
void finish(Job& job, Bell& bell, int& rings, int request) {
    job.update(request);
    while (job.busy()) {
        bell.wait(++rings);
        job.update(request);
    }
}

}  // namespace

TEST_CASE("the result belongs to its request and is computed once") {
    Bell bell;
    int rings = 0;
    std::atomic<int> runs = 0;
    Job job(bell.ringer(), [&runs](int request, const std::function<bool(double)>&) {
        ++runs;
        return std::optional(10 * request);
    });
    CHECK(job.result() == nullptr);
    finish(job, bell, rings, 3);
    REQUIRE(job.result() != nullptr);
    CHECK(*job.result() == 30);
    CHECK(*job.request() == 3);
    const std::uint64_t revision = job.revision();
    finish(job, bell, rings, 3);
    CHECK(runs == 1);
    CHECK(job.revision() == revision);
    finish(job, bell, rings, 4);
    CHECK(*job.result() == 40);
    CHECK(job.revision() != revision);
}

TEST_CASE("a cancelled computation is not started again before again() is called") {
    Bell bell;
    int rings = 0;
    std::atomic<bool> is_slow = true;
    Job job(bell.ringer(), [&](int request, const std::function<bool(double)>& keep_going) {
        while (is_slow)
            if (!keep_going(0.25)) return std::optional<int>();
        return std::optional(request);
    });
    job.update(5);
    while (job.progress() != 0.25) std::this_thread::yield();
    job.cancel();
    CHECK_FALSE(job.busy());
    CHECK(job.cancelled());
    bell.wait(++rings);
    job.update(5);
    CHECK_FALSE(job.busy());
    CHECK(job.result() == nullptr);
    is_slow = false;
    job.again();
    finish(job, bell, rings, 5);
    CHECK(*job.result() == 5);
    CHECK_FALSE(job.cancelled());
}

TEST_CASE("without a request the computation stops; a later request is computed") {
    Bell bell;
    int rings = 0;
    std::atomic<bool> is_slow = true;
    Job job(bell.ringer(), [&](int request, const std::function<bool(double)>& keep_going) {
        while (is_slow)
            if (!keep_going(0)) return std::optional<int>();
        return std::optional(request);
    });
    job.update(1);
    job.update({});
    CHECK_FALSE(job.busy());
    is_slow = false;
    finish(job, bell, rings, 2);
    CHECK(*job.result() == 2);
}

TEST_CASE("a computation that throws leaves its message and no result") {
    Bell bell;
    int rings = 0;
    Job job(bell.ringer(), [](int request, const std::function<bool(double)>&) {
        if (request < 0) throw std::runtime_error("too small");
        return std::optional(request);
    });
    finish(job, bell, rings, 1);
    finish(job, bell, rings, -1);
    CHECK(job.problem() == "too small");
    CHECK(job.result() == nullptr);
    finish(job, bell, rings, 2);
    CHECK(job.problem().empty());
    CHECK(*job.result() == 2);
}

TEST_CASE("forgetting drops the result and clears what the computations share") {
    Bell bell;
    int rings = 0;
    const auto shared = std::make_shared<int>(7);
    Job job(bell.ringer(), [](int request, const std::function<bool(double)>&) { return std::optional(request); });
    finish(job, bell, rings, 1);
    job.forget([shared] { *shared = 0; });
    CHECK(job.result() == nullptr);
    bell.wait(++rings);
    CHECK(*shared == 0);
    finish(job, bell, rings, 1);
    CHECK(*job.result() == 1);
}

}  // namespace convscope
