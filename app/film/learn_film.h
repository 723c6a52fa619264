// A filter that learns as a film, from its start values to the present ones.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/film/film.h"
#include "core/filter/learn/learner.h"

namespace convscope {

struct LearnFilmSource {
    Plane input, target;
    std::string target_title;
    Range target_range;
    std::shared_ptr<const WindowMoments> moments;
    LearnOptions options;
    std::int64_t steps = 0;  ///< made so far; 0: the film goes on until the values stay
};

/// nullopt without moments.
std::optional<Film> learn_film(const LearnFilmSource& source);

}  // namespace convscope
