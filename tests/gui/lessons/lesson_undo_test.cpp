// Undo, sudden ends and messages while a lesson is open.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/document/session.h"
#include "app/gui/lessons/lessons.h"
#include "app/opening/kept/autosave.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("undo stops at the start of a lesson's step, with a sentence that goes with the step") {
    Driver driver;
    driver.click("stage.border.zero");
    const Document before = driver.document();
    driver.drop({write_lesson(driver)});
    driver.click("lesson.next");
    const Lab step = driver.lab();
    driver.click("stage.border.replicate");
    REQUIRE(driver.lab() != step);
    for (int i = 0; i < 5; ++i) driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == step);
    CHECK(driver.last_notice() == std::string(Lessons::kUndoStops));
    driver.click("lesson.back");
    driver.settle();
    CHECK(driver.last_notice().empty());
    const Lab first = driver.lab();
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == first);
    driver.click("lesson.leave");
    CHECK(driver.document() == before);
}

TEST_CASE("after a lesson undo takes back what was done before it") {
    Driver driver;
    const Lab first = driver.lab();
    driver.click("stage.border.zero");
    const Lab before = driver.lab();
    REQUIRE(before != first);
    driver.drop({write_lesson(driver)});
    driver.click("lesson.next");
    driver.click("stage.border.replicate");
    driver.click("lesson.leave");
    CHECK(driver.lab() == before);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == first);
    driver.key(GLFW_KEY_Y, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == before);
}

TEST_CASE("the message about the limits of a step goes when the step is left") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.steps");
    driver.click("lesson.steps.2");
    driver.settle();
    driver.click("stage.border.zero");
    driver.frames(2);
    REQUIRE(driver.last_notice().starts_with("This step of the lesson leaves only a few controls free"));
    driver.click("lesson.back");
    driver.settle();
    CHECK(driver.last_notice().empty());
}

TEST_CASE("after a sudden end during a lesson the next start has the user's own work") {
    const TemporaryFolder folder;
    const std::filesystem::path lesson = write_lesson_into(folder.path());
    {
        Shell shell({.window = {.files = {lesson}},
                     .visible = false,
                     .assets = CONVSCOPE_TEST_ASSETS,
                     .config = folder / "config",
                     .data = folder / "data",
                     .rasterize_frames = false});
        for (int i = 0; i < 20000 && (i < 5 || shell.busy()); ++i) {
            shell.frame(false);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        REQUIRE(shell.lessons().runner().is_open());
        REQUIRE(shell.document().lab_view.pinned);
        // The window ends without Shell::close(), which would leave the lesson.
    }
    const Document saved = load_session(Autosave::file_in(folder / "config")).document;
    CHECK_FALSE(saved.lab_view.pinned);
    CHECK(saved.lab.filters.at(0) == initial_document().lab.filters.at(0));
}
