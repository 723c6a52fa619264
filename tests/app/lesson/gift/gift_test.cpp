#include "app/lesson/gift/gift.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "app/lesson/parse.h"

namespace convscope {

namespace {

Lesson gift_lesson(const std::string& steps) {
    ParsedLesson parsed = parse_lesson("---\ntitle: What a filter does: 1/2\nlanguage: en\nminutes: 5\n---\n" + steps,
                                       "/lessons/a.en.md");
    for (const LessonProblem& problem : parsed.problems) MESSAGE(problem.text());
    REQUIRE(parsed.problems.empty());
    return parsed.lesson;
}

GiftFile gift_of(const std::string& steps, std::optional<LessonValue> value = std::nullopt) {
    return gift_file(gift_lesson(steps), {.value = [value](int, const std::string&) { return value; },
                                          .state = [](int step) { return "Picture: " + std::to_string(step); }});
}

/// The text after the head with the category.
std::string questions_of(const std::string& steps, std::optional<LessonValue> value = std::nullopt) {
    const std::string text = gift_of(steps, std::move(value)).text;
    return text.substr(text.find("\n\n") + 2);
}

}  // namespace

TEST_CASE("special characters of GIFT have a backslash before them") {
    CHECK(gift_escaped("a~b=c#d{e}f:g\\h") == "a\\~b\\=c\\#d\\{e\\}f\\:g\\\\h");
    CHECK(gift_escaped("one\ntwo\r\n") == "one\\ntwo\\n");
    CHECK(gift_escaped("한국어 < 3 × 3") == "한국어 < 3 × 3");
}

TEST_CASE("choices become a multiple choice question whose comments are feedback") {
    const std::string steps =
        "## Which edges?\n\nWhat will *pop out*?\n\n- [ ] the rods\n  > They are vertical: left and right differ.\n"
        "- [x] the `steps`\n- [ ] a < b\n";
    CHECK(questions_of(steps) ==
          "::What a filter does\\: 1/2 01\\: Which edges?::[html]<p>What will <i>pop out</i>?</p><p><small>Picture\\: "
          "0</small></p>{\n"
          "\t~the rods#They are vertical\\: left and right differ.\n"
          "\t=the <code>steps</code>\n"
          "\t~a &lt; b\n"
          "}\n");
}

TEST_CASE("known wrong answers of a typed question are worth nothing and have their comments") {
    const std::string numbers =
        questions_of("## A\n\nB\n\n= 27\n\n> **Wrong 9** One slice: three.\n> **Wrong x** Y.\n");
    CHECK(numbers.find("{#\n\t=27:0\n\t=%0%9:0#One slice\\: three.\n}") != std::string::npos);
    const std::string words = questions_of("## A\n\nB\n\n= boot\n\n> **Wrong shoe** Higher.\n");
    CHECK(words.find("\t=boot\n\t=%0%shoe#Higher.\n}") != std::string::npos);
}

TEST_CASE("the category has the lesson's title, with doubled slashes") {
    const std::string text = gift_of("## A\n\nB\n\n= 3\n").text;
    CHECK(text.starts_with("// What a filter does: 1//2\n$CATEGORY: $course$/What a filter does: 1//2\n\n::"));
}

TEST_CASE("several right choices share 100 per cent, and a wrong one takes all of it") {
    const std::string text = questions_of("## A\n\nB\n\n- [x] one\n- [x] two\n- [ ] three\n- [x] four\n");
    CHECK(text.find("\t~%33.33333%one\n\t~%33.33333%two\n\t~%-100%three\n\t~%33.33333%four\n") != std::string::npos);
}

TEST_CASE("numbers have the lesson's tolerance, words are short answers") {
    CHECK(questions_of("## A\n\nB\n\n= 577\n").find("{#\n\t=577:0\n}") != std::string::npos);
    CHECK(questions_of("## A\n\nB\n\n= 0.84 ± 0.01\n").find("{#\n\t=0.84:0.01\n}") != std::string::npos);
    CHECK(questions_of("## A\n\nB\n\n= Ankle boot\n").find("{\n\t=Ankle boot\n}") != std::string::npos);
}

TEST_CASE("a computed answer is the value of the step's state, with half a unit of its second digit as tolerance") {
    const std::string step = "## A\n\nB\n\n= inspector.sum\n";
    CHECK(questions_of(step, LessonValue(577.0)).find("{#\n\t=577:0\n}") != std::string::npos);
    CHECK(questions_of(step, LessonValue(-0.8432)).find("{#\n\t=-0.8432:0.005\n}") != std::string::npos);
    const GiftFile missing = gift_of(step);
    CHECK(missing.questions == 0);
    REQUIRE(missing.left_out.size() == 1);
    CHECK(missing.left_out[0] == "Step 1, \"A\": inspector.sum has no value in this step");
}

TEST_CASE("a share may be typed in per cent") {
    CHECK(questions_of("## A\n\nB\n\n= answer.probability \u00b1 0.15\n", LessonValue(0.25))
              .find("{#\n\t=0.25:0.15\n\t=25:15\n}") != std::string::npos);
    CHECK(questions_of("## A\n\nB\n\n= 84 % \u00b1 2 %\n").find("{#\n\t=0.84:0.02\n\t=84:2\n}") != std::string::npos);
}

TEST_CASE("an answer that begins with a per cent sign is no share of the grade, and a star is a star") {
    const std::string choices = questions_of("## A\n\nB\n\n- [ ] %50% of it\n  > %1\n- [x] 50 %\n- [ ] %-3%\n");
    CHECK(choices.find("\t~&\\#37;50% of it#&\\#37;1\n\t=50 %\n\t~&\\#37;-3%\n}") != std::string::npos);
    CHECK(questions_of("## A\n\nB\n\n= \"%50% of it\"\n").find("{\n\t=%100%%50% of it\n}") != std::string::npos);
    CHECK(questions_of("## A\n\nB\n\n= a `*` b\n").find("{\n\t=a \\\\* b\n}") != std::string::npos);
}

TEST_CASE("a question of a later step names the picture, the filter and the window that earlier steps have set") {
    const Lesson lesson = gift_lesson(
        "## A\n\n```convscope\npicture worked_example\npreset course-example\npin filtered 0 0\npool none\n```\nB\n\n"
        "= 3\n\n## C\n\nD\n\n= inspector.sum\n\n## E\n\n```convscope\ncover filter.cell.*\n```\nWhich filter is it?\n\n"
        "= 3\n");
    LessonFiles files(CONVSCOPE_TEST_ASSETS, "/lessons");
    const std::string text = gift_file(lesson, step_facts(lesson, files)).text;
    const std::size_t second = text.find("<p>D</p>"), third = text.find("<p>Which filter is it?</p>");
    REQUIRE(third != std::string::npos);
    CHECK(text.substr(second, third - second)
              .starts_with(
                  "<p>D</p><p><small>Picture\\: worked example, 3 \u00d7 3; Filter\\: \u22121 0 \u22122 / "
                  "0.5 4.5 \u22121.5 / 1.5 2 \u22123; Border\\: valid; Window\\: 0 64 128 / 48 192 144 / 142 226 "
                  "168</small></p>{#\n\t=577:0\n}"));
    // The covered filter stays a secret.
    CHECK(text.substr(third).find("Filter\\:") == std::string::npos);
    CHECK(text.substr(third).find("Window\\:") != std::string::npos);
}

TEST_CASE("the state stands below the question, and the text after it is the general feedback") {
    const std::string text = questions_of(
        "## A\n\n```convscope\npreset sobel-vertical\n```\nB\n\n= 3\n\nBecause 1 + 2.\n\n> **Solution** Count.\n"
        "> **Teacher** Wait.\n");
    CHECK(text.find("<p>B</p><p><small>Picture\\: 0</small></p>{#") != std::string::npos);
    CHECK(text.find("\t####<p>Because 1 + 2.</p><p>Count.</p>\n}") != std::string::npos);
    CHECK(text.find("Wait") == std::string::npos);
}

TEST_CASE("goals are left out with a sentence, and steps without a question are no questions") {
    const GiftFile gift = gift_of(
        "## Look\n\nText.\n\n## Build it\n\nBuild.\n\n```check\nfilter.sum = 0\n```\n```solution\npreset "
        "laplacian\n```\n\n## Count\n\nB\n\n= 3\n");
    CHECK(gift.questions == 1);
    REQUIRE(gift.left_out.size() == 1);
    CHECK(gift.left_out[0] == "Step 2, \"Build it\": the goal is reached in the program, so Moodle cannot check it");
    CHECK(gift.text.find("03\\: Count") != std::string::npos);
    CHECK(gift.text.find("Look") == std::string::npos);
}

TEST_CASE("no blank line is inside a question, because it would end it") {
    const std::string text = questions_of(
        "## A\n\nOne.\n\nTwo.\n\n- a\n- b\n  1. c\n\n```python\nx = 1\n\ny = 2\n```\n\nWhich?\n\n- [ ] one\n\n  "
        "more\n- [x] two\n");
    const std::size_t end = text.rfind("}\n");
    REQUIRE(end != std::string::npos);
    CHECK(text.substr(0, end).find("\n\n") == std::string::npos);
    CHECK(text.find("<pre>x \\= 1\\n\\ny \\= 2") != std::string::npos);
}

}  // namespace convscope
