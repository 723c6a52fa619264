#include "core/io/keras/read/layers/normalization_layers.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/read/layers/numbers.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::keras {

using nlohmann::json;
using nn::Shape;

namespace {

using Axes = std::vector<std::size_t>;

WeightRequest statistic(const char* name, const Shape& shape) {
    return {.name = name, .stored = shape, .trainable = false};
}

/// The number of values that Keras has averaged, which it stores after mean and variance.
WeightRequest unused_count() {
    WeightRequest count = statistic("count", {});
    count.unused = true;
    return count;
}

Shape lengths_of(const ArrangedValue& value, const Axes& axes) {
    Shape shape;
    for (const std::size_t axis : axes) shape.axes.push_back(value.length(axis));
    return shape;
}

/// The positions in `axes` of its elements, sorted as in `order`, which are the value's axes in memory.
Axes places_in_memory(const Axes& order, const Axes& axes) {
    Axes places;
    for (const std::size_t axis : order)
        if (const auto found = std::ranges::find(axes, axis); found != axes.end())
            places.push_back(static_cast<std::size_t>(found - axes.begin()));
    return places;
}

/// A weight whose axes are the value's axes `axes`, in ascending order; `order` are the axes in memory.
WeightRequest along(const char* name, const ArrangedValue& value, const Axes& axes, const Axes& order) {
    return {.name = name, .stored = lengths_of(value, axes), .axes = places_in_memory(order, axes)};
}

/// Mean and variance that the settings hold.
struct Moments {
    std::vector<float> mean, variance;
};

/// Both lists get the same length; a single number holds for all. Throws LoadError for other lengths.
Moments given_moments(const LayerCall& call) {
    Moments moments{read_numbers(call, "mean", 0), read_numbers(call, "variance", 1)};
    const std::size_t count = std::max(moments.mean.size(), moments.variance.size());
    if (moments.mean.empty() || moments.variance.empty()) call.fields().refuse(tr("has no mean or no variance"));
    for (std::vector<float>* numbers : {&moments.mean, &moments.variance}) {
        if (numbers->size() == 1) numbers->resize(count, numbers->front());
        if (numbers->size() != count) call.fields().refuse(tr("has a mean and a variance of different lengths"));
    }
    return moments;
}

/// A Normalization with given moments, each a number for all channels or one per channel of `value`.
ArrangedValue add_rescaling(LayerCall& call, const ArrangedValue& value, const Moments& moments, bool invert) {
    constexpr float kMinDeviation = 1e-7F;
    const std::size_t count = moments.mean.size();
    nn::Rescaling::Parameters parameters{std::vector<float>(count), std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        const float deviation = std::max(std::sqrt(std::max(moments.variance[i], 0.F)), kMinDeviation);
        parameters.scale[i] = invert ? deviation : 1 / deviation;
        parameters.offset[i] = invert ? moments.mean[i] : -moments.mean[i] / deviation;
    }
    return call.add_like({std::make_shared<nn::Rescaling>(std::move(parameters)), {value}});
}

/// The numbers repeated until there is one for each value of `shape`. Throws LoadError if that is impossible.
std::vector<float> broadcast(const LayerCall& call, const std::vector<float>& numbers, const Shape& shape) {
    const auto count = static_cast<std::size_t>(shape.count());
    if (count % numbers.size() != 0) call.fields().refuse(tr("has a mean whose shape is not that of its axes"));
    std::vector<float> all;
    all.reserve(count);
    while (all.size() < count) all.insert(all.end(), numbers.begin(), numbers.end());
    return all;
}

/// A Normalization with a mean and a variance per index of `axes`, which ascend; without axes, one for all values.
ArrangedValue add_normalization(LayerCall& call, const Axes& axes, bool invert, const std::optional<Moments>& given) {
    const auto [value, order] = call.in_some_order(call.input());
    Shape constants;
    for (const std::size_t axis : order)
        constants.axes.push_back(std::ranges::find(axes, axis) != axes.end() ? value.length(axis) : 1);
    WeightRequest mean = along("mean", value, axes, order), variance = along("variance", value, axes, order);
    mean.trainable = variance.trainable = false;
    std::vector<WeightRequest> weights;
    if (given) {
        mean.given = broadcast(call, given->mean, mean.stored);
        variance.given = broadcast(call, given->variance, variance.stored);
        weights = {std::move(mean), std::move(variance)};
    } else {
        weights = {std::move(mean), std::move(variance), unused_count()};
    }
    const auto layer = std::make_shared<nn::Normalization>(
        nn::Normalization::Parameters{.shape = std::move(constants), .invert = invert});
    return call.add_like({layer, {value}, std::move(weights)});
}

/// The axes of memory along which a LayerNormalization or UnitNormalization normalises.
struct NormalizedAxes {
    bool rows = false, cols = false, channels = false;

    NormalizedAxes(const Axes& order, const Axes& axes) {
        const auto is_normalized = [&](std::size_t from_end) {
            return from_end <= order.size() && std::ranges::find(axes, order[order.size() - from_end]) != axes.end();
        };
        channels = is_normalized(1);
        cols = is_normalized(2);
        rows = is_normalized(3);
    }
};

Axes sorted_axes(const LayerCall& call, const ArrangedValue& value) {
    Axes axes = call.axes("axis", value, {value.rank() - 1});
    if (axes.empty()) call.fields().fail("axis", tr("names no axis"));
    std::ranges::sort(axes);
    return axes;
}

ArrangedValue add_group_normalization(LayerCall& call, std::int64_t groups) {
    const Fields& fields = call.fields();
    check_has_axes(call.input());
    const ArrangedValue value = call.with_last(call.input(), call.axis("axis", call.input()));
    const auto layer = std::make_shared<nn::GroupNormalization>(
        nn::GroupNormalization::Parameters{.groups = groups,
                                           .epsilon = fields.number_or("epsilon", 1e-3),
                                           .use_scale = fields.boolean_or("scale", true),
                                           .use_center = fields.boolean_or("center", true)});
    return call.add_like({layer, {value}});
}

}  // namespace

ArrangedValue read_batch_normalization(LayerCall& call) {
    const Fields& fields = call.fields();
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    const json& axis = fields.raw("axis");
    if (axis.is_array() && axis.size() > 1) fields.refuse(tr("normalises several axes"), tr("normalise one axis"));
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = fields.number_or("epsilon", 1e-3),
                                           .momentum = fields.number_or("momentum", 0.99),
                                           .use_scale = fields.boolean_or("scale", true),
                                           .use_center = fields.boolean_or("center", true)});
    return call.add_like({layer, {call.with_last(input, call.axis("axis", input))}});
}

ArrangedValue read_normalization(LayerCall& call) {
    constexpr double kEpsilon = 1e-14;  // Keras divides by at least 1e-7, the root of this
    const Fields& fields = call.fields();
    const bool invert = fields.boolean_or("invert", false);
    const ArrangedValue& input = call.input();
    check_has_axes(input);
    // A missing axis is the last one; null and an empty list mean one mean for all values.
    Axes axes = fields.has("axis") ? call.axes("axis", input, {}) : Axes{input.rank() - 1};
    std::ranges::sort(axes);
    if (fields.is_set("mean")) {
        const Moments moments = given_moments(call);
        if (moments.mean.size() == 1) return add_rescaling(call, input, moments, invert);
        if (axes.size() == 1) return add_rescaling(call, call.with_last(input, axes.front()), moments, invert);
        return add_normalization(call, axes, invert, moments);
    }
    if (axes.size() != 1 || invert) return add_normalization(call, axes, invert, std::nullopt);
    const ArrangedValue value = call.with_last(input, axes.front());
    const auto layer = std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{
        .epsilon = kEpsilon, .momentum = 0.99, .use_scale = false, .use_center = false});
    const Shape channels{call.shape(value).channels()};
    return call.add_like(
        {layer, {value}, std::vector{statistic("mean", channels), statistic("variance", channels), unused_count()}});
}

ArrangedValue read_layer_normalization(LayerCall& call) {
    const Fields& fields = call.fields();
    check_has_axes(call.input());
    if (fields.boolean_or("rms_scaling", false))
        fields.refuse(tr("is a LayerNormalization with rms_scaling"), tr("use one without rms_scaling"));
    const auto [value, order] = call.in_some_order(call.input());
    const Axes axes = sorted_axes(call, value);
    const NormalizedAxes normalized(order, axes);
    const nn::LayerNormalization::Parameters parameters{.rows = normalized.rows,
                                                        .cols = normalized.cols,
                                                        .channels = normalized.channels,
                                                        .epsilon = fields.number_or("epsilon", 1e-3),
                                                        .use_scale = fields.boolean_or("scale", true),
                                                        .use_center = fields.boolean_or("center", true)};
    std::vector<WeightRequest> weights;
    if (parameters.use_scale) weights.push_back(along("gamma", value, axes, order));
    if (parameters.use_center) weights.push_back(along("beta", value, axes, order));
    return call.add_like({std::make_shared<nn::LayerNormalization>(parameters), {value}, std::move(weights)});
}

ArrangedValue read_group_normalization(LayerCall& call) {
    constexpr std::int64_t kDefaultGroups = 32, kMaxGroups = 1 << 20;
    const std::int64_t groups = call.fields().integer64_or("groups", -1, kMaxGroups, kDefaultGroups);
    if (groups == 0) call.fields().fail("groups", tr("is 0"));
    return add_group_normalization(call, std::max<std::int64_t>(groups, 0));
}

ArrangedValue read_instance_normalization(LayerCall& call) {
    return add_group_normalization(call, 0);
}

ArrangedValue read_unit_normalization(LayerCall& call) {
    check_has_axes(call.input());
    const auto [value, order] = call.in_some_order(call.input());
    const NormalizedAxes normalized(order, sorted_axes(call, value));
    const auto layer = std::make_shared<nn::UnitNormalization>(nn::UnitNormalization::Parameters{
        .rows = normalized.rows, .cols = normalized.cols, .channels = normalized.channels});
    return call.add_like({layer, {value}});
}

}  // namespace convscope::keras
