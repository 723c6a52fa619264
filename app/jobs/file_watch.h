// Notices when one file is written anew, by looking at it about once a second on a thread of its own: whoever waits for
// events is not woken until there is something to say. Knows nothing of what is in the file.
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

/// What tells one state of a file from another.
struct FileStamp {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const FileStamp&) const = default;
};
/// nullopt where there is no such file, or it cannot be asked. Never throws.
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

class FileWatch {
  public:
    /// `wake` is called on the thread when the file has changed; it must be thread-safe.
    explicit FileWatch(std::function<void()> wake, std::chrono::milliseconds pause = std::chrono::seconds(1));
    ~FileWatch() = default;
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    /// From now on this file, known as it was at `stamp`; an empty path: none.
    void watch(const std::filesystem::path& file, std::optional<FileStamp> stamp);
    std::filesystem::path file() const;
    /// True while take_change() would be.
    bool changed() const;
    /// True once for every change that has come to rest: the file is there and was the same twice in a row.
    bool take_change();

  private:
    void look(const std::stop_token& stop);

    std::function<void()> wake_;
    std::chrono::milliseconds pause_;
    mutable std::mutex mutex_;
    std::condition_variable_any told_;
    std::filesystem::path file_;
    std::optional<FileStamp> known_, last_;
    bool changed_ = false;
    std::jthread thread_;  // last: starts when everything above exists, ends before it goes
};

}  // namespace convscope
