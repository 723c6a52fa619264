// The program's window as a whole: owns the document, the workspaces and the overlays, and runs the frame loop. Only
// the shell performs commands and carries out actions.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/document/history.h"
#include "app/document/window_options.h"
#include "app/gl/context.h"
#include "app/gui/shell/action_runner.h"
#include "app/gui/shell/looks.h"
#include "app/gui/shell/overlays.h"
#include "app/gui/toolkit/imgui_context.h"
#include "app/gui/workspace/workspace.h"
#include "app/opening/kept/autosave.h"
#include "app/opening/kept/settings_store.h"
#include "app/opening/opening.h"
#include "app/platform/window.h"
#include "core/io/camera/video_calls.h"

namespace convscope {

class CoverSet;
class Lessons;
class Presenter;

/// The shell's folders, and how its window starts.
struct ShellOptions {
    WindowOptions window;
    bool visible = true;
    std::filesystem::path assets;
    std::filesystem::path config;  ///< settings folder; empty: nothing is saved
    std::filesystem::path data;    ///< folder of what the user makes; empty: nothing is kept
    CameraSource camera = {};
    std::filesystem::path cache = {};  ///< folder of what can be made again; empty: nothing is kept
    std::chrono::milliseconds watch_pause = std::chrono::seconds(1);  ///< between two checks of the open model's file
    /// False: frames make all OpenGL calls but draw no pixels; only screenshot() draws. Saves most of the time if the
    /// window is hidden and the CPU draws the pixels.
    bool rasterize_frames = true;
    std::vector<std::string> languages = {};  ///< liked by the user, best first; used unless the settings name one
    bool offers_tour = true;                  ///< at the first start; never if the options limit the number of frames
};

class Shell {
  public:
    /// Opens the window with the sample picture and the files that the options name. Throws WindowError or gl::Error.
    explicit Shell(const ShellOptions& options);
    ~Shell();
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    /// Runs until the window is closed, or for the options' number of frames; then writes the screenshot and the map of
    /// controls. Returns the exit code.
    int run();
    /// Runs one frame: events, commands, drawing. `wait`: sleeps while there is nothing to do.
    void frame(bool wait);

    // For tests, which check what a user sees.
    const Document& document() const { return history_.document(); }
    const History& history() const { return history_; }
    const UserSettings& settings() const { return settings_.settings(); }
    /// The only workspace of class W.
    template <class W>
    const W& workspace() const {
        for (const auto& workspace : workspaces_)
            if (const auto* const found = dynamic_cast<const W*>(workspace.get())) return *found;
        throw std::logic_error("there is no such workspace");
    }
    const std::map<std::string, Rect, std::less<>>& ui_map() const { return ui_.map(); }
    /// The texts of the last frame, recorded from the first call of record_texts() on.
    const std::vector<DrawnText>& texts() const { return ui_.texts(); }
    void record_texts() { ui_.record_texts(); }
    const std::string& tooltip_text() const { return ui_.tooltip_text(); }
    const Lessons& lessons() const { return *lessons_; }
    const Presenter& presenter() const;
    const CoverSet& covers() const;
    const Notices& notices() const { return overlays_.notices(); }
    std::string_view focused() const { return ui_.focused(); }
    /// The characters of the last frame's texts that the fonts lack.
    const Characters& missing_characters() const { return ui_.missing_characters(); }
    Window& window() { return window_; }
    /// True while work is running in the background.
    bool busy() const;
    /// The window's pixels, RGB, rows x columns x 3.
    std::vector<std::uint8_t> screenshot();
    /// The number of frames drawn so far.
    std::uint64_t frames_drawn() const { return frames_drawn_; }

  private:
    double now() const;
    Workspace& shown() const;
    bool must_draw();
    /// The time at which a frame is due without input, for a tooltip or the autosave; 0 if none is due.
    double next_wake() const;
    /// Stores the results of finished jobs, and advances a playing player.
    void update(double seconds);
    void draw(Frame& frame);
    /// Draws what Dear ImGui has collected.
    void draw_pixels();
    void take_choice(const Overlays::Choice& choice);
    /// Opens lessons in their panel and all other files as Opening::open_files().
    void open_files(std::vector<std::filesystem::path> files, PictureUse use);
    /// Performs the frame's commands and actions.
    void carry_out(const Frame& frame);
    void set_icon();
    /// Sets the language of the settings or, if they name none, the first of the options' languages into which the
    /// program is translated.
    void follow_language();
    /// Opens the session that the options name, otherwise the last one, and then the files that the options name.
    void open_first_files();
    /// Hides the window and saves everything that the next start continues with.
    void close();
    /// Waits a moment for files that are still being read, so that the next start continues with them.
    void finish_opening();
    /// Saves the window's place in the settings for the next start.
    void keep_window();
    void write_outputs();

    ShellOptions options_;
    ImGuiSession imgui_;
    SettingsStore settings_;
    Window window_;
    gl::Context gl_;
    History history_;
    Overlays overlays_;
    Opening opening_;
    Autosave autosave_;
    Ui ui_;
    Looks looks_;
    std::vector<std::unique_ptr<Workspace>> workspaces_;
    std::unique_ptr<Lessons> lessons_;
    ActionRunner actions_;

    FrameTimes times_;
    std::chrono::steady_clock::time_point start_;
    double last_frame_ = 0;
    std::optional<std::string> followed_language_;  ///< the settings' language that is shown; nullopt: none yet
    int settle_frames_ = 3;
    double wake_ = 0;
    std::uint64_t frames_drawn_ = 0;
};

}  // namespace convscope
