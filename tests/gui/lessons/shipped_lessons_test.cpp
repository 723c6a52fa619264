// Plays every step of the lessons that come with the program and looks for the things that they name.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/lessons/lessons.h"
#include "app/lesson/names.h"
#include "app/lesson/predict/name_pattern.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

namespace {

constexpr int kMaxFrames = 400;  ///< of a step, before work in the background is waited for

/// The beginning of names that are drawn once a network has been trained, which takes too long here.
constexpr std::string_view kTrained = "training.health.";

/// The names that the window must draw when the step begins.
std::vector<std::string> names_of(const LessonStep& step) {
    std::vector<std::string> names = step.marks.pointed;
    if (step.question && step.question->typed && step.question->typed->kind == TypedKind::value &&
        is_lesson_name(step.question->typed->text))
        names.push_back(step.question->typed->text);
    std::erase_if(names, [](const std::string& name) { return name.starts_with(kTrained); });
    return names;
}

/// The names that are not drawn, also not out of view in a part that scrolls.
std::vector<std::string> missing(Driver& driver, const std::vector<std::string>& names) {
    std::vector<std::string> absent;
    for (const std::string& pattern : names)
        if (std::ranges::none_of(driver.shell().ui_map(), [&](const auto& entry) {
                return !entry.first.starts_with("cover.") && matches_name(pattern, entry.first);
            }))
            absent.push_back(pattern);
    return absent;
}

/// Runs frames until `found` is true or no work is left.
void run_until(Driver& driver, const std::function<bool()>& found) {
    const LessonRunner& runner = driver.shell().lessons().runner();
    for (int i = 0; i < kMaxFrames && (runner.is_applying() || !found()); ++i) driver.frames(1);
    if (found()) return;
    driver.settle();
    driver.frames(6);  // the panels that the step needs unfold
}

/// True if the list names nothing, or at least one thing that is drawn: others may appear when the learner acts.
bool names_something(Driver& driver, const std::vector<std::string>& names) {
    const auto found = [&] { return names.empty() || missing(driver, names).size() < names.size(); };
    run_until(driver, found);
    return found();
}

/// The lessons in English. The test "lessons" fails if another language has other blocks.
std::vector<std::filesystem::path> shipped_lessons() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(CONVSCOPE_TEST_ASSETS "/lessons"))
        if (entry.path().string().ends_with(".en.md")) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

TEST_CASE("the window draws everything that the steps of the shipped lessons name") {
    for (const auto& file : shipped_lessons()) {
        Driver driver;
        driver.drop({file});
        const LessonRunner& runner = driver.shell().lessons().runner();
        REQUIRE(runner.is_open());
        CHECK(runner.problems().empty());
        const int steps = runner.play().lesson().size();
        for (int i = 0; i < steps; ++i) {
            if (i > 0) driver.tap(GLFW_KEY_PAGE_DOWN, GLFW_MOD_CONTROL);
            driver.frames(1);
            REQUIRE(runner.play().index() == i);
            const std::vector<std::string> names = names_of(runner.play().step());
            run_until(driver, [&] { return missing(driver, names).empty(); });
            for (const std::string& name : missing(driver, names))
                FAIL_CHECK(fmt::format("{}, step {}: {}", file.filename().string(), i + 1, name));
            CAPTURE(file.filename().string());
            CAPTURE(i + 1);
            CHECK(names_something(driver, runner.play().step().marks.covered));
            if (runner.play().only()) CHECK(names_something(driver, *runner.play().only()));
        }
    }
}
