// Memory that a process and those that it starts afterwards see at one address. Must not depend on its content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace convscope {

/// Bytes that are 0 until a process writes them, and take memory only from then on: a large size costs nothing.
class SharedMemory {
  public:
    /// Throws std::system_error if the address space has no room for `size` > 0 bytes.
    explicit SharedMemory(std::size_t size);
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    std::span<std::byte> bytes() const { return bytes_; }
    /// The memory as numbers.
    std::span<float> floats() const { return {reinterpret_cast<float*>(bytes_.data()), bytes_.size() / sizeof(float)}; }
    /// Gives the pages that lie in the first `count` bytes back to the machine; they then are 0 again.
    void release_first(std::size_t count);

  private:
    std::span<std::byte> bytes_;
    std::size_t released_ = 0;
};

}  // namespace convscope
