// The list of lessons.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("the tour comes first, then the two courses, then the other lessons by title; no title is cut") {
    Driver driver(1024, 768);
    driver.key(GLFW_KEY_F2);
    driver.settle();
    const auto& titles = driver.shell().lessons().runner().shipped();
    REQUIRE(titles.size() == 17);
    CHECK(titles.at(0).file.filename() == "tour.en.md");
    CHECK(titles.at(1).file.filename() == "convolution.en.md");
    CHECK(titles.at(2).file.filename() == "fashion.en.md");
    for (std::size_t i = 4; i < titles.size(); ++i) CHECK(titles.at(i - 1).title < titles.at(i).title);
    for (const LessonTitle& title : titles) {
        const std::string name = "lessons.item." + title.file.filename().string();
        driver.scroll_to("lessons.list", name);
        std::string text = driver.text_in(name);
        std::ranges::replace(text, '\n', ' ');
        CHECK_MESSAGE(text.find(title.title) != std::string::npos, title.title, " is not in ", text);
    }
}

TEST_CASE("the list is where it was when it is opened again, and a lesson has no tooltip over the next one") {
    Driver driver(1024, 768);
    driver.key(GLFW_KEY_F2);
    driver.settle();
    const std::string last =
        "lessons.item." + driver.shell().lessons().runner().shipped().back().file.filename().string();
    driver.scroll_to("lessons.list", last);
    const float place = driver.at(last).y;
    driver.key(GLFW_KEY_ESCAPE);
    driver.settle();
    CHECK_FALSE(driver.has("lessons"));
    driver.key(GLFW_KEY_F2);
    driver.settle();
    CHECK(driver.at(last).y == doctest::Approx(place));
    driver.move_to(last);
    driver.frames(5);
    CHECK_FALSE(driver.has("tooltip"));
}
