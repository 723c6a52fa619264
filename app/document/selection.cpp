#include "app/document/selection.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// The output of this axis whose window is centred nearest to the input position.
int nearest_output(const Axis& axis, int position) {
    const double centred = static_cast<double>(position + axis.pad_before) - (axis.extent - 1) / 2.0;
    return std::clamp(static_cast<int>(std::lround(centred / axis.stride)), 0, axis.output - 1);
}

std::optional<Cell> block_of(const Geometry& g, const FilterSettings& settings, Cell output) {
    if (settings.pooling == Pooling::none) return std::nullopt;
    const Cell block{output.row / g.rows.pool_size, output.col / g.cols.pool_size};
    if (block.row >= g.rows.pooled || block.col >= g.cols.pooled) return std::nullopt;
    return block;
}

bool inside(Size size, int row, int col) {
    return row >= 0 && col >= 0 && row < size.rows && col < size.cols;
}

}  // namespace

std::optional<Selection> select(const Plane& input, const FilterSettings& settings, const PixelRef& pixel) {
    if (!geometry_problem(input.size(), settings).empty()) return std::nullopt;
    const Geometry g = geometry(input.size(), settings);
    Selection selection{.filter = pixel.filter};
    if (pixel.stage == Stage::input) {
        if (!inside(input.size(), pixel.row, pixel.col)) return std::nullopt;
        selection.output = {nearest_output(g.rows, pixel.row), nearest_output(g.cols, pixel.col)};
        selection.input = Cell{pixel.row, pixel.col};
    } else if (pixel.stage == Stage::filtered) {
        if (!inside(g.filtered(), pixel.row, pixel.col)) return std::nullopt;
        selection.output = {pixel.row, pixel.col};
    } else {
        if (settings.pooling == Pooling::none || !inside(g.pooled(), pixel.row, pixel.col)) return std::nullopt;
        const PoolExplanation pool = explain_pool(input, settings, pixel.row, pixel.col);
        const int candidate = std::max(pool.winner, 0);
        selection.output = {pixel.row * pool.size + candidate / pool.size,
                            pixel.col * pool.size + candidate % pool.size};
    }
    selection.pooled = block_of(g, settings, selection.output);
    return selection;
}

std::int64_t player_positions(Size input, const FilterSettings& settings, PlayerPass pass) {
    if (!geometry_problem(input, settings).empty()) return 0;
    const Geometry g = geometry(input, settings);
    if (pass == PlayerPass::filter) return g.filtered().area();
    return settings.pooling == Pooling::none ? 0 : g.pooled().area();
}

std::optional<Selection> select_position(Size input, const FilterSettings& settings, const Player& player) {
    const std::int64_t count = player_positions(input, settings, player.pass);
    if (count == 0) return std::nullopt;
    const Geometry g = geometry(input, settings);
    const auto position = std::clamp(static_cast<std::int64_t>(player.position), std::int64_t{0}, count - 1);
    Selection selection;
    if (player.pass == PlayerPass::filter) {
        selection.output = {static_cast<int>(position / g.cols.output), static_cast<int>(position % g.cols.output)};
        selection.pooled = block_of(g, settings, selection.output);
    } else {
        const Cell block{static_cast<int>(position / g.cols.pooled), static_cast<int>(position % g.cols.pooled)};
        selection.pooled = block;
        selection.output = {block.row * settings.pool_size, block.col * settings.pool_size};
    }
    return selection;
}

}  // namespace convscope
