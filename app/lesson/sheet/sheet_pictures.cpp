#include <algorithm>

#include "app/lesson/sheet/sheet_pieces.h"
#include "app/paper/map_picture.h"

namespace convscope {

namespace {

constexpr double kTitleLine = 15, kLegendLine = 14;
constexpr double kMaxHeight = 106;  ///< of a picture, in points
constexpr int kMinPixels = 400;

/// The size of the picture's box in a column of this width.
Box fitted(const SheetPicture& picture, double width) {
    const double ratio = static_cast<double>(picture.size.rows) / std::max(1, picture.size.cols);
    const double w = std::min(width, kMaxHeight / std::max(ratio, 1e-3));
    // A single row of values is still visible.
    return {0, 0, w, std::clamp(w * ratio, 8.0, kMaxHeight)};
}

/// The picture with at least kMinPixels rows or columns, so that no viewer blurs its pixels.
ColourBytes enlarged(const ColourBytes& picture) {
    const int factor = std::max(1, kMinPixels / std::max(picture.size.rows, picture.size.cols));
    ColourBytes large{.size = {picture.size.rows * factor, picture.size.cols * factor}, .values = {}};
    large.values.reserve(picture.values.size() * static_cast<std::size_t>(factor) * static_cast<std::size_t>(factor));
    for (int r = 0; r < large.size.rows; ++r)
        for (int c = 0; c < large.size.cols; ++c) {
            const int pixel = r / factor * picture.size.cols + c / factor;
            const auto at = picture.values.begin() + std::ptrdiff_t{pixel} * 3;
            large.values.insert(large.values.end(), at, at + 3);
        }
    return large;
}

}  // namespace

double sheet_picture_height(const SheetPicture& picture, double width) {
    return kTitleLine + fitted(picture, width).h + kLegendLine;
}

void draw_sheet_picture(Canvas& canvas, const Box& box, const SheetPicture& picture) {
    Box place = box;
    const Box title = place.cut_top(kTitleLine);
    const std::string words = picture.note.empty() ? picture.title : picture.title + "  " + picture.note;
    TextStyle style{.size = 9.5, .bold = true};
    style.size = std::clamp(style.size * title.w / (canvas.text_width(words, style) + 2), 7.0, 9.5);
    canvas.label({title.x, title.y, title.w, title.h - 2}, words, style);
    Box frame = fitted(picture, box.w);
    frame.x = place.x;
    frame.y = place.y;
    if (picture.pixels) {
        canvas.picture(frame, enlarged(*picture.pixels));
    } else {
        canvas.hatch(frame, ink::kLine, 7, 0.7);
        const double side = std::min({frame.h, frame.w, 30.0});
        const Box sign{frame.x + (frame.w - side) / 2, frame.y + (frame.h - side) / 2, side, side};
        canvas.fill(sign, ink::kPaper);
        canvas.label(sign, "?", {.size = side * 0.66, .colour = ink::kMuted, .align = TextAlign::centre});
    }
    canvas.outline(frame, ink::kMuted, 0.7);
    if (picture.mark && picture.pixels) {
        const double side = frame.w / picture.size.cols;
        Box mark{frame.x + picture.mark->x * side, frame.y + picture.mark->y * side, picture.mark->w * side,
                 picture.mark->h * side};
        if (mark.w < 6) mark = {mark.x + mark.w / 2 - 3, mark.y + mark.h / 2 - 3, 6, 6};
        canvas.outline(mark.inset(-1.6), ink::kPaper, 0.8);
        canvas.outline(mark.inset(-1), ink::kAccent, 1.1);
    }
    if (picture.scale && picture.pixels)
        draw_legend(canvas, {frame.x, frame.bottom() + 3, frame.w, kLegendLine - 4}, *picture.scale, picture.kind, 8);
}

}  // namespace convscope
