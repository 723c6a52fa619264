// A picture in memory that is saved to a file. Maps, rectangles and text are drawn onto it without OpenGL; text needs
// Dear ImGui's font atlas.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/ui.h"
#include "core/image/colours/colour_maps.h"
#include "core/image/plane.h"

namespace convscope {

struct Sheet {
    Size size;
    std::vector<std::uint8_t> pixels;  ///< RGB

    /// A white picture of this size.
    explicit Sheet(Size whole);

    /// Draws the image with its upper left corner at (row, col), every value as a rectangle of `pixel` pixels. Parts
    /// outside the sheet are cut off, here and in the other functions.
    void put(const FloatImage& image, const ColourScale& scale, int row, int col, Size pixel);
    void fill(int row, int col, Size area, ImU32 colour);
    /// Draws one line of text with its upper edge at `row`, centred on column `middle`.
    void text(const ImFont& font, std::string_view line, int row, int middle, ImU32 colour);

  private:
    void blend(int row, int col, ImU32 colour, float part);
};

/// The width of a line in pixels.
int text_width(const ImFont& font, std::string_view line);

}  // namespace convscope
