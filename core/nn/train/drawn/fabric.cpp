#include "core/nn/train/drawn/fabric.h"

#include <numbers>

namespace convscope::nn {

namespace {

constexpr float kTurn = 2 * std::numbers::pi_v<float>;

/// The greys of Fashion-MNIST's garments: the value that a share of them (0, .05, .25, .5, .75, .95, 1) is darker than.
float random_base(RandomSequence& random) {
    constexpr std::array<float, 7> kShares{0, 0.05F, 0.25F, 0.5F, 0.75F, 0.95F, 1};
    constexpr std::array<float, 7> kGreys{35, 66, 115, 168, 198, 216, 240};
    const float share = random.between(0, 1);
    std::size_t i = 1;
    while (i + 1 < kShares.size() && share > kShares.at(i)) ++i;
    const float within = (share - kShares.at(i - 1)) / (kShares.at(i) - kShares.at(i - 1));
    return std::lerp(kGreys.at(i - 1), kGreys.at(i), within);
}

/// Smooth noise of -1..1 whose lattice has this period.
float smooth_noise(const Point& at, float period, std::uint64_t seed) {
    const float x = at.x / period, y = at.y / period;
    const float column = std::floor(x), row = std::floor(y);
    const auto corner = [&](float right, float down) {
        const auto number = static_cast<std::uint64_t>(((row + down + 64) * 256) + column + right + 64);
        return (2 * random_unit(seed, number)) - 1;
    };
    const float u = x - column, v = y - row;
    return std::lerp(std::lerp(corner(0, 0), corner(1, 0), u), std::lerp(corner(0, 1), corner(1, 1), u), v);
}

}  // namespace

Fabric::Fabric(RandomSequence& random, const FabricHabits& habits) {
    base_ = std::clamp(random_base(random) + habits.lighter, 25.F, 245.F);
    fold_ = random.between(0, 22);
    fold_period_ = random.between(4, 14);
    fold_phase_ = random.between(0, kTurn);
    fold_slant_ = random.between(-0.4F, 0.4F);
    slope_ = random.between(-1.6F, 1.6F);
    // The edges of light cloth stand out against a white ground; in the inverted picture they are lighter.
    rim_ = base_ < 130 ? random.between(15, 90) : random.between(-35, 25);
    if (random.chance(habits.patterned)) pattern_ = static_cast<Pattern>(1 + random.below(4));
    strength_ = random.chance(0.5F) ? random.between(10, 40) : random.between(40, 95);
    period_ = pattern_ == Pattern::blots ? random.between(1.4F, 3.5F) : random.between(2.2F, 7);
    angle_ = random.chance(0.75F) ? kTurn / 4 : random.between(0, kTurn / 2);
    phase_ = random.between(0, kTurn);
    has_print_ = random.chance(habits.printed);
    print_centre_ = {14 + random.between(-1.5F, 1.5F), random.between(9, 15)};
    print_half_ = {random.between(2, 5), random.between(1, 4.5F)};
    seed_ = random_bits(static_cast<std::uint64_t>(random.below(1 << 30)), 7);
}

float Fabric::pattern(const Point& at) const {
    const float across = (at.x * std::cos(angle_)) + (at.y * std::sin(angle_));
    const float along = (at.y * std::cos(angle_)) - (at.x * std::sin(angle_));
    const float first = std::sin((across * kTurn / period_) + phase_);
    const float second = std::sin((along * kTurn / period_) + phase_);
    switch (pattern_) {
        case Pattern::none:
            return 0;
        case Pattern::stripes:
            return std::clamp(2 * first, -1.F, 1.F);
        case Pattern::checks:
            return (first + second) / 2;
        case Pattern::blots:
            return std::clamp(2 * smooth_noise(at, period_, seed_), -1.F, 1.F);
        case Pattern::dots:
            return first * second > 0.3F ? 1.F : -0.2F;
    }
    return 0;
}

float Fabric::print(const Point& at) const {
    const bool inside =
        std::abs(at.x - print_centre_.x) < print_half_.x && std::abs(at.y - print_centre_.y) < print_half_.y;
    if (!has_print_ || !inside) return 0;
    const float sign = base_ > 130 ? -1 : 1;
    return sign * strength_ * (0.9F + (0.9F * smooth_noise(at, 1.3F, seed_ + 1)));
}

float Fabric::grey(const Point& at, float depth) const {
    const float fold = fold_ * std::sin(((at.x + (fold_slant_ * at.y)) * kTurn / fold_period_) + fold_phase_);
    const float sign = base_ > 150 ? -1 : 1;
    const float patterned = base_ + fold + (slope_ * (at.y - 14)) + (sign * strength_ * pattern(at)) + print(at);
    return std::clamp(patterned + (rim_ * std::exp(-depth)), 12.F, 255.F);
}

float Fabric::contrast(RandomSequence& random) const {
    const float step = random.between(30, 110);
    return std::clamp(base_ > 125 ? base_ - step : base_ + step, 0.F, 255.F);
}

void paint_part(Canvas& canvas, std::span<const Point> corners, const Fabric& fabric) {
    canvas.paint([&](const Point& at) { return polygon_distance(corners, at); },
                 [&](const Point& at, float depth) { return fabric.grey(at, depth); });
}

}  // namespace convscope::nn
