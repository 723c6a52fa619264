#include "app/gui/training/exports/run_exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "app/gui/panels/filter_pictures.h"
#include "app/gui/panels/sheet.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"
#include "core/image/files/save.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kPlotWidth = 760, kPlotHeight = 260;  ///< pixels of a plot, without its texts
constexpr int kMargin = 16, kGutter = 60, kLine = 22;
constexpr int kFilterSide = 64, kFilterGap = 4;
constexpr ImU32 kInk = IM_COL32(20, 22, 26, 255), kFrame = IM_COL32(150, 150, 150, 255);

/// The part of a plot's box that its lines lie in, as places on a sheet.
class PlotBox {
  public:
    PlotBox(const LinePlot& plot, int top) : plot_(plot), ends_(plot_ends(plot)), top_(top) {}

    int col(double x) const {
        return kMargin + kGutter +
               static_cast<int>(std::lround(kPlotWidth * std::clamp(x / std::max(plot_.x_end, 1e-9), 0.0, 1.0)));
    }
    int row(double y) const {
        const auto position = [this](double value) {
            return plot_.is_logarithmic ? std::log10(std::max(value, ends_.low)) : value;
        };
        const double low = position(ends_.low), high = position(ends_.high);
        const double part = high > low ? std::clamp((position(y) - low) / (high - low), 0.0, 1.0) : 0;
        return top_ + kPlotHeight - static_cast<int>(std::lround(kPlotHeight * part));
    }
    const PlotEnds& ends() const { return ends_; }

  private:
    const LinePlot& plot_;
    PlotEnds ends_;
    int top_;
};

void draw_curve(Sheet& sheet, const PlotBox& box, const PlotLine& line, ImU32 colour) {
    std::optional<PlotPoint> last;
    for (const PlotPoint& point : line.points) {
        if (!std::isfinite(point.y)) continue;
        const PlotPoint from = last.value_or(point);
        const int steps =
            std::max({1, std::abs(box.col(point.x) - box.col(from.x)), std::abs(box.row(point.y) - box.row(from.y))});
        const int row = box.row(from.y), col = box.col(from.x);
        const double down = (box.row(point.y) - row) / static_cast<double>(steps);
        const double right = (box.col(point.x) - col) / static_cast<double>(steps);
        for (int i = 0; i <= steps; ++i)
            sheet.fill(row + static_cast<int>(std::lround(down * i)), col + static_cast<int>(std::lround(right * i)),
                       line.is_faint ? Size{1, 1} : Size{2, 2}, colour);
        if (line.has_marks) sheet.fill(box.row(point.y) - 2, box.col(point.x) - 2, {6, 6}, colour);
        last = point;
    }
}

/// Draws text whose left edge is at `left`. Returns its right edge.
int draw_text(Sheet& sheet, const ImFont& font, const std::string& text, int row, int left, ImU32 colour) {
    const int width = text_width(font, text);
    sheet.text(font, text, row, left + width / 2, colour);
    return left + width;
}

void draw_plot(Sheet& sheet, const Ui& ui, const LinePlot& plot, int top) {
    const ImFont& font = *ui.font(Type::caption);
    const int left = kMargin + kGutter;
    int pen = draw_text(sheet, font, plot.title, top, left, kInk) + kMargin;
    for (const PlotLine& line : plot.lines) {
        sheet.fill(top + kLine / 2 - 2, pen, {4, 14}, ui.colour(line.colour));
        pen = draw_text(sheet, font, line.name, top, pen + 20, kInk) + kMargin;
    }
    top += kLine;
    const PlotBox box(plot, top);
    for (const int row : {top, top + kPlotHeight}) sheet.fill(row, left, {1, kPlotWidth}, kFrame);
    for (const int col : {left, left + kPlotWidth}) sheet.fill(top, col, {kPlotHeight, 1}, kFrame);
    for (const PlotMark& mark : plot.marks) {
        for (int row = top; row < top + kPlotHeight; row += 6) sheet.fill(row, box.col(mark.x), {3, 1}, kFrame);
        draw_text(sheet, font, mark.label, top + 2, box.col(mark.x) + 4, kFrame);
    }
    if (plot.reference) {
        const int row = box.row(plot.reference->y);
        for (int col = left; col < left + kPlotWidth; col += 12) sheet.fill(row, col, {1, 6}, kFrame);
        draw_text(sheet, font, plot.reference->label, std::max(top, row - kLine),
                  left + kPlotWidth - text_width(font, plot.reference->label) - 4, kFrame);
    }
    for (const PlotLine& line : plot.lines) draw_curve(sheet, box, line, ui.colour(line.colour));
    draw_text(sheet, font, fmt::format("{:.{}g}", box.ends().high, plot.decimals + 1), top, kMargin, kInk);
    draw_text(sheet, font, fmt::format("{:.{}g}", box.ends().low, plot.decimals + 1), top + kPlotHeight - kLine,
              kMargin, kInk);
    const long long steps = std::llround(plot.x_end);
    const std::string end = tr_count(steps, "{1} step", "{1} steps", with_separators(steps));
    draw_text(sheet, font, end, top + kPlotHeight + 2, left + kPlotWidth - text_width(font, end), kInk);
}

Sheet curves_sheet(const Ui& ui, const std::vector<LinePlot>& plots) {
    const int height = kPlotHeight + 2 * kLine + kMargin;
    Sheet sheet({kMargin + height * static_cast<int>(plots.size()), kPlotWidth + kGutter + 2 * kMargin});
    for (std::size_t i = 0; i < plots.size(); ++i)
        draw_plot(sheet, ui, plots[i], kMargin + height * static_cast<int>(i));
    return sheet;
}

FloatImage image_of(const TileValues& tile) {
    FloatImage image(tile.size);
    for (int row = 0; row < tile.size.rows; ++row)
        for (int col = 0; col < tile.size.cols; ++col) image.at(row, col) = tile.at(row, col);
    return image;
}

}  // namespace

Action curves_picture_export(const Ui& ui, const std::vector<LinePlot>& plots) {
    return SaveAs{"curves.png", [sheet = curves_sheet(ui, plots)](const fs::path& file) {
                      save_png(file, sheet.size, 3, sheet.pixels);
                  }};
}

Action filters_export(const nn::Tensor& kernel) {
    const FilterPictures pictures(kernel, 0, false);
    const auto count = static_cast<int>(kernel.shape.axes.back());
    const Size side = pictures.size();
    const int scale = std::max(1, kFilterSide / std::max(side.rows, side.cols));
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
    const int rows = (count + columns - 1) / columns;
    Sheet sheet({rows * (side.rows * scale + kFilterGap) - kFilterGap,
                 columns * (side.cols * scale + kFilterGap) - kFilterGap});
    for (int i = 0; i < count; ++i)
        sheet.put(image_of(pictures.tile(i)), {ColourMap::diverging, pictures.shown(i)},
                  i / columns * (side.rows * scale + kFilterGap), i % columns * (side.cols * scale + kFilterGap),
                  {scale, scale});
    return SaveAs{"filters.png",
                  [sheet = std::move(sheet)](const fs::path& file) { save_png(file, sheet.size, 3, sheet.pixels); }};
}

}  // namespace convscope
