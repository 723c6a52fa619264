#include "app/gui/widgets/maps/tile_canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convscope {

namespace {

constexpr int kMaxFactor = 64;

constexpr std::array kTables{ColourMap::grey, ColourMap::diverging, ColourMap::diverging_light, ColourMap::inferno,
                             ColourMap::viridis};

std::array<const std::uint8_t*, kTables.size()> tables() {
    std::array<const std::uint8_t*, kTables.size()> first{};
    std::ranges::transform(kTables, first.begin(), [](ColourMap map) { return &colour_table(map).front().red; });
    return first;
}

float table_index(ColourMap map) {
    const auto* const found = std::ranges::find(kTables, map);
    return found == kTables.end() ? 0 : static_cast<float>(found - kTables.begin());
}

/// The mean of a block of values, or the value of largest magnitude.
float reduced(const TileValues& values, int row, int col, int factor, Reduction reduction) {
    if (factor == 1) return values.at(row, col);
    const int last_row = std::min(row + factor, values.size.rows);
    const int last_col = std::min(col + factor, values.size.cols);
    float sum = 0, extreme = 0;
    for (int r = row; r < last_row; ++r) {
        for (int c = col; c < last_col; ++c) {
            const float value = values.at(r, c);
            sum += value;
            if (std::isnan(value) || std::fabs(value) > std::fabs(extreme)) extreme = value;
        }
    }
    if (reduction == Reduction::extreme) return extreme;
    return sum / static_cast<float>((last_row - row) * (last_col - col));
}

}  // namespace

SharedTilePainter::SharedTilePainter() : TilePainter(tables(), {kNanColour.red, kNanColour.green, kNanColour.blue}) {}

void TileCanvas::begin(Rect area, std::uint64_t revision) {
    area_ = area;
    revision_ = revision;
    sources_.clear();
    tiles_.clear();
}

void TileCanvas::add(Rect place, const TileValues& values, ColourMap map, Range shown) {
    const bool visible = place.right() > area_.x && place.x < area_.right() && place.bottom() > area_.y &&
                         place.y < area_.bottom() && place.w >= 1 && place.h >= 1;
    if (!visible || values.size.area() == 0) return;
    Source source{values, map == ColourMap::grey ? Reduction::mean : Reduction::extreme};
    const float density =
        std::min(static_cast<float>(values.size.cols) / place.w, static_cast<float>(values.size.rows) / place.h);
    while (source.factor < kMaxFactor && density >= static_cast<float>(2 * source.factor)) source.factor *= 2;
    sources_.push_back(source);
    // The source size need not be whole: the last texels of a reduced picture may cover fewer values than the other
    // texels.
    tiles_.push_back({.x = place.x - area_.x,
                      .y = place.y - area_.y,
                      .width = place.w,
                      .height = place.h,
                      .source_width = static_cast<float>(values.size.cols) / static_cast<float>(source.factor),
                      .source_height = static_cast<float>(values.size.rows) / static_cast<float>(source.factor),
                      .low = shown.low,
                      .high = shown.high,
                      .map = table_index(map),
                      .extremes = source.reduction == Reduction::extreme ? 1.0F : 0.0F});
}

void TileCanvas::lay_out() {
    // The pictures are placed in rows (shelves); the rows are so wide that the sheet is about square.
    std::int64_t area = 0;
    int widest = 1;
    for (const Source& source : sources_) {
        area += source.packed().area();
        widest = std::max(widest, source.packed().cols);
    }
    const int width = std::min(gl::kMaxTextureSide,
                               std::max(widest, static_cast<int>(std::ceil(std::sqrt(static_cast<double>(area))))));
    corners_.clear();
    int row = 0, col = 0, shelf = 0;
    for (const Source& source : sources_) {
        const Size size = source.packed();
        if (col + size.cols > width) {
            row += shelf;
            col = shelf = 0;
        }
        corners_.push_back({row, col});
        col += size.cols;
        shelf = std::max(shelf, size.rows);
    }
    atlas_.resize({row + shelf, width});
}

void TileCanvas::upload() {
    if (packed_revision_ == revision_ && packed_sources_ == sources_) return;
    packed_revision_ = revision_;
    packed_sources_ = sources_;
    lay_out();
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const Source& source = sources_[i];
        const Size size = source.packed();
        for (int r = 0; r < size.rows; ++r)
            for (int c = 0; c < size.cols; ++c)
                atlas_.at(corners_[i].row + r, corners_[i].col + c) =
                    reduced(source.values, r * source.factor, c * source.factor, source.factor, source.reduction);
    }
    sheet_.upload(atlas_);
    ++uploads_;
}

void TileCanvas::paint(Ui& ui, gl::TilePainter& painter) {
    const Size pixels{static_cast<int>(std::ceil(area_.h)), static_cast<int>(std::ceil(area_.w))};
    if (pixels.rows < 1 || pixels.cols < 1 || sources_.empty()) return;
    upload();
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        tiles_[i].source_x = static_cast<float>(corners_[i].col);
        tiles_[i].source_y = static_cast<float>(corners_[i].row);
    }
    sheet_.draw(painter, pixels, tiles_);
    const Rect whole{area_.x, area_.y, static_cast<float>(pixels.cols), static_cast<float>(pixels.rows)};
    ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(sheet_.texture())), {whole.x, whole.y},
                       {whole.right(), whole.bottom()}, {0, 1}, {1, 0});
}

}  // namespace convscope
