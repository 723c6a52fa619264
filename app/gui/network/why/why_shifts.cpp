#include "app/gui/network/why/why_shifts.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gui/network/why/why_texts.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGridPart = 0.64F;  ///< the grid's share of the width of grid and picture

/// The shift as text: "2 up, 1 right"; "in its place" without a shift.
std::string shift_text(std::int64_t down, std::int64_t right) {
    const std::int64_t rows = std::abs(down), cols = std::abs(right);
    if (down == 0 && right == 0) return tr("in its place");
    if (right == 0) return down > 0 ? tr("{} down", rows) : tr("{} up", rows);
    if (down == 0) return right > 0 ? tr("{} right", cols) : tr("{} left", cols);
    if (down > 0) return right > 0 ? tr("{} down, {} right", rows, cols) : tr("{} down, {} left", rows, cols);
    return right > 0 ? tr("{} up, {} right", rows, cols) : tr("{} up, {} left", rows, cols);
}

/// A probability in per cent, 0.84 as "84", or a score with one decimal.
std::string cell_text(const WhyScene& why, float value) {
    if (why.unit() == nn::AnswerUnit::probability) return fmt::format("{:.0f}", 100 * value);
    return figure_text(double{value}, 1);
}

}  // namespace

float WhyShifts::show(const WhyScene& why, Rect area) {
    Ui& ui = why.ui();
    const std::string text = why_sentence(why);
    const WhyPlaces places =
        why_places(ui, area, 1, ui.px(22 * 8), ui.paragraph_size(text, area.w - ui.px(224), Type::caption).y);
    const nn::ShiftMap* shifts = why.jobs.shifts.result();
    // The grid gets the larger part of the width, so that its numbers fit.
    Rect picture = places.pictures;
    const Rect grid = picture.cut_left(picture.w * kGridPart, ui.px(16));
    Rect column = places.column;
    show_job(ui, "why.shifts", why.jobs.shifts, column);
    if (shifts != nullptr) {
        show_grid(why, *shifts, grid);
        const auto same = static_cast<std::int64_t>(std::ranges::count(shifts->winners, why.subject.index));
        show_figure(ui, "why.shifts.same", column, tr("{} wins", why.class_name()),
                    tr("{} of {}", same, shifts->winners.size()));
        const std::int64_t r = shifts->radius;
        const auto here = static_cast<int>(r + shift_.row), there = static_cast<int>(r + shift_.col);
        const std::int64_t winner =
            shifts->winners[static_cast<std::size_t>(here) * static_cast<std::size_t>(2 * r + 1) +
                            static_cast<std::size_t>(there)];
        const std::string shift = shift_text(shift_.row, shift_.col);
        show_figure(ui, "why.shifts.shift", column, tr("Picture"), shift);
        show_figure(ui, "why.shifts.answer", column, why.class_name(), why.answer_text(shifts->answer.at(here, there)));
        show_figure(ui, "why.shifts.winner", column, tr("Answer"), why.class_name(winner),
                    winner == why.subject.index ? Role::text : Role::warning);
    }
    show_moved(why, picture);
    const Rect below{places.pictures.x, places.pictures.bottom() + ui.px(4), places.pictures.w, ui.px(80)};
    ui.mark("why.sentence", below);
    const float used = ui.paragraph(below, text, Role::muted, Type::caption);
    return std::max(below.y + used, column.y);
}

void WhyShifts::show_grid(const WhyScene& why, const nn::ShiftMap& shifts, Rect area) {
    Ui& ui = why.ui();
    const bool is_probability = why.unit() == nn::AnswerUnit::probability;
    ui.text(area.cut_top(ui.px(24)), is_probability ? tr("Per cent for each shift") : tr("Answer for each shift"));
    const float side = std::min(area.w, area.h - ui.px(42));
    const Rect grid{area.x, area.y, side, side};
    const auto count = static_cast<int>(2 * shifts.radius + 1);
    const Range range = finite_range(shifts.answer);
    const ColourScale scale{ColourMap::viridis, is_probability ? Range{0, 1} : shown_range(ColourMap::viridis, range)};
    const Item item =
        ui.item("why.shifts.grid", grid, {.tooltip = tr("Point at a shift to see the picture and the answer")});
    const float cell = side / static_cast<float>(count);
    if (item.hovered) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto at = [&](float from, float start) {
            return std::clamp(static_cast<int>((from - start) / cell), 0, count - 1);
        };
        shift_ = {at(mouse.y, grid.y) - shifts.radius, at(mouse.x, grid.x) - shifts.radius, 0};
    }
    if (item.focused) {
        while (ui.take_key(Key::up)) --shift_.row;
        while (ui.take_key(Key::down)) ++shift_.row;
        while (ui.take_key(Key::left)) --shift_.col;
        while (ui.take_key(Key::right)) ++shift_.col;
        shift_.row = std::clamp(shift_.row, -shifts.radius, shifts.radius);
        shift_.col = std::clamp(shift_.col, -shifts.radius, shifts.radius);
    }
    for (int r = 0; r < count; ++r)
        for (int c = 0; c < count; ++c) {
            const Rect place{grid.x + cell * static_cast<float>(c), grid.y + cell * static_cast<float>(r), cell, cell};
            const Rgb colour = colour_of(scale, shifts.answer.at(r, c));
            const ImU32 packed = IM_COL32(colour.red, colour.green, colour.blue, 255);
            ui.fill(place, packed);
            const std::string text = cell_text(why, shifts.answer.at(r, c));
            if (ui.text_width(text, Type::caption) <= cell + 1)
                ui.text(place, text, readable_on(packed), Type::caption, Align::centre);
            const bool stays = shifts.winners[static_cast<std::size_t>(r * count + c)] == why.subject.index;
            // A line near the lower edge marks another winner, so that it is visible without colours.
            if (!stays)
                ui.fill({place.x + cell * 0.2F, place.bottom() - ui.px(4), cell * 0.6F, ui.px(2)}, readable_on(packed));
        }
    ui.focus_ring(item, 0);
    mark(ui,
         {grid.x + cell * static_cast<float>(shift_.col + shifts.radius),
          grid.y + cell * static_cast<float>(shift_.row + shifts.radius), cell, cell},
         ui.colour(Role::accent), ui.px(2));
    ui.text({area.x, grid.bottom() + ui.px(4), area.w, ui.px(18)}, tr("A line below: another class wins."), Role::muted,
            Type::caption);
}

void WhyShifts::show_moved(const WhyScene& why, Rect area) {
    const std::vector<float>& picture = why.subject.input->values;
    const nn::Position shift = shift_;
    moved_ = nn::shifted_input(why.model(), picture, shift.row, shift.col);
    const auto place = static_cast<std::uint64_t>((shift.row + 64) * 128 + shift.col + 64);
    picture_.show(why.scene,
                  {.name = "why.shifts.picture",
                   .title = tr("Picture, {}", shift_text(shift.row, shift.col)),
                   .file = "shifted",
                   .picture = moved_,
                   .grid = {},
                   .revision = why.scene.results.revision * 65536 + place,
                   .tooltip = {}},
                  area);
}

}  // namespace convscope
