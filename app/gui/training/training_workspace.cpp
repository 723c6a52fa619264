#include "app/gui/training/training_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/document/network/network_commands.h"
#include "app/gui/panels/panel_strip.h"
#include "app/gui/training/panels/options_panel.h"
#include "app/gui/training/panels/time_line.h"
#include "app/gui/training/training_keys.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/keras/write/write_code.h"

namespace convscope {

namespace {

constexpr float kLeftWidth = 304, kRightWidth = 308, kMinPageWidth = 400, kMinHeight = 560;
constexpr float kMinPart = 0.88F;        ///< least share of the widths above in a narrow place, as beside a lesson
constexpr double kEndSeconds = .8;       ///< that "Again" waits, for a press that was meant for "Pause"
constexpr float kPresentedRight = .34F;  ///< of the window, for the curves in presentation mode

constexpr std::array kTrainingKeys{HelpLine{tr("Space"), tr("Train; pause")},
                                   HelpLine{tr("Right"), tr("One step")},
                                   HelpLine{tr("Shift+Right"), tr("One epoch")},
                                   HelpLine{tr("Shift+Home"), tr("Back to the start: untrained")},
                                   HelpLine{tr("Home, End"), tr("First moment, newest moment")},
                                   HelpLine{tr("Comma, period"), tr("The moment before, the next one")},
                                   HelpLine{tr("Shift+Space"), tr("Replay all moments")},
                                   HelpLine{tr("W, C, H"), tr("Watch; confusion; hardest pictures")},
                                   HelpLine{tr("U, S"), tr("Health; one step")},
                                   HelpLine{tr("R, O"), tr("Runs; teach it your own classes")},
                                   HelpLine{tr("A"), tr("Teach it: add the picture on the pad")}};
constexpr std::array kTrainingPointer{
    HelpLine{tr("Drag the slider"), tr("Show another moment in all views")},
    HelpLine{tr("Click a curve"), tr("Show that moment")}, HelpLine{tr("Point at a curve"), tr("Read its values")},
    HelpLine{tr("Click a filter"), tr("Select it")}, HelpLine{tr("Click a cell"), tr("See its pictures")}};

}  // namespace

TrainingWorkspace::TrainingWorkspace(const Opening& opening, const std::filesystem::path& runs,
                                     const std::filesystem::path& cache, const CameraSource& camera,
                                     const std::function<void()>& wake)
    : keeper_(cache, wake),
      shelf_(runs, wake),
      opening_(opening),
      has_fashion_mnist_(find_fashion_mnist().has_value()),
      pages_(camera, wake) {}

const WorkspaceTexts& TrainingWorkspace::texts() const {
    static constexpr WorkspaceTexts kTexts{.title = tr("Training"),
                                           .tooltip = tr("Watch filters being learned"),
                                           .computation = tr("training step"),
                                           .keys = kTrainingKeys,
                                           .pointer_help = kTrainingPointer};
    return kTexts;
}

OpenFileTexts TrainingWorkspace::open_file(const Document& document) const {
    const std::string title = document.training.origin == NetworkOrigin::open_model
                                  ? document.network.model.name()
                                  : shown_run_title(run_title(document.training.network));
    if (!keeper_.start()) return {title, {}};
    const std::int64_t count = nn::parameter_count(*keeper_.start());
    return {title, tr_count(count, "{1} parameter", "{1} parameters", with_separators(count))};
}

void TrainingWorkspace::update(const Document& document) {
    shelf_.update();
    keeper_.update(document, opening_.dataset().folder, shelf_);
    keeper_.keep_on(shelf_);
    const bool shows_own =
        document.workspace == WorkspaceId::training && document.training_view.page == TrainingPage::own;
    pages_.own.update(shows_own);
}

double TrainingWorkspace::computation_time() const {
    const TrainingResults& results = keeper_.results();
    const double batch = static_cast<double>(std::max(1, keeper_.batch()));
    return results.images_per_second > 0 ? 1000 * batch / results.images_per_second : 0;
}

std::optional<Command> TrainingWorkspace::advance(const Document& document, double seconds) const {
    if (!document.training_view.plays_back) return std::nullopt;
    TrainingView next = advance_playback(document.training_view, keeper_.results().snapshots, seconds);
    return set_training_view([next = std::move(next)](TrainingView& view) { view = next; });
}

Command TrainingWorkspace::use_picture(OpenPicture picture) const {
    const OwnPicture own = own_picture(picture.picture);
    const Command open = open_input_picture(std::move(picture));
    // Outside the page Teach it, a picture is an input of Layers.
    return {open.label, [open, own](Document& document) {
                const TrainingView& view = document.training_view;
                const auto chosen = static_cast<std::size_t>(view.own_class);
                if (view.page == TrainingPage::own && chosen < document.training.own.size() &&
                    document.training.own[chosen].pictures.size() < kMaxOwnPictures) {
                    document.training.own[chosen].pictures.push_back(own);
                    return;
                }
                open.apply(document);
                document.workspace = WorkspaceId::layers;
            }};
}

Action TrainingWorkspace::copy_filter(const Document& document) const {
    const auto& kernel = pages_.watch.kernel();
    if (!kernel) return Warn{tr("There is no filter to copy yet.")};
    const FilterPictures pictures(*kernel, 0, false);
    const std::int64_t filter = std::clamp<std::int64_t>(document.training_view.filter, 0, kernel->shape.axes[3] - 1);
    const TileValues values = pictures.tile(filter);
    std::string text;
    for (int row = 0; row < values.size.rows; ++row)
        for (int col = 0; col < values.size.cols; ++col)
            text += fmt::format("{}{}", values.at(row, col), col + 1 < values.size.cols ? "\t" : "\n");
    return CopyText{std::move(text), tr("The selected filter's values are copied as text.")};
}

Command TrainingWorkspace::paste_filter(const Document& /*document*/, const Kernel& /*kernel*/) const {
    throw LoadError(tr("filter"), tr("cannot be pasted into a training"),
                    tr("open the moment in Layers and paste it into a convolution there"));
}

CodeTexts TrainingWorkspace::show_code(Frame& /*frame*/, Rect& /*head*/) {
    const std::string_view note = tr("Builds the network in Keras, before training.");
    if (!keeper_.start()) return {"# There is no network yet.\n", note};
    try {
        return {keras::write_code(*keeper_.start()), note};
    } catch (const nn::ModelError& error) {
        return {fmt::format("# This network cannot be written in Keras:\n# {}\n", error.what()), note};
    }
}

bool TrainingWorkspace::has_just_ended(Ui& ui) {
    const EngineState state = keeper_.results().state;
    const bool has_ended = state == EngineState::finished || state == EngineState::failed;
    if (was_running_ && has_ended) ended_ = ui.time();
    was_running_ = state == EngineState::running;
    const bool is_recent = has_ended && ui.time() < ended_ + kEndSeconds;
    if (is_recent) ui.wake_at(ended_ + kEndSeconds);
    return is_recent;
}

TrainingScene TrainingWorkspace::make_scene(Frame& frame) {
    return {.frame = frame,
            .ui = frame.ui,
            .training = frame.document.training,
            .view = frame.document.training_view,
            .keeper = keeper_,
            .shelf = shelf_,
            .results = keeper_.results(),
            .has_open_dataset = !opening_.dataset().folder.empty() || !frame.document.training.folder.empty(),
            .has_fashion_mnist = has_fashion_mnist_,
            .has_just_ended = has_just_ended(frame.ui)};
}

void TrainingWorkspace::show(Frame& frame, Rect place) {
    TrainingScene scene = make_scene(frame);
    Ui& ui = scene.ui;
    for (const std::string& problem : shelf_.take_problems()) frame.request(Warn{problem});
    // Sessions keep the name of the run.
    if (const auto kept = keeper_.kept_id(scene.view.kept_run, shelf_); kept && *kept != scene.view.kept_run)
        scene.change_view([kept](TrainingView& view) { view.kept_run = *kept; });
    const bool hides = frame.settings.hides_panels();
    // A little less, because the widths are rounded to whole pixels.
    const float fit = std::clamp(place.w / ui.px(kLeftWidth + kRightWidth + kMinPageWidth + 4), kMinPart, 1.0F);
    const float left_width = hides ? panel_strip_width(ui) : ui.px(kLeftWidth * fit);
    const float right_width = frame.settings.presentation ? std::max(ui.px(kRightWidth), place.w * kPresentedRight)
                                                          : ui.px(kRightWidth * fit);
    // With very large letters in a small window, the workspace is larger than the window and scrolls.
    const Scrolled whole(ui, "training", place, left_width + right_width + ui.px(kMinPageWidth * fit));
    Rect rest = whole.content;
    rest.h = std::max(rest.h, ui.px(kMinHeight));
    const float end = rest.bottom();
    {
        const Rect bottom = rest.cut_bottom(time_line_height(ui, rest.w));
        const FocusRegion region(ui, "training.time", bottom, 4);
        show_time_line(scene, bottom);
    }
    const Rect left = rest.cut_left(left_width);
    const Rect right = rest.cut_right(right_width);
    {
        const FocusRegion region(ui, "training.left", left, 1);
        if (hides)
            panel_strip(frame, left);
        else
            show_left(scene, left);
    }
    {
        const FocusRegion region(ui, "training.page", rest, 2);
        pages_.show(scene, tile_painter_, rest);
    }
    {
        const FocusRegion region(ui, "training.right", right, 3);
        show_right(scene, right);
    }
    training_keys(scene);
    whole.end_at(end);
}

void TrainingWorkspace::show_left(TrainingScene& scene, Rect place) {
    Ui& ui = scene.ui;
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.right() - ui.line_width(), place.y, ui.line_width(), place.h}, ui.colour(Role::line));
    Rect inside = place.inset(ui.px(16), ui.px(12));
    const std::array<Segment, 3> sections{Segment{"data", tr("Data"), tr("The pictures to learn from")},
                                          Segment{"network", tr("Network"), tr("The layers")},
                                          Segment{"options", tr("Options"), tr("How it learns")}};
    if (const auto chosen = segmented(ui, "training.section", inside.cut_top(ui.px(32), ui.px(10)), sections,
                                      static_cast<int>(scene.view.section)))
        scene.change_view([chosen](TrainingView& view) { view.section = static_cast<TrainingSection>(*chosen); });
    show_experiments(scene, inside.cut_bottom(ui.px(32), ui.px(10)));
    const Rect settings{place.x, inside.y, place.w - ui.line_width(), inside.h};
    ui.mark("training.settings", settings);
    const Scrolled area(ui, "training.settings", settings);
    Rect column = area.content;
    column.x += ui.px(16);
    // The scroll bar lies in the margin.
    column.w = place.w - ui.line_width() - ui.px(32);
    column.h = kUnboundedHeight;
    show_section(scene, column);
    area.end_at(column.y + ui.px(4));
}

void TrainingWorkspace::show_section(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    std::string problem = scene.keeper.problem();
    if (problem.empty()) problem = scene.results.problem;
    if (!problem.empty()) {
        const float height = ui.paragraph(column, problem, Role::warning);
        ui.mark("training.problem", {column.x, column.y, column.w, height});
        column.cut_top(height, ui.px(10));
    }
    switch (scene.view.section) {
        case TrainingSection::data:
            return data_panel_.show(scene, column);
        case TrainingSection::network:
            return network_panel_.show(scene, column);
        case TrainingSection::options:
            return show_options(scene, column);
    }
}

void TrainingWorkspace::show_right(TrainingScene& scene, Rect place) {
    Ui& ui = scene.ui;
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.x, place.y, ui.line_width(), place.h}, ui.colour(Role::line));
    const Scrolled area(ui, "training.right", {place.x + ui.line_width(), place.y, place.w - ui.line_width(), place.h});
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    const float end = curves_panel_.show(scene, column);
    area.end_at(end);
}

}  // namespace convscope
