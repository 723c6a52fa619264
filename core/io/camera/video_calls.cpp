#include "core/io/camera/video_calls.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace convscope {

int KernelVideoCalls::open(const std::string& path) {
    return ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

void KernelVideoCalls::close(int descriptor) {
    ::close(descriptor);
}

int KernelVideoCalls::control(int descriptor, unsigned long request, void* argument) {
    int result = 0;
    do {
        result = ::ioctl(descriptor, request, argument);
    } while (result == -1 && errno == EINTR);
    return result;
}

void* KernelVideoCalls::map(int descriptor, std::size_t length, std::int64_t offset) {
    void* const memory = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
    return memory == MAP_FAILED ? nullptr : memory;
}

void KernelVideoCalls::unmap(void* memory, std::size_t length) {
    ::munmap(memory, length);
}

bool KernelVideoCalls::wait(int descriptor, int milliseconds) {
    pollfd waited{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, milliseconds) > 0;
}

}  // namespace convscope
