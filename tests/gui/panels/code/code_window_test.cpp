// The code window of the Filter Lab in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

TEST_CASE("the code window is as large as its text and shows whole lines") {
    Driver driver;
    driver.click("inspector.code");
    driver.settle();
    const std::string text = driver.text_in("code.text");
    CHECK(text.find("# the kernel times each window, summed") != std::string::npos);
    CHECK(text.find("pooled = ") != std::string::npos);
    const Rect window = driver.at("code");
    CHECK(window.h < 700);
    driver.click("code.library.opencv");
    driver.settle();
    CHECK(driver.text_in("code.text").find("cv2.filter2D") != std::string::npos);
}

TEST_CASE("the menu of the code window copies the lines that define the filter") {
    Driver driver;
    driver.click("inspector.code");
    driver.settle();
    const Rect text = driver.at("code.text");
    driver.click_at(text.centre_x(), text.centre_y(), 1);
    driver.click("code.menu.marked");
    CHECK(driver.shell().window().clipboard() ==
          "kernel = np.array([[-1, 0, 1],\n                   [-2, 0, 2],\n                   [-1, 0, 1]])\n");
}

TEST_CASE("a sample is saved as a file, and the code opens that file") {
    Driver driver;
    driver.click("inspector.code");
    driver.settle();
    CHECK(driver.text_in("code.text").find("\"staircase.png\"") != std::string::npos);
    driver.click("code.save_picture");
    REQUIRE(driver.has("files.name"));
    const auto file = driver.folder() / "mine.png";
    driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
    driver.type(file.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    REQUIRE(std::filesystem::exists(file));
    if (!driver.has("code.text")) driver.click("inspector.code");
    driver.settle();
    driver.click("code.copy");
    CHECK(driver.shell().window().clipboard().find("\"" + file.string() + "\"") != std::string::npos);
}
