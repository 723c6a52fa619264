#include "core/nn/train/drawn/drawings.h"
#include "core/nn/train/drawn/fabric.h"
#include "core/nn/train/drawn/shoes.h"
#include "core/nn/train/drawn/tops.h"

namespace convscope::nn {

namespace {

void draw_trouser(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = 4, .patterned = 0.12F, .printed = 0});
    const float middle = 14 + random.between(-0.8F, 0.8F);
    const float waist = random.between(3.2F, 5), hip = waist + random.between(0.2F, 1.4F);
    const float crotch_y = random.between(7, 12),
                end_y = random.chance(0.9F) ? random.between(26.8F, 28) : random.between(20, 27);
    const float outer = random.between(3.6F, 7.2F), gap = random.between(0.15F, 2);
    const float leg = std::max(1.8F, outer - gap);
    for (const float side : {-1.F, 1.F}) {
        const auto at = [&](float x, float y) { return Point{middle + (side * x), y}; };
        const std::vector<Point> corners{
            at(-0.2F, 0.2F),          at(waist, 0.2F),
            at(hip, crotch_y * 0.7F), at(((hip + outer) / 2) + random.between(-0.3F, 0.4F), 17),
            at(outer, end_y),         at(outer - leg, end_y),
            at(gap * 0.45F, 18),      at(-0.2F, crotch_y)};
        paint_part(canvas, corners, fabric);
    }
    if (random.chance(0.5F))
        paint_line(canvas, {{middle, 1}, {middle, crotch_y - 1}, random.between(0.4F, 0.9F), fabric.contrast(random)});
    if (random.chance(0.5F))
        paint_line(canvas,
                   {{middle - waist, 2}, {middle + waist, 2}, random.between(0.4F, 1), fabric.contrast(random)});
}

/// The handle or strap of a bag whose upper edge is at `top`.
void paint_handle(Canvas& canvas, RandomSequence& random, const Point& top, float half_width, float grey) {
    const float thickness = random.between(0.8F, 2);
    const float kind = random.between(0, 1);
    if (kind < 0.5F) {
        const Point half{half_width * random.between(0.3F, 0.75F), std::max(1.5F, top.y - random.between(0, 3))};
        canvas.paint(
            [&](const Point& at) {
                const float ring = std::abs(ellipse_distance(top, half, at)) - (thickness / 2);
                return std::max(ring, at.y - top.y - 1);
            },
            [grey](const Point&, float) { return grey; });
    } else if (kind < 0.75F) {
        const Point peak{top.x + random.between(-3, 3), random.between(0.3F, 2)};
        for (const float side : {-1.F, 1.F})
            paint_line(canvas, {{top.x + (side * half_width * 0.8F), top.y + 1}, peak, thickness, grey});
    } else {
        // A strap that hangs at the side.
        const float x = std::max(0.8F, top.x - half_width - random.between(0, 2));
        paint_line(canvas, {{x, top.y + 1}, {x, random.between(16, 25)}, thickness, grey});
        paint_line(canvas, {{x, top.y + 1}, {top.x, top.y}, thickness, grey});
    }
}

void draw_bag(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = 6, .patterned = 0.25F, .printed = 0});
    const bool is_tall = random.chance(0.2F);
    const float middle = 14 + random.between(-0.8F, 0.8F),
                half = is_tall ? random.between(5.5F, 9) : random.between(10, 13.8F);
    const float bottom = random.between(21.5F, 27.6F), top = std::clamp(bottom - random.between(9, 20), 1.F, 15.F);
    const float upper_half = half * random.between(0.72F, 1.08F);
    const bool has_handle = top > 3.5F && random.chance(0.8F);
    const float grey = std::clamp(fabric.base() + random.between(-60, 40), 40.F, 255.F);
    if (has_handle) paint_handle(canvas, random, {middle, top}, upper_half, grey);
    const float corner = random.between(0.4F, 3.5F);
    const std::vector<Point> body{{middle - upper_half, top + corner}, {middle - upper_half + corner, top},
                                  {middle + upper_half - corner, top}, {middle + upper_half, top + corner},
                                  {middle + half, bottom - corner},    {middle + half - corner, bottom},
                                  {middle - half + corner, bottom},    {middle - half, bottom - corner}};
    const bool is_round = random.chance(0.18F);
    const Point centre{middle, (top + bottom) / 2}, half_axes{half, (bottom - top) / 2};
    canvas.paint(
        [&](const Point& at) {
            return is_round ? ellipse_distance(centre, half_axes, at) : polygon_distance(body, at);
        },
        [&](const Point& at, float depth) { return fabric.grey(at, depth); });
    const float detail = fabric.contrast(random), flap_y = std::lerp(top, bottom, random.between(0.15F, 0.6F));
    if (random.chance(0.55F))
        paint_line(canvas,
                   {{middle - half + 1, flap_y}, {middle + half - 1, flap_y}, random.between(0.5F, 1.3F), detail});
    if (random.chance(0.4F))
        paint_line(canvas,
                   {{middle, flap_y}, {middle, flap_y + 0.5F}, random.between(1.2F, 3), fabric.contrast(random)});
    if (random.chance(0.25F))
        for (const float side : {-1.F, 1.F})
            paint_line(canvas, {{middle + (side * half * 0.5F), top},
                                {middle + (side * half * 0.5F), bottom},
                                random.between(0.6F, 1.4F),
                                detail});
}

}  // namespace

Canvas draw_garment(std::size_t kind, std::uint64_t seed) {
    using Draw = void (*)(Canvas&, RandomSequence&);
    constexpr std::array<Draw, 10> kDrawings{draw_t_shirt, draw_trouser, draw_pullover, draw_dress, draw_coat,
                                             draw_sandal,  draw_shirt,   draw_sneaker,  draw_bag,   draw_ankle_boot};
    RandomSequence random(seed);
    Canvas canvas;
    kDrawings.at(kind)(canvas, random);
    canvas.add_noise(random.between(1, 9), random_bits(seed, 1), 8);
    return canvas;
}

}  // namespace convscope::nn
