// The languages that the user has chosen on the desktop.
#pragma once

#include <string>
#include <vector>

namespace convscope {

/// The codes (ISO 639-1, such as "ko") of the languages in LANGUAGE or, without it, in the first of LC_ALL, LC_MESSAGES
/// and LANG that is set; those liked best come first. "zh" stands for simplified Chinese alone: other Chinese is left
/// out. Call it before open_catalogues().
std::vector<std::string> desktop_languages();

}  // namespace convscope
