// Writes animations as GIF with giflib.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/image/colours/map_overlay.h"

namespace convscope {

/// An animation that repeats for ever, as the bytes of a GIF file. All frames have the same size and share a palette of
/// 255 colours; of each frame only the pixels that differ from the frame before are stored.
class GifAnimation {
  public:
    /// `colours` are the colours to expect, at most 255; others are replaced by the nearest one. Both sides are 1 to
    /// 65535. Throws std::bad_alloc.
    GifAnimation(Size size, std::vector<Rgb> colours);
    ~GifAnimation();
    GifAnimation(const GifAnimation&) = delete;
    GifAnimation& operator=(const GifAnimation&) = delete;

    /// Adds a frame that is shown for `seconds`, rounded to hundredths; below .02 viewers show it for longer.
    void add(const ColourBytes& frame, double seconds);
    /// The size of the file so far, in bytes.
    std::size_t bytes() const;
    /// The whole file. No frame can be added any more; there must be at least one.
    std::string finish();

  private:
    struct Writer;
    std::unique_ptr<Writer> writer_;
};

/// The number of colours of an animation; one more entry of the palette stands for unchanged pixels.
inline constexpr std::size_t kGifColours = 255;

}  // namespace convscope
