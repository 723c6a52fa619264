#include "core/base/writing/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace convscope {

FileLock::FileLock(const std::filesystem::path& file) noexcept
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    constexpr std::chrono::seconds kMaxWait{1};
    constexpr std::chrono::milliseconds kPause{5};
    if (descriptor_ < 0) return;
    const auto end = std::chrono::steady_clock::now() + kMaxWait;
    while (!(held_ = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0)) {
        const bool is_waiting = errno == EWOULDBLOCK || errno == EINTR;
        if (!is_waiting || std::chrono::steady_clock::now() > end) return;
        std::this_thread::sleep_for(kPause);
    }
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);  // also unlocks
}

}  // namespace convscope
