#include "core/io/keras/call.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/load_error.h"

namespace convscope {

using nn::Shape;

namespace {

std::vector<Shape> shapes_of(const std::vector<KerasValue>& values) {
    std::vector<Shape> shapes;
    shapes.reserve(values.size());
    for (const KerasValue& value : values) shapes.push_back(value.shape);
    return shapes;
}

}  // namespace

KerasCall::KerasCall(std::string name, KerasFields fields, std::vector<KerasValue> inputs, KerasAssembly& assembly,
                     KerasHolder& holder)
    : name_(std::move(name)),
      fields_(std::move(fields)),
      inputs_(std::move(inputs)),
      assembly_(assembly),
      holder_(holder) {}

const KerasValue& KerasCall::input() const {
    if (inputs_.size() != 1) throw nn::ShapeError(fmt::format("wants one input, not {}", inputs_.size()));
    return inputs_.front();
}

bool KerasCall::channels_first() const {
    const std::string format = fields_.text("data_format", "channels_last");
    if (format != "channels_first" && format != "channels_last")
        fields_.refuse(fmt::format("has an unknown data_format \"{}\"", format),
                       "channels_last and channels_first work");
    return format == "channels_first";
}

KerasValue KerasCall::image() {
    if (input().factors.rank() != 3) return plain(input());  // which its layer refuses
    return arranged(input(), channels_first() ? kChannelsFirst : kChannelsLast);
}

std::size_t KerasCall::axis(const char* key, const KerasValue& value) const {
    const nlohmann::json& given = fields_.raw(key);
    const auto rank = static_cast<std::int64_t>(value.axes.rank());
    const std::optional<std::int64_t> axis =
        given.is_null() ? -1 : whole_within(given.is_array() && given.size() == 1 ? given[0] : given, -rank, rank);
    if (!axis || axis == 0) fields_.refuse("has an axis that its input has not");
    return static_cast<std::size_t>(*axis > 0 ? *axis - 1 : *axis + rank);
}

KerasValue KerasCall::arranged(const KerasValue& value, const std::vector<std::size_t>& order) {
    return assembly_.arranged(value, order, name_);
}

KerasValue KerasCall::with_last(const KerasValue& value, std::size_t axis) {
    KerasValue apart = value.is_mingled() ? plain(value) : value;
    if (apart.order.back() == axis) return apart;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < apart.order.size(); ++i)
        if (i != axis) order.push_back(i);
    order.push_back(axis);
    return arranged(apart, order);
}

KerasValue KerasCall::plain(const KerasValue& value) {
    return assembly_.plain(value, name_);
}

std::vector<KerasValue> KerasCall::aligned() {
    std::vector<KerasValue> values = inputs_;
    if (values.size() < 2) throw nn::ShapeError(fmt::format("wants two inputs or more, not {}", values.size()));
    const auto agree = [&](const KerasValue& value) {
        return !value.is_mingled() && value.order == values.front().order;
    };
    if (!std::ranges::all_of(values, agree))
        for (KerasValue& value : values) value = plain(value);
    return values;
}

std::size_t KerasCall::place_of(const KerasWant& want) {
    // Called again, a layer has its weights already.
    if (next_weight_ == holder_.weights.size())
        holder_.weights.push_back(assembly_.want({want.name, want.stored, want.trainable, want.unused, {}}, name_));
    const std::size_t place = holder_.weights[next_weight_++];
    const Shape& known = assembly_.weights().all[place].shape;
    if (known != want.stored)
        throw nn::ShapeError(fmt::format("wants a {} of {} here and of {} elsewhere", want.name, to_string(want.stored),
                                         to_string(known)));
    return place;
}

int KerasCall::add_node(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                        std::optional<std::vector<KerasWant>> wants, const std::string& part) {
    const std::vector<Shape> shapes = shapes_of(inputs);
    static_cast<void>(layer->output_shape(shapes));  // which weights() relies on
    const std::vector<nn::WeightSpec> specs = layer->weights(shapes);
    if (!wants) wants = same_weights(*layer, shapes);
    std::vector<KerasWeightUse> uses;
    for (const KerasWant& want : *wants) {
        const std::size_t place = place_of(want);
        if (want.unused) continue;
        const Shape& shape = specs.at(uses.size()).shape;
        uses.push_back({place, want.view.axes.empty() ? want.stored : want.view, want.axes, want.flipped, shape});
    }
    const std::string name = part.empty() ? name_ : fmt::format("{}_{}", name_, part);
    return assembly_.add(name, layer, inputs, std::move(uses), fields_.flag("trainable", true));
}

KerasValue KerasCall::add(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                          const std::vector<std::size_t>& order, std::optional<std::vector<KerasWant>> wants,
                          const std::string& part) {
    const Shape shape = layer->output_shape(shapes_of(inputs));
    if (shape.rank() != order.size()) {
        return KerasValue::plain(add_node(layer, inputs, std::move(wants), part), shape);
    }
    KerasValue value{-1, shape, shape, shape, order};
    for (std::size_t i = 0; i < order.size(); ++i) value.axes.axes[order[i]] = shape.axes[i];
    value.factors = value.axes;
    value.node = add_node(layer, inputs, std::move(wants), part);
    assembly_.set_layout(value);
    return value;
}

KerasValue KerasCall::add_like(const nn::SharedLayer& layer, const KerasValue& input,
                               std::optional<std::vector<KerasWant>> wants, const std::string& part) {
    KerasValue value = input;
    value.node = add_node(layer, {input}, std::move(wants), part);
    assembly_.set_layout(value);
    return value;
}

KerasValue KerasCall::add_as(const nn::SharedLayer& layer, const KerasValue& input, KerasValue result) {
    result.node = add_node(layer, {input}, std::nullopt, {});
    assembly_.set_layout(result);
    return result;
}

KerasValue KerasCall::add_plain(const nn::SharedLayer& layer, const std::vector<KerasValue>& inputs,
                                std::optional<std::vector<KerasWant>> wants) {
    const Shape shape = layer->output_shape(shapes_of(inputs));
    return KerasValue::plain(add_node(layer, inputs, std::move(wants), {}), shape);
}

std::vector<KerasWant> same_weights(const nn::Layer& layer, std::span<const Shape> shapes) {
    std::vector<KerasWant> wants;
    for (const nn::WeightSpec& spec : layer.weights(shapes)) {
        KerasWant want;
        want.name = spec.name;
        want.stored = spec.shape;
        want.trainable = spec.trainable;
        wants.push_back(std::move(want));
    }
    return wants;
}

}  // namespace convscope
