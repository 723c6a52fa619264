// The user's settings and the file that keeps them. The file is written in the background.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "app/document/user_settings.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class SettingsStore {
  public:
    /// Reads the settings from `folder`; empty: they start as the defaults and are not kept. `wake` as for JobQueue.
    SettingsStore(std::filesystem::path folder, std::function<void()> wake);
    /// Writes what has not been written yet.
    ~SettingsStore();
    SettingsStore(const SettingsStore&) = delete;
    SettingsStore& operator=(const SettingsStore&) = delete;

    const UserSettings& settings() const { return settings_; }
    void change(const std::function<void(UserSettings&)>& change);

    /// The problem of reading or writing the file, once. Call it in every frame: it takes over finished writes.
    std::optional<std::string> take_problem();
    bool busy() const { return writes_->pending() > 0; }
    /// True when take_problem() has a finished write to take over.
    bool finished() const { return writes_->finished(); }

  private:
    void write();

    std::filesystem::path folder_;
    std::string problem_;
    UserSettings settings_;
    bool changed_ = false;  ///< since the last write began
    bool writing_ = false;
    std::optional<JobQueue> writes_;
};

}  // namespace convscope
