// The journey as a picture to be saved: one map of every layer at true relative scale, its name and shape, and the
// answer at the right.
#pragma once

#include "app/gui/network/scene/sheet.h"

namespace convscope {

/// Black on white, with the maps' colours of the scene. Text is set in the interface's caption font.
Sheet journey_sheet(const Scene& scene);

}  // namespace convscope
