#include "app/platform/end_process.h"

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "core/base/writing/unfinished_files.h"

namespace convscope {

void end_process_after(std::chrono::milliseconds delay, int exit_code) {
    std::fflush(nullptr);
    std::thread([delay, exit_code] {
        std::this_thread::sleep_for(delay);
        abandon_writes();
        std::_Exit(exit_code);
    }).detach();
}

}  // namespace convscope
