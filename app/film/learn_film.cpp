#include "app/film/learn_film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/film/film_columns.h"
#include "app/film/table_pen.h"
#include "app/paper/curve.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"
#include "core/filter/result.h"

namespace convscope {

namespace {

constexpr int kFrames = 120;
constexpr std::int64_t kMaxSteps = 2000;  ///< of a film that goes on until the values stay
constexpr double kRoom = 300, kBelow = 230;

/// The learner's state in a frame.
struct LearnMoment {
    std::int64_t step = 0;
    Kernel kernel;
    double bias = 0, loss = 0;
};

struct LearnScenery {
    LearnFilmSource source;
    FilmColumn input, target;
    ColourScale scale;
    std::vector<LearnMoment> moments;
    std::vector<CurvePoint> losses;
    double height = 0;
};

LearnMoment moment_of(const FilterLearner& learner) {
    return {learner.steps(), learner.kernel(), learner.bias(), learner.loss()};
}

/// The frames' steps: each about as much later than the one before, in proportion, because learning slows down.
std::vector<std::int64_t> frame_steps(std::int64_t last) {
    std::vector<std::int64_t> steps;
    for (int i = 0; i < kFrames; ++i) {
        const double part = static_cast<double>(i) / (kFrames - 1);
        const auto step = static_cast<std::int64_t>(std::llround(std::pow(static_cast<double>(last) + 1, part))) - 1;
        if (steps.empty() || step > steps.back()) steps.push_back(step);
    }
    return steps;
}

std::int64_t last_step(const LearnFilmSource& source) {
    if (source.steps > 0) return source.steps;
    FilterLearner learner(source.moments, source.options);
    while (learner.steps() < kMaxSteps && !learner.converged() && !learner.diverged()) learner.step(10);
    return learner.steps();
}

void follow(LearnScenery& scene) {
    FilterLearner learner(scene.source.moments, scene.source.options);
    for (const std::int64_t step : frame_steps(last_step(scene.source))) {
        learner.step(static_cast<int>(step - learner.steps()));
        scene.moments.push_back(moment_of(learner));
        if (learner.diverged()) break;
    }
    for (const LossPoint& point : learner.history())
        scene.losses.push_back({static_cast<double>(point.step), point.loss});
}

/// The output of the kernel and the bias on the input.
Plane output_of(const LearnFilmSource& source, const LearnMoment& moment) {
    FilterResult result;
    const FilterSettings settings{.kernel = moment.kernel, .bias = static_cast<float>(moment.bias)};
    filter(source.input, settings, result);
    return to_plane(result.filtered);
}

void draw_learn_frame(Canvas& canvas, const LearnScenery& scene, int frame) {
    const LearnMoment& moment = scene.moments[static_cast<std::size_t>(frame)];
    const double pitch = kRoom + kFilmGap;
    draw_film_column(canvas, kFilmMargin, scene.input, {}, scene.height, kRoom);
    draw_film_column(canvas, kFilmMargin + pitch, scene.target, {}, scene.height, kRoom);
    const FilmColumn output = film_column(tr("These values give"), output_of(scene.source, moment), scene.scale,
                                          ValueKind::signed_values, kRoom);
    draw_film_column(canvas, kFilmMargin + 2 * pitch, output, {}, scene.height, kRoom);
    Box below{kFilmMargin, film_row_height(scene.height) + 12, 2 * pitch + kRoom, kBelow};
    canvas.label(below.cut_top(34), tr("Step {}: mean squared difference {}", moment.step, short_number(moment.loss)),
                 {.size = 18, .colour = ink::kAccent, .bold = true});
    const int size = moment.kernel.size;
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    for (int i = 0; i < size * size; ++i)
        values.push_back(double{moment.kernel.values.at(static_cast<std::size_t>(i))});
    const double cell = std::min(52.0, below.h / size);
    TablePen pen{canvas, below.x, below.y, cell};
    PaperTable table = paper_table(size, values, true);
    for (std::size_t i = 0; i < values.size(); ++i)
        table.cells[i].text = fmt::format("{}{:.2f}", values[i] < -0.005 ? "\u2212" : "", std::fabs(values[i]));
    pen.table(table, cell * 1.9);
    const double left = std::max(pen.x + 40, kFilmMargin + pitch);
    const double highest = std::ranges::max(scene.losses, {}, &CurvePoint::y).y;
    draw_curve(canvas, {left, below.y, below.right() - left, below.h},
               {.points = scene.losses,
                .title = tr("Mean squared difference"),
                .x_end = static_cast<double>(std::max<std::int64_t>(1, scene.moments.back().step)),
                .low = 0,
                .high = highest > 0 ? highest : 1,
                .until = static_cast<double>(moment.step)},
               14);
}

}  // namespace

std::optional<Film> learn_film(const LearnFilmSource& source) {
    if (source.moments == nullptr || source.input.empty()) return std::nullopt;
    const auto scene = std::make_shared<LearnScenery>(LearnScenery{.source = source});
    const float largest = std::max(std::abs(source.target_range.low), std::abs(source.target_range.high));
    scene->scale = colour_scale({}, ValueKind::signed_values, source.target_range, largest);
    scene->input = film_column(tr("Input"), source.input, kGreyScale, ValueKind::picture, kRoom);
    scene->target = film_column(source.target_title, source.target, scene->scale, ValueKind::signed_values, kRoom);
    scene->height = std::max(scene->input.map.height(), scene->target.map.height());
    follow(*scene);
    const double width = 2 * kFilmMargin + 3 * kRoom + 2 * kFilmGap;
    const double height = film_row_height(scene->height) + 12 + kBelow + kFilmMargin;
    return Film{.size = {static_cast<int>(std::ceil(height)), static_cast<int>(width)},
                .frames = static_cast<int>(scene->moments.size()),
                .seconds = frame_seconds(scene->moments.size(), 12, 0.6),
                .draw = [scene](Canvas& canvas, int frame) { draw_learn_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
