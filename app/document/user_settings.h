// What the program remembers between runs, as a plain value, and its file. Knows no window.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace convscope {

/// A filter the user has saved by name.
struct OwnPreset {
    std::string name;
    LabFilter filter;
    bool operator==(const OwnPreset&) const = default;
};

struct UserSettings {
    bool dark = false;
    float scale = 1;  ///< 0.75..3, on top of the desktop's own scale
    std::vector<std::filesystem::path> recent_files;
    std::vector<OwnPreset> presets;
    bool operator==(const UserSettings&) const = default;

    static constexpr std::size_t kMaxRecent = 12;
    /// Puts the file first in the list of recent ones.
    void remember_file(const std::filesystem::path& file);
    /// Adds the preset, or replaces the one of this name.
    void remember_preset(const OwnPreset& preset);
};

/// Reads settings.json from `folder`; defaults where there is none. A file that cannot be understood is renamed to
/// settings.broken.json and `problem` says so in one sentence; never throws.
UserSettings load_user_settings(const std::filesystem::path& folder, std::string& problem);
/// Writes it atomically, making the folder. Throws LoadError.
void save_user_settings(const std::filesystem::path& folder, const UserSettings& settings);

}  // namespace convscope
