// The one window: its OpenGL 3.3 context, its events, the clipboard. The only room that knows GLFW; draws nothing.
#pragma once

#include <array>
#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/platform/input.h"
#include "core/image/plane.h"

struct GLFWwindow;

namespace convscope {

/// The window cannot be had; what() is one sentence with what would work.
class WindowError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Use from the main thread only, except for wake(). Dear ImGui's context must exist before and outlive it.
class Window {
  public:
    struct Options {
        int width = 1280;
        int height = 800;
        bool visible = true;
        std::string title = "convscope";
    };

    /// Throws WindowError where there is no display or no OpenGL 3.3.
    explicit Window(const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    bool should_close() const;
    void request_close();
    static constexpr double kForever = -1;
    /// Takes in what has happened; sleeps up to `seconds` until something does.
    void collect_events(double seconds);
    /// True when something happened since the last call that may change what is seen.
    bool take_activity();
    Input take_input();

    /// Tells Dear ImGui about time, size and pointer; call before ImGui::NewFrame().
    void begin_frame();
    void swap();

    /// In pixels of the framebuffer.
    Size framebuffer_size() const;
    /// How much larger than usual the desktop asks things to be drawn: 1, 1.25, 2 ...
    float content_scale() const;
    void toggle_fullscreen();
    bool is_fullscreen() const { return fullscreen_; }
    void set_title(const std::string& title);
    /// width x height RGBA bytes.
    void set_icon(int width, int height, std::span<const std::uint8_t> rgba);

    std::string clipboard() const;
    void set_clipboard(const std::string& text);

    /// Ends a wait for events. Callable from any thread.
    static void wake();
    /// For tests, which send events through the window's own callbacks.
    GLFWwindow* handle() const { return window_; }
    /// Address of an OpenGL function; what the loader asks for.
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
    std::vector<int> pressed_;              ///< keys that went down since the last frame
    std::vector<KeyRelease> releases_;      ///< of those, the ones that are up again
    std::vector<KeyRelease> releases_due_;  ///< to be told in the next frame
    std::deque<PointerEvent> pointer_events_;
    std::array<float, 2> pointer_{-1e9F, -1e9F};
    std::array<bool, 3> held_{};
    bool activity_ = true;
    bool fullscreen_ = false;
    std::array<int, 4> windowed_{};  ///< x, y, width, height to come back to
};

}  // namespace convscope
