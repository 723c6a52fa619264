// Opening models and their labels, watching the open model's file, and reading it again.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "app/jobs/file_watch.h"
#include "app/jobs/job_queue.h"
#include "app/opening/kept/settings_store.h"
#include "app/opening/model_files.h"
#include "app/opening/opening_messages.h"
#include "app/opening/samples.h"

namespace convscope {

class ModelOpening {
  public:
    /// Files are read in jobs of `jobs`. All references must outlive this object. For `wake` and `watch_pause` see
    /// FileWatch.
    ModelOpening(History& history, SettingsStore& settings, OpeningMessages& messages, JobQueue& jobs, Samples samples,
                 std::function<void()> wake, std::chrono::milliseconds watch_pause);

    /// Opens one of the user's models and shows it. `kind` is that of source.file, if it is known. Lambda layers have
    /// the meanings in the notes of `source` or those that were given earlier; asks for those that are missing.
    void open(OpenModel source, std::optional<FileKind> kind);
    /// Opens one of the program's models, unless another model has been opened meanwhile; undo does not close it.
    /// `failed` is called if it cannot be read.
    void open_first(const std::string& name, std::function<void()> opened, std::function<void()> failed);
    /// Opens one of the program's models in place of the open one, as an undo step, and shows it.
    void open_shipped(const std::string& name);
    /// Opens one of the program's models in addition to the first one.
    void open_second(const std::string& name);
    /// Reads the open model's file again. The open model stays until the new one has been read.
    void reload();
    /// Makes the file's lines the names of the open model's classes. Calls `open_picture` instead if the file holds one
    /// number per line and the model has a different number of classes.
    void open_labels(const std::filesystem::path& file, std::function<void()> open_picture);

    /// Saves the user's notes on the open model in the settings, and watches its file. Call it once per frame.
    void follow();
    /// Call it if the open model's notes come from a session: they are then not saved in the settings.
    void forget_followed() { followed_.file.clear(); }
    /// True when follow() has a change of the file to report.
    bool finished() const { return watch_.changed(); }

  private:
    struct ReadLabels {
        std::vector<std::string> labels;  ///< empty if only a picture can be made of the file
        bool are_numbers = false;
    };
    static ReadLabels read_labels(const std::filesystem::path& file, const std::stop_token& stop);
    void read(OpenModel source, std::optional<FileKind> kind, std::function<void(OpenModel)> then,
              std::function<void()> failed = {});
    void take_reloaded(const OpenModel& before, ReadModel read);
    void take_labels(const std::filesystem::path& file, ReadLabels read, const std::function<void()>& open_picture);
    /// Returns a function that shows a job's failure as a warning.
    std::function<void(const std::string&)> warning();

    History& history_;
    SettingsStore& settings_;
    OpeningMessages& messages_;
    JobQueue& jobs_;
    Samples samples_;
    FileWatch watch_;
    OpenModel followed_;
};

}  // namespace convscope
