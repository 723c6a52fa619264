// The list of presets: a button with the filter's name; below it, while the list is open, the names of all presets with
// a preview of each on the open picture.
#pragma once

#include <string>
#include <vector>

#include "app/document/lab/preset_choice.h"
#include "app/gui/lab/filter/preset_previews.h"
#include "app/gui/lab/lab_scene.h"

namespace convscope {

class PresetList {
  public:
    /// Draws the button "filter.preset" and the open list, whose entries are items named "filter.preset.KEY".
    void show(LabScene& scene, Rect row);

  private:
    using Choices = std::vector<PresetChoice>;

    void show_rows(LabScene& scene, Rect area, const Choices& choices, int chosen);
    void show_row(LabScene& scene, Rect row, const PresetChoice& choice, bool chosen);
    void show_detail(LabScene& scene, Rect area, const Choices& choices);

    PresetPreviews previews_;
    std::string detailed_;  ///< key of the choice that is shown large next to the list
    std::string focused_;   ///< name of the entry that had the focus last, to which the list has scrolled
};

}  // namespace convscope
