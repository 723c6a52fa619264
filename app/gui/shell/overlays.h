// The windows on top of the workspaces: notices, the code and help windows, the file dialog, the performance panel.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/gui/file_dialog/file_dialog.h"
#include "app/gui/panels/code/code_window.h"
#include "app/gui/panels/help_window.h"
#include "app/gui/panels/lambda_dialog.h"
#include "app/gui/panels/notices.h"
#include "app/gui/panels/reading_panel.h"
#include "app/gui/workspace/workspace.h"
#include "app/opening/opening_messages.h"
#include "core/base/text/translation.h"

namespace convscope {

/// Shows the messages of opening as notices.
class Overlays : public OpeningMessages {
  public:
    /// For `wake` see JobQueue.
    explicit Overlays(std::function<void()> wake) : file_dialog_(std::move(wake)) {}

    void say(const std::string& text) override { notices_.say(text); }
    void warn(const std::string& text) override { notices_.warn(text); }
    /// Shows the text and a button that requests the action, for as long as an error message is shown.
    void offer(std::string text, std::string label, Action request) {
        notices_.offer_briefly(std::move(text), std::move(label), std::move(request));
    }
    void offer_reload(const std::string& text) override { notices_.offer(text, tr("Reload (F5)"), ReloadModel{}); }
    /// Removes the notice with this text, if there is one.
    void withdraw(const std::string& text) { notices_.withdraw(text); }
    void withdraw_reload() override { notices_.withdraw<ReloadModel>(); }
    void ask_lambdas(LambdaQuestion question) override { lambda_dialog_.ask(std::move(question)); }

    // Each function opens a window, which is drawn from the next frame on.
    void open_help(Ui& ui) const { help_window_.open(ui); }
    static void open_code(Ui& ui) { CodeWindow::open(ui); }
    void open_file_dialog(Ui& ui) { file_dialog_.open(ui); }
    /// `name` is the proposed name of the file.
    void ask_where_to_save_session(Ui& ui, const std::string& name);
    /// show() later returns the chosen file with `save.write`; see SaveAs.
    void ask_where_to_save(Ui& ui, SaveAs save);
    void toggle_performance() { shows_performance_ = !shows_performance_; }
    /// True if the computing times are shown in a row below the top bar; see performance_panel.h.
    bool shows_performance() const { return shows_performance_; }

    /// A file that the user has chosen in the dialog.
    struct Choice {
        FileDialog::Choice file;
        std::function<void(const std::filesystem::path&)> write;  ///< for an export
        std::string note;                                         ///< a notice after the export
        WriteProgress progress;                                   ///< null if the export takes no time
    };
    /// Draws everything over `workspace`, the current one, which fills `place` of the window. `work`: the file that
    /// is being read or written. Returns the file that the user chose in this frame; nullopt
    /// if there is none.
    std::optional<Choice> show(Frame& frame, Workspace& workspace, Rect window, Rect place, const FileWork& work);

    bool busy() const { return file_dialog_.busy(); }
    bool finished() const { return file_dialog_.finished(); }
    const Notices& notices() const { return notices_; }

  private:
    Notices notices_;
    ReadingPanel reading_panel_;
    FileDialog file_dialog_;
    HelpWindow help_window_;
    CodeWindow code_window_;
    LambdaDialog lambda_dialog_;
    std::function<void(const std::filesystem::path&)> write_;  ///< into the file that the dialog asks for
    std::string note_;                                         ///< a notice after the export
    WriteProgress progress_;
    bool shows_performance_ = false;
};

}  // namespace convscope
