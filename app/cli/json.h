// The JSON that the subcommands print.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace convscope {

/// JSON whose fields stay in the order in which they were added.
using Json = nlohmann::ordered_json;

/// The JSON on one line, without a line break. A byte of a name that is not UTF-8 becomes the replacement character
/// U+FFFD, because JSON can hold nothing else.
inline std::string json_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}
/// The JSON on indented lines, with a line break at its end.
inline std::string json_text(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace convscope
