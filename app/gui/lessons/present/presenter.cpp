#include "app/gui/lessons/present/presenter.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "app/gui/lessons/present/countdown_panel.h"
#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/lessons/present/cover_view.h"
#include "app/gui/lessons/present/hands_panel.h"
#include "app/gui/lessons/present/outcome_tags.h"
#include "app/gui/lessons/present/pointer_tools.h"
#include "app/gui/lessons/present/present_strip.h"
#include "app/gui/lessons/present/value_copies.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMargin = 2;  ///< of a cover around its thing

/// Beginnings of the names of things whose values the filter's copy and its code would tell.
constexpr std::array<std::string_view, 6> kFilterNames{"filter.",    "weights.",   "colour.",
                                                       "chain.cell", "panel.side", "panel.layers.right"};

/// True for actions that copy or write numbers.
bool gives_numbers(const Action& action) {
    if (const auto* const copied = std::get_if<CopyText>(&action))
        return copied->text.find_first_of("0123456789") != std::string::npos;
    const auto* const saved = std::get_if<SaveAs>(&action);
    return saved != nullptr && (saved->name.ends_with(".csv") || saved->name.ends_with(".npy"));
}

bool hides_filter(const CoverSet& covers) {
    return std::ranges::any_of(covers.covers(), [](const Cover& cover) {
        return !cover.revealed_at && std::ranges::any_of(kFilterNames, [&cover](std::string_view start) {
            return cover.pattern.starts_with(start);
        });
    });
}

}  // namespace

float Presenter::strip_height(const Ui& ui) const {
    return state_.shows_strip ? present_strip_height(ui) : 0;
}

void Presenter::show_strip(Ui& ui, Rect place) {
    present_strip(ui, state_, place);
}

void Presenter::begin(Frame& frame) {
    Ui& ui = frame.ui;
    state_.covers.update(ui.time());
    if (state_.covers.fading()) ui.wake_at(ui.time());
    if (!ui.editing_any() && !ui.layer_open()) {
        if (state_.tool == PresentTool::hands) take_hands_keys(ui, state_);
        if (state_.tool == PresentTool::pen && ui.take_key(Key::erase)) state_.strokes.clear();
        leave(ui);
    }
    if (!state_.covers.covers().empty() || !state_.covers.outcomes().empty()) ui.record_texts();
    if (state_.covers.count() == 0) return;
    ui.hide({.hides_name =
                 [this](std::string_view name) {
                     return can_cover(name) && (state_.covers.hiding(name) != nullptr || copies_.contains(name));
                 },
             .places = places_});
}

/// Escape ends the tool in use, or else the countdown; if there is none, it closes the tags of predictions.
void Presenter::leave(Ui& ui) {
    const bool has_tool = state_.tool != PresentTool::none;
    if (!has_tool && !state_.countdown && state_.covers.outcomes().empty()) return;
    if (!ui.take_key(Key::escape)) return;
    if (has_tool)
        state_.tool = PresentTool::none;
    else if (state_.countdown)
        state_.countdown.reset();
    else
        state_.covers.close_outcomes();
}

void Presenter::show(Frame& frame, Rect place) {
    Ui& ui = frame.ui;
    ui.hide({});
    const VisibleMap& visible = ui.visible_map();
    const std::string revision = std::to_string(frame.history.revision());
    state_.covers.note_values(
        [&](std::string_view pattern) { return value_text(pattern, ui.map(), ui.texts(), revision); });
    copies_ = value_copies(state_.covers, ui.map(), ui.texts());
    const std::vector<CoveredPlace> places = covered(ui);
    places_.clear();
    for (const CoveredPlace& one : places)
        if (!one.cover->revealed_at) places_.push_back(one.thing.rect);
    if (const auto pressed = show_covers(ui, places)) card_.open(ui, pressed->cover->pattern, pressed->thing.rect);
    if (const auto name = choose_cover(ui, state_, visible, place)) state_.covers.cover(*name);
    use_pen(ui, state_, place);
    use_keys(frame);
    if (std::exchange(size_, ImGui::GetIO().DisplaySize).x != size_.x) state_.strokes.clear();
    show_outcomes(ui, state_, visible, place);
    show_hands(ui, state_, place);
    show_countdown(ui, state_, place);
    show_tool_line(ui, state_, place);
    card_.show(ui, state_);
    show_strokes(ui, state_);
    show_spotlight(ui, state_);
}

std::vector<CoveredPlace> Presenter::covered(const Ui& ui) const {
    return covered_places(state_.covers, ui.visible_map(), ui.px(kMargin), copies_);
}

void Presenter::use_keys(Frame& frame) {
    Ui& ui = frame.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&](const KeyPress& key) { return use_key(frame, key); });
}

bool Presenter::use_key(Frame& frame, const KeyPress& key) {
    Ui& ui = frame.ui;
    if (key.control || key.alt) return false;
    if (key.is('q')) {
        cover_at_pointer(frame, key.shift);
    } else if (key.is('v')) {
        reveal_at_pointer(ui);
    } else if (key.key == Key::f3 && key.shift) {
        state_.strokes.clear();
    } else if (key.key == Key::f3) {
        state_.toggle(PresentTool::pen);
    } else if (key.key == Key::f4) {
        state_.toggle(PresentTool::spotlight);
    } else if (key.key == Key::f7) {
        state_.toggle(PresentTool::hands);
    } else if (key.key == Key::f8 && key.shift) {
        state_.countdown.reset();
    } else if (key.key == Key::f8) {
        state_.start_countdown(state_.countdown ? next_countdown(state_.countdown_length) : kCountdowns.front(),
                               ui.time());
    } else {
        return false;
    }
    return true;
}

void Presenter::cover_at_pointer(Frame& frame, bool panel) {
    Ui& ui = frame.ui;
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    // With a cover in focus, or the pointer on one, the key asks for the prediction.
    for (const CoveredPlace& place : covered(ui)) {
        const bool focused = ui.focused() == "cover." + place.thing.name;
        if (!focused && !place.thing.rect.contains(pointer.x, pointer.y)) continue;
        if (panel && !focused) break;
        return card_.open(ui, place.cover->pattern, place.thing.rect);
    }
    const auto things = things_at(ui.visible_map(), pointer.x, pointer.y);
    const auto found =
        std::ranges::find_if(things, [panel](const NamedPlace& t) { return !panel || is_panel(t.name); });
    if (found == things.end())
        return frame.request(Say{tr("Point at a view, a number or a panel and press Q: it is covered.")});
    state_.covers.cover(found->name);
    ui.clear_focus();
}

void Presenter::reveal_at_pointer(Ui& ui) {
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const auto places = covered(ui);
    const auto found = std::ranges::find_if(places, [&](const CoveredPlace& place) {
        return place.thing.rect.contains(pointer.x, pointer.y) || ui.focused() == "cover." + place.thing.name;
    });
    if (found == places.end())
        state_.covers.reveal_all(ui.time(), state_.hands);
    else
        state_.covers.reveal(std::string(found->cover->pattern), ui.time(), state_.hands);
    if (state_.covers.fading()) state_.hands = {};
    ui.wake_at(ui.time());
}

void Presenter::guard(Frame& frame) const {
    if (state_.covers.count() == 0) return;
    for (Action& action : frame.actions)
        if (gives_numbers(action)) action = Say{tr("Something is covered. Reveal it before you copy or save numbers.")};
    if (!hides_filter(state_.covers)) return;
    for (Action& action : frame.actions)
        if (std::holds_alternative<CopyFilter>(action) || std::holds_alternative<ShowCode>(action))
            action = Say{tr("The filter is covered. Reveal it before you copy it or show its code.")};
}

}  // namespace convscope
