#include "core/image/plane_edits.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <random>
#include <utility>

namespace convscope {

namespace {

/// A copy of a plane's values that can be changed.
class Values {
  public:
    explicit Values(const Plane& plane) : size_(plane.size()) {
        values_.reserve(static_cast<std::size_t>(size_.area()));
        for (int r = 0; r < size_.rows; ++r)
            for (int c = 0; c < size_.cols; ++c) values_.push_back(plane.at(r, c));
    }
    bool has(Cell cell) const {
        return cell.row >= 0 && cell.col >= 0 && cell.row < size_.rows && cell.col < size_.cols;
    }
    float& at(Cell cell) {
        return values_[static_cast<std::size_t>(cell.row) * static_cast<std::size_t>(size_.cols) +
                       static_cast<std::size_t>(cell.col)];
    }
    Plane plane() && { return {size_, std::move(values_)}; }

  private:
    Size size_;
    std::vector<float> values_;
};

}  // namespace

Plane with_values(const Plane& plane, std::span<const Cell> cells, float value) {
    Values values(plane);
    for (const Cell cell : cells)
        if (values.has(cell)) values.at(cell) = value;
    return std::move(values).plane();
}

Plane with_filled_area(const Plane& plane, Cell cell, float value) {
    Values values(plane);
    assert(values.has(cell));
    const float before = values.at(cell);
    if (before == value) return plane;
    std::vector<Cell> waiting{cell};
    values.at(cell) = value;
    while (!waiting.empty()) {
        const Cell at = waiting.back();
        waiting.pop_back();
        const std::array<Cell, 4> neighbours{
            {{at.row - 1, at.col}, {at.row + 1, at.col}, {at.row, at.col - 1}, {at.row, at.col + 1}}};
        for (const Cell next : neighbours) {
            if (!values.has(next) || values.at(next) != before) continue;
            values.at(next) = value;
            waiting.push_back(next);
        }
    }
    return std::move(values).plane();
}

Plane uniform_plane(Size size, float value) {
    return {size, std::vector<float>(static_cast<std::size_t>(size.area()), value)};
}

Plane noise_plane(Size size, std::uint32_t seed) {
    // The standard fixes this generator's numbers, but not those of its distributions.
    std::mt19937 random(seed);
    std::vector<float> values(static_cast<std::size_t>(size.area()));
    std::ranges::generate(values, [&random] { return static_cast<float>(random() >> 24U); });
    return {size, std::move(values)};
}

Plane cropped(const Plane& plane, Size size, Cell centre) {
    const Size cropped_size{std::min(size.rows, plane.rows()), std::min(size.cols, plane.cols())};
    const int top = std::clamp(centre.row - cropped_size.rows / 2, 0, plane.rows() - cropped_size.rows);
    const int left = std::clamp(centre.col - cropped_size.cols / 2, 0, plane.cols() - cropped_size.cols);
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(cropped_size.area()));
    for (int r = 0; r < cropped_size.rows; ++r)
        for (int c = 0; c < cropped_size.cols; ++c) values.push_back(plane.at(top + r, left + c));
    return {cropped_size, std::move(values)};
}

std::vector<Cell> line_of_cells(Cell from, Cell to) {
    const int rows = to.row - from.row;
    const int cols = to.col - from.col;
    const int steps = std::max(std::abs(rows), std::abs(cols));
    std::vector<Cell> cells{from};
    for (int i = 1; i <= steps; ++i) {
        const double part = static_cast<double>(i) / steps;
        cells.push_back({from.row + static_cast<int>(std::lround(part * rows)),
                         from.col + static_cast<int>(std::lround(part * cols))});
    }
    return cells;
}

}  // namespace convscope
