// The export of the Filter Lab's player as an animation.
#pragma once

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

/// Exports the pass that the player bar shows, on the filter of `slot` or, for the input, the edited one.
Action lab_film_export(const LabScene& scene, const ViewSlot& slot);

}  // namespace convscope
