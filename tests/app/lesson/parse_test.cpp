#include "app/lesson/parse.h"

#include <doctest/doctest.h>

#include "tests/app/lesson/example_lesson.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

Lesson example() {
    const ParsedLesson parsed = parse_lesson(kExampleLesson, "example.en.md");
    REQUIRE(parsed.problems.empty());
    REQUIRE(parsed.lesson.size() == 3);
    return parsed.lesson;
}

/// The problems of a lesson with valid front matter, which takes five lines.
std::vector<std::string> problems_of(const std::string& steps) {
    return texts_of(parse_lesson(lesson_markdown(steps), "x.en.md").problems);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("front matter gives title, language and minutes") {
    const Lesson lesson = example();
    CHECK(lesson.title == "What a 3x3 filter does");
    CHECK(lesson.language == "en");
    CHECK(lesson.minutes == 12);
}

TEST_CASE("a step has its settings, its marks, its text and a typed question") {
    const LessonStep step = example().step(0);
    CHECK(step.title == "Nine products");
    CHECK(step.line == 6);
    REQUIRE(step.settings.size() == 4);
    CHECK(step.settings[0] == Setting{"workspace", {"filter-lab"}, 8});
    CHECK(step.settings[3] == Setting{"pin", {"input", "255", "255"}, 11});
    CHECK(step.marks.covered == Texts{"inspector.sum", "view.filtered", "view.pooled"});
    CHECK(step.marks.pointed == Texts{"inspector.product.*"});
    CHECK_FALSE(step.marks.only.has_value());
    REQUIRE(step.text.size() == 2);
    CHECK(plain_text({step.text[1]}) == "What is the sum?");
    REQUIRE(step.question.has_value());
    REQUIRE(step.question->typed.has_value());
    CHECK(step.question->typed->kind == TypedKind::value);
    CHECK(step.question->typed->text == "inspector.sum");
}

TEST_CASE("hint and teacher's note in one quote are two notes") {
    const LessonStep step = example().step(0);
    REQUIRE(step.hints.size() == 1);
    CHECK(plain_text(step.hints[0]) == "The middle column is multiplied by 0: six products are left.");
    CHECK(plain_text(step.teacher) == "Let them write it down, count hands, then reveal.");
    CHECK(step.afterwards.empty());
}

TEST_CASE("a task list is a question, with a comment under an answer") {
    const LessonStep step = example().step(1);
    REQUIRE(step.question.has_value());
    const std::vector<AnswerChoice>& choices = step.question->choices;
    REQUIRE(choices.size() == 3);
    CHECK(plain_text(choices[0].text) == "the banister's rods");
    CHECK(plain_text(choices[0].comment) ==
          "They are vertical: left and right of a rod differ, above and below do not.");
    CHECK_FALSE(choices[0].right);
    CHECK(choices[1].right);
    CHECK(plain_text(choices[2].text) == "everything");
    CHECK_FALSE(step.question->has_several_right());
}

TEST_CASE("a check is a goal, and the solution block after it belongs to it") {
    const LessonStep step = example().step(2);
    REQUIRE(step.goal.has_value());
    REQUIRE(step.goal->lines.size() == 2);
    CHECK(step.goal->lines[0] == GoalLine{"filter.sum", Comparison::equal, "0", 42});
    CHECK(step.goal->lines[1] == GoalLine{"filtered.range", Comparison::greater, "200", 43});
    REQUIRE(step.goal->solution.size() == 1);
    CHECK(step.goal->solution[0].arguments == Texts{"laplacian"});
    CHECK(step.marks.only == Texts{"filter.cell.*"});
    CHECK(step.last_line == 47);
}

TEST_CASE("typed answers are numbers with a tolerance, words, and values") {
    const auto answer = [](const std::string& text) {
        const ParsedLesson parsed = parse_lesson(lesson_markdown("## A\nWhat?\n" + text + "\n"), {});
        REQUIRE(parsed.lesson.size() == 1);
        REQUIRE(parsed.lesson.step(0).question.has_value());
        return *parsed.lesson.step(0).question->typed;
    };
    CHECK(answer("= 577") == TypedAnswer{TypedKind::number, "577", 577, std::nullopt});
    CHECK(answer("= 0.84 \u00b1 0.01") == TypedAnswer{TypedKind::number, "0.84", .84, .01});
    CHECK(answer("= 84 % +/- 2 %") == TypedAnswer{TypedKind::number, "84 %", .84, .02});
    CHECK(answer("= \u22123").number == -3);
    CHECK(answer("= Ankle boot") == TypedAnswer{TypedKind::word, "Ankle boot", 0, std::nullopt});
    CHECK(answer("= answer.probability \u00b1 0.1") == TypedAnswer{TypedKind::value, "answer.probability", 0, .1});
}

TEST_CASE("text has paragraphs, headings, nested lists, code and pictures") {
    const ParsedLesson parsed = parse_lesson(
        lesson_markdown("Before.\n\n## A\nOne *two* **three** `four`\nfive.  \nsix\n\n### Head\n\n1. first\n2. "
                        "second\n   - inner\n\n"
                        "```\nx = 1\n```\n\n![A dog](dog.png)\n\n[here](http://a.b) and <http://c.d>\n"),
        {});
    CHECK(parsed.problems.empty());
    const LessonText& text = parsed.lesson.step(0).text;
    REQUIRE(text.size() == 9);
    CHECK(plain_text({text[0]}) == "Before.");
    CHECK(plain_text({text[1]}) == "One two three four five.\nsix");
    CHECK(text[1].spans[1] == TextSpan{"two", false, true, false});
    CHECK(text[1].spans[3] == TextSpan{"three", true, false, false});
    CHECK(text[1].spans[5] == TextSpan{"four", false, false, true});
    CHECK(text[2].kind == BlockKind::heading);
    CHECK(text[2].level == 3);
    CHECK((text[3].kind == BlockKind::item && text[3].number == 1 && text[3].level == 1));
    CHECK((text[5].kind == BlockKind::item && text[5].number == 0 && text[5].level == 2));
    CHECK((text[6].kind == BlockKind::code && plain_text({text[6]}) == "x = 1"));
    CHECK((text[7].kind == BlockKind::picture && text[7].picture == "dog.png"));
    CHECK(plain_text({text[8]}) == "here (http://a.b) and http://c.d");
}

TEST_CASE("text after the question is kept apart: it explains the answer") {
    const ParsedLesson parsed =
        parse_lesson(lesson_markdown("## A\nWhat?\n\n= 5\n\nBecause.\n\n> **Solution** 2 + 3\n"), {});
    const LessonStep& step = parsed.lesson.step(0);
    CHECK(plain_text(step.text) == "What?");
    CHECK(plain_text(step.afterwards) == "Because.");
    CHECK(plain_text(step.solution) == "2 + 3");
}

TEST_CASE("arguments in quotes are one argument, and are written back with quotes") {
    const ParsedLesson parsed =
        parse_lesson(lesson_markdown("## A\n```convscope\nkernel \"1 2 3; 4 5 6; 7 8 9\"\n```\n"), {});
    const Setting& setting = parsed.lesson.step(0).settings.at(0);
    CHECK(setting.arguments == Texts{"1 2 3; 4 5 6; 7 8 9"});
    CHECK(setting_line(setting) == "kernel \"1 2 3; 4 5 6; 7 8 9\"");
}

TEST_CASE("faults of the front matter are named with their lines") {
    const auto problems = [](const std::string& text) { return texts_of(parse_lesson(text, {}).problems); };
    CHECK(problems("## A\n").at(0).starts_with("1: there is no front matter. Begin the file with"));
    CHECK(
        problems("---\ntitle: A\n## B\n").at(0) ==
        "1: the front matter has no end. Begin the file with the lines ---, title: ..., language: en, minutes: 10 and "
        "--- again.");
    CHECK(problems("---\ntitel: A\n---\n## B\n").at(0) ==
          "2: there is no key \"titel\" in the front matter. Write title.");
    CHECK(problems("---\ntitle: A\nlanguage: english\nminutes: 5\n---\n## B\n").at(0) ==
          "3: \"english\" is not the code of a language. Write a code such as en, ko or zh.");
    CHECK(problems("---\ntitle: A\nlanguage: en\nminutes: soon\n---\n## B\n").at(0) ==
          "4: minutes is not a whole number from 1 to 600. Write for instance minutes: 10.");
    CHECK(problems("---\ntitle: A\nlanguage: en\n---\n## B\n").at(0) ==
          "1: the lesson has no minutes. Write minutes: with the time that it takes.");
}

TEST_CASE("faults of steps are named with their lines") {
    CHECK(problems_of("text\n") == Texts{"0: the lesson has no step. Begin a step with ## and its title."});
    CHECK(problems_of("## A\n```convscope\npresett identity\n```\n") ==
          Texts{"8: there is no word \"presett\". Write preset."});
    CHECK(problems_of("## A\n```convscope\nkernel \"1\n```\n") ==
          Texts{"8: a quotation mark is not closed. Write a second \" at its end."});
    CHECK(problems_of("## A\n```convscope\ncover view.filtrd\n```\n") ==
          Texts{"8: nothing in the window has the name \"view.filtrd\". Write view.filtered."});
    const Texts marks = problems_of("## A\n```convscope\nfree now\ncover\n```\n");
    REQUIRE(marks.size() == 3);
    CHECK(marks[0] == "8: free takes no name. Write free alone.");
    CHECK(marks[1].starts_with("8: nothing in the window has the name \"now\". Write for instance "));
    CHECK(marks[2] == "9: cover needs a name. Write for instance cover view.filtered.");
    CHECK(problems_of("## A\n= inspector.summ\n") ==
          Texts{"7: there is no value \"inspector.summ\". Write inspector.sum."});
    CHECK(problems_of("## A\n= 5 \u00b1 few\n") ==
          Texts{"7: the tolerance of an answer is not a number. Write for instance = 0.84 \u00b1 0.01."});
    CHECK(problems_of("## A\n= 5\n\n= 6\n") ==
          Texts{"9: a step has two questions. Begin a new step with ## before the second one."});
    CHECK(problems_of("## A\n- [ ] a\n- [ ] b\n") ==
          Texts{"7: no answer of the question is right. Write [x] in the right one."});
    CHECK(problems_of("## A\n- [x] a\n") ==
          Texts{"7: a question has one answer only. Write two or more lines with - [ ]."});
    CHECK(problems_of("## A\n- [x] a\n- b\n") ==
          Texts{"8: an answer has no box. Begin each answer with - [ ] or - [x]."});
    CHECK(problems_of("## A\n<b>x</b>\n\n<div>y</div>\n") == Texts{"9: HTML is not shown. Write Markdown."});
    CHECK(problems_of("## \ntext\n") == Texts{"6: a step has no title. Write it after ##."});
    CHECK(problems_of("```check\nfilter.sum = 0\n```\n## A\n") ==
          Texts{"6: a check block stands before the first step. Move it below a heading with ##."});
}

TEST_CASE("faults of goals are named with their lines") {
    CHECK(problems_of("## A\n```check\nfilter.sum ~ 3\n```\n") ==
          Texts{"8: a line of a check is not \"name op value\". Write for instance filter.sum = 0."});
    CHECK(problems_of("## A\n```check\nfilter.som = 3\n```\n") ==
          Texts{"8: there is no value \"filter.som\". Write filter.sum."});
    CHECK(problems_of("## A\n```check\nfilter.sum =\n```\n") ==
          Texts{"8: a line of a check has nothing to compare with. Write for instance filter.sum = 0."});
    CHECK(problems_of("## A\n```check\n```\n") == Texts{"7: a check is empty. Write for instance filter.sum = 0."});
    CHECK(problems_of("## A\n```solution\npreset identity\n```\n") ==
          Texts{"7: a solution has no check before it. Write one check block, and one solution block after it."});
    CHECK(problems_of("## A\n```check\nfilter.sum = 0\n```\n```solution\ncover view.input\n```\n") ==
          Texts{"10: a solution covers, points or limits. Write cover, point, only and free in the convscope block."});
    CHECK(problems_of("## A\n```check\nfilter.sum = 0\n```\n```check\nfilter.sum = 0\n```\n") ==
          Texts{"10: a step has two goals. Put the second one into a step of its own."});
}

TEST_CASE("all comparisons are read") {
    const ParsedLesson parsed = parse_lesson(
        lesson_markdown(
            "## A\n```check\nmap.min = 1\nmap.min != 1\nmap.min < 1\nmap.min > 1\nmap.min <= 1\nmap.min >= map.max\n"
            "```\n"),
        {});
    const std::vector<GoalLine>& lines = parsed.lesson.step(0).goal->lines;
    REQUIRE(lines.size() == 6);
    Texts signs;
    for (const GoalLine& line : lines) signs.push_back(comparison_text(line.comparison));
    CHECK(signs == Texts{"=", "!=", "<", ">", "<=", ">="});
    CHECK(lines[5].operand == "map.max");
}

TEST_CASE("a lesson with too many steps keeps as many as are allowed") {
    std::string steps;
    for (std::size_t i = 0; i <= kMaxLessonSteps; ++i) steps += "## " + std::to_string(i) + "\n";
    const ParsedLesson parsed = parse_lesson(lesson_markdown(steps), {});
    CHECK(parsed.lesson.steps.size() == kMaxLessonSteps);
    REQUIRE(parsed.problems.size() == 1);
    CHECK(parsed.problems[0].problem == "the lesson has more than 200 steps");
}

TEST_CASE("files that are no text in UTF-8, or too large, are refused") {
    const LessonBench bench;
    CHECK_THROWS_WITH(read_lesson(bench.write("a.md", "\xff\xfe")),
                      doctest::Contains("is not a text in UTF-8; save it as UTF-8"));
    CHECK_THROWS(read_lesson(bench.write("b.md", std::string(kMaxLessonBytes + 1, 'x'))));
    CHECK_THROWS(read_lesson(bench.folder / "none.md"));
}

TEST_CASE("a byte order mark and lines of Windows change nothing") {
    std::string text = "\ufeff";
    for (const char* c = kExampleLesson; *c != '\0'; ++c) text += *c == '\n' ? std::string("\r\n") : std::string(1, *c);
    const ParsedLesson parsed = parse_lesson(text, "example.en.md");
    CHECK(parsed.problems.empty());
    CHECK(parsed.lesson == example());
}

TEST_CASE("the list of lessons has the titles of the files with valid front matter") {
    const LessonBench bench;
    bench.write("b.en.md", lesson_markdown("## A\n"));
    bench.write("a.en.md", "---\ntitle: \"First: things\"\nlanguage: en\nminutes: 7\n---\n");
    bench.write("c.md", "# no front matter\n");
    bench.write("d.txt", lesson_markdown("## A\n"));
    const std::vector<LessonTitle> titles = list_lessons(bench.folder.path());
    REQUIRE(titles.size() == 2);
    CHECK(titles[0].title == "First: things");
    CHECK(titles[0].minutes == 7);
    CHECK(titles[1].file == bench.folder / "b.en.md");
    CHECK(list_lessons(bench.folder / "none").empty());
}

TEST_CASE("a block without an end is named with its first line, and its lines are not read as settings") {
    const Texts open = {
        "7: the block that begins here has no end. Write ``` on a line of its own after its last line."};
    CHECK(problems_of("## A\n```convscope\npicture staircase\nWhat is the sum?\n\n= 3\n") == open);
    CHECK(problems_of("## A\n```convscope\npicture staircase\n\n## B\n```convscope\nunpin\n```\nText.\n") == open);
    CHECK(problems_of("## A\n```check\nfilter.sum = 0\n\nText.\n```solution\nunpin\n```\n") == open);
    CHECK(problems_of("## A\n```\nplain code\n\nText.\n") == open);
    CHECK(problems_of("## A\n~~~~\n~~~\ncode\n~~~~\n    indented\n\n````\n```\n````\n").empty());
}

TEST_CASE("a key of the front matter that is set twice is refused with the second line") {
    const ParsedLesson parsed = parse_lesson("---\ntitle: A\nlanguage: en\ntitle: B\nminutes: 5\n---\n## A\n", {});
    CHECK(texts_of(parsed.problems) == Texts{"4: title is set a second time. Write each key once."});
    CHECK(parsed.lesson.title == "A");
}

TEST_CASE("a question has at most 26 answers") {
    std::string answers = "- [x] right\n";
    for (int i = 0; i < 25; ++i) answers += "- [ ] wrong\n";
    CHECK(problems_of("## A\n" + answers).empty());
    CHECK(problems_of("## A\n" + answers + "- [ ] one more\n") ==
          Texts{"7: a question has more than 26 answers. Leave some of them out."});
}

TEST_CASE("an answer that looks like a number or a calculation is refused unless it is quoted") {
    for (const std::string wrong :
         {"nan", "inf", "-inf", "Infinity", "inspector.sum + 1", "2 * inspector.sum", "3 + 4", "577 px", "+"}) {
        INFO(wrong);
        CHECK(problems_of("## A\n= " + wrong + "\n") ==
              Texts{"7: \"" + wrong +
                    "\" is neither a number nor the name of a value. Write a number or one name, or put words in "
                    "double quotes: = \"13 x 13\"."});
        const ParsedLesson quoted = parse_lesson(lesson_markdown("## A\n= \"" + wrong + "\"\n"), {});
        CHECK(quoted.problems.empty());
        CHECK(quoted.lesson.step(0).question->typed == TypedAnswer{TypedKind::word, wrong, 0, std::nullopt});
    }
    for (const std::string word : {"Ankle boot", "T-shirt/top", "information", "\u4e24\u4e2a", "\u00e9quivariance"})
        CHECK(problems_of("## A\n= " + word + "\n").empty());
}

TEST_CASE("names, lines, words and paragraphs that take long to read are refused") {
    std::string stars = "*";
    for (int i = 0; i < 40; ++i) stars += "a*";
    const Texts name = {"8: a name has more than 100 characters or 3 stars. Write a shorter one."};
    CHECK(problems_of("## A\n```convscope\ncover " + stars + "\n```\n") == name);
    CHECK(problems_of("## A\n```convscope\ncover " + std::string(900, 'x') + "\n```\n") == name);
    CHECK(problems_of("## A\n```convscope\n" + std::string(100'000, 'x') + "\n```\n") ==
          Texts{"8: a line of the block has more than 1,000 characters. Write a shorter one."});
    CHECK(problems_of("## A\n= " + std::string(201, 'x') + "\n") ==
          Texts{"7: an answer has more than 200 characters. Write a shorter one, or ask with choices."});
    CHECK(problems_of("## A\n\n" + std::string(501, 'x') + "\n") ==
          Texts{"8: a word has more than 500 characters. Put blanks into it."});
    std::string paragraph;
    while (paragraph.size() <= kMaxParagraphBytes) paragraph += "word ";
    const Texts long_paragraph = {"8: a paragraph has more than 10,000 characters. Divide it by empty lines."};
    CHECK(problems_of("## A\n\n" + paragraph + "\n") == long_paragraph);
    CHECK(problems_of("## A\n\n> **Teacher** " + paragraph + "\n") == long_paragraph);
    CHECK(problems_of("## A\n" + std::string(100, '\n') + "> **Hint** short\n").empty());
}

TEST_CASE("very deep quotes and lists are refused before they are read; rules and emphasis are not") {
    const std::string head = "---\ntitle: A\nlanguage: en\nminutes: 1\n---\n\n## S\n\n";
    std::string lists;
    for (int i = 0; i < 30'000; ++i) lists += "- ";
    for (const std::string& deep : {std::string(40'000, '>') + "x", lists + "x", std::string(200'000, '+')}) {
        const ParsedLesson parsed = parse_lesson(head + deep + "\n\n= 3\n", "deep.en.md");
        REQUIRE(parsed.problems.size() == 1);
        CHECK(parsed.problems[0].line == 9);
        CHECK(parsed.problems[0].problem == "quotes or lists are nested too deeply");
    }
    const std::string plain = "> > - two\n\n" + std::string(100, '-') + "\n\n" + lists + "\n\n**strong** text\n";
    CHECK(parse_lesson(head + plain, "plain.en.md").problems.empty());
}

}  // namespace convscope
