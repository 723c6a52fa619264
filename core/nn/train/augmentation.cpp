#include "core/nn/train/augmentation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/random.h"

namespace convscope::nn {

namespace {

/// Grey values 0..255 of one channel; 0 outside.
struct Grey {
    int rows = 0, cols = 0;
    std::vector<float> values;

    float& at(int row, int col) { return values[static_cast<std::size_t>((row * cols) + col)]; }
    float value(int row, int col) const {
        const bool inside = row >= 0 && row < rows && col >= 0 && col < cols;
        return inside ? values[static_cast<std::size_t>((row * cols) + col)] : 0.F;
    }
    /// Bilinear between the centres of pixels.
    float between(float row, float col) const {
        const int r = static_cast<int>(std::floor(row)), c = static_cast<int>(std::floor(col));
        const float down = row - static_cast<float>(r), right = col - static_cast<float>(c);
        return std::lerp(std::lerp(value(r, c), value(r, c + 1), right),
                         std::lerp(value(r + 1, c), value(r + 1, c + 1), right), down);
    }
};

template <typename Function>
Grey mapped(const Grey& image, Function function) {
    Grey result = image;
    for (int row = 0; row < image.rows; ++row)
        for (int col = 0; col < image.cols; ++col) result.at(row, col) = function(row, col);
    return result;
}

/// The largest (dilation) or smallest (erosion) value of each pixel's 3 x 3 window.
Grey extreme(const Grey& image, bool largest) {
    return mapped(image, [&](int row, int col) {
        float found = image.value(row, col);
        for (int r = row - 1; r <= row + 1; ++r)
            for (int c = col - 1; c <= col + 1; ++c)
                found = largest ? std::max(found, image.value(r, c)) : std::min(found, image.value(r, c));
        return found;
    });
}

/// 255 at the pixels where the grey value changes by more than `threshold` within 3 x 3 pixels, on the brighter side.
Grey lines(const Grey& image, float threshold) {
    const Grey low = extreme(image, false);
    return mapped(
        image, [&](int row, int col) { return image.value(row, col) - low.value(row, col) > threshold ? 255.F : 0.F; });
}

/// The parameters of one redrawing, the same for all channels of an image.
struct Redrawing {
    enum class Kind : std::uint8_t { outline, flat, areas } kind = Kind::outline;
    float dark = 0;          ///< grey values up to this are ground
    float ink = 255;         ///< of lines
    float fill = 255;        ///< of the flat area
    float contrast = 0;      ///< grey values that differ by more are separated by a line
    int thickness = 0;       ///< times a line is dilated
    bool has_lines = false;  ///< over areas
    float levels = 2;        ///< of areas, besides the ground
};

Redrawing random_redrawing(RandomSequence& random) {
    constexpr std::array kKinds{Redrawing::Kind::outline, Redrawing::Kind::flat, Redrawing::Kind::areas};
    Redrawing r{.kind = kKinds.at(static_cast<std::size_t>(random.below(3)))};
    r.dark = random.between(8, 50);
    r.ink = random.between(150, 255);
    r.fill = random.between(70, 255);
    r.contrast = random.between(60, 160);
    r.thickness = random.below(3);
    r.has_lines = random.chance(0.4F);
    r.levels = static_cast<float>(1 + random.below(3));
    // Dark lines separate bright areas as a person would draw a collar or buttons.
    if (r.kind != Redrawing::Kind::outline && random.chance(0.5F)) r.ink = random.between(0, 60);
    return r;
}

Grey redrawn(const Grey& image, const Redrawing& r) {
    const Grey body = mapped(image, [&](int row, int col) { return image.value(row, col) > r.dark ? 255.F : 0.F; });
    Grey edges = lines(body, 128);
    const Grey inner = lines(image, r.contrast);
    edges = mapped(edges, [&](int row, int col) { return std::max(edges.value(row, col), inner.value(row, col)); });
    // Lines over areas stay thin, or they would cover the areas.
    const int thickness = r.kind == Redrawing::Kind::outline ? r.thickness : 0;
    for (int i = 0; i < thickness; ++i) edges = extreme(edges, true);
    if (r.kind == Redrawing::Kind::outline)
        return mapped(edges, [&](int row, int col) { return edges.value(row, col) > 0 ? r.ink : 0.F; });
    return mapped(image, [&](int row, int col) {
        if (body.value(row, col) == 0) return 0.F;
        if (r.has_lines && inner.value(row, col) > 0) return r.ink;
        if (r.kind == Redrawing::Kind::flat) return r.fill;
        return std::ceil(image.value(row, col) / 255 * r.levels) / r.levels * 255;
    });
}

/// A smooth displacement: random numbers in -1..1 on a lattice, bilinear between its nodes.
class Displacement {
  public:
    Displacement(RandomSequence& random, int rows, int cols, float spacing)
        : spacing_(spacing),
          lattice_{.rows = static_cast<int>(static_cast<float>(rows) / spacing) + 2,
                   .cols = static_cast<int>(static_cast<float>(cols) / spacing) + 2,
                   .values = {}} {
        lattice_.values.resize(static_cast<std::size_t>(lattice_.rows * lattice_.cols));
        for (float& value : lattice_.values) value = random.between(-1, 1);
    }
    float at(int row, int col) const {
        return lattice_.between(static_cast<float>(row) / spacing_, static_cast<float>(col) / spacing_);
    }

  private:
    float spacing_;
    Grey lattice_;
};

/// The row and column of the image from which each pixel of the variant is taken.
struct Warp {
    std::vector<float> rows, cols;
};

Warp random_warp(RandomSequence& random, int rows, int cols) {
    const float angle = random.between(-kMaxDrawingAngle, kMaxDrawingAngle);
    const float tall = random.between(kMinDrawingScale, kMaxDrawingScale);
    const float wide = tall * random.between(0.9F, 1.1F);
    const float down = random.between(-kMaxDrawingShift, kMaxDrawingShift);
    const float right = random.between(-kMaxDrawingShift, kMaxDrawingShift);
    const float mirror = random.chance(0.5F) ? -1.F : 1.F;
    // One displacement bends the shape, the other makes its edges jagged.
    constexpr float kBend = 8, kJag = 2.5F;
    const float bend = random.between(0, kMaxDrawingJag), jag = random.between(0, kMaxDrawingJag);
    const Displacement bend_rows(random, rows, cols, kBend), bend_cols(random, rows, cols, kBend);
    const Displacement jag_rows(random, rows, cols, kJag), jag_cols(random, rows, cols, kJag);
    const float middle_row = static_cast<float>(rows - 1) / 2, middle_col = static_cast<float>(cols - 1) / 2;
    Warp warp;
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) {
            const float y = (static_cast<float>(row) - middle_row - down) / tall;
            const float x = (static_cast<float>(col) - middle_col - right) / wide * mirror;
            warp.rows.push_back(middle_row + (y * std::cos(angle)) - (x * std::sin(angle)) +
                                (bend * bend_rows.at(row, col)) + (jag * jag_rows.at(row, col)));
            warp.cols.push_back(middle_col + (y * std::sin(angle)) + (x * std::cos(angle)) +
                                (bend * bend_cols.at(row, col)) + (jag * jag_cols.at(row, col)));
        }
    return warp;
}

/// Mirrored with probability 1/2 and shifted by up to two whole pixels.
Warp random_shift(RandomSequence& random, int rows, int cols) {
    const bool mirrored = random.chance(0.5F);
    const int down = random.below(5) - 2, right = random.below(5) - 2;
    Warp warp;
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) {
            warp.rows.push_back(static_cast<float>(row - down));
            warp.cols.push_back(static_cast<float>(mirrored ? cols - 1 - (col - right) : col - right));
        }
    return warp;
}

/// The changes of one variant, the same for all channels.
struct Changes {
    bool is_redrawn = false;
    Redrawing redrawing;
    enum class Stroke : std::uint8_t { kept, thicker, thinner } stroke = Stroke::kept;
    Warp warp;
};

Changes random_changes(RandomSequence& random, int rows, int cols) {
    Changes changes;
    const float kind = random.between(0, 1);
    if (kind < kPhotographShare) {
        changes.warp = random_shift(random, rows, cols);
        return changes;
    }
    changes.is_redrawn = kind >= 1 - kRedrawnShare;
    if (changes.is_redrawn)
        changes.redrawing = random_redrawing(random);
    else if (random.chance(0.5F))
        changes.stroke = random.chance(0.5F) ? Changes::Stroke::thicker : Changes::Stroke::thinner;
    changes.warp = random_warp(random, rows, cols);
    return changes;
}

}  // namespace

void drawing_variant(std::span<const std::uint8_t> image, const Shape& example, std::uint64_t seed,
                     std::span<std::uint8_t> out) {
    assert(image.size() == out.size());
    const auto channels = static_cast<std::size_t>(example.channels());
    Grey grey{.rows = static_cast<int>(example.rows()), .cols = static_cast<int>(example.cols()), .values = {}};
    grey.values.resize(image.size() / channels);
    RandomSequence random(seed);
    const Changes changes = random_changes(random, grey.rows, grey.cols);
    for (std::size_t channel = 0; channel < channels; ++channel) {
        for (std::size_t i = 0; i < grey.values.size(); ++i)
            grey.values[i] = static_cast<float>(image[(i * channels) + channel]);
        Grey changed = changes.is_redrawn ? redrawn(grey, changes.redrawing) : grey;
        if (changes.stroke != Changes::Stroke::kept)
            changed = extreme(changed, changes.stroke == Changes::Stroke::thicker);
        for (std::size_t i = 0; i < grey.values.size(); ++i)
            out[(i * channels) + channel] =
                static_cast<std::uint8_t>(std::lround(changed.between(changes.warp.rows[i], changes.warp.cols[i])));
    }
}

}  // namespace convscope::nn
