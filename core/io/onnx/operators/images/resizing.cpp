#include "core/io/onnx/operators/images/resizing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/windows.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/up_sampling2d.h"

namespace convscope::onnx {

using nn::Coordinates;
using nn::Interpolation;
using nn::Rounding;

namespace {

/// A word of the file and its meaning.
template <class Meaning>
struct Word {
    std::string_view word;
    Meaning meaning;
};
template <class Meaning>
Word(std::string_view, Meaning) -> Word<Meaning>;

constexpr std::array kModes{Word{"nearest", Interpolation::nearest}, Word{"linear", Interpolation::bilinear},
                            Word{"bilinear", Interpolation::bilinear}, Word{"cubic", Interpolation::cubic}};
constexpr std::array kCoordinates{Word{"half_pixel", Coordinates::half_pixel},
                                  Word{"align_corners", Coordinates::align_corners},
                                  Word{"asymmetric", Coordinates::asymmetric},
                                  Word{"pytorch_half_pixel", Coordinates::half_pixel_or_first},
                                  Word{"half_pixel_symmetric", Coordinates::half_pixel_symmetric},
                                  Word{"tf_half_pixel_for_nn", Coordinates::pixel_centre}};
constexpr std::array kRoundings{Word{"round_prefer_ceil", Rounding::half_up},
                                Word{"round_prefer_floor", Rounding::half_down}, Word{"floor", Rounding::down},
                                Word{"ceil", Rounding::up}};

template <class Words>
auto meaning_of(const Call& call, const Words& words, const char* attribute, const std::string& fallback) {
    const std::string text = call.text(attribute, fallback);
    const auto* const found = std::ranges::find_if(words, [&](const auto& known) { return known.word == text; });
    if (found == words.end())
        call.refuse(tr("resizes with the {} {}", attribute, display_text(text)),
                    tr("use nearest, linear or cubic interpolation without a region of interest"));
    return found->meaning;
}

/// The new length of one axis, and its scale if the file states that.
struct ResizedAxis {
    std::int64_t length = 1;
    double scale = 0;
};

/// The axes of the input that are resized, in the order of scales and sizes.
std::vector<std::size_t> resized_axes(const Call& call, std::size_t rank) {
    if (call.has_attribute("axes")) return call.axes(call.integers("axes"), rank);
    std::vector<std::size_t> axes;
    for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(axis);
    return axes;
}

/// The attribute or input "scales"; nullopt if the file states sizes.
std::optional<std::vector<float>> stated_scales(const Call& call) {
    if (std::vector<float> list = call.numbers("scales"); !list.empty()) return list;
    const std::size_t input = call.node().kind == "Upsample" || call.opset() < 11 ? 1 : 2;
    if (!call.has(input)) return std::nullopt;
    std::vector<float> list = call.constant(input).numbers();
    return list.empty() ? std::nullopt : std::optional(std::move(list));
}

/// The lengths and scales of all axes of the image N, C, H, W or N, C, W.
std::vector<ResizedAxis> resized(const Call& call, const Value& image) {
    const std::vector<std::size_t> axes = resized_axes(call, image.rank());
    const std::optional<std::vector<float>> scales = stated_scales(call);
    const std::vector<std::int64_t> sizes = scales ? std::vector<std::int64_t>() : call.constant(3).integers();
    if ((scales ? scales->size() : sizes.size()) != axes.size())
        call.refuse(tr_count(std::ssize(axes), "does not give {} scale or size", "does not give {} scale or sizes"),
                    kExportAgain);
    std::vector<ResizedAxis> result;
    for (std::size_t axis = 0; axis < image.rank(); ++axis) result.push_back({image.length(axis), 0});
    for (std::size_t i = 0; i < axes.size(); ++i) {
        ResizedAxis& axis = result[axes[i]];
        if (axis.length == kBatchAxis) {
            if (scales && (*scales)[i] != 1) call.refuse(tr("resizes the batch"), tr("resize rows and columns only"));
            continue;
        }
        const double factor = scales ? double{(*scales)[i]} : 0;
        const double length =
            scales ? std::floor(static_cast<double>(axis.length) * factor) : static_cast<double>(sizes[i]);
        if (!(length >= 1) || length > nn::kMaxSide)
            call.refuse(tr_count(axis.length, "resizes {} pixel to {}", "resizes {} pixels to {}", length),
                        kExportAgain);
        const double usual = length / static_cast<double>(axis.length);
        axis = {static_cast<std::int64_t>(length), factor == usual ? 0 : factor};
    }
    if (result[1].length != image.length(1)) call.refuse(tr("resizes channels"), tr("resize rows and columns only"));
    return result;
}

/// An UpSampling2D layer if it computes the same: with whole factors, and pixels repeated or interpolated as in Keras.
nn::SharedLayer layer_of(const nn::Resizing::Parameters& p, const nn::Shape& image) {
    const nn::Placement& placement = p.placement;
    const std::int64_t rows = p.rows / image.rows(), cols = p.cols / image.cols();
    const bool is_whole = rows * image.rows() == p.rows && cols * image.cols() == p.cols && placement.row_scale == 0 &&
                          placement.col_scale == 0;
    const bool is_half_pixel = placement.coordinates == Coordinates::half_pixel ||
                               (placement.coordinates == Coordinates::half_pixel_or_first && p.rows > 1 && p.cols > 1);
    const bool rounds_half = placement.rounding == Rounding::half_up || placement.rounding == Rounding::half_down;
    const bool rounds_down =
        placement.rounding == Rounding::down || (placement.rounding == Rounding::half_down && rows <= 2 && cols <= 2);
    const bool repeats = placement.coordinates == Coordinates::asymmetric ? rounds_down : is_half_pixel && rounds_half;
    if (is_whole && ((p.interpolation == Interpolation::nearest && repeats) ||
                     (p.interpolation == Interpolation::bilinear && is_half_pixel)))
        return std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{rows, cols, p.interpolation});
    return std::make_shared<nn::Resizing>(p);
}

void check_supported(const Call& call, Interpolation interpolation) {
    if (call.integer("antialias", 0) != 0 && interpolation != Interpolation::nearest)
        call.refuse(tr("resizes with antialias"), tr("export it without antialias"));
    if (call.text("keep_aspect_ratio_policy", "stretch") != "stretch")
        call.refuse(tr("keeps the aspect ratio of the image"), tr("export it with fixed sizes"));
}

}  // namespace

void read_resize(const Call& call) {
    const Value image = as_image(call, call.value(0));
    const bool has_rows = image_axis_count(call, image) == 2;
    const std::vector<ResizedAxis> axes = resized(call, image);
    const ResizedAxis rows = has_rows ? axes[2] : ResizedAxis{}, cols = axes.back();
    // Before opset 11 there was only one kind of coordinates.
    const bool is_old = call.opset() < 11;
    nn::Resizing::Parameters parameters{
        rows.length,
        cols.length,
        meaning_of(call, kModes, "mode", "nearest"),
        {.coordinates =
             meaning_of(call, kCoordinates, "coordinate_transformation_mode", is_old ? "asymmetric" : "half_pixel"),
         .rounding = meaning_of(call, kRoundings, "nearest_mode", is_old ? "floor" : "round_prefer_floor"),
         .cubic_a = call.number("cubic_coeff_a", -0.75F),
         .excludes_outside = call.integer("exclude_outside", 0) != 0,
         .row_scale = rows.scale,
         .col_scale = cols.scale}};
    check_supported(call, parameters.interpolation);
    // Settings that the interpolation does not use keep their defaults, which name the layer's usual form.
    if (parameters.interpolation != Interpolation::nearest) parameters.placement.rounding = nn::Placement{}.rounding;
    if (parameters.interpolation != Interpolation::cubic) {
        parameters.placement.cubic_a = nn::Placement{}.cubic_a;
        parameters.placement.excludes_outside = false;
    }
    set_image(call, call.add(layer_of(parameters, call.shape(image)), {image.node}), image);
}

}  // namespace convscope::onnx
