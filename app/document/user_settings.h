// The settings that the program keeps between runs, as a plain value, and their file.
// Must not include the interface: settings are read before there is a window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace convscope {

/// The window's inner area in screen coordinates, as it is when it is not maximised.
struct WindowPlace {
    int x = 0, y = 0;
    int width = 1280, height = 800;
    bool maximised = false;
    bool operator==(const WindowPlace&) const = default;
};

/// A filter the user has saved by name.
struct UserPreset {
    std::string name;
    LabFilter filter;
    bool operator==(const UserPreset&) const = default;
};

/// The user's notes on the model in this file.
struct AnnotatedModel {
    std::filesystem::path file;
    ModelNotes notes;
    bool operator==(const AnnotatedModel&) const = default;
};

struct UserSettings {
    bool dark = false;
    std::string language = {};   ///< ISO 639-1 code; empty: the desktop's language
    float scale = 1;             ///< 0.75..3, multiplied by the automatic scale for the window
    bool panels_folded = false;  ///< the workspaces' side panels are folded to strips of icons
    bool presentation = false;   ///< pictures and arithmetic take the whole window
    std::vector<std::filesystem::path> recent_files;
    std::filesystem::path folder = {};  ///< the folder of the last opened or saved file; empty before the first
    std::vector<UserPreset> presets;
    std::vector<std::filesystem::path> pictures;  ///< pictures that were dropped together, listed with thumbnails
    std::optional<WindowPlace> window;            ///< its place at the end of the last run; nullopt in the first run
    std::filesystem::path dataset = {};           ///< the folder of the data set that was opened last; empty: none
    std::vector<AnnotatedModel> models;           ///< the one changed last comes first
    bool operator==(const UserSettings&) const = default;

    /// True if the side panels are not shown.
    bool hides_panels() const { return panels_folded || presentation; }
    static constexpr std::size_t kMaxRecent = 12;
    static constexpr std::size_t kMaxModels = 32;
    /// Drops the oldest entries of lists that are too long.
    void keep_limits();
    /// Puts the file first in the list of recent ones, and remembers its folder.
    void remember_file(const std::filesystem::path& file);
    static constexpr std::size_t kMaxPictures = 400;
    /// Adds the pictures that are new to the list; drops the oldest ones beyond the limit.
    void remember_pictures(const std::vector<std::filesystem::path>& files);
    void remember_folder(const std::filesystem::path& last) { folder = last; }
    /// Adds the preset, or replaces the one of this name.
    void remember_preset(const UserPreset& preset);
    /// Replaces the notes on the file's model; empty notes remove its entry.
    void remember_notes(const std::filesystem::path& file, const ModelNotes& notes);
    /// The notes on the file's model; empty if there are none.
    ModelNotes notes_of(const std::filesystem::path& file) const;
};

/// Reads settings.json from `folder`; gives defaults if there is none. A file that cannot be read or parsed, or is
/// larger than 16 MiB, is renamed to settings.broken.json if possible, and `problem` gets a message for the user. Never
/// throws.
UserSettings load_user_settings(const std::filesystem::path& folder, std::string& problem);
/// Writes settings.json atomically and makes the folder if necessary. Notes on the models that were used least recently
/// are left out if the file would become too large to be read again. Throws LoadError.
void save_user_settings(const std::filesystem::path& folder, const UserSettings& settings);
/// Writes what changed from `base` to `mine` into settings.json, which another window may have written meanwhile, see
/// merge_settings(). Returns an empty text, or the `problem` of load_user_settings(). Throws LoadError.
std::string update_user_settings(const std::filesystem::path& folder, const UserSettings& base,
                                 const UserSettings& mine);

}  // namespace convscope
