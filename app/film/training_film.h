// The time line of a training as a film: the first layer's filters and the curves, moment by moment.
#pragma once

#include <optional>
#include <string>

#include "app/film/film.h"
#include "core/nn/train/watch/timeline.h"

namespace convscope {

struct TrainingFilmSource {
    nn::Snapshots snapshots;
    nn::Curves curves;
    std::string title;  ///< of the run
    int node = 1;       ///< the layer whose kernels are shown: rows x cols x input channels x filters
};

/// nullopt if there are fewer than two moments, or the layer has no kernels.
std::optional<Film> training_film(const TrainingFilmSource& source);

}  // namespace convscope
