// The folders of the program's assets, of the user's settings, of what the user made and of the user's files.
#pragma once

#include <filesystem>

namespace convscope {

/// The folder of the program's assets, which has the subfolders pictures/ and icons/: in the installation, or in the
/// source tree for a program in its build folder. Empty if neither exists.
std::filesystem::path asset_folder();
/// The folder of the catalogues of the interface's languages, see open_catalogues(): in the installation, or in the
/// build folder. Empty if there is none.
std::filesystem::path catalogue_folder();
/// $XDG_CONFIG_HOME/convscope, by default ~/.config/convscope. It need not exist. Empty if neither that
/// variable, as an absolute path, nor $HOME is set.
std::filesystem::path config_folder();
/// $XDG_DATA_HOME/convscope, by default ~/.local/share/convscope: for what the user made, such as runs of a training.
/// Otherwise as config_folder().
std::filesystem::path data_folder();
/// $XDG_CACHE_HOME/convscope, by default ~/.cache/convscope: for what can be made again. Otherwise as config_folder().
std::filesystem::path cache_folder();
/// The user's home folder, $HOME, or the current folder if that is not set.
std::filesystem::path home_folder();

}  // namespace convscope
