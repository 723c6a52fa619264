#include "app/lesson/write.h"

#include <doctest/doctest.h>

#include "app/lesson/check.h"
#include "core/base/text/translation.h"
#include "tests/app/lesson/words/word_lines.h"

namespace convscope {

namespace {

/// The parts of a document that settings set, without learners and pointers, which are made anew.
Document comparable(Document document) {
    document.learning.learner.reset();
    document.network_view.camera = {};
    if (document.network.input.source == InputSource::drawing) document.network.input.picture = {};
    // The name of the preset that was chosen last is no setting.
    for (LabFilter& filter : document.lab.filters) {
        filter.preset.clear();
        filter.plain_weight = 1;
        if (filter.median) filter.kernel = {filter.kernel.size, {}};
    }
    document.training_view.before_experiment.reset();
    return document;
}

}  // namespace

TEST_CASE("the written settings give the same state again") {
    for (const WordLine& line : word_lines()) {
        CAPTURE(line.lines);
        LessonBench bench;
        bench.set(line.before);
        const Document before = bench.document;
        bench.set(line.lines);
        const WrittenState written = write_state(before, bench.document, bench.folder.path());
        CHECK(written.left_out.empty() == line.is_written);
        if (!line.is_written) continue;
        const Document again = with_settings(before, written.settings, bench.files);
        CHECK(comparable(again).lab == comparable(bench.document).lab);
        CHECK(again.lab_view == bench.document.lab_view);
        CHECK(again.picture == bench.document.picture);
        CHECK(again.colour == bench.document.colour);
        CHECK(again.chain == bench.document.chain);
        CHECK(again.chain_view == bench.document.chain_view);
        CHECK(comparable(again).learning == comparable(bench.document).learning);
        CHECK(comparable(again).network == comparable(bench.document).network);
        CHECK(comparable(again).network_view == comparable(bench.document).network_view);
        CHECK(again.training == bench.document.training);
        CHECK(comparable(again).training_view == comparable(bench.document).training_view);
        CHECK(again.workspace == bench.document.workspace);
    }
}

TEST_CASE("nothing is written for an unchanged document") {
    LessonBench bench;
    CHECK(write_state(bench.document, bench.document, bench.folder.path()).settings.empty());
}

TEST_CASE("only what differs is written, as few lines as possible") {
    LessonBench bench;
    const Document before = bench.document;
    bench.set("preset laplacian\nborder zero\npin filtered 5 6");
    const WrittenState written = write_state(before, bench.document, bench.folder.path());
    REQUIRE(written.settings.size() == 3);
    CHECK(setting_line(written.settings[0]) == "preset laplacian");
    CHECK(setting_line(written.settings[1]) == "border zero");
    CHECK(setting_line(written.settings[2]) == "pin filtered 5 6");
}

TEST_CASE("a picture of the lesson's folder is named by its path, another one is left out") {
    LessonBench bench;
    const Document before = bench.document;
    std::filesystem::create_directory(bench.folder / "pictures");
    std::filesystem::copy(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/dot.png",
                          bench.folder / "pictures/own.png");
    bench.set("picture pictures/own.png");
    const WrittenState written = write_state(before, bench.document, bench.folder.path());
    REQUIRE(written.settings.size() == 1);
    CHECK(setting_line(written.settings[0]) == "picture pictures/own.png");
    const WrittenState elsewhere = write_state(before, bench.document, bench.folder / "other");
    CHECK(elsewhere.settings.empty());
    REQUIRE(elsewhere.left_out.size() == 1);
    CHECK(elsewhere.left_out[0] == "the picture own.png: put its file into the lesson's folder");
}

TEST_CASE("a new lesson passes its own check") {
    const LessonBench bench;
    const auto file = bench.write("new.en.md", new_lesson_markdown("My lesson"));
    const LessonReport report = check_lesson(file, CONVSCOPE_TEST_ASSETS);
    CHECK(texts_of(report.problems).empty());
    CHECK(report.title == "My lesson");
    CHECK(report.steps == 3);
}

TEST_CASE("a new lesson has its texts in its language and its blocks in English") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    const std::string text = new_lesson_markdown("A", "xx");
    CHECK(text.find("language: xx\n") != std::string::npos);
    CHECK(text.find("## Regarde\n```convscope\nworkspace filter-lab\n") != std::string::npos);
    CHECK(text.find("> **Hint** Which values") != std::string::npos);
    CHECK(new_lesson_markdown("A").find("## Look first\n") != std::string::npos);
}

TEST_CASE("a written step is added at the end and can be read again") {
    const std::vector<Setting> settings{{"preset", {"laplacian"}, 0}, {"kernel", {"1,0;0,1"}, 0}};
    const std::string text = with_added_step(new_lesson_markdown("A"), step_markdown("More", settings));
    const ParsedLesson parsed = parse_lesson(text, {});
    CHECK(parsed.problems.empty());
    REQUIRE(parsed.lesson.size() == 4);
    const LessonStep& added = parsed.lesson.step(3);
    CHECK(added.title == "More");
    REQUIRE(added.settings.size() == 2);
    CHECK(added.settings[1].arguments == std::vector<std::string>{"1,0;0,1"});
}

TEST_CASE("a step is written with what it covers") {
    const std::string step = step_markdown("One number", {}, {"inspector.sum", "view.pooled*"});
    CHECK(step.starts_with("## One number\n```convscope\ncover inspector.sum view.pooled*\n```\n"));
    const std::string text = with_added_step(new_lesson_markdown("A"), step);
    const Lesson lesson = parse_lesson(text, "/lessons/a.en.md").lesson;
    CHECK(lesson.steps.back().marks.covered == std::vector<std::string>{"inspector.sum", "view.pooled*"});
}

TEST_CASE("a step's text can be taken out and put back") {
    const std::string text = new_lesson_markdown("A");
    const Lesson lesson = parse_lesson(text, {}).lesson;
    const std::string source = step_source(text, lesson.step(1));
    CHECK(source.starts_with("## Then predict\n"));
    CHECK(source.ends_with("> **Teacher** Count hands, then reveal."));
    const std::string changed = with_step_source(text, lesson.step(1), "## Changed\n\nNew text.\n\n");
    const Lesson again = parse_lesson(changed, {}).lesson;
    REQUIRE(again.size() == 3);
    CHECK(again.step(1).title == "Changed");
    CHECK(plain_text(again.step(1).text) == "New text.");
    CHECK(again.step(0).text == lesson.step(0).text);
    CHECK(again.step(2).title == "Then calculate");
    CHECK(with_step_source(text, lesson.step(2), step_source(text, lesson.step(2))) == text);
}

}  // namespace convscope
