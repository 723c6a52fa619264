// A part of the window filled with many little pictures of values: packed into one texture, drawn with one call.
// Knows no document and no network.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gl/tile_sheet.h"
#include "app/gui/toolkit/ui.h"
#include "core/image/colour_maps.h"

namespace convscope {

/// One picture of values: rows x cols, `step` floats from a value to the next in a row, rows without gaps. The memory
/// must live until the canvas is painted.
struct TileValues {
    const float* first = nullptr;
    Size size;
    std::int64_t step = 1;
    bool operator==(const TileValues&) const = default;

    float at(int row, int col) const { return first[(std::int64_t{row} * size.cols + col) * step]; }
};

/// What draws the tiles of all canvases, with the program's colour maps in ColourMap's order (grey first).
class SharedTilePainter : public gl::TilePainter {
  public:
    SharedTilePainter();
};

class TileCanvas {
  public:
    /// Starts over with an empty canvas over `area`. `revision` changes whenever the values behind the pictures do.
    void begin(Rect area, std::uint64_t revision);
    /// What lies outside the area costs nothing.
    void add(Rect place, const TileValues& values, ColourMap map, Range shown);
    void paint(Ui& ui, gl::TilePainter& painter);
    /// The pictures inside the area, and the number of texture uploads so far, for tests.
    std::size_t count() const { return sources_.size(); }
    std::uint64_t uploads() const { return uploads_; }
    const gl::TileSheet& sheet() const { return sheet_; }

  private:
    /// A picture on the sheet: averaged over factor x factor values where it is drawn much smaller than it is.
    struct Source {
        TileValues values;
        int factor = 1;
        bool operator==(const Source&) const = default;
        Size packed() const {
            return {(values.size.rows + factor - 1) / factor, (values.size.cols + factor - 1) / factor};
        }
    };
    void lay_out();
    void upload();

    Rect area_;
    std::vector<Source> sources_, packed_sources_;
    struct Corner {
        int row = 0, col = 0;
    };
    std::vector<Corner> corners_;  ///< of the packed sources on the sheet
    std::vector<gl::Tile> tiles_;
    gl::TileSheet sheet_;
    FloatImage atlas_;
    std::uint64_t revision_ = 0, packed_revision_ = 0;
    std::uint64_t uploads_ = 0;
};

}  // namespace convscope
