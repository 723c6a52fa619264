// The actions that panels request from the window, as values. They are carried out after the frame is drawn.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <variant>

#include "app/document/user_settings.h"

namespace convscope {

struct Undo {};
struct Redo {};

struct ShowOpenDialog {};
struct OpenRecent {
    std::filesystem::path file;
};
struct ForgetRecent {};
struct ReloadModel {};
// The program's own pictures, inputs and models, by their names.
struct OpenSamplePicture {
    std::string name;
};
struct OpenSampleInput {
    std::string name;
};
struct OpenSecondModel {
    std::string name;
};

struct SaveSession {};
/// Asks for a file; `write` then writes to it in the background. `write` holds a copy of the values at the time of the
/// request.
struct SaveAs {
    std::string name;  ///< proposed for the file
    std::function<void(const std::filesystem::path&)> write;
    std::string note = {};  ///< shown after saving, such as a loss of values in the format
};

struct CopyText {
    std::string text;
    std::string notice = "Copied.";
};
struct CopyFilter {};
struct PasteFilter {};
/// Makes the clipboard's table of numbers the Filter Lab's picture: a new one, or the values of the open one.
struct PastePicture {
    bool as_new = false;
};
/// Closes everything and shows the first picture with the first settings, as a step that can be undone.
struct StartAfresh {};

/// Keeps the Filter Lab's edited filter under this name.
struct SavePreset {
    std::string name;
};
struct RemovePreset {
    std::string name;
};
/// Restores a preset that was removed from index `place` of the list, or replaced there.
struct RestorePreset {
    UserPreset preset;
    std::size_t place = 0;
};

struct ShowHelp {};
struct ShowCode {};
struct TogglePerformance {};
struct ToggleFullscreen {};
struct ToggleTheme {};
/// Folds the side panels of all workspaces, or shows them again.
struct TogglePanels {};
struct TogglePresentation {};
/// Enlarges everything by the factor.
struct ChangeScale {
    float factor;
};
struct ResetScale {};

struct Say {
    std::string text;
};
struct Warn {
    std::string text;
};

using Action =
    std::variant<Undo, Redo, ShowOpenDialog, OpenRecent, ForgetRecent, ReloadModel, OpenSamplePicture, OpenSampleInput,
                 OpenSecondModel, SaveSession, SaveAs, CopyText, CopyFilter, PasteFilter, PastePicture, StartAfresh,
                 SavePreset, RemovePreset, RestorePreset, ShowHelp, ShowCode, TogglePerformance, ToggleFullscreen,
                 ToggleTheme, TogglePanels, TogglePresentation, ChangeScale, ResetScale, Say, Warn>;

}  // namespace convscope
