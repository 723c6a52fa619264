// The filter with three slices in a session.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

Json colour_json(const LabColour& colour);
/// Throws LoadError for a missing key, a wrong type or a value outside its limits.
LabColour read_colour(const JsonReader& reader);

}  // namespace convscope
