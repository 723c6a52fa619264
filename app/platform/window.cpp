#define GLFW_INCLUDE_NONE
#include "app/platform/window.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <utility>

#include "app/platform/clipboard.h"
#include "app/platform/window_callbacks.h"
#include "app/platform/x11_clipboard.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string last_glfw_error;

void remember_error(int /*code*/, const char* text) {
    last_glfw_error = text;
}

[[noreturn]] void fail(const std::string& what) {
    std::string detail = last_glfw_error.empty() ? "" : " (" + last_glfw_error + ")";
    glfwTerminate();
    throw WindowError(what + detail);
}

constexpr int kWidth = 1280, kHeight = 800;

/// Makes the window no larger than its monitor without the desktop's bars.
void keep_on_monitor(GLFWwindow* window) {
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return;
    std::array<int, 4> area{};  // x, y, width, height
    glfwGetMonitorWorkarea(monitor, area.data(), &area[1], &area[2], &area[3]);
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window, &width, &height);
    if (area[2] <= 0 || area[3] <= 0 || (width <= area[2] && height <= area[3])) return;
    glfwSetWindowSize(window, std::min(width, area[2]), std::min(height, area[3]));
}

GLFWwindow* create_window(const Window::Options& options) {
    glfwSetErrorCallback(remember_error);
    if (glfwInit() == GLFW_FALSE)
        fail(tr(
            "No window can be opened, because there is no display. Start convscope on a desktop or with xvfb-run, or "
            "use its subcommands, which need no display"));
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "convscope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "convscope");
    const bool chooses_size = options.width == 0;
    // GLFW enlarges the window only where a window coordinate is one pixel.
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, chooses_size ? GLFW_TRUE : GLFW_FALSE);
    GLFWwindow* window =
        glfwCreateWindow(chooses_size ? kWidth : options.width, chooses_size ? kHeight : options.height,
                         options.title.c_str(), nullptr, nullptr);
    if (window == nullptr)
        fail(tr("OpenGL 3.3 is not available here. Update the graphics driver, or start with LIBGL_ALWAYS_SOFTWARE=1"));
    if (chooses_size) keep_on_monitor(window);
    return window;
}

/// True if a monitor shows the point.
bool is_on_a_monitor(int x, int y) {
    int count = 0;
    GLFWmonitor** const monitors = glfwGetMonitors(&count);
    const std::span<GLFWmonitor*> all(monitors, static_cast<std::size_t>(count));
    return std::ranges::any_of(all, [x, y](GLFWmonitor* monitor) {
        int left = 0, top = 0, width = 0, height = 0;
        glfwGetMonitorWorkarea(monitor, &left, &top, &width, &height);
        return x >= left && y >= top && x < left + width && y < top + height;
    });
}

}  // namespace

Window::Window(const Options& options) : window_(create_window(options)) {
    glfwSetWindowUserPointer(window_, this);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(options.visible ? 1 : 0);
    glfwSetWindowSizeLimits(window_, 480, 360, GLFW_DONT_CARE, GLFW_DONT_CARE);
    if (options.position && is_on_a_monitor((*options.position)[0], (*options.position)[1]))
        glfwSetWindowPos(window_, (*options.position)[0], (*options.position)[1]);
    glfwGetWindowPos(window_, &place_.x, &place_.y);
    glfwGetWindowSize(window_, &place_.width, &place_.height);
    place_.maximised = options.maximised;
    if (options.maximised) glfwMaximizeWindow(window_);
    Callbacks::install(window_);
    ImGui_ImplGlfw_InitForOpenGL(window_, false);
    // Text fields read the clipboard like the rest of the program. Dear ImGui uses the text until it asks again.
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = this;
    io.GetClipboardTextFn = [](void* window) {
        auto& self = *static_cast<Window*>(window);
        self.clipboard_text_ = self.clipboard();
        return self.clipboard_text_.c_str();
    };
    io.SetClipboardTextFn = [](void* window, const char* text) { static_cast<Window*>(window)->set_clipboard(text); };
}

Window::~Window() {
    ImGui_ImplGlfw_Shutdown();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

bool Window::should_close() const {
    return glfwWindowShouldClose(window_) == GLFW_TRUE;
}
void Window::request_close() {
    glfwSetWindowShouldClose(window_, GLFW_TRUE);
}

void Window::hide() {
    glfwHideWindow(window_);
}

void Window::collect_events(double seconds) {
    if (seconds == 0 || !pointer_events_.empty() || !input_.empty())
        glfwPollEvents();
    else if (seconds == kForever)
        glfwWaitEvents();
    else
        glfwWaitEventsTimeout(seconds);
}

bool Window::take_activity() {
    return std::exchange(activity_, false) || !pointer_events_.empty();
}
Input Window::take_input() {
    return std::exchange(input_, {});
}

void Window::begin_frame() {
    release_keys();
    ImGui_ImplGlfw_NewFrame();
    feed_pointer();
}

// A press, a move and a release may arrive between two frames. Each frame gets one of these changes, so that no click
// or drag is lost with slow frames. Dear ImGui has a queue for this from version 1.87 on.
void Window::feed_pointer() {
#if IMGUI_VERSION_NUM < 18700
    bool changed = false;
    bool moved = false;
    while (!pointer_events_.empty()) {
        const PointerEvent event = pointer_events_.front();
        if (event.kind == PointerEvent::Kind::move) {
            if (changed) break;
            moved = true;
            pointer_ = {static_cast<float>(event.x), static_cast<float>(event.y)};
        } else {
            const bool is_release = event.kind == PointerEvent::Kind::release;
            if (changed || (moved && is_release)) break;
            buttons_down_.at(static_cast<std::size_t>(event.button)) = !is_release;
            changed = true;
        }
        pointer_events_.pop_front();
    }
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {pointer_[0], pointer_[1]};
    for (std::size_t i = 0; i < buttons_down_.size(); ++i) io.MouseDown[i] = buttons_down_[i];
#else
    pointer_events_.clear();
#endif
}

// A key that is pressed and released between two frames stays pressed for one frame, because Dear ImGui before 1.87
// would not see it.
void Window::release_keys() {
    for (const KeyRelease& key : releases_due_)
        ImGui_ImplGlfw_KeyCallback(window_, key.key, key.scancode, GLFW_RELEASE, key.mods);
    releases_due_ = std::exchange(releases_, {});
    keys_pressed_.clear();
}

void Window::swap() {
    glfwSwapBuffers(window_);
}

Size Window::framebuffer_size() const {
    Size size;
    glfwGetFramebufferSize(window_, &size.cols, &size.rows);
    return size;
}

Size Window::size() const {
    Size size;
    glfwGetWindowSize(window_, &size.cols, &size.rows);
    return size;
}

float Window::content_scale() const {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    const Size window = size();
    const float pixels =
        window.cols > 0 ? static_cast<float>(framebuffer_size().cols) / static_cast<float>(window.cols) : 1.0F;
    return std::clamp(std::max(x, y) / std::max(1.0F, pixels), 0.75F, 3.0F);
}

std::optional<Window::Place> Window::place() {
    if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE) return std::nullopt;
    if (fullscreen_) return place_;
    place_.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
    if (place_.maximised) return place_;
    glfwGetWindowPos(window_, &place_.x, &place_.y);
    glfwGetWindowSize(window_, &place_.width, &place_.height);
    return place_;
}

void Window::toggle_fullscreen() {
    if (fullscreen_) {
        glfwSetWindowMonitor(window_, nullptr, windowed_bounds_[0], windowed_bounds_[1], windowed_bounds_[2],
                             windowed_bounds_[3], GLFW_DONT_CARE);
    } else {
        GLFWmonitor* monitor = glfwGetPrimaryMonitor();
        const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
        if (mode == nullptr) return;
        glfwGetWindowPos(window_, windowed_bounds_.data(), &windowed_bounds_[1]);
        glfwGetWindowSize(window_, &windowed_bounds_[2], &windowed_bounds_[3]);
        glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    }
    fullscreen_ = !fullscreen_;
    activity_ = true;
}

void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(window_, title.c_str());
}

void Window::set_icon(int width, int height, std::span<const std::uint8_t> rgba) {
    std::vector<std::uint8_t> pixels(rgba.begin(), rgba.end());
    const GLFWimage image{width, height, pixels.data()};
    glfwSetWindowIcon(window_, 1, &image);
}

std::string Window::clipboard() const {
    // GLFW would wait forever for another X program that does not answer.
    if (window_is_on_x11() && !owns_clipboard()) return read_clipboard_text();
    const char* text = glfwGetClipboardString(window_);
    return text != nullptr ? text : "";
}

bool Window::owns_clipboard() const {
    return clipboard_owner_ != 0 && x11_clipboard_owner() == clipboard_owner_;
}

void Window::set_clipboard(const std::string& text) {
    glfwSetClipboardString(window_, text.c_str());
    clipboard_owner_ = x11_clipboard_owner();
}

void Window::wake() {
    glfwPostEmptyEvent();
}

void* Window::gl_function(const char* name) {
    return reinterpret_cast<void*>(glfwGetProcAddress(name));
}

}  // namespace convscope
