#include "app/film/product_film.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/film/film_columns.h"
#include "core/base/text/short_number.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kCaption = 34;

struct ProductScenery {
    ProductFilmSource source;
    FilmColumn result;
    std::vector<std::size_t> counts;  ///< the number of added maps in each frame of the sum
    int frames = 0;
    double height = 0;
};

Plane map_plane(const nn::ProductMaps& maps, std::vector<float> values) {
    return {Size{static_cast<int>(maps.rows), static_cast<int>(maps.cols)}, std::move(values)};
}

/// The sum in a frame: of products, then with the bias.
Plane sum_in(const ProductScenery& scene, std::size_t frame) {
    const ProductFilmSource& source = scene.source;
    if (frame >= scene.counts.size()) return map_plane(source.maps, source.maps.before);
    return map_plane(source.maps, partial_sum(source.maps, source.order, scene.counts[frame]));
}

void draw_product_frame(Canvas& canvas, const ProductScenery& scene, int number) {
    const ProductFilmSource& source = scene.source;
    const auto frame = static_cast<std::size_t>(number);
    const std::size_t added = scene.counts[std::min(frame, scene.counts.size() - 1)];
    const nn::ProductMap& product = source.maps.maps[static_cast<std::size_t>(source.order[added - 1])];
    const bool has_bias = source.maps.has_bias && frame >= scene.counts.size();
    const bool is_done = number + 1 == scene.frames;
    const double middle = kFilmMargin + kFilmTitle + scene.height / 2;
    const FilmColumn one = film_column(tr("Input map {}", product.channel), map_plane(source.maps, product.values),
                                       source.map_scale, ValueKind::signed_values);
    draw_film_column(canvas, kFilmMargin, one, {}, scene.height);
    double x = kFilmMargin + kFilmRoom;
    draw_film_arrow(canvas, x, middle, tr("added"), "");
    const FilmColumn sum =
        film_column(has_bias ? std::string(tr("Sum and bias")) : tr("Sum of {} of {}", added, source.order.size()),
                    sum_in(scene, frame), source.sum_scale, ValueKind::signed_values);
    draw_film_column(canvas, x + kFilmGap, sum, {}, scene.height);
    x += kFilmGap + kFilmRoom;
    draw_film_arrow(canvas, x, middle, source.activation, "");
    draw_film_column(canvas, x + kFilmGap, scene.result, is_done ? std::optional<Reached>() : Reached{0, 0.15},
                     scene.height);
    const std::string words = is_done    ? source.title
                              : has_bias ? tr("+ bias {}", short_number(source.maps.bias))
                                         : tr("{:.1f} % of the sum's magnitudes", 100 * product.share);
    canvas.label({kFilmMargin, film_row_height(scene.height) + 8, 3 * kFilmRoom + 2 * kFilmGap, kCaption}, words,
                 {.size = 18, .colour = ink::kAccent, .bold = true});
}

}  // namespace

std::optional<Film> product_film(const ProductFilmSource& source) {
    if (source.maps.maps.empty() || source.order.empty()) return std::nullopt;
    const auto scene = std::make_shared<ProductScenery>(ProductScenery{.source = source});
    const int after = (source.maps.has_bias ? 1 : 0) + 1;
    const auto sums = std::min<std::size_t>(source.order.size(), static_cast<std::size_t>(kMaxFrames - after));
    scene->counts.reserve(sums);
    for (std::size_t i = 0; i < sums; ++i) scene->counts.push_back((i + 1) * source.order.size() / sums);
    scene->frames = static_cast<int>(sums) + after;
    scene->result = film_column(source.title, source.result, source.result_scale, source.result_kind);
    scene->height = scene->result.map.height();
    const double width = 2 * kFilmMargin + 3 * kFilmRoom + 2 * kFilmGap;
    const double height = film_row_height(scene->height) + 8 + kCaption + kFilmMargin;
    return Film{.size = {static_cast<int>(std::ceil(height)), static_cast<int>(width)},
                .frames = scene->frames,
                .seconds = frame_seconds(static_cast<std::size_t>(scene->frames), 20, 1),
                .draw = [scene](Canvas& canvas, int frame) { draw_product_frame(canvas, *scene, frame); }};
}

}  // namespace convscope
