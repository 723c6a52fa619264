#include "core/nn/train/drawn/shoes.h"

#include "core/nn/train/drawn/fabric.h"

namespace convscope::nn {

namespace {

/// Two lines that meet at `top`. As in DrawnLine, the order of the numbers is that of the list.
struct Arch {
    Point from, top, to;
    float thickness, grey;
};
void paint_arch(Canvas& canvas, const Arch& arch) {
    paint_line(canvas, {arch.from, arch.top, arch.thickness, arch.grey});
    paint_line(canvas, {arch.top, arch.to, arch.thickness, arch.grey});
}

/// A band over the foot: the upper half of an ellipse around `base`.
struct FootBand {
    Point base;
    float half_width, height, thickness, grey;
};
void paint_band(Canvas& canvas, const FootBand& band) {
    canvas.paint(
        [&](const Point& at) {
            const float edge = ellipse_distance(band.base, {band.half_width, band.height}, at);
            return std::max(std::abs(edge) - (band.thickness / 2), at.y - band.base.y);
        },
        [&band](const Point&, float) { return band.grey; });
}

/// Lines across the upper: laces, stripes and seams.
void paint_details(Canvas& canvas, RandomSequence& random, const Point& from, const Point& to, int count, float grey) {
    const float lean = random.between(-2, 2), length = random.between(1.5F, 4.5F);
    for (int i = 0; i < count; ++i) {
        const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
        const Point start{std::lerp(from.x, to.x, t), std::lerp(from.y, to.y, t)};
        paint_line(canvas, {start, {start.x + lean, start.y + length}, random.between(0.6F, 1.2F), grey});
    }
}

void draw_flat_sandal(Canvas& canvas, RandomSequence& random, const Fabric& fabric) {
    const float sole_y = random.between(16.5F, 20.5F), thickness = random.between(1, 2.6F);
    const float heel_lift = random.between(0, 3.5F);
    const std::vector<Point> sole{{0.3F, sole_y},
                                  {9, sole_y + 0.4F},
                                  {18, sole_y - (heel_lift * 0.6F)},
                                  {27.5F, sole_y - heel_lift},
                                  {27.5F, sole_y + thickness},
                                  {0.8F, sole_y + thickness}};
    paint_flat(canvas, sole, random.chance(0.6F) ? fabric.base() : fabric.contrast(random));
    const int straps = 1 + random.below(6);
    for (int i = 0; i < straps; ++i) {
        const float left = random.between(2, 20), width = random.between(3, 8);
        const float top = sole_y - random.between(3, 9.5F);
        paint_arch(canvas, {{left, sole_y},
                            {left + (width * random.between(0.4F, 0.9F)), top},
                            {std::min(27.F, left + width), sole_y},
                            random.between(0.9F, 2.4F),
                            std::clamp(fabric.base() + random.between(-45, 45), 30.F, 255.F)});
    }
    const int bands = random.below(3);
    for (int i = 0; i < bands; ++i)
        paint_band(canvas, {{random.between(5, 22), sole_y},
                            random.between(3, 9),
                            random.between(4, 10),
                            random.between(0.9F, 3),
                            std::clamp(fabric.base() + random.between(-60, 45), 30.F, 255.F)});
    if (random.chance(0.35F)) {
        // A closed heel or a cover over the toes.
        const float left = random.chance(0.5F) ? 19 : random.between(1, 4), height = random.between(4, 9.5F);
        const std::vector<Point> cover{{left, sole_y},
                                       {left + 1.5F, sole_y - height},
                                       {left + 6.5F, sole_y - height + random.between(-1, 2)},
                                       {left + 8, sole_y}};
        paint_part(canvas, cover, fabric);
    }
    if (random.chance(0.6F)) {
        const float top = sole_y - random.between(5, 10);
        paint_arch(canvas, {{random.between(13, 18), sole_y - 1},
                            {random.between(19, 23), top},
                            {27, top + random.between(0, 2)},
                            random.between(0.8F, 1.8F),
                            fabric.base()});
        paint_line(canvas, {{27, top}, {27, sole_y}, random.between(0.8F, 2), fabric.base()});
    }
}

void draw_slide(Canvas& canvas, RandomSequence& random, const Fabric& fabric) {
    const float sole_y = random.between(17, 20);
    const std::vector<Point> sole{
        {0.3F, sole_y}, {27.5F, sole_y - random.between(0, 2)}, {27.5F, sole_y + 2.4F}, {0.6F, sole_y + 2.6F}};
    paint_flat(canvas, sole, fabric.contrast(random));
    const float left = random.between(1, 5), right = random.between(11, 17), top = sole_y - random.between(4, 8);
    const std::vector<Point> band{
        {left, sole_y}, {left + 2.5F, top + 1.5F}, {right - 3, top}, {right, top + 1}, {right + 1, sole_y}};
    paint_part(canvas, band, fabric);
}

void draw_heeled_sandal(Canvas& canvas, RandomSequence& random, const Fabric& fabric) {
    const float toe_y = random.between(21, 25), heel_y = random.between(10, 17), grey = fabric.base();
    const float thickness = random.between(1, 2.2F);
    paint_line(canvas, {{1, toe_y}, {9, toe_y - 0.5F}, thickness, grey});
    paint_line(canvas, {{9, toe_y - 0.5F}, {22, heel_y}, thickness + 0.4F, grey});
    paint_line(canvas, {{22, heel_y}, {26, heel_y - 1}, thickness, grey});
    const float heel = random.between(0.8F, 4.5F), lean = random.between(-2, 0.5F);
    const std::vector<Point> block{
        {22 - (heel * 0.4F), heel_y}, {26.5F, heel_y - 1}, {26 + lean, toe_y + 1.8F}, {26 + lean - heel, toe_y + 1.8F}};
    paint_part(canvas, block, fabric);
    if (random.chance(0.25F)) {
        const std::vector<Point> wedge{{1, toe_y},   {9, toe_y - 1},     {22, heel_y},
                                       {27, heel_y}, {26.5F, toe_y + 2}, {1, toe_y + 2}};
        paint_part(canvas, wedge, fabric);
    }
    const int straps = 1 + random.below(5);
    for (int i = 0; i < straps; ++i) {
        const float left = random.between(2, 9), width = random.between(3, 6);
        paint_arch(canvas, {{left, toe_y - 1},
                            {left + (width * 0.7F), toe_y - random.between(3.5F, 8)},
                            {left + width, toe_y - 2},
                            random.between(0.9F, 2.2F),
                            grey});
    }
    if (random.chance(0.8F)) {
        const float top = std::max(1.F, heel_y - random.between(4, 11));
        paint_arch(canvas, {{26, heel_y},
                            {26.5F, top},
                            {random.between(16, 20), top + random.between(0, 3)},
                            random.between(0.8F, 1.9F),
                            grey});
        if (random.chance(0.5F)) paint_line(canvas, {{12, toe_y - 5}, {18, top + 2}, random.between(0.8F, 2.4F), grey});
        // Bands around the heel and the ankle.
        for (int i = random.below(4); i > 0; --i) {
            const float y = random.between(top, heel_y);
            paint_line(canvas, {{random.between(15, 20), y + random.between(-1, 2)},
                                {26.5F, y},
                                random.between(0.8F, 2.2F),
                                std::clamp(grey + random.between(-60, 20), 25.F, 255.F)});
        }
    }
}

}  // namespace

void draw_sandal(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = -18, .patterned = 0.2F, .printed = 0});
    const float kind = random.between(0, 1);
    if (kind < 0.42F)
        draw_flat_sandal(canvas, random, fabric);
    else if (kind < 0.57F)
        draw_slide(canvas, random, fabric);
    else
        draw_heeled_sandal(canvas, random, fabric);
}

void draw_sneaker(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = -6, .patterned = 0.2F, .printed = 0});
    const float ground_y = random.between(18.2F, 20.5F), height = random.between(8.5F, 12.5F);
    const float top = ground_y - height, throat = random.between(12.5F, 16.5F), dip = random.between(1, 3);
    const std::vector<Point> upper{{0.3F, ground_y - 1},
                                   {0.8F, ground_y - 3.2F},
                                   {3.5F, ground_y - random.between(4, 5.3F)},
                                   {throat - 5, ground_y - (height * 0.62F)},
                                   {throat, top + random.between(0, 0.8F)},
                                   {throat + 2.5F, top + 0.3F},
                                   {throat + 6, top + dip},
                                   {25, top + random.between(0.2F, 1.6F)},
                                   {27.5F, top + random.between(0, 1)},
                                   {27.6F, ground_y - 1}};
    paint_part(canvas, upper, fabric);
    const float detail = fabric.contrast(random);
    if (random.chance(0.6F))
        paint_details(canvas, random, {throat - 6, ground_y - (height * 0.55F)}, {throat, top + 1.5F},
                      2 + random.below(4), detail);
    if (random.chance(0.6F)) {
        const int count = 1 + random.below(4);
        paint_details(canvas, random, {throat - 3, ground_y - 5.5F}, {24, ground_y - 6.5F}, count,
                      fabric.contrast(random));
    }
    if (random.chance(0.4F))
        paint_line(canvas, {{23.5F, top + 1.5F}, {24.5F, ground_y - 2}, random.between(0.8F, 2), detail});
    const float sole = random.between(1.2F, 3);
    const float grey = random.chance(0.5F) ? random.between(185, 250) : random.between(10, 170);
    const std::vector<Point> strip{{0.2F, ground_y - sole},
                                   {13, ground_y - (sole * 0.8F)},
                                   {27.7F, ground_y - sole - 0.4F},
                                   {27.4F, ground_y},
                                   {1, ground_y}};
    paint_flat(canvas, strip, grey);
    if (random.chance(0.5F))
        paint_line(canvas, {{1, ground_y}, {27, ground_y}, random.between(0.6F, 1.2F), random.between(40, 220)});
}

void draw_ankle_boot(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = 14, .patterned = 0.12F, .printed = 0});
    const float ground_y = random.between(21.5F, 27.3F), top = random.between(0.5F, 8);
    const bool is_high = random.chance(0.3F);
    const float lift = is_high ? random.between(4, 9) : random.between(0.5F, 3);
    const float front = random.between(10.5F, 15.5F), back = random.between(24.5F, 27.3F);
    const float toe = random.between(3.2F, 5.5F);
    const std::vector<Point> upper{{0.3F, ground_y - 1.2F},
                                   {0.6F, ground_y - (toe * 0.7F)},
                                   {3.5F, ground_y - toe},
                                   {front - 4, ground_y - toe - random.between(1.5F, 3.5F)},
                                   {front, ground_y - toe - random.between(4.5F, 7)},
                                   {front + random.between(-1, 1), top},
                                   {back, top + random.between(-0.6F, 0.8F)},
                                   {back - random.between(0, 1.5F), (top + ground_y) / 2},
                                   {std::min(27.6F, back + 0.6F), ground_y - lift},
                                   {17, ground_y - (lift * 0.75F)},
                                   {11, ground_y - 0.8F}};
    paint_part(canvas, upper, fabric);
    const float sole_grey = random.chance(0.5F) ? fabric.base() : random.between(60, 250);
    const float heel = is_high ? random.between(1.5F, 6) : random.between(5, 9),
                heel_right = std::min(27.6F, back + 0.5F);
    const std::vector<Point> block{{heel_right - heel - 1, ground_y - lift - 0.5F},
                                   {heel_right, ground_y - lift - 0.5F},
                                   {heel_right - 0.3F, ground_y},
                                   {heel_right - heel, ground_y}};
    paint_flat(canvas, block, sole_grey);
    paint_line(canvas, {{0.8F, ground_y - 0.6F}, {12, ground_y - 0.6F}, random.between(1, 2), sole_grey});
    if (!is_high && random.chance(0.6F))
        paint_line(canvas, {{11, ground_y - 0.7F}, {27, ground_y - 0.7F}, random.between(1, 2.2F), sole_grey});
    if (random.chance(0.5F)) {
        const float grey = random.chance(0.3F) ? random.between(5, 60) : fabric.contrast(random);
        paint_details(canvas, random, {front - 2, ground_y - toe - 4}, {front + 1.5F, top + 2}, 2 + random.below(5),
                      grey);
    }
    if (random.chance(0.25F)) {
        const std::vector<Point> elastic{
            {17, top + 1}, {22, top + 1}, {20.5F, top + random.between(5, 9)}, {18.5F, top + 8}};
        paint_flat(canvas, elastic, fabric.contrast(random));
    }
}

}  // namespace convscope::nn
