#include "app/jobs/lab_engine.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <limits>
#include <vector>

#include "bell.h"
#include "core/filter/explain.h"

namespace convscope {

namespace {

std::uint8_t pixel(int row, int col, int channel) {
    return static_cast<std::uint8_t>(row * 31 + col * 17 + row * col % 23 + channel * 40);
}

Picture picture_of(Size size, int channels = 1) {
    Picture picture;
    for (int channel = 0; channel < channels; ++channel) {
        std::vector<std::uint8_t> values;
        values.reserve(static_cast<std::size_t>(size.area()));
        for (int r = 0; r < size.rows; ++r)
            for (int c = 0; c < size.cols; ++c) values.push_back(pixel(r, c, channel));
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

FilterSettings edges(float weight = 1) {
    return {.kernel = {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}, .weight = weight, .pooling = Pooling::max};
}

/// Whole numbers and no zeros, so that sums are exact and no tap can be left out.
FilterSettings wide(float bias = 0) {
    FilterSettings settings{.kernel = {7, {}}, .bias = bias};
    for (std::size_t i = 0; i < 49; ++i) settings.kernel.values.at(i) = static_cast<float>(i) - 20.F;
    return settings;
}

LabRequest small_request(float weight = 1) {
    static const Picture picture = picture_of({40, 50});
    return {.picture = picture, .settings = {edges(weight), {}}};
}

/// More work than is done at once.
LabRequest large_request(float bias = 0) {
    static const Picture picture = picture_of({3500, 3500});
    return {.picture = picture, .settings = {wide(bias), {}}};
}

/// As large, but impossible: the picture is narrower than the filter. Decided in no time, on the worker all the same.
LabRequest large_impossible_request() {
    static const Picture picture = picture_of({40'000'000, 1});
    return {.picture = picture, .settings = {wide(), {}}};
}

void check_same(const FloatImage& image, const FloatImage& expected) {
    REQUIRE(image.size() == expected.size());
    int different = 0;
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c) different += image.at(r, c) == expected.at(r, c) ? 0 : 1;
    CHECK(different == 0);
}

void check_is_reference(const LabResults& results, int which) {
    const auto i = static_cast<std::size_t>(which);
    REQUIRE(results.outputs.at(i) != nullptr);
    const FilterResult expected = filter_reference(results.input, results.request.settings.at(i));
    check_same(results.outputs.at(i)->filtered, expected.filtered);
    check_same(results.outputs.at(i)->pooled, expected.pooled);
    CHECK(results.outputs.at(i)->filtered_range == expected.filtered_range);
    CHECK(results.outputs.at(i)->pooled_range == expected.pooled_range);
}

/// A few pixels of a large result against the definition, corners included.
void check_samples(const LabResults& results, const FilterSettings& settings) {
    REQUIRE(results.outputs[0] != nullptr);
    const FloatImage& filtered = results.outputs[0]->filtered;
    REQUIRE(filtered.size() == Size{3494, 3494});
    for (const int row : {0, 1, 960, 1747, 3493})
        for (const int col : {0, 15, 959, 2500, 3493})
            CHECK(filtered.at(row, col) == explain_pixel(results.input, settings, row, col).activated);
}

/// An engine and its wake-up bell.
struct LabBench {
    Bell bell;
    LabEngine engine{bell.ringer()};
    int awaited = 0;

    const LabResults& results() const { return engine.results(); }
    /// Waits for the job under way, takes its result over and goes on with `request`.
    void finish(const LabRequest& request) {
        bell.wait(++awaited);
        CHECK(engine.finished());
        engine.update(request);
    }
};

}  // namespace

TEST_CASE("a small request is answered at once, exactly as the reference has it") {
    LabBench lab;
    CHECK(lab.results().revision == 0);
    lab.engine.update(small_request());
    CHECK_FALSE(lab.engine.busy());
    CHECK_FALSE(lab.engine.finished());
    CHECK(lab.results().revision == 1);
    CHECK(lab.results().problem.empty());
    CHECK(lab.results().request.same(small_request()));
    CHECK(lab.results().input.same_storage(small_request().picture.planes[0]));
    CHECK(lab.results().input_range == Range{0, 255});
    CHECK(lab.results().milliseconds >= 0);
    CHECK(lab.results().outputs[1] == nullptr);
    check_is_reference(lab.results(), 0);
}

TEST_CASE("the same request is not computed again") {
    LabBench lab;
    lab.engine.update(small_request());
    const auto output = lab.results().outputs[0];
    for (int i = 0; i < 3; ++i) lab.engine.update(small_request());
    CHECK(lab.results().revision == 1);
    CHECK(lab.results().outputs[0] == output);
    // What the second filter is does not matter while it is not asked for.
    LabRequest request = small_request();
    request.settings[1] = wide();
    lab.engine.update(request);
    CHECK(lab.results().revision == 1);
}

TEST_CASE("two filters are computed side by side, and the second goes when it is not wanted any more") {
    LabBench lab;
    LabRequest request = small_request();
    request.settings[1] = wide(3);
    request.count = 2;
    lab.engine.update(request);
    check_is_reference(lab.results(), 0);
    check_is_reference(lab.results(), 1);
    CHECK(lab.results().outputs[1]->filtered.size() == Size{34, 44});
    request.settings[1].bias = 4;
    lab.engine.update(request);
    CHECK(lab.results().revision == 2);
    check_is_reference(lab.results(), 1);
    request.count = 1;
    lab.engine.update(request);
    CHECK(lab.results().outputs[1] == nullptr);
    check_is_reference(lab.results(), 0);
}

TEST_CASE("the input changes with picture and channel only") {
    LabBench lab;
    LabRequest request{.picture = picture_of({20, 30}, 3), .settings = {edges(), {}}};
    lab.engine.update(request);
    CHECK(lab.results().input_revision == 1);
    CHECK(lab.results().input.at(3, 4) ==
          doctest::Approx(0.299 * pixel(3, 4, 0) + 0.587 * pixel(3, 4, 1) + 0.114 * pixel(3, 4, 2)).epsilon(0.01));
    for (int stride = 2; stride <= 4; ++stride) {
        request.settings[0].stride = stride;
        request.count = 3 - request.count;
        lab.engine.update(request);
        CHECK(lab.results().input_revision == 1);
    }
    CHECK(lab.results().revision == 4);

    request.channel = Channel::green;
    lab.engine.update(request);
    CHECK(lab.results().input_revision == 2);
    CHECK(lab.results().input.same_storage(request.picture.planes[1]));
    check_is_reference(lab.results(), 0);

    request.picture = picture_of({20, 30}, 3);
    lab.engine.update(request);
    CHECK(lab.results().input_revision == 3);
    CHECK(lab.results().input.same_storage(request.picture.planes[1]));
}

TEST_CASE("the input's range is that of its finite values") {
    LabBench lab;
    const float infinity = std::numeric_limits<float>::infinity();
    const auto range_of = [&](std::vector<float> values) {
        lab.engine.update({.picture = {{Plane({1, static_cast<int>(values.size())}, values)}},
                           .settings = {FilterSettings{.kernel = {1, {1}}}, {}}});
        return lab.results().input_range;
    };
    CHECK(range_of({3.5F, 255, 12}) == Range{3.5F, 255});
    CHECK(range_of({std::nanf(""), 7, -infinity, 9, infinity}) == Range{7, 9});
    CHECK(range_of({std::nanf(""), infinity}) == Range{0, 0});
    lab.engine.update({.picture = {{Plane({1, 3}, std::vector<std::uint8_t>{9, 200, 13})}},
                       .settings = {FilterSettings{.kernel = {1, {1}}}, {}}});
    CHECK(lab.results().input_range == Range{9, 200});
}

TEST_CASE("impossible settings give a sentence and no output; the next request is as good as new") {
    LabBench lab;
    lab.engine.update(small_request());
    LabRequest request{.picture = picture_of({2, 9}), .settings = {edges(), {}}};
    lab.engine.update(request);
    CHECK(lab.results().revision == 2);
    CHECK(lab.results().problem.find("3 x 3 pixels, but the picture has only 2 rows") != std::string::npos);
    CHECK(lab.results().outputs[0] == nullptr);
    CHECK(lab.results().input.same_storage(request.picture.planes[0]));
    CHECK(lab.results().input_revision == 2);

    request.settings[0].border = Border::zero;
    lab.engine.update(request);
    CHECK(lab.results().problem.empty());
    CHECK(lab.results().input_revision == 2);
    check_is_reference(lab.results(), 0);

    lab.engine.update({});
    CHECK_FALSE(lab.results().problem.empty());
    CHECK(lab.results().input.empty());
}

TEST_CASE("storage that nobody reads is written again; what somebody holds stays as it is") {
    LabBench lab;
    auto compute = [&lab, weight = 0.F]() mutable {
        lab.engine.update(small_request(weight += 1));
        return lab.results().outputs[0].get();
    };
    const FilterResult* first = compute();
    const FilterResult* second = compute();
    CHECK(second != first);  // the first is still what is shown while the second is made
    CHECK(compute() == first);
    CHECK(compute() == second);

    const std::shared_ptr<const FilterResult> held = lab.results().outputs[0];
    const FilterResult expected = filter_reference(lab.results().input, lab.results().request.settings[0]);
    for (int i = 0; i < 5; ++i) {
        CHECK(compute() != held.get());
        check_is_reference(lab.results(), 0);
    }
    check_same(held->filtered, expected.filtered);
    check_same(held->pooled, expected.pooled);
}

TEST_CASE("held storage is written again once it is let go") {
    LabBench lab;
    lab.engine.update(small_request(1));
    std::shared_ptr<const FilterResult> held = lab.results().outputs[0];
    const FilterResult* storage = held.get();
    for (const float weight : {2.F, 3.F, 4.F}) lab.engine.update(small_request(weight));
    CHECK(lab.results().outputs[0].get() != storage);
    held.reset();
    bool used = false;
    for (const float weight : {5.F, 6.F}) {
        lab.engine.update(small_request(weight));
        used = used || lab.results().outputs[0].get() == storage;
    }
    CHECK(used);
    check_is_reference(lab.results(), 0);
}

TEST_CASE("a large request is computed on the worker while the old result stays; the latest request wins") {
    LabBench lab;
    lab.engine.update(small_request());
    const FilterResult* shown = lab.results().outputs[0].get();

    lab.engine.update(large_request(1));
    CHECK(lab.engine.busy());
    // What is asked for in the meantime is not started, and what is gone by then never is.
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

    // The worker, too, writes into what nobody reads any more.
    lab.engine.update(large_request(4));
    lab.finish(large_request(4));
    CHECK(lab.results().outputs[0].get() == first);
    check_samples(lab.results(), wide(4));
}

TEST_CASE("into memory that was never touched less is computed at once") {
    LabBench lab;
    LabRequest request{.picture = picture_of({3700, 3700}), .settings = {edges(), {}}};
    // The results on screen and the next ones each need storage of their own; from then on there is enough.
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

TEST_CASE("a problem found on the worker arrives like one found at once") {
    LabBench lab;
    lab.engine.update(small_request());
    lab.engine.update(large_impossible_request());
    CHECK(lab.engine.busy());
    CHECK(lab.results().problem.empty());
    lab.finish(large_impossible_request());
    CHECK_FALSE(lab.engine.busy());
    CHECK(lab.results().problem.find("7 x 7 pixels") != std::string::npos);
    CHECK(lab.results().outputs[0] == nullptr);
    CHECK(lab.results().input.size() == Size{40'000'000, 1});
    lab.engine.update(large_impossible_request());
    CHECK_FALSE(lab.engine.busy());
    CHECK(lab.results().revision == 2);
}

TEST_CASE("a small request that waited for a large one is answered in the same breath") {
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

TEST_CASE("an engine may go while its worker is at work") {
    LabBench lab;
    lab.engine.update(large_impossible_request());
    CHECK(lab.engine.busy());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need address space themselves

namespace {

/// While it lives there is hardly any memory left.
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

TEST_CASE("without memory there is a sentence, and the old picture is not taken for the new one") {
    LabBench lab;
    lab.engine.update(small_request());
    // Its output takes more than the C library keeps of what earlier tests have freed.
    LabRequest request{.picture = picture_of({6000, 6000}), .settings = {wide(), {}}};
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
    CHECK(lab.results().problem.empty());
    CHECK(lab.results().outputs[0]->filtered.size() == Size{1499, 1499});
    CHECK(lab.results().outputs[0]->filtered.at(1400, 3) ==
          explain_pixel(request.picture.planes[0], request.settings[0], 1400, 3).activated);
}

#endif

}  // namespace convscope
