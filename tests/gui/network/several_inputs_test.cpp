// A model with several inputs in the real window and on the command line: the same picture gives the same answer.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "core/io/model_file.h"
#include "tests/app/cli/run.h"
#include "tests/gui/network_driver.h"
#include "tests/support/two_inputs.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("predict and explain give the values that the window shows for a model with two inputs") {
    NetworkDriver driver;
    const std::string file = (driver.folder() / "two.h5").string();
    save_model(file, samples::two_inputs());
    driver.drop({file});
    driver.settle();
    REQUIRE(driver.model().inputs().size() == 2);
    REQUIRE(driver.model().node(driver.model().inputs().front()).name == "picture");
    REQUIRE(driver.network().input.name() == "ankle boot");

    const std::string boot = std::string(CONVSCOPE_TEST_ASSETS) + "/garments/ankle_boot.png";
    const Run predicted = run({"predict", file, boot, "--json"});
    CHECK(predicted.err == "");
    REQUIRE(predicted.code() == kExitSuccess);
    const auto classes = nlohmann::json::parse(predicted.out)[0]["classes"];
    REQUIRE(classes.size() == 3);
    for (const auto& ranked : classes)
        CHECK(ranked["value"].get<float>() == driver.class_value(ranked["class"].get<std::size_t>()));
    CHECK(driver.class_value(0) != driver.class_value(1));

    const Run explained = run({"explain", file, boot, "--layer", "dense", "--at", "1", "--json"});
    CHECK(explained.err == "");
    REQUIRE(explained.code() == kExitSuccess);
    CHECK(nlohmann::json::parse(explained.out)["traced"].get<float>() == driver.class_value(1));
}
