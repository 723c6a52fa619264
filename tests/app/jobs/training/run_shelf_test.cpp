// Runs are kept while they are trained, read again, deleted and trained in the background for a table.
#include "app/jobs/training/run_shelf.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "tests/app/jobs/bell.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

const nn::NetworkTask kTask{.classes = 4};

nn::NetworkSettings small_settings(int filters = 4) {
    return {.convolutions = 1, .filters = filters, .dense = {8}};
}

TrainingRun small_run() {
    return {.start = std::make_shared<const nn::Model>(
                nn::build_network(small_settings(), kTask, nn::WeightStart::glorot, 3)),
            .data = std::make_shared<const nn::Dataset>(nn::drawn_dataset(nn::DrawnSet::lines, 80, 1)),
            .test = std::make_shared<const nn::Dataset>(nn::drawn_dataset(nn::DrawnSet::lines, 20, 2)),
            .options = {.epochs = 2, .batch = 16, .validation_split = .2}};
}

/// A shelf, an engine, and the bell that both ring.
struct ShelfBench {
    TemporaryFolder folder;
    Bell bell;
    TrainingEngine engine{bell.ringer()};
    RunShelf shelf{folder / "runs", bell.ringer()};

    template <class Condition>
    void until(const Condition& condition) {
        for (int rings = 1;; ++rings) {
            engine.update();
            shelf.update();
            if (condition()) return;
            bell.wait(rings);
        }
    }
    /// Trains a run to its end and keeps it.
    void train(const TrainingRun& run) {
        engine.start(run);
        engine.play();
        until([this] { return engine.results().state == EngineState::finished; });
        shelf.keep(engine.results(), {.title = "small", .data = "Lines", .settings = R"({"a":1})"});
        until([this] { return !shelf.busy() && !shelf.runs().empty(); });
    }
};

}  // namespace

TEST_CASE("a run is kept with its numbers, and its model is read again") {
    ShelfBench bench;
    bench.train(small_run());
    REQUIRE(bench.shelf.runs().size() == 1);
    const StoredRun& run = bench.shelf.runs().front();
    const nn::EpochPoint& last = bench.engine.results().curves.epochs.back();
    CHECK(run.id == "run-0001");
    CHECK(bench.shelf.kept_id(bench.engine.results().run) == run.id);
    CHECK(run.row.title == "small");
    CHECK(run.row.data == "Lines");
    CHECK(run.row.settings == R"({"a":1})");
    CHECK(run.row.epochs == 2);
    CHECK(run.row.steps == 8);
    CHECK(run.row.loss == last.loss);
    CHECK(run.row.validation_accuracy == last.validation_accuracy);
    CHECK(run.row.test_accuracy == last.test_accuracy);
    CHECK(bench.shelf.find(run.id) == nullptr);
    bench.shelf.request_run(run.id);
    bench.until([&] { return bench.shelf.find(run.id) != nullptr; });
    const ReadRun& read = *bench.shelf.find(run.id);
    CHECK(read.settings == run.row.settings);
    CHECK(read.curves.epochs == bench.engine.results().curves.epochs);
    const auto model = bench.engine.results().snapshots.all().back().model;
    CHECK(*read.model()->node(1).weights.front() == *model->node(1).weights.front());
}

TEST_CASE("all moments of a run are read again with their weights and sizes") {
    ShelfBench bench;
    bench.train(small_run());
    const std::vector<nn::Snapshot>& all = bench.engine.results().snapshots.all();
    REQUIRE(all.size() == 9);
    RunShelf again(bench.folder / "runs", bench.bell.ringer());
    again.request_run("run-0001");
    for (int rings = 1; again.find("run-0001") == nullptr; ++rings) {
        again.update();
        if (again.find("run-0001") == nullptr) bench.bell.wait(rings);
    }
    const std::vector<nn::Snapshot>& read = again.find("run-0001")->snapshots.all();
    REQUIRE(read.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(read[i].step == all[i].step);
        for (int node = 0; node < all[i].model->size(); ++node)
            for (std::size_t weight = 0; weight < all[i].model->node(node).weights.size(); ++weight)
                CHECK(*read[i].model->node(node).weights[weight] == *all[i].model->node(node).weights[weight]);
    }
    CHECK(read[0].sizes == nullptr);
    REQUIRE(read[5].sizes != nullptr);
    CHECK(read[5].sizes->at(0).update == all[5].sizes->at(0).update);
}

TEST_CASE("a run that is being trained is on disk with its moments, so that a crash costs a few seconds of it") {
    ShelfBench bench;
    TrainingRun run = small_run();
    run.options.epochs = 1'000'000;
    bench.engine.start(run);
    bench.engine.play();
    bench.until([&] {
        bench.shelf.keep(bench.engine.results(), {"endless", "Lines", "{}"});
        return !bench.shelf.runs().empty();
    });
    // A second store is what the next start of the program sees.
    const RunStore store(bench.folder / "runs");
    const RunRow row = store.load_row("run-0001");
    CHECK(row.steps > 8);
    const nn::Snapshots moments =
        store.load_moments("run-0001", std::make_shared<const nn::Model>(store.load_model("run-0001")),
                           std::ssize(store.load_curves("run-0001").steps));
    CHECK(moments.all().size() > 8);
    CHECK(moments.all().front().step == 0);
    CHECK(moments.all().back().step == row.steps);
    bench.engine.clear();
}

TEST_CASE("a run is kept before its first epoch has ended; the next run replaces it if it was a trial") {
    ShelfBench bench;
    bench.engine.start(small_run());
    bench.engine.advance(TrainingEngine::Advance::step);
    bench.until([&] { return bench.engine.results().step == 1; });
    bench.shelf.keep(bench.engine.results(), {"small", "Lines", "{}"});
    bench.until([&] { return !bench.shelf.busy() && !bench.shelf.runs().empty(); });
    CHECK(bench.shelf.runs().front().row.epochs == 0);
    CHECK(bench.shelf.runs().front().row.steps == 1);
    const std::uint64_t trial = bench.engine.results().run;
    bench.train(small_run());
    bench.until([&] { return !bench.shelf.busy() && bench.shelf.runs().front().row.steps == 8; });
    CHECK(bench.shelf.runs().size() == 1);
    CHECK(bench.shelf.kept_id(trial).empty());
    CHECK(bench.shelf.kept_id(bench.engine.results().run) == "run-0001");
    bench.shelf.keep(bench.engine.results(), {"other title", "Lines", "{}"});
    CHECK_FALSE(bench.shelf.busy());
    CHECK(bench.shelf.runs().front().row.title == "small");
}

TEST_CASE("a run that is adopted keeps its name and is not written again") {
    ShelfBench bench;
    bench.train(small_run());
    const TrainingResults ended = bench.engine.results();
    bench.engine.show_ended(small_run(), ended.curves, ended.snapshots);
    bench.until([&] {
        return bench.engine.results().run != ended.run && bench.engine.results().state == EngineState::finished;
    });
    bench.shelf.adopt("run-0001", bench.engine.results().run, std::ssize(ended.curves.steps));
    CHECK(bench.shelf.kept_id(bench.engine.results().run) == "run-0001");
    CHECK(bench.shelf.kept_id(ended.run).empty());
    bench.shelf.keep(bench.engine.results(), {"again", "Lines", "{}"});
    CHECK_FALSE(bench.shelf.busy());
}

TEST_CASE("deleting a run removes it from the list and the disk") {
    ShelfBench bench;
    bench.train(small_run());
    bench.shelf.remove("run-0001");
    bench.until([&] { return bench.shelf.runs().empty(); });
    CHECK_FALSE(std::filesystem::exists(bench.folder / "runs" / "run-0001"));
}

TEST_CASE("a run that cannot be read is named once and is not asked for again") {
    ShelfBench bench;
    bench.shelf.request_run("run-0042");
    bench.until([&] { return bench.shelf.has_failed("run-0042"); });
    const std::vector<std::string> problems = bench.shelf.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("run-0042") != std::string::npos);
    bench.shelf.request_run("run-0042");
    CHECK_FALSE(bench.shelf.busy());
    CHECK(bench.shelf.find("run-0042") == nullptr);
}

TEST_CASE("a table of networks is trained in order, each as a trainer of its own trains it") {
    ShelfBench bench;
    TrainingRun like = small_run();
    like.start.reset();
    std::vector<TableRun> wanted;
    for (const int filters : {2, 3})
        wanted.push_back({.texts = {std::to_string(filters), "Lines", "{}"},
                          .start = {.task = kTask, .settings = small_settings(filters), .seed = 5}});
    bench.shelf.fill_table(wanted, like);
    CHECK(bench.shelf.table_progress().starts_with("1 of 2: "));
    bench.until([&] { return !bench.shelf.busy() && bench.shelf.runs().size() == 2; });
    CHECK(bench.shelf.table_progress().empty());
    CHECK(bench.shelf.runs()[0].row.title == "2");
    CHECK(bench.shelf.runs()[1].row.title == "3");
    const nn::Model start = nn::build_network(small_settings(3), kTask, nn::WeightStart::glorot, 5);
    nn::Trainer trainer(start, like.data, like.options);
    while (trainer.step()) {
    }
    const nn::EpochReport last = trainer.progress().epochs.back();
    CHECK(bench.shelf.runs()[1].row.loss == last.loss);
    CHECK(bench.shelf.runs()[1].row.validation_accuracy == last.validation_accuracy);
    CHECK(bench.shelf.runs()[1].row.test_accuracy.has_value());
    CHECK(bench.shelf.runs()[1].row.parameters == nn::parameter_count(start));
}

TEST_CASE("a table that is stopped keeps no unfinished run") {
    ShelfBench bench;
    TrainingRun like = small_run();
    like.start.reset();
    like.options.epochs = 1'000'000;
    bench.shelf.fill_table(
        {{.texts = {"endless", "Lines", "{}"}, .start = {.task = kTask, .settings = small_settings(), .seed = 5}}},
        like);
    bench.shelf.stop_table();
    CHECK(bench.shelf.table_progress().empty());
    bench.until([&] { return !bench.shelf.busy(); });
    CHECK_FALSE(std::filesystem::exists(bench.folder / "runs"));
}

TEST_CASE("without a folder nothing is kept; a folder that cannot be written is named and training goes on") {
    Bell bell;
    RunShelf none({}, bell.ringer());
    ShelfBench bench;
    bench.train(small_run());
    none.keep(bench.engine.results(), {"small", "Lines", "{}"});
    CHECK_FALSE(none.busy());
    std::ofstream(bench.folder / "file") << "not a folder";
    RunShelf blocked(bench.folder / "file" / "runs", bell.ringer());
    blocked.keep(bench.engine.results(), {"small", "Lines", "{}"});
    bell.wait();
    blocked.update();
    const std::vector<std::string> problems = blocked.take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("Training goes on, but its runs are not kept. "));
}

}  // namespace convscope
