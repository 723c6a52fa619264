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

}  // namespace

fs::path asset_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        fs::path installed = program.parent_path().parent_path() / "share/convscope";
        if (fs::is_directory(installed / "pictures", error)) return installed;
        const fs::path inside = fs::relative(program, CONVSCOPE_BUILD_BINARY_DIR, error);
        const bool in_build_tree = !error && !inside.empty() && *inside.begin() != "..";
        if (in_build_tree && fs::is_directory(CONVSCOPE_BUILD_ASSETS, error)) return CONVSCOPE_BUILD_ASSETS;
    }
    return {};
}

fs::path config_folder() {
    // A relative path in the variable is ignored. Source: XDG Base Directory Specification.
    if (const fs::path config = from_environment("XDG_CONFIG_HOME"); config.is_absolute()) return config / "convscope";
    if (const fs::path home = from_environment("HOME"); !home.empty()) return home / ".config/convscope";
    return {};
}

fs::path home_folder() {
    if (fs::path home = from_environment("HOME"); !home.empty()) return home;
    std::error_code error;
    return fs::current_path(error);
}

}  // namespace convscope
