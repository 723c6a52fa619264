#include "app/gui/widgets/type_ahead.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/gui/headless.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 4> kEntries{"Box blur", "Gaussian blur", "box of 5", "Identity"};

std::optional<std::size_t> typed(const std::vector<KeyPress>& keys, int from) {
    test::Headless headless;
    std::optional<std::size_t> entry;
    headless.frame(
        [&](Ui& ui) {
            entry = typed_entry(ui, kEntries, from);
            CHECK(ui.keys().empty() == (keys.empty() || !keys.front().control));
        },
        keys);
    return entry;
}

KeyPress letter(char c, bool control = false) {
    return {.key = Key::letter, .letter = c, .control = control};
}

}  // namespace

TEST_CASE(
    "a typed letter selects the next entry that begins with it, in any case, and after the last entry the first") {
    CHECK(typed({letter('b')}, -1) == 0U);
    CHECK(typed({letter('b')}, 0) == 2U);
    CHECK(typed({letter('b')}, 2) == 0U);
    CHECK(typed({letter('b'), letter('b')}, -1) == 2U);
    CHECK(typed({letter('i')}, 3) == 3U);
    CHECK_FALSE(typed({letter('x')}, 0));
    CHECK_FALSE(typed({}, 0));
}

TEST_CASE("a letter typed with Control is a shortcut and selects no entry") {
    CHECK_FALSE(typed({letter('b', true)}, -1));
}

}  // namespace convscope
