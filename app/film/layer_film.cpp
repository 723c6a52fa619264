#include "app/film/layer_film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/film/film_columns.h"
#include "app/film/table_pen.h"
#include "app/view/player.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kHead = 30, kResult = 40, kCell = 36, kStripGap = 12;
constexpr std::size_t kMaxTaps = 25;  ///< larger windows are told in words

struct LayerScenery {
    LayerFilmSource source;
    FilmColumn from, to;
    std::vector<std::int64_t> positions;
    double height = 0;
    int window_rows = 1;
};

nn::Region window_at(const LayerFilmSource& source, Cell at) {
    return nn::source(*source.model, source.node, nn::single({at.row, at.col, source.channel}), 0);
}

/// The values under the window, row by row; 0 outside the input.
std::vector<double> window_values(const LayerFilmSource& source, const nn::Region& window) {
    std::vector<double> values;
    for (std::int64_t r = window.rows.begin; r < window.rows.end; ++r)
        for (std::int64_t c = window.cols.begin; c < window.cols.end; ++c) {
            const bool inside = r >= 0 && c >= 0 && r < source.source.rows() && c < source.source.cols();
            values.push_back(inside ? double{source.source.at(static_cast<int>(r), static_cast<int>(c))} : 0.0);
        }
    return values;
}

bool has_products(const LayerFilmSource& source, std::size_t taps) {
    return source.kernel.size() == taps && taps <= kMaxTaps;
}

/// "ReLU 0.38".
std::string value_words(const LayerFilmSource& source, double value) {
    return source.activation.empty() ? tr("value {}", short_number(value))
                                     : fmt::format("{} {}", source.activation, short_number(value));
}

/// "sum of these products 0.2, with the products of the other 63 input maps and the bias: ReLU 0.38".
std::string result_words(const LayerFilmSource& source, double sum, double value) {
    std::string words = tr("sum of these products {}", short_number(sum));
    if (source.inputs > 1)
        words += "   +   " + tr_count(source.inputs - 1, "the products of {} other input maps",
                                      "the products of {} other input maps");
    if (source.bias != 0) words += "   +   " + tr("bias {}", short_number(source.bias));
    return words + "   \u2192   " + value_words(source, value);
}

void draw_strip(Canvas& canvas, const LayerScenery& scene, Cell at, const nn::Region& window) {
    const LayerFilmSource& source = scene.source;
    Box area{kFilmMargin, film_row_height(scene.height) + kStripGap, 2 * kFilmRoom + kFilmGap, 0};
    canvas.label({area.x, area.y, area.w, kHead}, tr("At row {}, column {}", at.row, at.col),
                 {.size = 16, .colour = ink::kMuted});
    const std::vector<double> values = window_values(source, window);
    const double value = source.map.at(at.row, at.col);
    const auto cols = static_cast<int>(window.cols.length());
    const double bottom = area.y + kHead + scene.window_rows * kCell;
    const Box result{area.x, bottom, area.w, kResult};
    const TextStyle style{.size = 17, .colour = ink::kAccent, .bold = true};
    TablePen pen{canvas, area.x, area.y + kHead, kCell};
    if (!has_products(source, values.size())) {
        if (values.size() <= kMaxTaps) pen.table(paper_table(cols, values, false), 4 * kCell / 2);
        return canvas.label(result, value_words(source, value), style);
    }
    std::vector<double> products;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        products.push_back(values[i] * source.kernel[i]);
        sum += products.back();
    }
    pen.product(cols, values, source.kernel, products);
    canvas.label(result, result_words(source, sum, value), style);
}

void draw_layer_frame(Canvas& canvas, const LayerScenery& scene, int frame) {
    const LayerFilmSource& source = scene.source;
    const std::int64_t position = scene.positions[static_cast<std::size_t>(frame)];
    const Cell at{static_cast<int>(position / source.map.cols()), static_cast<int>(position % source.map.cols())};
    const nn::Region window = window_at(source, at);
    const Box from = draw_film_column(canvas, kFilmMargin, scene.from, {}, scene.height);
    const double next = kFilmMargin + kFilmRoom + kFilmGap;
    draw_film_arrow(canvas, next - kFilmGap, kFilmMargin + kFilmTitle + scene.height / 2, "",
                    fmt::format("{} \u00d7 {}", window.rows.length(), window.cols.length()));
    const Box to = draw_film_column(canvas, next, scene.to, Reached{position + 1}, scene.height);
    mark_cells(
        canvas,
        map_cells(from, source.source.size(), static_cast<int>(window.rows.begin), static_cast<int>(window.cols.begin),
                  static_cast<int>(window.rows.length()), static_cast<int>(window.cols.length())),
        ink::kAccent);
    mark_cells(canvas, map_cells(to, source.map.size(), at.row, at.col, 1, 1), ink::kAccent);
    draw_strip(canvas, scene, at, window);
}

}  // namespace

std::optional<Film> layer_film(const LayerFilmSource& source) {
    if (source.map.empty() || source.source.empty()) return std::nullopt;
    const auto scene = std::make_shared<LayerScenery>(LayerScenery{.source = source});
    scene->from = film_column(source.source_title, source.source, source.source_scale, source.source_kind);
    scene->to = film_column(source.map_title, source.map, source.map_scale, source.map_kind);
    scene->height = std::max(scene->from.map.height(), scene->to.map.height());
    scene->positions = sliding_positions(source.map.size());
    const nn::Region window = window_at(source, {0, 0});
    const auto taps = static_cast<std::size_t>(window.rows.length() * window.cols.length());
    scene->window_rows = taps <= kMaxTaps ? static_cast<int>(window.rows.length()) : 0;
    const double width = 2 * kFilmMargin + 2 * kFilmRoom + kFilmGap;
    const double height =
        film_row_height(scene->height) + kStripGap + kHead + scene->window_rows * kCell + kResult + kFilmMargin;
    return Film{.size = {static_cast<int>(std::ceil(height)), static_cast<int>(width)},
                .frames = static_cast<int>(scene->positions.size()),
                .seconds = frame_seconds(scene->positions.size(), kUsualPass, 0.6),
                .draw = [scene](Canvas& canvas, int frame) { draw_layer_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
