// RAII objects for HDF5's identifiers, a lock for the library, and its error messages. Must not depend
// on what files contain.
#pragma once

#include <hdf5.h>

#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convscope::hdf5 {

/// Owns one identifier of HDF5.
class Handle {
  public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    /// A negative `id` means that the call failed; valid() is then false.
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

/// Must exist while the library is used. It locks the library, which on some systems is built without thread support,
/// and stops it from printing errors to stderr. A thread must not call fork() while it has a session; fork() on other
/// threads waits for the session's end, so that the new process can use the library.
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

/// The library's description of the innermost error, on one line; empty if there is none.
std::string last_error();

/// The names between the slashes of a path; empty names are left out.
std::vector<std::string> path_parts(std::string_view path);

}  // namespace convscope::hdf5
