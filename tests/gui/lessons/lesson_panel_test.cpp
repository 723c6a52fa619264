#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <string>

#include "app/document/json_values.h"
#include "app/gui/lessons/lessons.h"
#include "core/filter/explain.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

namespace {

std::string panel_text(Driver& driver) {
    return driver.text_in("panel.lesson");
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

void answer(Driver& driver, std::string_view text) {
    driver.click("lesson.answer");
    driver.type(text);
    driver.key(GLFW_KEY_ENTER);
}

}  // namespace

TEST_CASE("a dropped lesson opens beside the workspace, with the state of its first step") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    REQUIRE(driver.has("panel.lesson"));
    CHECK(contains(panel_text(driver), "What a filter does"));
    CHECK(contains(panel_text(driver), "Nine products"));
    CHECK(contains(panel_text(driver), "1 of 3"));
    CHECK_FALSE(contains(panel_text(driver), "The middle column is worth nothing."));
    REQUIRE(driver.view().pinned);
    CHECK(driver.view().pinned->row == 255);
    CHECK(driver.has("cover.inspector.sum"));
    CHECK(driver.has("cover.view.filtered"));
    CHECK(driver.has("lesson.pointed.inspector.product.*"));
    CHECK(driver.at("panel.lesson").w == doctest::Approx(360));
    CHECK(driver.at("view.pooled").right() < driver.at("panel.lesson").x);
}

TEST_CASE("a typed answer is judged by the program; the right one reveals and stands beside what happened") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    const std::string sum = std::to_string(std::lround(driver.output().filtered.at(255, 255)));
    answer(driver, "12345");
    CHECK(contains(panel_text(driver), "Not yet"));
    CHECK(driver.has("cover.inspector.sum"));
    CHECK_FALSE(contains(panel_text(driver), "The middle column is worth nothing."));
    driver.click("lesson.again");
    CHECK(driver.has("cover.inspector.sum"));
    answer(driver, sum);
    CHECK_FALSE(driver.has("cover.inspector.sum"));
    CHECK(driver.text_in("outcome.inspector.sum") == "Predicted: " + sum);
    CHECK(contains(panel_text(driver), "The middle column is worth nothing."));
    CHECK(contains(panel_text(driver), "Right: " + sum));
    CHECK(driver.shell().lessons().runner().play().progress().right);
}

TEST_CASE("choices carry their comments, and any of them may be chosen next") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.next");
    CHECK(driver.lab().filters.at(0).preset == "sobel-horizontal");
    CHECK(driver.has("cover.view.filtered"));
    CHECK_FALSE(driver.has("cover.inspector.sum"));
    driver.click("lesson.choice.0");
    CHECK(contains(panel_text(driver), "Not this one."));
    CHECK(contains(panel_text(driver), "They are vertical."));
    // Only the right answer reveals, so that a first guess does not end the question for the class.
    CHECK(driver.has("cover.view.filtered"));
    driver.click("lesson.choice.1");
    CHECK_FALSE(driver.has("cover.view.filtered"));
    CHECK(contains(panel_text(driver), "Right."));
    CHECK_FALSE(contains(panel_text(driver), "They are vertical."));
}

TEST_CASE("a lesson starts again without the answers, for the next class") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.next");
    driver.click("lesson.choice.1");
    CHECK_FALSE(driver.has("cover.view.filtered"));
    driver.click("lesson.more");
    driver.click("lesson.menu.restart");
    driver.settle();
    CHECK(driver.shell().lessons().runner().play().index() == 0);
    CHECK(driver.shell().lessons().runner().play().done() == 0);
    driver.click("lesson.next");
    CHECK(driver.has("cover.view.filtered"));
}

TEST_CASE("starting afresh leaves the lesson") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    CHECK(driver.shell().lessons().runner().is_open());
    driver.key(GLFW_KEY_N, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK_FALSE(driver.shell().lessons().runner().is_open());
    CHECK_FALSE(driver.has("panel.lesson"));
    CHECK(driver.lab() == initial_lab());
}

TEST_CASE("hints come on demand, and the teacher's notes only when asked for") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    CHECK_FALSE(contains(panel_text(driver), "Six products are left."));
    driver.click("lesson.hint");
    CHECK(contains(panel_text(driver), "Six products are left."));
    CHECK_FALSE(driver.has("lesson.hint"));
    CHECK_FALSE(contains(panel_text(driver), "Count hands"));
    driver.click("lesson.more");
    driver.click("lesson.menu.teacher");
    CHECK(contains(panel_text(driver), "Count hands before the reveal."));
    CHECK(driver.has("lesson.hands"));
}

TEST_CASE("a cover of a lesson that is revealed by hand is revealed for the lesson") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.move(640, 20);
    driver.key(GLFW_KEY_V);
    CHECK(driver.shell().lessons().runner().play().progress().revealed);
    CHECK_FALSE(driver.has("cover.view.filtered"));
    driver.click("lesson.next");
    driver.click("lesson.back");
    CHECK_FALSE(driver.has("cover.view.filtered"));
}

TEST_CASE("only what a step allows can be changed, with one sentence why; undo and Next work") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.steps");
    driver.click("lesson.steps.2");
    const Lab before = driver.lab();
    driver.click("stage.border.zero");
    CHECK(driver.lab() == before);
    CHECK(contains(driver.last_notice(), "This step of the lesson leaves only a few controls free"));
    driver.click("tab.layers");
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    driver.key(GLFW_KEY_L);
    CHECK(driver.view().page == LabPage::filter);
    driver.drag("filter.cell.0.0", 16, 0);
    CHECK(driver.lab() != before);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab() == before);
    driver.key(GLFW_KEY_PAGE_UP, GLFW_MOD_CONTROL);
    driver.click("stage.border.zero");
    CHECK(driver.lab().border != before.border);
}

TEST_CASE("a goal is noticed when it is reached, and stays reached") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.steps");
    driver.click("lesson.steps.2");
    CHECK(contains(panel_text(driver), "Goal: not reached yet"));
    driver.click("filter.cell.1.1");
    driver.type("0");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(contains(panel_text(driver), "Goal reached"));
    CHECK(driver.last_notice() == "Well done: the goal of this step is reached.");
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(contains(panel_text(driver), "Goal reached"));
}

TEST_CASE("the solution of a goal is shown on demand: its state reaches the goal") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.steps");
    driver.click("lesson.steps.2");
    CHECK(contains(panel_text(driver), "Goal: not reached yet"));
    driver.click("lesson.solve");
    driver.settle();
    CHECK(contains(panel_text(driver), "Goal reached"));
    CHECK_FALSE(driver.has("lesson.solve"));
}

TEST_CASE("leaving gives back what was there before, and the progress is kept") {
    Driver driver;
    driver.click("stage.border.zero");
    const Document before = driver.document();
    const auto file = write_lesson(driver);
    driver.drop({file});
    driver.click("lesson.next");
    CHECK(driver.document() != before);
    driver.click("lesson.leave");
    CHECK_FALSE(driver.has("panel.lesson"));
    CHECK(driver.document() == before);
    CHECK(driver.shell().covers().count() == 0);
    CHECK(std::filesystem::exists(driver.folder() / "data/lessons.json"));
    driver.drop({file});
    CHECK(contains(panel_text(driver), "2 of 3"));
}

TEST_CASE("F5 reads the lesson again and names faults with their lines") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    std::string text(kThreeSteps);
    text.replace(text.find("preset sobel-vertical"), 6, "presett");
    text.replace(text.find("What is the sum?"), 16, "What comes out?");
    std::ofstream(file, std::ios::binary) << text;
    driver.key(GLFW_KEY_F5);
    CHECK(contains(panel_text(driver), "What comes out?"));
    CHECK(contains(driver.text_in("lesson.problems"), "Line 10:"));
    CHECK(contains(driver.text_in("lesson.problems"), "preset"));
}

TEST_CASE("the panel folds to a strip and moves to the other side") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    const float width = driver.at("view.input").w;
    driver.key(GLFW_KEY_F2, GLFW_MOD_SHIFT);
    CHECK(driver.at("panel.lesson").w < 60);
    CHECK(driver.at("view.input").w > width);
    driver.click("lesson.unfold");
    driver.click("lesson.more");
    driver.click("lesson.menu.side");
    CHECK(driver.at("panel.lesson").x == 0);
    CHECK(driver.at("filter.preset").x > 360);
}

TEST_CASE("a file that is no lesson gives a sentence and changes nothing") {
    Driver driver;
    const Document before = driver.document();
    driver.drop({write_lesson(driver, "no lesson at all")});
    CHECK_FALSE(driver.has("panel.lesson"));
    CHECK_FALSE(driver.last_notice().empty());
    CHECK(driver.document() == before);
}

TEST_CASE("F2 lists the lessons while one is open, too") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.key(GLFW_KEY_F2);
    driver.settle();
    CHECK(driver.has("lessons.list"));
    CHECK(driver.at("panel.lesson").w > 60);
}

TEST_CASE("after Reveal the right choice is marked, and a wrong one that was given, too") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.next");
    driver.click("lesson.choice.0");
    CHECK_FALSE(driver.has("lesson.right"));
    CHECK(driver.at("lesson.verdict").y == doctest::Approx(driver.at("lesson.choice.0").y));
    driver.click("lesson.reveal");
    REQUIRE(driver.has("lesson.right"));
    CHECK(driver.at("lesson.right").y == doctest::Approx(driver.at("lesson.choice.1").y));
    CHECK(driver.has("lesson.verdict"));
    CHECK(contains(panel_text(driver), "This is the right answer."));
    CHECK(contains(panel_text(driver), "Not this one."));
}

TEST_CASE("after Reveal the answer to a typed question stands in the panel") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    const std::string sum = std::to_string(std::lround(driver.output().filtered.at(255, 255)));
    driver.click("lesson.reveal");
    driver.settle();
    CHECK(contains(panel_text(driver), "The answer is " + sum + "."));
}

TEST_CASE("a wrong answer that the lesson knows has its comment") {
    Driver driver;
    std::string text(kThreeSteps);
    text.replace(text.find("> **Hint** Six"), 0, "> **Wrong 12** Twelve is a guess.\n");
    driver.drop({write_lesson(driver, text)});
    answer(driver, "13");
    CHECK(contains(panel_text(driver), "Not yet"));
    CHECK_FALSE(contains(panel_text(driver), "Twelve is a guess."));
    answer(driver, "12");
    CHECK(contains(panel_text(driver), "Twelve is a guess."));
    CHECK(driver.has("cover.inspector.sum"));
}

TEST_CASE("the panel offers the step's own view after the user has changed it") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.settle();
    const Lab step = driver.lab();
    CHECK_FALSE(driver.has("lesson.view_again"));
    driver.click("stage.border.zero");
    REQUIRE(driver.lab() != step);
    driver.frames(1);
    driver.click("lesson.view_again");
    driver.settle();
    CHECK(driver.lab() == step);
    driver.frames(1);
    CHECK_FALSE(driver.has("lesson.view_again"));
}

TEST_CASE("the frame of a pointed thing stays close to it") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    for (int i = 0; i < 20; ++i) {
        driver.frames(1);
        const Rect frame = driver.at("lesson.pointed.inspector.product.*");
        const Rect first = driver.at("inspector.product.0.0");
        CHECK(first.x - frame.x <= 2);
        CHECK(first.y - frame.y <= 2);
    }
}
