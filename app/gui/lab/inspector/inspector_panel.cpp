#include "app/gui/lab/inspector/inspector_panel.h"

#include <set>
#include <utility>

#include "app/gui/lab/fit_problem.h"
#include "app/gui/lab/inspector/arithmetic_menu.h"
#include "app/gui/lab/inspector/inspector_arithmetic.h"
#include "app/gui/lab/inspector/size_formula.h"
#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/lab/lab_player.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kTitle = 224;
constexpr float kRow = 32;
constexpr float kGapAbove = 10;  ///< between the views and this panel, including rounding
constexpr float kNote = 18;
constexpr float kButton = 34;     ///< height of the last row with a button
constexpr float kEquations = 22;  ///< height of the last row without a button
constexpr float kLine = 18;       ///< height of each of two lines of equations
constexpr float kCodeButton = 140;
constexpr float kCodeGap = 12;
constexpr float kShortCodeButton = 76;  ///< in a narrow panel

/// True in a narrow panel, where the player is below the title.
bool has_player_row(const Ui& ui, float width) {
    return width < ui.px(620);
}

/// The width of the code's button with its gap. 0 while the side panel is folded, because its strip has such a button.
float code_width(const LabScene& scene, float width) {
    if (scene.frame.settings.hides_panels()) return 0;
    return scene.ui.px((has_player_row(scene.ui, width) ? kShortCodeButton : kCodeButton) + kCodeGap);
}

/// The height of the line with a hint; 0 if the pictures need its room.
float note_height(const LabScene& scene) {
    return scene.frame.settings.presentation || has_two_rows(scene) ? 0 : scene.ui.px(kNote + 2);
}

void show_title(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const Selection& s = *scene.selection;
    const std::string title =
        scene.results.request.count() > 1
            ? tr("Output row {}, column {} of {}", s.output.row, s.output.col, filter_letter(s.filter))
            : tr("Output row {}, column {}", s.output.row, s.output.col);
    ui.item("inspector.title", row,
            {.tooltip = tr("Rows and columns count from 0, as in Python: row 0, column 0 is the upper left pixel"),
             .focusable = false});
    const Type type = ui.text_width(title) <= row.w ? Type::text : Type::caption;
    ui.text(row, title, scene.live ? Role::text : Role::muted, type);
}

/// All outputs that the input pixel under the pointer takes part in; in fewer words if the sentence is wider than
/// `width`.
std::string uses_sentence(const LabScene& scene, float width) {
    const Selection& s = *scene.selection;
    const FilterSettings& settings = scene.shown_settings(s.filter);
    const std::vector<Use> uses = uses_of(scene.results.input.size(), settings, s.input->row, s.input->col);
    std::set<std::pair<int, int>> outputs;
    for (const Use& use : uses) outputs.insert({use.row, use.col});
    const auto [row, col] = *s.input;
    if (outputs.empty()) return tr("Input row {}, column {} takes part in no output.", row, col);
    const std::string rows = rows_in_words(outputs.begin()->first, outputs.rbegin()->first);
    const std::string cols = columns_in_words(outputs.begin()->second, outputs.rbegin()->second);
    std::string sentence =
        tr_count(std::ssize(outputs), "Input row {1}, column {2} takes part in {0} output: {3}, {4}.",
                 "Input row {1}, column {2} takes part in {0} outputs: {3}, {4}.", row, col, rows, cols);
    if (scene.ui.text_width(sentence, Type::caption) <= width) return sentence;
    return tr_count(std::ssize(outputs), "Part of {} output: {}, {}.", "Part of {} outputs: {}, {}.", rows, cols);
}

std::string note_of(const LabScene& scene, float width) {
    const bool playing = scene.view.player.active;
    std::string pinned;
    if (scene.view.pinned)
        pinned = playing ? tr("Pinned: Esc unpins it; Left and Right step.")
                         : tr("Pinned: arrow keys move it, Esc unpins it.");
    if (scene.selection->input && pinned.empty()) return uses_sentence(scene, width);
    if (scene.selection->input) {
        pinned += " ";
        return pinned + uses_sentence(scene, width - scene.ui.text_width(pinned, Type::caption));
    }
    if (!pinned.empty()) return pinned;
    if (playing) return tr("Left and Right step, Space plays or pauses, Esc stops.");
    return scene.live ? tr("Click to pin this pixel.") : tr("Point at any pixel of any view.");
}

/// Draws the equations in one line, or as captions in as many lines as they need. Lines break only between equations.
void show_equations(Ui& ui, Rect area, const std::vector<std::string>& equations) {
    float whole = 0;
    const float gap = ui.px(16);
    for (const std::string& equation : equations) whole += ui.text_width(equation) + gap;
    const Type type = whole - gap <= area.w ? Type::text : Type::caption;
    Rect line = type == Type::text ? area : Rect{area.x, area.y, area.w, ui.px(kLine)};
    for (const std::string& equation : equations) {
        const float width = ui.text_width(equation, type) + ui.px(1);
        if (width > line.w && line.w < area.w) line = {area.x, line.bottom(), area.w, line.h};
        ui.text(line.cut_left(width, gap), equation, Role::text, type);
    }
}

bool has_output(const LabScene& scene) {
    return scene.results.problem.empty();
}

/// The reason why there is no output, with the remedies of this page.
void show_problem(LabScene& scene, Rect rest) {
    if (has_output(scene)) return;
    const FilterSettings& settings = scene.shown_settings(0);
    const std::string fit =
        fit_problem(scene.results.input.size(), settings,
                    {.borders = true, .keep_border = settings.stride == 1, .filter_size = true, .dilation = true});
    scene.ui.mark("inspector.problem", rest);
    scene.ui.paragraph(rest, fit.empty() ? scene.results.problem : fit, Role::warning);
}

void show_code_button(LabScene& scene, Rect& row) {
    Ui& ui = scene.ui;
    const float width = code_width(scene, row.w);
    if (width == 0) return;
    const float gap = ui.px(kCodeGap);
    const Rect place = row.cut_right(width - gap, gap);
    if (button(
            ui, "inspector.code", place, place.w < ui.px(kCodeButton) ? tr("Code") : tr("Show the code"),
            {.icon = Icon::code,
             .tooltip = has_output(scene) ? tr("Code for these settings in NumPy, SciPy, OpenCV and Keras") : kNoOutput,
             .enabled = has_output(scene),
             .type = Type::caption}))
        scene.frame.request(ShowCode{});
}

void show_formulas(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(scene.selection ? scene.selection->filter : 0);
    const Size input = scene.results.input.size();
    if (!geometry_problem(input, settings).empty()) return;
    ui.mark("inspector.formula", row);
    show_equations(ui, row, size_equations(geometry(input, settings), settings.border));
}

/// The height of the equations, which a narrow panel writes in several lines.
float formulas_height(const LabScene& scene, float width) {
    const Ui& ui = scene.ui;
    const FilterSettings& settings = scene.shown_settings(0);
    const Size input = scene.results.input.size();
    const float code = code_width(scene, width);
    const float min_height = ui.px(code > 0 ? kButton : kEquations);
    if (!geometry_problem(input, settings).empty()) return min_height;
    const float room = width - code;
    float whole = 0;
    float used = 0;
    int lines = 1;
    for (const std::string& equation : size_equations(geometry(input, settings), settings.border)) {
        const float piece = ui.text_width(equation, Type::caption) + ui.px(17);
        whole += ui.text_width(equation) + ui.px(16);
        used += piece;
        if (used - ui.px(16) <= room || used == piece) continue;
        ++lines;
        used = piece;
    }
    const float height = whole - ui.px(16) <= room ? 0 : ui.px(kLine) * static_cast<float>(lines);
    return std::max(min_height, height);
}

}  // namespace

float inspector_height(const LabScene& scene, float width) {
    const Ui& ui = scene.ui;
    const float player = has_player_row(ui, width) ? ui.px(kRow + 4) : 0;
    return ui.px(kGapAbove + 16 + kRow + 4 + 4) + note_height(scene) + player + formulas_height(scene, width) +
           arithmetic_height(scene, width) + sum_band_height(scene, width);
}

void inspector_panel(LabScene& scene, Rect rect) {
    Ui& ui = scene.ui;
    ui.fill({rect.x, rect.y, rect.w, ui.line_width()}, ui.colour(Role::line));
    arithmetic_menu(scene, rect);
    const float formulas = formulas_height(scene, rect.w);
    rect = rect.inset(0, ui.px(8));
    Rect bar = rect.cut_top(ui.px(kRow), ui.px(4));
    Rect last = rect.cut_bottom(formulas, ui.px(4));
    show_code_button(scene, last);
    const bool own_row = has_player_row(ui, bar.w);
    const Rect title = own_row ? bar : bar.cut_left(ui.px(kTitle), ui.px(8));
    lab_player_bar(scene, own_row ? rect.cut_top(ui.px(kRow), ui.px(4)) : bar);
    if (!scene.selection) {
        if (has_output(scene)) ui.text(title, tr("Point at a pixel"), Role::muted);
        show_problem(scene, rect);
        return show_formulas(scene, last);
    }
    show_title(scene, title);
    if (note_height(scene) > 0) {
        const Rect note = rect.cut_top(ui.px(kNote), ui.px(2));
        ui.mark("inspector.note", note);
        ui.text(note, note_of(scene, note.w), Role::muted, Type::caption);
    }
    const Explained explained = explain_selection(scene.results, *scene.selection);
    if (!show_step(scene, last, explained)) show_formulas(scene, last);
    show_sum_band(scene, rect.cut_bottom(sum_band_height(scene, rect.w)), explained);
    show_arithmetic(scene, rect, explained);
}

}  // namespace convscope
