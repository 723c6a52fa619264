// The window's GLFW callbacks. Each passes its event to Dear ImGui's backend and stores it for the program. Only files
// in app/platform may include this header.
#pragma once

#include "app/platform/window.h"

namespace convscope {

struct Window::Callbacks {
    static void install(GLFWwindow* handle);
    static Window& of(GLFWwindow* handle);
    static void key(GLFWwindow* handle, int key, int scancode, int action, int mods);
    static void character(GLFWwindow* handle, unsigned int codepoint);
    static void button(GLFWwindow* handle, int button, int action, int mods);
    static void cursor(GLFWwindow* handle, double x, double y);
    static void cursor_enter(GLFWwindow* handle, int entered);
    static void scroll(GLFWwindow* handle, double x, double y);
    static void focus(GLFWwindow* handle, int focused);
    static void drop(GLFWwindow* handle, int count, const char** paths);
};

}  // namespace convscope
