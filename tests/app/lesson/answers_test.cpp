#include "app/lesson/answers.h"

#include <doctest/doctest.h>

#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

bool right_value(double value, const std::string& typed) {
    return is_right({.kind = TypedKind::value, .text = "inspector.sum"}, typed, LessonValue(value));
}

bool right_number(double number, std::optional<double> tolerance, const std::string& typed) {
    return is_right({.kind = TypedKind::number, .text = "", .number = number, .tolerance = tolerance}, typed, {});
}

GoalLine goal(const std::string& name, Comparison comparison, const std::string& operand) {
    return {.name = name, .comparison = comparison, .operand = operand};
}

}  // namespace

TEST_CASE("a computed number is right within half a unit of the last digit that is typed") {
    CHECK(right_value(577, "577"));
    CHECK(right_value(577, " 577.0 "));
    CHECK_FALSE(right_value(577, "578"));
    CHECK_FALSE(right_value(577, "580"));
    CHECK(right_value(.8423, "0.84"));
    CHECK(right_value(.8423, "0.842"));
    CHECK_FALSE(right_value(.8423, "0.841"));
    CHECK(right_value(.8423, ".8423"));
    CHECK(right_value(-12.5, "\u221212.5"));
}

TEST_CASE("one digit is not enough for a computed number that has more") {
    CHECK_FALSE(right_value(.8423, "0.8"));
    CHECK_FALSE(right_value(12.4, "10"));
    CHECK(right_value(12.4, "12"));
    CHECK(right_value(6, "6"));
    CHECK_FALSE(right_value(6.3, "6"));
}

TEST_CASE("numbers may have a decimal comma, groups of digits, a fraction or per cent") {
    CHECK(right_value(.8423, "0,84"));
    CHECK(right_value(.8423, "84 %"));
    CHECK(right_value(243786, "243,786"));
    CHECK(right_value(243786, "243 786"));
    CHECK(right_value(243786, "243'786"));
    CHECK(right_value(1.0 / 9, "1/9"));
    CHECK(right_value(static_cast<double>(1.0F / 9), "1 / 9"));
    CHECK(right_value(4.7e7, "4.7e7"));
    CHECK_FALSE(right_value(3, "three"));
    CHECK_FALSE(right_value(3, "1/0"));
    CHECK_FALSE(right_value(3, ""));
}

TEST_CASE("a share may be typed in per cent without the sign, another value may not") {
    const auto is_right_share = [](const std::string& name, const std::string& typed) {
        return is_right({.kind = TypedKind::value, .text = name}, typed, LessonValue(.8423));
    };
    CHECK(is_right_share("answer.probability", "84"));
    CHECK(is_right_share("layer.share", "84.2"));
    CHECK_FALSE(is_right_share("answer.probability", "83"));
    CHECK_FALSE(is_right_share("map.mean", "84"));
}

TEST_CASE("a written number is exact, or within its tolerance") {
    CHECK(right_number(577, {}, "577"));
    CHECK_FALSE(right_number(577, {}, "577.2"));
    CHECK(right_number(.84, .01, "0.85"));
    CHECK(right_number(.84, .01, "83%"));
    CHECK_FALSE(right_number(.84, .01, "0.86"));
    CHECK(is_right({.kind = TypedKind::value, .text = "learn.loss", .tolerance = 2}, "9", LessonValue(10.5)));
    CHECK_FALSE(is_right({.kind = TypedKind::value, .text = "learn.loss", .tolerance = 1}, "9", LessonValue(10.5)));
}

TEST_CASE("words are compared without regard to case, hyphens and spaces at the ends") {
    const TypedAnswer word{.kind = TypedKind::word, .text = "Ankle boot"};
    CHECK(is_right(word, " ankle BOOT ", {}));
    CHECK(is_right(word, "ankle-boot", {}));
    CHECK_FALSE(is_right(word, "boot", {}));
    CHECK(is_right({.kind = TypedKind::value, .text = "answer.class"}, "sandal", LessonValue(std::string("Sandal"))));
}

TEST_CASE("a computed answer without its value is never right") {
    CHECK_FALSE(is_right({.kind = TypedKind::value, .text = "inspector.sum"}, "0", std::nullopt));
    CHECK(right_answer({.kind = TypedKind::value, .text = "inspector.sum"}, std::nullopt).empty());
}

TEST_CASE("exactly the right choices must be chosen") {
    const Question question{.choices = {{.right = true}, {.right = false}, {.right = true}}, .typed = {}};
    CHECK(is_right(question, {0, 2}));
    CHECK_FALSE(is_right(question, {0}));
    CHECK_FALSE(is_right(question, {0, 1, 2}));
    CHECK_FALSE(is_right(question, {}));
    CHECK(question.has_several_right());
}

TEST_CASE("the right answer is written for people") {
    CHECK(right_answer({.kind = TypedKind::number, .text = "0.84", .number = .84, .tolerance = .01}, {}) ==
          "0.84 (\u00b1 0.01)");
    CHECK(right_answer({.kind = TypedKind::value, .text = "model.parameters"}, LessonValue(243786.0)) == "243786");
    CHECK(right_answer({.kind = TypedKind::value, .text = "answer.probability"}, LessonValue(.842345)) == "0.8423");
    CHECK(right_answer({.kind = TypedKind::word, .text = "steps"}, {}) == "steps");
}

TEST_CASE("goals compare numbers, words and named values") {
    LessonBench bench;
    LessonValues values(bench.document);
    CHECK(holds(goal("filter.sum", Comparison::equal, "0"), values));
    CHECK_FALSE(holds(goal("filter.sum", Comparison::unequal, "0"), values));
    CHECK(holds(goal("filtered.rows", Comparison::less, "input.rows"), values));
    CHECK(holds(goal("filtered.rows", Comparison::equal, "510"), values));
    CHECK(holds(goal("filtered.rows", Comparison::at_most, "510"), values));
    CHECK(holds(goal("filtered.rows", Comparison::at_least, "510"), values));
    CHECK_FALSE(holds(goal("filtered.rows", Comparison::greater, "510"), values));
    CHECK(holds(goal("stage.border", Comparison::equal, "valid"), values));
    CHECK(holds(goal("workspace", Comparison::equal, "filter-lab"), values));
    CHECK(holds(goal("page", Comparison::unequal, "chain"), values));
    CHECK_FALSE(holds(goal("training.accuracy", Comparison::greater, "0"), values));
    CHECK(
        is_reached({.lines = {goal("filter.sum", Comparison::equal, "0"), goal("filter.size", Comparison::equal, "3")},
                    .solution = {}},
                   values));
    CHECK_FALSE(
        is_reached({.lines = {goal("filter.sum", Comparison::equal, "0"), goal("filter.size", Comparison::equal, "5")},
                    .solution = {}},
                   values));
}

TEST_CASE("a wrong answer is found by its number, its word or the value that it names") {
    const std::string steps =
        "## One\n```convscope\npreset sobel-vertical\npin filtered 255 255\n```\n= 27\n\n"
        "> **Wrong 9** Nine belong to one slice.\n> **Wrong filter.sum** That is the sum of the filter.\n"
        "> **Wrong many** A number, please.\n> **Hint** Three slices.\n";
    LessonBench bench;
    const ParsedLesson parsed = parse_lesson(lesson_markdown(steps), {});
    CHECK(texts_of(parsed.problems).empty());
    const Question question = *parsed.lesson.step(0).question;
    REQUIRE(question.wrong.size() == 3);
    CHECK(plain_text(question.wrong[0].comment) == "Nine belong to one slice.");
    CHECK(question.wrong[1].answer.kind == TypedKind::value);
    CHECK(parsed.lesson.step(0).hints.size() == 1);
    bench.set("preset sobel-vertical\npin filtered 255 255");
    LessonValues values(bench.document, CONVSCOPE_TEST_ASSETS);
    CHECK(find_wrong_answer(question, "9,0", values) == 0U);
    CHECK(find_wrong_answer(question, "0", values) == 1U);
    CHECK(find_wrong_answer(question, "MANY", values) == 2U);
    CHECK_FALSE(find_wrong_answer(question, "8", values).has_value());
}

}  // namespace convscope
