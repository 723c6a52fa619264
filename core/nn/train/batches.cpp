#include "core/nn/train/batches.h"

#include <array>
#include <cassert>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace convscope::nn {

namespace {

constexpr int kMaxShift = 2;

/// A lookup table from a byte of this colour to the network's input.
std::array<float, 256> scaled_bytes(const Preprocessing& preprocessing, std::size_t colour) {
    std::array<float, 256> table{};
    for (std::size_t value = 0; value < table.size(); ++value)
        table[value] = static_cast<float>(value) * preprocessing.scale[colour] + preprocessing.offset[colour];
    return table;
}

/// The channel of the image that becomes `channel` of the network's input.
std::size_t source_channel(const Preprocessing& preprocessing, std::size_t channel, std::size_t channels) {
    return channels == 3 ? preprocessing.colour(static_cast<std::int64_t>(channel)) : channel;
}

/// A number from -kMaxShift to kMaxShift.
std::int64_t shift(std::uint64_t bits) {
    return static_cast<std::int64_t>(bits % (2 * kMaxShift + 1)) - kMaxShift;
}

/// Drawn variants of these examples, in order.
Dataset drawing_variants(const Dataset& data, std::span<const std::int64_t> indices, std::uint64_t seed) {
    const auto size = static_cast<std::size_t>(data.example.count());
    Dataset variants{.example = data.example, .images = std::vector<std::uint8_t>(indices.size() * size), .labels = {}};
    parallel_for(static_cast<int>(indices.size()), [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        drawing_variant(data.image(indices[at]), data.example,
                        random_bits(seed, static_cast<std::uint64_t>(indices[at])),
                        std::span(variants.images).subspan(at * size, size));
    });
    return variants;
}

}  // namespace

void fill_batch(const Dataset& data, std::span<const std::int64_t> indices, const Preprocessing& preprocessing,
                std::span<float> out) {
    const auto channels = static_cast<std::size_t>(data.example.channels());
    assert(channels <= preprocessing.scale.size());
    assert(std::ssize(out) == std::ssize(indices) * data.example.count());
    std::size_t next = 0;
    for (std::size_t channel = 0; channel < channels; ++channel) {
        const std::size_t source = source_channel(preprocessing, channel, channels);
        const std::array<float, 256> table = scaled_bytes(preprocessing, source);
        next = channel;
        for (const std::int64_t index : indices) {
            const std::span<const std::uint8_t> image = data.image(index);
            for (std::size_t i = source; i < image.size(); i += channels, next += channels) out[next] = table[image[i]];
        }
    }
}

void fill_augmented_batch(const Dataset& data, std::span<const std::int64_t> indices,
                          const Preprocessing& preprocessing, std::uint64_t seed, std::span<float> out) {
    const std::int64_t rows = data.example.rows(), cols = data.example.cols(), channels = data.example.channels();
    std::size_t next = 0;
    std::array<std::array<float, 256>, 3> tables;
    std::array<std::size_t, 3> sources{};
    for (std::size_t channel = 0; channel < tables.size(); ++channel) {
        sources[channel] = source_channel(preprocessing, channel, static_cast<std::size_t>(channels));
        tables[channel] = scaled_bytes(preprocessing, sources[channel]);
    }
    for (const std::int64_t index : indices) {
        const std::span<const std::uint8_t> image = data.image(index);
        const std::uint64_t bits = random_bits(seed, static_cast<std::uint64_t>(index));
        const bool mirrored = (bits & 1) != 0;
        const std::int64_t down = shift(bits >> 8), right = shift(bits >> 32);
        for (std::int64_t row = 0; row < rows; ++row) {
            for (std::int64_t col = 0; col < cols; ++col) {
                const std::int64_t from_row = row - down;
                const std::int64_t shifted_col = col - right;
                const std::int64_t from_col = mirrored ? cols - 1 - shifted_col : shifted_col;
                const bool inside = from_row >= 0 && from_row < rows && from_col >= 0 && from_col < cols;
                const auto from = static_cast<std::size_t>((from_row * cols + from_col) * channels);
                for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
                    out[next++] = tables[c][inside ? image[from + sources[c]] : 0];
            }
        }
    }
}

void fill_batch(const Dataset& data, std::span<const std::int64_t> indices, const Preprocessing& preprocessing,
                Augmentation augmentation, std::uint64_t seed, std::span<float> out) {
    if (augmentation == Augmentation::none) return fill_batch(data, indices, preprocessing, out);
    if (augmentation == Augmentation::shift) return fill_augmented_batch(data, indices, preprocessing, seed, out);
    const Dataset variants = drawing_variants(data, indices, seed);
    std::vector<std::int64_t> all(indices.size());
    std::iota(all.begin(), all.end(), 0);
    fill_batch(variants, all, preprocessing, out);
}

void shuffle(std::span<std::int64_t> indices, std::uint64_t seed) {
    for (std::size_t left = indices.size(); left > 1; --left)
        std::swap(indices[left - 1], indices[static_cast<std::size_t>(random_bits(seed, left) % left)]);
}

}  // namespace convscope::nn
