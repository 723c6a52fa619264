#include "core/nn/train/drawn/tops.h"

#include "core/nn/train/drawn/fabric.h"

namespace convscope::nn {

namespace {

enum class Sleeves : std::uint8_t { none, straps, brief, full };

/// The cut of a garment: half-widths and heights in pixels, from the middle of the picture and its top.
struct Cut {
    float middle = 14;
    float neck = 3.5F, shoulder = 8, chest = 6.5F, waist = 6.5F, hem = 6.8F;
    float neck_y = 0.5F, shoulder_y = 2.5F, armpit_y = 9, waist_y = 17, hem_y = 27.5F;
    float neck_depth = 2;
    bool is_v_neck = false;
    Sleeves sleeves = Sleeves::brief;
    float cuff = 11.5F, cuff_y = 10;        ///< the outer end of a sleeve
    float elbow = 0.4F;                     ///< its place on the sleeve, 0..1
    float cuff_width = 3.5F, bulge = 0.5F;  ///< of a sleeve; how far the elbow stands out
};

/// Points of the right half, from top to bottom, and their mirror images.
std::vector<Point> mirrored_outline(float middle, std::initializer_list<Point> right_half) {
    std::vector<Point> points;
    points.reserve(2 * right_half.size());
    for (const Point& point : right_half) points.push_back({middle + point.x, point.y});
    for (auto point = std::rbegin(right_half); point != std::rend(right_half); ++point)
        points.push_back({middle - point->x, point->y});
    return points;
}

/// A sleeve at the right (side 1) or at the left (side -1).
std::vector<Point> sleeve(const Cut& cut, float side) {
    const auto at = [&](float x, float y) { return Point{cut.middle + (side * x), y}; };
    if (cut.sleeves == Sleeves::brief) {
        // The cuff is at right angles to the sleeve.
        const float inner = cut.cuff - (0.75F * cut.cuff_width);
        return {at(cut.shoulder - 2, cut.shoulder_y - 0.3F), at(cut.shoulder, cut.shoulder_y),
                at(cut.cuff, cut.cuff_y - 1.2F), at(inner, cut.cuff_y + 0.6F), at(cut.chest - 0.8F, cut.armpit_y)};
    }
    const float elbow_y = std::lerp(cut.shoulder_y, cut.cuff_y, cut.elbow);
    const float elbow = std::lerp(cut.shoulder, cut.cuff, cut.elbow) + cut.bulge;
    return {at(cut.shoulder - 2.5F, cut.shoulder_y - 0.4F),
            at(cut.shoulder, cut.shoulder_y),
            at(elbow, elbow_y - 1),
            at(cut.cuff, cut.cuff_y),
            at(cut.cuff - cut.cuff_width, cut.cuff_y + 0.3F),
            at(elbow - cut.cuff_width - 0.6F, elbow_y + 1),
            at(cut.chest - 1, cut.armpit_y - 0.5F)};
}

std::vector<Point> torso(const Cut& cut) {
    return mirrored_outline(cut.middle, {{cut.neck, cut.neck_y},
                                         {cut.shoulder, cut.shoulder_y},
                                         {cut.chest, cut.armpit_y},
                                         {cut.waist, cut.waist_y},
                                         {cut.hem, cut.hem_y}});
}

/// Cuts the neckline out; the back of the collar shows in it at times.
void cut_neck(Canvas& canvas, const Cut& cut, RandomSequence& random, const Fabric& fabric) {
    const float back = random.chance(0.45F) ? fabric.base() * random.between(0.3F, 0.85F) : 0;
    const float width = cut.neck * random.between(0.75F, 1.05F);
    if (cut.is_v_neck) {
        const std::vector<Point> corners =
            mirrored_outline(cut.middle, {{width, cut.neck_y - 1.5F}, {0.1F, cut.neck_y + cut.neck_depth}});
        canvas.paint([&](const Point& at) { return polygon_distance(corners, at); },
                     [back](const Point&, float) { return back; });
        return;
    }
    canvas.paint(
        [&](const Point& at) {
            return ellipse_distance({cut.middle, cut.neck_y - 0.5F}, {width, cut.neck_depth + 0.5F}, at);
        },
        [back](const Point&, float) { return back; });
}

/// Sleeves, torso and seams.
void paint_cut(Canvas& canvas, const Cut& cut, RandomSequence& random, const Fabric& fabric) {
    const bool has_sleeves = cut.sleeves == Sleeves::brief || cut.sleeves == Sleeves::full;
    if (has_sleeves)
        for (const float side : {-1.F, 1.F}) paint_part(canvas, sleeve(cut, side), fabric);
    if (cut.sleeves == Sleeves::straps) {
        for (const float side : {-1.F, 1.F})
            paint_line(canvas, {{cut.middle + (side * cut.neck), 0},
                                {cut.middle + (side * cut.chest * 0.8F), cut.armpit_y},
                                random.between(1, 2),
                                fabric.base()});
        Cut lower = cut;
        lower.neck = cut.chest * 0.75F;
        lower.shoulder = cut.chest * 0.95F;
        lower.neck_y = cut.armpit_y - 3;
        lower.shoulder_y = cut.armpit_y - 1;
        paint_part(canvas, torso(lower), fabric);
        return;
    }
    paint_part(canvas, torso(cut), fabric);
    if (has_sleeves && random.chance(0.6F)) {
        const float seam = fabric.base() + random.between(-70, 30);
        for (const float side : {-1.F, 1.F})
            paint_line(canvas, {{cut.middle + (side * (cut.shoulder - 1)), cut.shoulder_y + 1},
                                {cut.middle + (side * (cut.chest + 0.2F)),
                                 cut.armpit_y + (cut.sleeves == Sleeves::full ? 6.F : 0.F)},
                                random.between(0.4F, 1.1F),
                                std::max(0.F, seam)});
    }
    cut_neck(canvas, cut, random, fabric);
}

Cut random_cut(RandomSequence& random) {
    Cut cut;
    cut.middle = 14 + random.between(-0.8F, 0.8F);
    cut.neck = random.between(2.8F, 4.8F);
    cut.neck_depth = random.between(0.8F, 3.5F);
    cut.is_v_neck = random.chance(0.25F);
    cut.hem_y = random.chance(0.85F) ? random.between(26.8F, 28) : random.between(23, 27);
    return cut;
}

void set_widths(Cut& cut, RandomSequence& random, float narrow, float wide) {
    cut.chest = random.between(narrow, wide);
    cut.waist = cut.chest + random.between(-0.9F, 0.5F);
    cut.hem = cut.waist + random.between(-0.5F, 1.3F);
}

void set_long_sleeves(Cut& cut, RandomSequence& random) {
    cut.sleeves = Sleeves::full;
    cut.shoulder = cut.chest + random.between(0.2F, 1.6F);
    cut.shoulder_y = random.between(1.6F, 4);
    cut.armpit_y = random.between(8, 11);
    cut.elbow = random.between(0.25F, 0.5F);
    cut.cuff = random.between(8.4F, 11.2F);
    cut.cuff_y = random.between(21.5F, 27.5F);
    cut.cuff_width = random.between(2.3F, 3.7F);
    cut.bulge = random.between(0.2F, 1.8F);
}

void set_short_sleeves(Cut& cut, RandomSequence& random) {
    cut.sleeves = Sleeves::brief;
    cut.shoulder = cut.chest + random.between(0.4F, 2);
    cut.shoulder_y = random.between(1.4F, 3.2F);
    cut.armpit_y = random.between(7, 10);
    cut.cuff = random.between(9.5F, 13.2F);
    cut.cuff_y = random.between(6.5F, 12.5F);
    cut.cuff_width = random.between(2.5F, 4.8F);
}

/// A collar of two triangles.
void paint_collar(Canvas& canvas, const Cut& cut, RandomSequence& random, const Fabric& fabric) {
    const float grey = fabric.contrast(random);
    const float depth = random.between(2.5F, 5), width = cut.neck + random.between(0, 1);
    for (const float side : {-1.F, 1.F}) {
        paint_line(canvas, {{cut.middle + (side * 0.4F), depth + 0.5F},
                            {cut.middle + (side * width), 0.8F},
                            random.between(0.6F, 1.3F),
                            grey});
        paint_line(canvas, {{cut.middle + (side * width), 0.8F},
                            {cut.middle + (side * width * 0.8F), depth},
                            random.between(0.4F, 0.9F),
                            grey});
    }
}

/// A line of buttons or a zip from the neck to the hem.
void paint_front(Canvas& canvas, const Cut& cut, RandomSequence& random, float grey) {
    const float x = cut.middle + random.between(-0.6F, 0.6F);
    if (random.chance(0.6F)) paint_line(canvas, {{x, 3}, {x, cut.hem_y}, random.between(0.5F, 1.4F), grey});
    if (!random.chance(0.5F)) return;
    const float step = random.between(2.5F, 5);
    const float top = random.between(4, 7), thickness = random.between(0.9F, 1.5F);
    const auto count = static_cast<int>((cut.hem_y - 1 - top) / step) + 1;
    for (int i = 0; i < count; ++i) {
        const float y = top + (step * static_cast<float>(i));
        paint_line(canvas, {{x + 0.5F, y}, {x + 0.6F, y}, thickness, grey});
    }
}

void paint_pockets(Canvas& canvas, const Cut& cut, RandomSequence& random, float grey) {
    const float y = random.between(16, 21), slant = random.between(-1, 2.5F);
    for (const float side : {-1.F, 1.F})
        paint_line(canvas, {{cut.middle + (side * cut.waist * 0.35F), y},
                            {cut.middle + (side * cut.waist * 0.8F), y + slant},
                            random.between(0.6F, 1.2F),
                            grey});
}

void paint_hood(Canvas& canvas, const Cut& cut, RandomSequence& random, const Fabric& fabric) {
    const Point half{random.between(3.4F, 5), random.between(3, 4.5F)};
    canvas.paint(
        [&](const Point& at) {
            return ellipse_distance({cut.middle, half.y - 0.3F}, half, at);
        },
        [&](const Point& at, float depth) { return fabric.grey(at, depth); });
    const float inside = fabric.base() * random.between(0.3F, 0.9F);
    canvas.paint(
        [&](const Point& at) {
            return ellipse_distance({cut.middle, half.y * 0.8F}, {half.x * 0.6F, half.y * 0.55F}, at);
        },
        [inside](const Point&, float) { return inside; });
}

/// A band at the hem or the cuffs, as knitted garments have.
void paint_band(Canvas& canvas, const Cut& cut, RandomSequence& random, const Fabric& fabric) {
    const float y = cut.hem_y - random.between(1.5F, 3);
    paint_line(
        canvas,
        {{cut.middle - cut.hem, y}, {cut.middle + cut.hem, y}, random.between(0.5F, 1), fabric.contrast(random)});
}

}  // namespace

void draw_t_shirt(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.patterned = 0.25F, .printed = 0.35F});
    Cut cut = random_cut(random);
    set_widths(cut, random, 5.6F, 8);
    set_short_sleeves(cut, random);
    if (random.chance(0.16F)) {
        cut.sleeves = random.chance(0.4F) ? Sleeves::straps : Sleeves::none;
        cut.shoulder = random.between(4.5F, 7);
        cut.neck_depth = random.between(2, 6);
    }
    paint_cut(canvas, cut, random, fabric);
}

void draw_pullover(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.patterned = 0.36F, .printed = 0.2F});
    Cut cut = random_cut(random);
    cut.is_v_neck = random.chance(0.15F);
    set_widths(cut, random, 5.6F, 7.6F);
    set_long_sleeves(cut, random);
    if (random.chance(0.75F)) cut.hem_y = random.between(25.5F, 28);
    paint_cut(canvas, cut, random, fabric);
    if (random.chance(0.12F)) paint_hood(canvas, cut, random, fabric);
    if (random.chance(0.5F)) paint_band(canvas, cut, random, fabric);
    // A fold in the middle: a line there does not always mean a coat.
    if (random.chance(0.25F))
        paint_line(canvas, {{cut.middle, random.between(4, 12)},
                            {cut.middle, random.between(16, 26)},
                            random.between(0.5F, 2),
                            std::lerp(fabric.base(), fabric.contrast(random), 0.3F)});
}

void draw_coat(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = 18, .patterned = 0.26F, .printed = 0});
    Cut cut = random_cut(random);
    cut.neck = random.between(2.2F, 3.8F);
    set_widths(cut, random, 5, 7.4F);
    if (random.chance(0.3F)) cut.hem += random.between(0.5F, 1.5F);
    set_long_sleeves(cut, random);
    cut.is_v_neck = random.chance(0.6F);
    paint_cut(canvas, cut, random, fabric);
    if (random.chance(0.25F)) paint_hood(canvas, cut, random, fabric);
    if (random.chance(0.7F)) paint_collar(canvas, cut, random, fabric);
    paint_front(canvas, cut, random, random.chance(0.35F) ? 5.F : fabric.contrast(random));
    if (random.chance(0.5F)) paint_pockets(canvas, cut, random, fabric.contrast(random));
}

void draw_shirt(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.lighter = -10, .patterned = 0.5F, .printed = 0.05F});
    Cut cut = random_cut(random);
    set_widths(cut, random, 5.4F, 8);
    if (random.chance(0.68F))
        set_long_sleeves(cut, random);
    else
        set_short_sleeves(cut, random);
    if (random.chance(0.15F)) cut.sleeves = Sleeves::none;
    paint_cut(canvas, cut, random, fabric);
    if (random.chance(0.6F)) paint_collar(canvas, cut, random, fabric);
    if (random.chance(0.75F)) paint_front(canvas, cut, random, std::lerp(fabric.base(), fabric.contrast(random), 0.5F));
}

void draw_dress(Canvas& canvas, RandomSequence& random) {
    const Fabric fabric(random, {.patterned = 0.3F, .printed = 0.05F});
    Cut cut = random_cut(random);
    cut.neck = random.between(1.6F, 3.2F);
    cut.neck_depth = random.between(1, 4.5F);
    cut.chest = random.between(3, 6);
    cut.waist = cut.chest * random.between(0.78F, 1.12F);
    cut.waist_y = random.between(9, 15);
    cut.hem = cut.waist + (random.chance(0.5F) ? random.between(-0.6F, 1) : random.between(1, 4.5F));
    cut.hem_y = random.between(26.8F, 28);
    cut.armpit_y = random.between(5, 8);
    cut.shoulder = cut.chest + random.between(-0.6F, 0.8F);
    cut.shoulder_y = random.between(0.8F, 2.2F);
    const float kind = random.between(0, 1);
    cut.sleeves = kind < 0.35F  ? Sleeves::none
                  : kind < 0.5F ? Sleeves::straps
                  : kind < 0.8F ? Sleeves::brief
                                : Sleeves::full;
    cut.cuff = cut.chest + random.between(1.5F, 3.5F);
    cut.cuff_width = random.between(1.6F, 2.8F);
    cut.cuff_y = cut.sleeves == Sleeves::full ? random.between(11, 22) : random.between(5, 10);
    paint_cut(canvas, cut, random, fabric);
    if (random.chance(0.4F))
        paint_line(canvas, {{cut.middle - cut.waist, cut.waist_y},
                            {cut.middle + cut.waist, cut.waist_y},
                            random.between(0.6F, 1.5F),
                            fabric.contrast(random)});
}

}  // namespace convscope::nn
