#include "app/gui/training/panels/time_line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kRow = 48, kControl = 34;
constexpr float kOneRowWidth = 980;
constexpr float kIconButton = 40, kTrainButton = 108, kSpeeds = 236;
constexpr float kStateWidth = 190;

/// The choices of the speed, in the order of kTrainingSpeeds.
std::array<Segment, kTrainingSpeeds.size()> speed_segments() {
    return {Segment{"1", "1", tr("One step per second: every step can be studied on the page One step")},
            Segment{"4", "4", tr("4 steps per second")}, Segment{"16", "16", tr("16 steps per second")},
            Segment{"64", "64", tr("64 steps per second")},
            // Translators: the speed of the training
            Segment{"full", tr("full"), tr("As fast as this computer can")}};
}

std::string_view unavailable(const TrainingScene& scene) {
    if (scene.results.state == EngineState::finished)
        return tr("Training has ended. Start again, or change a setting.");
    if (scene.results.state == EngineState::failed) return tr("Training has failed. Change a setting and start again.");
    return tr("There is nothing to train yet");
}

bool icon_button(Ui& ui, std::string_view name, Rect& row, const ButtonOptions& options) {
    return button(ui, name, row.cut_left(ui.px(kIconButton), ui.px(4)), "", options);
}

std::string_view play_label(const TrainingScene& scene) {
    if (scene.has_just_ended) return tr("Finished");
    if (has_ended(scene)) return tr("Again");
    return is_playing(scene) ? tr("Pause") : tr("Train");
}

void show_transport(TrainingScene& scene, Rect& row) {
    Ui& ui = scene.ui;
    const bool ready = can_train(scene), playing = is_playing(scene);
    if (icon_button(ui, "training.restart", row,
                    {.icon = Icon::first,
                     .tooltip = tr("Back to the start: the same run, untrained"),
                     .key = "Shift+Home",
                     .quiet = true,
                     .enabled = scene.results.step > 0}))
        back_to_start(scene);
    const bool again = has_ended(scene);
    if (button(ui, "training.play", row.cut_left(ui.px(kTrainButton), ui.px(4)), play_label(scene),
               {.icon = playing ? Icon::pause : Icon::play,
                .tooltip = again   ? tr("Train again from the start")
                           : ready ? std::string_view()
                                   : unavailable(scene),
                .key = "Space",
                .primary = true,
                .enabled = ready || (again && !scene.has_just_ended)}))
        play_or_pause(scene);
    const bool is_newest = shows_newest(scene);
    const auto tooltip = [&](std::string_view text) {
        return !ready ? unavailable(scene) : is_newest ? text : kEarlierMoment;
    };
    if (icon_button(ui, "training.step", row,
                    {.icon = Icon::step_forward,
                     .tooltip = tooltip(tr("One step: one batch of pictures")),
                     .key = "Right",
                     .quiet = true,
                     .enabled = ready && !playing && is_newest}))
        advance_training(scene, TrainingEngine::Advance::step);
    if (icon_button(ui, "training.epoch", row,
                    {.icon = Icon::last,
                     .tooltip = tooltip(tr("One epoch: all pictures once")),
                     .key = "Shift+Right",
                     .quiet = true,
                     .enabled = ready && !playing && is_newest}))
        advance_training(scene, TrainingEngine::Advance::epoch);
    row.cut_left(ui.px(8));
}

void show_speed(TrainingScene& scene, Rect& row) {
    Ui& ui = scene.ui;
    const std::string_view label = tr("steps/s");
    ui.text(row.cut_left(ui.text_width(label, Type::caption), ui.px(6)), label, Role::muted, Type::caption);
    const auto chosen =
        segmented(ui, "training.speed", row.cut_left(ui.px(kSpeeds), ui.px(16)), speed_segments(), scene.view.speed);
    if (!chosen) return;
    scene.change_view([chosen](TrainingView& view) { view.speed = *chosen; });
    if (is_playing(scene)) scene.keeper.engine().play(kTrainingSpeeds.at(static_cast<std::size_t>(*chosen)));
}

/// The rule that has ended the run before its last epoch: "Stopped at accuracy 0.71".
std::string end_text(const TrainingScene& scene) {
    const TrainingResults& results = scene.results;
    const nn::TrainingOptions& options = scene.training.options;
    if (!results.curves.epochs.empty() && results.step < results.total_steps) {
        const nn::EpochPoint& last = results.curves.epochs.back();
        if (options.stop_accuracy > 0 && last.accuracy >= options.stop_accuracy)
            return tr("Stopped at accuracy {:.3f}", last.accuracy);
        if (last.loss < options.stop_loss) return tr("Stopped at loss {:.3f}", last.loss);
        return tr("Ended at step {} of {}", with_separators(results.step), with_separators(results.total_steps));
    }
    return tr_count(results.step, "Finished after {1} step", "Finished after {1} steps", with_separators(results.step));
}

/// "Epoch 2 of 5, 1 min 20 s left", "Untrained; 315 steps to go".
std::string state_text(const TrainingScene& scene) {
    const TrainingResults& results = scene.results;
    switch (results.state) {
        case EngineState::idle:
        case EngineState::starting:
            return tr("Preparing\u2026");
        case EngineState::failed:
            return tr("Stopped");
        case EngineState::finished:
            return end_text(scene);
        case EngineState::paused:
        case EngineState::running:
            break;
    }
    if (results.step == 0)
        return tr_count(results.total_steps, "Untrained; {1} step to go", "Untrained; {1} steps to go",
                        with_separators(results.total_steps));
    const std::int64_t epochs =
        std::max<std::int64_t>(1, results.total_steps / std::max<std::int64_t>(1, results.steps_per_epoch));
    if (results.state != EngineState::running || scene.view.speed != static_cast<int>(kTrainingSpeeds.size()) - 1)
        return tr("Epoch {} of {}", results.epoch, epochs);
    const auto seconds = std::llround(results.seconds_left);
    if (seconds < 60) return tr("Epoch {} of {}, {} s left", results.epoch, epochs, seconds);
    return tr("Epoch {} of {}, {} min {} s left", results.epoch, epochs, seconds / 60, seconds % 60);
}

void show_slider(TrainingScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const std::ptrdiff_t last = std::ssize(scene.snapshots()) - 1;
    const bool can_replay = last > 0;
    if (icon_button(ui, "training.replay", row,
                    {.icon = scene.view.plays_back ? Icon::pause : Icon::play,
                     .tooltip = can_replay ? tr("Replay all moments of the run") : tr("There is nothing to replay yet"),
                     .key = "Shift+Space",
                     .quiet = true,
                     .enabled = can_replay}))
        toggle_playback(scene);
    const nn::Snapshot* const moment = scene.moment();
    const std::string shown = moment != nullptr ? moment_text(scene, moment->step) : std::string();
    const Rect label = row.cut_right(ui.px(kStateWidth), ui.px(12));
    ui.mark("training.state", label);
    const float line = ui.text_height(Type::caption) + ui.px(2);
    ui.text({label.x, label.centre_y() - line, label.w, line}, shown, Role::text, Type::caption);
    ui.text({label.x, label.centre_y(), label.w, line}, state_text(scene), Role::muted, Type::caption);
    // The knob is where the curves have the moment's step.
    const double end = can_replay ? static_cast<double>(scene.snapshots().back().step) : 1;
    const double place = moment != nullptr ? static_cast<double>(moment->step) / end : 0;
    const std::string tooltip = can_replay ? tr("{}: moment {} of {}. Drag, or use Home, End, comma and period", shown,
                                                scene.keeper.moment().value_or(0) + 1, last + 1)
                                           : std::string(tr("The moments of the training: there is one so far"));
    if (const auto value = slider(ui, "training.moment", row, place, tooltip, can_replay))
        show_snapshot(scene, static_cast<std::ptrdiff_t>(scene.results.snapshots.nearest(std::llround(*value * end))));
}

/// Takes the key with or without Shift; both without Control and Alt.
bool take(Ui& ui, Key key, bool with_shift) {
    const auto found = std::ranges::find_if(ui.keys(), [&](const KeyPress& press) {
        return press.key == key && press.shift == with_shift && !press.control && !press.alt;
    });
    if (found == ui.keys().end()) return false;
    ui.keys().erase(found);
    return true;
}

bool take_character(Ui& ui, char32_t character) {
    const std::size_t at = ui.typed().find(character);
    if (at == std::u32string::npos || ui.focus_uses_keys()) return false;
    ui.typed().erase(at, 1);
    return true;
}

}  // namespace

float time_line_height(const Ui& ui, float width) {
    return ui.px(width < ui.px(kOneRowWidth) ? 2 * kRow : kRow + 8);
}

void show_time_line(TrainingScene& scene, Rect place) {
    Ui& ui = scene.ui;
    ui.fill(place, ui.colour(Role::surface));
    ui.fill({place.x, place.y, place.w, ui.line_width()}, ui.colour(Role::line));
    Rect rows = place.inset(ui.px(12), 0);
    const bool has_two_rows = place.w < ui.px(kOneRowWidth);
    const auto controls = [&ui](Rect row) {
        return Rect{row.x, row.centre_y() - ui.px(kControl) / 2, row.w, ui.px(kControl)};
    };
    Rect first = controls(has_two_rows ? rows.cut_top(ui.px(kRow)) : rows);
    show_transport(scene, first);
    show_speed(scene, first);
    show_slider(scene, has_two_rows ? controls(rows) : first);
}

void time_line_keys(TrainingScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    if (take(ui, Key::space, false)) play_or_pause(scene);
    if (take(ui, Key::space, true)) toggle_playback(scene);
    if (take(ui, Key::right, false)) advance_training(scene, TrainingEngine::Advance::step);
    if (take(ui, Key::right, true)) advance_training(scene, TrainingEngine::Advance::epoch);
    if (take(ui, Key::home, true)) back_to_start(scene);
    if (take(ui, Key::home, false)) show_snapshot(scene, 0);
    if (take(ui, Key::end, false)) show_snapshot(scene, std::ssize(scene.snapshots()) - 1);
    const auto here = static_cast<std::ptrdiff_t>(scene.keeper.moment().value_or(0));
    if (take_character(ui, U',')) show_snapshot(scene, here - 1);
    if (take_character(ui, U'.')) show_snapshot(scene, here + 1);
}

void toggle_playback(TrainingScene& scene) {
    const std::ptrdiff_t last = std::ssize(scene.snapshots()) - 1;
    if (last <= 0) return;
    const bool starts = !scene.view.plays_back;
    // From the last moment, the playback starts at the first one.
    const auto here = static_cast<std::ptrdiff_t>(scene.keeper.moment().value_or(0));
    const double from = here >= last ? 0 : static_cast<double>(here) / static_cast<double>(last);
    scene.change_view([starts, from](TrainingView& view) {
        view.plays_back = starts;
        view.playback = from;
    });
}

TrainingView advance_playback(TrainingView view, const nn::Snapshots& snapshots, double seconds) {
    const std::vector<nn::Snapshot>& all = snapshots.all();
    if (!view.plays_back || all.empty()) return view;
    view.playback = std::min(1.0, view.playback + seconds / kPlaybackSeconds);
    const auto index = static_cast<std::size_t>(std::lround(view.playback * static_cast<double>(all.size() - 1)));
    if (view.playback >= 1) {
        view.plays_back = false;
        view.moment.reset();
    } else {
        view.moment = all[index].step;
    }
    return view;
}

}  // namespace convscope
