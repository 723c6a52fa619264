#include "app/jobs/file_watch.h"

#include <system_error>
#include <utility>

namespace convscope {

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
    std::error_code error;
    FileStamp stamp;
    stamp.time = std::filesystem::last_write_time(file, error);
    if (error) return std::nullopt;
    stamp.size = std::filesystem::file_size(file, error);
    return error ? std::nullopt : std::optional(stamp);
}

FileWatch::FileWatch(std::function<void()> wake, std::chrono::milliseconds pause)
    : wake_(std::move(wake)), pause_(pause), thread_([this](const std::stop_token& stop) { run_checks(stop); }) {}

void FileWatch::watch(const std::filesystem::path& file, std::optional<FileStamp> stamp) {
    start(file, stamp, false);
}

void FileWatch::watch(const std::filesystem::path& file) {
    start(file, std::nullopt, true);
}

void FileWatch::start(const std::filesystem::path& file, std::optional<FileStamp> stamp, bool take_first) {
    const std::lock_guard lock(mutex_);
    file_ = file;
    known_ = last_ = stamp;
    take_first_ = take_first;
    changed_ = false;
    settings_changed_.notify_all();
}

std::filesystem::path FileWatch::file() const {
    const std::lock_guard lock(mutex_);
    return file_;
}

bool FileWatch::changed() const {
    const std::lock_guard lock(mutex_);
    return changed_;
}

bool FileWatch::take_change() {
    const std::lock_guard lock(mutex_);
    return std::exchange(changed_, false);
}

void FileWatch::run_checks(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        // Sleep until there is a file to watch.
        settings_changed_.wait(lock, stop, [this] { return !file_.empty(); });
        if (!take_first_) settings_changed_.wait_for(lock, stop, pause_, [this] { return take_first_; });
        if (stop.stop_requested() || file_.empty()) continue;
        const std::filesystem::path file = file_;
        // Unlock before reading the disk: a disk that does not answer must not block other threads.
        lock.unlock();
        const std::optional<FileStamp> now = stamp_of(file);
        lock.lock();
        if (file != file_) continue;
        if (std::exchange(take_first_, false)) {
            known_ = last_ = now;
            continue;
        }
        const bool at_rest = now && now == std::exchange(last_, now);
        if (!at_rest || now == known_) continue;
        known_ = now;
        changed_ = true;
        lock.unlock();
        wake_();
        lock.lock();
    }
}

}  // namespace convscope
