#include <doctest/doctest.h>

#include "app/lesson/play/lesson_play.h"
#include "app/lesson/play/lesson_progress.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

namespace {

constexpr const char* kSteps =
    "## One\n```convscope\nstride 2\ncover inspector.sum\npoint filter.cell.*\n```\n= inspector.sum\n\n> **Hint** "
    "first\n\n"
    "> **Hint** second\n\n"
    "## Two\n```convscope\nonly filter.cell.* stage.stride\n```\n- [ ] a\n- [x] b\n- [x] c\n\n"
    "## Three\n```check\nfilter.sum = 1\n```\n```solution\npreset identity\n```\n\n"
    "## Four\n```convscope\nfree\nstride 3\n```\n";

Lesson lesson() {
    return parse_lesson(lesson_markdown(kSteps), "/lessons/a.en.md").lesson;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("going on applies a step's own settings, any other move all settings from the start") {
    LessonPlay play(lesson(), initial_document());
    CHECK(play.index() == 0);
    CHECK(play.present_state().from_start);
    StepState state = play.go_to(1);
    CHECK_FALSE(state.from_start);
    CHECK(state.settings.empty());
    state = play.go_to(3);
    CHECK(state.from_start);
    REQUIRE(state.settings.size() == 2);
    CHECK(setting_line(state.settings[0]) == "stride 2");
    CHECK(setting_line(state.settings[1]) == "stride 3");
    state = play.go_to(0);
    CHECK(state.from_start);
    CHECK(state.settings.size() == 1);
    play.go_to(99);
    CHECK(play.index() == 3);
    CHECK_FALSE(play.can_go_on());
    CHECK(play.can_go_back());
}

TEST_CASE("a right answer reveals what is covered; a wrong number does not") {
    LessonPlay play(lesson(), initial_document());
    CHECK(play.covered() == Names{"inspector.sum"});
    CHECK(play.pointed() == Names{"filter.cell.*"});
    play.type("  ", LessonValue(5.0));
    CHECK_FALSE(play.progress().answered);
    play.type("4", LessonValue(5.0));
    CHECK(play.progress().answered);
    CHECK_FALSE(play.progress().right);
    CHECK(play.covered() == Names{"inspector.sum"});
    play.type("5", LessonValue(5.0));
    CHECK(play.progress().right);
    CHECK(play.covered().empty());
    CHECK(play.progress().attempts == 2);
    play.try_again();
    CHECK(play.covered() == Names{"inspector.sum"});
    CHECK_FALSE(play.progress().answered);
    play.reveal();
    CHECK(play.covered().empty());
    CHECK_FALSE(play.progress().answered);
}

TEST_CASE("the answer leaves covered what the next step covers in the same state") {
    const std::string steps =
        "## One\n```convscope\nstride 2\ncover inspector.sum view.filtered\n```\n= 5\n\n"
        "## Two\n```convscope\ncover view.filtered\n```\n= 6\n\n"
        "## Three\n```convscope\nstride 1\ncover view.filtered\n```\n= 7\n";
    LessonPlay play(parse_lesson(lesson_markdown(steps), "/lessons/a.en.md").lesson, initial_document());
    CHECK(play.covered() == Names{"inspector.sum", "view.filtered"});
    CHECK(play.can_reveal());
    play.type("5", std::nullopt);
    CHECK(play.covered() == Names{"view.filtered"});
    CHECK_FALSE(play.can_reveal());
    play.go_to(1);
    play.type("6", std::nullopt);
    CHECK(play.covered().empty());
    play.go_to(2);
    CHECK(play.can_reveal());
    play.reveal();
    CHECK(play.covered().empty());
}

TEST_CASE("hidden things stay covered in their step, whatever is answered") {
    const std::string steps =
        "## One\n```convscope\ncover inspector.sum\nhide view.filtered view.pooled\n```\n= 5\n\n"
        "## Two\n```convscope\nhide view.filtered\n```\nText.\n";
    LessonPlay play(parse_lesson(lesson_markdown(steps), "/lessons/a.en.md").lesson, initial_document());
    CHECK(play.covered() == Names{"inspector.sum", "view.filtered", "view.pooled"});
    play.type("5", std::nullopt);
    CHECK(play.covered() == Names{"view.filtered", "view.pooled"});
    play.go_to(1);
    CHECK_FALSE(play.can_reveal());
    CHECK(play.covered() == Names{"view.filtered"});
}

TEST_CASE("the next step is shown in the lesson's workspace and on its page, whatever was opened in between") {
    const std::string steps =
        "## One\n```convscope\nworkspace layers\npage why\n```\n\n## Two\n```convscope\nmap 3\n```\n\n"
        "## Three\n```convscope\nsession s.json\n```\n\n## Four\nText.\n";
    LessonPlay play(parse_lesson(lesson_markdown(steps), "/lessons/a.en.md").lesson, initial_document());
    const StepState state = play.go_to(1);
    CHECK_FALSE(state.from_start);
    REQUIRE(state.settings.size() == 3);
    CHECK(setting_line(state.settings[0]) == "workspace layers");
    CHECK(setting_line(state.settings[1]) == "page why");
    CHECK(setting_line(state.settings[2]) == "map 3");
    CHECK(play.go_to(2).settings.size() == 3);
    // The session has a workspace of its own.
    CHECK(play.go_to(3).settings.empty());
}

TEST_CASE("the page of a step is the last one of its workspace") {
    const std::string steps =
        "## One\n```convscope\nworkspace layers\npage why\n```\n\n## Two\n```convscope\npage answer\n```\n\n"
        "## Three\nText.\n\n## Four\n```convscope\nworkspace training\n```\n\n## Five\nText.\n";
    LessonPlay play(parse_lesson(lesson_markdown(steps), "/lessons/a.en.md").lesson, initial_document());
    play.go_to(1);
    const StepState third = play.go_to(2);
    REQUIRE(third.settings.size() == 2);
    CHECK(setting_line(third.settings[1]) == "page answer");
    play.go_to(3);
    const StepState fifth = play.go_to(4);
    REQUIRE(fifth.settings.size() == 1);
    CHECK(setting_line(fifth.settings[0]) == "workspace training");
}

TEST_CASE("all right choices must be chosen") {
    LessonPlay play(lesson(), initial_document());
    play.go_to(1);
    play.choose({});
    CHECK_FALSE(play.progress().answered);
    play.choose({1});
    CHECK((play.progress().answered && !play.progress().right));
    CHECK_FALSE(play.progress().revealed);
    play.choose({1, 2});
    CHECK(play.progress().right);
    CHECK(play.progress().chosen == std::set<int>{1, 2});
    play.type("text", std::nullopt);
    CHECK(play.progress().typed.empty());
}

TEST_CASE("starting over forgets answers and reveals, and shows the first step") {
    LessonPlay play(lesson(), initial_document());
    play.type("5", LessonValue(5.0));
    play.go_to(1);
    play.choose({1, 2});
    const StepState state = play.start_over();
    CHECK(state.from_start);
    CHECK(play.index() == 0);
    CHECK(play.done() == 0);
    CHECK(play.covered() == Names{"inspector.sum"});
    CHECK(play.all_progress().size() == 4);
}

TEST_CASE("only lasts until free, also for a step that is jumped to") {
    LessonPlay play(lesson(), initial_document());
    CHECK_FALSE(play.only().has_value());
    play.go_to(2);
    CHECK(play.only() == Names{"filter.cell.*", "stage.stride"});
    play.go_to(3);
    CHECK_FALSE(play.only().has_value());
    play.go_to(1);
    CHECK(play.only().has_value());
}

TEST_CASE("hints come one after the other, up to the last") {
    LessonPlay play(lesson(), initial_document());
    CHECK(play.progress().hints == 0);
    for (int i = 0; i < 3; ++i) play.show_hint();
    CHECK(play.progress().hints == 2);
}

TEST_CASE("a step is done when it is answered and its goal reached") {
    LessonPlay play(lesson(), initial_document());
    CHECK(play.done() == 0);
    play.type("1", LessonValue(5.0));
    CHECK(play.done() == 1);
    play.go_to(2);
    CHECK(play.done() == 1);
    play.reach_goal();
    CHECK(play.done() == 2);
    play.go_to(3);
    CHECK(play.done() == 3);
}

TEST_CASE("a reloaded lesson keeps the progress of its steps by their titles") {
    LessonPlay play(lesson(), initial_document());
    play.type("5", LessonValue(5.0));
    play.go_to(1);
    play.choose({0});
    const ParsedLesson changed = parse_lesson(
        lesson_markdown("## New\n\n" + std::string(kSteps).replace(std::string(kSteps).find("- [ ] a"), 7, "- [ ] A")),
        {});
    REQUIRE(changed.problems.empty());
    play.reload(changed.lesson);
    CHECK(play.lesson().size() == 5);
    CHECK(play.step().title == "Two");
    CHECK(play.progress(1).right);
    // The question of step "Two" is another one now.
    CHECK_FALSE(play.progress().answered);
    CHECK(play.progress().visited);
}

TEST_CASE("leaving can give back the document before the lesson") {
    Document before = initial_document();
    before.lab.stride = 4;
    const LessonPlay play(lesson(), before);
    CHECK(play.before() == before);
}

TEST_CASE("progress is kept in a file, by file name and title") {
    const LessonBench bench;
    LessonPlay play(lesson(), initial_document());
    play.type("5 ", LessonValue(5.0));
    play.go_to(1);
    play.choose({0, 2});
    play.show_solution();
    KeptLessons kept;
    kept.remember(play);
    kept.tour_offered = true;
    save_kept_lessons(bench.folder / "new/data", kept);
    const KeptLessons read = load_kept_lessons(bench.folder / "new/data");
    CHECK(read == kept);
    const KeptLesson* found = read.find("/elsewhere/a.en.md", "A lesson");
    REQUIRE(found != nullptr);
    CHECK(found->visited() == 2);
    CHECK(read.find("a.en.md", "Another") == nullptr);
    LessonPlay again(lesson(), initial_document());
    const StepState state = again.resume(found->step, found->steps);
    CHECK(again.index() == 1);
    CHECK(state.from_start);
    CHECK(again.progress(0).typed == "5 ");
    CHECK(again.progress() == play.progress());
}

TEST_CASE("progress of a lesson with other steps is not used") {
    LessonPlay play(lesson(), initial_document());
    play.resume(2, std::vector<StepProgress>(7));
    CHECK(play.index() == 0);
    std::vector<StepProgress> damaged(4);
    damaged[1].chosen = {0, 9};
    damaged[0].hints = 50;
    play.resume(1, damaged);
    CHECK(play.index() == 1);
    CHECK(play.progress().chosen == std::set<int>{0});
    CHECK(play.progress(0).hints == 2);
}

TEST_CASE("a missing or damaged file of progress gives none") {
    const LessonBench bench;
    CHECK(load_kept_lessons(bench.folder.path()) == KeptLessons{});
    for (const char* text : {"", "[]", R"({"lessons": 5, "tour_offered": true})",
                             R"({"lessons": [{"file": 1}], "tour_offered": true})", "{\"lessons\": ["}) {
        bench.write("lessons.json", text);
        CHECK(load_kept_lessons(bench.folder.path()) == KeptLessons{});
    }
}

TEST_CASE("the lesson that was played last comes first, and only so many are kept") {
    KeptLessons kept;
    for (std::size_t i = 0; i < KeptLessons::kMaxLessons + 5; ++i) {
        Lesson other = lesson();
        other.title = std::to_string(i);
        kept.remember(LessonPlay(other, initial_document()));
    }
    CHECK(kept.lessons.size() == KeptLessons::kMaxLessons);
    CHECK(kept.lessons.front().title == "104");
    kept.remember(LessonPlay(lesson(), initial_document()));
    kept.remember(LessonPlay(lesson(), initial_document()));
    CHECK(kept.lessons.front().title == "A lesson");
    CHECK(kept.lessons.at(1).title == "104");
    kept.forget("a.en.md", "A lesson");
    CHECK(kept.lessons.front().title == "104");
}

}  // namespace convscope
