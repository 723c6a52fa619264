// The actions that panels request from the window, as values. They are carried out after the frame is drawn.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/document/network/network.h"
#include "app/document/user_settings.h"
#include "app/opening/file_work.h"
#include "core/base/text/translation.h"
#include "core/io/file_kind.h"

namespace convscope {

struct Undo {};
struct Redo {};

struct ShowOpenDialog {};
struct OpenRecent {
    std::filesystem::path file;
};
struct ForgetRecent {};
/// Removes files from the pictures that are shown as thumbnails.
struct ForgetPictures {
    std::vector<std::filesystem::path> files;
};
struct ReloadModel {};
struct StopReadingDataset {};
// The program's own pictures, inputs and models, by their names.
struct OpenSamplePicture {
    std::string name;
};
struct OpenSampleInput {
    std::string name;
};
struct OpenShippedModel {
    std::string name;
};
struct OpenSecondModel {
    std::string name;
};

/// Opens the model in Layers. `name` is the beginning of its file's name.
struct OpenTrainedModel {
    std::shared_ptr<const nn::Model> model;
    std::string name;
};

struct SaveSession {};
/// Asks for a file and writes a work sheet of the present view into it.
struct SaveWorkSheet {};
/// Asks the user for a file; `write` then writes it in the background. `write` holds a copy of the values at the time
/// of the request.
struct SaveAs {
    std::string name;  ///< the proposed name of the file
    std::function<void(const std::filesystem::path&)> write;
    std::string note = {};        ///< shown after saving, for instance that the format has changed values
    WriteProgress progress = {};  ///< changed by `write` if that takes long; null otherwise
};

struct CopyText {
    std::string text;
    std::string notice = tr("Copied.");
};
struct CopyFilter {};
struct PasteFilter {};
/// Makes the clipboard's table of numbers the Filter Lab's picture: a new one, or the values of the open one.
struct PastePicture {
    bool as_new = false;
};
/// Gives the clipboard's numbers to the model's input of that name.
struct PasteNumbers {
    std::string input;
};
/// Opens a model whose Lambda layers have the meanings in the notes.
struct OpenModelFile {
    OpenModel source;
    std::optional<FileKind> kind;  ///< of source.file, if it is known
};
/// Asks again what the Lambda layers of the open model compute.
struct AskLambdas {};
/// Closes everything and shows the first picture with the first settings. It is one undo step.
struct StartAfresh {};

/// Saves the Filter Lab's edited filter as a preset with this name.
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
/// Shows the interface in the language with this code; empty: in the desktop's language.
struct SetLanguage {
    std::string code;
};
/// Folds the side panels of all workspaces, or shows them again.
struct TogglePanels {};
struct TogglePresentation {};
/// Shows the row of presenting tools, or hides it.
struct TogglePresentingTools {};
struct ShowLessons {};
struct StartTour {};
/// Makes a lesson from a template in the user's folder and opens it.
struct NewLesson {};
/// Appends the present view as a step to the open lesson, or to a new one.
struct AddLessonStep {};
/// Multiplies the scale of the interface by the factor.
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
/// Removes the notice with this text, if it is still shown.
struct WithdrawNotice {
    std::string text;
};

using Action =
    std::variant<Undo, Redo, ShowOpenDialog, OpenRecent, ForgetRecent, ForgetPictures, ReloadModel, StopReadingDataset,
                 OpenSamplePicture, OpenSampleInput, OpenShippedModel, OpenSecondModel, OpenTrainedModel, SaveSession,
                 SaveWorkSheet, SaveAs, CopyText, CopyFilter, PasteFilter, PastePicture, PasteNumbers, OpenModelFile,
                 AskLambdas, StartAfresh, SavePreset, RemovePreset, RestorePreset, ShowHelp, ShowCode,
                 TogglePerformance, ToggleFullscreen, ToggleTheme, SetLanguage, TogglePanels, TogglePresentation,
                 TogglePresentingTools, ShowLessons, StartTour, NewLesson, AddLessonStep, ChangeScale, ResetScale, Say,
                 Warn, WithdrawNotice>;

}  // namespace convscope
