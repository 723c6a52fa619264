#include "tests/core/nn/input/careless_drawings.h"

#include <cmath>
#include <optional>
#include <vector>

#include "core/base/random.h"
#include "core/nn/input/drawing.h"
#include "core/nn/input/picture_input.h"

namespace convscope::nn::test {

namespace {

using Points = std::vector<PadPoint>;

/// A garment: closed outlines, further lines, and one point inside each area that a hand may fill.
struct Garment {
    std::vector<Points> outlines, lines;
    Points inside;
};

/// In the order of kFashionLabels. The shapes are plain: a person who draws from memory adds no more.
std::vector<Garment> garments() {
    return {// T-shirt/top
            {.outlines = {{{5, 10},
                           {7, 14},
                           {5, 18},
                           {7, 22},
                           {13, 25},
                           {15, 22},
                           {11, 20},
                           {25, 20},
                           {25, 8},
                           {11, 8},
                           {15, 6},
                           {13, 3},
                           {7, 6}}},
             .lines = {},
             .inside = {{15, 14}}},
            // Trouser
            {.outlines = {{{3, 9}, {3, 19}, {25, 20}, {25, 16}, {10, 14}, {25, 12}, {25, 8}}},
             .lines = {},
             .inside = {{6, 14}}},
            // Pullover
            {.outlines = {{{4, 10},
                           {6, 14},
                           {4, 18},
                           {6, 21},
                           {22, 25},
                           {23, 21},
                           {12, 20},
                           {24, 20},
                           {24, 8},
                           {12, 8},
                           {23, 7},
                           {22, 3},
                           {6, 7}}},
             .lines = {},
             .inside = {{15, 14}}},
            // Dress
            {.outlines = {{{3, 11}, {7, 14}, {3, 17}, {11, 17}, {25, 21}, {25, 7}, {11, 11}}},
             .lines = {},
             .inside = {{18, 14}}},
            // Coat: longer than the pullover, open in front
            {.outlines = {{{3, 10},
                           {5, 14},
                           {3, 18},
                           {5, 21},
                           {22, 25},
                           {23, 21},
                           {12, 20},
                           {26, 21},
                           {26, 7},
                           {12, 8},
                           {23, 7},
                           {22, 3},
                           {5, 7}}},
             .lines = {{{5, 14}, {26, 14}}},
             .inside = {{15, 11}, {15, 17}}},
            // Sandal: a sole and straps
            {.outlines = {},
             .lines = {{{19, 3}, {21, 8}, {20, 14}, {22, 20}, {21, 25}},
                       {{20, 4}, {22, 8}, {21, 14}, {23, 20}, {22, 25}},
                       {{19, 5}, {14, 9}, {20, 13}},
                       {{20, 15}, {13, 20}, {12, 24}, {21, 25}}},
             .inside = {}},
            // Shirt: a collar, a row of buttons
            {.outlines = {{{4, 10},
                           {6, 14},
                           {4, 18},
                           {6, 21},
                           {21, 24},
                           {22, 21},
                           {12, 19},
                           {25, 19},
                           {25, 9},
                           {12, 9},
                           {22, 7},
                           {21, 4},
                           {6, 7}}},
             .lines = {{{4, 10}, {9, 12}, {6, 14}, {9, 16}, {4, 18}}, {{6, 14}, {25, 14}}},
             .inside = {{16, 11}, {16, 17}}},
            // Sneaker
            {.outlines = {{{20, 3}, {16, 4}, {14, 10}, {10, 15}, {12, 19}, {10, 24}, {20, 25}}},
             .lines = {{{18, 3}, {18, 25}}},
             .inside = {{16, 16}}},
            // Bag
            {.outlines = {{{12, 4}, {12, 24}, {24, 25}, {24, 3}}},
             .lines = {{{12, 9}, {6, 10}, {4, 14}, {6, 18}, {12, 19}}},
             .inside = {{18, 14}}},
            // Ankle boot
            {.outlines = {{{23, 3}, {18, 4}, {15, 10}, {11, 14}, {3, 15}, {3, 24}, {14, 24}, {23, 25}}},
             .lines = {{{21, 3}, {21, 25}}},
             .inside = {{15, 18}}}};
}

/// Moves points as the hand's scale, shift and jags say.
class Wobble {
  public:
    explicit Wobble(const Hand& hand) : hand_(hand) {}

    PadPoint placed(const PadPoint& point) const {
        constexpr double kMiddle = 14;
        return {kMiddle + ((point.row - kMiddle) * hand_.scale),
                kMiddle + ((point.col - kMiddle) * hand_.scale) + hand_.right};
    }
    /// The corners of the line that this hand draws through the points.
    Points drawn(const Points& points) {
        Points result;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const PadPoint from = placed(points[i]), to = placed(points[i + 1]);
            const int parts = std::max(1, static_cast<int>(std::hypot(to.row - from.row, to.col - from.col) / 2));
            for (int part = 0; part < parts; ++part) {
                const double where = static_cast<double>(part) / parts;
                result.push_back(off({std::lerp(from.row, to.row, where), std::lerp(from.col, to.col, where)}));
            }
        }
        result.push_back(off(placed(points.back())));
        return result;
    }

  private:
    PadPoint off(const PadPoint& point) {
        const auto by = [this] {
            return hand_.jag * ((2 * static_cast<double>(random_unit(hand_.seed, next_++))) - 1);
        };
        const double down = by(), right = by();
        return {point.row + down, point.col + right};
    }

    const Hand& hand_;
    std::uint64_t next_ = 0;
};

std::vector<Dab> dabs_through(const Points& points, float ink, float radius) {
    std::vector<Dab> dabs{{points.front().row, points.front().col, radius, ink}};
    for (std::size_t i = 1; i < points.size(); ++i)
        for (const Dab& dab : dabs_between(points[i - 1], {points[i].row, points[i].col, radius, ink}))
            dabs.push_back(dab);
    return dabs;
}

}  // namespace

Tensor careless_drawing(const Model& model, std::size_t label, const Hand& hand) {
    const Garment garment = garments().at(label);
    PictureInput input;
    input.is_drawn = true;
    input.picture.planes.emplace_back(Size{28, 28}, std::vector<std::uint8_t>(784, 0));
    const Tensor ground = unpainted_tensor(input, model);
    const Preprocessing preprocessing = preprocessing_of(input, model);
    Wobble wobble(hand);
    SharedTensor paint;
    for (Points outline : garment.outlines) {
        outline.push_back(outline.front());
        Points drawn = wobble.drawn(outline);
        drawn.back() = drawn.front();
        paint = with_dabs(paint, dabs_through(drawn, hand.ink, hand.radius), preprocessing, ground);
    }
    for (const PadPoint& inside : garment.inside) {
        if (hand.fill == 0) break;
        const PadPoint at = wobble.placed(inside);
        paint = with_fill(
            paint,
            {.row = static_cast<std::int64_t>(at.row), .col = static_cast<std::int64_t>(at.col), .ink = Ink(hand.fill)},
            preprocessing, ground);
    }
    for (const Points& line : garment.lines) {
        // Lines inside a filled area are dark and thin, because light lines would be invisible.
        const bool over_area = hand.fill > 0 && !garment.outlines.empty() && label != 8;
        paint = with_dabs(paint,
                          dabs_through(wobble.drawn(line), over_area ? 60.F : hand.ink, over_area ? 0.6F : hand.radius),
                          preprocessing, ground);
    }
    return painted(ground, paint);
}

}  // namespace convscope::nn::test
