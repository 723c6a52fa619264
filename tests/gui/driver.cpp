#define GLFW_INCLUDE_NONE
#include "tests/gui/driver.h"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <utility>

namespace convscope::test {

namespace {

/// The callback that the window has installed. GLFW returns it only when another one is set.
template <class Callback>
Callback installed_callback(Callback (*set)(GLFWwindow*, Callback), GLFWwindow* window) {
    Callback callback = set(window, nullptr);
    set(window, callback);
    return callback;
}

}  // namespace

Driver::Driver(int width, int height, WindowOptions options, const std::filesystem::path& assets,
               const CameraSource& camera, bool offers_tour) {
    options.width = width;
    options.height = height;
    shell_ = std::make_unique<Shell>(ShellOptions{.window = std::move(options),
                                                  .visible = false,
                                                  .assets = assets.empty() ? CONVSCOPE_TEST_ASSETS : assets,
                                                  .config = folder_ / "config",
                                                  .data = folder_ / "data",
                                                  .camera = camera,
                                                  .watch_pause = std::chrono::milliseconds(20),
                                                  .rasterize_frames = false,
                                                  .offers_tour = offers_tour});
    shell_->record_texts();
    settle();
}

void Driver::frames(int count) {
    for (int i = 0; i < count; ++i) shell_->frame(false);
}

void Driver::settle() {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    do {
        frames(2);
        if (shell_->busy()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } while (shell_->busy() && std::chrono::steady_clock::now() < limit);
    REQUIRE_FALSE(shell_->busy());
    frames(2);
}

Rect Driver::at(std::string_view name) {
    const auto found = shell_->ui_map().find(name);
    const bool on_screen = found != shell_->ui_map().end();
    INFO(std::string(name));
    REQUIRE(on_screen);
    return found->second;
}

std::string Driver::text_in(std::string_view name) {
    const Rect place = at(name);
    std::string text;
    for (const DrawnText& drawn : shell_->texts()) {
        if (!place.contains(drawn.rect.x, drawn.rect.centre_y())) continue;
        text += text.empty() ? drawn.text : "\n" + drawn.text;
    }
    return text;
}

void Driver::move(float x, float y) {
    installed_callback(glfwSetCursorPosCallback, window())(window(), static_cast<double>(x), static_cast<double>(y));
    frames(1);
}

void Driver::move_to(std::string_view name) {
    const Rect rect = at(name);
    move(rect.centre_x(), rect.centre_y());
}

void Driver::press(int button) {
    installed_callback(glfwSetMouseButtonCallback, window())(window(), button, GLFW_PRESS, 0);
    frames(1);
}

void Driver::release(int button) {
    installed_callback(glfwSetMouseButtonCallback, window())(window(), button, GLFW_RELEASE, 0);
    frames(2);
}

void Driver::click_at(float x, float y, int button) {
    move(x, y);
    frames(1);
    press(button);
    release(button);
    settle();
}

void Driver::click_with_shift(float x, float y) {
    const auto callback = installed_callback(glfwSetKeyCallback, window());
    const int scancode = glfwGetKeyScancode(GLFW_KEY_LEFT_SHIFT);
    callback(window(), GLFW_KEY_LEFT_SHIFT, scancode, GLFW_PRESS, GLFW_MOD_SHIFT);
    click_at(x, y);
    callback(window(), GLFW_KEY_LEFT_SHIFT, scancode, GLFW_RELEASE, 0);
    settle();
}

void Driver::click(std::string_view name) {
    const Rect rect = at(name);
    click_at(rect.centre_x(), rect.centre_y());
}

void Driver::drag(std::string_view name, float dx, float dy, int steps) {
    const Rect rect = at(name);
    move(rect.centre_x(), rect.centre_y());
    frames(1);
    press();
    for (int i = 1; i <= steps; ++i) {
        const float part = static_cast<float>(i) / static_cast<float>(steps);
        move(rect.centre_x() + dx * part, rect.centre_y() + dy * part);
    }
    release();
    settle();
}

void Driver::wheel(float notches, int held) {
    const auto hold = [&](int action) {
        if (held == 0) return;
        const int mods = held == GLFW_KEY_LEFT_SHIFT ? GLFW_MOD_SHIFT : GLFW_MOD_CONTROL;
        installed_callback(glfwSetKeyCallback, window())(window(), held, glfwGetKeyScancode(held), action,
                                                         action == GLFW_PRESS ? mods : 0);
        frames(1);
    };
    hold(GLFW_PRESS);
    installed_callback(glfwSetScrollCallback, window())(window(), 0, static_cast<double>(notches));
    frames(2);
    hold(GLFW_RELEASE);
}

void Driver::scroll_to(std::string_view list, std::string_view item) {
    move_to(list);
    for (int i = 0; i < 100; ++i) {
        const Rect outer = at(list);
        const Rect inner = at(item);
        if (inner.y >= outer.y && inner.bottom() <= outer.bottom()) return;
        wheel(inner.y < outer.y ? 1 : -1);
    }
    FAIL("cannot be scrolled to");
}

void Driver::tap(int code, int mods) {
    const auto callback = installed_callback(glfwSetKeyCallback, window());
    const int scancode = glfwGetKeyScancode(code);
    callback(window(), code, scancode, GLFW_PRESS, mods);
    frames(1);
    callback(window(), code, scancode, GLFW_RELEASE, mods);
    frames(1);
}

void Driver::key(int code, int mods) {
    tap(code, mods);
    settle();
}

void Driver::type(std::string_view text) {
    for (const char c : text) {
        installed_callback(glfwSetCharCallback, window())(window(), static_cast<unsigned char>(c));
        frames(1);
    }
    frames(2);
}

void Driver::drop(const std::vector<std::filesystem::path>& files) {
    std::vector<const char*> names;
    names.reserve(files.size());
    for (const auto& file : files) names.push_back(file.c_str());
    installed_callback(glfwSetDropCallback, window())(window(), static_cast<int>(names.size()), names.data());
    settle();
}

unsigned Driver::pixel(float x, float y) {
    const Size size = shell_->window().framebuffer_size();
    const std::vector<std::uint8_t> pixels = shell_->screenshot();
    const auto index =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(x)) * 3;
    return (unsigned{pixels.at(index)} << 16U) | (unsigned{pixels.at(index + 1)} << 8U) | pixels.at(index + 2);
}

std::string Driver::last_notice() {
    std::string text;
    for (const Notices::Notice& notice : shell_->notices().all())
        if (notice.action.empty()) text = notice.text;
    return text;
}

}  // namespace convscope::test
