// The user's settings and the file that keeps them. The file is written in the background. Several windows may use the
// same file: each writes only the settings that it changed.
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
    /// Reads the settings from `folder`. If `folder` is empty, they are the defaults and are not saved. For `wake` see
    /// JobQueue.
    SettingsStore(std::filesystem::path folder, std::function<void()> wake);
    ~SettingsStore() { close(); }
    SettingsStore(const SettingsStore&) = delete;
    SettingsStore& operator=(const SettingsStore&) = delete;

    /// The settings' folder; empty if nothing is saved.
    const std::filesystem::path& folder() const { return folder_; }
    const UserSettings& settings() const { return settings_; }
    void change(const std::function<void(UserSettings&)>& change);

    /// Writes changes that have not been written yet. `wake` is not called any more; nothing is saved afterwards.
    void close();

    /// Returns the error of reading or writing the file, each error once; nullopt if there is none. Call it in every
    /// frame: it also processes finished writes (JobQueue::drain()).
    std::optional<std::string> take_problem();
    bool busy() const { return writes_ && writes_->pending() > 0; }
    /// True if a write has finished that take_problem() has not processed yet.
    bool has_finished_write() const { return writes_ && writes_->finished(); }

  private:
    void write();

    std::filesystem::path folder_;
    std::string problem_;
    UserSettings settings_;
    UserSettings written_;  ///< as they were read or last written; only later changes are written
    bool changed_ = false;  ///< since the last write began
    bool writing_ = false;
    std::optional<JobQueue> writes_;
};

}  // namespace convscope
