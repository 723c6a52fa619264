// Brings a view's values to the screen: reduces what is visible, uploads it, draws it through the colour map.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/gl/picture_target.h"
#include "app/gui/panels/view_slot.h"

namespace convscope {

class ViewPainter {
  public:
    /// Draws the slot's picture. `revealed` is the first pixel still to come, none when all are there.
    void paint(Frame& frame, const ViewSlot& slot, std::optional<Cell> revealed);
    /// CPU milliseconds that reducing and uploading took since the last call; 0 when nothing was uploaded.
    double take_upload_time() { return std::exchange(upload_ms_, 0); }

  private:
    struct Entry {
        gl::PictureTarget target;
        std::uint64_t revision = 0;
        Region region;
        int factor = 0;
    };
    void upload(const Frame& frame, const ViewSlot& slot, Entry& entry);

    gl::PicturePainter painter_;
    std::map<std::string, Entry> entries_;
    FloatImage reduced_;
    double upload_ms_ = 0;
};

}  // namespace convscope
