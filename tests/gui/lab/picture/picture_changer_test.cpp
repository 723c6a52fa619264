// The picture is shifted, rotated, enlarged and gets noise; the outputs that have moved along are counted.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "core/filter/motion/motion_comparison.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// Clicks the sample and opens the controls that move it.
void open_dot(Driver& driver) {
    driver.click("picture.sample.dot");
    driver.settle();
    driver.key(GLFW_KEY_M);
    driver.settle();
}

const LabResults& results(Driver& driver) {
    return driver.shell().workspace<LabWorkspace>().results();
}

}  // namespace

TEST_CASE("arrow keys shift the picture, and its outputs with it; the shifts are one undo step") {
    Driver driver;
    open_dot(driver);
    CHECK(driver.text_in("picture.change_note").find("Arrow keys shift the picture.") == 0);
    const Plane before = results(driver).input;
    const FloatImage& old = results(driver).outputs[0]->filtered;
    const float left_of_dot = old.at(6, 5);
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_DOWN);
    driver.settle();
    CHECK(driver.lab().motion == Motion{.right = 2, .down = 1});
    CHECK(results(driver).input.at(8, 9) == before.at(7, 7));
    CHECK(results(driver).outputs[0]->filtered.at(7, 7) == left_of_dot);
    CHECK(
        driver.text_in("picture.change_note").find("2 right, 1 down: 100 % of the filtered values have moved along.") ==
        0);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.lab().motion == Motion{});
    CHECK(results(driver).input.at(7, 7) == before.at(7, 7));
}

TEST_CASE("arrow keys shift the picture after a click on a sample, and the title says that it has moved") {
    Driver driver;
    driver.key(GLFW_KEY_M);
    driver.click("picture.sample.dot");
    driver.settle();
    driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    CHECK(driver.lab().motion == Motion{.right = 1});
    CHECK_FALSE(driver.view().player.active);
    CHECK(driver.shell().workspace<LabWorkspace>().open_file(driver.document()).name == "dot (moved)");
    CHECK(driver.text_in("picture.change_note").find("At their own place, 92 % of the filtered and ") !=
          std::string::npos);
}

TEST_CASE("a click on the sample that is open clears motion and noise, as opening a picture does") {
    Driver driver;
    driver.key(GLFW_KEY_M);
    driver.click("picture.sample.dot");
    driver.settle();
    driver.key(GLFW_KEY_RIGHT);
    driver.click("picture.noise.specks");
    driver.settle();
    REQUIRE(driver.lab().motion == Motion{.right = 1});
    REQUIRE(driver.lab().noise.kind == NoiseKind::salt_and_pepper);
    driver.click("picture.sample.dot");
    driver.settle();
    CHECK(driver.lab().motion == Motion{});
    CHECK(driver.lab().noise == NoiseSettings{});
    CHECK(driver.shell().workspace<LabWorkspace>().open_file(driver.document()).name == "dot");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().motion == Motion{.right = 1});
    CHECK(driver.lab().noise.kind == NoiseKind::salt_and_pepper);
}

TEST_CASE("the wheel rotates the picture with Shift, enlarges it with Control, and otherwise zooms the views") {
    Driver driver;
    open_dot(driver);
    driver.move_to("view.input");
    driver.wheel(3, GLFW_KEY_LEFT_SHIFT);
    CHECK(driver.lab().motion.turn == 15);
    CHECK(driver.view().camera.fitted);
    driver.wheel(1, GLFW_KEY_LEFT_CONTROL);
    CHECK(driver.lab().motion.zoom == doctest::Approx(1.1));
    driver.wheel(1);
    CHECK_FALSE(driver.view().camera.fitted);
    driver.click("picture.unmove");
    CHECK(driver.lab().motion == Motion{});
}

TEST_CASE("noise can be chosen, strengthened and drawn again; a newly opened picture has none") {
    Driver driver;
    open_dot(driver);
    driver.click("picture.noise.specks");
    CHECK(driver.lab().noise == NoiseSettings{NoiseKind::salt_and_pepper, 0.05F, 1});
    driver.click("picture.noise_again");
    CHECK(driver.lab().noise.seed == 2);
    driver.click("picture.noise.gaussian");
    CHECK(driver.lab().noise.kind == NoiseKind::gaussian);
    driver.settle();
    const Picture expected = with_noise(driver.document().picture.picture, driver.lab().noise);
    CHECK(results(driver).input.at(3, 4) == expected.planes[0].at(3, 4));
    driver.click("picture.sample.ankle_boot");
    driver.settle();
    CHECK(driver.lab().noise == NoiseSettings{});
}

TEST_CASE("when editing of pixels starts, motion and noise become part of the picture") {
    Driver driver;
    open_dot(driver);
    driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    const Plane seen = results(driver).input;
    driver.key(GLFW_KEY_E);
    driver.settle();
    CHECK_FALSE(driver.has("picture.change_note"));
    driver.click("picture.fill_all");
    driver.settle();
    CHECK(driver.lab().motion == Motion{});
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.lab().motion == Motion{.right = 1});
    CHECK(results(driver).input.at(7, 8) == seen.at(7, 8));
}

TEST_CASE("a median removes the specks of a picture that a blur only smears") {
    Driver driver;
    open_dot(driver);
    driver.click("picture.unmove");
    driver.click("picture.sample.ankle_boot");
    driver.settle();
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.median");
    driver.click("filter.preset.median");
    driver.settle();
    CHECK(driver.lab().settings(0).median);
    CHECK(driver.text_in("filter.median").find("A median has no values of its own") == 0);
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    FilterSettings settings = driver.lab().settings(0);
    const FilterResult expected = filter_reference(results(driver).input, settings);
    CHECK(results(driver).outputs[0]->filtered.at(10, 12) == expected.filtered.at(10, 12));
}
