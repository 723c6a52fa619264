// The animation of a training's time line, exported in the real window.
#include "tests/gui/training/training_driver.h"

#include <fstream>
#include <iterator>

#include "tests/support/gif_frames.h"

using namespace convscope;
using convscope::test::TrainingDriver;

TEST_CASE("the moments of a training are exported as an animation") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.click("training.film");
    REQUIRE(driver.has("files.name"));
    driver.key(GLFW_KEY_HOME);
    driver.type(driver.folder().string() + "/");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    std::ifstream stream(driver.folder() / "training.gif", std::ios::binary);
    const std::string gif{std::istreambuf_iterator<char>(stream), {}};
    // The untrained filters and those after each step.
    CHECK(gif_frames(gif).size() == 4);
}
