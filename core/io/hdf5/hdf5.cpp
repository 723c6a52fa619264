#include "core/io/hdf5/hdf5.h"

#include <pthread.h>

#include <algorithm>

namespace convscope::hdf5 {

namespace {

std::mutex library_mutex;

void lock_library() {
    library_mutex.lock();
}

void unlock_library() {
    library_mutex.unlock();
}

/// A new process made with fork() must be able to use the library. Therefore fork() waits until no other thread uses
/// it. 0 if the functions could be registered.
[[maybe_unused]] const int registered = ::pthread_atfork(lock_library, unlock_library, unlock_library);

herr_t keep_first(unsigned /*index*/, const H5E_error2_t* error, void* text) {
    auto& message = *static_cast<std::string*>(text);
    if (message.empty() && error->desc != nullptr) message = error->desc;
    return 0;
}

}  // namespace

Session::Session() : lock_(library_mutex) {
    H5Eget_auto2(H5E_DEFAULT, &printer_, &printer_data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Session::~Session() {
    H5Eset_auto2(H5E_DEFAULT, printer_, printer_data_);
}

std::string last_error() {
    std::string text;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    return text;
}

std::vector<std::string> path_parts(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        if (end > 0) parts.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

}  // namespace convscope::hdf5
