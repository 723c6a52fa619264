// The editor of a filter: presets, values, weight and bias; and the settings of border, stride, dilation, activation
// and pooling.
#pragma once

#include "app/gui/lab/filter/preset_list.h"
#include "app/gui/lab/lab_scene.h"

namespace convscope {

class FilterPanel {
  public:
    /// Draws at the top of `rest` and cuts off the part that it uses.
    void show(LabScene& scene, Rect& rest);

  private:
    static void show_heading(LabScene& scene, Rect row);
    /// Draws the letters of the filters in use, to choose the one to edit.
    static void show_letters(LabScene& scene, Rect row);
    void show_presets(LabScene& scene, Rect row);
    void show_saving(LabScene& scene, Rect row);
    /// Draws a text in place of the values, which a median does not have.
    static void show_median(Ui& ui, Rect area);
    void show_cells(LabScene& scene, Rect area);
    static void show_cell(LabScene& scene, int row, int col, Rect place);
    void show_transforms(LabScene& scene, Rect column);
    void show_weight(LabScene& scene, Rect& rest);
    void show_stage(LabScene& scene, Rect& rest);
    static void show_window_steps(LabScene& scene, Rect& rest);
    static void show_activation_and_pooling(LabScene& scene, Rect& rest);

    PresetList presets_;
    bool saving_ = false;  ///< the preset's name is being typed
};

}  // namespace convscope
