#include "app/gui/lab/lab_player.h"

namespace convscope {

namespace {

/// The course of a player that, where it is off, begins at the pinned pixel.
PlayerCourse course_from_pin(const Frame& frame) {
    PlayerCourse course = lab_course(frame.results);
    if (frame.lab_view().pinned && frame.selection && frame.results.outputs[0]) {
        const Cell output = frame.selection->output;
        course.start = static_cast<double>(output.row) * frame.results.outputs[0]->filtered.cols() + output.col;
    }
    return course;
}

void put(Frame& frame, const std::optional<Player>& player) {
    if (player) frame.perform(set_lab_view([player](LabView& view) { view.player = *player; }));
}

}  // namespace

PlayerCourse lab_course(const LabResults& results) {
    const Size input = results.input.size();
    const FilterSettings& settings = results.request.settings[0];
    return {.filter = player_positions(input, settings, PlayerPass::filter),
            .pool = player_positions(input, settings, PlayerPass::pool)};
}

void lab_player_bar(Frame& frame, Rect row) {
    put(frame, player_bar(frame.ui, row, frame.lab_view().player, course_from_pin(frame)));
}

void lab_player_keys(Frame& frame) {
    put(frame, player_keys(frame.ui, frame.lab_view().player, course_from_pin(frame)));
}

}  // namespace convscope
