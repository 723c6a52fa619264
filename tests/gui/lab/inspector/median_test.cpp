// The arithmetic of a median filter: the window's values in order of size, and the middle one.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

#include "app/gui/lab/inspector/arithmetic_menu.h"
#include "app/gui/lab/inspector/sum_steps.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

Plane worked_example() {
    return {{3, 3}, std::vector<std::uint8_t>{0, 64, 128, 48, 192, 144, 142, 226, 168}};
}

FilterSettings median_of_3x3() {
    FilterSettings settings;
    settings.median = true;
    return settings;
}

}  // namespace

TEST_CASE("the median of the worked example is 142, the middle one of nine values") {
    LabResults results;
    results.input = worked_example();
    results.request.settings = {median_of_3x3()};
    const Explained explained = explain_selection(results, {.filter = 0, .output = {0, 0}});
    CHECK(explained.pixel.sorted == std::vector<double>{0, 48, 64, 128, 142, 144, 168, 192, 226});
    const StepTexts texts = step_texts(explained, results.request.settings[0], std::nullopt);
    CHECK(texts.sequence == "the middle one of 9 values: 142");
    const StepTexts step = step_texts(explained, results.request.settings[0], 0);
    CHECK(step.step == "the middle one of 9 values: 142");
    CHECK(step.total == "output 142");
    CHECK(arithmetic_as_text(explained.pixel, nullptr, results.request.settings[0]) ==
          "in order of size: 0, 48, 64, 128, 142, 144, 168, 192, 226\nthe middle one of 9 values: 142\n");
}

TEST_CASE("the inspector shows a median's values in order, without a kernel and products") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/worked_example.png"});
    driver.settle();
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.median");
    driver.click("filter.preset.median");
    driver.settle();
    driver.move(5, 5);
    driver.frames(2);
    CHECK(driver.output().filtered.at(0, 0) == 142);
    CHECK(driver.text_in("inspector.neighbour.1.1") == "192");
    CHECK(driver.text_in("inspector.sorted.0.0") == "0");
    CHECK(driver.text_in("inspector.sorted.1.1") == "142");
    CHECK(driver.text_in("inspector.sorted.2.2") == "226");
    CHECK_FALSE(driver.has("inspector.filter.0.0"));
    CHECK_FALSE(driver.has("inspector.product.0.0"));
    CHECK(driver.text_in("inspector.sequence").ends_with("the middle one of 9 values: 142"));
    CHECK(driver.text_in("inspector.activated") == "median\n142");
    // Only the middle value has the background of winners.
    const auto ground = [&](const char* name) {
        const Rect cell = driver.at(name);
        return driver.pixel(cell.x + 5, cell.centre_y());
    };
    CHECK(ground("inspector.sorted.1.1") == 0x8fd6b0);
    CHECK(ground("inspector.sorted.1.2") == 0xeef0f4);
    driver.key(GLFW_KEY_S);
    driver.settle();
    CHECK(driver.text_in("inspector.step") == "the middle one of 9 values: 142");
}
