// Labels in predict, and answers with NaN or infinity in predict and evaluate.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/app/cli/command_folder.h"
#include "tests/support/overflowing_model.h"

namespace convscope {

namespace {

/// Saves samples::overflowing_model() and returns the file.
std::string overflowing_model(const CommandFolder& w) {
    save_model(w.path("huge.h5"), samples::overflowing_model());
    return w.path("huge.h5");
}

}  // namespace

TEST_CASE("predict takes labels from a file that has one label per class") {
    const CommandFolder w;
    std::string lines;
    for (int i = 0; i < 10; ++i)
        lines += std::to_string(i) + " garment " + std::string(1, static_cast<char>('a' + i)) + "\n";
    const std::string labels = w.folder.write("labels.txt", lines).string();
    const Json classes = json_of(run({"predict", w.model, w.picture(), "--labels", labels, "--json"}))[0]["classes"];
    const auto index = classes[0]["class"].get<int>();
    CHECK(classes[0]["label"] == "garment " + std::string(1, static_cast<char>('a' + index)));
    const std::string few = w.folder.write("few.txt", "a\nb\n").string();
    const Run refused = run({"predict", w.model, w.picture(), "--labels", few});
    CHECK(refused.code() == kExitFailure);
    CHECK(refused.err ==
          "convscope: " + few + ": holds 2 labels, but the model has 10 classes; give one label per class.\n");
}

TEST_CASE("predict takes the labels of a well-known data set by its name") {
    const CommandFolder w;
    const Json classes =
        json_of(run({"predict", w.model, w.picture(), "--labels", "cifar-10", "--top", "10", "--json"}))[0]["classes"];
    for (const Json& entry : classes)
        if (entry["class"] == 6) CHECK(entry["label"] == "frog");
    CHECK(run({"predict", "--help"}).out.find("fashion-mnist, mnist or cifar-10") != std::string::npos);
}

TEST_CASE("NaN and infinity fail in predict and are counted by evaluate") {
    const CommandFolder w;
    const std::string model = overflowing_model(w), picture = w.picture();
    const Run refused = run({"predict", model, picture});
    CHECK(refused.code() == kExitFailure);
    CHECK(refused.out.empty());
    CHECK(refused.err == "convscope: " + picture +
                             ": makes the model give NaN or infinity for 10 of 10 classes; set the range of the input "
                             "with --scale, or train the model again with a lower rate.\n");
    const Json evaluation = json_of(run({"evaluate", model, "--data", w.data, "--json"}));
    CHECK(evaluation["not_finite"] == 40);
    CHECK(evaluation["examples"] == 40);
    CHECK(evaluation["accuracy"] == 0.0);
    CHECK(evaluation["loss"].is_null());
    CHECK(run({"evaluate", model, "--data", w.data}).out.find("NaN or infinity for 40 examples, counted as wrong") !=
          std::string::npos);
    CHECK(json_of(run({"evaluate", w.model, "--data", w.data, "--json"}))["not_finite"] == 0);
}

}  // namespace convscope
