// The data that the Filter Lab's panels share in one frame. The workspace makes one for each frame.
#pragma once

#include <cstddef>
#include <optional>

#include "app/document/lab/lab_commands.h"
#include "app/document/lab/selection.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/lab_engine.h"

namespace convscope {

struct LabScene {
    Frame& frame;
    Ui& ui;
    const Lab& lab;
    const LabView& view;
    const LabResults& results;  ///< on screen; while busy they are older than the document
    bool busy = false;

    /// The window and pixels that are highlighted together and that the inspector explains. Set by the views, which are
    /// drawn first; nullopt before there are results.
    std::optional<Selection> selection = {};
    /// False if `selection` is left from an earlier frame: nothing is played, pinned or pointed at.
    bool live = false;

    /// The settings that made the results on screen.
    const FilterSettings& shown_settings(int filter) const {
        return results.request.settings.at(static_cast<std::size_t>(filter));
    }
};

}  // namespace convscope
