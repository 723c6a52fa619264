#include "app/gui/lessons/panel/lesson_effects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "app/gui/lessons/present/cover_places.h"
#include "app/lesson/predict/name_pattern.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr int kSettled = 8;  ///< frames after which a step's state, and its folded panels, are on screen
constexpr double kPulses = 3;
constexpr double kPulseSeconds = 0.7;
constexpr double kPulseFrame = 1.0 / 30;
constexpr float kPulseDepth = 0.7F;  ///< the opacity that a frame loses at its palest
constexpr float kFrameMargin = 1;    ///< from a thing to the middle of its frame
constexpr double kFadeSeconds = 0.18;
constexpr float kFadeOpacity = 0.6F;

/// Parts of the window that belong to no step: undo, help, the lesson itself and what is drawn over the workspace.
constexpr std::array<std::string_view, 15> kAlways{
    "top.undo",       "top.redo", "top.help", "top.theme", "top.panels", "top.save", "top.present", "top.presentation",
    "top.fullscreen", "lesson",   "strip.",   "present.",  "panel.",     "cover.",   "tooltip"};

bool is_always_allowed(std::string_view name) {
    return std::ranges::any_of(kAlways, [name](std::string_view start) { return name.starts_with(start); });
}

bool allows(const std::vector<std::string>& patterns, std::string_view name) {
    return std::ranges::any_of(patterns, [name](const std::string& pattern) { return includes_name(pattern, name); });
}

/// True for keys that change nothing in the document, and for undo.
bool keeps_key(const KeyPress& key, bool focused, bool plays) {
    switch (key.key) {
        case Key::letter:
            if (key.control) return key.letter == 'z' || key.letter == 'y' || key.letter == 'c' || key.letter == '0';
            return key.letter == 'q' || key.letter == 'v' || key.letter == 't' || key.letter == 'p';
        case Key::space:
            return focused || plays;
        case Key::left:
        case Key::right:
        case Key::up:
        case Key::down:
        case Key::home:
        case Key::end:
            return focused;
        case Key::page_up:
        case Key::page_down:
        case Key::plus:
        case Key::minus:
            return key.control;
        case Key::erase:
        case Key::backspace:
            return false;
        default:
            return true;
    }
}

std::string answer_of(const LessonRunner& runner) {
    const StepProgress& progress = runner.play().progress();
    if (!progress.typed.empty()) return progress.typed;
    std::string letters;
    for (const int choice : progress.chosen) letters += answer_letter(static_cast<std::size_t>(choice));
    return letters;
}

}  // namespace

void LessonEffects::sync_covers(Ui& ui, const LessonRunner& runner, Presenter& presenter, LessonRequests& requests) {
    CoverSet& covers = presenter.covers();
    const std::uint64_t step = runner.is_open() ? runner.step_id() : 0;
    const std::vector<std::string> wanted = runner.is_open() ? runner.play().covered() : std::vector<std::string>();
    if (step != step_) {
        for (const std::string& pattern : covered_) covers.remove(pattern);
        for (const std::string& pattern : tagged_) covers.close_outcome(pattern);
        covered_.clear();
        tagged_.clear();
        entered_ = ui.time();
        frames_ = 0;
        step_ = step;
    }
    const bool answered = runner.is_open() && runner.play().progress().revealed;
    for (const std::string& pattern : std::exchange(covered_, {})) {
        if (std::ranges::find(wanted, pattern) != wanted.end()) {
            covered_.push_back(pattern);
        } else if (const std::string answer = answered && tagged_.empty() ? answer_of(runner) : ""; !answer.empty()) {
            // One tag for the step, at the first thing that it covers.
            tagged_.push_back(pattern);
            covers.predict(pattern, {answer});
            covers.reveal(pattern, ui.time(), std::exchange(presenter.state().hands, {}));
        } else {
            covers.reveal(pattern, ui.time(), {});
        }
    }
    const bool by_hand = !covered_.empty() && std::ranges::none_of(covered_, [&](const std::string& pattern) {
        return covers.hiding(pattern) != nullptr;
    });
    // The patterns stay in covered_, so that those which the answer does not reveal are not covered again.
    if (by_hand && !answered) requests.push_back([](LessonRunner& target) { target.reveal(); });
    if (!answered) tagged_.clear();
    for (const std::string& pattern : wanted) {
        if (std::ranges::find(covered_, pattern) != covered_.end()) continue;
        covers.cover(pattern, CoveredCopies::later);
        covered_.push_back(pattern);
    }
}

std::string LessonEffects::limit_reason(const LessonRunner& runner) {
    if (!runner.is_open() || !runner.play().only()) return {};
    return tr(
        "This step of the lesson leaves only a few controls free: those that it asks for. Next goes on, and undo and "
        "help work as always.");
}

void LessonEffects::begin_limits(Ui& ui, const LessonRunner& runner) {
    const std::string reason = limit_reason(runner);
    if (reason.empty()) return;
    ui.limit({.allows = [patterns = *runner.play().only()](
                            std::string_view name) { return is_always_allowed(name) || allows(patterns, name); },
              .reason = reason});
}

void LessonEffects::limit_keys(Ui& ui, const LessonRunner& runner) {
    if (limit_reason(runner).empty() || ui.editing_any() || ui.layer_open()) return;
    const std::vector<std::string>& patterns = *runner.play().only();
    const bool plays = std::ranges::any_of(patterns, [](const std::string& p) { return p.starts_with("player"); });
    const auto removed =
        std::erase_if(ui.keys(), [&](const KeyPress& key) { return !keeps_key(key, ui.has_focus(), plays); });
    // A control with the focus may still use the typed characters.
    if (removed > 0 && !ui.has_focus()) ui.report(limit_reason(runner));
}

void LessonEffects::show(Ui& ui, const LessonRunner& runner, Rect place) {
    if (std::exchange(applied_, runner.applied()) != runner.applied()) {
        faded_ = ui.time();
        frames_ = 0;
    }
    const double since = ui.time() - faded_;
    if (since < kFadeSeconds) {
        const float opacity = kFadeOpacity * static_cast<float>(1 - since / kFadeSeconds);
        ImGui::GetForegroundDrawList()->AddRectFilled({place.x, place.y}, {place.right(), place.bottom()},
                                                      faded(ui.colour(Role::background), opacity));
        ui.wake_at(ui.time());
    }
    if (!runner.is_open() || ui.layer_open()) return;
    scroll_to_pointed(ui, runner);
    show_pointed(ui, runner);
}

void LessonEffects::scroll_to_pointed(Ui& ui, const LessonRunner& runner) {
    if (runner.is_applying() || frames_ > kSettled) return;
    ui.wake_at(ui.time());
    if (++frames_ <= kSettled) return;
    for (const std::string& pattern : runner.play().pointed()) {
        const auto matches = [&pattern](const auto& entry) { return matches_name(pattern, entry.first); };
        const auto found = std::ranges::find_if(ui.map(), matches);
        if (found == ui.map().end()) continue;
        if (std::ranges::none_of(ui.visible_map(), matches)) ui.scroll_to(found->first);
        return;
    }
}

void LessonEffects::show_pointed(Ui& ui, const LessonRunner& runner) const {
    const double since = ui.time() - entered_;
    float pulse = 0;
    if (since < kPulses * kPulseSeconds) {
        pulse = static_cast<float>(std::abs(std::sin(since / kPulseSeconds * 3.14159265358979)));
        ui.wake_at(ui.time() + kPulseFrame);
    }
    for (const std::string& pattern : runner.play().pointed()) {
        std::optional<Rect> around;
        for (const auto& [name, rect] : ui.visible_map())
            if (!name.starts_with("cover.") && matches_name(pattern, name))
                around = around ? union_of(*around, rect) : rect;
        if (!around) continue;
        // The frame stays within a few pixels, so that it covers no title above the thing: it pulses in its opacity.
        const Rect ring = around->inset(-ui.px(kFrameMargin), -ui.px(kFrameMargin));
        ui.mark("lesson.pointed." + pattern, ring);
        ImGui::GetForegroundDrawList()->AddRect({ring.x, ring.y}, {ring.right(), ring.bottom()},
                                                faded(ui.colour(Role::winner), 1 - kPulseDepth * pulse), ui.px(4), 0,
                                                ui.px(2));
    }
}

}  // namespace convscope
