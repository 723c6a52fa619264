// Editing the filter and what happens around it: values, presets, weight, bias, border, stride, activation, pooling.
#pragma once

#include <string>

#include "app/gui/workspace/frame.h"

namespace convscope {

class FilterPanel {
  public:
    /// Draws from the top of `rest` and cuts off what it uses.
    void show(Frame& frame, Rect& rest);

  private:
    void show_heading(Frame& frame, Rect row);
    void show_presets(Frame& frame, Rect row);
    void show_saving(Frame& frame, Rect row);
    void show_cells(Frame& frame, Rect area);
    void show_transforms(Frame& frame, Rect column);
    void show_weight(Frame& frame, Rect& rest);
    void show_stage(Frame& frame, Rect& rest);

    bool saving_ = false;  ///< the preset's name is being typed
};

}  // namespace convscope
