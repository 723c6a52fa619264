#include "core/io/isolated/shared_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace convscope {

SharedMemory::SharedMemory(std::size_t size) {
    void* const start =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) throw std::system_error(errno, std::generic_category());
    bytes_ = {static_cast<std::byte*>(start), size};
}

SharedMemory::~SharedMemory() {
    ::munmap(bytes_.data(), bytes_.size());
}

void SharedMemory::release_first(std::size_t count) {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t end = count / page * page;
    if (end <= released_) return;
    // If the kernel refuses, the memory stays taken until the destructor.
    static_cast<void>(::madvise(bytes_.data() + released_, end - released_, MADV_REMOVE));
    released_ = end;
}

}  // namespace convscope
