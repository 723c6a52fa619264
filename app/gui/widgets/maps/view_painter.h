// Draws heat maps: reduces the visible part, uploads it as a texture and draws it through the colour map or in its own
// colours.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/gl/picture_target.h"
#include "app/gui/widgets/maps/heat_map.h"

namespace convscope {

class ViewPainter {
  public:
    /// Fills the map's picture. `revealed` is the number of pixels, in row-major order, that are fully visible;
    /// nullopt: all. The remaining pixels are drawn with `hidden_opacity`, from 0 to 1. Textures are cached by the
    /// map's name.
    void paint(Ui& ui, const HeatMap& heat, std::optional<std::int64_t> revealed = std::nullopt,
               float hidden_opacity = 0);
    /// Milliseconds of CPU time for reducing and uploading since the last call; 0 if nothing was uploaded.
    double take_upload_time() { return std::exchange(upload_ms_, 0); }

  private:
    struct Entry {
        gl::PictureTarget target;
        std::uint64_t revision = 0;
        PixelRect region;
        int factor = 0;
        Reduction reduction = Reduction::mean;
        bool in_colour = false;
    };
    void upload(const HeatMap& heat, Entry& entry);
    /// Writes the region of HeatMap::in_colour as RGBA bytes into `colours_`, reduced by `factor`. Returns the reduced
    /// size.
    Size reduce_colours(const Picture& picture, PixelRect region, int factor);

    gl::PicturePainter painter_;
    std::map<std::string, Entry> entries_;
    FloatImage reduced_;
    std::array<FloatImage, 3> channels_;  ///< reduced channels of a picture in colour
    std::vector<std::uint8_t> colours_;
    double upload_ms_ = 0;
};

}  // namespace convscope
