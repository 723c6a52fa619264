// The state that the panels and pages of the Training workspace share in one frame. The workspace makes one per frame.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/document/training/training_commands.h"
#include "app/gui/training/scene/run_keeper.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/training/run_shelf.h"
#include "core/base/text/translation.h"

namespace convscope {

struct TrainingScene {
    Frame& frame;
    Ui& ui;
    const Training& training;
    const TrainingView& view;
    RunKeeper& keeper;
    RunShelf& shelf;
    const TrainingResults& results;
    bool has_open_dataset = false;
    bool has_fashion_mnist = false;
    bool has_just_ended = false;  ///< a press that was meant for Pause may still come

    const std::vector<nn::Snapshot>& snapshots() const { return results.snapshots.all(); }
    /// The snapshot that all views show; null before there is one.
    const nn::Snapshot* moment() const;
    /// The snapshot before it; null for the first.
    const nn::Snapshot* moment_before() const;

    void change_view(std::function<void(TrainingView&)> change) { frame.perform(set_training_view(std::move(change))); }
    void change(std::string label, std::function<void(Training&)> edit, std::uint64_t gesture = 0) {
        frame.perform(set_training(std::move(label), std::move(edit), gesture));
    }
};

/// The name of a class of the pictures.
std::string class_name(const TrainingScene& scene, std::int64_t number);
/// "step 320, epoch 3": the place of a number of steps in the run.
std::string moment_text(const TrainingScene& scene, std::int64_t step);
/// The first node with a kernel of a convolution, otherwise the first with weights; nullopt if there is none.
std::optional<int> first_weighted_node(const nn::Model& model);

// The transport. Each does nothing if there is no run.

bool is_playing(const TrainingScene& scene);
/// True if the run has come to its end, or has failed.
bool has_ended(const TrainingScene& scene);
/// True if training can go on: there is a run and it has not ended.
bool can_train(const TrainingScene& scene);
/// Trains on, pauses, or trains again from the start if the run has ended and not just now.
void play_or_pause(TrainingScene& scene);
/// True if the views show the newest moment, from which training goes on.
bool shows_newest(const TrainingScene& scene);
/// The reason why no step can be taken from an earlier moment.
inline constexpr Message kEarlierMoment =
    tr("The time line shows an earlier moment. Press End to go to the newest one: steps go on from there");
/// Takes one step, or the steps to the end of the epoch. Gives the user kEarlierMoment if that is shown.
void advance_training(TrainingScene& scene, TrainingEngine::Advance by);
void back_to_start(TrainingScene& scene);
/// Shows the snapshot of that index, limited to those that exist; the last one follows the training.
void show_snapshot(TrainingScene& scene, std::ptrdiff_t index);

}  // namespace convscope
