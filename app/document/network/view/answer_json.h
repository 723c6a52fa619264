// The classes that the pages Answer and Why explain, as they are stored in a session.
#pragma once

#include "app/document/json_values.h"
#include "app/document/network/network_view.h"

namespace convscope {

/// Adds "explained" and "rival" to the view's object, if the user has chosen them.
void put_classes(const NetworkView& view, Json& json);
/// Reads both; they may be missing. Throws LoadError for values that are not indices.
void read_classes(const JsonReader& reader, NetworkView& view);

}  // namespace convscope
