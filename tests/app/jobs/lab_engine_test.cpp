#include "app/jobs/lab_engine.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "tests/app/jobs/lab_bench.h"

namespace convscope {

TEST_CASE("a small request is computed at once and equals the reference") {
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
    CHECK(lab.results().outputs.size() == 1);
    check_is_reference(lab.results(), 0);
}

TEST_CASE("the same request is not computed again") {
    LabBench lab;
    lab.engine.update(small_request());
    const auto output = lab.results().outputs[0];
    for (int i = 0; i < 3; ++i) lab.engine.update(small_request());
    CHECK(lab.results().revision == 1);
    CHECK(lab.results().outputs[0] == output);
}

TEST_CASE("two filters are computed together; the second result is dropped when its filter is removed") {
    LabBench lab;
    LabRequest request = small_request();
    request.settings.push_back(wide(3));
    lab.engine.update(request);
    check_is_reference(lab.results(), 0);
    check_is_reference(lab.results(), 1);
    CHECK(lab.results().outputs[1]->filtered.size() == Size{34, 44});
    request.settings[1].bias = 4;
    lab.engine.update(request);
    CHECK(lab.results().revision == 2);
    check_is_reference(lab.results(), 1);
    request.settings.pop_back();
    lab.engine.update(request);
    CHECK(lab.results().outputs.size() == 1);
    check_is_reference(lab.results(), 0);
}

TEST_CASE("a change of the picture or the channel gives a new input revision; a change of the filters does not") {
    LabBench lab;
    LabRequest request{.picture = picture_of({20, 30}, 3), .settings = {edges()}};
    lab.engine.update(request);
    CHECK(lab.results().input_revision == 1);
    CHECK(lab.results().input.at(3, 4) ==
          doctest::Approx(0.299 * pixel(3, 4, 0) + 0.587 * pixel(3, 4, 1) + 0.114 * pixel(3, 4, 2)).epsilon(0.01));
    for (int stride = 2; stride <= 4; ++stride) {
        request.settings[0].stride = stride;
        request.settings.resize(3 - request.settings.size(), edges());
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

TEST_CASE("the input's range is the range of its finite values") {
    LabBench lab;
    const float infinity = std::numeric_limits<float>::infinity();
    const auto range_of = [&](std::vector<float> values) {
        lab.engine.update({.picture = {{Plane({1, static_cast<int>(values.size())}, values)}},
                           .settings = {FilterSettings{.kernel = {1, {1}}}}});
        return lab.results().input_range;
    };
    CHECK(range_of({3.5F, 255, 12}) == Range{3.5F, 255});
    CHECK(range_of({std::nanf(""), 7, -infinity, 9, infinity}) == Range{7, 9});
    CHECK(range_of({std::nanf(""), infinity}) == Range{0, 0});
    lab.engine.update({.picture = {{Plane({1, 3}, std::vector<std::uint8_t>{9, 200, 13})}},
                       .settings = {FilterSettings{.kernel = {1, {1}}}}});
    CHECK(lab.results().input_range == Range{9, 200});
}

TEST_CASE("only filters that have changed are computed again") {
    LabBench lab;
    LabRequest request{.picture = picture_of({30, 40}), .settings = {edges(), edges(2), wide()}};
    lab.engine.update(request);
    const auto first = lab.results().outputs;
    request.settings[1].bias = 5;
    lab.engine.update(request);
    CHECK(lab.results().outputs[0] == first[0]);
    CHECK(lab.results().outputs[1] != first[1]);
    CHECK(lab.results().outputs[2] == first[2]);
    for (int which = 0; which < 3; ++which) check_is_reference(lab.results(), which);
}

TEST_CASE("a picture is moved first, then it gets noise, then the channel is taken") {
    LabBench lab;
    LabRequest request{.picture = picture_of({20, 30}, 3),
                       .channel = Channel::red,
                       .motion = {.right = 2},
                       .noise = {NoiseKind::gaussian, 10, 3},
                       .settings = {edges()}};
    lab.engine.update(request);
    const Picture expected = with_noise(moved(request.picture, request.motion), request.noise);
    CHECK(lab.results().picture.planes.size() == 3);
    CHECK(lab.results().input_revision == 1);
    int different = 0;
    for (int r = 0; r < 20; ++r)
        for (int c = 0; c < 30; ++c) different += lab.results().input.at(r, c) == expected.planes[0].at(r, c) ? 0 : 1;
    CHECK(different == 0);
    check_is_reference(lab.results(), 0);
    request.noise.seed = 4;
    lab.engine.update(request);
    CHECK(lab.results().input_revision == 2);
}

TEST_CASE("a strip that would need too much memory is refused before it is computed") {
    LabBench lab;
    const Plane plane({10000, 10000}, std::vector<std::uint8_t>(100'000'000));
    const LabRequest request{.picture = {{plane}}, .settings = std::vector<FilterSettings>(3)};
    lab.engine.update(request);
    REQUIRE(lab.engine.busy());
    lab.finish(request);
    CHECK(lab.results().problem ==
          "3 outputs of this picture need too much memory. Use fewer filters or a smaller picture.");
    CHECK(lab.results().outputs[0] == nullptr);
}

TEST_CASE("a picture smaller than the filter gives a message and no output; the next request is computed") {
    LabBench lab;
    lab.engine.update(small_request());
    LabRequest request{.picture = picture_of({2, 9}), .settings = {edges()}};
    lab.engine.update(request);
    CHECK(lab.results().revision == 2);
    CHECK(lab.results().problem.find("3 \u00d7 3 pixels, but the picture has only 2 rows") != std::string::npos);
    CHECK(lab.results().outputs[0] == nullptr);
    CHECK(lab.results().input.same_storage(request.picture.planes[0]));
    CHECK(lab.results().input_revision == 2);

    request.settings[0].border = Border::zero;
    lab.engine.update(request);
    CHECK(lab.results().problem.empty());
    CHECK(lab.results().input_revision == 2);
    check_is_reference(lab.results(), 0);

    lab.engine.update({.settings = {edges()}});
    CHECK_FALSE(lab.results().problem.empty());
    CHECK(lab.results().input.empty());
}

TEST_CASE("storage without readers is reused; storage with a reader is not written") {
    LabBench lab;
    auto compute = [&lab, weight = 0.F]() mutable {
        lab.engine.update(small_request(weight += 1));
        return lab.results().outputs[0].get();
    };
    const FilterResult* first = compute();
    const FilterResult* second = compute();
    CHECK(second != first);  // the first is still on screen while the second is computed
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

TEST_CASE("storage that a reader held is reused after its release") {
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

TEST_CASE("storage that is kept for the next results can be freed; the results stay") {
    LabBench lab;
    lab.engine.update(small_request(1));
    const std::weak_ptr<const FilterResult> first = lab.results().outputs[0];
    lab.engine.update(small_request(2));
    CHECK_FALSE(first.expired());
    lab.engine.free_unused();
    CHECK(first.expired());
    check_is_reference(lab.results(), 0);
    lab.engine.update(small_request(3));
    check_is_reference(lab.results(), 0);
}

}  // namespace convscope
