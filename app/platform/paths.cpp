#include "app/platform/paths.h"

#include <cstdlib>
#include <system_error>

namespace convscope {

namespace fs = std::filesystem;

namespace {

fs::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? fs::path(value) : fs::path();
}

/// The program's folder in the one that the variable names or, without it, in this sub-folder of the home folder.
fs::path user_folder(const char* variable, const char* in_home) {
    // A relative path in the variable is ignored. Source: XDG Base Directory Specification.
    if (const fs::path folder = from_environment(variable); folder.is_absolute()) return folder / "convscope";
    if (const fs::path home = from_environment("HOME"); !home.empty()) return home / in_home / "convscope";
    return {};
}

/// The folder with this sub-folder that belongs to the running program: the installation's or, for a program in the
/// build tree, `in_build`. Empty if there is none.
fs::path program_folder(const char* sub_folder, const fs::path& in_build) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) return {};
    fs::path installed = program.parent_path().parent_path() / "share/convscope";
    if (fs::is_directory(installed / sub_folder, error)) return installed;
    const fs::path path_in_build_tree = fs::relative(program, CONVSCOPE_BUILD_BINARY_DIR, error);
    const bool in_build_tree = !error && !path_in_build_tree.empty() && *path_in_build_tree.begin() != "..";
    return in_build_tree && fs::is_directory(in_build, error) ? in_build : fs::path();
}

}  // namespace

fs::path asset_folder() {
    return program_folder("pictures", CONVSCOPE_BUILD_ASSETS);
}

fs::path catalogue_folder() {
    const fs::path folder = program_folder("languages", fs::path(CONVSCOPE_BUILD_CATALOGUES).parent_path());
    return folder.empty() ? folder : folder / "languages";
}

fs::path config_folder() {
    return user_folder("XDG_CONFIG_HOME", ".config");
}

fs::path data_folder() {
    return user_folder("XDG_DATA_HOME", ".local/share");
}

fs::path cache_folder() {
    return user_folder("XDG_CACHE_HOME", ".cache");
}

fs::path home_folder() {
    if (fs::path home = from_environment("HOME"); !home.empty()) return home;
    std::error_code error;
    return fs::current_path(error);
}

}  // namespace convscope
