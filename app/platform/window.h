// The window with its OpenGL 3.3 context, its events and the clipboard.
#pragma once

#include <array>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/platform/input.h"
#include "core/image/plane.h"

struct GLFWwindow;

namespace convscope {

/// Thrown if the window cannot be opened; what() is a sentence with the reason and a remedy.
class WindowError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// All functions except wake() must be called on the main thread. Dear ImGui's context must exist before the window and
/// outlive it.
class Window {
  public:
    struct Options {
        int width = 0;  ///< in pixels; 0: 1280 x 800 enlarged by the monitor's scale, within the monitor
        int height = 0;
        bool visible = true;
        std::string title = "convscope";
        std::optional<std::array<int, 2>> position = {};  ///< ignored if it is on no monitor
        bool maximised = false;
    };
    /// The inner area in screen coordinates, as it is when the window is neither maximised nor full screen.
    struct Place {
        int x = 0, y = 0, width = 0, height = 0;
        bool maximised = false;
    };

    /// Throws WindowError if there is no display or no OpenGL 3.3.
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    bool should_close() const;
    void request_close();
    void hide();
    static constexpr double kForever = -1;
    /// Collects the events since the last call. If there are none, it waits up to `seconds` for one.
    void collect_events(double seconds);
    /// True if an event since the last call may have changed the window's content.
    bool take_activity();
    /// Returns the keys, text and files since the last call.
    Input take_input();

    /// Passes time, size and pointer to Dear ImGui. Call it before ImGui::NewFrame().
    void begin_frame();
    void swap();

    /// The size of the framebuffer in pixels.
    Size framebuffer_size() const;
    /// The inner size in window coordinates, as in Dear ImGui.
    Size size() const;
    /// The scale that the desktop asks for in window coordinates: 1 is 100 %. It is 1 where the desktop enlarges
    /// windows itself, so that a window coordinate is several pixels.
    float content_scale() const;
    /// The current place; nullopt while the window is iconified.
    std::optional<Place> place();
    void toggle_fullscreen();
    bool is_fullscreen() const { return fullscreen_; }
    void set_title(const std::string& title);
    /// `rgba` holds width x height pixels of 4 bytes.
    void set_icon(int width, int height, std::span<const std::uint8_t> rgba);

    /// The clipboard's text; empty if its owner does not answer within half a second.
    std::string clipboard() const;
    /// True if this window's text is on the clipboard, so that clipboard() need not wait for another program.
    bool owns_clipboard() const;
    void set_clipboard(const std::string& text);

    /// Ends a wait of collect_events(). Can be called on any thread.
    static void wake();
    /// The GLFW window, for tests that send events through its callbacks.
    GLFWwindow* handle() const { return window_; }
    /// The address of an OpenGL function, for gl::Context.
    static void* gl_function(const char* name);

  private:
    struct Callbacks;
    struct PointerEvent {
        enum class Kind { move, press, release } kind;
        double x = 0, y = 0;
        int button = 0;
    };

    struct KeyRelease {
        int key = 0, scancode = 0, mods = 0;
    };

    void feed_pointer();
    void release_keys();

    GLFWwindow* window_ = nullptr;
    Input input_;
    std::vector<int> keys_pressed_;         ///< keys that were pressed since the last frame
    std::vector<KeyRelease> releases_;      ///< keys of keys_pressed_ that were released since the last frame
    std::vector<KeyRelease> releases_due_;  ///< releases to be passed on in the next frame
    std::deque<PointerEvent> pointer_events_;
    std::array<float, 2> pointer_{-1e9F, -1e9F};
    std::array<bool, 3> buttons_down_{};
    std::string clipboard_text_;         ///< the text that Dear ImGui asked for last
    unsigned long clipboard_owner_ = 0;  ///< GLFW's X window that offers this window's text; 0 before there is one
    bool activity_ = true;
    bool fullscreen_ = false;
    Place place_;                           ///< the place when the window was last neither maximised nor full screen
    std::array<int, 4> windowed_bounds_{};  ///< x, y, width, height before full screen
};

}  // namespace convscope
