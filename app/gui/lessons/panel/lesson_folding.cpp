#include "app/gui/lessons/panel/lesson_folding.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/lesson/predict/name_pattern.h"

namespace convscope {

namespace {

constexpr int kSettled = 3;  ///< frames after which a step's state is on screen
/// The parts that folding hides: in Layers the arithmetic too.
constexpr std::array<std::string_view, 4> kSides{"panel.side", "panel.layers.left", "panel.layers.right",
                                                 "panel.training.left"};

/// Beginnings of names that are drawn in the side panels of Layers only. They are known here because the arithmetic is
/// not computed yet when a step begins.
constexpr std::array<std::string_view, 5> kSideNames{"arithmetic.", "weights.", "input.", "filters.kernel.",
                                                     "panel.layers.right"};

/// The width, in pixels of the design, from which on the workspace shows everything beside its panels.
float wanted_width(const Document& document) {
    if (document.workspace == WorkspaceId::layers) return 1000;
    if (document.workspace == WorkspaceId::training) return 1012;
    return document.lab_view.page == LabPage::filter ? 760 : 1000;
}

bool draws_on_pad(const Document& document) {
    return document.workspace == WorkspaceId::layers && document.network_view.page == NetworkPage::draw;
}

bool is_side_name(const std::string& pattern) {
    return std::ranges::any_of(kSideNames, [&](std::string_view start) { return pattern.starts_with(start); });
}

bool lies_in_side_panel(const Ui& ui, const Rect& rect) {
    return std::ranges::any_of(kSides, [&](std::string_view side) {
        const auto found = ui.map().find(side);
        return found != ui.map().end() && found->second.contains(rect.centre_x(), rect.centre_y());
    });
}

}  // namespace

void LessonFolding::update(Ui& ui, const LessonRunner& runner, const Document& document, float width) {
    if (!runner.is_open()) {
        *this = {};
        return;
    }
    const bool is_new = std::exchange(step_, runner.step_id()) != runner.step_id() ||
                        std::exchange(applied_, runner.applied()) != runner.applied();
    if (is_new) frames_ = 0;
    if (!runner.is_applying() && frames_ <= kSettled) {
        if (++frames_ > kSettled) needs_ = needs_panels(ui, runner, draws_on_pad(document));
        ui.wake_at(ui.time());
    }
    folds_ = width < ui.px(wanted_width(document)) && !user_unfolds_ && !needs_ && (folds_ || frames_ > kSettled);
}

/// A name that is not drawn is in a panel that is folded; a goal may ask for any control. What the step hides to its
/// end needs no panel.
bool LessonFolding::needs_panels(const Ui& ui, const LessonRunner& runner, bool draws) const {
    const LessonStep& step = runner.play().step();
    // The page for drawing has its tools and its answer beside the pad.
    if (step.goal && !step.marks.only) return !draws;
    std::vector<std::string> patterns = step.marks.pointed;
    patterns.insert(patterns.end(), step.marks.covered.begin(), step.marks.covered.end());
    if (step.marks.only) patterns.insert(patterns.end(), step.marks.only->begin(), step.marks.only->end());
    return std::ranges::any_of(patterns, [&](const std::string& pattern) {
        if (is_side_name(pattern)) return true;
        bool drawn = false;
        for (const auto& [name, rect] : ui.map()) {
            if (!matches_name(pattern, name)) continue;
            drawn = true;
            if (!folds_ && lies_in_side_panel(ui, rect)) return true;
        }
        return !drawn && folds_;
    });
}

}  // namespace convscope
