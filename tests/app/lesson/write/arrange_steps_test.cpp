#include "app/lesson/write/arrange_steps.h"

#include <doctest/doctest.h>

#include "app/lesson/step_documents.h"
#include "app/lesson/write.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

constexpr const char* kSteps =
    "## One\n```convscope\npreset sobel-vertical\nborder zero\npin filtered 5 6\ncover inspector.sum\n```\nText.\n\n"
    "## Two\n```convscope\npreset laplacian\nunpin\nonly filter.cell.*\n```\n- [ ] a\n- [x] b\n\n"
    "## Three\nJust text.\n\n"
    "## Four\n```convscope\nfree\nborder keep\n```\nThe end.\n";

struct Arranged {
    ArrangedLesson text;
    Lesson lesson;
    std::vector<Document> documents;
};

Arranged arranged(LessonBench& bench, const std::string& markdown, const std::vector<ArrangedStep>& steps) {
    const Lesson lesson = parse_lesson(markdown, bench.folder / "a.en.md").lesson;
    Arranged made{arranged_lesson(markdown, lesson, steps, bench.files), {}, {}};
    const ParsedLesson parsed = parse_lesson(made.text.markdown, bench.folder / "a.en.md");
    CHECK(texts_of(parsed.problems).empty());
    made.lesson = parsed.lesson;
    made.documents = step_documents(made.lesson, bench.files);
    return made;
}

}  // namespace

TEST_CASE("steps that change places show what they showed, and so do the steps after them") {
    LessonBench bench;
    const std::string markdown = lesson_markdown(kSteps);
    const Lesson lesson = parse_lesson(markdown, bench.folder / "a.en.md").lesson;
    const std::vector<Document> before = step_documents(lesson, bench.files);
    const Arranged made = arranged(bench, markdown, exchanged_steps(lesson, 0));
    REQUIRE(made.lesson.size() == 4);
    CHECK(made.text.left_out.empty());
    CHECK(made.lesson.step(0).title == "Two");
    CHECK(made.lesson.step(1).title == "One");
    CHECK(made.lesson.step(1).marks.covered == std::vector<std::string>{"inspector.sum"});
    const std::vector<std::size_t> old{1, 0, 2, 3};
    for (std::size_t i = 0; i < old.size(); ++i) {
        CAPTURE(i);
        CHECK(made.documents[i].lab.filters.at(0).kernel == before[old[i]].lab.filters.at(0).kernel);
        CHECK(made.documents[i].lab.border == before[old[i]].lab.border);
        CHECK(made.documents[i].lab_view.pinned == before[old[i]].lab_view.pinned);
    }
    // All controls were free in One, and only the cells in Three.
    CHECK(made.lesson.step(1).marks.free);
    CHECK(made.lesson.step(2).marks.only == std::vector<std::string>{"filter.cell.*"});
    CHECK(made.text.markdown.starts_with("---\ntitle: A lesson\n"));
    CHECK(made.text.markdown.ends_with("## Four\n```convscope\nfree\nborder keep\n```\nThe end.\n"));
}

TEST_CASE("a lesson whose steps stay in their order stays as it is") {
    LessonBench bench;
    const std::string markdown = lesson_markdown(kSteps);
    const Lesson lesson = parse_lesson(markdown, bench.folder / "a.en.md").lesson;
    std::vector<ArrangedStep> steps(4);
    for (int i = 0; i < 4; ++i) steps.at(static_cast<std::size_t>(i)).old_step = i;
    CHECK(arranged_lesson(markdown, lesson, steps, bench.files).markdown == markdown);
}

TEST_CASE("the step after a deleted one gets the settings that it had from it") {
    LessonBench bench;
    const std::string markdown = lesson_markdown(kSteps);
    const Lesson lesson = parse_lesson(markdown, bench.folder / "a.en.md").lesson;
    const Arranged made = arranged(bench, markdown, steps_without(lesson, 0));
    REQUIRE(made.lesson.size() == 3);
    CHECK(made.documents[0].lab.border == Border::zero);
    CHECK_FALSE(made.documents[0].lab_view.pinned);
    CHECK(made.documents[2].lab.border == Border::keep);
}

TEST_CASE("a new step stands after the given one, free of its limits, and the next step shows what it showed") {
    LessonBench bench;
    const std::string markdown = lesson_markdown(kSteps);
    const Lesson lesson = parse_lesson(markdown, bench.folder / "a.en.md").lesson;
    bench.set("preset identity\nborder replicate");
    ArrangedStep added{.title = "New", .covered = {"view.filtered"}, .state = bench.document};
    const Arranged made = arranged(bench, markdown, steps_with_added(lesson, 1, added));
    REQUIRE(made.lesson.size() == 5);
    CHECK(made.lesson.step(2).title == "New");
    CHECK(made.lesson.step(2).marks.free);
    CHECK(made.lesson.step(2).marks.covered == std::vector<std::string>{"view.filtered"});
    CHECK(made.documents[2].lab.border == Border::replicate);
    CHECK(made.documents[3].lab.border == Border::zero);
    CHECK(made.lesson.step(3).marks.only == std::vector<std::string>{"filter.cell.*"});
    CHECK(plain_text(made.lesson.step(3).text) == "Just text.");
}

TEST_CASE("new settings replace those of all blocks of a step, and leave its other code alone") {
    const std::string source =
        "## A\nText.\n```convscope\nstride 2\npoint view.input\n```\n```\nx = 1\n```\n```convscope\nonly stage.*\n```";
    CHECK(with_settings_lines(source, {{"stride", {"3"}, 0}}, "") ==
          "## A\n```convscope\nstride 3\npoint view.input\nonly stage.*\n```\nText.\n```\nx = 1\n```");
    CHECK(with_settings_lines("## A\nText.", {}, "free") == "## A\n```convscope\nfree\n```\nText.");
}

}  // namespace convscope
