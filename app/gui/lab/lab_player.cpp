#include "app/gui/lab/lab_player.h"

#include <algorithm>

#include "app/gui/lab/fit_problem.h"
#include "app/gui/lab/inspector/sum_steps.h"

namespace convscope {

namespace {

/// The passes of the player on screen. An inactive player starts at the pinned pixel, if any; the sum pass plays the
/// arithmetic of the selected pixel.
PlayerPasses passes_on_screen(const LabScene& scene) {
    PlayerPasses passes = lab_passes(scene.results, scene.view.player);
    if (!scene.selection || !scene.results.outputs[0]) return passes;
    const Cell output = scene.selection->output;
    passes.pixel = std::int64_t{output.row} * scene.results.outputs[0]->filtered.cols() + output.col;
    passes.filter_in_use = scene.selection->filter;
    passes.sum = std::ssize(explain_selection(scene.results, *scene.selection).steps);
    if (scene.view.pinned) passes.start_position = static_cast<double>(passes.pixel);
    return passes;
}

void put(LabScene& scene, const std::optional<Player>& player) {
    if (player) scene.frame.perform(set_lab_view([player](LabView& view) { view.player = *player; }));
}

/// Takes the key S, which starts and stops the sum pass. Returns the changed player; nullopt if S is not pressed or no
/// pixel is selected.
std::optional<Player> sum_key(LabScene& scene, const PlayerPasses& passes) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return std::nullopt;
    const auto key = std::ranges::find_if(ui.keys(), [](const KeyPress& press) { return press.is('s'); });
    if (key == ui.keys().end() || passes.sum == 0) return std::nullopt;
    ui.keys().erase(key);
    Player player = scene.view.player;
    if (!is_adding(player)) return play_sum(player, passes);
    player.active = player.playing = false;
    return player;
}

}  // namespace

PlayerPasses lab_passes(const LabResults& results, const Player& player) {
    const Size input = results.input.size();
    const FilterSettings& settings = results.request.settings[0];
    PlayerPasses passes{.filter = player_positions(input, settings, PlayerPass::filter),
                        .pool = player_positions(input, settings, PlayerPass::pool),
                        .timed = true};
    if (!results.problem.empty()) passes.unavailable = kNoOutput;
    if (player.pass != PlayerPass::sum) return passes;
    const auto selection = select_player(results, player, player.filter);
    if (selection) passes.sum = std::ssize(explain_selection(results, *selection).steps);
    return passes;
}

std::optional<Selection> select_player(const LabResults& results, Player player, int explained) {
    if (player.pass != PlayerPass::sum) player.filter = explained;
    player.filter = std::min(player.filter, results.request.count() - 1);
    return select_position(results.input.size(), results.request.settings[0], player);
}

void lab_player_bar(LabScene& scene, Rect row) {
    put(scene, player_bar(scene.ui, row, scene.view.player, passes_on_screen(scene)));
}

void lab_player_keys(LabScene& scene) {
    const PlayerPasses passes = passes_on_screen(scene);
    put(scene, sum_key(scene, passes));
    put(scene, player_keys(scene.ui, scene.view.player, passes));
}

}  // namespace convscope
