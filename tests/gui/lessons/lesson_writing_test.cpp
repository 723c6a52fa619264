#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "app/gui/lessons/lessons.h"
#include "app/gui/lessons/panel/lesson_editor.h"
#include "app/lesson/parse.h"
#include "tests/gui/lessons/lesson_files.h"

using namespace convscope;
using namespace convscope::test;

namespace {

std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the present view becomes the step after the shown one, and the steps after it show what they showed") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    const auto play = [&driver]() -> const LessonPlay& { return driver.shell().lessons().runner().play(); };
    driver.click("stage.border.zero");
    driver.click("lesson.more");
    driver.click("lesson.menu.add");
    driver.settle();
    REQUIRE(play().lesson().size() == 4);
    CHECK(play().index() == 1);
    CHECK(play().step().title == "Step 4");
    CHECK(driver.lab().border == Border::zero);
    CHECK(play().lesson().step(2).title == "Which edges?");
    driver.click("lesson.cancel");
    driver.click("lesson.next");
    driver.settle();
    CHECK(driver.lab().border == Border::valid);
    CHECK(driver.lab().filters.at(0).preset == "sobel-horizontal");
    CHECK(contains(content(file), "border zero"));
}

TEST_CASE("a lesson's text is saved without the editor's line breaks") {
    Driver driver;
    std::string text(kThreeSteps);
    const std::string line =
        "A sentence that is so long that the field of the editor has to break it into three or "
        "four lines, because it has room for about sixty letters in each.";
    text.replace(text.find("What will pop out?"), 18, line);
    const auto file = write_lesson(driver, text);
    driver.drop({file});
    driver.click("lesson.next");
    driver.click("lesson.more");
    driver.click("lesson.menu.edit");
    driver.key(GLFW_KEY_HOME, GLFW_MOD_CONTROL);
    driver.key(GLFW_KEY_END);
    driver.type("!");
    driver.click("lesson.save");
    driver.settle();
    CHECK(contains(content(file), "## Which edges?!\n"));
    CHECK(contains(content(file), line + "\n"));
}

TEST_CASE("the present view becomes a step of the open lesson") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    driver.click("stage.border.zero");
    driver.click("lesson.more");
    driver.click("lesson.menu.add");
    CHECK(driver.shell().lessons().runner().play().lesson().size() == 4);
    CHECK(driver.shell().lessons().runner().play().index() == 1);
    CHECK(contains(content(file), "border zero"));
    CHECK(contains(content(file), std::string(kThreeSteps).substr(0, 200)));
}

TEST_CASE("the text of a step is edited in the panel and saved") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    driver.click("lesson.next");
    driver.click("lesson.more");
    driver.click("lesson.menu.edit");
    REQUIRE(driver.has("lesson.source"));
    driver.key(GLFW_KEY_END);
    driver.key(GLFW_KEY_ENTER);
    driver.type("> **Hint** A second hint.");
    driver.click("lesson.save");
    CHECK_FALSE(driver.has("lesson.source"));
    CHECK(contains(content(file), "A second hint."));
    CHECK(contains(content(file), "## Which edges?"));
    CHECK(driver.shell().lessons().runner().play().step().hints.size() == 1);
}

TEST_CASE("a new lesson starts from a template in the user's folder") {
    Driver driver;
    driver.click("top.file");
    driver.click("top.file.lesson.new");
    REQUIRE(driver.has("panel.lesson"));
    CHECK(driver.shell().lessons().runner().is_own());
    CHECK(driver.shell().lessons().runner().problems().empty());
    CHECK(std::filesystem::exists(driver.folder() / "data/lessons/my-lesson.en.md"));
}

TEST_CASE("broken lines keep the meaning of Markdown") {
    const std::string text =
        "## A heading that is longer than the column\nOne two three four - five six\n\n"
        "- [ ] an answer that is longer than the column\n  > a comment that is longer than it\n\n"
        "> **Hint** A hint that is longer\n> **Teacher** Count hands before the reveal\n\n"
        "```convscope\npin input 255 255 and more words\n```\n";
    const std::string broken = broken_markdown(text, 16);
    CHECK(contains(broken, "## A heading that is longer than the column\n"));
    CHECK(contains(broken, "- [ ] an answer \n  that is longer \n  than the column\n"));
    CHECK(contains(broken, "  > a comment \n  > that is longer \n  > than it\n"));
    CHECK(contains(broken, "> **Hint** A \n> hint that is \n> longer\n> **Teacher**"));
    CHECK(contains(broken, "pin input 255 255 and more words\n"));
    CHECK_FALSE(contains(broken, "\n- five"));
    CHECK(contains(broken, "One two three \nfour - five six\n"));
    CHECK(joined_markdown(broken) == text);
}

TEST_CASE("only the breaks of the editor are taken out of the text again") {
    CHECK(joined_markdown("one \ntwo\nthree\n") == "one two\nthree\n");
    CHECK(joined_markdown("one  \ntwo\n") == "one  \ntwo\n");
    CHECK(joined_markdown("one \n\ntwo\n") == "one \n\ntwo\n");
    CHECK(joined_markdown("one \n- two\n") == "one \n- two\n");
    CHECK(joined_markdown("## one \ntwo\n") == "## one \ntwo\n");
    CHECK(joined_markdown("```convscope\npin input 1 2 \nstride 2\n```\n") ==
          "```convscope\npin input 1 2 \nstride 2\n```\n");
    const std::string lesson(kThreeSteps);
    for (const std::size_t columns : {std::size_t{24}, std::size_t{40}})
        CHECK(joined_markdown(broken_markdown(lesson, columns)) == lesson);
}

TEST_CASE("a lesson whose lines were broken says the same") {
    const Lesson whole = parse_lesson(std::string(kThreeSteps), "/a.en.md").lesson;
    const ParsedLesson broken = parse_lesson(broken_markdown(std::string(kThreeSteps), 24), "/a.en.md");
    CHECK(broken.problems.empty());
    REQUIRE(broken.lesson.size() == whole.size());
    for (int i = 0; i < whole.size(); ++i) {
        const LessonStep& step = broken.lesson.step(i);
        CHECK(plain_text(step.text) == plain_text(whole.step(i).text));
        CHECK(plain_text(step.teacher) == plain_text(whole.step(i).teacher));
        CHECK(step.hints.size() == whole.step(i).hints.size());
        CHECK(step.settings.size() == whole.step(i).settings.size());
    }
    CHECK(plain_text(broken.lesson.step(0).hints.at(0)) == plain_text(whole.step(0).hints.at(0)));
    CHECK(plain_text(broken.lesson.step(1).question->choices.at(0).comment) == "They are vertical.");
}

TEST_CASE("without a lesson, the present view becomes the first step of a new one, ready for its text") {
    Driver driver;
    driver.click("stage.border.zero");
    driver.click("top.file");
    driver.click("top.file.lesson.step");
    driver.settle();
    REQUIRE(driver.has("panel.lesson"));
    CHECK(driver.shell().lessons().runner().play().lesson().size() == 1);
    CHECK(contains(content(driver.folder() / "data/lessons/my-lesson.en.md"), "border zero"));
    CHECK(driver.has("lesson.source"));
    CHECK(driver.lab().border == Border::zero);
}

TEST_CASE("the title of a lesson is edited with its first step") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    driver.click("lesson.more");
    driver.click("lesson.menu.edit");
    driver.key(GLFW_KEY_HOME, GLFW_MOD_CONTROL);
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_END);
    driver.type("s");
    driver.click("lesson.save");
    CHECK(driver.shell().lessons().runner().play().lesson().title == "What a filter doess");
    CHECK(content(file).starts_with("---\ntitle: What a filter doess\nlanguage: en\n"));
    CHECK(driver.shell().lessons().runner().play().lesson().size() == 3);
}

TEST_CASE("steps are moved and deleted in the panel, and the menu takes that back") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    const auto choose = [&driver](std::string_view entry) {
        driver.click("lesson.more");
        driver.click("lesson.menu." + std::string(entry));
        driver.settle();
    };
    const auto play = [&driver]() -> const LessonPlay& { return driver.shell().lessons().runner().play(); };
    choose("down");
    CHECK(play().step().title == "Nine products");
    CHECK(play().index() == 1);
    CHECK(driver.lab().filters.at(0).preset == "sobel-vertical");
    CHECK(driver.view().pinned);
    CHECK(play().lesson().step(0).title == "Which edges?");
    CHECK(content(file).starts_with("---\ntitle: What a filter does\n"));
    choose("up");
    CHECK(play().index() == 0);
    CHECK(play().lesson().step(1).title == "Which edges?");
    choose("delete");
    CHECK(play().lesson().size() == 2);
    CHECK(play().step().title == "Which edges?");
    CHECK_FALSE(contains(content(file), "Nine products"));
    CHECK(content(file).starts_with("---\ntitle: What a filter does\n"));
    choose("back");
    CHECK(play().lesson().size() == 3);
    CHECK(play().lesson().step(0).title == "Nine products");
    choose("back");
    choose("back");
    CHECK(content(file) == kThreeSteps);
    driver.click("lesson.more");
    CHECK_FALSE(driver.shell().lessons().runner().has_earlier_text());
}

TEST_CASE("a saved lesson is named with its folder") {
    Driver driver;
    driver.click("top.file");
    driver.click("top.file.lesson.new");
    driver.settle();
    const std::string folder = (driver.folder() / "data/lessons").string();
    CHECK(
        contains(driver.text_in("notice.0"), "Your lesson is saved as my-lesson.en.md in the folder " + folder + "/."));
}

TEST_CASE("a lesson is checked from the panel: the faults stand in it with their lines") {
    Driver driver;
    std::string text(kThreeSteps);
    text.replace(text.find("filter.sum = 0"), 14, "filter.sum = 7");
    driver.drop({write_lesson(driver, text)});
    driver.click("lesson.more");
    driver.click("lesson.menu.check");
    driver.settle();
    CHECK(contains(driver.text_in("lesson.problems"), "Line "));
    CHECK(contains(driver.last_notice(), "The check found "));
}

TEST_CASE("a lesson without faults passes the check") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.more");
    driver.click("lesson.menu.check");
    driver.settle();
    CHECK(driver.last_notice() == "The check found nothing wrong in 3 steps.");
    CHECK_FALSE(driver.has("lesson.problems"));
}

TEST_CASE("the work sheet is saved from the panel, as PDF or, by its ending, as HTML") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.more");
    driver.click("lesson.menu.sheet");
    driver.settle();
    CHECK(contains(driver.text_in("files"), "Save the sheet"));
    driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
    const auto sheet = driver.folder() / "sheet.html";
    driver.type(sheet.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(contains(content(sheet), "Nine products"));
}

TEST_CASE("the questions for Moodle are saved from the panel") {
    Driver driver;
    driver.drop({write_lesson(driver)});
    driver.click("lesson.more");
    driver.click("lesson.menu.gift");
    driver.settle();
    CHECK(contains(driver.text_in("files"), "Save the questions for Moodle"));
    driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
    driver.type((driver.folder() / "edges").string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(contains(content(driver.folder() / "edges.gift"), "What will pop out?"));
}
