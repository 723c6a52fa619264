// Reads the clipboard of an X display, also of XWayland: pictures, lists of files and text. GLFW reads text only, and
// waits forever for a program that does not answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// One reading of the clipboard, with its own connection and window. Use it on one thread at a time, which may be any
/// thread. A program that does not answer within `patience` counts as one that offers nothing.
class X11Clipboard {
  public:
    explicit X11Clipboard(std::chrono::milliseconds patience);
    ~X11Clipboard();
    X11Clipboard(const X11Clipboard&) = delete;
    X11Clipboard& operator=(const X11Clipboard&) = delete;

    /// The elements of `forms`, such as "image/png" and "UTF8_STRING", in which the clipboard's content can be read;
    /// empty if there is no display or nobody offers anything.
    std::vector<std::string> offered(std::span<const char* const> forms);
    /// The content in this form; nullopt if the owner does not give it, stops halfway, or gives more than `max_bytes`.
    std::optional<std::vector<std::uint8_t>> read(const std::string& form, std::size_t max_bytes);

  private:
    class Connection;
    std::unique_ptr<Connection> connection_;
};

/// True if GLFW's windows are X windows; after glfwInit().
bool window_is_on_x11();
/// The X window that owns the clipboard; 0 if there is none. Call it on the main thread.
unsigned long x11_clipboard_owner();

}  // namespace convscope
