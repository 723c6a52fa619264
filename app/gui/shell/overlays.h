// Everything that lies over the workspaces: notices, the code and help windows, the file dialog, the performance panel.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/gui/file_dialog/file_dialog.h"
#include "app/gui/panels/code_window.h"
#include "app/gui/panels/help_window.h"
#include "app/gui/panels/notices.h"
#include "app/gui/workspace/workspace.h"
#include "app/opening/opening_messages.h"

namespace convscope {

/// Shows the messages of opening as notices.
class Overlays : public OpeningMessages {
  public:
    /// `wake` as for JobQueue.
    explicit Overlays(std::function<void()> wake) : file_dialog_(std::move(wake)) {}

    void say(const std::string& text) override { notices_.say(text); }
    void warn(const std::string& text) override { notices_.warn(text); }
    void offer_reload(const std::string& text) override { notices_.offer(text, "Reload (F5)", ReloadModel{}); }
    void withdraw_reload() override { notices_.withdraw<ReloadModel>(); }

    // Each is drawn from the next frame on.
    void open_help(Ui& ui) const { help_window_.open(ui); }
    static void open_code(Ui& ui) { CodeWindow::open(ui); }
    void open_file_dialog(Ui& ui) { file_dialog_.open(ui); }
    /// `name` is proposed for the file.
    void ask_where_to_save_session(Ui& ui, const std::string& name);
    /// `write` is handed out with the chosen file; see SaveAs.
    void ask_where_to_save(Ui& ui, SaveAs save);
    void toggle_performance() { shows_performance_ = !shows_performance_; }

    /// A file that the user has chosen in the dialog.
    struct Choice {
        FileDialog::Choice file;
        std::function<void(const std::filesystem::path&)> write;  ///< for an export
    };
    /// Draws everything over `workspace`, which is the shown one.
    std::optional<Choice> show(Frame& frame, Workspace& workspace, Rect window);

    bool busy() const { return file_dialog_.busy(); }
    bool finished() const { return file_dialog_.finished(); }
    const Notices& notices() const { return notices_; }

  private:
    Notices notices_;
    FileDialog file_dialog_;
    HelpWindow help_window_;
    std::function<void(const std::filesystem::path&)> write_;  ///< into the file that the dialog asks for
    bool shows_performance_ = false;
};

}  // namespace convscope
