// A picture that is put together value by value, to be saved: maps through their colours, text, rectangles. Needs Dear
// ImGui's font atlas for the text, and no OpenGL.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/gui/network/scene/scene.h"

namespace convscope {

struct Sheet {
    Size size;
    std::vector<std::uint8_t> pixels;  ///< RGB

    /// White.
    explicit Sheet(Size whole);

    /// The image from (row, col) on, every value `rows` x `cols` pixels large; what hangs over is cut.
    void put(const FloatImage& image, const ColourScale& look, int row, int col, Size pixel);
    void fill(int row, int col, Size area, ImU32 colour);
    /// One line of text whose upper edge is at `row`, centred on `middle`.
    void text(const ImFont& font, std::string_view line, int row, int middle, ImU32 colour);

  private:
    void blend(int row, int col, ImU32 colour, float part);
};

/// The width of a line in pixels.
int text_width(const ImFont& font, std::string_view line);

}  // namespace convscope
