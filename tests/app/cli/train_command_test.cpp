// `convscope train` as a user calls it, on a data set that the test writes.
#include <doctest/doctest.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/model_file.h"
#include "tests/app/cli/command_folder.h"
#include "tests/app/cli/run.h"

namespace convscope {

TEST_CASE("a model that train has trained on stripes classifies them in evaluate and predict") {
    const CommandFolder w;
    const std::string trained = w.path("trained.h5");
    const Run training =
        run({"train", "--arch", "plain", "--data", w.data, "--epochs", "12", "--batch", "10", "--json", "-o", trained});
    REQUIRE(training.code() == kExitSuccess);
    std::istringstream lines(training.out);
    std::string line;
    int epochs = 0;
    double loss = 1e9;
    while (std::getline(lines, line)) {
        const Json report = Json::parse(line);
        CHECK(report["epoch"] == ++epochs);
        loss = report["loss"];
    }
    CHECK(epochs == 12);
    CHECK(loss < 0.1);
    const Json evaluation = json_of(run({"evaluate", trained, "--data", w.data, "--json"}));
    CHECK(evaluation["examples"] == 40);
    CHECK(evaluation["accuracy"] > 0.9);
    CHECK(evaluation["classes"][3]["label"] == "Dress");
    REQUIRE(evaluation["confusion"].size() == 10);
    CHECK(evaluation["confusion"][3].size() == 10);
    CHECK(evaluation["confusion"][3][3] == evaluation["classes"][3]["correct"]);
    CHECK(contains(run({"evaluate", trained, "--data", w.data}).out, "40 examples, accuracy "));
    const Json prediction = json_of(run({"predict", trained, w.picture(), "--top", "2", "--json"}));
    REQUIRE(prediction[0]["classes"].size() == 2);
    CHECK(prediction[0]["classes"][0]["label"] == "Dress");
    CHECK(prediction[0]["classes"][0]["value"] > prediction[0]["classes"][1]["value"]);
    CHECK(contains(run({"predict", trained, w.picture()}).out, "picture.pgm\n  Dress "));
}

TEST_CASE("train builds a model from a Keras model's JSON; the same seed gives the same weights") {
    const CommandFolder w;
    const std::string architecture = w.folder
                                         .write("net.json",
                                                R"({"class_name": "Sequential", "config": {"name": "tiny", "layers": [
                     {"class_name": "Flatten", "config": {"name": "flat", "batch_input_shape": [null, 28, 28, 1]}},
                     {"class_name": "Dense", "config": {"name": "out", "units": 10, "activation": "softmax"}}]}})")
                                         .string();
    const std::vector<std::string> arguments{"train", "--arch", architecture, "--data", w.data, "--epochs", "1"};
    for (const char* file : {"a.h5", "b.h5"}) {
        std::vector<std::string> all = arguments;
        all.insert(all.end(), {"-o", w.path(file)});
        CHECK(run(all).code() == kExitSuccess);
    }
    const nn::Model a = load_model(w.path("a.h5")), b = load_model(w.path("b.h5"));
    CHECK(a.size() == 3);
    CHECK(*a.node(2).weights[0] == *b.node(2).weights[0]);
}

TEST_CASE("train goes on with the weights of a model file, with drawn variants of the images if asked") {
    const CommandFolder w;
    REQUIRE(run({"train", "--arch", "plain", "--data", w.data, "--epochs", "1", "-o", w.path("a.h5")}).code() ==
            kExitSuccess);
    const auto train = [&](const char* out, const std::vector<std::string>& more) {
        std::vector<std::string> all{"train", "--arch", w.path("a.h5"), "--data", w.data, "--epochs", "1"};
        all.insert(all.end(), {"--rate", "0.000001", "-o", w.path(out)});
        all.insert(all.end(), more.begin(), more.end());
        CHECK(run(all).code() == kExitSuccess);
        return load_model(w.path(out)).node(2).weights[0];
    };
    const auto before = load_model(w.path("a.h5")).node(2).weights[0];
    const auto plain = train("b.h5", {}), shifted = train("c.h5", {"--augment"});
    const auto drawn = train("d.h5", {"--augment", "drawing"});
    // With such a small rate the weights stay near those of the file.
    for (const auto& after : {plain, shifted, drawn})
        for (std::size_t i = 0; i < before->values.size(); i += 997)
            CHECK(after->values[i] == doctest::Approx(before->values[i]).epsilon(0.01));
    CHECK(*train("e.h5", {"--augment", "shift"}) == *shifted);
    CHECK(*train("f.h5", {"--augment", "none"}) == *plain);
    CHECK(*shifted != *plain);
    CHECK(*drawn != *shifted);
    CHECK(run({"train", "--arch", "plain", "--data", w.data, "--augment", "colour", "-o", w.path("x.h5")}).code() ==
          kExitUsageError);
}

TEST_CASE("a model in training can be read after every epoch") {
    const CommandFolder w;
    const std::string trained = w.path("trained.h5");
    /// Tries to load the file whenever an epoch is reported, which is before that epoch is saved.
    struct Watcher : std::stringbuf {
        std::string file;
        std::vector<bool> known;
        std::streamsize xsputn(const char* text, std::streamsize length) override {
            if (std::string_view(text, static_cast<std::size_t>(length)).starts_with("epoch "))
                known.push_back(fs::exists(file) && load_model(file).info().preprocessing_known);
            return length;
        }
    } watcher;
    watcher.file = trained;
    const std::vector<const char*> arguments{"convscope", "train", "--arch",  "plain", "--data", w.data.c_str(),
                                             "--epochs",  "3",     "--batch", "50",    "-o",     trained.c_str()};
    std::streambuf* const before = std::cout.rdbuf(&watcher);
    const auto result = parse_command_line(static_cast<int>(arguments.size()), arguments.data());
    std::cout.rdbuf(before);
    CHECK(std::get<int>(result) == kExitSuccess);
    CHECK(watcher.known == std::vector<bool>{false, true, true});
}

TEST_CASE("train names what it is given in place of a network") {
    const CommandFolder w;
    const auto error_of = [&](const std::string& network) {
        const Run r = run({"train", "--arch", network, "--data", w.data, "-o", w.path("t.h5")});
        CHECK(r.code() == kExitFailure);
        return r.err;
    };
    CHECK(contains(error_of(w.picture()), "picture.pgm: is a picture, not a model; open a model of"));
    CHECK(contains(error_of(w.folder.write("table.csv", "1,2\n3,4\n").string()), "has numbers and no model"));
    CHECK(contains(error_of(w.folder.write("text.txt", "hello").string()), "text.txt: is not a model; open"));
    CHECK(contains(error_of(w.folder.write("cut.json", " {\"class_name\"").string()),
                   "has a damaged model configuration"));
    CHECK(contains(error_of("curse"), "curse: there is no such file"));
    // A model is recognised by its content, whatever its name.
    fs::copy_file(w.model, w.folder / "renamed.bin");
    CHECK(run({"train", "--arch", w.path("renamed.bin"), "--data", w.data, "--images", "32", "--epochs", "1", "-o",
               w.path("t.h5")})
              .code() == kExitSuccess);
}

}  // namespace convscope
