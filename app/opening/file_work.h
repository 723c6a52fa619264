// The file that is being read or written, for people who wait for it.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace convscope {

/// The finished part of writing, 0 to 1. The writing thread changes it.
using WriteProgress = std::shared_ptr<std::atomic<double>>;

struct FileWork {
    std::string file = {};            ///< without folders; empty if nothing is read or written
    bool writes = false;              ///< false: it is being read
    std::optional<double> done = {};  ///< the finished part, 0 to 1; nullopt if it is not known
};

}  // namespace convscope
