#include "app/gui/panels/sheet.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/utf8.h"

namespace convscope {

namespace {

constexpr std::uint8_t kWhite = 255;
constexpr char32_t kReplacement = U'\uFFFD';

/// Calls `visit(glyph)` for every character of UTF-8 text; invalid bytes get the font's replacement glyph.
template <typename Visit>
void for_each_glyph(const ImFont& font, std::string_view text, Visit visit) {
    for (const char32_t point : utf8_code_points(text, kReplacement))
        if (const ImFontGlyph* glyph = font.FindGlyph(static_cast<ImWchar>(point))) visit(*glyph);
}

/// A font atlas's coverage, 0 to 1, interpolated between its pixels as the graphics card does it.
struct Coverage {
    const unsigned char* alpha = nullptr;
    int width = 0, height = 0;

    /// `x` and `y` count atlas pixels; the centre of the first pixel is at (0.5, 0.5).
    float at(float x, float y) const {
        const float left = std::floor(x - 0.5F), top = std::floor(y - 0.5F);
        const float right_part = x - 0.5F - left, lower_part = y - 0.5F - top;
        const auto col = static_cast<int>(left), row = static_cast<int>(top);
        const float upper = pixel(row, col) * (1 - right_part) + pixel(row, col + 1) * right_part;
        const float lower = pixel(row + 1, col) * (1 - right_part) + pixel(row + 1, col + 1) * right_part;
        return (upper * (1 - lower_part) + lower * lower_part) / 255;
    }

  private:
    float pixel(int row, int col) const {
        if (row < 0 || col < 0 || row >= height || col >= width) return 0;
        return static_cast<float>(alpha[std::ptrdiff_t{row} * width + col]);
    }
};

}  // namespace

int text_width(const ImFont& font, std::string_view line) {
    float width = 0;
    for_each_glyph(font, line, [&width](const ImFontGlyph& glyph) { width += glyph.AdvanceX; });
    return static_cast<int>(std::ceil(width));
}

Sheet::Sheet(Size whole) : size(whole), pixels(static_cast<std::size_t>(whole.area()) * 3, kWhite) {}

void Sheet::blend(int row, int col, ImU32 colour, float part) {
    if (row < 0 || col < 0 || row >= size.rows || col >= size.cols) return;
    std::uint8_t* pixel =
        &pixels[(static_cast<std::size_t>(row) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(col)) *
                3];
    const std::array<ImU32, 3> rgb{colour >> IM_COL32_R_SHIFT, colour >> IM_COL32_G_SHIFT, colour >> IM_COL32_B_SHIFT};
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        const auto before = static_cast<float>(pixel[i]);
        pixel[i] =
            static_cast<std::uint8_t>(std::lround(before + part * (static_cast<float>(rgb[i] & 0xFFU) - before)));
    }
}

void Sheet::put(const FloatImage& image, const ColourScale& scale, int row, int col, Size pixel) {
    for (int r = 0; r < image.rows(); ++r) {
        for (int c = 0; c < image.cols(); ++c) {
            const Rgb colour = colour_of(scale.map, scale.shown, image.at(r, c));
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
    unsigned char* alpha = nullptr;
    Coverage atlas;
    font.ContainerAtlas->GetTexDataAsAlpha8(&alpha, &atlas.width, &atlas.height);
    atlas.alpha = alpha;
    const int start = middle - text_width(font, line) / 2;
    auto pen = static_cast<float>(start);
    for_each_glyph(font, line, [&](const ImFontGlyph& glyph) {
        // The atlas holds a glyph with more pixels than it has on the sheet (oversampling): its rectangle on the sheet
        // is mapped onto its rectangle in the atlas.
        const float left = pen + glyph.X0, top = static_cast<float>(row) + glyph.Y0;
        const float cols = (glyph.U1 - glyph.U0) * static_cast<float>(atlas.width) / (glyph.X1 - glyph.X0);
        const float rows = (glyph.V1 - glyph.V0) * static_cast<float>(atlas.height) / (glyph.Y1 - glyph.Y0);
        // Draw the pixels whose centres (half a pixel from their edges) lie in the glyph's rectangle.
        const auto first_row = static_cast<int>(std::ceil(top - 0.5F));
        const auto first_col = static_cast<int>(std::ceil(left - 0.5F));
        const auto end_row = static_cast<int>(std::ceil(top + glyph.Y1 - glyph.Y0 - 0.5F));
        const auto end_col = static_cast<int>(std::ceil(left + glyph.X1 - glyph.X0 - 0.5F));
        for (int r = first_row; r < end_row; ++r)
            for (int c = first_col; c < end_col; ++c) {
                const float x = static_cast<float>(c) + 0.5F - left, y = static_cast<float>(r) + 0.5F - top;
                blend(r, c, colour,
                      atlas.at(glyph.U0 * static_cast<float>(atlas.width) + x * cols,
                               glyph.V0 * static_cast<float>(atlas.height) + y * rows));
            }
        pen += glyph.AdvanceX;
    });
}

}  // namespace convscope
