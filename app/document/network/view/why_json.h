// The view state of the page "Why" in a session.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

/// The state of the page, with the explained class.
Json why_json(const NetworkView& view);
/// Sets NetworkView::why and explained. Throws LoadError for a missing key, another type or a value outside its limits.
void read_why(const JsonReader& reader, NetworkView& view);

}  // namespace convscope
