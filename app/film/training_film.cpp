#include "app/film/training_film.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "app/film/film_columns.h"
#include "app/paper/curve.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kSide = 480, kCurves = 480, kHead = 40, kTileGap = 6;
constexpr std::int64_t kMaxFilters = 64;
constexpr std::size_t kCurvePoints = 400;

struct TrainingScenery {
    TrainingFilmSource source;
    std::vector<CurvePoint> loss, accuracy;
    double end = 1;
    float largest = 0;  ///< magnitude of the kernels' values at the ends of the colours
};

const nn::Tensor& kernel_of(const TrainingFilmSource& source, const nn::Snapshot& snapshot) {
    return *snapshot.model->node(source.node).weights.front();
}

/// Means of neighbouring steps, so that a long run has as many points as there are pixels.
std::vector<CurvePoint> thinned_curve(const std::vector<nn::StepPoint>& steps, float nn::StepPoint::*value) {
    std::vector<CurvePoint> points;
    const std::size_t width = std::max<std::size_t>(1, steps.size() / kCurvePoints);
    for (std::size_t begin = 0; begin < steps.size(); begin += width) {
        const std::size_t end = std::min(steps.size(), begin + width);
        double sum = 0;
        for (std::size_t i = begin; i < end; ++i) sum += double{steps[i].*value};
        points.push_back({static_cast<double>(end), sum / static_cast<double>(end - begin)});
    }
    return points;
}

void draw_filters(Canvas& canvas, const TrainingScenery& scene, const nn::Tensor& kernel, const Box& box) {
    const auto rows = static_cast<int>(kernel.shape.axes[0]), cols = static_cast<int>(kernel.shape.axes[1]);
    const std::int64_t inputs = kernel.shape.axes[2], filters = kernel.shape.axes[3];
    const auto count = static_cast<int>(std::min(filters, kMaxFilters));
    const auto across = static_cast<int>(std::ceil(std::sqrt(count)));
    const double side = (box.w - kTileGap * (across - 1)) / across;
    const ColourScale scale{ColourMap::diverging, {-scene.largest, scene.largest}, false};
    for (int i = 0; i < count; ++i) {
        std::vector<float> values;
        values.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
        for (std::int64_t cell = 0; cell < std::int64_t{rows} * cols; ++cell)
            values.push_back(kernel.values[static_cast<std::size_t>(cell * inputs * filters + i)]);
        const MapPicture map =
            map_picture(Plane({rows, cols}, std::move(values)), scale, ValueKind::signed_values, side, side);
        const int row = i / across, col = i % across;
        draw_map(canvas, box.x + (side + kTileGap) * col, box.y + (side + kTileGap) * row, map);
    }
}

double curve_end(const std::vector<CurvePoint>& points, double step) {
    double value = points.empty() ? 0 : points.front().y;
    for (const CurvePoint& point : points)
        if (point.x <= step) value = point.y;
    return value;
}

void draw_training_frame(Canvas& canvas, const TrainingScenery& scene, int frame) {
    const nn::Snapshot& snapshot = scene.source.snapshots.all()[static_cast<std::size_t>(frame)];
    const auto step = static_cast<double>(snapshot.step);
    canvas.label({kFilmMargin, kFilmMargin, kSide + kFilmGap + kCurves, kHead - 10},
                 tr("{}: step {}", scene.source.title, snapshot.step), {.size = 19, .bold = true});
    const double top = kFilmMargin + kHead;
    draw_filters(canvas, scene, kernel_of(scene.source, snapshot), {kFilmMargin, top, kSide, kSide});
    draw_legend(canvas, {kFilmMargin, top + kSide + 8, kSide / 2, kFilmLegend - 8},
                {ColourMap::diverging, {-scene.largest, scene.largest}, false}, ValueKind::signed_values, 14);
    const double left = kFilmMargin + kSide + kFilmGap, height = (kSide - 24) / 2;
    const double high = scene.loss.empty() ? 1 : std::ranges::max(scene.loss, {}, &CurvePoint::y).y;
    draw_curve(
        canvas, {left, top, kCurves, height},
        {scene.loss, tr("Loss {}", short_number(curve_end(scene.loss, step))), scene.end, 0, high > 0 ? high : 1, step},
        14);
    draw_curve(canvas, {left, top + height + 24, kCurves, height},
               {scene.accuracy, tr("Accuracy {:.1f} %", 100 * curve_end(scene.accuracy, step)), scene.end, 0, 1, step},
               14);
}

}  // namespace

std::optional<Film> training_film(const TrainingFilmSource& source) {
    const std::vector<nn::Snapshot>& all = source.snapshots.all();
    if (all.size() < 2 || all.front().model->node(source.node).weights.empty()) return std::nullopt;
    if (kernel_of(source, all.front()).shape.axes.size() != 4) return std::nullopt;
    const auto scene = std::make_shared<TrainingScenery>(TrainingScenery{.source = source});
    scene->loss = thinned_curve(source.curves.steps, &nn::StepPoint::loss);
    scene->accuracy = thinned_curve(source.curves.steps, &nn::StepPoint::accuracy);
    scene->end = static_cast<double>(std::max<std::int64_t>(1, all.back().step));
    for (const nn::Snapshot& snapshot : {all.front(), all.back()})
        for (const float value : kernel_of(source, snapshot).values)
            scene->largest = std::max(scene->largest, std::fabs(value));
    if (!(scene->largest > 0)) scene->largest = 1;
    const double width = 2 * kFilmMargin + kSide + kFilmGap + kCurves;
    const double height = 2 * kFilmMargin + kHead + kSide + kFilmLegend;
    const auto frames = static_cast<int>(std::min<std::size_t>(all.size(), kMaxFrames));
    return Film{.size = {static_cast<int>(height), static_cast<int>(width)},
                .frames = frames,
                .seconds = frame_seconds(all.size(), 20, 0.5),
                .draw = [scene](Canvas& canvas, int frame) { draw_training_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
