#include "app/gui/lab/lab_player.h"

#include <algorithm>

#include "app/gui/lab/fit_problem.h"
#include "app/gui/lab/inspector/sum_steps.h"

namespace convscope {

namespace {

/// The course of the player on screen: where it is off it begins at the pinned pixel, and the arithmetic that it can
/// play is that of the selected pixel.
PlayerCourse course_on_screen(const LabScene& scene) {
    PlayerCourse course = lab_course(scene.results, scene.view.player);
    if (!scene.selection || !scene.results.outputs[0]) return course;
    const Cell output = scene.selection->output;
    course.pixel = std::int64_t{output.row} * scene.results.outputs[0]->filtered.cols() + output.col;
    course.filter_in_use = scene.selection->filter;
    course.sum = std::ssize(explain_selection(scene.results, *scene.selection).steps);
    if (scene.view.pinned) course.start = static_cast<double>(course.pixel);
    return course;
}

void put(LabScene& scene, const std::optional<Player>& player) {
    if (player) scene.frame.perform(set_lab_view([player](LabView& view) { view.player = *player; }));
}

/// S plays the arithmetic of the selected pixel, and stops it.
std::optional<Player> sum_key(LabScene& scene, const PlayerCourse& course) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return std::nullopt;
    const auto key = std::ranges::find_if(ui.keys(), [](const KeyPress& press) { return press.is('s'); });
    if (key == ui.keys().end() || course.sum == 0) return std::nullopt;
    ui.keys().erase(key);
    Player player = scene.view.player;
    if (!is_adding(player)) return play_sum(player, course);
    player.active = player.playing = false;
    return player;
}

}  // namespace

PlayerCourse lab_course(const LabResults& results, const Player& player) {
    const Size input = results.input.size();
    const FilterSettings& settings = results.request.settings[0];
    PlayerCourse course{.filter = player_positions(input, settings, PlayerPass::filter),
                        .pool = player_positions(input, settings, PlayerPass::pool),
                        .timed = true};
    if (!results.problem.empty()) course.unavailable = kNoOutput;
    if (player.pass != PlayerPass::sum) return course;
    const auto selection = select_player(results, player, player.filter);
    if (selection) course.sum = std::ssize(explain_selection(results, *selection).steps);
    return course;
}

std::optional<Selection> select_player(const LabResults& results, Player player, int explained) {
    if (player.pass != PlayerPass::sum) player.filter = explained;
    player.filter = std::min(player.filter, results.request.count() - 1);
    return select_position(results.input.size(), results.request.settings[0], player);
}

void lab_player_bar(LabScene& scene, Rect row) {
    put(scene, player_bar(scene.ui, row, scene.view.player, course_on_screen(scene)));
}

void lab_player_keys(LabScene& scene) {
    const PlayerCourse course = course_on_screen(scene);
    put(scene, sum_key(scene, course));
    put(scene, player_keys(scene.ui, scene.view.player, course));
}

}  // namespace convscope
