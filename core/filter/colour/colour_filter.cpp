#include "core/filter/colour/colour_filter.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/filter/fused.h"

namespace convscope {

namespace {

ColourPixelExplanation::Slice explained_slice(const Plane& plane, const ColourFilterSettings& settings,
                                              std::size_t slice, int row, int col) {
    PixelExplanation pixel = explain_pixel(plane, slice_settings(settings, slice), row, col);
    const bool on = settings.on.at(slice);
    return {on, std::move(pixel.terms), on ? pixel.sum : 0};
}

}  // namespace

FilterSettings slice_settings(const ColourFilterSettings& settings, std::size_t slice) {
    FilterSettings one = settings.steps;
    one.kernel = settings.slices.at(slice);
    return one;
}

std::string colour_geometry_problem(Size input, const ColourFilterSettings& settings) {
    for (const Kernel& slice : settings.slices)
        if (slice.size != settings.slices.front().size)
            return tr("The three slices of a colour filter must have the same size. Choose one size for all of them.");
    if (settings.steps.border == Border::keep)
        return tr("A map of three channels has no border to keep. Choose another border.");
    return geometry_problem(input, slice_settings(settings, 0));
}

ColourPixelExplanation explain_colour_pixel(const Picture& picture, const ColourFilterSettings& settings, int row,
                                            int col) {
    ColourPixelExplanation pixel;
    pixel.row = row;
    pixel.col = col;
    pixel.taps = settings.slices.front().size;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        pixel.slices.at(i) = explained_slice(channel_plane(picture, kSliceChannels.at(i)), settings, i, row, col);
        pixel.sum += pixel.slices.at(i).sum;
    }
    pixel.weighted = pixel.sum * settings.steps.weight;
    pixel.biased = pixel.weighted + settings.steps.bias;
    pixel.activated = activate(settings.steps.activation, pixel.biased);
    return pixel;
}

PoolExplanation explain_colour_pool(const Picture& picture, const ColourFilterSettings& settings, int row, int col) {
    const int size = settings.steps.pool_size;
    std::vector<double> candidates;
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j) {
            // Pooling reads the filtered map, whose values are floats.
            const double exact = explain_colour_pixel(picture, settings, row * size + i, col * size + j).activated;
            candidates.push_back(static_cast<float>(exact));
        }
    PoolExplanation pool = pool_block(settings.steps.pooling, size, std::move(candidates));
    pool.row = row;
    pool.col = col;
    return pool;
}

FilterResult colour_filter_reference(const Picture& picture, const ColourFilterSettings& settings) {
    if (const std::string problem = colour_geometry_problem(picture.size(), settings); !problem.empty())
        throw std::invalid_argument(problem);

    const Geometry g = geometry(picture.size(), slice_settings(settings, 0));
    FilterResult result;
    result.filtered.resize(g.filtered());
    for (int row = 0; row < result.filtered.rows(); ++row)
        for (int col = 0; col < result.filtered.cols(); ++col)
            result.filtered.at(row, col) =
                static_cast<float>(explain_colour_pixel(picture, settings, row, col).activated);
    result.filtered_range = finite_range(result.filtered);

    if (settings.steps.pooling != Pooling::none && g.pooled().area() > 0) {
        result.pooled.resize(g.pooled());
        for (int row = 0; row < result.pooled.rows(); ++row)
            for (int col = 0; col < result.pooled.cols(); ++col)
                result.pooled.at(row, col) = static_cast<float>(explain_colour_pool(picture, settings, row, col).value);
        result.pooled_range = finite_range(result.pooled);
    }
    return result;
}

void colour_filter(const Picture& picture, const ColourFilterSettings& settings, FilterResult& result) {
    if (const std::string problem = colour_geometry_problem(picture.size(), settings); !problem.empty())
        throw std::invalid_argument(problem);
    std::array<Plane, kColourChannels> planes;
    std::vector<FusedSlice> slices;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        planes.at(i) = channel_plane(picture, kSliceChannels.at(i));
        if (settings.on.at(i)) slices.push_back({&planes.at(i), &settings.slices.at(i)});
    }
    run_fused(slices, slice_settings(settings, 0), picture.size(), result);
}

}  // namespace convscope
