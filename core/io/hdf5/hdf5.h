// HDF5's identifiers as objects that close themselves, and the library's manners.
// Knows nothing of what files hold.
#pragma once

#include <hdf5.h>

#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convscope::hdf5 {

/// Owns one identifier.
class Handle {
  public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    /// A negative `id` is the library's way to say that something failed: see valid().
    Handle(hid_t id, Close close) : id_(id), close_(close) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }

    bool valid() const { return id_ >= 0; }
    hid_t id() const { return id_; }
    void reset() {
        if (valid()) close_(std::exchange(id_, H5I_INVALID_HID));
    }

  private:
    hid_t id_ = H5I_INVALID_HID;
    Close close_ = nullptr;
};

/// Held while the library is used: it is not built for threads everywhere, and prints its errors to stderr unless told
/// not to.
class Session {
  public:
    Session();
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

  private:
    std::unique_lock<std::mutex> lock_;
    H5E_auto2_t printer_ = nullptr;
    void* printer_data_ = nullptr;
};

/// What the library says went wrong, innermost first; one line, empty where it says nothing.
std::string last_error();

/// The names between the slashes of a path; empty ones do not count.
std::vector<std::string> path_parts(std::string_view path);

}  // namespace convscope::hdf5
