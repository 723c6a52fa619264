// Pictures drawn through a colour map into a texture that the user interface can show.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "app/gl/program.h"
#include "app/gl/texture.h"
#include "core/image/reduce.h"

namespace convscope::gl {

/// How a picture is to be drawn. Positions are in pixels of the picture, x right and y down.
struct PictureDraw {
    double x = 0, y = 0, width = 0, height = 0;  ///< the part of the picture that fills the target; may reach beyond it
    Size picture;                                ///< whole picture
    Region region;                               ///< what the value texture covers
    int factor = 1;                              ///< picture pixels per texel
    Range range;                                 ///< values at the ends of the colour map
    const std::uint8_t* colour_table = nullptr;  ///< 256 RGB triplets; compared by address
    std::array<std::uint8_t, 3> nan_colour{};
    int revealed_row = -1, revealed_col = 0;  ///< the first pixel still to come; -1: all are there
    bool operator==(const PictureDraw&) const = default;
};

/// Shader and colour maps, shared by all targets. Needs a current context.
class PicturePainter {
  public:
    PicturePainter();
    ~PicturePainter();
    PicturePainter(const PicturePainter&) = delete;
    PicturePainter& operator=(const PicturePainter&) = delete;

    /// Draws into the framebuffer that is bound; the viewport is set.
    void paint(const Texture& values, const PictureDraw& draw);

  private:
    const Texture& colour_texture(const std::uint8_t* table);

    struct Map {
        const std::uint8_t* table = nullptr;
        Texture texture;
    };
    Program program_{"picture.vert", "picture.frag"};
    std::array<Map, 8> maps_;
    unsigned vertex_array_ = 0;
};

/// One view's values and its drawn pixels. Draws again only when something has changed.
class PictureTarget {
  public:
    PictureTarget() = default;
    ~PictureTarget();
    PictureTarget(const PictureTarget&) = delete;
    PictureTarget& operator=(const PictureTarget&) = delete;

    /// New values for the texture; `image` holds PictureDraw::region by PictureDraw::factor.
    void upload(const FloatImage& image);
    /// Draws size.rows x size.cols pixels where draw, size or values have changed; outside the picture they are
    /// transparent.
    void draw(PicturePainter& painter, Size size, const PictureDraw& draw);
    /// What to show, its first row at texture coordinate 1.
    unsigned texture() const { return pixels_.id(); }

  private:
    Texture values_;
    Texture pixels_;
    unsigned framebuffer_ = 0;
    PictureDraw drawn_;
    bool stale_ = true;
};

}  // namespace convscope::gl
