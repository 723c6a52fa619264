#include "app/gui/shell/shell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>

#include "app/document/json_values.h"
#include "app/gui/lab/inspector_panel.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/panels/performance_panel.h"
#include "app/gui/panels/top_bar.h"
#include "app/gui/shell/shell_keys.h"
#include "app/gui/toolkit/thumbnail.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/files.h"
#include "core/image/load.h"
#include "core/image/save.h"

namespace convscope {

namespace {

constexpr int kSettleFrames = 3;  ///< Dear ImGui needs a frame or two after an event to show its effect
constexpr double kFirstFrameWait = 0.3;
constexpr double kMaxStep = 0.1;  ///< seconds that the player moves on in one frame at most
constexpr float kSidePanel = 320;
constexpr float kMinMain = 440;

}  // namespace

Shell::Shell(const ShellOptions& options)
    : options_(options),
      window_({.width = options.window.width, .height = options.window.height, .visible = options.visible}),
      gl_(Window::gl_function),
      settings_(load_user_settings(options.config, settings_problem_)),
      history_(initial_document()),
      engine_(Window::wake),
      watch_(Window::wake, options.watch_pause),
      loads_(Window::wake),
      picture_panel_(options.assets / "pictures"),
      layers_(options.assets, Window::wake),
      file_dialog_(Window::wake),
      start_(std::chrono::steady_clock::now()) {
    if (!settings_problem_.empty()) notices_.warn(settings_problem_);
    try {
        const Picture icon = load_picture(options.assets / "icons/convscope.png");
        const Thumbnail pixels = thumbnail_of(icon, 64);
        window_.set_icon(pixels.size.cols, pixels.size.rows, pixels.rgba);
    } catch (const LoadError&) {
        // An icon is not worth a notice.
    }
    open_sample("staircase");
    if (!options.window.session.empty()) open_session(options.window.session);
    open_files(options.window.files);
    // What is small is there with the first frame; what is large follows.
    while (loads_.pending() > 0 && now() < kFirstFrameWait) {
        loads_.drain();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

Shell::~Shell() = default;

double Shell::now() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

bool Shell::busy() const {
    return loads_.pending() > 0 || engine_.busy() || layers_.busy() || file_dialog_.busy();
}

int Shell::run() {
    if (options_.window.frames == 0) {
        while (!window_.should_close()) frame(true);
        return 0;
    }
    for (int i = 0; i < options_.window.frames; ++i) frame(false);
    while (busy()) frame(false);  // the last frame shows what was asked for
    frame(false);
    write_outputs();
    return 0;
}

bool Shell::must_draw() {
    if (window_.take_activity()) settle_frames_ = kSettleFrames;
    const bool playing =
        document().workspace == Workspace::layers ? layers_.is_moving() : document().lab_view.player.playing;
    return settle_frames_ > 0 || playing || (wake_ != 0 && now() >= wake_) || loads_.finished() || engine_.finished() ||
           layers_.finished() || file_dialog_.finished() || watch_.changed();
}

void Shell::frame(bool wait) {
    // Sleeping until something happens, or until the time a tooltip or notice has asked for.
    window_.collect_events(0);
    while (wait && !must_draw()) {
        if (window_.should_close()) return;
        window_.collect_events(wake_ == 0 ? Window::kForever : std::max(0.001, wake_ - now()));
    }
    const auto start = std::chrono::steady_clock::now();
    if (settle_frames_ > 0) --settle_frames_;
    loads_.drain();
    ensure_network();
    follow_model();
    update_results();

    name_window();
    apply_looks();
    gl_.begin_frame();
    window_.begin_frame();
    ImGui::NewFrame();
    const double time = now();
    run_player(std::min(kMaxStep, time - last_frame_));
    last_frame_ = time;
    Input input = window_.take_input();
    open_files(input.drops);
    ui_.begin_frame(theme(dark_), fonts_, scale_, std::move(input), time);
    Frame frame{.ui = ui_,
                .document = history_.document(),
                .history = history_,
                .results = engine_.results(),
                .settings = settings_,
                .busy = engine_.busy(),
                .loading = loads_.pending() > 0,
                .times = times_};
    draw(frame);
    ui_.end_frame();
    wake_ = ui_.next_wake();
    selection_ = frame.selection;

    ImGui::Render();
    const ImVec4 back = ImGui::ColorConvertU32ToFloat4(theme(dark_)[Role::background]);
    gl_.clear(window_.framebuffer_size(), back.x, back.y, back.z);
    gl_.draw_imgui();
    for (const Command& command : frame.commands) history_.perform(command);
    for (const Request& request : frame.requests) carry_out(request);
    if (!frame.commands.empty() || !frame.requests.empty()) settle_frames_ = kSettleFrames;
    if (const double upload = views_panel_.take_upload_time(); upload > 0) times_.upload = upload;
    const bool layers = document().workspace == Workspace::layers;
    times_.computation = layers ? layers_.results().milliseconds : engine_.results().milliseconds;
    times_.frame = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    ++frames_drawn_;
    window_.swap();
}

void Shell::update_results() {
    const Document& d = document();
    layers_.update(d);
    if (d.picture.picture.planes.empty()) return;
    engine_.update({.picture = d.picture.picture,
                    .channel = d.lab.channel,
                    .settings = {d.lab.settings(0), d.lab.settings(1)},
                    .count = d.lab.filter_count()});
}

void Shell::run_player(double seconds) {
    if (document().workspace == Workspace::layers) {
        const auto player = layers_.advanced_player(document().network_view.player, seconds);
        if (!player) return;
        history_.perform(set_network_view([player](NetworkView& view) { view.player = *player; }));
        settle_frames_ = kSettleFrames;
        return;
    }
    if (!document().lab_view.player.playing) return;
    const Player player = advance_player(document().lab_view.player, lab_course(engine_.results()), seconds);
    history_.perform(set_lab_view([player](LabView& view) { view.player = player; }));
    settle_frames_ = kSettleFrames;
}

void Shell::name_window() {
    const bool layers = document().workspace == Workspace::layers;
    const std::string name = layers ? document().network.model.name() : document().picture.name();
    const std::string title = name.empty() ? "convscope" : name + " \u2013 convscope";
    if (title == title_) return;
    title_ = title;
    window_.set_title(title);
}

void Shell::apply_looks() {
    const float scale = std::clamp(settings_.scale * window_.content_scale(), 0.75F, 3.0F);
    if (scale == scale_ && settings_.dark == dark_ && fonts_.text != nullptr) return;
    const bool new_fonts = scale != scale_ || fonts_.text == nullptr;
    scale_ = scale;
    dark_ = settings_.dark;
    apply_style(theme(dark_), scale_);
    if (!new_fonts) return;
    fonts_ = load_fonts(scale_);
    gl_.refresh_fonts();
}

void Shell::draw(Frame& frame) {
    Ui& ui = frame.ui;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const Rect window{0, 0, display.x, display.y};
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(display);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::Begin("convscope", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);

    Rect rest = window;
    top_bar(frame, rest.cut_top(top_bar_height(ui, rest.w)));
    if (document().workspace == Workspace::layers)
        layers_.show(frame, rest);
    else
        draw_filter_lab(frame, rest);
    shell_keys(frame);
    ImGui::End();
    show_overlays(frame);
}

void Shell::draw_filter_lab(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    // Very large letters in a small window: the workspace is wider than the window and scrolls.
    const Scrolled whole(ui, "workspace", place, ui.px(kSidePanel + kMinMain));
    Rect rest = whole.content;
    const Rect side = rest.cut_left(ui.px(kSidePanel));
    ui.fill(side, ui.colour(Role::surface));
    ui.fill({side.right() - ui.line_width(), side.y, ui.line_width(), side.h}, ui.colour(Role::line));
    {
        const Scrolled area(ui, "main", rest);
        Rect main = area.content.inset(ui.px(16), ui.px(10));
        const float inspector = inspector_height(frame, main.w);
        main.h = std::max(main.h, least_tools_height(ui, main.w) + least_views_height(ui) + inspector);
        const float end = main.bottom();
        views_panel_.show(frame, main, inspector);
        inspector_panel(frame, main);
        area.end_at(end + ui.px(10));
    }
    lab_player_keys(frame);
    const Scrolled area(ui, "side", {side.x, side.y, side.w - ui.line_width(), side.h});
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    column.h = kUnboundedHeight;
    picture_panel_.show(frame, column);
    filter_panel_.show(frame, column);
    area.end_at(column.y + ui.px(4));
}

void Shell::show_overlays(Frame& frame) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const Rect window{0, 0, display.x, display.y};
    if (show_times_) performance_panel(frame, window);
    notices_.show(frame, window);
    code_window_.show(frame, window);
    help_window_.show(frame, window);
    if (const auto choice = file_dialog_.show(frame)) file_chosen(*choice);
}

std::vector<std::uint8_t> Shell::screenshot() {
    // The back buffer's contents are undefined after a swap: the frame is drawn once more and read before it.
    const Size size = window_.framebuffer_size();
    gl_.clear(size, 0, 0, 0);
    gl_.draw_imgui();
    return gl_.read_pixels(size);
}

void Shell::write_outputs() {
    if (!options_.window.screenshot.empty())
        save_png(options_.window.screenshot, window_.framebuffer_size(), 3, screenshot());
    if (options_.window.ui_map.empty()) return;
    Json map = Json::object();
    for (const auto& [name, rect] : ui_.map()) map[name] = {rect.x, rect.y, rect.w, rect.h};
    write_file_atomically(options_.window.ui_map, map.dump(1) + "\n");
}

}  // namespace convscope
