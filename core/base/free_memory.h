// The machine's free memory, so that work which needs much of it can be refused before it slows everything down.
#pragma once

#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope {

/// Thrown for work that needs more memory than is free, before the work takes any. Unlike that of other std::bad_alloc
/// errors, its what() is a sentence for the user.
class MemoryError : public std::bad_alloc {
  public:
    explicit MemoryError(std::string sentence) : sentence_(std::move(sentence)) {}
    const char* what() const noexcept override { return sentence_.c_str(); }

  private:
    std::string sentence_;
};

/// The bytes that programs can take without swapping (MemAvailable); nullopt if the system does not state them.
std::optional<std::uint64_t> free_memory();
/// free_memory() for a given text of /proc/meminfo.
std::optional<std::uint64_t> free_memory_in(std::string_view meminfo);

/// Gives the memory that was freed in this process, for instance by closing a model, back to the system. Without this
/// call, glibc may keep all of that memory. May take some milliseconds: call it in a job. Does nothing with other C
/// libraries.
void return_freed_memory();

/// The remedy of memory_fault().
inline constexpr Message kMemoryRemedy = tr("close other programs, or open a smaller model");
/// The fault of work that needs more than half of `free` bytes, which is usually free_memory(): "needs 61.0 GB of
/// memory for its activations, more than half of the 20.5 GB that are free". Empty if the memory suffices or `free` is
/// unknown.
std::string memory_fault(double needed, std::optional<std::uint64_t> free);

}  // namespace convscope
