#include "core/io/keras/read/layers/layer_call.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nn::Shape;

namespace {

constexpr Message kAxisFault = tr("is not an axis of its input");
constexpr Message kBatchFault = tr("names the batch axis, which cannot be used here");

}  // namespace

LayerCall::LayerCall(std::string name, Fields fields, Values inputs, Assembly& assembly, LayerWeights& weights)
    : name_(std::move(name)),
      fields_(std::move(fields)),
      inputs_(std::move(inputs)),
      assembly_(assembly),
      weights_(weights) {}

const ArrangedValue& LayerCall::input() const {
    if (inputs_.size() != 1) throw nn::ShapeError(tr("needs one input, not {}", inputs_.size()));
    return inputs_.front();
}

bool LayerCall::channels_first() const {
    const std::string format = fields_.name_or("data_format", "channels_last");
    if (format != "channels_first" && format != "channels_last")
        fields_.refuse(tr("has an unknown data_format \"{}\"", format), tr("use channels_last or channels_first"));
    return format == "channels_first";
}

const std::vector<std::size_t>& LayerCall::image_axes() const {
    return channels_first() ? kChannelsFirst : kChannelsLast;
}

ArrangedValue LayerCall::image() {
    // The layer refuses values that are not images.
    if (input().rank() != 4) return in_file_order(input());
    return with_axes(input(), image_axes());
}

std::size_t LayerCall::axis(std::string_view key, const ArrangedValue& value) const {
    const nlohmann::json& setting = fields_.raw(key);
    const auto rank = static_cast<std::int64_t>(value.rank());
    const std::optional<std::int64_t> axis =
        setting.is_null()
            ? -1
            : integer_within(setting.is_array() && setting.size() == 1 ? setting[0] : setting, -rank, rank - 1);
    if (!axis) fields_.fail(key, kAxisFault);
    if (*axis == 0 || *axis == -rank) fields_.fail(key, kBatchFault);
    return static_cast<std::size_t>(*axis > 0 ? *axis : *axis + rank);
}

std::vector<std::size_t> LayerCall::axes(std::string_view key, const ArrangedValue& value,
                                         const std::vector<std::size_t>& fallback) const {
    const nlohmann::json& setting = fields_.raw(key);
    if (setting.is_null()) return fallback;
    const auto rank = static_cast<std::int64_t>(value.rank());
    std::vector<std::size_t> found;
    for (const nlohmann::json& item : setting.is_array() ? setting : nlohmann::json::array({setting})) {
        const std::optional<std::int64_t> axis = integer_within(item, -rank, rank - 1);
        if (!axis) fields_.fail(key, kAxisFault);
        if (*axis == 0 || *axis == -rank) fields_.fail(key, kBatchFault);
        found.push_back(static_cast<std::size_t>(*axis > 0 ? *axis : *axis + rank));
        if (std::ranges::count(found, found.back()) > 1) fields_.fail(key, tr("names an axis twice"));
    }
    return found;
}

bool LayerCall::has_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order) const {
    Shape expected;
    for (const std::size_t axis : axis_order) {
        if (axis >= value.rank()) return false;
        expected.axes.push_back(value.length(axis));
    }
    return shape(value) == expected && value.memory == value.factors_of(axis_order);
}

ArrangedValue LayerCall::in_file_order(const ArrangedValue& value) {
    return assembly_.in_file_order(value, name_);
}

ArrangedValue LayerCall::with_axes(const ArrangedValue& value, const std::vector<std::size_t>& axis_order) {
    return assembly_.with_axes(value, axis_order, name_);
}

ArrangedValue LayerCall::with_last(const ArrangedValue& value, std::size_t axis) {
    const auto groups = value.groups(shape(value));
    if (groups && !groups->empty() && groups->back() == value.axes[axis]) return value;
    std::vector<std::size_t> order = file_axes(value);
    std::erase(order, axis);
    order.push_back(axis);
    return with_axes(value, order);
}

ArrangedValue LayerCall::with_merged_last(const ArrangedValue& value, const std::vector<std::size_t>& axis_list) {
    return assembly_.innermost(value, value.factors_of(axis_list), name_);
}

std::pair<ArrangedValue, std::vector<std::size_t>> LayerCall::in_some_order(const ArrangedValue& value) {
    if (const auto order = value.axis_order(shape(value))) return {value, *order};
    const ArrangedValue ordered = in_file_order(value);
    return {ordered, file_axes(ordered)};
}

ArrangedValue LayerCall::shaped(const ArrangedValue& value, const Shape& target) {
    return assembly_.shaped(value, target, name_);
}

AlignedValues LayerCall::aligned() {
    if (inputs_.size() < 2) throw nn::ShapeError(tr("needs two inputs or more, not {}", inputs_.size()));
    // With axes of length 1 one value can have several axis orders, so the order of every input is tried.
    for (const ArrangedValue& candidate : inputs_) {
        const std::optional<std::vector<std::size_t>> order = candidate.axis_order(shape(candidate));
        if (order && std::ranges::all_of(inputs_, [&](const ArrangedValue& value) {
                return value.rank() == candidate.rank() && has_axes(value, *order);
            }))
            return {inputs_, *order};
    }
    Values values;
    for (const ArrangedValue& value : inputs_) values.push_back(in_file_order(value));
    return {values, file_axes(values.front())};
}

std::size_t LayerCall::index_of(const WeightRequest& request) {
    if (request.given)
        return assembly_.request(
            {request.name, request.stored, request.trainable, request.unused, *request.given, true}, name_);
    // Only the first call of a layer requests its weights; later calls share them.
    if (next_weight_ == weights_.weights.size())
        weights_.weights.push_back(
            assembly_.request({request.name, request.stored, request.trainable, request.unused, {}}, name_));
    const std::size_t index = weights_.weights[next_weight_++];
    const Shape& first_shape = assembly_.weights().all[index].shape;
    if (first_shape != request.stored)
        throw nn::ShapeError(tr("needs a {} of {} here and of {} elsewhere", request.name, to_string(request.stored),
                                to_string(first_shape)));
    return index;
}

Shape LayerCall::output_shape(const NewLayer& added) const {
    std::vector<Shape> shapes;
    for (const ArrangedValue& input : added.inputs) shapes.push_back(shape(input));
    return added.layer->output_shape(shapes);
}

int LayerCall::add_node(NewLayer added) {
    std::vector<Shape> shapes;
    for (const ArrangedValue& input : added.inputs) shapes.push_back(shape(input));
    const std::vector<nn::WeightSpec> specs = added.layer->weights(shapes);
    if (!added.weights) added.weights = unchanged_weights(*added.layer, shapes);
    std::vector<WeightConversion> conversions;
    for (const WeightRequest& request : *added.weights) {
        const std::size_t index = index_of(request);
        if (request.unused) continue;
        const Shape& view = request.view.axes.empty() ? request.stored : request.view;
        conversions.push_back({index, view, request.axes, request.rotated, specs.at(conversions.size()).shape});
    }
    const std::string name = added.name_suffix.empty() ? name_ : fmt::format("{}_{}", name_, added.name_suffix);
    return assembly_.add(name, added.layer, added.inputs, std::move(conversions),
                         fields_.boolean_or("trainable", true));
}

ArrangedValue LayerCall::add(NewLayer added, const std::vector<std::size_t>& axis_order) {
    const Shape shape = output_shape(added);
    if (shape.rank() != axis_order.size()) return add_in_file_order(std::move(added));
    Dims dims(shape.rank() + 1, kBatchAxis);
    for (std::size_t i = 0; i < axis_order.size(); ++i) dims[axis_order[i]] = shape.axes[i];
    const Arrangement result = Arrangement::of(dims, axis_order);
    const int node = add_node(std::move(added));
    assembly_.set_arrangement(node, result);
    return {node, result};
}

ArrangedValue LayerCall::add_in_file_order(NewLayer added) {
    Dims dims = output_shape(added).axes;
    dims.insert(dims.begin(), kBatchAxis);
    return {add_node(std::move(added)), Arrangement::of(dims)};
}

ArrangedValue LayerCall::add_as(NewLayer added, const Arrangement& result) {
    static_cast<void>(output_shape(added));  // throws before weights are requested
    const int node = add_node(std::move(added));
    assembly_.set_arrangement(node, result);
    return {node, result};
}

ArrangedValue LayerCall::add_like(NewLayer added) {
    const Arrangement result = added.inputs.front();
    return add_as(std::move(added), result);
}

std::vector<std::size_t> file_axes(const Arrangement& value) {
    std::vector<std::size_t> axes(value.rank() - 1);
    std::iota(axes.begin(), axes.end(), std::size_t{1});
    return axes;
}

std::vector<WeightRequest> unchanged_weights(const nn::Layer& layer, std::span<const Shape> shapes) {
    std::vector<WeightRequest> requests;
    for (const nn::WeightSpec& spec : layer.weights(shapes))
        requests.push_back({spec.name, spec.shape, spec.trainable});
    return requests;
}

}  // namespace convscope::keras
