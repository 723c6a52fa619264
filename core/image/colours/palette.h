// A palette of few colours for pictures with many, for files that allow no more.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/image/colours/colour_maps.h"

namespace convscope {

/// Counts the colours of pictures that are to share one palette.
class ColourCounts {
  public:
    /// RGB bytes, three for each pixel.
    void add(std::span<const std::uint8_t> pixels);
    /// The palette of at most `size` (1..256) colours: all counted colours if there are no more than that. Otherwise
    /// the colours are divided into boxes, always along the longest side of the box with the largest sum of squared
    /// distances (after Heckbert 1982, "Color image quantization for frame buffer display"), and each box gives its
    /// mean.
    std::vector<Rgb> palette(std::size_t size) const;

  private:
    std::unordered_map<std::uint32_t, std::uint32_t> counts_;
};

/// Finds the palette's entry that is nearest to a colour; remembers what it has found.
class PaletteIndex {
  public:
    /// `palette` has 1 to 256 colours.
    explicit PaletteIndex(std::vector<Rgb> palette) : palette_(std::move(palette)) {}
    std::uint8_t nearest(Rgb colour);
    const std::vector<Rgb>& palette() const { return palette_; }

  private:
    std::vector<Rgb> palette_;
    std::unordered_map<std::uint32_t, std::uint8_t> known_;
};

}  // namespace convscope
