#include "app/gui/lab/chain/chain_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/widgets/maps/legend.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kChainGap = 20;      ///< between columns, with an arrow
constexpr float kChainTileGap = 6;   ///< between maps
constexpr float kChainLegend = 24;   ///< with the note to the right of the bar
constexpr float kNarrowLegend = 42;  ///< with the note below the bar
constexpr float kChainHeadGap = 6;   ///< gap below a title
constexpr float kChainRowGap = 8;
constexpr float kMinChainColumn = 64;
constexpr double kSmallShare = 1e-4;  ///< gives the longest text of a share
constexpr float kMinChainTile = 40;
constexpr float kWorthChange = 1.15F;  ///< a second row must enlarge the maps' area by this factor

/// The columns of one row. `offset`: empty columns before the first.
struct ChainRow {
    std::vector<ChainColumn> columns;
    int offset = 0;

    int count() const { return static_cast<int>(columns.size()) + offset; }
    int max_maps() const {
        int largest = 1;
        for (const ChainColumn& column : columns) largest = std::max(largest, column.maps);
        return largest;
    }
};

std::vector<ChainRow> in_one_row(const std::vector<ChainColumn>& columns) {
    return {{columns, 0}};
}

/// The first half of the stages in one row, the second half below it.
std::vector<ChainRow> in_two_rows(const std::vector<ChainColumn>& columns, int stages) {
    std::vector<ChainRow> rows(2);
    rows[1].offset = 1;
    for (const ChainColumn& column : columns) rows[column.stage < (stages + 1) / 2 ? 0 : 1].columns.push_back(column);
    return rows;
}

float column_width(const Ui& ui, const std::vector<ChainRow>& rows, float width) {
    int count = 1;
    for (const ChainRow& row : rows) count = std::max(count, row.count());
    return Rect{0, 0, width, 0}.column(0, count, ui.px(kChainGap)).w;
}

/// The width from which a legend has room for its bar and, to the right, for the share of values beyond the ends.
float min_width_of_legend_with_note(const Ui& ui) {
    return 2 * (ui.text_width(tr("{} beyond the ends", percent_text(kSmallShare)), Type::caption) + ui.px(10));
}

/// The height of a row's legends, which the narrowest legend determines. A legend is as wide as the columns of its
/// stage.
float legend_height(const Ui& ui, const ChainRow& row, float width) {
    const float min_width = min_width_of_legend_with_note(ui);
    for (const ChainColumn& column : row.columns) {
        if (column.stage < 0 || column.pooled) continue;
        const bool has_pooled = std::ranges::any_of(
            row.columns, [&column](const ChainColumn& other) { return other.stage == column.stage && other.pooled; });
        if ((has_pooled ? 2 * width + ui.px(kChainGap) : width) < min_width) return ui.px(kNarrowLegend);
    }
    return ui.px(kChainLegend);
}

/// The height of a row's titles, gaps and legend, without its maps.
float overhead_of(const ChainScene& scene, const ChainRow& row, float width) {
    int lines = 0;
    for (const ChainColumn& column : row.columns) lines = std::max(lines, column_title(scene, column, width).lines());
    return title_height(scene.ui, lines) + scene.ui.px(kChainHeadGap) + legend_height(scene.ui, row, width);
}

float overhead_of(const ChainScene& scene, const std::vector<ChainRow>& rows, float width) {
    float height = scene.ui.px(kChainRowGap) * static_cast<float>(rows.size() - 1);
    for (const ChainRow& row : rows) height += overhead_of(scene, row, width);
    return height;
}

void place_row(const ChainScene& scene, const ChainRow& row, Rect area, float width,
               std::vector<PlacedColumn>& placed) {
    const Ui& ui = scene.ui;
    const float gap = ui.px(kChainGap);
    const Rect legends = area.cut_bottom(legend_height(ui, row, width));
    const float head = overhead_of(scene, row, width) - ui.px(kChainHeadGap) - legends.h;
    float x = area.x + static_cast<float>(row.offset) * (width + gap);
    for (const ChainColumn& column : row.columns) {
        Rect place{x, area.y, width, area.h};
        PlacedColumn next{.column = column, .title = column_title(scene, column, width)};
        next.head = place.cut_top(head, ui.px(kChainHeadGap));
        next.maps = place;
        next.legend = {x, legends.y, width, legends.h};
        if (column.stage >= 0) next.arrow = {x - gap, place.y, gap, std::min(place.h, width)};
        // A stage's legend extends below its pooled maps.
        if (column.pooled && !placed.empty()) placed.back().legend.w += gap + width;
        placed.push_back(std::move(next));
        x += width + gap;
    }
}

std::vector<PlacedColumn> placed_rows(const ChainScene& scene, const std::vector<ChainRow>& rows, Rect area) {
    const float width = column_width(scene.ui, rows, area.w);
    const float room = std::max(0.0F, area.h - overhead_of(scene, rows, width));
    int maps = 0;
    for (const ChainRow& row : rows) maps += row.max_maps();
    std::vector<PlacedColumn> placed;
    for (const ChainRow& row : rows) {
        const float share = static_cast<float>(row.max_maps()) / static_cast<float>(maps);
        const Rect place = area.cut_top(overhead_of(scene, row, width) + room * share, scene.ui.px(kChainRowGap));
        place_row(scene, row, place, width, placed);
    }
    return placed;
}

float maps_area(const Ui& ui, const std::vector<PlacedColumn>& placed) {
    float area = 0;
    for (const PlacedColumn& column : placed)
        for (const Rect& map : map_places(ui, column.column, column.maps)) area += map.w * map.h;
    return area;
}

}  // namespace

std::vector<Rect> map_places(const Ui& ui, const ChainColumn& column, Rect area) {
    const float gap = ui.px(kChainTileGap);
    const float rows = static_cast<float>(column.size.rows), cols = static_cast<float>(column.size.cols);
    // The height of a map, if `across` of them are side by side.
    const auto height_of = [&](int across) {
        const int used = (column.maps + across - 1) / across;
        const auto lines = static_cast<float>(used);
        const float width = (area.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
        return std::min((area.h - gap * (lines - 1)) / lines, width * rows / cols);
    };
    int across = 1;
    for (int more = 2; more <= column.maps; ++more)
        if (height_of(more) > kWorthChange * height_of(across)) across = more;
    const float height = std::max(1.0F, height_of(across));
    const float width = std::max(1.0F, height * cols / rows);
    const float whole = width * static_cast<float>(across) + gap * static_cast<float>(across - 1);
    const float left = area.x + std::floor(std::max(0.0F, area.w - whole) / 2);
    std::vector<Rect> places;
    places.reserve(static_cast<std::size_t>(column.maps));
    for (int map = 0; map < column.maps; ++map) {
        const int line = map / across;
        places.push_back({left + static_cast<float>(map % across) * (width + gap),
                          area.y + static_cast<float>(line) * (height + gap), width, height});
    }
    return places;
}

std::vector<PlacedColumn> chain_layout(const ChainScene& scene, Rect area) {
    const std::vector<ChainColumn> columns = scene.shown.columns(scene.picture.size());
    std::vector<PlacedColumn> single = placed_rows(scene, in_one_row(columns), area);
    if (!scene.shown.has_maps() || scene.shown.chain.size() < 2) return single;
    std::vector<PlacedColumn> both = placed_rows(scene, in_two_rows(columns, scene.shown.chain.size()), area);
    const bool is_narrow = column_width(scene.ui, in_one_row(columns), area.w) < scene.ui.px(kMinChainColumn);
    return is_narrow || maps_area(scene.ui, both) > kWorthChange * maps_area(scene.ui, single) ? both : single;
}

float min_chain_height(const ChainScene& scene, float width) {
    const std::vector<ChainColumn> columns = scene.shown.columns(scene.picture.size());
    std::vector<ChainRow> rows = in_one_row(columns);
    if (column_width(scene.ui, rows, width) < scene.ui.px(kMinChainColumn) && scene.shown.chain.size() > 1)
        rows = in_two_rows(columns, scene.shown.chain.size());
    float height = overhead_of(scene, rows, column_width(scene.ui, rows, width));
    for (const ChainRow& row : rows)
        height +=
            scene.ui.px(kMinChainTile + kChainTileGap) * static_cast<float>(std::max(2, (row.max_maps() + 1) / 2));
    return height;
}

}  // namespace convscope
