// Brings heat maps to the screen: reduces what is visible, uploads it, draws it through the colour map. Knows no
// document.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "app/gl/picture_target.h"
#include "app/gui/widgets/heat_map.h"

namespace convscope {

class ViewPainter {
  public:
    /// Fills the map's picture. `revealed` says how many pixels, row by row, are there already; none: all of them.
    /// What was uploaded is kept by the map's name.
    void paint(Ui& ui, const HeatMap& heat, std::optional<std::int64_t> revealed = std::nullopt);
    /// CPU milliseconds that reducing and uploading took since the last call; 0 when nothing was uploaded.
    double take_upload_time() { return std::exchange(upload_ms_, 0); }

  private:
    struct Entry {
        gl::PictureTarget target;
        std::uint64_t revision = 0;
        Region region;
        int factor = 0;
    };
    void upload(const HeatMap& heat, Entry& entry);

    gl::PicturePainter painter_;
    std::map<std::string, Entry> entries_;
    FloatImage reduced_;
    double upload_ms_ = 0;
};

}  // namespace convscope
