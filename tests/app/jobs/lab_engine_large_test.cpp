// LabEngine with requests that are too large to be computed at once, and the memory it uses.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <fstream>

#include "app/jobs/lab_engine.h"
#include "core/filter/explain.h"
#include "tests/app/jobs/lab_bench.h"

namespace convscope {

namespace {

/// A request with more work than update() does at once.
LabRequest large_request(float bias = 0) {
    static const Picture picture = picture_of({3500, 3500});
    return {.picture = picture, .settings = {wide(bias)}};
}

/// A request of the same size that is impossible, because the picture is narrower than the filter. The worker reports
/// this at once.
LabRequest large_impossible_request() {
    static const Picture picture = picture_of({40'000'000, 1});
    return {.picture = picture, .settings = {wide()}};
}

/// Compares some pixels of a large result, corners included, with explain_pixel().
void check_samples(const LabResults& results, const FilterSettings& settings) {
    REQUIRE(results.outputs[0] != nullptr);
    const FloatImage& filtered = results.outputs[0]->filtered;
    REQUIRE(filtered.size() == Size{3494, 3494});
    for (const int row : {0, 1, 960, 1747, 3493})
        for (const int col : {0, 15, 959, 2500, 3493})
            CHECK(filtered.at(row, col) == explain_pixel(results.input, settings, row, col).activated);
}

}  // namespace

TEST_CASE("a large request is computed on the worker while the old result stays; the latest request wins") {
    LabBench lab;
    lab.engine.update(small_request());
    const FilterResult* shown = lab.results().outputs[0].get();

    lab.engine.update(large_request(1));
    CHECK(lab.engine.busy());
    // Requests during a job wait; a request that is replaced by a later one is never computed.
    lab.engine.update(large_request(2));
    lab.engine.update(large_request(3));
    CHECK(lab.engine.busy());
    CHECK(lab.results().revision == 1);
    CHECK(lab.results().outputs[0].get() == shown);
    CHECK(lab.results().request.same(small_request()));
    CHECK(lab.results().input_revision == 1);

    lab.finish(large_request(3));
    CHECK(lab.results().revision == 2);
    CHECK(lab.results().request.same(large_request(1)));
    CHECK(lab.results().input_revision == 2);
    CHECK(lab.engine.busy());
    const FilterResult* first = lab.results().outputs[0].get();
    check_samples(lab.results(), wide(1));

    lab.finish(large_request(3));
    CHECK_FALSE(lab.engine.busy());
    CHECK(lab.results().revision == 3);
    CHECK(lab.results().request.same(large_request(3)));
    CHECK(lab.results().input_revision == 2);
    check_samples(lab.results(), wide(3));

    // The worker also reuses a result without readers.
    lab.engine.update(large_request(4));
    lab.finish(large_request(4));
    CHECK(lab.results().outputs[0].get() == first);
    check_samples(lab.results(), wide(4));
}

TEST_CASE(
    "a request that needs new memory goes to the worker; a request of the same size that reuses memory does not") {
    LabBench lab;
    LabRequest request{.picture = picture_of({3700, 3700}), .settings = {edges()}};
    // The first two results need new storage; later ones reuse it.
    for (const float weight : {1.F, 2.F}) {
        request.settings[0] = edges(weight);
        lab.engine.update(request);
        CHECK(lab.engine.busy());
        lab.finish(request);
    }
    for (const float weight : {3.F, 4.F, 5.F}) {
        request.settings[0] = edges(weight);
        lab.engine.update(request);
        CHECK_FALSE(lab.engine.busy());
        CHECK(lab.results().request.same(request));
    }
    CHECK(lab.results().outputs[0]->filtered.at(3697, 3697) ==
          explain_pixel(lab.results().input, edges(5), 3697, 3697).activated);
}

TEST_CASE("a problem found on the worker is stored like a problem found at once") {
    LabBench lab;
    lab.engine.update(small_request());
    lab.engine.update(large_impossible_request());
    CHECK(lab.engine.busy());
    CHECK(lab.results().problem.empty());
    lab.finish(large_impossible_request());
    CHECK_FALSE(lab.engine.busy());
    CHECK(lab.results().problem.find("7 \u00d7 7 pixels") != std::string::npos);
    CHECK(lab.results().outputs[0] == nullptr);
    CHECK(lab.results().input.size() == Size{40'000'000, 1});
    lab.engine.update(large_impossible_request());
    CHECK_FALSE(lab.engine.busy());
    CHECK(lab.results().revision == 2);
}

TEST_CASE("a small request that waited for a large one is computed when the large one's result is stored") {
    LabBench lab;
    lab.engine.update(large_impossible_request());
    lab.engine.update(small_request());
    CHECK(lab.results().revision == 0);
    lab.finish(small_request());
    CHECK(lab.results().revision == 2);
    CHECK(lab.results().problem.empty());
    CHECK_FALSE(lab.engine.busy());
    check_is_reference(lab.results(), 0);
}

TEST_CASE("a LabEngine can be destroyed while its worker computes") {
    LabBench lab;
    lab.engine.update(large_impossible_request());
    CHECK(lab.engine.busy());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // sanitizers need much address space

namespace {

/// Limits further allocations to 16 MiB until it is destroyed.
class ScarceMemory {
  public:
    ScarceMemory() {
        long pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        getrlimit(RLIMIT_AS, &limit_);
        const rlimit small{static_cast<rlim_t>(pages) * 4096 + (rlim_t{16} << 20), limit_.rlim_max};
        setrlimit(RLIMIT_AS, &small);
    }
    ~ScarceMemory() { setrlimit(RLIMIT_AS, &limit_); }
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

  private:
    rlimit limit_{};
};

}  // namespace

TEST_CASE(
    "if memory runs out, there is a message, and the results of the old picture are not kept as those of the new one") {
    LabBench lab;
    lab.engine.update(small_request());
    // The output needs more memory than the C library has kept from earlier tests.
    LabRequest request{.picture = picture_of({6000, 6000}), .settings = {wide()}};
    {
        const ScarceMemory scarce;
        lab.engine.update(request);
        lab.finish(request);
    }
    CHECK(lab.results().problem.find("not enough memory") != std::string::npos);
    CHECK(lab.results().outputs[0] == nullptr);
    CHECK(lab.results().input.empty());
    CHECK(lab.results().input_revision == 2);
    request.settings[0].stride = 4;
    lab.engine.update(request);
    lab.finish(request);
    REQUIRE(lab.results().problem.empty());
    CHECK(lab.results().outputs[0]->filtered.size() == Size{1499, 1499});
    CHECK(lab.results().outputs[0]->filtered.at(1400, 3) ==
          explain_pixel(request.picture.planes[0], request.settings[0], 1400, 3).activated);
}

#endif

}  // namespace convscope
