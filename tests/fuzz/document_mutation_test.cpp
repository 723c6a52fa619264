// Changes settings and sessions in many ways: each is accepted, or refused as its reader promises.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/document/picture_commands.h"
#include "app/document/session.h"
#include "app/document/user_settings.h"
#include "core/image/plane_edits.h"
#include "tests/fuzz/document_readers.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

using Text = std::vector<std::uint8_t>;

Text text_of_file(const std::filesystem::path& file) {
    const std::string content = content_of(file);
    return {content.begin(), content.end()};
}

/// Replaces, doubles or removes a few bytes, often by characters with a meaning in JSON.
Text changed(const Text& whole, std::mt19937& random) {
    constexpr std::string_view kSigns = "{}[]\",:-0e.\\\x80";
    Text damaged = whole;
    for (std::size_t changes = 1 + random() % 4; changes > 0 && !damaged.empty(); --changes) {
        const auto place = damaged.begin() + static_cast<std::ptrdiff_t>(random() % damaged.size());
        if (random() % 4 == 0)
            damaged.erase(place);
        else if (random() % 4 == 0)
            damaged.insert(place, *place);
        else
            *place = static_cast<std::uint8_t>(kSigns[random() % kSigns.size()]);
    }
    return damaged;
}

template <class Reader>
void check_damage(const Text& whole, int rounds, Reader read) {
    REQUIRE(read(whole));
    for (std::size_t length = 1; length < whole.size(); length += 7)
        CHECK_NOTHROW(read(Text(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))));
    std::mt19937 random(20240611);
    for (int round = 0; round < rounds; ++round) CHECK_NOTHROW(read(changed(whole, random)));
}

}  // namespace

TEST_CASE("damaged settings are read or set aside") {
    const TemporaryFolder folder;
    UserSettings settings{.dark = true, .scale = 1.25F};
    settings.remember_file("/lesson/a.png");
    settings.remember_pictures({"/lesson/b.png"});
    settings.remember_preset({"Edges", initial_document().lab.filters[0]});
    settings.remember_notes("/lesson/m.h5", {.labels = {"cat", "dog"}});
    settings.window = WindowPlace{.x = 3, .y = 4};
    save_user_settings(folder.path(), settings);
    check_damage(text_of_file(folder / "settings.json"), 300, [](const Text& text) { return read_settings(text); });
}

TEST_CASE("damaged sessions are opened or refused with a LoadError") {
    const TemporaryFolder folder;
    History history{initial_document()};
    history.perform(new_picture(uniform_plane({3, 3}, 5), "New picture"));
    history.perform(set_stride(2));
    save_session(folder / "s.json", history.document());
    check_damage(text_of_file(folder / "s.json"), 1500, [](const Text& text) { return read_session(text); });
}

TEST_CASE("damaged lessons are read, with their problems") {
    const Text whole = text_of_file(std::filesystem::path(CONVSCOPE_FUZZ_CORPUS) / "lesson/example.md");
    check_damage(whole, 1500, [](const Text& text) { return read_lesson_text(text); });
}
