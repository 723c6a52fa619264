// The dialog that opens and saves files inside the window: folders, thumbnails, places and recent files, by mouse or
// keyboard.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/workspace/frame.h"
#include "app/jobs/job_queue.h"

namespace convscope {

struct FileDialogState;

class FileDialog {
  public:
    enum class Purpose { open, save_session, export_values };
    struct Choice {
        Purpose purpose = Purpose::open;
        std::filesystem::path file;
    };

    /// `wake` is called when a background job has finished (see JobQueue). Thumbnails and listings are made in jobs.
    explicit FileDialog(std::function<void()> wake);
    ~FileDialog();
    FileDialog(const FileDialog&) = delete;
    FileDialog& operator=(const FileDialog&) = delete;

    /// Opens the dialog in the folder that was used last; the first time in the home folder.
    void open(Ui& ui);
    /// Opens the dialog to save a file, with `name` suggested. The saved file has the extension of `name`; a
    /// sheet ("edges.pdf") may also get .html.
    void save(Ui& ui, Purpose purpose, const std::string& name);

    /// Draws the dialog while it is open. Returns the file once the user has chosen one. To replace an existing file,
    /// the user must confirm first.
    std::optional<Choice> show(Frame& frame);
    /// True while a listing or thumbnails are being made.
    bool busy() const;
    /// True if a listing or thumbnail is finished that show() has not stored yet.
    bool finished() const;

  private:
    std::unique_ptr<FileDialogState> state_;
};

}  // namespace convscope
