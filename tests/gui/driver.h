// Drives the real shell on a hidden window as a user does: input goes through the window's GLFW callbacks, controls are
// found by their names, and frames run one at a time. Only pixel() and screenshots colour pixels.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/lab/lab_workspace.h"
#include "app/gui/network/network_workspace.h"
#include "app/gui/shell/shell.h"
#include "tests/support/temporary_folder.h"

namespace convscope::test {

class Driver {
  public:
    /// A window of this size with the staircase sample. Its settings are in a new temporary folder. `assets` is the
    /// folder of the program's own files; if empty, the project's. `offers_tour`: as at the first start.
    explicit Driver(int width = 1280, int height = 800, WindowOptions options = {},
                    const std::filesystem::path& assets = {}, const CameraSource& camera = {},
                    bool offers_tour = false);

    Shell& shell() { return *shell_; }
    const Document& document() const { return shell_->document(); }
    const Lab& lab() const { return document().lab; }
    const LabView& view() const { return document().lab_view; }
    const FilterResult& output(int filter = 0) const {
        return *shell_->workspace<LabWorkspace>().results().outputs.at(static_cast<std::size_t>(filter));
    }
    const std::filesystem::path& folder() const { return folder_.path(); }

    void frames(int count);
    /// Runs frames until no job is running.
    void settle();

    /// The place of a named control. The test fails if the control is not on screen.
    Rect at(std::string_view name);
    bool has(std::string_view name) const { return shell_->ui_map().contains(name); }
    /// The texts drawn inside a named control or region, in the order of drawing, with a line break between them.
    std::string text_in(std::string_view name);
    void move(float x, float y);
    void move_to(std::string_view name);
    void click(std::string_view name);
    void click_at(float x, float y, int button = 0);
    void click_with_shift(float x, float y);
    void press(int button = 0);
    void release(int button = 0);
    /// Presses the left button in the middle of the control, moves by (dx, dy) in `steps` and releases it.
    void drag(std::string_view name, float dx, float dy, int steps = 4);
    /// `held`: GLFW_KEY_LEFT_SHIFT or GLFW_KEY_LEFT_CONTROL, which is held down meanwhile; 0: no key.
    void wheel(float notches, int held = 0);
    /// Turns the wheel over a list until the item is visible in it.
    void scroll_to(std::string_view list, std::string_view item);
    /// Presses and releases a key, given as a GLFW key code with GLFW modifiers.
    void key(int code, int mods = 0);
    /// key() without waiting for jobs.
    void tap(int code, int mods = 0);
    void type(std::string_view text);
    void drop(const std::vector<std::filesystem::path>& files);

    /// The text of the last notice that asks nothing; empty if there is none.
    std::string last_notice();
    /// The colour of a pixel of the window, 0xRRGGBB.
    unsigned pixel(float x, float y);

  private:
    GLFWwindow* window() { return shell_->window().handle(); }

    TemporaryFolder folder_;
    std::unique_ptr<Shell> shell_;
};

}  // namespace convscope::test
