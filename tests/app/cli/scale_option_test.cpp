// The preprocessing that `convscope predict` reports, guesses, and takes from --scale.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/io/model_file.h"
#include "tests/app/cli/command_folder.h"
#include "tests/app/cli/run.h"

namespace convscope {

TEST_CASE("predict reports the preprocessing, guesses it if the file lacks it, and follows --scale") {
    const CommandFolder w;
    const Json known = json_of(run({"predict", w.model, w.picture(), "--json"}))[0]["preprocessing"];
    CHECK(known["range"] == "0..1");
    CHECK(known["inversion"] == "automatic");
    CHECK(known["order"] == "rgb");
    CHECK(known["origin"] == "file");
    CHECK_FALSE(known.contains("reason"));

    // Save the shipped model without a record of its preprocessing.
    nn::Model model = load_model(fs::path(CONVSCOPE_TEST_ASSETS) / "models/course.h5");
    nn::ModelInfo info{.name = "foreign"};
    const std::string foreign = w.path("foreign.h5");
    save_model(foreign, model.with_info(info));
    const std::string boot = std::string(CONVSCOPE_TEST_ASSETS) + "/garments/ankle_boot.png";
    const Json guess = json_of(run({"predict", foreign, boot, "--json"}))[0];
    CHECK(guess["preprocessing"]["range"] == "0..1");
    CHECK(guess["preprocessing"]["origin"] == "guess");
    CHECK(guess["preprocessing"]["reason"] == "it recognises 50 of 50 garments");
    CHECK(guess["classes"][0]["label"] == "9");
    CHECK(contains(run({"predict", foreign, boot}).out,
                   "The range 0..1 of the input is a guess: it recognises 50 of 50 garments. Set it with --scale.\n"));

    const Json with_option = json_of(run({"predict", foreign, boot, "--scale", "-1..1", "--json"}))[0];
    CHECK(with_option["preprocessing"]["range"] == "-1..1");
    CHECK(with_option["preprocessing"]["origin"] == "option");
    CHECK(with_option["classes"][0]["value"] != guess["classes"][0]["value"]);
    CHECK_FALSE(contains(run({"predict", foreign, boot, "--scale", "0..1"}).out, "guess"));
    CHECK(json_of(run({"predict", foreign, boot, "--scale", "0..1", "--json"}))[0]["classes"] == guess["classes"]);
    const std::vector<std::string> explain_arguments{"explain", foreign, boot, "--layer",
                                                     "dense_1", "--at",  "9",  "--json"};
    std::vector<std::string> as_bytes = explain_arguments;
    as_bytes.insert(as_bytes.end(), {"--scale", "0..255"});
    CHECK(json_of(run(explain_arguments)) != json_of(run(as_bytes)));
    CHECK(run({"predict", foreign, boot, "--scale", "0..2"}).code() == kExitUsageError);
    const Run grey = run({"predict", foreign, boot, "--scale", "imagenet"});
    CHECK(grey.code() == kExitFailure);
    CHECK(contains(grey.err, "takes grey pictures"));
}

TEST_CASE("--scale takes the statistics of well-known data sets, or a mean and a deviation") {
    const CommandFolder w;
    const auto predicted = [&](const std::string& scale) {
        const Run result = run({"predict", w.model, w.picture(), "--scale", scale, "--json"});
        REQUIRE(result.code() == kExitSuccess);
        return json_of(result)[0];
    };
    const Json mnist = predicted("mnist");
    CHECK(mnist["preprocessing"]["range"] == "mnist");
    CHECK(mnist["preprocessing"]["scale"][0].get<double>() == doctest::Approx(1 / (255 * 0.3081)));
    CHECK(mnist["preprocessing"]["offset"][0].get<double>() == doctest::Approx(-0.1307 / 0.3081));
    CHECK(predicted("0.1307/0.3081") == mnist);
    CHECK(predicted("0.1307,0.1307,0.1307/0.3081") == mnist);
    CHECK(predicted("fashion-mnist")["classes"] != mnist["classes"]);
    CHECK(predicted("-0.5..0.5")["preprocessing"]["offset"][0] == -0.5);
    const Json free = predicted("0.25,0.5,0.75/0.5,0.25,1");
    CHECK(free["preprocessing"]["range"] == nullptr);
    CHECK(free["preprocessing"]["offset"] == Json({-0.5, -2.0, -0.75}));
    CHECK(free["preprocessing"]["origin"] == "option");
    for (const char* wrong :
         {"0.5", "0.5/0", "/", "0.5/", "1,2/3", "1,2,3,4/1", "1,2,3/1,", "a/b", "nan/1", "0.5/1 ", ""}) {
        CAPTURE(wrong);
        const Run result = run({"predict", w.model, w.picture(), "--scale", wrong});
        CHECK(result.code() == kExitUsageError);
    }
    CHECK(contains(
        run({"predict", w.model, w.picture(), "--scale", "0.5"}).err,
        "0.5 is neither one of 0..1, 0..255, -1..1, imagenet, -0.5..0.5, mnist, fashion-mnist, cifar10, caffe, 1..0 "
        "nor a mean and deviation such as 0.1307/0.3081"));
    CHECK(contains(run({"predict", w.model, w.picture(), "--scale", "caffe"}).err,
                   "--scale caffe is for colour pictures, and the model takes grey pictures"));
}

}  // namespace convscope
