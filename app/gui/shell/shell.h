// The program's window as a whole: owns document, results and panels, and runs the frame loop. The only place where
// commands are performed and requests carried out.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "app/document/user_settings.h"
#include "app/document/window_options.h"
#include "app/gl/context.h"
#include "app/gui/file_dialog/file_dialog.h"
#include "app/gui/lab/filter_panel.h"
#include "app/gui/lab/picture_panel.h"
#include "app/gui/lab/views_panel.h"
#include "app/gui/network/network_workspace.h"
#include "app/gui/panels/code_window.h"
#include "app/gui/panels/help_window.h"
#include "app/gui/panels/notices.h"
#include "app/gui/toolkit/imgui_context.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/file_watch.h"
#include "app/jobs/job_queue.h"
#include "app/jobs/lab_engine.h"
#include "app/platform/window.h"

namespace convscope {

/// Where the shell finds and keeps things, and how its window starts.
struct ShellOptions {
    WindowOptions window;
    bool visible = true;
    std::filesystem::path assets;
    std::filesystem::path config;                                     ///< settings folder; empty: nothing is kept
    std::chrono::milliseconds watch_pause = std::chrono::seconds(1);  ///< between looks at the open model's file
};

class Shell {
  public:
    /// Opens the window with the sample picture and what the options name. Throws WindowError or gl::Error.
    explicit Shell(const ShellOptions& options);
    ~Shell();
    Shell(const Shell&) = delete;
    Shell& operator=(const Shell&) = delete;

    /// Until the window is closed, or for the options' number of frames; then the screenshot and the map of controls
    /// are written. Returns the exit code.
    int run();
    /// One frame: events, commands, drawing. `wait`: sleeps while there is nothing to do.
    void frame(bool wait);

    // For tests, which look at what a user sees.
    const Document& document() const { return history_.document(); }
    const History& history() const { return history_; }
    const LabResults& results() const { return engine_.results(); }
    const NetworkResults& network() const { return layers_.results(); }
    const NetworkWorkspace& layers() const { return layers_; }
    const UserSettings& settings() const { return settings_; }
    const std::optional<Selection>& selection() const { return selection_; }
    const std::map<std::string, Rect, std::less<>>& ui_map() const { return ui_.map(); }
    /// The texts of the last frame, recorded from the first call of record_texts() on.
    const std::vector<DrawnText>& texts() const { return ui_.texts(); }
    void record_texts() { ui_.record_texts(); }
    const Notices& notices() const { return notices_; }
    std::string_view focused() const { return ui_.focused(); }
    Window& window() { return window_; }
    /// True while something is under way in the background.
    bool busy() const;
    /// The window's pixels, RGB, rows x columns x 3.
    std::vector<std::uint8_t> screenshot();
    /// How often a frame was drawn.
    std::uint64_t frames_drawn() const { return frames_drawn_; }

  private:
    double now() const;
    bool must_draw();
    void apply_looks();
    void name_window();
    /// Moves a playing player on, before the frame is drawn.
    void run_player(double seconds);
    void draw(Frame& frame);
    void draw_filter_lab(Frame& frame, Rect place);
    void show_overlays(Frame& frame);
    void update_results();
    void write_outputs();

    // shell_network.cpp
    /// While the Layers workspace is shown: opens the course model if no model is open, also after undo has taken one
    /// away, and a sample garment if there is no input.
    void ensure_network();
    void ensure_model();
    void ensure_input();
    /// `then` gets the model; if it cannot be read, a notice says so and `failed` is called.
    void open_model_file(OpenModel source, std::function<void(OpenModel)> then, std::function<void()> failed = {});
    /// Opens a model of the user's in the Layers workspace.
    void open_own_model(OpenModel source);
    /// Reads the open model's file again; what was seen before stays until that has worked.
    void reload_model();
    void open_labels(const std::filesystem::path& file);
    /// Keeps in the settings what the user has said of the model, and watches its file.
    void follow_model();
    std::filesystem::path model_file(const OpenModel& model) const;
    void open_sample_model(const std::string& name);
    void open_second_model(const std::string& name);
    void open_sample_input(const std::string& name);
    /// `show`: the workspace changes to Layers, where it can be seen.
    void open_dataset(const std::filesystem::path& folder, bool show);
    void open_session(const std::filesystem::path& file);

    // shell_requests.cpp
    void carry_out(const Request& request);
    void open_files(const std::vector<std::filesystem::path>& files);
    void open_file(const std::filesystem::path& file);
    void open_recent(const std::filesystem::path& file);
    /// Loads the picture in the background; `then` gets it on the main thread. If it cannot be read, a notice says so
    /// and `failed` is called.
    void load(OpenPicture source, std::function<void(OpenPicture)> then, std::function<void()> failed = {});
    void open_sample(const std::string& name);
    /// The Filter Lab's edited filter, or the selected kernel of a layer that has any.
    std::optional<Kernel> filter_in_view() const;
    void copy_filter();
    void paste_filter();
    void file_chosen(const FileDialog::Choice& choice);
    void change_settings(const std::function<void(UserSettings&)>& change);
    void change_scale(float factor);

    ShellOptions options_;
    ImGuiSession imgui_;
    Window window_;
    gl::Context gl_;
    std::string settings_problem_;
    UserSettings settings_;
    History history_;
    LabEngine engine_;
    FileWatch watch_;
    JobQueue loads_;
    Ui ui_;
    std::string title_;
    Fonts fonts_;
    float scale_ = 0;
    bool dark_ = false;

    PicturePanel picture_panel_;
    FilterPanel filter_panel_;
    ViewsPanel views_panel_;
    NetworkWorkspace layers_;
    OpenModel followed_;
    /// A file that the Layers workspace opens by itself. `missing` after a failure: it is not tried in every frame.
    enum class FirstFile { wanted, loading, missing };
    FirstFile first_model_ = FirstFile::wanted;
    FirstFile first_input_ = FirstFile::wanted;
    bool dataset_asked_for_ = false;
    Notices notices_;
    FileDialog file_dialog_;
    CodeWindow code_window_;
    HelpWindow help_window_;

    std::optional<Selection> selection_;
    std::function<void(const std::filesystem::path&)> write_;  ///< into the file that the dialog asks for
    FrameTimes times_;
    bool show_times_ = false;
    std::chrono::steady_clock::time_point start_;
    double last_frame_ = 0;
    int settle_frames_ = 3;
    double wake_ = 0;
    std::uint64_t frames_drawn_ = 0;
};

}  // namespace convscope
