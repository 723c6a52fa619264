#include "app/gui/lab/lab_player.h"

namespace convscope {

namespace {

/// The player's course. A player that is off starts at the pinned pixel.
PlayerCourse course_from_pin(const LabScene& scene) {
    PlayerCourse course = lab_course(scene.results);
    if (scene.view.pinned && scene.selection && scene.results.outputs[0]) {
        const Cell output = scene.selection->output;
        course.start = static_cast<double>(output.row) * scene.results.outputs[0]->filtered.cols() + output.col;
    }
    return course;
}

void put(LabScene& scene, const std::optional<Player>& player) {
    if (player) scene.frame.perform(set_lab_view([player](LabView& view) { view.player = *player; }));
}

}  // namespace

PlayerCourse lab_course(const LabResults& results) {
    const Size input = results.input.size();
    const FilterSettings& settings = results.request.settings[0];
    return {.filter = player_positions(input, settings, PlayerPass::filter),
            .pool = player_positions(input, settings, PlayerPass::pool)};
}

void lab_player_bar(LabScene& scene, Rect row) {
    put(scene, player_bar(scene.ui, row, scene.view.player, course_from_pin(scene)));
}

void lab_player_keys(LabScene& scene) {
    put(scene, player_keys(scene.ui, scene.view.player, course_from_pin(scene)));
}

}  // namespace convscope
