#include <algorithm>

#include "core/filter/fused.h"

namespace convscope {

namespace {

/// The outputs of an axis whose window lies inside the input: [first, end).
std::pair<int, int> filtered_span(const Axis& axis) {
    const int end = axis.input - (axis.pad_total - axis.pad_before);
    return {axis.pad_before, std::max(end, axis.pad_before)};
}

}  // namespace

std::pair<int, int> filtered_cols(const Geometry& geometry, int row) {
    const auto [first_row, end_row] = filtered_span(geometry.rows);
    return row >= first_row && row < end_row ? filtered_span(geometry.cols) : std::pair{0, 0};
}

bool holds_kept(const FusedJob& job, const PixelRect& block, int row) {
    if (job.settings.border != Border::keep) return false;
    const auto [first, end] = filtered_cols(job.geometry, row);
    return block.col < first || block.col + block.cols > end;
}

void copy_kept(const FusedJob& job, const PixelRect& block, int row, float* to) {
    const auto [first, end] = filtered_cols(job.geometry, row);
    const int block_end = block.col + block.cols;
    const Plane& input = *job.slices.front().plane;
    for (int c = block.col; c < std::min(first, block_end); ++c) to[c - block.col] = input.at(row, c);
    for (int c = std::max(end, block.col); c < block_end; ++c) to[c - block.col] = input.at(row, c);
}

}  // namespace convscope
