// An area of the window with many small pictures of values, packed into one texture and drawn with one call.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gl/tile_sheet.h"
#include "app/gui/toolkit/ui.h"
#include "core/image/colours/colour_maps.h"
#include "core/image/reduce.h"

namespace convscope {

/// One picture: rows x cols values in row-major order, each `step` floats after the previous one. The memory must stay
/// valid until the canvas is painted.
struct TileValues {
    const float* first = nullptr;
    Size size;
    std::int64_t step = 1;
    bool operator==(const TileValues&) const = default;

    float at(int row, int col) const { return first[(std::int64_t{row} * size.cols + col) * step]; }
};

/// The tile painter that all canvases share, with the colour tables of all maps.
class SharedTilePainter : public gl::TilePainter {
  public:
    SharedTilePainter();
};

class TileCanvas {
  public:
    /// Removes all pictures and sets the area. `revision` must change whenever the values of the pictures change.
    void begin(Rect area, std::uint64_t revision);
    /// Adds a picture at `place`. Pictures outside the area are ignored.
    void add(Rect place, const TileValues& values, ColourMap map, Range shown);
    void paint(Ui& ui, gl::TilePainter& painter);
    /// The number of pictures inside the area.
    std::size_t count() const { return sources_.size(); }
    /// The number of texture uploads so far, for tests.
    std::uint64_t uploads() const { return uploads_; }
    const gl::TileSheet& sheet() const { return sheet_; }

  private:
    /// A picture on the sheet. Each texel stands for factor x factor values: the mean if the picture is grey, otherwise
    /// the value of largest magnitude. The factor is above 1 for pictures that are drawn at less than half their size.
    struct Source {
        TileValues values;
        Reduction reduction = Reduction::mean;
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
    std::vector<Corner> corners_;  ///< corners of the packed sources on the sheet
    std::vector<gl::Tile> tiles_;
    gl::TileSheet sheet_;
    FloatImage atlas_;
    std::uint64_t revision_ = 0, packed_revision_ = 0;
    std::uint64_t uploads_ = 0;
};

}  // namespace convscope
