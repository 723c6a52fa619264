// Makes text from files and file names safe for a terminal, which would execute control sequences in it.
#pragma once

#include <string>
#include <string_view>

namespace convscope {

/// The text with every character that a terminal might obey written as JSON does ("\u001b"): the control characters
/// C0, DEL and C1, Unicode's marks that change the direction of text (bidi), its line separators and its invisible
/// tags. A byte that is not UTF-8 becomes "\x9b". Use it for one name.
std::string printable(std::string_view text);
/// printable(), but keeps line breaks and tabs. Use it for a whole output; JSON stays equivalent.
std::string printable_lines(std::string_view text);

}  // namespace convscope
