#define GLFW_INCLUDE_NONE
#include "app/platform/window_callbacks.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace convscope {

namespace {

constexpr std::pair<int, Key> kKeys[] = {
    {GLFW_KEY_SPACE, Key::space},
    {GLFW_KEY_ENTER, Key::enter},
    {GLFW_KEY_KP_ENTER, Key::enter},
    {GLFW_KEY_ESCAPE, Key::escape},
    {GLFW_KEY_TAB, Key::tab},
    {GLFW_KEY_BACKSPACE, Key::backspace},
    {GLFW_KEY_DELETE, Key::erase},
    {GLFW_KEY_LEFT, Key::left},
    {GLFW_KEY_RIGHT, Key::right},
    {GLFW_KEY_UP, Key::up},
    {GLFW_KEY_DOWN, Key::down},
    {GLFW_KEY_HOME, Key::home},
    {GLFW_KEY_END, Key::end},
    {GLFW_KEY_PAGE_UP, Key::page_up},
    {GLFW_KEY_PAGE_DOWN, Key::page_down},
    {GLFW_KEY_KP_ADD, Key::plus},
    {GLFW_KEY_KP_SUBTRACT, Key::minus},
    {GLFW_KEY_F1, Key::f1},
    {GLFW_KEY_F2, Key::f2},
    {GLFW_KEY_F3, Key::f3},
    {GLFW_KEY_F4, Key::f4},
    {GLFW_KEY_F5, Key::f5},
    {GLFW_KEY_F6, Key::f6},
    {GLFW_KEY_F7, Key::f7},
    {GLFW_KEY_F8, Key::f8},
    {GLFW_KEY_F9, Key::f9},
    {GLFW_KEY_F10, Key::f10},
    {GLFW_KEY_F11, Key::f11},
};

// Letters, digits, plus and minus are taken from the keyboard's layout, not from the key's position.
KeyPress key_press(int key, int scancode, int mods) {
    KeyPress press;
    press.control = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    press.shift = (mods & GLFW_MOD_SHIFT) != 0;
    press.alt = (mods & GLFW_MOD_ALT) != 0;
    for (const auto& [code, name] : kKeys)
        if (code == key) press.key = name;
    if (press.key != Key::other) return press;
    const char* printed = key >= GLFW_KEY_SPACE ? glfwGetKeyName(key, scancode) : nullptr;
    char letter = printed != nullptr && printed[1] == 0 ? printed[0] : 0;
    if (letter == 0 && key > GLFW_KEY_SPACE && key < 127) letter = static_cast<char>(key);
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    if (letter == '+' || letter == '=') {
        press.key = Key::plus;
    } else if (letter == '-') {
        press.key = Key::minus;
    } else if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
        press.key = Key::letter;
        press.letter = letter;
    }
    return press;
}

}  // namespace

Window& Window::Callbacks::mark_active(GLFWwindow* handle) {
    Window& window = *static_cast<Window*>(glfwGetWindowUserPointer(handle));
    window.activity_ = true;
    return window;
}

void Window::Callbacks::install(GLFWwindow* handle) {
    glfwSetKeyCallback(handle, key);
    glfwSetCharCallback(handle, character);
    glfwSetMouseButtonCallback(handle, button);
    glfwSetCursorPosCallback(handle, cursor);
    glfwSetCursorEnterCallback(handle, cursor_enter);
    glfwSetScrollCallback(handle, scroll);
    glfwSetWindowFocusCallback(handle, focus);
    glfwSetDropCallback(handle, drop);
    glfwSetFramebufferSizeCallback(handle, [](GLFWwindow* w, int, int) { mark_active(w); });
    glfwSetWindowRefreshCallback(handle, [](GLFWwindow* w) { mark_active(w); });
    glfwSetMonitorCallback(ImGui_ImplGlfw_MonitorCallback);
}

void Window::Callbacks::key(GLFWwindow* handle, int key, int scancode, int action, int mods) {
    Window& window = mark_active(handle);
    const bool pressed_in_earlier_frame = std::ranges::find(window.keys_pressed_, key) == window.keys_pressed_.end();
    if (action == GLFW_RELEASE && !pressed_in_earlier_frame) {
        window.releases_.push_back({key, scancode, mods});
        return;
    }
    if (action == GLFW_PRESS) window.keys_pressed_.push_back(key);
    ImGui_ImplGlfw_KeyCallback(handle, key, scancode, action, mods);
    if (action != GLFW_RELEASE) window.input_.keys.push_back(key_press(key, scancode, mods));
}

void Window::Callbacks::character(GLFWwindow* handle, unsigned int codepoint) {
    Window& window = mark_active(handle);
    ImGui_ImplGlfw_CharCallback(handle, codepoint);
    window.input_.text.push_back(static_cast<char32_t>(codepoint));
}

void Window::Callbacks::button(GLFWwindow* handle, int button, int action, int mods) {
    Window& window = mark_active(handle);
    ImGui_ImplGlfw_MouseButtonCallback(handle, button, action, mods);
    if (button < 0 || button > 2) return;
    window.pointer_events_.push_back(
        {.kind = action == GLFW_PRESS ? PointerEvent::Kind::press : PointerEvent::Kind::release, .button = button});
}

void Window::Callbacks::cursor(GLFWwindow* handle, double x, double y) {
    Window& window = mark_active(handle);
#if IMGUI_VERSION_NUM >= 18700
    ImGui_ImplGlfw_CursorPosCallback(handle, x, y);
#endif
    window.pointer_events_.push_back({.kind = PointerEvent::Kind::move, .x = x, .y = y});
}

void Window::Callbacks::cursor_enter(GLFWwindow* handle, int entered) {
    Window& window = mark_active(handle);
    ImGui_ImplGlfw_CursorEnterCallback(handle, entered);
    // If the pointer leaves the window with the left button up, move it far away, so that no control stays highlighted.
    if (entered == 0 && !window.buttons_down_[0])
        window.pointer_events_.push_back({.kind = PointerEvent::Kind::move, .x = -1e9, .y = -1e9});
}

void Window::Callbacks::scroll(GLFWwindow* handle, double x, double y) {
    mark_active(handle);
    ImGui_ImplGlfw_ScrollCallback(handle, x, y);
}

void Window::Callbacks::focus(GLFWwindow* handle, int focused) {
    mark_active(handle);
    ImGui_ImplGlfw_WindowFocusCallback(handle, focused);
}

void Window::Callbacks::drop(GLFWwindow* handle, int count, const char** paths) {
    Window& window = mark_active(handle);
    for (int i = 0; i < count; ++i) window.input_.drops.emplace_back(paths[i]);
}

}  // namespace convscope
