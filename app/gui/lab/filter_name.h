// The name of a filter, as the list of filters has it.
#pragma once

#include <string>

#include "app/document/user_settings.h"

namespace convscope {

/// The user's own preset or the program's that is this filter; otherwise "Own values".
std::string filter_name(const UserSettings& settings, const LabFilter& filter);

}  // namespace convscope
