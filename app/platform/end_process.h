// Ends the process while threads of it are still computing.
#pragma once

#include <chrono>

namespace convscope {

/// Ends the process with this exit code after `delay`, if it has not ended by itself until then: no destructor runs,
/// and files that are being written are removed. Call it when everything that is to be kept is saved; returns at once.
void end_process_after(std::chrono::milliseconds delay, int exit_code);

}  // namespace convscope
