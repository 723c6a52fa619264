// Pictures in the text of a lesson.
#include <doctest/doctest.h>

#include "app/gui/lessons/lessons.h"
#include "core/image/files/save.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

namespace {

constexpr std::string_view kWithPicture = R"(---
title: A picture
language: en
minutes: 1
---
## Look
![A wide picture](wide.png)

Text below.

![Not there](missing.png)
)";

}  // namespace

TEST_CASE("a picture of the text is shown as wide as the panel, and a missing one is named with its line") {
    Driver driver;
    const std::vector<std::uint8_t> orange(std::size_t{40} * 80 * 3, 128);
    save_png(driver.folder() / "wide.png", {40, 80}, 3, orange);
    driver.drop({write_lesson(driver, kWithPicture)});
    driver.settle();
    const Rect picture = driver.at("lesson.picture.wide.png");
    CHECK(picture.h == doctest::Approx(picture.w / 2).epsilon(0.01));
    CHECK(picture.w > 300);
    CHECK(picture.right() <= driver.at("panel.lesson").right());
    CHECK(driver.pixel(picture.centre_x(), picture.centre_y()) == 0x808080U);
    const std::string text = driver.text_in("panel.lesson");
    CHECK(text.find("A wide picture") != std::string::npos);
    CHECK(text.find("Not there") != std::string::npos);
    CHECK_FALSE(driver.has("lesson.picture.missing.png"));
    CHECK(driver.text_in("lesson.problems").starts_with("Line 11:"));
}
