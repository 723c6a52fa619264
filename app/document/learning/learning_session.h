// The filter that learns in a session: its target and its options. It starts anew when the session is opened.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

/// A target from a file is left out: the session does not hold its picture.
Json learning_json(const LabLearning& learning);
/// Throws LoadError for a missing key, another type or a value outside its limits.
LabLearning read_learning(const JsonReader& reader);

}  // namespace convscope
