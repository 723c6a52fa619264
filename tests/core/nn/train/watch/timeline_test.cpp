// The snapshots of a training: which steps are kept, and which are dropped if there are too many.
#include "core/nn/train/watch/timeline.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/layers/channels/dense.h"
#include "core/nn/train/architectures.h"

namespace convscope::nn {

namespace {

std::vector<std::int64_t> steps_of(const Snapshots& snapshots) {
    std::vector<std::int64_t> steps;
    for (const Snapshot& snapshot : snapshots.all()) steps.push_back(snapshot.step);
    return steps;
}

std::shared_ptr<const Model> model_of(std::int64_t units) {
    ModelBuilder builder;
    builder.input("x", {1024});
    builder.add("dense", std::make_shared<Dense>(Dense::Parameters{.units = units}));
    return std::make_shared<const Model>(builder.build());
}

}  // namespace

TEST_CASE("every step is due at first, then ever fewer") {
    for (std::int64_t step = 0; step <= 64; ++step) CHECK(Snapshots::is_due(step));
    CHECK_FALSE(Snapshots::is_due(65));
    CHECK(Snapshots::is_due(66));
    CHECK_FALSE(Snapshots::is_due(130));
    CHECK(Snapshots::is_due(132));
    int due = 0;
    for (std::int64_t step = 0; step < 100'000; ++step) due += Snapshots::is_due(step) ? 1 : 0;
    CHECK(due < 500);
}

TEST_CASE("at most 200 snapshots are kept, with the first and the last, dense at the start") {
    Snapshots snapshots;
    const auto model = model_of(1);
    for (std::int64_t step = 0; step <= 10'000; ++step) snapshots.add({step, model});
    const std::vector<std::int64_t> steps = steps_of(snapshots);
    CHECK(steps.size() == Snapshots::kMaxSnapshots);
    CHECK(steps.front() == 0);
    CHECK(steps.back() == 10'000);
    CHECK(std::ranges::is_sorted(steps));
    CHECK(std::ranges::adjacent_find(steps) == steps.end());
    // No part of the time line is empty, and the first hundredth has far more than its share.
    for (std::size_t i = 1; i < steps.size(); ++i) CHECK(steps[i] - steps[i - 1] <= 300);
    CHECK(std::ranges::count_if(steps, [](std::int64_t step) { return step <= 100; }) >= 10);
}

TEST_CASE("a snapshot that was only the last gives way to the next one") {
    Snapshots snapshots;
    const auto model = model_of(1);
    snapshots.add({0, model});
    snapshots.add({129, model});
    snapshots.add({130, model});
    CHECK(steps_of(snapshots) == std::vector<std::int64_t>{0, 130});
    snapshots.add({132, model});
    snapshots.add({133, model});
    CHECK(steps_of(snapshots) == std::vector<std::int64_t>{0, 132, 133});
    const auto other = model_of(2);
    snapshots.add({133, other});
    CHECK(steps_of(snapshots) == std::vector<std::int64_t>{0, 132, 133});
    CHECK(snapshots.all().back().model == other);
}

TEST_CASE("the snapshots of a large network take at most 256 MB, and never less than two are kept") {
    CHECK(Snapshots::limit_for(*model_of(1)) == 200);
    // 1024 x 4000 weights and 4000 biases take 16.4 MB.
    CHECK(Snapshots::limit_for(*model_of(4000)) == 15);
    CHECK(Snapshots::limit_for(*model_of(100'000)) == 2);
    Snapshots snapshots;
    const auto large = model_of(4000);
    for (std::int64_t step = 0; step <= 64; ++step) snapshots.add({step, large});
    CHECK(snapshots.all().size() == 15);
    CHECK(snapshots.all().front().step == 0);
    CHECK(snapshots.all().back().step == 64);
}

TEST_CASE("a thinned copy keeps the first and the last snapshot and leaves the original as it is") {
    Snapshots snapshots;
    const auto model = model_of(1);
    for (std::int64_t step = 0; step <= 40; ++step) snapshots.add({step, model});
    const Snapshots copy = snapshots.thinned(10);
    CHECK(copy.all().size() == 10);
    CHECK(copy.all().front().step == 0);
    CHECK(copy.all().back().step == 40);
    CHECK(snapshots.all().size() == 41);
    CHECK(steps_of(snapshots.thinned(0)) == std::vector<std::int64_t>{0, 40});
    CHECK(snapshots.thinned(100).all() == snapshots.all());
    CHECK(Snapshots().thinned(5).empty());
}

TEST_CASE("the snapshot nearest to a step is found") {
    Snapshots snapshots;
    const auto model = model_of(1);
    for (const std::int64_t step : {0, 10, 20, 40}) snapshots.add({step, model});
    CHECK(snapshots.nearest(0) == 0);
    CHECK(snapshots.nearest(14) == 1);
    CHECK(snapshots.nearest(15) == 1);
    CHECK(snapshots.nearest(16) == 2);
    CHECK(snapshots.nearest(1000) == 3);
}

}  // namespace convscope::nn
