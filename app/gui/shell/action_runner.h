// Carries out the actions that panels and keys request, one function per action.
#pragma once

#include <functional>

#include "app/document/history.h"
#include "app/gui/shell/clipboard_reader.h"
#include "app/gui/shell/overlays.h"
#include "app/gui/workspace/actions.h"
#include "app/gui/workspace/workspace.h"
#include "app/opening/kept/settings_store.h"
#include "app/opening/opening.h"
#include "app/platform/window.h"
#include "core/base/text/translation.h"

namespace convscope {

class Lessons;

class ActionRunner {
  public:
    /// All references must outlive this object. `shown` returns the current workspace.
    ActionRunner(Window& window, Ui& ui, History& history, SettingsStore& settings, Opening& opening,
                 Overlays& overlays, Lessons& lessons, std::function<const Workspace&()> shown)
        : window_(window),
          ui_(ui),
          history_(history),
          settings_(settings),
          opening_(opening),
          overlays_(overlays),
          lessons_(lessons),
          shown_(std::move(shown)),
          clipboard_(window) {}

    void run(const Action& action);
    /// Pastes what has been read from the clipboard. Call it once per frame.
    void update() { clipboard_.update(); }
    bool busy() const { return clipboard_.busy(); }
    bool finished() const { return clipboard_.finished(); }
    /// The shown workspace's command for opened pictures.
    PictureUse picture_use() const;

  private:
    void run(const Undo& action);
    void run(const Redo& action);
    /// Says what was undone or done again if that has changed the workspace.
    void say_move(Message sentence, const std::string& label, WorkspaceId before);
    void run(const ShowOpenDialog& action);
    void run(const OpenRecent& action);
    void run(const ForgetRecent& action);
    void run(const ForgetPictures& action);
    void run(const ReloadModel& action);
    void run(const OpenSamplePicture& action);
    void run(const OpenSampleInput& action);
    void run(const OpenShippedModel& action);
    void run(const OpenSecondModel& action);
    void run(const OpenTrainedModel& action);
    void run(const SaveSession& action);
    void run(const SaveWorkSheet& action);
    void run(const SaveAs& action);
    void run(const CopyText& action);
    void run(const CopyFilter& action);
    void run(const PasteFilter& action);
    void run(const PastePicture& action);
    void run(const PasteNumbers& action);
    void run(const OpenModelFile& action);
    void run(const AskLambdas& action);
    void run(const StartAfresh& action);
    void run(const StopReadingDataset& action);
    void run(const SavePreset& action);
    void run(const RemovePreset& action);
    void run(const RestorePreset& action);
    void run(const ShowHelp& action);
    void run(const ShowCode& action);
    void run(const TogglePerformance& action);
    void run(const ToggleFullscreen& action);
    void run(const ToggleTheme& action);
    void run(const SetLanguage& action);
    void run(const TogglePanels& action);
    void run(const TogglePresentation& action);
    void run(const TogglePresentingTools& action);
    void run(const ShowLessons& action);
    void run(const StartTour& action);
    void run(const NewLesson& action);
    void run(const AddLessonStep& action);
    void run(const ChangeScale& action);
    void run(const ResetScale& action);
    void run(const Say& action);
    void run(const Warn& action);
    void run(const WithdrawNotice& action);

    /// Opens the files or the picture of the clipboard, or calls paste(text).
    void paste(std::function<bool(const std::string&)> uses_text, std::function<void(const std::string&)> paste);
    void paste_filter(const std::string& text);
    void paste_numbers(const std::string& text, bool as_new);

    const Document& document() const { return history_.document(); }

    Window& window_;
    Ui& ui_;
    History& history_;
    SettingsStore& settings_;
    Opening& opening_;
    Overlays& overlays_;
    Lessons& lessons_;
    std::function<const Workspace&()> shown_;
    ClipboardReader clipboard_;
};

}  // namespace convscope
