// The actions that panels request from the window, as values. They are carried out after the frame is drawn.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <variant>

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
/// Asks where to save; `write` puts into that file what was copied when this was asked for. It runs in the background.
struct SaveAs {
    std::string name;  ///< proposed for the file
    std::function<void(const std::filesystem::path&)> write;
};

struct CopyText {
    std::string text;
    std::string notice = "Copied.";
};
struct CopyFilter {};
struct PasteFilter {};

/// Keeps the Filter Lab's edited filter under this name.
struct SavePreset {
    std::string name;
};
struct RemovePreset {
    std::string name;
};

struct ShowHelp {};
struct ShowCode {};
struct TogglePerformance {};
struct ToggleFullscreen {};
struct ToggleTheme {};
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

using Action = std::variant<Undo, Redo, ShowOpenDialog, OpenRecent, ForgetRecent, ReloadModel, OpenSamplePicture,
                            OpenSampleInput, OpenSecondModel, SaveSession, SaveAs, CopyText, CopyFilter, PasteFilter,
                            SavePreset, RemovePreset, ShowHelp, ShowCode, TogglePerformance, ToggleFullscreen,
                            ToggleTheme, ChangeScale, ResetScale, Say, Warn>;

}  // namespace convscope
