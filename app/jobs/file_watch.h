// Notices when one file is written again, by looking at it about once a second on a thread of its own: the caller, who
// waits for events, is only woken when the file has changed. The file's content is not read.
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

/// Time and size: two states of a file differ in one of them.
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

    /// Watches this file from now on. Its state at `stamp` is the known one. An empty path: no file.
    void watch(const std::filesystem::path& file, std::optional<FileStamp> stamp);
    /// The same; its present state is the known one, which the watch's thread finds out.
    void watch(const std::filesystem::path& file);
    std::filesystem::path file() const;
    /// True while take_change() would be.
    bool changed() const;
    /// True once for every change that has come to rest: the file is there and was the same twice in a row.
    bool take_change();

  private:
    void start(const std::filesystem::path& file, std::optional<FileStamp> stamp, bool take_first);
    void look(const std::stop_token& stop);

    std::function<void()> wake_;
    std::chrono::milliseconds pause_;
    mutable std::mutex mutex_;
    std::condition_variable_any news_;
    std::filesystem::path file_;
    std::optional<FileStamp> known_, last_;
    bool take_first_ = false;  ///< the next look finds the known state
    bool changed_ = false;
    std::jthread thread_;  // last: starts when everything above exists, ends before it goes
};

}  // namespace convscope
