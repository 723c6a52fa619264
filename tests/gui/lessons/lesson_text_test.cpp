#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/gui/driver.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

namespace {

constexpr std::string_view kChinese = R"(---
title: "A"
language: zh
minutes: 1
---

## B
按左下角的**训练一二三四五六七八九十**，观察曲线如何上升，直到训练准确率和验证准确率的两条曲线明显分开，然后再按一次按钮。
)";

}  // namespace

TEST_CASE("a Chinese sentence of a lesson stays within the panel, and its punctuation with the word before it") {
    Driver driver;
    driver.drop({write_lesson(driver, kChinese)});
    const Rect panel = driver.at("panel.lesson");
    std::string sentence;
    int lines = 0;
    float last = 0;
    for (const DrawnText& drawn : driver.shell().texts()) {
        if (!panel.contains(drawn.rect.x, drawn.rect.centre_y()) || static_cast<unsigned char>(drawn.text[0]) < 0xe3)
            continue;
        CAPTURE(drawn.text);
        CHECK(drawn.rect.right() <= panel.right());
        if (drawn.rect.y > last) {
            ++lines;
            CHECK_FALSE(drawn.text.starts_with("，"));
        }
        last = drawn.rect.y;
        sentence += drawn.text;
    }
    CHECK(lines > 2);
    CHECK(sentence ==
          "按左下角的训练一二三四五六七八九十，观察曲线如何上升，直到训练准确率和验证准确率的两条曲线明显分开，"
          "然后再按一次按钮。");
}
