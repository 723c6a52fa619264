// Detects changes of one file by checking it about once a second on its own thread. It wakes the caller, which waits
// for events, only after a change. It does not read the file's content.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace convscope {

/// Time and size of a file. A change of the file changes at least one of them.
struct FileStamp {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const FileStamp&) const = default;
};
/// nullopt if there is no such file or it cannot be accessed. Never throws.
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

class FileWatch {
  public:
    /// `wake` is called on the thread when the file has changed; it must be thread-safe.
    explicit FileWatch(std::function<void()> wake, std::chrono::milliseconds pause = std::chrono::seconds(1));
    ~FileWatch() = default;
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    /// Watches this file from now on, and reports changes since `stamp`. An empty path stops the watch.
    void watch(const std::filesystem::path& file, std::optional<FileStamp> stamp);
    /// Watches this file from now on, and reports changes since its current state, which the thread reads first.
    void watch(const std::filesystem::path& file);
    std::filesystem::path file() const;
    /// True if take_change() would return true.
    bool changed() const;
    /// True once for every finished change. A change is finished when the file exists and two consecutive checks find
    /// no difference.
    bool take_change();

  private:
    void start(const std::filesystem::path& file, std::optional<FileStamp> stamp, bool take_first);
    void run_checks(const std::stop_token& stop);

    std::function<void()> wake_;
    std::chrono::milliseconds pause_;
    mutable std::mutex mutex_;
    std::condition_variable_any settings_changed_;
    std::filesystem::path file_;
    std::optional<FileStamp> known_, last_;
    bool take_first_ = false;  ///< the next check reads the state to compare with
    bool changed_ = false;
    std::jthread thread_;  // declared last: starts after the members above, ends before they are destroyed
};

}  // namespace convscope
