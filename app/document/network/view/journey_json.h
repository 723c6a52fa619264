// The view states of the journey and of the product maps in a session.
#pragma once

#include "app/document/json_values.h"
#include "app/document/network/network_view.h"

namespace convscope {

/// Adds "journey" and "products" to the view's object.
void put_journey(const NetworkView& view, Json& json);
/// Reads both into the view; sessions of older versions do not have them. Throws LoadError for a wrong type or a value
/// outside its limits.
void read_journey(const JsonReader& reader, NetworkView& view);

}  // namespace convscope
