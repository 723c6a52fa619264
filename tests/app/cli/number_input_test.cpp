// Numbers as a model's input on the command line: --feed, --picture-input, and answers that are not classes.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "core/io/npy/npy.h"
#include "core/nn/input/feed.h"
#include "core/nn/plan/plan.h"
#include "tests/app/cli/command_folder.h"
#include "tests/support/two_inputs.h"

namespace convscope {

namespace {

/// Saves a model that computes 2 x - 1 from one number x, and returns the file.
std::string line_model(const CommandFolder& w) {
    nn::ModelBuilder builder;
    builder.input("x", {1});
    builder.add("line", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 1}), {0},
                {std::make_shared<const nn::Tensor>(nn::Tensor{{1, 1}, {2}}),
                 std::make_shared<const nn::Tensor>(nn::Tensor{{1}, {-1}})});
    save_model(w.path("line.h5"), builder.build());
    return w.path("line.h5");
}

/// Saves a model that makes a picture of 10 x 10 from 4 numbers, and returns the file.
std::string generator(const CommandFolder& w) {
    nn::ModelBuilder builder;
    builder.input("latent", {4});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 100}));
    builder.add("picture", samples::layer<nn::Reshape>(nn::Shape{10, 10, 1}));
    save_model(w.path("generator.h5"), samples::with_numbers(builder.build(), 5));
    return w.path("generator.h5");
}

}  // namespace

TEST_CASE("predict prints the value of a regression for numbers in a row, a text file and an array") {
    const CommandFolder w;
    const std::string model = line_model(w);
    const Run row = run({"predict", model, "--feed", "x=3"});
    CHECK(row.err.empty());
    CHECK(row.out == "x: 1 number\n  value            5.0000\n");
    const std::string text = w.folder.write("x.txt", std::string("-0,5\n")).string();
    CHECK(json_of(run({"predict", model, "--feed", "x=" + text, "--json"}))[0]["classes"][0]["value"] == -2.0);
    save_npy(w.path("x.npy"), NpyArray{{3, 1}, {0, 1, 10}});
    const Json examples = json_of(run({"predict", model, "--feed", "x=" + w.path("x.npy"), "--json"}));
    REQUIRE(examples.size() == 3);
    CHECK(examples[2]["classes"][0]["value"] == 19.0);
    CHECK(examples[2]["numbers"] == "x: x.npy, example 3 of 3");
}

TEST_CASE("without --feed a model that takes numbers gets random ones, which a seed repeats") {
    const CommandFolder w;
    const std::string model = generator(w);
    const Json first = json_of(run({"predict", model, "--json"}))[0];
    CHECK(first["numbers"] == "latent: random numbers, seed 1");
    CHECK(first["shape"] == Json::array({10, 10, 1}));
    REQUIRE(first["values"].size() == 100);
    CHECK(json_of(run({"predict", model, "--feed", "latent=random:1", "--json"}))[0]["values"] == first["values"]);
    CHECK(json_of(run({"predict", model, "--feed", "latent=random:2", "--json"}))[0]["values"] != first["values"]);
    const nn::Model loaded = load_model(model);
    nn::Plan plan(loaded, 1);
    plan.set_input(0, nn::normal_numbers(1, 4));
    plan.run();
    for (std::size_t i = 0; i < 100; ++i)
        CHECK(first["values"][i].get<float>() == doctest::Approx(plan.activation(2)[i]));
    CHECK(contains(run({"predict", model}).out, "picture of shape 10, 10, 1: values "));
    CHECK(contains(run({"predict", model}).out, "The output is not a list of classes"));
}

TEST_CASE("explain shows the arithmetic of a value that is computed from numbers") {
    const CommandFolder w;
    const Json report =
        json_of(run({"explain", line_model(w), "--layer", "line", "--at", "0", "--feed", "x=4", "--json"}));
    CHECK(report["traced"] == 7.0);
}

TEST_CASE("--feed gives the further inputs of a model their numbers, and --picture-input chooses the picture's") {
    const CommandFolder w;
    save_model(w.path("two.h5"), samples::two_inputs());
    const auto value = [&](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"explain", w.path("two.h5"), w.picture(), "--layer",
                                           "joined",  "--at",           "2",         "--json"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return json_of(run(arguments))["traced"].get<float>();
    };
    CHECK(value({}) == 0);
    CHECK(value({"--feed", "side=1,2,3.5,4"}) == 3.5F);
    const Run refused = run({"predict", w.path("two.h5"), w.picture(), "--picture-input", "side"});
    CHECK(refused.code() == kExitFailure);
    CHECK(contains(refused.err, "--picture-input side: the input takes 4, which is not a picture"));

    nn::ModelBuilder builder;
    const int left = builder.input("left", {6, 6, 1}), right = builder.input("right", {7, 7, 1});
    const int a = builder.add("a", samples::layer<nn::Flatten>(), {left});
    const int b = builder.add("b", samples::layer<nn::Flatten>(), {right});
    builder.add("joined", samples::layer<nn::Concatenate>(-1), {a, b});
    save_model(w.path("pair.h5"), builder.build());
    const auto at_last = [&](const char* input) {
        return json_of(run({"explain", w.path("pair.h5"), w.picture(), "--layer", "joined", "--at", "60", "--json",
                            "--picture-input", input}))["traced"]
            .get<float>();
    };
    CHECK(at_last("left") == 0);
    CHECK(at_last("right") != 0);
}

TEST_CASE("a missing picture, a picture too many and unknown inputs are refused with the remedy") {
    const CommandFolder w;
    const Run missing = run({"predict", w.model});
    CHECK(missing.code() == kExitFailure);
    CHECK(contains(missing.err, "takes a picture (28, 28, 1); give a PICTURE, or numbers with --feed"));
    const Run surplus = run({"predict", line_model(w), w.picture()});
    CHECK(surplus.code() == kExitFailure);
    CHECK(contains(surplus.err, "the model's input \"x\" takes numbers (1) and no picture; leave out"));
    CHECK(contains(run({"predict", line_model(w), "--feed", "y=1"}).err,
                   "--feed y: the model has no such input; its inputs are x"));
    CHECK(contains(run({"predict", generator(w), "--feed", "latent=1,2"}).err,
                   "--feed: holds 2 numbers; give 4 numbers for input \"latent\""));
    CHECK(run({"predict", line_model(w), "--feed", "x"}).code() == kExitUsageError);
}

TEST_CASE("predict puts a softmax on scores") {
    const CommandFolder w;
    save_model(w.path("two.h5"), samples::two_inputs());
    const auto classes = [&](const std::vector<std::string>& options) {
        std::vector<std::string> arguments{"predict", w.path("two.h5"), w.picture(), "--json"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return json_of(run(arguments))[0];
    };
    const Json scores = classes({}), shares = classes({"--softmax"});
    CHECK(scores["unit"] == "score");
    CHECK(shares["unit"] == "probability");
    double sum = 0, difference = 0;
    for (const Json& entry : shares["classes"]) sum += entry["value"].get<double>();
    CHECK(sum == doctest::Approx(1));
    difference = scores["classes"][0]["value"].get<double>() - scores["classes"][1]["value"].get<double>();
    CHECK(shares["classes"][0]["value"].get<double>() / shares["classes"][1]["value"].get<double>() ==
          doctest::Approx(std::exp(difference)));
    CHECK(contains(run({"predict", w.model, w.picture(), "--softmax"}).err, "gives no scores of classes"));
}

}  // namespace convscope
