#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "app/document/session.h"
#include "app/lesson/names.h"
#include "app/lesson/names/name_parts.h"
#include "app/lesson/parse.h"
#include "app/lesson/state.h"
#include "tests/gui/driver.h"

using namespace convscope;
using namespace convscope::test;

namespace {

/// The states that together show every name that lessons need most.
constexpr auto kStates = std::to_array<const char*>({
    "workspace filter-lab\npage filter\npin filtered 255 255",
    "workspace filter-lab\npage filter\ncompare on\ncombine magnitude",
    "workspace filter-lab\npicture portrait\npage colour\npin filtered 100 100",
    "workspace filter-lab\npage chain\nchain course",
    "workspace filter-lab\npage learn\nlearn laplacian\nlearn-steps 5",
    "workspace layers\npage maps\nlayer conv2d\npin layer 10 12",
    "workspace layers\npage maps\nlayer conv2d_1\npin layer 5 5",
    "workspace layers\npage table\nlayer conv2d",
    "workspace layers\npage answer",
    "workspace layers\npage why\nmethod contribution",
    "workspace layers\npage why\nmethod grad-cam",
    "workspace layers\npage why\nmethod shifts",
    "workspace layers\npage models",
    "workspace training\npage watch\nsection data",
    "workspace training\npage watch\nsection network",
    "workspace training\npage watch\nsection options",
    "workspace training\npage health",
    "workspace training\npage confusion",
});

/// Adds the names that the window draws in a state.
void collect(Driver& driver, const std::string& lines, std::set<std::string>& drawn) {
    LessonFiles files(CONVSCOPE_TEST_ASSETS, driver.folder());
    const ParsedLesson parsed = parse_lesson("## One\n```convscope\n" + lines + "\n```\n", {});
    const std::filesystem::path session = driver.folder() / "names.json";
    save_session(session, with_settings(lesson_document(files), parsed.lesson.step(0).settings, files));
    driver.drop({session});
    driver.settle();
    for (const auto& [name, rect] : driver.shell().ui_map()) drawn.insert(name);
}

}  // namespace

TEST_CASE("the window draws everything that lessons can cover, point at or allow") {
    Driver driver(1920, 1200);
    std::set<std::string> drawn;
    for (const char* settings : kStates) collect(driver, settings, drawn);
    for (const LessonName& name : lesson_names()) {
        CAPTURE(name.name);
        CHECK(std::ranges::any_of(drawn, [&](const std::string& known) { return fits(known, name.name); }));
    }
}
