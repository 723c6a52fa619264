// Where things are on this system: the program's assets, the user's settings and pictures.
#pragma once

#include <filesystem>

namespace convscope {

/// The folder with pictures/ and icons/: beside an installed program, or the source tree's for one run from its build
/// folder. Empty when there is neither.
std::filesystem::path asset_folder();
/// $XDG_CONFIG_HOME/convscope, by default ~/.config/convscope. Not created. Empty without a home.
std::filesystem::path config_folder();
/// The user's home; the current folder without one.
std::filesystem::path home_folder();

}  // namespace convscope
