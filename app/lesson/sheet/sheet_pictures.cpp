#include <algorithm>
#include <cmath>

#include "app/lesson/sheet/sheet_pieces.h"
#include "app/paper/map_picture.h"

namespace convscope {

namespace {

constexpr double kTitleLine = 15, kLegendLine = 14;
constexpr double kMaxHeight = 106;  ///< of a picture, in points
constexpr double kTableText = 11;
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

/// The width of a picture in a row, compared with the others: printed numbers need less room than written ones.
double share_of(const SheetPicture& picture) {
    const auto is_blank = [](const PaperCell& cell) { return cell.text.empty(); };
    const bool is_small =
        picture.table && picture.table->cols <= 3 && !std::ranges::any_of(picture.table->cells, is_blank);
    return is_small ? 0.62 : 1;
}

/// The places of the pictures of a row: their widths, and the gap between two.
struct RowPlaces {
    std::vector<double> widths;
    double gap;
};

RowPlaces row_places(const SheetFigure& figure, std::size_t first, std::size_t count, double width) {
    const double arrow = is_narrow(width) ? 16 : 26;
    RowPlaces places{.widths = {}, .gap = figure.arrows ? arrow : 12};
    double shares = 0;
    for (std::size_t i = first; i < first + count; ++i) shares += share_of(figure.pictures[i]);
    // One picture alone is not larger than two.
    const double most = std::max(shares, is_narrow(width) ? 2.0 : 3.0);
    const double gaps = std::max(static_cast<double>(count), std::floor(most)) - 1;
    const double each = (width - places.gap * gaps) / most;
    for (std::size_t i = first; i < first + count; ++i) places.widths.push_back(each * share_of(figure.pictures[i]));
    return places;
}

/// The pictures of one row, which share the width.
SheetPiece figure_row(const SheetFigure& figure, std::size_t first, std::size_t count, double width) {
    const RowPlaces places = row_places(figure, first, count, width);
    double height = 0;
    for (std::size_t i = 0; i < count; ++i)
        height = std::max(height, sheet_picture_height(figure.pictures[first + i], places.widths[i]));
    return {.height = height, .gap = kBlockGap, .draw = [&figure, first, places](Canvas& canvas, const Box& box) {
                double x = box.x;
                for (std::size_t i = 0; i < places.widths.size(); ++i) {
                    draw_sheet_picture(canvas, {x, box.y, places.widths[i], box.h}, figure.pictures[first + i]);
                    if (i > 0 && figure.arrows)
                        canvas.label({x - places.gap, box.y, places.gap, box.h - 10}, "\u2192",
                                     {.size = 13, .colour = ink::kMuted, .align = TextAlign::centre});
                    x += places.widths[i] + places.gap;
                }
            }};
}

/// The number of pictures beside each other: four would be too small in a narrow column.
std::size_t pictures_across(std::size_t count, double width) {
    if (is_narrow(width)) return count == 4 ? 2 : std::min<std::size_t>(count, 3);
    constexpr std::size_t kMostAcross = 4;
    const std::size_t rows = (count + kMostAcross - 1) / kMostAcross;
    return rows == 0 ? 0 : (count + rows - 1) / rows;
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
    style.size = std::clamp(style.size * title.w / (canvas.text_width(words, style) + 4), 7.0, 9.5);
    canvas.label({title.x, title.y, title.w, title.h - 2}, words, style);
    Box frame = fitted(picture, box.w);
    frame.x = place.x;
    frame.y = place.y;
    if (picture.table) {
        const PaperTable& table = *picture.table;
        const Box cell{0, 0, frame.w / table.cols, frame.h / table.rows};
        const double wanted = table_cell_width(canvas, {&table}, kTableText);
        draw_table(canvas, frame.x, frame.y, table, cell, std::min(kTableText, kTableText * cell.w / wanted));
        return;
    }
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

std::vector<SheetPiece> figure_pieces(const SheetFigure& figure, double width) {
    const std::size_t count = figure.pictures.size(), across = pictures_across(count, width);
    std::vector<SheetPiece> pieces;
    for (std::size_t first = 0; first < count; first += across) {
        if (!pieces.empty()) pieces.back().keeps_next = true;
        pieces.push_back(figure_row(figure, first, std::min(across, count - first), width));
    }
    return pieces;
}

}  // namespace convscope
