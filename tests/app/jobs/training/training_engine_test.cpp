// The training engine: every snapshot is the trainer's model after so many steps, and orders are followed at any time.
#include "app/jobs/training/training_engine.h"

#include <doctest/doctest.h>

#include <functional>

#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

namespace {

std::shared_ptr<const nn::Dataset> lines(std::int64_t count, std::uint64_t seed = 1) {
    return std::make_shared<const nn::Dataset>(nn::drawn_dataset(nn::DrawnSet::lines, count, seed));
}

TrainingRun small_run(const nn::TrainingOptions& options = {.epochs = 2, .batch = 16, .validation_split = 0.2}) {
    nn::Model model = nn::build_network({.convolutions = 1, .filters = 4, .dense = {8}, .dropout = 0.2}, {.classes = 4},
                                        nn::WeightStart::glorot, 3);
    return {.start = std::make_shared<const nn::Model>(std::move(model)),
            .data = lines(100),
            .test = lines(40, 2),
            .options = options};
}

bool same_weights(const nn::Model& a, const nn::Model& b) {
    for (int i = 0; i < a.size(); ++i)
        for (std::size_t w = 0; w < a.node(i).weights.size(); ++w)
            if (*a.node(i).weights[w] != *b.node(i).weights[w]) return false;
    return true;
}

/// The models of a plain trainer after 0, 1, 2, ... steps.
std::vector<nn::Model> plain_models(const TrainingRun& run) {
    std::vector<nn::Model> models{*run.start};
    nn::Trainer trainer(*run.start, run.data, run.options);
    while (trainer.step()) models.push_back(trainer.snapshot());
    return models;
}

/// An engine and the bell that it rings.
struct Bench {
    Bell bell;
    TrainingEngine engine{bell.ringer()};

    const TrainingResults& until(const std::function<bool(const TrainingResults&)>& condition) {
        for (int rings = 1;; ++rings) {
            engine.update();
            if (condition(engine.results())) return engine.results();
            bell.wait(rings);
        }
    }
    const TrainingResults& until(EngineState state) {
        return until([state](const TrainingResults& results) { return results.state == state; });
    }
};

}  // namespace

TEST_CASE("a new run waits before its first step, with the untrained model as its first snapshot") {
    Bench bench;
    CHECK(bench.engine.results().state == EngineState::idle);
    const TrainingRun run = small_run();
    bench.engine.start(run);
    const TrainingResults& results = bench.until(EngineState::paused);
    CHECK(results.step == 0);
    CHECK(results.steps_per_epoch == 5);
    CHECK(results.total_steps == 10);
    CHECK(results.rate == 1e-3);
    CHECK(results.validation_indices.size() == 20);
    REQUIRE(results.snapshots.all().size() == 1);
    CHECK(results.snapshots.all()[0].model == run.start);
    CHECK(results.curves.steps.empty());
}

TEST_CASE("the snapshot of a step is the model of the plain trainer after as many steps, however it was reached") {
    const TrainingRun run = small_run();
    const std::vector<nn::Model> models = plain_models(run);
    REQUIRE(models.size() == 11);
    Bench bench;
    bench.engine.start(run);
    // Two steps one by one, ordered at once, then an epoch, then the rest.
    bench.engine.advance(TrainingEngine::Advance::step);
    bench.engine.advance(TrainingEngine::Advance::step);
    bench.until(
        [](const TrainingResults& results) { return results.state == EngineState::paused && results.step == 2; });
    bench.engine.advance(TrainingEngine::Advance::epoch);
    bench.until(
        [](const TrainingResults& results) { return results.state == EngineState::paused && results.step == 5; });
    bench.engine.play();
    const TrainingResults& results = bench.until(EngineState::finished);
    REQUIRE(results.snapshots.all().size() == 11);
    for (const nn::Snapshot& snapshot : results.snapshots.all())
        CHECK(same_weights(*snapshot.model, models.at(static_cast<std::size_t>(snapshot.step))));
    CHECK(results.problem.empty());
    CHECK_FALSE(bench.engine.busy());
}

TEST_CASE("the curves have every step and epoch of the plain trainer") {
    const TrainingRun run = small_run();
    nn::Trainer trainer(*run.start, run.data, run.options);
    Bench bench;
    bench.engine.start(run);
    bench.engine.play();
    const nn::Curves curves = bench.until(EngineState::finished).curves;
    REQUIRE(curves.steps.size() == 10);
    nn::StepRecord record;
    for (const nn::StepPoint& point : curves.steps) {
        REQUIRE(trainer.step({}, record));
        CHECK(point.loss == static_cast<float>(record.loss));
        CHECK(point.accuracy == static_cast<float>(record.accuracy));
    }
    const auto epochs = trainer.progress().epochs;
    REQUIRE(curves.epochs.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(curves.epochs[i].loss == epochs[i].loss);
        CHECK(curves.epochs[i].validation_accuracy == epochs[i].validation_accuracy);
        CHECK(curves.epochs[i].step == static_cast<std::int64_t>(5 * (i + 1)));
        CHECK(curves.epochs[i].test_accuracy.has_value());
    }
}

TEST_CASE("test examples that are more than those of an epoch are evaluated after the last one only") {
    TrainingRun run = small_run();
    run.test = lines(101, 2);
    Bench bench;
    bench.engine.start(run);
    bench.engine.play();
    const nn::Curves curves = bench.until(EngineState::finished).curves;
    REQUIRE(curves.epochs.size() == 2);
    CHECK_FALSE(curves.epochs.front().test_accuracy.has_value());
    CHECK(curves.epochs.back().test_accuracy.has_value());
}

TEST_CASE("a single step comes with its detail, and its sizes") {
    Bench bench;
    bench.engine.start(small_run());
    bench.engine.advance(TrainingEngine::Advance::step);
    const TrainingResults& results = bench.until([](const TrainingResults& r) { return r.step == 1; });
    REQUIRE(results.lens);
    CHECK(results.lens->step == 1);
    CHECK(results.lens->examples.size() == 16);
    CHECK(results.lens->detail != nullptr);
    CHECK(results.sizes_step == 1);
    CHECK(results.sizes.size() == 3);
    CHECK(results.snapshots.all()[0].sizes == nullptr);
    REQUIRE(results.snapshots.all()[1].sizes != nullptr);
    CHECK(results.snapshots.all()[1].sizes->at(0).update == results.sizes[0].update);
}

TEST_CASE("reset begins the same run again, with the same results") {
    Bench bench;
    bench.engine.start(small_run());
    bench.engine.play();
    const auto first = bench.until(EngineState::finished).snapshots.all().back().model;
    const std::uint64_t run = bench.engine.results().run;
    bench.engine.reset();
    const TrainingResults& results =
        bench.until([run](const TrainingResults& r) { return r.run > run && r.state == EngineState::paused; });
    CHECK(results.step == 0);
    CHECK(results.curves.steps.empty());
    CHECK(results.snapshots.all().size() == 1);
    bench.engine.play();
    CHECK(same_weights(*bench.until(EngineState::finished).snapshots.all().back().model, *first));
}

TEST_CASE("the rate can be changed while training waits, and is that of the next step") {
    Bench bench;
    bench.engine.start(small_run({.epochs = 2, .batch = 16}));
    bench.until(EngineState::paused);
    bench.engine.set_rate(0.5);
    bench.engine.set_rate(-1);
    bench.until([](const TrainingResults& r) { return r.rate == 0.5; });
    CHECK(bench.engine.results().state == EngineState::paused);
    CHECK(bench.engine.results().step == 0);
    bench.engine.advance(TrainingEngine::Advance::step);
    CHECK(bench.until([](const TrainingResults& r) { return r.step == 1; }).lens->rate == 0.5);
}

TEST_CASE("pause and play at a speed follow each other; a cancelled run keeps its snapshots") {
    Bench bench;
    bench.engine.start(small_run({.epochs = 1'000'000, .batch = 16}));
    bench.engine.play(500);
    bench.until([](const TrainingResults& r) { return r.step >= 3; });
    bench.engine.pause();
    bench.until(EngineState::paused);
    const std::int64_t step = bench.engine.results().step;
    CHECK(bench.engine.results().snapshots.all().back().step == step);
    bench.engine.play();
    bench.until([step](const TrainingResults& r) { return r.step > step + 100; });
    bench.engine.cancel();
    const TrainingResults& results = bench.until(EngineState::finished);
    CHECK(results.snapshots.all().front().step == 0);
    CHECK(results.snapshots.all().back().step == results.step);
    CHECK(results.snapshots.all().size() <= nn::Snapshots::kMaxSnapshots);
    CHECK(static_cast<std::int64_t>(results.curves.steps.size()) == results.step);
    bench.engine.clear();
    CHECK(bench.until(EngineState::idle).snapshots.empty());
}

TEST_CASE("an engine can be destroyed while it trains, at a slow speed and before it has begun") {
    for (const double speed : {0.0, 0.01}) {
        Bench bench;
        bench.engine.start(small_run({.epochs = 1'000'000, .batch = 16}));
        bench.engine.play(speed);
        bench.until([](const TrainingResults& r) { return r.step >= 1; });
    }
    Bench bench;
    bench.engine.start(small_run());
    bench.engine.play();
}

TEST_CASE("a run that cannot begin or go on ends with a sentence, and keeps what there was") {
    Bench bench;
    TrainingRun run = small_run();
    run.data = std::make_shared<const nn::Dataset>(nn::drawn_dataset(nn::DrawnSet::shapes, 20, 1));
    bench.engine.start(run);
    CHECK(bench.until(EngineState::failed).problem.find("the data set has 5 classes") != std::string::npos);
    // Weights near the largest float make the scores infinite and the loss not a number.
    run = small_run();
    nn::Tensor huge = *run.start->node(4).weights[0];
    for (float& value : huge.values) value = 3e38F;
    run.start = std::make_shared<const nn::Model>(
        run.start->with_weight(4, 0, std::make_shared<const nn::Tensor>(std::move(huge))));
    bench.engine.start(run);
    bench.engine.play();
    const TrainingResults& results =
        bench.until([](const TrainingResults& r) { return r.state == EngineState::failed && !r.snapshots.empty(); });
    CHECK(
        results.problem ==
        "The loss is not a number any more after step 1, because the steps were too large. Lower the learning rate and "
        "start again.");
    CHECK(results.snapshots.all().size() == 1);
    bench.engine.start(small_run());
    CHECK(bench.until(EngineState::paused).problem.empty());
}

TEST_CASE("changes of the rate between steps are published; the last of several at one step counts") {
    Bench bench;
    bench.engine.start(small_run());
    bench.until(EngineState::paused);
    bench.engine.set_rate(.5);  // before the first step: the run's own rate
    bench.engine.advance(TrainingEngine::Advance::step);
    bench.until([](const TrainingResults& results) { return results.step == 1; });
    CHECK(bench.engine.results().curves.rates.empty());
    bench.engine.set_rate(.1);
    bench.until([](const TrainingResults& results) { return results.rate == .1; });
    bench.engine.set_rate(.2);
    bench.until([](const TrainingResults& results) { return results.rate == .2; });
    CHECK(bench.engine.results().curves.rates == std::vector<nn::RateChange>{{1, .2}});
    bench.engine.advance(TrainingEngine::Advance::step);
    bench.until([](const TrainingResults& results) { return results.step == 2; });
    bench.engine.set_rate(.3);
    bench.until([](const TrainingResults& results) { return results.rate == .3; });
    CHECK(bench.engine.results().curves.rates == std::vector<nn::RateChange>{{1, .2}, {2, .3}});
}

TEST_CASE("a run that ended earlier is shown with its curves and models, and can be trained again") {
    const TrainingRun run = small_run();
    Bench first;
    first.engine.start(run);
    first.engine.play();
    const TrainingResults ended = first.until(EngineState::finished);
    const auto model = ended.snapshots.all().back().model;
    Bench bench;
    bench.engine.show_ended(run, ended.curves, ended.snapshots);
    const TrainingResults& shown = bench.until(EngineState::finished);
    CHECK(shown.step == ended.step);
    CHECK(shown.total_steps == ended.total_steps);
    CHECK(shown.validation_indices == ended.validation_indices);
    CHECK(shown.curves.epochs == ended.curves.epochs);
    CHECK(shown.snapshots.all() == ended.snapshots.all());
    CHECK(shown.snapshots.all().back().model == model);
    // Orders for a run that has ended change nothing.
    bench.engine.play();
    bench.engine.set_rate(.5);
    bench.engine.reset();
    bench.until(EngineState::paused);
    bench.engine.play();
    const TrainingResults& again = bench.until(EngineState::finished);
    CHECK(same_weights(*again.snapshots.all().back().model, *model));
}

}  // namespace convscope
