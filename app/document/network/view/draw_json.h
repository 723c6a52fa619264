// The drawing pad's settings in a session.
#pragma once

#include "app/document/json_values.h"
#include "app/document/network/view/draw_view.h"

namespace convscope {

Json draw_json(const DrawView& view);
/// Reads the settings from `reader`, the object of the workspace's view. Returns the defaults if it has none. Throws
/// LoadError for a missing key, a wrong type or a value outside its limits.
DrawView read_draw(const JsonReader& reader);

}  // namespace convscope
