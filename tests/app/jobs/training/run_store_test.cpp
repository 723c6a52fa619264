// Runs on disk: what was saved is read again, and damaged or foreign folders do no harm.
#include "app/jobs/training/run_store.h"

#include <doctest/doctest.h>

#include "core/base/load_error.h"
#include "core/nn/train/architectures.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

RunRow example_row() {
    return {.title = "64 filters, \"valid\"",
            .data = "Lines, mine",
            .settings = R"({"filters":64})",
            .parameters = 101'770,
            .pictures = 2000,
            .rate = .001,
            .seed = 7,
            .steps = 20,
            .epochs = 2,
            .seconds = 1.5,
            .loss = 0.4,
            .accuracy = 0.9,
            .validation_loss = 0.5,
            .validation_accuracy = 0.85};
}

/// The snapshots of a run with one moment.
nn::Snapshots only_moment(const nn::Model& model, std::int64_t step = 20) {
    nn::Snapshots snapshots;
    snapshots.add({step, std::make_shared<const nn::Model>(model)});
    return snapshots;
}

nn::Curves example_curves() {
    nn::Curves curves;
    for (int i = 0; i < 20; ++i)
        curves.steps.push_back({2.3F / static_cast<float>(i + 1), 0.1F * static_cast<float>(i % 10)});
    curves.epochs.push_back({.epoch = 1, .step = 10, .loss = 1.0 / 3, .accuracy = 0.8, .rate = 1e-3, .seconds = 0.7});
    curves.epochs.push_back({.epoch = 2,
                             .step = 20,
                             .loss = 0.4,
                             .accuracy = 0.9,
                             .validation_loss = 0.5,
                             .validation_accuracy = 0.85,
                             .test_loss = 0.55,
                             .test_accuracy = 0.8,
                             .rate = 5e-4,
                             .seconds = 0.8});
    curves.rates = {{7, .01}, {12, 3e-5}};
    return curves;
}

}  // namespace

TEST_CASE("a run that was saved is listed and reopened with equal numbers") {
    const TemporaryFolder folder;
    const RunStore store(folder / "runs");
    CHECK(store.list().runs.empty());
    const std::string id = store.new_id();
    CHECK(id == "run-0001");
    const nn::Model model = nn::plain_model(3);
    store.save(id, example_row(), example_curves(), only_moment(model));
    CHECK(store.new_id() == "run-0002");
    const RunList list = store.list();
    REQUIRE(list.runs.size() == 1);
    CHECK(list.problems.empty());
    CHECK(list.runs[0].id == id);
    CHECK(list.runs[0].row == example_row());
    const nn::Curves curves = store.load_curves(id);
    REQUIRE(curves.steps.size() == 20);
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(curves.steps[i].loss == example_curves().steps[i].loss);
        CHECK(curves.steps[i].accuracy == example_curves().steps[i].accuracy);
    }
    CHECK(curves.epochs == example_curves().epochs);
    CHECK(curves.rates == example_curves().rates);
    CHECK(store.load_row(id) == example_row());
    CHECK(*store.load_model(id).node(2).weights[0] == *model.node(2).weights[0]);
}

TEST_CASE("saving a run again replaces it, and deleting removes its folder") {
    const TemporaryFolder folder;
    const RunStore store(folder / "runs");
    store.save("run-0001", example_row(), {}, only_moment(nn::plain_model(1)));
    RunRow later = example_row();
    later.epochs = 3;
    store.save("run-0001", later, example_curves(), only_moment(nn::plain_model(2)));
    REQUIRE(store.list().runs.size() == 1);
    CHECK(store.list().runs[0].row.epochs == 3);
    store.remove("run-0001");
    CHECK(store.list().runs.empty());
    CHECK_FALSE(fs::exists(folder / "runs/run-0001"));
}

TEST_CASE("damaged and foreign folders are named in a sentence and left out") {
    const TemporaryFolder folder;
    const RunStore store(folder.path());
    store.save("run-0001", example_row(), {}, only_moment(nn::plain_model(1)));
    fs::create_directory(folder / "empty");
    fs::create_directory(folder / "text");
    folder.write("text/run.json", "no JSON");
    fs::create_directory(folder / "half");
    folder.write("half/run.json", R"({"title": "x", "settings": {}, "parameters": -5})");
    const RunList list = store.list();
    CHECK(list.runs.size() == 1);
    REQUIRE(list.problems.size() == 3);
    for (const std::string& problem : list.problems) CHECK(problem.find("run.json") != std::string::npos);
}

TEST_CASE("an id cannot lead out of the folder of runs") {
    const TemporaryFolder folder;
    const RunStore store(folder / "runs");
    CHECK_THROWS_AS(store.remove("../other"), LoadError);
    CHECK_THROWS_AS(store.load_curves(""), LoadError);
    CHECK_THROWS_AS(store.save("a/b", example_row(), {}, only_moment(nn::plain_model(1))), LoadError);
}

TEST_CASE("faults in a table of curves are refused with their line") {
    CHECK_THROWS_WITH_AS(curves_from_csv("a,b\n", "c.csv"), doctest::Contains("c.csv: is not a table of curves"),
                         LoadError);
    CHECK_THROWS_AS(curves_from_csv("", "c.csv"), LoadError);
    const std::string good = curves_csv(example_curves());
    CHECK(curves_from_csv(good, "c.csv").steps.size() == 20);
    CHECK_THROWS_WITH_AS(curves_from_csv(good + "step,1,1\n", "c.csv"), doctest::Contains("fewer columns"), LoadError);
    CHECK_THROWS_WITH_AS(curves_from_csv(good + "step,21,21,x,1,,,,,,\n", "c.csv"), doctest::Contains("(line 26)"),
                         LoadError);
    CHECK_THROWS_WITH_AS(curves_from_csv(good + "step,21,21,1,1,,,,,,,\n", "c.csv"), doctest::Contains("more columns"),
                         LoadError);
    CHECK_THROWS_WITH_AS(curves_from_csv(good + "month,21,21,1,1,,,,,,\n", "c.csv"), doctest::Contains("neither"),
                         LoadError);
}

TEST_CASE("the table of runs has a line for each, with quotes where a title needs them") {
    const std::string text = runs_csv({{"run-0001", example_row()}});
    CHECK(text.ends_with(
        "run-0001,\"64 filters, \"\"valid\"\"\",\"Lines, mine\",101770,20,2,1.5,0.4,0.9,0.5,0.85,,,2000,0.001,7\n"));
    RunRow earlier = example_row();
    earlier.pictures = earlier.seed = 0;
    earlier.rate = 0;
    CHECK(runs_csv({{"run-0001", earlier}}).ends_with("0.85,,,,,\n"));
}

}  // namespace convscope
