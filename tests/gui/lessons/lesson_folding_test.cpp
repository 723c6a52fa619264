#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "app/gui/lessons/lessons.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

namespace {

constexpr std::string_view kTrainingSteps = R"(---
title: Training
language: en
minutes: 5
---
## The curves
```convscope
workspace training
dataset lines
images 100
point panel.training.right
```
Look at the right.

## The data
```convscope
point training.images
```
Look at the left.

## Your turn
Build something.
```check
settings.images = 50
```
```solution
images 50
```
)";

bool folded(const Driver& driver) {
    return !driver.has("training.images");
}

}  // namespace

TEST_CASE("beside a lesson a narrow workspace folds its side panel, unless the step needs it") {
    Driver driver;
    driver.drop({write_lesson(driver, kTrainingSteps)});
    driver.frames(12);
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::training);
    CHECK(folded(driver));
    CHECK(driver.at("panel.training.right").right() <= driver.at("panel.lesson").x + 1);
    CHECK_FALSE(driver.shell().settings().panels_folded);
    driver.click("lesson.next");
    driver.frames(12);
    CHECK_FALSE(folded(driver));
    CHECK(driver.at("panel.training.right").right() <= driver.at("panel.lesson").x + 1);
    driver.click("lesson.next");
    driver.frames(12);
    CHECK_FALSE(folded(driver));
    driver.click("lesson.leave");
    driver.frames(6);
    CHECK_FALSE(driver.shell().lessons().folds_panels());
}

TEST_CASE("F9 unfolds what a lesson has folded, and changes no setting") {
    Driver driver;
    driver.drop({write_lesson(driver, kTrainingSteps)});
    driver.frames(12);
    REQUIRE(folded(driver));
    driver.key(GLFW_KEY_F9);
    driver.frames(3);
    CHECK_FALSE(folded(driver));
    CHECK_FALSE(driver.shell().settings().panels_folded);
    driver.key(GLFW_KEY_F9);
    driver.frames(6);
    CHECK(folded(driver));
}
