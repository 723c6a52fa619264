// The view state of the Training workspace, as plain values: page, moment, selected filter. Undo does not restore it.
// Must not include anything that draws: sessions keep these values too.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace convscope {

struct Training;

enum class TrainingPage { watch, confusion, hardest, health, step, runs, own };
inline constexpr std::array<std::string_view, 7> kTrainingPageNames{"watch", "confusion", "hardest", "health",
                                                                    "step",  "runs",      "own"};
/// The order of the table of runs.
enum class RunOrder { newest, parameters, seconds, accuracy, validation, test, loss };
/// The section of the left panel that is shown.
enum class TrainingSection { data, network, options };
inline constexpr std::array<std::string_view, 3> kTrainingSectionNames{"data", "network", "options"};

/// Steps per second while training plays; 0 is full speed.
inline constexpr std::array<double, 5> kTrainingSpeeds{1, 4, 16, 64, 0};
/// The seconds that the playback of all snapshots takes.
inline constexpr double kPlaybackSeconds = 8;

struct TrainingView {
    TrainingPage page = TrainingPage::watch;
    TrainingSection section = TrainingSection::data;
    /// The number of finished steps of the moment that all views show; nullopt: the newest.
    std::optional<std::int64_t> moment;
    bool plays_back = false;  ///< the moment advances over the snapshots
    double playback = 0;      ///< its place, 0 to 1
    int speed = 4;            ///< index into kTrainingSpeeds
    bool is_logarithmic = false;
    std::int64_t filter = 0;               ///< the selected filter of the first layer
    int maps_layer = -1;                   ///< the node whose maps the page Watch shows; -1: the filters' change
    int example = 0;                       ///< the pinned picture whose maps are shown
    std::int64_t truth = -1, answer = -1;  ///< the chosen cell of the confusion matrix; -1: none
    bool percent = false;                  ///< the confusion matrix shows per cent
    RunOrder run_order = RunOrder::newest;
    int own_class = 0;           ///< the class of the user's own to which pictures are added
    std::string kept_run;        ///< the name under which the present run is kept on disk; empty: it is not
    std::string run, other_run;  ///< names of the runs that are compared; empty: none
    std::string experiment;      ///< key of the experiment whose sentences are shown; empty: none
    /// The settings before that experiment, so that the next one does not add to it; null: none.
    std::shared_ptr<const Training> before_experiment;
    /// Grows with every fresh start, which ends a run even if it has the same settings.
    std::uint64_t fresh_starts = 0;
    bool operator==(const TrainingView&) const = default;
};

}  // namespace convscope
