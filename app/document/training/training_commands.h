// The edits of the Training workspace, as commands. Its panels change the document only through them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/document/history.h"
#include "core/base/text/translation.h"

namespace convscope {

/// The settings with every number in its range; the default for a number that is not finite.
Training limited(Training training);
/// Changes the settings; it is one undo step named `label`. Values are limited to their ranges afterwards. The view
/// shows the newest moment again, unless only the rate has changed.
Command set_training(std::string label, std::function<void(Training&)> change, std::uint64_t gesture = 0);
/// Chooses the data set in the folder.
Command choose_training_folder(std::filesystem::path folder);
/// Changes the view state of the Training workspace. Undo does not record it.
Command set_training_view(std::function<void(TrainingView&)> change);

/// An experiment of one click. `sentences` says what to watch for and why it happens.
struct TrainingExperiment {
    std::string_view key;
    Message title, sentences;
    void (*apply)(Training&);
};
/// The experiments, most of which fail on purpose.
std::span<const TrainingExperiment> training_experiments();
/// Applies the experiment of that key to the settings as one undo step, and shows its sentences.
Command start_experiment(std::string_view key);

/// Shows the Training workspace with the settings of the model that is open in Layers: of its switches if
/// NetworkSettings can describe it, otherwise the model itself.
Command change_open_network();

}  // namespace convscope
