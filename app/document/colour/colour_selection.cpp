#include "app/document/colour/colour_selection.h"

#include <algorithm>

namespace convscope {

std::optional<Selection> select_colour(const Picture& picture, const ColourFilterSettings& settings,
                                       const PixelRef& pixel) {
    if (!colour_geometry_problem(picture.size(), settings).empty()) return std::nullopt;
    // All channels have the same size, and so have all slices: any channel and slice give the pixels of the selection.
    const Plane channel = channel_plane(picture, kSliceChannels.front());
    const FilterSettings alone = slice_settings(settings, 0);
    PixelRef place = pixel;
    place.filter = 0;
    if (place.stage != Stage::pooled) return select(channel, alone, place);
    const Size pooled = geometry(picture.size(), alone).pooled();
    const bool exists = place.row >= 0 && place.col >= 0 && place.row < pooled.rows && place.col < pooled.cols;
    if (settings.steps.pooling == Pooling::none || !exists) return std::nullopt;
    const PoolExplanation pool = explain_colour_pool(picture, settings, place.row, place.col);
    const int candidate = std::max(pool.winner, 0);
    return select(channel, alone,
                  {Stage::filtered, 0, place.row * pool.size + candidate / pool.size,
                   place.col * pool.size + candidate % pool.size});
}

}  // namespace convscope
