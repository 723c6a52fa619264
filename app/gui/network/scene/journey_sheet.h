// The journey as a picture to be saved: one map of every layer at true relative scale, its name and shape, and the
// answer at the right.
#pragma once

#include "app/gui/network/scene/scene.h"
#include "app/gui/panels/sheet.h"

namespace convscope {

/// The picture is black on white; maps have the colours of the scene. Text is in the interface's caption font.
Sheet journey_sheet(const Scene& scene);

}  // namespace convscope
