// `convscope predict` on several pictures or examples of which some cannot be used.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/io/npy/npy.h"
#include "tests/app/cli/command_folder.h"
#include "tests/support/sample_models.h"

namespace convscope {

TEST_CASE("predict answers to the pictures that can be read, names the others and fails") {
    const CommandFolder w;
    const std::string good = w.picture(), missing = w.path("none.png");
    const std::string cut = w.folder.write("cut.pgm", "P5 28 28 255\nshort").string();
    const Run alone = run({"predict", w.model, good});
    REQUIRE(alone.code() == kExitSuccess);
    const Run some = run({"predict", w.model, cut, good, missing, good});
    CHECK(some.code() == kExitFailure);
    CHECK(some.out == alone.out + alone.out);
    CHECK(std::ranges::count(some.err, '\n') == 2);
    CHECK(some.err.starts_with("convscope: " + cut + ": "));
    CHECK(contains(some.err, "\nconvscope: " + missing + ": there is no such file; "));
    const Run json = run({"predict", w.model, cut, good, "--json"});
    CHECK(json.code() == kExitFailure);
    const Json report = Json::parse(json.out);
    REQUIRE(report.size() == 1);
    CHECK(report[0]["picture"] == good);
}

TEST_CASE("predict prints nothing and writes no file if no picture can be used") {
    const CommandFolder w;
    const std::string missing = w.path("none.png");
    const Run r = run({"predict", w.model, missing, "--json", "-o", w.path("answers.json")});
    CHECK(r.code() == kExitFailure);
    CHECK(r.out == "");
    CHECK(std::ranges::count(r.err, '\n') == 1);
    CHECK_FALSE(fs::exists(w.folder / "answers.json"));
}

TEST_CASE("predict answers to the other examples of an array if one makes the model overflow") {
    const TemporaryFolder folder;
    nn::ModelBuilder builder;
    builder.input("x", {1});
    builder.add("line", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 1}), {0},
                {std::make_shared<const nn::Tensor>(nn::Tensor{{1, 1}, {1e30F}}),
                 std::make_shared<const nn::Tensor>(nn::Tensor{{1}, {0}})});
    const std::string model = (folder / "m.h5").string(), array = (folder / "x.npy").string();
    save_model(model, builder.build());
    save_npy(array, NpyArray{{3, 1}, {0, 1e30F, 1}});
    const Run r = run({"predict", model, "--feed", "x=" + array, "--json"});
    CHECK(r.code() == kExitFailure);
    CHECK(contains(r.err, "example 2 of 3: makes the model give NaN or infinity"));
    const Json report = Json::parse(r.out);
    REQUIRE(report.size() == 2);
    CHECK(report[1]["numbers"] == "x: x.npy, example 3 of 3");
}

}  // namespace convscope
