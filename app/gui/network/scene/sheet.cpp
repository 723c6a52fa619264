#include "app/gui/network/scene/sheet.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"

namespace convscope {

namespace {

constexpr std::uint8_t kWhite = 255;

/// The code points of UTF-8 text; what is no UTF-8 becomes question marks.
std::u32string code_points(std::string_view text) {
    return utf8_code_points(text, U'?');
}

const ImFontGlyph* glyph_of(const ImFont& font, char32_t point) {
    return font.FindGlyph(static_cast<ImWchar>(point));
}

}  // namespace

int text_width(const ImFont& font, std::string_view line) {
    float width = 0;
    for (const char32_t point : code_points(line))
        if (const ImFontGlyph* glyph = glyph_of(font, point)) width += glyph->AdvanceX;
    return static_cast<int>(std::ceil(width));
}

Sheet::Sheet(Size whole) : size(whole), pixels(static_cast<std::size_t>(whole.area()) * 3, kWhite) {}

void Sheet::blend(int row, int col, ImU32 colour, float part) {
    if (row < 0 || col < 0 || row >= size.rows || col >= size.cols) return;
    std::uint8_t* pixel =
        &pixels[(static_cast<std::size_t>(row) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(col)) *
                3];
    const std::array<ImU32, 3> wanted{colour >> IM_COL32_R_SHIFT, colour >> IM_COL32_G_SHIFT,
                                      colour >> IM_COL32_B_SHIFT};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto before = static_cast<float>(pixel[i]);
        pixel[i] =
            static_cast<std::uint8_t>(std::lround(before + part * (static_cast<float>(wanted[i] & 0xFFU) - before)));
    }
}

void Sheet::put(const FloatImage& image, const ColourScale& look, int row, int col, Size pixel) {
    for (int r = 0; r < image.rows(); ++r) {
        for (int c = 0; c < image.cols(); ++c) {
            const Rgb colour = colour_of(look.map, look.shown, image.at(r, c));
            fill(row + r * pixel.rows, col + c * pixel.cols, pixel,
                 IM_COL32(colour.red, colour.green, colour.blue, 255));
        }
    }
}

void Sheet::fill(int row, int col, Size area, ImU32 colour) {
    for (int r = row; r < row + area.rows; ++r)
        for (int c = col; c < col + area.cols; ++c) blend(r, c, colour, 1);
}

void Sheet::text(const ImFont& font, std::string_view line, int row, int middle, ImU32 colour) {
    unsigned char* atlas = nullptr;
    int width = 0, height = 0;
    font.ContainerAtlas->GetTexDataAsAlpha8(&atlas, &width, &height);
    float pen = static_cast<float>(middle) - static_cast<float>(text_width(font, line)) / 2;
    for (const char32_t point : code_points(line)) {
        const ImFontGlyph* glyph = glyph_of(font, point);
        if (glyph == nullptr) continue;
        const auto left = static_cast<int>(std::lround(glyph->U0 * static_cast<float>(width)));
        const auto top = static_cast<int>(std::lround(glyph->V0 * static_cast<float>(height)));
        const auto cols = static_cast<int>(std::lround(glyph->X1 - glyph->X0));
        const auto rows = static_cast<int>(std::lround(glyph->Y1 - glyph->Y0));
        for (int r = 0; r < rows && top + r < height; ++r)
            for (int c = 0; c < cols && left + c < width; ++c)
                blend(row + static_cast<int>(std::lround(glyph->Y0)) + r,
                      static_cast<int>(std::lround(pen + glyph->X0)) + c, colour,
                      static_cast<float>(atlas[(top + r) * width + left + c]) / 255);
        pen += glyph->AdvanceX;
    }
}

}  // namespace convscope
