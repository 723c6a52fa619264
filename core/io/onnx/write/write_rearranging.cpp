#include "core/io/onnx/write/write_rearranging.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::onnx {

using nn::Shape;
using Lengths = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

namespace {

/// The operand reshaped so that it broadcasts to the layer's output: with length 1 for axes that it lacks.
std::string aligned_operand(const LayerWriter& w, std::size_t which) {
    const Shape& operand = w.shape(which);
    const std::string prefix = w.node.name + "/aligned";
    if (operand.rank() == w.node.shape.rank()) return w.input(which);
    if (!w.node.shape.is_image()) {
        Lengths lengths(w.node.shape.rank() - operand.rank(), 1);
        lengths.insert(lengths.end(), operand.axes.begin(), operand.axes.end());
        return w.graph.reshaped(w.input(which), lengths, prefix);
    }
    std::string value = w.input(which);
    if (operand.rank() == 2)
        value = w.graph.add_inner("Transpose", {value}, w.node.name + "/transposed", {.lists = {{"perm", {0, 2, 1}}}});
    return w.graph.reshaped(value, {operand.channels(), operand.rows(), operand.cols()}, prefix);
}

/// Adds the constant of all lengths of the resized image, with the batch's taken from the input's shape.
std::string new_lengths(const LayerWriter& w, const nn::Resizing::Parameters& p) {
    const std::string& name = w.node.name;
    const std::string shape = w.graph.add_inner("Shape", {w.input()}, name + "/input_shape");
    const std::string batch = w.graph.add_inner(
        "Slice", {shape, w.graph.integers(name + "/first", {0}), w.graph.integers(name + "/second", {1})},
        name + "/batch");
    const std::string lengths = w.graph.integers(name + "/lengths", {w.shape().channels(), p.rows, p.cols});
    return w.graph.add_inner("Concat", {batch, lengths}, name + "/sizes",
                             {.lists = {}, .integers = {{"axis", 0}}, .numbers = {}, .texts = {}});
}

}  // namespace

/// ONNX's arithmetic operators take two operands: a layer with n inputs becomes a chain of n - 1 operators.
void write_merge(const LayerWriter& w) {
    static const std::vector<std::pair<std::string_view, const char*>> kKinds{
        {"Add", "Add"}, {"Multiply", "Mul"}, {"Subtract", "Sub"}, {"Divide", "Div"}, {"Maximum", "Max"}};
    const auto kind = std::ranges::find(kKinds, w.node.layer->type(), &std::pair<std::string_view, const char*>::first);
    if (kind == kKinds.end()) throw nn::ShapeError(tr("is of a kind that cannot be written as ONNX yet"));
    const std::size_t count = w.node.inputs.size();
    std::string value = aligned_operand(w, 0);
    for (std::size_t i = 1; i < count; ++i) {
        const std::string name = i + 1 == count ? w.node.name : w.graph.inner_name(w.node.name + "/part");
        value = w.graph.add(kind->second, {value, aligned_operand(w, i)}, name);
    }
}

void write_concatenate(const LayerWriter& w, const nn::Concatenate& layer) {
    const auto rank = static_cast<int>(w.node.shape.rank());
    const int axis = layer.axis() < 0 ? layer.axis() + rank : layer.axis();
    Names inputs;
    for (std::size_t i = 0; i < w.node.inputs.size(); ++i) inputs.push_back(w.input(i));
    w.graph.add("Concat", inputs, w.node.name,
                {.lists = {},
                 .integers = {{"axis", file_axis(w.node.shape, static_cast<std::size_t>(axis))}},
                 .numbers = {},
                 .texts = {}});
}

/// Flattens in the file's order if only Dense layers consume the output, because their kernels can be permuted;
/// otherwise in the model's order.
void write_flatten(const LayerWriter& w) {
    if (w.shape().is_image() && w.graph.feeds_dense_only(w.index)) {
        w.graph.flattened_image(w.index) = w.shape();
        w.graph.add("Flatten", {w.input()}, w.node.name);
        return;
    }
    w.graph.add("Flatten", {w.graph.channels_last(w.input(), w.shape())}, w.node.name);
}

void write_reshape(const LayerWriter& w) {
    const std::string value = w.graph.channels_last(w.input(), w.shape());
    w.graph.as_output(w.graph.reshaped(value, w.node.shape.axes, w.node.name + "/reshaped"), w.index);
}

void write_permute(const LayerWriter& w, const nn::Permute::Parameters& p) {
    const std::string& name = w.node.name;
    const std::string view = w.graph.reshaped(w.graph.channels_last(w.input(), w.shape()), p.view.axes, name + "/view");
    Attributes order{.lists = {{"perm", {0}}}};
    for (const std::size_t axis : p.order) order.lists[0].second.push_back(static_cast<std::int64_t>(axis) + 1);
    const std::string value = w.graph.add_inner("Transpose", {view}, name + "/transposed", order);
    w.graph.as_output(w.graph.reshaped(value, w.node.shape.axes, name + "/reshaped"), w.index);
}

void write_padding(const LayerWriter& w, const nn::ZeroPadding2D& layer) {
    using Mode = nn::BorderFill::Mode;
    const nn::Border& b = layer.border();
    const Mode mode = layer.fill().mode;
    const std::string pads = w.graph.integers(w.node.name + "/pads", {0, 0, b.top, b.left, 0, 0, b.bottom, b.right});
    const char* const mode_name = mode == Mode::constant ? "constant" : mode == Mode::edge ? "edge" : "reflect";
    w.graph.add("Pad", {w.input(), pads, w.number("value", layer.fill().value)}, w.node.name,
                {.lists = {}, .integers = {}, .numbers = {}, .texts = {{"mode", mode_name}}});
}

void write_cropping(const LayerWriter& w, const nn::Border& b) {
    const Shape& image = w.shape();
    w.graph.add("Slice",
                {w.input(), w.graph.integers(w.node.name + "/starts", {b.top, b.left}),
                 w.graph.integers(w.node.name + "/ends", {image.rows() - b.bottom, image.cols() - b.right}),
                 w.graph.integers(w.node.name + "/axes", {2, 3})},
                w.node.name);
}

void write_resizing(const LayerWriter& w, const nn::Resizing::Parameters& p) {
    using enum nn::Interpolation;
    constexpr std::array kModes{"nearest", "linear", "cubic"};
    constexpr std::array kCoordinates{"half_pixel",         "align_corners",        "asymmetric",
                                      "pytorch_half_pixel", "half_pixel_symmetric", "tf_half_pixel_for_nn"};
    constexpr std::array kRoundings{"round_prefer_ceil", "round_prefer_floor", "floor", "ceil"};
    const nn::Placement& placement = p.placement;
    if (placement.coordinates == nn::Coordinates::half_pixel_symmetric)
        throw nn::ShapeError(tr("maps the middles of its images to each other, which ONNX has since opset 19 only"));
    const std::string& name = w.node.name;
    Attributes attributes;
    attributes.texts = {
        {"mode", kModes.at(static_cast<std::size_t>(p.interpolation))},
        {"coordinate_transformation_mode", kCoordinates.at(static_cast<std::size_t>(placement.coordinates))},
        {"nearest_mode", kRoundings.at(static_cast<std::size_t>(placement.rounding))}};
    if (p.interpolation == cubic) {
        attributes.numbers = {{"cubic_coeff_a", static_cast<float>(placement.cubic_a)}};
        attributes.integers = {{"exclude_outside", placement.excludes_outside ? 1 : 0}};
    }
    if (placement.row_scale > 0 || placement.col_scale > 0) {
        const auto scale = [](double stated, std::int64_t from, std::int64_t to) {
            if (stated > 0) return static_cast<float>(stated);
            const auto ratio = static_cast<float>(static_cast<double>(to) / static_cast<double>(from));
            // Readers round the product with the length down.
            const bool is_too_small = std::floor(static_cast<double>(from) * ratio) < static_cast<double>(to);
            return is_too_small ? std::nextafter(ratio, std::numeric_limits<float>::infinity()) : ratio;
        };
        const std::string scales = w.graph.floats(name + "/scales", {4},
                                                  {1, 1, scale(placement.row_scale, w.shape().rows(), p.rows),
                                                   scale(placement.col_scale, w.shape().cols(), p.cols)});
        w.graph.add("Resize", {w.input(), "", scales}, name, attributes);
        return;
    }
    w.graph.add("Resize", {w.input(), "", "", new_lengths(w, p)}, name, attributes);
}

void write_take(const LayerWriter& w, const nn::Take::Parameters& p) {
    w.graph.add("Gather", {w.input(), w.graph.integers(w.node.name + "/indexes", p.indexes)}, w.node.name,
                {.lists = {}, .integers = {{"axis", file_axis(w.node.shape, p.axis)}}, .numbers = {}, .texts = {}});
}

void write_up_sampling(const LayerWriter& w, const nn::UpSampling2D::Parameters& p) {
    const bool nearest = p.interpolation == nn::UpSampling2D::Interpolation::nearest;
    Attributes attributes;
    attributes.texts = {{"mode", nearest ? "nearest" : "linear"},
                        {"coordinate_transformation_mode", nearest ? "asymmetric" : "half_pixel"}};
    if (nearest) attributes.texts.emplace_back("nearest_mode", "floor");
    const std::string scales = w.graph.floats(
        w.node.name + "/scales", {4}, {1, 1, static_cast<float>(p.row_factor), static_cast<float>(p.col_factor)});
    w.graph.add("Resize", {w.input(), "", scales}, w.node.name, attributes);
}

}  // namespace convscope::onnx
