// The Filter Lab's player as a film: the sliding window, the pooling block, or the sum of one pixel.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/film/film.h"
#include "app/view/player.h"
#include "core/filter/geometry.h"
#include "core/filter/result.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

/// One filter on one picture. `result` must have been computed from `input` with `settings`.
struct LabFilmSource {
    Plane input;
    FilterSettings settings;
    std::shared_ptr<const FilterResult> result;
    ColourScale scale;  ///< of the filtered and the pooled picture
    ValueKind kind = ValueKind::signed_values;
    PlayerPass pass = PlayerPass::filter;
    Cell pixel;  ///< the output pixel whose sum the sum pass adds up
};

/// The film of the pass; nullopt if the pass has no positions.
std::optional<Film> lab_film(const LabFilmSource& source);

}  // namespace convscope
