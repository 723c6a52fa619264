#include "app/film/lab_film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/film/film_columns.h"
#include "app/film/pixel_strip.h"
#include "core/base/text/translation.h"
#include "core/filter/explain.h"

namespace convscope {

namespace {

constexpr double kStripGap = 12;

/// The state of a frame.
struct Moment {
    Cell output;
    std::optional<Cell> pooled;
    std::optional<Reached> filtered_reached, pooled_reached;
    std::optional<std::size_t> step;  ///< of the sum
    /// The neighbour on the input, or the candidate on the filtered picture, that the step adds.
    std::optional<Cell> neighbour, candidate;
};

/// Everything that the frames share.
struct Scenery {
    LabFilmSource source;
    Geometry geometry;
    FilmColumn input, filtered;
    std::optional<FilmColumn> pooled;
    std::vector<std::int64_t> positions;
    double height = 0;  ///< of the largest picture
};

bool has_pooled(const LabFilmSource& source) {
    return source.result->pooled.size().area() > 0;
}

Scenery scenery_of(const LabFilmSource& source) {
    Scenery scene{.source = source, .geometry = geometry(source.input.size(), source.settings)};
    const Plane filtered = to_plane(source.result->filtered);
    scene.input = film_column(tr("Input"), source.input, kGreyScale, ValueKind::picture);
    scene.filtered = film_column(tr("Filtered"), filtered, source.scale, source.kind);
    scene.height = std::max(scene.input.map.height(), scene.filtered.map.height());
    if (!has_pooled(source)) return scene;
    scene.pooled = film_column(tr("Pooled"), to_plane(source.result->pooled), source.scale, source.kind);
    scene.height = std::max(scene.height, scene.pooled->map.height());
    return scene;
}

Moment filter_moment(const Scenery& scene, std::int64_t position) {
    const Size size = scene.geometry.filtered();
    Moment moment{.output = {static_cast<int>(position / size.cols), static_cast<int>(position % size.cols)}};
    moment.filtered_reached = Reached{position + 1};
    if (!scene.pooled) return moment;
    // A pooled pixel is reached when its block is complete.
    const int block = scene.source.settings.pool_size;
    const Size pooled = scene.geometry.pooled();
    const int rows = std::min((moment.output.row + 1) / block, pooled.rows);
    const bool in_last_row = (moment.output.row + 1) % block == 0;
    const int full_rows = in_last_row ? rows - 1 : rows;
    const int cols = in_last_row ? std::min((moment.output.col + 1) / block, pooled.cols) : 0;
    moment.pooled_reached = Reached{std::int64_t{full_rows} * pooled.cols + cols};
    if (moment.output.row / block < pooled.rows && moment.output.col / block < pooled.cols)
        moment.pooled = Cell{moment.output.row / block, moment.output.col / block};
    return moment;
}

Moment pool_moment(const Scenery& scene, std::int64_t position) {
    const Size size = scene.geometry.pooled();
    const Cell pooled{static_cast<int>(position / size.cols), static_cast<int>(position % size.cols)};
    const int block = scene.source.settings.pool_size;
    return {.output = {pooled.row * block, pooled.col * block},
            .pooled = pooled,
            .filtered_reached = {},
            .pooled_reached = Reached{position + 1},
            .step = {}};
}

Moment sum_moment(const Scenery& scene, std::int64_t step) {
    const Cell at = scene.source.pixel;
    Moment moment{.output = at, .step = static_cast<std::size_t>(step)};
    const int block = scene.source.settings.pool_size;
    const Size pooled = scene.geometry.pooled();
    if (scene.pooled && at.row / block < pooled.rows && at.col / block < pooled.cols)
        moment.pooled = Cell{at.row / block, at.col / block};
    const LabFilmSource& source = scene.source;
    const ArithmeticStep now =
        pixel_steps(source.input, source.settings, at, moment.pooled).at(static_cast<std::size_t>(step));
    if (now.kind == StepKind::product) {
        const int taps = source.settings.kernel.size;
        moment.neighbour = Cell{scene.geometry.rows.source(at.row, now.index / taps),
                                scene.geometry.cols.source(at.col, now.index % taps)};
    } else if (now.kind == StepKind::candidate && moment.pooled) {
        moment.candidate =
            Cell{moment.pooled->row * block + now.index / block, moment.pooled->col * block + now.index % block};
    }
    return moment;
}

Moment moment_of(const Scenery& scene, int frame) {
    const std::int64_t position = scene.positions[static_cast<std::size_t>(frame)];
    if (scene.source.pass == PlayerPass::filter) return filter_moment(scene, position);
    if (scene.source.pass == PlayerPass::pool) return pool_moment(scene, position);
    return sum_moment(scene, position);
}

void write_picture_values(Canvas& canvas, const Box& box, const FloatImage& values, const ColourScale& scale,
                          const std::optional<Reached>& reached) {
    write_values(
        canvas, box, values.size(), [&](int r, int c) { return double{values.at(r, c)}; },
        [&](int r, int c) { return colour_of(scale, values.at(r, c)); }, reached);
}

void draw_input(Canvas& canvas, const Scenery& scene, const Moment& moment) {
    const Box box = draw_film_column(canvas, kFilmMargin, scene.input, {}, scene.height);
    const Plane& input = scene.source.input;
    write_values(
        canvas, box, input.size(), [&](int r, int c) { return double{input.at(r, c)}; },
        [&](int r, int c) { return colour_of(kGreyScale, input.at(r, c)); });
    const Axis &rows = scene.geometry.rows, &cols = scene.geometry.cols;
    const int height = scene.source.pass == PlayerPass::pool ? scene.source.settings.pool_size : 1;
    const int row = rows.source(moment.output.row, 0), col = cols.source(moment.output.col, 0);
    mark_cells(canvas,
               map_cells(box, input.size(), row, col, rows.extent + (height - 1) * rows.stride,
                         cols.extent + (height - 1) * cols.stride),
               ink::kAccent);
    if (moment.neighbour)
        mark_cells(canvas, map_cells(box, input.size(), moment.neighbour->row, moment.neighbour->col, 1, 1),
                   ink::kWinner);
}

void draw_outputs(Canvas& canvas, const Scenery& scene, const Moment& moment) {
    const LabFilmSource& source = scene.source;
    const double x = kFilmMargin + kFilmRoom + kFilmGap;
    const double middle = kFilmMargin + kFilmTitle + scene.height / 2;
    const int taps = source.settings.kernel.size;
    draw_film_arrow(canvas, x - kFilmGap, middle, source.settings.median ? tr("median") : tr("filter"),
                    fmt::format("{} \u00d7 {}", taps, taps));
    const Box filtered = draw_film_column(canvas, x, scene.filtered, moment.filtered_reached, scene.height);
    write_picture_values(canvas, filtered, source.result->filtered, source.scale, moment.filtered_reached);
    const Size size = scene.geometry.filtered();
    const int block = source.settings.pool_size;
    if (source.pass != PlayerPass::filter && moment.pooled)
        mark_cells(canvas,
                   map_cells(filtered, size, moment.pooled->row * block, moment.pooled->col * block, block, block),
                   ink::kBlock);
    if (source.pass != PlayerPass::pool)
        mark_cells(canvas, map_cells(filtered, size, moment.output.row, moment.output.col, 1, 1), ink::kAccent);
    if (moment.candidate)
        mark_cells(canvas, map_cells(filtered, size, moment.candidate->row, moment.candidate->col, 1, 1), ink::kWinner);
    if (!scene.pooled) return;
    const double next = x + kFilmRoom + kFilmGap;
    draw_film_arrow(canvas, next - kFilmGap, middle,
                    source.settings.pooling == Pooling::max ? tr("max") : tr("average"),
                    fmt::format("{} \u00d7 {}", block, block));
    const Box pooled = draw_film_column(canvas, next, *scene.pooled, moment.pooled_reached, scene.height);
    write_picture_values(canvas, pooled, source.result->pooled, source.scale, moment.pooled_reached);
    if (moment.pooled && source.pass != PlayerPass::filter)
        mark_cells(canvas, map_cells(pooled, scene.geometry.pooled(), moment.pooled->row, moment.pooled->col, 1, 1),
                   ink::kBlock);
}

double strip_height(const LabFilmSource& source) {
    return source.pass == PlayerPass::pool ? pool_strip_height(source.settings.pool_size)
                                           : pixel_strip_height(source.settings);
}

void draw_frame(Canvas& canvas, const Scenery& scene, int frame) {
    const Moment moment = moment_of(scene, frame);
    draw_input(canvas, scene, moment);
    draw_outputs(canvas, scene, moment);
    const double top = film_row_height(scene.height) + kStripGap;
    const double width = kFilmRoom * (scene.pooled ? 3 : 2) + kFilmGap * (scene.pooled ? 2 : 1);
    const LabFilmSource& source = scene.source;
    const Box strip{kFilmMargin, top, width, strip_height(source)};
    if (source.pass == PlayerPass::pool)
        draw_pool_strip(canvas, strip,
                        explain_pool(source.input, source.settings, moment.pooled->row, moment.pooled->col));
    else
        draw_pixel_strip(canvas, strip, source.input, source.settings, moment.output, moment.pooled, moment.step);
}

std::vector<std::int64_t> positions_of(const Scenery& scene) {
    const LabFilmSource& source = scene.source;
    if (source.pass == PlayerPass::filter) return sliding_positions(scene.geometry.filtered());
    if (source.pass == PlayerPass::pool)
        return scene.pooled ? sliding_positions(scene.geometry.pooled()) : std::vector<std::int64_t>();
    const std::optional<Cell> pooled = sum_moment(scene, 0).pooled;
    const std::size_t steps = pixel_steps(source.input, source.settings, source.pixel, pooled).size();
    std::vector<std::int64_t> positions(std::min<std::size_t>(steps, kMaxFrames));
    for (std::size_t i = 0; i < positions.size(); ++i) positions[i] = static_cast<std::int64_t>(i);
    return positions;
}

}  // namespace

std::optional<Film> lab_film(const LabFilmSource& source) {
    if (source.result == nullptr || source.result->filtered.empty()) return std::nullopt;
    const auto scene = std::make_shared<Scenery>(scenery_of(source));
    scene->positions = positions_of(*scene);
    if (scene->positions.empty()) return std::nullopt;
    const int columns = scene->pooled ? 3 : 2;
    const double width = 2 * kFilmMargin + columns * kFilmRoom + (columns - 1) * kFilmGap;
    const double height = film_row_height(scene->height) + kStripGap + kFilmMargin + strip_height(source);
    const bool adds = source.pass == PlayerPass::sum;
    return Film{.size = {static_cast<int>(std::ceil(height)), static_cast<int>(width)},
                .frames = static_cast<int>(scene->positions.size()),
                .seconds = adds ? 1.0 : frame_seconds(scene->positions.size(), kUsualPass, 0.6),
                .draw = [scene](Canvas& canvas, int frame) { draw_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
