// Opening models and their labels, watching the open model's file, and reading it again.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "app/jobs/file_watch.h"
#include "app/jobs/job_queue.h"
#include "app/opening/model_files.h"
#include "app/opening/opening_messages.h"
#include "app/opening/samples.h"
#include "app/opening/settings_store.h"

namespace convscope {

class ModelOpening {
  public:
    /// Files are read in jobs of `jobs`. All references must outlive this. `wake` and `watch_pause` as for
    /// FileWatch.
    ModelOpening(History& history, SettingsStore& settings, OpeningMessages& messages, JobQueue& jobs, Samples samples,
                 std::function<void()> wake, std::chrono::milliseconds watch_pause);

    /// Opens a model of the user's and shows it. `kind` is that of source.file.
    void open(OpenModel source, FileKind kind);
    /// Opens a model of the program's own in place of the open one; undo does not close it. Does nothing if a model
    /// has been opened meanwhile. `failed` is called if it cannot be read.
    void open_first(const std::string& name, std::function<void()> opened, std::function<void()> failed);
    /// Opens a model of the program's own next to the first one.
    void open_second(const std::string& name);
    /// Reads the open model's file again; until it has been read the model stays.
    void reload();
    void open_labels(const std::filesystem::path& file);

    /// Keeps in the settings what the user says of the open model, and watches its file. Call it once per frame.
    void follow();
    /// The open model's notes come from a session: they hold in it alone and do not go into the settings.
    void forget_followed() { followed_.file.clear(); }
    /// True when follow() has a change of the file to report.
    bool finished() const { return watch_.changed(); }

  private:
    void read(OpenModel source, std::optional<FileKind> kind, std::function<void(OpenModel)> then,
              std::function<void()> failed = {});
    void take_reloaded(const OpenModel& before, ReadModel read);
    void take_labels(const std::filesystem::path& file, std::vector<std::string> labels);
    /// A job's failure as a warning.
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
