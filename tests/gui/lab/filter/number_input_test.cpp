// Typing into the filter's cells in the real window; a notice reports texts that are refused.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

float typed(Driver& driver, std::string_view name, std::string_view text) {
    driver.click(name);
    driver.type(text);
    driver.key(GLFW_KEY_ENTER);
    return driver.lab().filters[0].kernel.at(0, 0);
}

}  // namespace

TEST_CASE("a text that is not a number gives a notice and leaves the value unchanged") {
    Driver driver;
    CHECK(typed(driver, "filter.cell.0.0", "abc") == -1);
    CHECK(driver.last_notice().find("\u201cabc\u201d is not a number") == 0);
    CHECK(driver.has("notice.0"));
    CHECK(typed(driver, "filter.cell.0.0", "2*") == -1);
    CHECK(driver.last_notice().find("\u201c2*\u201d") == 0);
}

TEST_CASE("products, fractions and decimal commas are numbers; a number beyond the limit is limited, with a notice") {
    Driver driver;
    CHECK(typed(driver, "filter.cell.0.0", "2*3") == 6);
    CHECK(typed(driver, "filter.cell.0.0", "0,5") == 0.5F);
    CHECK(typed(driver, "filter.cell.0.0", "1/8") == 0.125F);
    CHECK(driver.shell().notices().all().empty());
    CHECK(typed(driver, "filter.cell.0.0", "1e9") == 1e6F);
    CHECK(driver.last_notice().find("the value is 1,000,000") != std::string::npos);
}

TEST_CASE("the wheel scrolls the panel over a value without the focus, and changes a value with the focus") {
    Driver driver(1280, 440);
    const float before = driver.at("filter.cell.0.0").y;
    driver.move_to("filter.cell.0.0");
    driver.wheel(-2);
    driver.settle();
    CHECK(driver.lab().filters[0].kernel.at(0, 0) == -1);
    CHECK(driver.at("filter.cell.0.0").y < before);
    driver.click("filter.weight");
    driver.key(GLFW_KEY_ESCAPE);
    driver.wheel(1);
    driver.settle();
    CHECK(driver.lab().filters[0].weight == doctest::Approx(1.1));
}

TEST_CASE("turning normalising off restores the previous weight") {
    Driver driver;
    driver.click("filter.weight");
    driver.type("2");
    driver.key(GLFW_KEY_ENTER);
    driver.click("filter.preset");
    driver.key(GLFW_KEY_ESCAPE);
    driver.click("filter.cell.1.1");
    driver.type("4");
    driver.key(GLFW_KEY_ENTER);
    driver.click("filter.normalise");
    CHECK(driver.lab().filters[0].weight == doctest::Approx(0.25));
    driver.click("filter.normalise");
    CHECK(driver.lab().filters[0].weight == 2);
}

TEST_CASE("a cell shows a typed number from its first digit on, over its neighbours if necessary") {
    Driver driver;
    driver.click("filter.size.7");
    driver.click("filter.cell.3.3");
    driver.type("-12.345");
    CHECK(driver.at("filter.cell.3.3").w >= 72);
    const Rect grid_end = driver.at("filter.cell.3.6");
    CHECK(driver.at("filter.cell.3.3").right() <= grid_end.right() + 1);
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.lab().filters[0].kernel.at(3, 3) == -12.345F);
}
