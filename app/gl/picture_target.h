// Draws pictures through a colour map, or in their own colours, into textures that the user interface can show.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "app/gl/program.h"
#include "app/gl/texture.h"
#include "core/image/reduce.h"

namespace convscope::gl {

/// The parameters of drawing a picture. Positions are in pixels of the picture, x to the right and y down.
struct PictureDraw {
    double x = 0, y = 0, width = 0, height = 0;  ///< the part that fills the target; may be larger than the picture
    Size picture;                                ///< size of the whole picture
    PixelRect region;                            ///< the part of the picture in the texture of values
    int factor = 1;                              ///< picture pixels per texel
    bool in_colour = false;                      ///< the texels are colours and not values: no map, no range
    Range range;                                 ///< values at the ends of the colour map
    const std::uint8_t* colour_table = nullptr;  ///< 256 RGB triplets; compared by address
    std::array<std::uint8_t, 3> nan_colour{};
    bool marks_outside = false;  ///< values below and above the range are drawn in the two colours of the next line
    std::array<std::uint8_t, 3> below_colour{}, above_colour{};
    Reduction reduction = Reduction::mean;    ///< of the values that a pixel of the target covers
    int revealed_row = -1, revealed_col = 0;  ///< the first hidden pixel in row-major order; -1: none is hidden
    float hidden_opacity = 0;                 ///< of hidden pixels, 0 to 1
    bool operator==(const PictureDraw&) const = default;
};

/// The shader and the colour maps that all targets share. Needs a current OpenGL context.
class PicturePainter {
  public:
    PicturePainter();
    ~PicturePainter();
    PicturePainter(const PicturePainter&) = delete;
    PicturePainter& operator=(const PicturePainter&) = delete;

    /// Draws into the bound framebuffer. The viewport must be set.
    void paint(const Texture& values, const PictureDraw& draw);

  private:
    const Texture& colour_texture(const std::uint8_t* table);
    void set_colour(const char* name, const std::array<std::uint8_t, 3>& colour, float alpha) const;

    struct ColourTexture {
        const std::uint8_t* table = nullptr;
        Texture texture;
    };
    Program program_{"picture.vert", "picture.frag"};
    std::array<ColourTexture, 8> colour_textures_;
    unsigned vertex_array_ = 0;
};

/// The values of a view and its drawn pixels, which are drawn again only after a change.
class PictureTarget {
  public:
    PictureTarget() = default;
    ~PictureTarget();
    PictureTarget(const PictureTarget&) = delete;
    PictureTarget& operator=(const PictureTarget&) = delete;

    /// Uploads new values: PictureDraw::region of the picture, reduced by PictureDraw::factor.
    void upload(const FloatImage& image);
    /// Uploads a picture for PictureDraw::in_colour: size.rows x size.cols RGBA bytes, row by row.
    void upload_colours(Size size, std::span<const std::uint8_t> rgba);
    /// Draws size.rows x size.cols pixels if `draw`, `size` or the values have changed. Pixels outside the picture are
    /// transparent.
    void draw(PicturePainter& painter, Size size, const PictureDraw& draw);
    /// The drawn pixels; their first row is at texture coordinate 1.
    unsigned texture() const { return pixels_.id(); }

  private:
    Texture values_;
    Texture pixels_;
    unsigned framebuffer_ = 0;
    PictureDraw drawn_;
    bool stale_ = true;
};

}  // namespace convscope::gl
