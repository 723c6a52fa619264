// The chain in a session: its stages with all values, and its view.
#pragma once

#include "app/document/json_values.h"

namespace convscope {

Json chain_json(const LabChain& chain);
/// Throws LoadError for a missing key, a wrong type or a value outside its limits.
LabChain read_chain(const JsonReader& reader);

Json chain_view_json(const ChainView& view);
/// The view, limited to the stages and maps of the chain. Throws LoadError as read_chain() does.
ChainView read_chain_view(const JsonReader& reader, const LabChain& chain);

}  // namespace convscope
