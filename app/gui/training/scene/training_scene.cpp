#include "app/gui/training/scene/training_scene.h"

#include <algorithm>

#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"
#include "core/nn/model/layer.h"

namespace convscope {

const nn::Snapshot* TrainingScene::moment() const {
    const std::optional<std::size_t> index = keeper.moment();
    return index && *index < snapshots().size() ? &snapshots()[*index] : nullptr;
}

const nn::Snapshot* TrainingScene::moment_before() const {
    const std::optional<std::size_t> index = keeper.moment();
    return index && *index > 0 && *index < snapshots().size() ? &snapshots()[*index - 1] : nullptr;
}

std::string class_name(const TrainingScene& scene, std::int64_t number) {
    const auto index = static_cast<std::size_t>(number);
    const auto& study = scene.keeper.study();
    if (study && index < study->class_names.size()) return study->class_names[index];
    return std::to_string(number);
}

std::string moment_text(const TrainingScene& scene, std::int64_t step) {
    const std::int64_t per_epoch = std::max<std::int64_t>(1, scene.results.steps_per_epoch);
    if (step == 0) return tr("before training");
    return tr("step {}, epoch {}", with_separators(step), (step - 1) / per_epoch + 1);
}

std::optional<int> first_weighted_node(const nn::Model& model) {
    std::optional<int> first;
    for (int node = 0; node < model.size(); ++node) {
        if (model.node(node).weights.empty()) continue;
        if (model.node(node).weights.front()->shape.axes.size() == 4) return node;
        if (!first && model.node(node).weights.front()->shape.axes.size() == 2) first = node;
    }
    return first;
}

bool is_playing(const TrainingScene& scene) {
    return scene.results.state == EngineState::running;
}

bool has_ended(const TrainingScene& scene) {
    return scene.keeper.is_ready() &&
           (scene.results.state == EngineState::finished || scene.results.state == EngineState::failed);
}

bool can_train(const TrainingScene& scene) {
    return scene.keeper.is_ready() &&
           (scene.results.state == EngineState::paused || scene.results.state == EngineState::running);
}

void play_or_pause(TrainingScene& scene) {
    if (is_playing(scene)) return scene.keeper.engine().pause();
    if (scene.has_just_ended) return;
    if (has_ended(scene)) scene.keeper.restart();
    if (!can_train(scene) && !has_ended(scene)) return;
    scene.change_view([](TrainingView& view) {
        view.moment.reset();
        view.plays_back = false;
    });
    scene.keeper.engine().play(kTrainingSpeeds.at(static_cast<std::size_t>(scene.view.speed)));
}

bool shows_newest(const TrainingScene& scene) {
    const std::optional<std::size_t> index = scene.keeper.moment();
    return !scene.view.moment || !index || *index + 1 == scene.snapshots().size();
}

void advance_training(TrainingScene& scene, TrainingEngine::Advance by) {
    if (!can_train(scene)) return;
    if (!shows_newest(scene)) return scene.ui.report(tr("{}.", kEarlierMoment));
    scene.change_view([](TrainingView& view) {
        view.moment.reset();
        view.plays_back = false;
    });
    scene.keeper.engine().advance(by);
}

void back_to_start(TrainingScene& scene) {
    if (scene.results.state == EngineState::idle || scene.results.step == 0) return;
    scene.keeper.restart();
    scene.change_view([](TrainingView& view) {
        view.moment.reset();
        view.plays_back = false;
    });
}

void show_snapshot(TrainingScene& scene, std::ptrdiff_t index) {
    const std::ptrdiff_t last = std::ssize(scene.snapshots()) - 1;
    if (last < 0) return;
    std::optional<std::int64_t> moment;
    if (index < last) moment = scene.snapshots()[static_cast<std::size_t>(std::max<std::ptrdiff_t>(index, 0))].step;
    scene.change_view([moment](TrainingView& view) {
        view.moment = moment;
        view.plays_back = false;
    });
}

}  // namespace convscope
