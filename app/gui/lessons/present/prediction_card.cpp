#include "app/gui/lessons/present/prediction_card.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/widgets/buttons.h"
#include "app/lesson/names/value_families.h"
#include "app/lesson/predict/name_pattern.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kCard = "predict";
constexpr std::string_view kField = "predict.text";
constexpr float kWidth = 300, kHeight = 178;
constexpr float kRow = 32;

/// Below the anchor, above it, or, if it is larger than the rest of the window, over it.
Rect card_place(const Ui& ui, Rect anchor) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(ui.px(kWidth), screen.x - ui.px(16));
    const float height = ui.px(kHeight);
    const float margin = ui.px(8);
    float y = anchor.bottom() + ui.px(4);
    if (y + height > screen.y - margin) y = anchor.y - height - ui.px(4);
    if (y < margin) y = anchor.centre_y() - height / 2;
    return {std::clamp(anchor.centre_x() - width / 2, margin, std::max(margin, screen.x - width - margin)),
            std::clamp(y, margin, std::max(margin, screen.y - height - margin)), width, height};
}

const Cover* cover_of(const PresentState& state, const std::string& pattern) {
    const auto& covers = state.covers.covers();
    const auto found = std::ranges::find_if(
        covers, [&](const Cover& cover) { return cover.pattern == pattern && !cover.revealed_at; });
    return found == covers.end() ? nullptr : &*found;
}

std::ptrdiff_t count_named(const Ui& ui, std::string_view pattern) {
    return std::ranges::count_if(ui.visible_map(), [pattern](const auto& entry) {
        return can_cover(entry.first) && matches_name(pattern, entry.first);
    });
}

/// The other results of the computation that the covered value belongs to.
std::vector<std::string> other_results(const Ui& ui, std::string_view pattern) {
    std::vector<std::string> names;
    for (const auto& [name, rect] : ui.visible_map())
        if (name != pattern && is_same_computation(pattern, name)) names.push_back(name);
    return names;
}

/// The letters as a bar; the predicted one is marked.
void show_letters(Ui& ui, PresentState& state, const Cover& cover, Rect row) {
    static constexpr std::array<std::string_view, kMaxAnswers> kKeys{"a", "b", "c", "d", "e", "f"};
    static constexpr std::array<std::string_view, kMaxAnswers> kLabels{"A", "B", "C", "D", "E", "F"};
    std::array<Segment, kMaxAnswers> segments;
    int chosen = -1;
    for (std::size_t i = 0; i < state.answers; ++i) {
        segments.at(i) = {kKeys.at(i), kLabels.at(i), tr("Predict this answer")};
        if (cover.prediction && cover.prediction->text == kLabels.at(i)) chosen = static_cast<int>(i);
    }
    const auto pressed = segmented(ui, "predict.letter", row, std::span(segments).first(state.answers), chosen);
    if (!pressed) return;
    state.covers.predict(cover.pattern, {std::string(kLabels.at(static_cast<std::size_t>(*pressed)))});
    ui.close_popup();
}

}  // namespace

void PredictionCard::open(Ui& ui, const std::string& pattern, Rect anchor) {
    pattern_ = pattern;
    starts_ = true;
    ui.open_popup(kCard, anchor);
}

void PredictionCard::show(Ui& ui, PresentState& state) {
    const Rect place = card_place(ui, ui.popup_anchor());
    if (!ui.begin_popup(kCard, place, false)) return;
    const Cover* const cover = cover_of(state, pattern_);
    if (cover == nullptr) {
        ui.close_popup();
        ui.end_popup();
        return;
    }
    Rect rest = place.inset(ui.px(16), ui.px(12));
    ui.text(rest.cut_top(ui.px(22), ui.px(8)), tr("What do you predict?"));
    show_letters(ui, state, *cover, rest.cut_top(ui.px(kRow), ui.px(8)));
    show_field(ui, state, rest.cut_top(ui.px(kRow), ui.px(8)));
    show_buttons(ui, state, rest.cut_top(ui.px(kRow)));
    ui.end_popup();
}

void PredictionCard::show_field(Ui& ui, PresentState& state, Rect row) {
    const Cover* const cover = cover_of(state, pattern_);
    if (cover == nullptr) return;
    const std::string kept = cover->prediction ? cover->prediction->text : "";
    if (std::exchange(starts_, false)) ui.start_editing(kField, kept);
    if (!ui.editing(kField)) {
        const Item item = ui.item(kField, row, {.tooltip = tr("Type a number or a word")});
        ui.fill(row, ui.colour(Role::raised), ui.px(6));
        ui.text(row.inset(ui.px(8), 0), kept.empty() ? std::string(tr("a number or a word")) : kept,
                kept.empty() ? Role::muted : Role::text);
        ui.focus_ring(item, ui.px(6));
        if (item.pressed) ui.start_editing(kField, kept);
        return;
    }
    ui.mark(kField, row);
    const bool enter = std::ranges::any_of(ui.keys(), [](const KeyPress& key) { return key.key == Key::enter; });
    const Ui::Edit edit = ui.edit_field(row);
    if (edit == Ui::Edit::going_on) return;
    if (edit == Ui::Edit::committed)
        if (const auto prediction = typed_prediction(ui.edit_text())) state.covers.predict(pattern_, *prediction);
    if (enter || edit == Ui::Edit::cancelled) ui.close_popup();
}

void PredictionCard::show_buttons(Ui& ui, PresentState& state, Rect row) {
    const float third = (row.w - ui.px(16)) / 3;
    if (button(ui, "predict.keep", row.cut_left(third, ui.px(8)), tr("Keep"),
               {.tooltip = tr("Keep the prediction; the cover stays")}))
        ui.close_popup();
    const bool has_kind = count_named(ui, pattern_of_kind(pattern_)) > count_named(ui, pattern_);
    const std::vector<std::string> results = other_results(ui, pattern_);
    const bool several = has_kind || !results.empty();
    if (button(ui, "predict.kind", row.cut_left(third, ui.px(8)), tr("All like it"),
               {.tooltip = several ? tr("Cover all things of this kind") : tr("There is only one thing of this kind"),
                .enabled = several})) {
        if (has_kind) {
            const std::string wide = pattern_of_kind(pattern_);
            state.covers.change_pattern(pattern_, wide);
            pattern_ = wide;
        }
        for (const std::string& name : results) state.covers.cover(name);
        ui.close_popup();
    }
    if (button(ui, "predict.reveal", row, tr("Reveal"),
               {.tooltip = tr("Show what is below"), .key = "V", .primary = true})) {
        state.covers.reveal(pattern_, ui.time(), state.hands);
        state.hands = {};
        ui.close_popup();
    }
}

}  // namespace convscope
