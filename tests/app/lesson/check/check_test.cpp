#include "app/lesson/check.h"

#include <doctest/doctest.h>

#include "app/lesson/check/trial_run.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

using Texts = std::vector<std::string>;

/// The problems of a lesson with these steps, which begin in line 6.
Texts problems_of(const std::string& steps) {
    const LessonBench bench;
    const auto file = bench.write("a.en.md", lesson_markdown(steps));
    return texts_of(check_lesson(file, CONVSCOPE_TEST_ASSETS).problems);
}

}  // namespace

TEST_CASE("a lesson without faults has none, and is counted") {
    const LessonBench bench;
    const auto file =
        bench.write("a.en.md", lesson_markdown("## A\n```convscope\npin filtered 5 5\ncover "
                                               "inspector.sum\n```\nSum?\n\n= inspector.sum\n\n## B\n```check\n"
                                               "filter.sum != 0\n```\n```solution\npreset identity\n```\n"));
    const LessonReport report = check_lesson(file, CONVSCOPE_TEST_ASSETS);
    CHECK(texts_of(report.problems).empty());
    CHECK(report.title == "A lesson");
    CHECK((report.steps == 2 && report.questions == 1 && report.goals == 1));
    CHECK(report_text(report).starts_with(file.string() + ": 2 steps, 1 question, 1 goal, "));
}

TEST_CASE("a state that cannot be set is a problem in its line, and the others are set all the same") {
    CHECK(problems_of("## A\n```convscope\nstride 9\npool-size 9\n```\n") ==
          Texts{"8: 9 is not between 1 and 4. Write a number from 1 to 4.",
                "9: 9 is not between 2 and 4. Write a number from 2 to 4."});
}

TEST_CASE("an answer without a value is a problem") {
    CHECK(problems_of("## A\n= inspector.sum\n") == Texts{"7: inspector.sum has no value in this state: no output "
                                                          "pixel is pinned; write a line with pin before. Write "
                                                          "the settings that give it a value."});
    CHECK(
        problems_of("## A\n= training.accuracy\n") ==
        Texts{
            "7: training.accuracy is known only in a run, which differs from machine to machine. Ask with choices, or "
            "make it a goal."});
}

TEST_CASE("a comment on a wrong answer must be on a wrong one, and its value must exist") {
    CHECK(problems_of("## A\n= 3\n\n> **Wrong 3** No.\n> **Wrong 4** Too many.\n") ==
          Texts{"9: 3 is commented on as a wrong answer, but it is right. Change it or leave it out."});
    CHECK(problems_of("## A\n```convscope\nunpin\n```\n= 3\n\n> **Wrong inspector.sum** No.\n").size() == 1);
    CHECK(problems_of("## A\n- [ ] a\n- [x] b\n\n> **Wrong 3** No.\n") ==
          Texts{"10: a comment on a wrong answer has no typed answer before it. Write it after the line with =."});
}

TEST_CASE("a run is played until its maps are dead, if a goal asks for them") {
    LessonBench bench;
    bench.set(
        "workspace training\ndataset lines\nimages 600\nvalidation 0.2\narchitecture course\nconvolutions 1\nfilters "
        "8\nkernel-size 5\ndense 32\nactivation relu\nepochs 2\nbatch 32\nrate 0.1\noptimizer adam\nseed 1");
    std::optional<double> never_active;
    trial_run(bench.document, 60, [&](const RunFacts& facts) {
        never_active = facts.never_active;
        return false;
    });
    REQUIRE(never_active.has_value());
    CHECK(*never_active > 4);
    CHECK(*never_active <= 40);
}

TEST_CASE("a goal that is reached already is a problem") {
    CHECK(
        problems_of("## A\n```check\nfilter.sum = 0\n```\n```solution\npreset laplacian\n```\n") ==
        Texts{"7: the goal is reached already at the start of the step. Write settings from which something has to be "
              "done."});
}

TEST_CASE("a goal without a solution, or with one that does not reach it, is a problem") {
    CHECK(problems_of("## A\n```check\nfilter.sum = 1\n```\n") ==
          Texts{"7: the goal has no solution. Write a solution block after the check block."});
    CHECK(problems_of(
              "## A\n```check\nfilter.sum = 1\nfiltered.range > 200\n```\n```solution\nkernel \"0,0,0;0,3,0;0,0,0\"\n"
              "```\n") == Texts{"7: the solution does not reach the goal: filter.sum = 1 does not hold: it is 3. "
                                "Change the solution or the goal."});
}

TEST_CASE("a covered name must be in the workspace of the step") {
    CHECK(
        problems_of("## A\n```convscope\nworkspace layers\ncover view.filtered\n```\n") ==
        Texts{"6: \"view.filtered\" is not in the workspace that the step shows. Write workspace before it, or another "
              "name."});
}

TEST_CASE("files and pictures that are missing are problems") {
    const LessonBench bench;
    const auto file = bench.write(
        "a.en.md", "---\ntitle: A\nlanguage: en\nminutes: 5\nfiles: cat.png\n---\n## A\nLook:\n\n![A dog](dog.png)\n");
    CHECK(
        texts_of(check_lesson(file, CONVSCOPE_TEST_ASSETS).problems) ==
        Texts{"0: \"cat.png\" is not in the lesson's folder. put the file into that folder and write its name.",
              "10: the picture \"dog.png\" is not in the lesson's folder. Put the file into that folder and write its "
              "name."});
}

TEST_CASE("a file that is no lesson is a problem, not an exception") {
    const LessonBench bench;
    const LessonReport report = check_lesson(bench.folder / "none.md", CONVSCOPE_TEST_ASSETS);
    REQUIRE(report.problems.size() == 1);
    CHECK(report.problems[0].line == 0);
    const LessonReport binary = check_lesson(bench.write("b.md", "\xff"), CONVSCOPE_TEST_ASSETS);
    REQUIRE(binary.problems.size() == 1);
    CHECK(binary.problems[0].problem == "is not a text in UTF-8");
}

TEST_CASE("each step starts from what the steps before left") {
    CHECK(problems_of(
              "## A\n```convscope\npin filtered 5 5\n```\n\n## B\n= inspector.sum\n\n## C\n```convscope\nunpin\n```\n"
              "= inspector.row\n")
              .size() == 1);
}

TEST_CASE("languages must have equal blocks") {
    const LessonBench bench;
    const std::string english = "## A\n```convscope\nstride 2\n```\nWhat?\n\n- [x] yes\n- [ ] no\n";
    const auto file = bench.write("a.en.md", lesson_markdown(english));
    bench.write(
        "a.ko.md",
        "---\ntitle: B\nlanguage: ko\nminutes: 5\n---\n## \uac00\n```convscope\nstride 2\n```\n?\n\n- [x] \ub124\n"
        "- [ ] \uc544\ub2c8\uc694\n");
    CHECK(texts_of(check_lesson(file, CONVSCOPE_TEST_ASSETS).problems).empty());
    bench.write(
        "a.ko.md",
        "---\ntitle: B\nlanguage: ko\nminutes: 5\n---\n## \uac00\n```convscope\nstride 3\n```\n?\n\n- [ ] \ub124\n"
        "- [x] \uc544\ub2c8\uc694\n");
    CHECK(texts_of(check_lesson(file, CONVSCOPE_TEST_ASSETS).problems) ==
          Texts{"6: the settings of the step differs from that in a.ko.md. Write the same blocks in both languages."});
}

TEST_CASE("differences of languages are found in questions, goals and the number of steps") {
    const auto differences = [](const std::string& a, const std::string& b) {
        return texts_of(language_problems(parse_lesson(lesson_markdown(a), "x.en.md").lesson,
                                          parse_lesson(lesson_markdown(b), "x.zh.md").lesson));
    };
    CHECK(differences("## A\n= 5\n", "## A\n= 5\n").empty());
    CHECK(differences("## A\n= stairs\n", "## A\n= Treppe\n").empty());
    CHECK(differences("## A\n= 5\n", "## A\n= 6\n").size() == 1);
    CHECK(differences("## A\n= 5\n", "## A\n- [x] 5\n- [ ] 6\n").size() == 1);
    CHECK(differences("## A\n```check\nfilter.sum = 1\n```\n", "## A\n```check\nfilter.sum = 2\n```\n").size() == 1);
    CHECK(differences("## A\n", "## A\n## B\n") ==
          Texts{"0: the lesson has 1 steps, but x.zh.md has 2. Write the same blocks in both languages."});
}

TEST_CASE("a goal about training is reached by training, or it is a problem") {
    const std::string settings =
        "## A\n```convscope\nworkspace training\ndataset lines\nimages 500\nepochs 4\nbatch 16\n```\n";
    CHECK(problems_of(settings + "```check\ntraining.accuracy > 0.5\n```\n").empty());
    const Texts problems = problems_of(settings + "```check\ntraining.accuracy > 1\n```\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("14: training does not reach the goal: training.accuracy > 1 does not hold: it is "));
}

TEST_CASE("a training that takes long, or needs files, is not played to its end") {
    LessonBench bench;
    bench.set("workspace training\ndataset lines");
    const auto never = [](const RunFacts&) { return false; };
    CHECK(trial_run(bench.document, 0, never) == TrialResult::stopped);
    bench.set("dataset fashion-mnist");
    CHECK(trial_run(bench.document, 10, never) == TrialResult::stopped);
}

}  // namespace convscope
