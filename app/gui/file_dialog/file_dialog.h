// Choosing a file inside the window: folders and pictures with thumbnails, recent files, places, keyboard; also for
// saving.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/workspace/frame.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class FileDialog {
  public:
    enum class Purpose { open, save_session, export_values };
    struct Choice {
        Purpose purpose = Purpose::open;
        std::filesystem::path file;
    };

    /// `wake` as for JobQueue: thumbnails are made in the background.
    explicit FileDialog(std::function<void()> wake);
    ~FileDialog();
    FileDialog(const FileDialog&) = delete;
    FileDialog& operator=(const FileDialog&) = delete;

    /// Opens it in the folder used last (at first the home folder).
    void open(Ui& ui);
    /// Opens it to save as `name` (its extension stays the suggested one).
    void save(Ui& ui, Purpose purpose, const std::string& name);

    /// Draws it while it is open; the file once one is chosen. An existing file is only overwritten after a question.
    std::optional<Choice> show(Frame& frame);
    /// True while thumbnails are under way.
    bool busy() const;
    /// True when show() would take over a finished listing or thumbnail.
    bool finished() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace convscope
