#include "core/image/colours/map_overlay.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// A picture's row or column on the map's axis: two neighbouring cells and the part of the second. `low` is -1 outside
/// the map.
struct Sample {
    int low = -1, high = -1;
    float part = 0;
};

std::vector<Sample> samples_of(int length, int factor, double first, double step, int cells, bool smooth) {
    std::vector<Sample> samples(static_cast<std::size_t>(length) * static_cast<std::size_t>(factor));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double at = ((static_cast<double>(i) + 0.5) / factor - first) / step;
        if (at < 0 || at >= cells) continue;
        const auto cell = static_cast<int>(at);
        samples[i] = {cell, cell, 0};
        if (!smooth) continue;
        const double from_centre = std::clamp(at - 0.5, 0.0, static_cast<double>(cells - 1));
        const auto low = static_cast<int>(from_centre);
        samples[i] = {low, std::min(low + 1, cells - 1), static_cast<float>(from_centre - low)};
    }
    return samples;
}

std::uint8_t blended(std::uint8_t below, std::uint8_t above, float opacity) {
    return static_cast<std::uint8_t>(
        std::lround(std::lerp(static_cast<float>(below), static_cast<float>(above), opacity)));
}

}  // namespace

ColourBytes overlay(const ColourBytes& picture, const MapOverlay& over, int factor) {
    const std::vector<Sample> rows =
        samples_of(picture.size.rows, factor, over.first_row, over.row_step, over.map.rows(), over.smooth);
    const std::vector<Sample> cols =
        samples_of(picture.size.cols, factor, over.first_col, over.col_step, over.map.cols(), over.smooth);
    ColourBytes out{.size = {picture.size.rows * factor, picture.size.cols * factor}, .values = {}};
    out.values.resize(static_cast<std::size_t>(out.size.area()) * 3);
    std::vector<Rgb> cells;
    cells.reserve(static_cast<std::size_t>(over.map.size().area()));
    for (int r = 0; r < over.map.rows(); ++r)
        for (int c = 0; c < over.map.cols(); ++c) cells.push_back(colour_of(over.scale, over.map.at(r, c)));
    const auto value = [&](const Sample& row, const Sample& col) {
        const float top = std::lerp(over.map.at(row.low, col.low), over.map.at(row.low, col.high), col.part);
        const float bottom = std::lerp(over.map.at(row.high, col.low), over.map.at(row.high, col.high), col.part);
        return std::lerp(top, bottom, row.part);
    };
    std::uint8_t* to = out.values.data();
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::size_t line = r / static_cast<std::size_t>(factor) * static_cast<std::size_t>(picture.size.cols);
        for (std::size_t c = 0; c < cols.size(); ++c, to += 3) {
            const std::uint8_t* from = picture.values.data() + (line + c / static_cast<std::size_t>(factor)) * 3;
            std::copy_n(from, 3, to);
            const Sample &row = rows[r], &col = cols[c];
            if (row.low < 0 || col.low < 0) continue;
            const Rgb colour = over.smooth ? colour_of(over.scale, value(row, col))
                                           : cells[static_cast<std::size_t>(row.low * over.map.cols() + col.low)];
            to[0] = blended(from[0], colour.red, over.opacity);
            to[1] = blended(from[1], colour.green, over.opacity);
            to[2] = blended(from[2], colour.blue, over.opacity);
        }
    }
    return out;
}

int overlay_export_factor(Size picture) {
    constexpr int kMinSide = 512;
    const int side = std::max({picture.rows, picture.cols, 1});
    return std::max(1, (kMinSide + side - 1) / side);
}

}  // namespace convscope
