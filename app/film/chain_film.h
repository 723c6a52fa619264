// A chain of stages as a film: one column of maps after the other is filled, from the picture to the last stage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/film/film.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

/// The maps of one column, all of one size.
struct ChainFilmColumn {
    std::string title;  ///< "Stage 1" or "max 2 × 2"
    std::vector<Plane> maps;
    ColourScale scale;
    ValueKind kind = ValueKind::picture;
};

/// The first column is the picture. nullopt with fewer than two columns.
std::optional<Film> chain_film(const std::vector<ChainFilmColumn>& columns);

}  // namespace convscope
