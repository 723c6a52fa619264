#include "app/gui/lab/filter/preset_previews.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/filter/geometry.h"
#include "core/filter/result.h"
#include "core/filter/result_kind.h"
#include "core/image/colours/colour_policy.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/reduce.h"

namespace convscope {

namespace {

constexpr int kMaxPreviewSide = 96;   ///< the reduced picture is at most this many pixels wide and high, if possible
constexpr int kMinPreviewSide = 384;  ///< a preview has at least about half as many pixels
constexpr int kMaxFactor = 64;        ///< the largest factor of reduce()

/// The side of the square in which a value is drawn, so that the pixels of small pictures have sharp edges.
int magnification(Size size) {
    return std::max(1, kMinPreviewSide / std::max(size.rows, size.cols));
}

/// The values as squares, in the colours that a view selects for them.
std::vector<std::uint8_t> coloured(const FilterResult& result, const FilterSettings& settings, ColourMap chosen) {
    const FloatImage& image = result.filtered;
    const ValueKind kind =
        settings.median
            ? ValueKind::picture
            : activated_kind(response_kind(settings.kernel, settings.weight, settings.bias), settings.activation);
    const ColourScale scale =
        colour_scale({.map = chosen}, kind, result.filtered_range, ValueHistogram(image).largest(kClippedShare));
    std::vector<std::uint8_t> rgba;
    const int side = magnification(image.size());
    rgba.reserve(static_cast<std::size_t>(image.size().area() * side * side) * 4);
    for (int r = 0; r < image.rows() * side; ++r) {
        for (int c = 0; c < image.cols() * side; ++c) {
            const Rgb colour = colour_of(scale, image.at(r / side, c / side));
            rgba.insert(rgba.end(), {colour.red, colour.green, colour.blue, 255});
        }
    }
    return rgba;
}

}  // namespace

void PresetPreviews::reduce_source(const LabScene& scene) {
    const Plane& input = scene.results.input;
    if (source_.revision == scene.results.input_revision) return;
    source_.revision = scene.results.input_revision;
    int factor = 1;
    while (factor < kMaxFactor && std::max(input.rows(), input.cols()) > kMaxPreviewSide * factor) factor *= 2;
    source_.factor = factor;
    FloatImage small;
    reduce(input, {0, 0, input.rows(), input.cols()}, factor, small);
    source_.plane = to_plane(small);
}

/// The lab's settings, so that the preview of a picture that is not reduced equals the output. A reduced picture has
/// the border `replicate` and stride and dilation 1, because a lost border or a stride would be much wider than the
/// lab's. So has a picture on which the lab's settings give no output.
FilterSettings PresetPreviews::settings_of(const LabScene& scene, const LabFilter& filter) const {
    FilterSettings settings{.kernel = filter.kernel,
                            .median = filter.median,
                            .weight = filter.weight,
                            .bias = filter.bias,
                            .stride = scene.lab.stride,
                            .dilation = scene.lab.dilation,
                            .border = scene.lab.border,
                            .activation = scene.lab.activation};
    if (source_.factor == 1 && geometry_problem(source_.plane.size(), settings).empty()) return settings;
    settings.stride = settings.dilation = 1;
    settings.border = Border::replicate;
    return settings;
}

void PresetPreviews::make(Preview& preview) const {
    if (!geometry_problem(source_.plane.size(), preview.settings).empty()) return;
    FilterResult result;
    convscope::filter(source_.plane, preview.settings, result);
    const Size size = result.filtered.size();
    const int side = magnification(size);
    preview.texture.upload_rgba({size.rows * side, size.cols * side},
                                coloured(result, preview.settings, preview.colours));
}

void PresetPreviews::show(const LabScene& scene, const std::string& key, const LabFilter& filter, Rect square) {
    if (scene.results.input.empty()) return;
    reduce_source(scene);
    Preview& preview = previews_[key];
    const FilterSettings settings = settings_of(scene, filter);
    if (preview.revision != source_.revision || preview.settings != settings ||
        preview.colours != scene.view.colour_map) {
        preview.revision = source_.revision;
        preview.settings = settings;
        preview.colours = scene.view.colour_map;
        make(preview);
    }
    if (preview.texture.id() == 0) return;
    const auto rows = static_cast<float>(preview.texture.size().rows);
    const auto cols = static_cast<float>(preview.texture.size().cols);
    const float scale = std::min(square.w / cols, square.h / rows);
    const float w = std::max(1.0F, std::round(cols * scale));
    const float h = std::max(1.0F, std::round(rows * scale));
    const float x = std::round(square.centre_x() - w / 2);
    const float y = std::round(square.centre_y() - h / 2);
    scene.ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(preview.texture.id())),
                                    {x, y}, {x + w, y + h}, {0, 0}, {1, 1}, IM_COL32_WHITE, scene.ui.px(3));
}

}  // namespace convscope
