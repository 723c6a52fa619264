// The data of `convscope evaluate`: drawn sets, CIFAR-10's files, and the sentence about a folder that is missing.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/app/cli/command_folder.h"
#include "tests/support/sample_models.h"

namespace convscope {

TEST_CASE("evaluate measures a model on pictures that it draws, by default others than those of train") {
    const TemporaryFolder folder;
    const std::string model = (folder / "m.h5").string();
    REQUIRE(run({"train", "--arch", "course", "--filters", "8", "--data", "drawn:lines", "--images", "600", "--epochs",
                 "4", "--rate", "0.003", "-o", model})
                .code() == kExitSuccess);
    const auto evaluated = [&](const std::vector<std::string>& more) {
        std::vector<std::string> command{"evaluate", model, "--data", "drawn:lines", "--json", "--images", "200"};
        command.insert(command.end(), more.begin(), more.end());
        return json_of(run(command));
    };
    const Json result = evaluated({});
    CHECK(result["examples"] == 200);
    CHECK(result["classes"].size() == 4);
    CHECK(result["classes"][0]["examples"] == 50);
    CHECK(result["accuracy"] > 0.6);  // four classes: 0.25 by chance
    CHECK(evaluated({"--seed", "2"}) == result);
    CHECK(evaluated({"--seed", "1"})["loss"] != result["loss"]);
}

TEST_CASE("evaluate reads CIFAR-10's test pictures") {
    const TemporaryFolder folder;
    std::string records;
    for (const char label : {'\x03', '\x09', '\x03'}) records += label + std::string(3072, static_cast<char>(40));
    folder.write("test_batch.bin", records);
    nn::ModelBuilder builder;
    builder.input("in", {32, 32, 3});
    builder.add("flat", samples::layer<nn::Flatten>());
    builder.add("out", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 10}));
    const std::string model = (folder / "m.h5").string();
    save_model(model, samples::with_numbers(builder.build(), 1));
    const Json result = json_of(run({"evaluate", model, "--data", folder.path().string(), "--json"}));
    CHECK(result["examples"] == 3);
    CHECK(result["classes"][3]["examples"] == 2);
    CHECK(result["classes"][3]["label"] == "cat");
}

TEST_CASE("the sentence about a missing folder names all forms of data, for every command that takes data") {
    const CommandFolder w;
    const std::string forms =
        "; choose a folder with IDX files, with CIFAR-10's binary files or with one sub-folder of pictures for each "
        "class; or drawn:lines, drawn:shapes or drawn:garments.\n";
    const std::string none = w.path("none");
    const std::vector<std::vector<std::string>> commands{
        {"dataset"}, {"train", "--arch", "plain", "-o", w.path("t.h5"), "--data"}, {"evaluate", w.model, "--data"}};
    for (std::vector<std::string> command : commands) {
        command.push_back(none);
        CHECK(run(command).err == fmt::format("convscope: {}: there is no such folder{}", none, forms));
        command.back() = w.model;
        CHECK(run(command).err == fmt::format("convscope: {}: is not a folder{}", w.model, forms));
        command.back() = "drawn:cars";
        CHECK(contains(run(command).err, "choose drawn:lines, drawn:shapes or drawn:garments"));
        fs::create_directories(w.folder / "empty");
        command.back() = w.path("empty");
        CHECK(contains(run(command).err, "has no labelled pictures; choose a folder with IDX files, with CIFAR-10's"));
    }
}

}  // namespace convscope
