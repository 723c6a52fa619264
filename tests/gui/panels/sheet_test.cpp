#include "app/gui/panels/sheet.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <span>

#include "app/gui/toolkit/imgui_context.h"
#include "app/platform/fonts.h"

namespace convscope {

namespace {

constexpr Size kSize{40, 240};
constexpr int kTop = 8;
constexpr std::string_view kAnswer = "Ankle boot 98.8 %";

/// The interface's font at 17 pixels, in an atlas with `oversampling` pixels for each pixel of a glyph's width.
class FontOnAtlas {
  public:
    explicit FontOnAtlas(int oversampling) {
        ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
        ImFontConfig config;
        config.OversampleH = oversampling;
        config.SizePixels = 17;
        const FontFile file = find_font(FontWeight::regular);
        if (file.data) {
            const std::span<const std::uint8_t> bytes = file.data->bytes();
            config.FontDataOwnedByAtlas = false;
            font_ = atlas.AddFontFromMemoryTTF(const_cast<std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()),
                                               17, &config);
        } else {
            font_ = atlas.AddFontDefault(&config);
        }
        atlas.Build();
    }
    const ImFont& operator*() const { return *font_; }

  private:
    ImGuiSession imgui_;
    ImFont* font_ = nullptr;
};

/// The ink in every column, 1 for each black pixel, of a text drawn black on white in the middle of a sheet.
std::vector<double> column_ink(const ImFont& font, std::string_view text) {
    Sheet sheet(kSize);
    sheet.text(font, text, kTop, kSize.cols / 2, IM_COL32_BLACK);
    std::vector<double> ink(static_cast<std::size_t>(kSize.cols));
    for (std::size_t i = 0; i < sheet.pixels.size(); i += 3) ink[i / 3 % ink.size()] += 1 - sheet.pixels[i] / 255.0;
    return ink;
}

double total(const std::vector<double>& ink) {
    return std::accumulate(ink.begin(), ink.end(), 0.0);
}

/// The ink of columns 0 to `col`, as a fraction of all ink.
double part_up_to(const std::vector<double>& ink, std::size_t col) {
    return std::accumulate(ink.begin(), ink.begin() + static_cast<std::ptrdiff_t>(col) + 1, 0.0) / total(ink);
}

/// The first and the last column with at least a tenth of a pixel of ink.
std::pair<int, int> ink_limits(const std::vector<double>& ink) {
    const auto has_ink = [](double column) { return column >= 0.1; };
    const auto first = std::ranges::find_if(ink, has_ink);
    const auto last = std::find_if(ink.rbegin(), ink.rend(), has_ink);
    return {static_cast<int>(first - ink.begin()), static_cast<int>(ink.rend() - last) - 1};
}

}  // namespace

TEST_CASE("every glyph on a sheet fills the width that the font gives it") {
    const FontOnAtlas font(2);
    for (const char letter : std::string_view("Ankletbo98%M")) {
        CAPTURE(letter);
        const ImFontGlyph& glyph = *(*font).FindGlyph(static_cast<ImWchar>(letter));
        const std::string_view text(&letter, 1);
        const int pen = kSize.cols / 2 - text_width(*font, text) / 2;
        const auto [first, last] = ink_limits(column_ink(*font, text));
        // A glyph's rectangle has up to a pixel of smoothing on either side.
        CHECK(std::abs(static_cast<float>(first) - (static_cast<float>(pen) + glyph.X0)) <= 1.5F);
        CHECK(std::abs(static_cast<float>(last + 1) - (static_cast<float>(pen) + glyph.X1)) <= 1.5F);
    }
}

TEST_CASE("text on a sheet looks the same with a plain and with an oversampled font atlas") {
    std::vector<double> plain;
    {
        const FontOnAtlas font(1);
        plain = column_ink(*font, kAnswer);
    }
    REQUIRE(total(plain) > 200);
    for (const int oversampling : {2, 3}) {
        CAPTURE(oversampling);
        const FontOnAtlas font(oversampling);
        const std::vector<double> ink = column_ink(*font, kAnswer);
        CHECK(total(ink) == doctest::Approx(total(plain)).epsilon(0.03));
        for (std::size_t col = 0; col < ink.size(); ++col)
            CHECK(std::abs(part_up_to(ink, col) - part_up_to(plain, col)) < 0.02);
    }
}

TEST_CASE("text on a sheet is centred, starts at the given row and is blended with the colours below") {
    const FontOnAtlas font(2);
    const auto [first, last] = ink_limits(column_ink(*font, "oo"));
    CHECK(std::abs(first + last + 1 - kSize.cols) <= 2);

    Sheet sheet(kSize);
    sheet.fill(0, 0, kSize, IM_COL32(0, 0, 200, 255));
    sheet.text(*font, "M", kTop, kSize.cols / 2, IM_COL32(0, 0, 100, 255));
    std::vector<int> rows(static_cast<std::size_t>(kSize.rows));
    for (std::size_t i = 0; i < sheet.pixels.size(); i += 3) {
        CHECK(sheet.pixels[i] == 0);
        CHECK(sheet.pixels[i + 2] >= 100);
        CHECK(sheet.pixels[i + 2] <= 200);
        rows[i / 3 / static_cast<std::size_t>(kSize.cols)] += sheet.pixels[i + 2] < 200 ? 1 : 0;
    }
    for (int row = 0; row < kTop; ++row) CHECK(rows[static_cast<std::size_t>(row)] == 0);
    CHECK(std::accumulate(rows.begin(), rows.end(), 0) > 20);
}

TEST_CASE("bytes that are not UTF-8 get a replacement glyph, and text outside the sheet is cut off") {
    const FontOnAtlas font(2);
    CHECK(text_width(*font, "\xff") > 0);
    CHECK(text_width(*font, "") == 0);
    Sheet sheet({10, 10});
    sheet.text(*font, kAnswer, -5, 5, IM_COL32_BLACK);
    CHECK(std::ranges::any_of(sheet.pixels, [](std::uint8_t value) { return value < 128; }));
}

}  // namespace convscope
