// Draws many small pictures with one texture of values and one draw call.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "app/gl/program.h"
#include "app/gl/texture.h"
#include "core/image/plane.h"

namespace convscope::gl {

/// A part of the sheet and its place on the target. `low` and `high` are the values at the ends of its colour map.
struct Tile {
    float x = 0, y = 0, width = 0, height = 0;                              ///< target pixels, y down
    float source_x = 0, source_y = 0, source_width = 0, source_height = 0;  ///< texels
    float low = 0, high = 1;
    float map = 0;       ///< index of the colour map
    float extremes = 0;  ///< 1: a shrunk tile shows the largest magnitudes instead of the means
    bool operator==(const Tile&) const = default;
};

/// The shader and the colour maps that all sheets share. Needs a current OpenGL context.
class TilePainter {
  public:
    /// `tables` are colour maps of 256 RGB triplets each; Tile::map is an index into them.
    TilePainter(std::span<const std::uint8_t* const> tables, std::array<std::uint8_t, 3> nan_colour);
    ~TilePainter();
    TilePainter(const TilePainter&) = delete;
    TilePainter& operator=(const TilePainter&) = delete;

    /// Draws into the bound framebuffer; `size` is that of the viewport.
    void paint(const Texture& values, Size size, std::span<const Tile> tiles);

  private:
    Program program_{"tiles.vert", "tiles.frag"};
    Texture colour_maps_;
    float map_count_ = 1;
    std::array<std::uint8_t, 3> nan_colour_{};
    unsigned vertex_array_ = 0;
    unsigned instances_ = 0;
};

/// The values of a sheet and its drawn pixels, which are drawn again only after a change.
class TileSheet {
  public:
    TileSheet() = default;
    ~TileSheet();
    TileSheet(const TileSheet&) = delete;
    TileSheet& operator=(const TileSheet&) = delete;

    void upload(const FloatImage& values);
    /// Draws size.rows x size.cols pixels if tiles, size or values have changed. Pixels between the tiles are
    /// transparent.
    void draw(TilePainter& painter, Size size, const std::vector<Tile>& tiles);
    /// The drawn pixels; their first row is at texture coordinate 1.
    unsigned texture() const { return pixels_.id(); }
    /// The number of times that draw() found a change, for tests.
    std::uint64_t times_drawn() const { return times_drawn_; }

  private:
    Texture values_;
    Texture pixels_;
    unsigned framebuffer_ = 0;
    std::vector<Tile> drawn_;
    bool stale_ = true;
    std::uint64_t times_drawn_ = 0;
};

/// The largest side of a sheet, which all OpenGL 3.3 hardware in use supports.
inline constexpr int kMaxTextureSide = 4096;

}  // namespace convscope::gl
