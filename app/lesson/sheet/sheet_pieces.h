// The parts of a sheet that stay on one page, with their heights: the layout of the PDF before it is divided into
// pages.
#pragma once

#include <functional>
#include <vector>

#include "app/lesson/sheet/sheet.h"

namespace convscope {

struct SheetPiece {
    double height = 0;        ///< in points
    double gap = 0;           ///< before it, except at the top of a page
    bool keeps_next = false;  ///< the next piece is in the same column
    bool joins_next = false;  ///< the next piece is on the same page
    std::function<void(Canvas&, const Box&)> draw;
};

inline constexpr double kBlockGap = 9;  ///< before a figure, a table or an answer
/// True for a column of a page with two.
constexpr bool is_narrow(double width) {
    return width < 300;
}

/// The pieces of a block in a column of this width. `canvas` measures text; nothing is drawn. The pieces refer to
/// `block`, which must outlive them.
std::vector<SheetPiece> sheet_pieces(const Canvas& canvas, const SheetBlock& block, double width);
/// Title, subtitle, and the blanks for the name.
std::vector<SheetPiece> sheet_head(const Canvas& canvas, const LessonSheet& sheet, double width);

/// The rows of a figure's pictures.
std::vector<SheetPiece> figure_pieces(const SheetFigure& figure, double width);
/// The height of a picture of this size, with its title and legend, in a column of this width.
double sheet_picture_height(const SheetPicture& picture, double width);
void draw_sheet_picture(Canvas& canvas, const Box& box, const SheetPicture& picture);

}  // namespace convscope
