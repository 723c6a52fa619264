// Lets one process at a time read, change and write a file.
#pragma once

#include <filesystem>

namespace convscope {

/// Holds an exclusive lock on `file`, which it creates, until the destructor. It waits at most a second for another
/// process's lock and then continues without a lock, because a program that hangs must not stop this one. On a file
/// system without locks it continues at once.
class FileLock {
  public:
    explicit FileLock(const std::filesystem::path& file) noexcept;
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    bool is_held() const { return held_; }

  private:
    int descriptor_ = -1;
    bool held_ = false;
};

}  // namespace convscope
