#include "app/gui/shell/shell.h"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

#include "app/document/json_values.h"
#include "app/gui/lessons/lessons.h"
#include "app/gui/panels/performance_panel.h"
#include "app/gui/panels/top_bar.h"
#include "app/gui/shell/run_facts.h"
#include "app/gui/shell/shell_keys.h"
#include "app/gui/shell/workspaces.h"
#include "app/gui/toolkit/thumbnail.h"
#include "app/gui/training/training_workspace.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"
#include "core/image/files/save.h"

namespace convscope {

namespace {

constexpr int kSettleFrames = 3;  ///< Dear ImGui needs a frame or two after an event to show its effect
constexpr double kFirstFrameWait = 0.3;
constexpr double kLastFilesWait = 0.8;              ///< with the window hidden already
constexpr std::chrono::seconds kLastSavesWait{10};  ///< for a file that the user has saved
constexpr int kMinSide = 360, kMaxSide = 16384;     ///< of a window that is opened again
constexpr double kMaxStep = 0.1;  ///< seconds; a longer frame moves the player no further than this one

/// True if the next start continues this run. Runs of a number of frames must not depend on each other.
bool keeps_work(const ShellOptions& options) {
    return options.window.frames == 0 && !options.config.empty();
}

/// The window's size and place: those of the options; if there are none, those at the end of the last run.
Window::Options first_window(const ShellOptions& options, const UserSettings& settings) {
    Window::Options window{.width = options.window.width, .height = options.window.height, .visible = options.visible};
    if (!settings.window || options.window.width > 0 || !keeps_work(options)) return window;
    window.width = std::clamp(settings.window->width, kMinSide, kMaxSide);
    window.height = std::clamp(settings.window->height, kMinSide, kMaxSide);
    window.position = {settings.window->x, settings.window->y};
    window.maximised = settings.window->maximised;
    return window;
}

}  // namespace

Shell::Shell(const ShellOptions& options)
    : options_(options),
      settings_(options.config, Window::wake),
      window_(first_window(options, settings_.settings())),
      gl_(Window::gl_function),
      history_(initial_document()),
      overlays_(Window::wake),
      opening_(options.assets, history_, settings_, overlays_, Window::wake, options.watch_pause),
      autosave_(history_, overlays_, keeps_work(options) ? options.config : std::filesystem::path(), Window::wake),
      looks_(window_, gl_),
      workspaces_(make_workspaces({.assets = options.assets,
                                   .opening = opening_,
                                   .runs = options.data.empty() ? options.data : options.data / "runs",
                                   .cache = options.cache,
                                   .camera = options.camera,
                                   .wake = Window::wake})),
      lessons_(std::make_unique<Lessons>(options.assets, options.data, history_, overlays_, Window::wake,
                                         options.offers_tour && keeps_work(options))),
      actions_(window_, ui_, history_, settings_, opening_, overlays_, *lessons_,
               [this]() -> const Workspace& { return shown(); }),
      start_(std::chrono::steady_clock::now()) {
    follow_language();
    set_icon();
    open_first_files();
    // Wait, so that the first frame already shows small files; large files appear later.
    while (opening_.busy() && now() < kFirstFrameWait) {
        opening_.update();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

Shell::~Shell() {
    if (keeps_work(options_)) keep_window();
    settings_.close();  // before the window, which its jobs wake
}

void Shell::open_first_files() {
    opening_.open_sample_picture(kFirstPicture);
    const WindowOptions& window = options_.window;
    std::error_code error;
    const std::filesystem::path last = Autosave::file_in(options_.config);
    if (!window.session.empty())
        opening_.open_first_session(window.session);
    else if (keeps_work(options_) && std::filesystem::exists(last, error))
        opening_.continue_session(last);
    // The files are read after the session, so shown() is then the session's workspace.
    open_files(window.files, [this](OpenPicture picture) { return shown().use_picture(std::move(picture)); });
}

void Shell::open_files(std::vector<std::filesystem::path> files, PictureUse use) {
    lessons_->take_files(ui_, files);
    opening_.open_files(std::move(files), std::move(use));
}

const Presenter& Shell::presenter() const {
    return lessons_->presenter();
}

const CoverSet& Shell::covers() const {
    return presenter().covers();
}

void Shell::keep_window() {
    const std::optional<Window::Place> now = window_.place();
    if (!now) return;
    const WindowPlace place{now->x, now->y, now->width, now->height, now->maximised};
    if (settings_.settings().window != place)
        settings_.change([&](UserSettings& settings) { settings.window = place; });
}

void Shell::set_icon() {
    try {
        const Picture icon = load_picture(options_.assets / "icons/convscope.png");
        const Thumbnail pixels = thumbnail_of(icon, 64);
        window_.set_icon(pixels.size.cols, pixels.size.rows, pixels.rgba);
    } catch (const LoadError&) {
        // Without an icon the program continues.
    }
}

void Shell::follow_language() {
    const std::string& chosen = settings_.settings().language;
    if (followed_language_ == chosen) return;
    followed_language_ = chosen;
    std::vector<std::string> wanted = options_.languages;
    if (!chosen.empty()) wanted.insert(wanted.begin(), chosen);
    set_language(best_language(wanted));
}

double Shell::now() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

Workspace& Shell::shown() const {
    const auto found = std::ranges::find(workspaces_, document().workspace,
                                         [](const std::unique_ptr<Workspace>& workspace) { return workspace->id(); });
    if (found == workspaces_.end()) throw std::logic_error("the document shows a workspace that does not exist");
    return **found;
}

bool Shell::busy() const {
    return opening_.busy() || settings_.busy() || overlays_.busy() || actions_.busy() || lessons_->busy() ||
           std::ranges::any_of(workspaces_, [](const auto& workspace) { return workspace->busy(); });
}

int Shell::run() {
    if (options_.window.frames == 0) {
        while (!window_.should_close()) frame(true);
        frame(false);  // keys that were pressed before the window was closed still count
        close();
        return 0;
    }
    for (int i = 0; i < options_.window.frames; ++i) frame(false);
    while (busy()) frame(false);  // so that the last frame shows the finished results
    frame(false);
    write_outputs();
    return 0;
}

void Shell::close() {
    if (keeps_work(options_)) keep_window();
    window_.hide();
    if (keeps_work(options_)) finish_opening();
    // The next start continues with the state before the lesson; the lesson's progress is kept by itself.
    lessons_->leave();
    autosave_.save_instead(nullptr);
    opening_.finish_saving(kLastSavesWait);
    autosave_.close();
    settings_.close();
}

void Shell::finish_opening() {
    const double end = now() + kLastFilesWait;
    for (opening_.update(); opening_.reads() && now() < end; opening_.update())
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (!opening_.reads()) autosave_.update(now());  // from now on the autosave's destructor saves
}

double Shell::next_wake() const {
    const double shown = ui_.next_wake();
    const double save = autosave_.next_wake();
    return shown == 0 ? save : save == 0 ? shown : std::min(shown, save);
}

bool Shell::must_draw() {
    if (window_.take_activity()) settle_frames_ = kSettleFrames;
    return settle_frames_ > 0 || shown().is_moving(document()) || (wake_ != 0 && now() >= wake_) ||
           opening_.finished() || settings_.has_finished_write() || overlays_.finished() || actions_.finished() ||
           lessons_->finished() ||
           std::ranges::any_of(workspaces_, [](const auto& workspace) { return workspace->finished(); });
}

void Shell::update(double seconds) {
    if (const auto problem = settings_.take_problem()) overlays_.warn(*problem);
    opening_.update();
    actions_.update();
    // Dead maps are studied on the page Health only: elsewhere those of an earlier moment may be known.
    const RunKeeper& run = workspace<TrainingWorkspace>().run();
    const auto health = document().training_view.page == TrainingPage::health ? run.health() : nullptr;
    lessons_->update(run_facts(run.results(), health.get(), run.start().get()));
    shown().open_first_files(opening_);
    autosave_.save_instead(lessons_->own_document());
    if (!opening_.reads() && autosave_.update(now())) keep_window();
    for (const auto& workspace : workspaces_) workspace->update(document());
    looks_.set_title(shown().open_file(document()).name);
    follow_language();
    looks_.apply(settings_.settings(), now());
    const std::optional<Command> step = shown().advance(document(), seconds);
    if (!step) return;
    history_.perform(*step);
    settle_frames_ = kSettleFrames;
}

void Shell::frame(bool wait) {
    // Sleep until an event arrives, or until the time that a tooltip or notice has requested.
    window_.collect_events(0);
    while (wait && !must_draw()) {
        if (window_.should_close()) return;
        window_.collect_events(wake_ == 0 ? Window::kForever : std::max(0.001, wake_ - now()));
    }
    const auto start = std::chrono::steady_clock::now();
    if (settle_frames_ > 0) --settle_frames_;
    const double time = now();
    update(std::min(kMaxStep, time - last_frame_));
    last_frame_ = time;

    gl_.begin_frame();
    window_.begin_frame();
    ImGui::NewFrame();
    Input input = window_.take_input();
    open_files(std::exchange(input.drops, {}), actions_.picture_use());
    ui_.begin_frame(looks_.theme(), looks_.fonts(), looks_.scale(), std::move(input), time);
    UserSettings settings = settings_.settings();
    settings.panels_folded = settings.panels_folded || lessons_->folds_panels();
    Frame frame{.ui = ui_,
                .document = history_.document(),
                .history = history_,
                .settings = settings,
                .workspaces = workspaces_,
                .shown = shown(),
                .loading = opening_.busy(),
                .times = times_};
    if (looks_.next_wake() != 0) ui_.wake_at(looks_.next_wake());
    draw(frame);
    ui_.end_frame();
    wake_ = next_wake();
    const bool lacks_glyphs = looks_.request(ui_.missing_characters());
    if (lacks_glyphs) settle_frames_ = kSettleFrames;

    ImGui::Render();
    // A frame that lacks glyphs is not shown: the next one has them, and until then the one before stays.
    if (!lacks_glyphs) draw_pixels();
    carry_out(frame);
    times_.frame = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    ++frames_drawn_;
    if (!lacks_glyphs) window_.swap();
}

void Shell::draw_pixels() {
    const ImVec4 back = ImGui::ColorConvertU32ToFloat4(looks_.theme()[Role::background]);
    gl_.set_rasterizing(options_.rasterize_frames);
    gl_.clear(window_.framebuffer_size(), back.x, back.y, back.z);
    gl_.draw_imgui();
    gl_.set_rasterizing(true);  // what is drawn into textures is kept for later frames
}

void Shell::carry_out(const Frame& frame) {
    for (const Command& command : frame.commands) history_.perform(command);
    for (const Action& action : frame.actions) actions_.run(action);
    if (!frame.commands.empty() || !frame.actions.empty()) settle_frames_ = kSettleFrames;
    if (const double upload = shown().take_upload_time(); upload > 0) times_.upload = upload;
    times_.computation = shown().computation_time();
}

void Shell::draw(Frame& frame) {
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

    // The order matters for keys: the first part of the window that can use a key takes it.
    Workspace& workspace = shown();
    Rect rest = window;
    lessons_->begin(frame);
    if (!frame.settings.presentation) {
        const Rect bar = rest.cut_top(top_bar_height(frame, rest.w));
        const FocusRegion region(ui_, "top", bar, 0);
        top_bar(frame, bar);
    }
    if (overlays_.shows_performance()) performance_panel(frame, rest.cut_top(performance_panel_height(ui_)));
    lessons_->show_around(frame, rest);
    workspace.show(frame, rest);
    lessons_->show_over(frame, rest);
    shell_keys(frame);
    ImGui::End();
    lessons_->end(frame, window);
    if (const auto choice = overlays_.show(frame, workspace, window, rest, opening_.work())) take_choice(*choice);
}

void Shell::take_choice(const Overlays::Choice& choice) {
    const std::filesystem::path& file = choice.file.file;
    switch (choice.file.purpose) {
        case FileDialog::Purpose::open:
            return open_files({file}, actions_.picture_use());
        case FileDialog::Purpose::save_session:
            return opening_.save_session(file);
        case FileDialog::Purpose::export_values:
            return opening_.save(file, choice.write, choice.note, choice.progress);
    }
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
