// The JSON that the subcommands print.
#pragma once

#include <nlohmann/json.hpp>

namespace convscope {

/// JSON whose fields stay in the order in which they were added.
using Json = nlohmann::ordered_json;

}  // namespace convscope
