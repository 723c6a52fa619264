#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "app/gui/lessons/lessons.h"
#include "app/gui/lessons/panel/lesson_editor.h"
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

TEST_CASE("the present view becomes a step of the open lesson") {
    Driver driver;
    const auto file = write_lesson(driver);
    driver.drop({file});
    driver.click("stage.border.zero");
    driver.click("lesson.more");
    driver.click("lesson.menu.add");
    CHECK(driver.shell().lessons().runner().play().lesson().size() == 4);
    CHECK(driver.shell().lessons().runner().play().index() == 3);
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
        "- [ ] an answer that is longer than the column\n```convscope\npin input 255 255 and more words\n```\n";
    const std::string broken = broken_markdown(text, 16);
    CHECK(contains(broken, "## A heading that is longer than the column\n"));
    CHECK(contains(broken, "- [ ] an answer that is longer than the column\n"));
    CHECK(contains(broken, "pin input 255 255 and more words\n"));
    CHECK_FALSE(contains(broken, "\n- five"));
    CHECK(contains(broken, "One two three\nfour - five six\n"));
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
