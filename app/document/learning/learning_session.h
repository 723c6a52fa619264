// The filter that learns in a session: its target, its options, and its values and losses after the steps so far.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

/// A target from a file is omitted, because the session does not hold its picture.
Json learning_json(const LabLearning& learning);
/// Throws LoadError for a missing key, a wrong type or a value outside its limits. Older sessions have no progress:
/// learning starts again.
LabLearning read_learning(const JsonReader& reader);

}  // namespace convscope
