// `convscope dataset`, and `convscope train` on drawn sets with its switches, curves and runs.
#include <doctest/doctest.h>

#include "app/jobs/training/run_store.h"
#include "core/io/model_file.h"
#include "tests/app/cli/command_folder.h"
#include "tests/app/cli/run.h"

namespace convscope {

TEST_CASE("dataset describes a drawn set and a folder, as text or JSON") {
    const Run text = run({"dataset", "drawn:lines", "--images", "40"});
    CHECK(text.code() == kExitSuccess);
    CHECK(contains(text.out, "40 pictures, 28 x 28 pixels, grey, 4 classes"));
    CHECK(contains(text.out, "vertical"));
    const Json drawn = json_of(run({"dataset", "drawn:shapes", "--images", "50", "--json"}));
    CHECK(drawn["examples"] == 50);
    CHECK(drawn["classes"].size() == 5);
    CHECK(drawn["classes"][4]["label"] == "cross");
    CHECK(drawn["classes"][4]["examples"] == 10);
    const CommandFolder w;
    const Json folder = json_of(run({"dataset", w.data, "--json"}));
    CHECK(folder["examples"] == 200);
    CHECK(folder["test_examples"] == 40);
    CHECK(folder["channels"] == 1);
    const Run unknown = run({"dataset", "drawn:cars"});
    CHECK(unknown.code() == kExitFailure);
    CHECK(contains(unknown.err, "choose drawn:lines, drawn:shapes or drawn:garments"));
}

TEST_CASE("dataset writes class folders, on which train can learn") {
    const TemporaryFolder folder;
    const std::string out = (folder / "out").string();
    REQUIRE(run({"dataset", "drawn:lines", "--images", "40", "-o", out}).code() == kExitSuccess);
    CHECK(fs::is_directory(folder / "out/vertical"));
    const Json again = json_of(run({"dataset", out, "--json"}));
    CHECK(again["examples"] == 40);
    CHECK(again["classes"][0]["label"] == "falling");
    const std::string model = (folder / "m.h5").string();
    REQUIRE(run({"train", "--arch", "course", "--filters", "8", "--data", out, "--epochs", "1", "-o", model}).code() ==
            kExitSuccess);
    const nn::Model trained = load_model(model);
    CHECK(trained.node(1).weights[0]->shape == nn::Shape{3, 3, 1, 8});
    CHECK(trained.info().labels == std::vector<std::string>{"falling", "horizontal", "rising", "vertical"});
}

TEST_CASE("train on a drawn set follows the switches, writes its curves and keeps its run") {
    const TemporaryFolder folder;
    const std::string model = (folder / "m.h5").string(), curves = (folder / "c.csv").string();
    const Run training = run({"train",
                              "--arch",
                              "course",
                              "--filters",
                              "8",
                              "--convolutions",
                              "1",
                              "--data",
                              "drawn:lines",
                              "--images",
                              "320",
                              "--epochs",
                              "3",
                              "--rate",
                              "0.003",
                              "--validation",
                              "0.2",
                              "--curves",
                              curves,
                              "--runs",
                              (folder / "runs").string(),
                              "-o",
                              model});
    REQUIRE(training.code() == kExitSuccess);
    CHECK(load_model(model).size() == 6);  // input, convolution, pooling, flatten, two dense layers
    const nn::Curves written = curves_from_csv(content_of(curves), curves);
    CHECK(written.steps.size() == 24);
    REQUIRE(written.epochs.size() == 3);
    CHECK(written.epochs[2].validation_accuracy.has_value());
    const RunStore store(folder / "runs");
    REQUIRE(store.list().runs.size() == 1);
    const StoredRun stored = store.list().runs[0];
    CHECK(stored.row.title == "course, 1 convolution, 8 filters");
    CHECK(stored.row.epochs == 3);
    CHECK(stored.row.accuracy == written.epochs[2].accuracy);
    CHECK(store.load_curves(stored.id).steps.size() == 24);
    CHECK(store.load_model(stored.id).size() == 6);
}

TEST_CASE("train stops at an accuracy, and refuses switches that do not fit") {
    const TemporaryFolder folder;
    const std::string model = (folder / "m.h5").string();
    const Run stopped = run({"train", "--arch", "course", "--filters", "8", "--data", "drawn:lines", "--images", "400",
                             "--epochs", "60", "--rate", "0.003", "--stop-accuracy", "0.5", "-o", model});
    REQUIRE(stopped.code() == kExitSuccess);
    CHECK_FALSE(contains(stopped.out, "epoch 60/60"));
    const Run deep = run(
        {"train", "--arch", "course", "--convolutions", "4", "--data", "drawn:lines", "--images", "40", "-o", model});
    CHECK(deep.code() == kExitFailure);
    CHECK(contains(deep.err, "The fourth convolution would get 1 x 1 values"));
    CHECK(run({"train", "--arch", "plain", "--filters", "8", "--data", "drawn:lines", "-o", model}).code() ==
          kExitUsageError);
    CHECK(run({"train", "--arch", "course", "--filters", "500", "--data", "drawn:lines", "-o", model}).code() ==
          kExitUsageError);
}

}  // namespace convscope
