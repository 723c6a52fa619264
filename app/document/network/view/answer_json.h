// The classes that the pages Answer and Why explain, in a session.
#pragma once

#include "app/document/json_values.h"
#include "app/document/network/network_view.h"

namespace convscope {

/// Adds "explained" and "rival" if they are chosen.
void put_classes(const NetworkView& view, Json& json);
/// Reads both; they may be missing. Throws LoadError for values that are no indices.
void read_classes(const JsonReader& reader, NetworkView& view);

}  // namespace convscope
