#include <algorithm>

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/widgets/numbers/number_field.h"

namespace convscope {

namespace {

/// The neighbour on the input, or the candidate on the filtered picture, that the step adds.
std::optional<Cell> added_cell(const Explained& explained, std::size_t step, Stage stage) {
    const ArithmeticStep& now = explained.steps[step];
    if (now.kind == StepKind::product && stage == Stage::input) {
        const Term& term = explained.pixel.terms[step];
        return Cell{term.row, term.col};
    }
    if (now.kind != StepKind::candidate || stage != Stage::filtered) return std::nullopt;
    const PoolExplanation& pool = *explained.pool;
    return Cell{pool.row * pool.size + now.index / pool.size, pool.col * pool.size + now.index % pool.size};
}

/// The pixel of an output if the steps have not reached its value yet; otherwise nullopt.
std::optional<Cell> open_cell(const Explained& explained, std::size_t step, const Selection& selection, Stage stage) {
    if (stage == Stage::filtered && !is_reached(explained, step, StepKind::activation)) return selection.output;
    if (stage != Stage::pooled || !explained.pool) return std::nullopt;
    const StepKind last = explained.pool->winner < 0 ? StepKind::mean : StepKind::candidate;
    return is_reached(explained, step, last) ? std::nullopt : selection.pooled;
}

/// Covers the pixel, whose value is not known yet, and writes the total so far into it if there is room. The pooled
/// value has no total before its first candidate.
void cover(Ui& ui, const ViewSlot& slot, Cell cell, const ArithmeticStep& now) {
    const Rect place = slot.map.cells(cell.row, cell.col);
    ui.mark(slot.name + ".sum", place);
    ui.fill(place, ui.colour(Role::canvas));
    const bool has_total = slot.stage == Stage::filtered || now.kind == StepKind::candidate;
    if (!has_total) return;
    const std::string total = short_number(now.total);
    const auto type = std::ranges::find_if(kNumberTypes, [&](Type candidate) {
        return ui.text_height(candidate) <= place.h && ui.text_width(total, candidate) <= place.w - ui.px(6);
    });
    if (type != kNumberTypes.end()) ui.text(place, total, ui.colour(Role::muted), *type, Align::centre);
}

}  // namespace

void draw_sum_step(LabScene& scene, const ViewSlot& slot) {
    if (!is_adding(scene.view.player) || !scene.selection || scene.results.outputs[0] == nullptr) return;
    const Selection& selection = *scene.selection;
    if (slot.stage != Stage::input && slot.filter != selection.filter) return;
    const Explained explained = explain_selection(scene.results, selection);
    const auto step = step_shown(scene.view.player, explained);
    if (!step) return;
    Ui& ui = scene.ui;
    ui.draw().PushClipRect({slot.picture.x, slot.picture.y}, {slot.picture.right(), slot.picture.bottom()}, true);
    if (const auto cell = open_cell(explained, *step, selection, slot.stage))
        cover(ui, slot, *cell, explained.steps[*step]);
    if (const auto cell = added_cell(explained, *step, slot.stage))
        mark(ui, slot.map.cells(cell->row, cell->col), ui.colour(Role::warning), ui.px(3));
    ui.draw().PopClipRect();
}

}  // namespace convscope
