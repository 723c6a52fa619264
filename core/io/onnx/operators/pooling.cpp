#include "core/io/onnx/operators/pooling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "core/io/onnx/operators/windows.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::onnx {

namespace {

template <class Pooling, class... Arguments>
void read_pool(const Call& call, Arguments... arguments) {
    call.only_first_output();
    const Value image = as_image(call, call.value(0));
    const std::size_t axes = image_axis_count(call, image);
    if (!call.has_attribute("kernel_shape")) call.refuse("has no kernel_shape", kExportAgain);
    const IntPair size = pair_of(call, "kernel_shape", axes, 1);
    const auto layer = std::make_shared<Pooling>(window_of(call, size, axes, call.shape(image)), arguments...);
    set_image(call, call.add(layer, {image.node}), image);
}

template <class Pooling>
void read_global_pool(const Call& call) {
    const Value image = as_image(call, call.value(0));
    set_image(call, call.add(std::make_shared<Pooling>(true), {image.node}), image);
}

/// The factors by which Resize enlarges N, C, H and W, from the attribute or input `scales` or from the input `sizes`.
std::vector<double> resize_factors(const Call& call, const nn::Shape& image) {
    if (const std::vector<float> list = call.numbers("scales"); !list.empty()) return {list.begin(), list.end()};
    if (call.has(3)) {
        const std::vector<std::int64_t> sizes = call.constant(3).integers();
        if (sizes.size() != 4) call.refuse("does not give four sizes", kExportAgain);
        return {1, static_cast<double>(sizes[1]) / static_cast<double>(image.channels()),
                static_cast<double>(sizes[2]) / static_cast<double>(image.rows()),
                static_cast<double>(sizes[3]) / static_cast<double>(image.cols())};
    }
    const std::size_t scales_input = call.node().kind == "Upsample" || call.opset() < 11 ? 1 : 2;
    const std::vector<float> scales = call.constant(scales_input).numbers();
    return {scales.begin(), scales.end()};
}

IntPair enlargement_of(const Call& call, const nn::Shape& image) {
    const std::vector<double> factors = resize_factors(call, image);
    const auto is_valid = [](double factor) {
        return factor >= 1 && factor <= nn::kMaxSide && factor == std::floor(factor);
    };
    if (factors.size() != 4 || factors[0] != 1 || factors[1] != 1 || !is_valid(factors[2]) || !is_valid(factors[3]))
        call.refuse("does not enlarge rows and columns by whole factors", "use factors such as 2");
    return {static_cast<std::int64_t>(factors[2]), static_cast<std::int64_t>(factors[3])};
}

/// The interpolation of UpSampling2D that gives the same result as the operator. Throws LoadError if there is none.
nn::UpSampling2D::Interpolation interpolation_of(const Call& call, IntPair factors) {
    const std::string mode = call.text("mode", "nearest");
    // Before opset 11 the transformation was always "asymmetric": input position = output position / factor.
    const bool is_old = call.opset() < 11;
    const std::string transformation =
        call.text("coordinate_transformation_mode", is_old ? "asymmetric" : "half_pixel");
    const std::string rounding = call.text("nearest_mode", is_old ? "floor" : "round_prefer_floor");
    const bool is_half_pixel = transformation == "half_pixel" || transformation == "pytorch_half_pixel";
    const bool rounds_down =
        rounding == "floor" || (factors.rows <= 2 && factors.cols <= 2 && rounding == "round_prefer_floor");
    if (mode == "nearest" &&
        (transformation == "asymmetric" ? rounds_down : is_half_pixel && rounding.starts_with("round")))
        return nn::UpSampling2D::Interpolation::nearest;
    if (mode == "linear" && is_half_pixel) return nn::UpSampling2D::Interpolation::bilinear;
    call.refuse(fmt::format("interpolates by {} ({})", display_text(mode), display_text(transformation)),
                "use nearest, or linear with half_pixel");
}

}  // namespace

void read_max_pool(const Call& call) {
    read_pool<nn::MaxPooling2D>(call);
}

void read_average_pool(const Call& call) {
    read_pool<nn::AveragePooling2D>(call, call.integer("count_include_pad", 0) != 0);
}

void read_global_average_pool(const Call& call) {
    read_global_pool<nn::GlobalAveragePooling2D>(call);
}

void read_global_max_pool(const Call& call) {
    read_global_pool<nn::GlobalMaxPooling2D>(call);
}

void read_resize(const Call& call) {
    const Value image = as_image(call, call.value(0));
    if (image_axis_count(call, image) != 2) call.refuse("resizes a signal", "resize images");
    const IntPair factors = enlargement_of(call, call.shape(image));
    const auto layer = std::make_shared<nn::UpSampling2D>(nn::UpSampling2D::Parameters{
        .row_factor = factors.rows, .col_factor = factors.cols, .interpolation = interpolation_of(call, factors)});
    set_image(call, call.add(layer, {image.node}), image);
}

}  // namespace convscope::onnx
