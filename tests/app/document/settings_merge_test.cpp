#include "app/document/settings_merge.h"

#include <doctest/doctest.h>

#include "tests/app/document/documents.h"

namespace convscope {

namespace {

using Paths = std::vector<std::filesystem::path>;

Paths recent_after(const Paths& base, const Paths& mine, const Paths& theirs) {
    UserSettings a, b, c;
    a.recent_files = base;
    b.recent_files = mine;
    c.recent_files = theirs;
    return merge_settings(a, b, c).recent_files;
}

UserPreset preset(const std::string& name, float bias = 0) {
    UserPreset made{name, unusual_document().lab.filters[0]};
    made.filter.bias = bias;
    return made;
}

}  // namespace

TEST_CASE("values that only the other window changed are kept") {
    const UserSettings base;
    UserSettings mine = base, theirs = base;
    mine.scale = 1.5F;
    theirs.dark = true;
    theirs.language = "zh";
    theirs.folder = "/theirs";
    theirs.dataset = "/garments";
    theirs.window = WindowPlace{.x = 5};
    const UserSettings merged = merge_settings(base, mine, theirs);
    CHECK(merged.scale == 1.5F);
    CHECK(merged.dark);
    CHECK(merged.language == "zh");
    CHECK(merged.folder == "/theirs");
    CHECK(merged.dataset == "/garments");
    CHECK(merged.window->x == 5);
}

TEST_CASE("if both windows changed a value, the one written last is kept") {
    const UserSettings base;
    UserSettings first = base, second = base;
    first.scale = 1.5F;
    second.scale = 2;
    CHECK(merge_settings(base, first, second).scale == 1.5F);
    CHECK(merge_settings(base, second, first).scale == 2);
    CHECK(merge_settings(base, base, second) == second);
}

TEST_CASE("recent files of both windows are kept, those opened here first") {
    CHECK(recent_after({"a", "b"}, {"m", "a", "b"}, {"t", "a", "b"}) == Paths{"m", "t", "a", "b"});
    CHECK(recent_after({"a", "b", "c"}, {"c", "a", "b"}, {"t", "a", "b", "c"}) == Paths{"c", "t", "a", "b"});
    CHECK(recent_after({"a", "b"}, {"a", "b"}, {"t", "b"}) == Paths{"t", "b"});
    CHECK(recent_after({"a", "b"}, {}, {"t", "a", "b"}) == Paths{"t"});  // forgotten here
    CHECK(recent_after({}, {"m"}, {"t", "m"}) == Paths{"m", "t"});
    Paths many;
    for (std::size_t i = 0; i < UserSettings::kMaxRecent; ++i) many.push_back(std::to_string(i));
    const Paths merged = recent_after({}, {"m"}, many);
    CHECK(merged.size() == UserSettings::kMaxRecent);
    CHECK(merged.front() == "m");
}

TEST_CASE("presets of both windows are kept; a removed one goes, a changed one is replaced") {
    UserSettings base, mine, theirs;
    base.presets = {preset("removed here"), preset("removed there"), preset("changed"), preset("kept")};
    mine.presets = {preset("removed there"), preset("changed", 3), preset("kept"), preset("new here")};
    theirs.presets = {preset("removed here"), preset("changed"), preset("kept"), preset("new there")};
    const UserSettings merged = merge_settings(base, mine, theirs);
    CHECK(merged.presets ==
          std::vector<UserPreset>{preset("changed", 3), preset("kept"), preset("new there"), preset("new here")});
}

TEST_CASE("notes on models and pictures of both windows are kept") {
    UserSettings base, mine, theirs;
    base.models = {{"/a.h5", {.labels = {"a"}}}};
    mine.models = {{"/m.h5", {.labels = {"m"}}}, {"/a.h5", {.labels = {"a"}}}};
    theirs.models = {{"/a.h5", {.labels = {"changed"}}}};
    mine.pictures = {"/m.png"};
    theirs.pictures = {"/t.png"};
    const UserSettings merged = merge_settings(base, mine, theirs);
    CHECK(merged.notes_of("/m.h5").labels.front() == "m");
    CHECK(merged.notes_of("/a.h5").labels.front() == "changed");
    CHECK(merged.pictures == Paths{"/t.png", "/m.png"});
}

}  // namespace convscope
