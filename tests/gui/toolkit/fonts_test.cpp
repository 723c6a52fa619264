#include "app/gui/toolkit/fonts.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <vector>

#include "app/gui/toolkit/imgui_context.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

namespace convscope {

namespace {

// One character of each: Hangul, Han, Hiragana, Arabic. U+2FE0 is not assigned, so that no font has it.
constexpr char32_t kHangul = U'\uD55C', kHan = U'\u4E2D', kHiragana = U'\u3042', kArabic = U'\u0633';
constexpr char32_t kUnassigned = U'\u2FE0';

bool has_ink(const ImFont& font, char32_t character) {
    const ImFontGlyph* glyph = font.FindGlyphNoFallback(static_cast<ImWchar>(character));
    return glyph != nullptr && glyph->Visible != 0 && glyph->X1 - glyph->X0 > 4;
}

}  // namespace

TEST_CASE("fonts show the characters of other scripts that are asked for, in all sizes of text") {
    const ImGuiSession imgui;
    const Characters extra{kHangul, kHan, kHiragana, kArabic, kUnassigned};
    const Fonts fonts = load_fonts(1, extra);
    for (const ImFont* font : {fonts.caption, fonts.text, fonts.heading, fonts.code}) {
        for (const char32_t character : {kHangul, kHan, kHiragana, kArabic}) CHECK(has_ink(*font, character));
        CHECK_FALSE(has_ink(*font, kUnassigned));
        CHECK(has_ink(*font, U'A'));
    }
    // Only what was asked for is in the atlas.
    CHECK(fonts.text->FindGlyphNoFallback(0xAE00) == nullptr);
    CHECK(fonts.digits[0]->FindGlyphNoFallback(static_cast<ImWchar>(kHangul)) == nullptr);
    // Digits keep equal widths.
    CHECK(fonts.text->FindGlyph('1')->AdvanceX == fonts.text->FindGlyph('8')->AdvanceX);
}

TEST_CASE("Hangul is as large as Latin letters in the same line") {
    const ImGuiSession imgui;
    const Fonts fonts = load_fonts(2, {kHangul});
    const ImFontGlyph* hangul = fonts.text->FindGlyphNoFallback(static_cast<ImWchar>(kHangul));
    const ImFontGlyph* capital = fonts.text->FindGlyphNoFallback('H');
    REQUIRE(hangul != nullptr);
    // An em is 32 pixels; a syllable fills most of it and stands on about the same line.
    CHECK(hangul->AdvanceX > 24);
    CHECK(hangul->AdvanceX < 40);
    CHECK(hangul->Y1 - hangul->Y0 > 0.9F * (capital->Y1 - capital->Y0));
    CHECK(hangul->Y1 < capital->Y1 + 8);
    CHECK(hangul->Y0 > capital->Y0 - 8);
}

TEST_CASE("missing characters are those beyond the font's, each once") {
    const ImGuiSession imgui;
    const Fonts fonts = load_fonts(1, {kHan});
    CHECK(missing_characters(*fonts.text, "boot.png").empty());
    CHECK(missing_characters(*fonts.text, "Gr\u00f6\u00dfe \u2212 \u4e2d").empty());
    CHECK(missing_characters(*fonts.text, "\ud55c\uae00\ud55c.png") == Characters{kHangul, U'\uAE00'});
    CHECK(missing_characters(*fonts.text, "\xff\xfe\x80").empty());
    // Dear ImGui shows characters beyond U+FFFF as U+FFFD.
    CHECK(missing_characters(*fonts.text, "\U0001F600").empty());
    CHECK(fonts.text->FindGlyphNoFallback(0xFFFD) != nullptr);
}

TEST_CASE("the name of a picture in Korean is legible") {
    test::Driver driver;
    const std::filesystem::path file = driver.folder() / "\ud55c\uad6d\uc5b4 \ubd80\uce20.png";
    save_png(file, {4, 4}, 1, std::vector<std::uint8_t>(16, 128));
    const auto is_legible = [](char32_t character) { return has_ink(*ImGui::GetIO().Fonts->Fonts[1], character); };
    CHECK_FALSE(is_legible(kHangul));
    driver.drop({file});
    driver.settle();
    driver.frames(2);
    for (const char32_t character : {U'\uD55C', U'\uAD6D', U'\uC5B4', U'\uBD80', U'\uCE20'})
        CHECK(is_legible(character));
}

}  // namespace convscope
