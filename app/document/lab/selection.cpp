#include "app/document/lab/selection.h"

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

Cell cell_at(std::int64_t position, Size size) {
    return {static_cast<int>(position / size.cols), static_cast<int>(position % size.cols)};
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
    } else if (pixel.stage != Stage::pooled) {
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
    if (pass == PlayerPass::sum || !geometry_problem(input, settings).empty()) return 0;
    const Geometry g = geometry(input, settings);
    if (pass == PlayerPass::filter) return g.filtered().area();
    return settings.pooling == Pooling::none ? 0 : g.pooled().area();
}

std::optional<Selection> select_position(Size input, const FilterSettings& settings, const Player& player) {
    const PlayerPass pass = player.pass == PlayerPass::sum ? PlayerPass::filter : player.pass;
    const std::int64_t count = player_positions(input, settings, pass);
    if (count == 0) return std::nullopt;
    const Geometry g = geometry(input, settings);
    const std::int64_t player_position =
        player.pass == PlayerPass::sum ? player.pixel : static_cast<std::int64_t>(player.position);
    const std::int64_t position = std::clamp(player_position, std::int64_t{0}, count - 1);
    Selection selection{.filter = player.filter};
    if (pass == PlayerPass::filter) {
        selection.output = cell_at(position, g.filtered());
        selection.pooled = block_of(g, settings, selection.output);
    } else {
        const Cell block = cell_at(position, g.pooled());
        selection.pooled = block;
        selection.output = {block.row * settings.pool_size, block.col * settings.pool_size};
    }
    return selection;
}

std::optional<std::int64_t> reached_pixels(Size input, const FilterSettings& settings, const Player& player,
                                           Stage stage) {
    if (!player.active || player.pass == PlayerPass::sum || stage == Stage::input) return std::nullopt;
    if (stage == Stage::combined) stage = Stage::filtered;
    if (player.pass == PlayerPass::pool && stage == Stage::filtered) return std::nullopt;
    const std::int64_t reached = static_cast<std::int64_t>(player.position) + 1;
    if (player.pass == PlayerPass::pool || stage == Stage::filtered) return reached;
    const Geometry g = geometry(input, settings);
    if (g.filtered().area() <= 0) return std::nullopt;
    const int size = g.rows.pool_size;
    // A block is complete with the last pixel of its last row.
    const Cell next = cell_at(reached, g.filtered());
    const int row = next.row / size;
    const bool in_last_row = next.row % size == size - 1;
    const int col = in_last_row ? std::min(next.col / size, g.cols.pooled) : 0;
    return std::min(std::int64_t{row} * g.cols.pooled + col, g.pooled().area());
}

}  // namespace convscope
