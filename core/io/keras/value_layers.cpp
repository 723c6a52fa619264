#include <fmt/format.h>

#include <array>
#include <memory>

#include "core/io/keras/activation.h"
#include "core/io/keras/layer_readers.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope {

using nlohmann::json;
using nn::Shape;

namespace {

constexpr std::int64_t kMaxUnits = 1 << 24;
/// A list nested for every axis of an image and one more.
constexpr int kMaxListDepth = 4;

KerasValue add_activation(KerasCall& call, const nn::Activation& activation) {
    const auto layer = std::make_shared<nn::ActivationLayer>(activation);
    if (!activation.over_channels()) return call.add_like(layer, call.input());
    const KerasValue& input = call.input();
    if (input.axes.axes.empty()) throw nn::ShapeError("wants at least one axis");
    return call.add_like(layer, call.with_last(input, input.axes.rank() - 1));
}

/// All numbers of a list of lists.
void collect_numbers(const KerasCall& call, const char* key, const json& value, std::vector<float>& numbers,
                     int depth = 0) {
    if (value.is_array() && depth <= kMaxListDepth) {
        for (const json& item : value) collect_numbers(call, key, item, numbers, depth + 1);
        return;
    }
    const std::optional<double> number = float_number(value);
    if (!number) call.fields().refuse(fmt::format("has a {} that is not one of numbers", key));
    numbers.push_back(static_cast<float>(*number));
}

/// One number, or a list of one per channel.
std::vector<float> read_numbers(const KerasCall& call, const char* key, float otherwise) {
    std::vector<float> numbers;
    if (!call.fields().has(key)) return {otherwise};
    collect_numbers(call, key, call.fields().raw(key), numbers);
    return numbers;
}

KerasWant statistic(const char* name, std::int64_t count) {
    KerasWant want;
    want.name = name;
    want.stored = {count};
    want.trainable = false;
    return want;
}

/// Mean and variance that the settings themselves hold.
KerasValue read_given_normalization(KerasCall& call, const KerasValue& value) {
    constexpr float kMin = 1e-7F;
    std::vector<float> mean = read_numbers(call, "mean", 0), variance = read_numbers(call, "variance", 1);
    const std::size_t count = std::max(mean.size(), variance.size());
    if (mean.empty() || variance.empty()) call.fields().refuse("has no mean or no variance");
    if (mean.size() == 1) mean.resize(count, mean.front());
    if (variance.size() == 1) variance.resize(count, variance.front());
    if (mean.size() != variance.size()) call.fields().refuse("has a mean and a variance of different lengths");
    nn::Rescaling::Parameters parameters{std::vector<float>(count), std::vector<float>(count)};
    for (std::size_t i = 0; i < count; ++i) {
        parameters.scale[i] = 1 / std::max(std::sqrt(std::max(variance[i], 0.F)), kMin);
        parameters.offset[i] = -mean[i] * parameters.scale[i];
    }
    return call.add_like(std::make_shared<nn::Rescaling>(std::move(parameters)), value);
}

}  // namespace

/// Behind a Flatten that took values in our order the kernel's rows are exchanged in its stead.
KerasValue read_keras_dense(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const nn::Dense::Parameters parameters{.units = fields.whole("units", 1, kMaxUnits),
                                           .use_bias = fields.flag("use_bias", true),
                                           .activation = read_activation(fields)};
    const auto layer = std::make_shared<nn::Dense>(parameters);
    const KerasValue input =
        call.input().is_mingled() && call.input().axes.rank() == 1 ? call.input() : call.plain(call.input());
    const std::vector<Shape> shapes{input.shape};
    static_cast<void>(layer->output_shape(shapes));
    std::vector<KerasWant> wants = same_weights(*layer, shapes);
    if (input.is_mingled()) {
        KerasWant& kernel = wants.front();
        kernel.view = input.factors;
        kernel.view.axes.push_back(parameters.units);
        kernel.axes = input.order;
        kernel.axes.push_back(input.factors.rank());
    }
    return call.add_plain(layer, {input}, std::move(wants));
}

KerasValue read_keras_batch_normalization(KerasCall& call) {
    const KerasFields& fields = call.fields();
    const KerasValue& input = call.input();
    if (input.axes.rank() == 0) throw nn::ShapeError("wants at least one axis of features");
    const json& axis = fields.raw("axis");
    if (axis.is_array() && axis.size() > 1) fields.refuse("normalises several axes", "one axis works");
    const KerasValue value = call.with_last(input, call.axis("axis", input));
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = fields.number("epsilon", 1e-3),
                                           .momentum = fields.number("momentum", 0.99),
                                           .use_scale = fields.flag("scale", true),
                                           .use_center = fields.flag("center", true)});
    return call.add_like(layer, value);
}

/// A layer that measures its input's mean and variance once: a batch normalization without scale and center, which
/// divides by 1e-7 at least.
KerasValue read_keras_normalization(KerasCall& call) {
    constexpr double kEpsilon = 1e-14;
    const KerasFields& fields = call.fields();
    if (fields.flag("invert", false))
        fields.refuse("turns a normalisation back", "a Normalization without invert works");
    const KerasValue& input = call.input();
    if (input.axes.rank() == 0) throw nn::ShapeError("wants at least one axis of features");
    if (fields.has("mean")) return read_given_normalization(call, call.plain(input));
    if (const json& axis = fields.raw("axis"); axis.is_null() || (axis.is_array() && axis.size() != 1))
        fields.refuse("normalises all axes together or several", "one axis works, as in axis=-1");
    const KerasValue value = call.with_last(input, call.axis("axis", input));
    const auto layer = std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{
        .epsilon = kEpsilon, .momentum = 0.99, .use_scale = false, .use_center = false});
    const std::int64_t count = value.shape.channels();
    KerasWant seen = statistic("count", 1);
    seen.stored = {};
    seen.unused = true;
    return call.add_like(layer, value, std::vector{statistic("mean", count), statistic("variance", count), seen});
}

KerasValue read_keras_rescaling(KerasCall& call) {
    nn::Rescaling::Parameters parameters{read_numbers(call, "scale", 1), read_numbers(call, "offset", 0)};
    const bool by_channel = parameters.scale.size() > 1 || parameters.offset.size() > 1;
    const KerasValue value = by_channel ? call.with_last(call.input(), call.input().axes.rank() - 1) : call.input();
    return call.add_like(std::make_shared<nn::Rescaling>(std::move(parameters)), value);
}

/// SpatialDropout2D drops whole channels in training; at inference both do nothing.
KerasValue read_keras_dropout(KerasCall& call) {
    return call.add_like(std::make_shared<nn::Dropout>(call.fields().number("rate", 0.5)), call.input());
}

KerasValue read_keras_identity(KerasCall& call) {
    return call.add_like(std::make_shared<nn::ActivationLayer>(nn::Activation{}), call.input());
}

KerasValue read_keras_activation(KerasCall& call) {
    return add_activation(call, read_activation(call.fields()));
}

KerasValue read_keras_relu(KerasCall& call) {
    return add_activation(call, read_activation_layer("ReLU", call.fields(), 0));
}

KerasValue read_keras_leaky_relu(KerasCall& call) {
    return add_activation(call, read_activation_layer("LeakyReLU", call.fields(), 0));
}

KerasValue read_keras_elu(KerasCall& call) {
    return add_activation(call, read_activation_layer("ELU", call.fields(), 0));
}

/// The slopes' shape is the input's, but 1 along axes that share theirs.
KerasValue read_keras_prelu(KerasCall& call) {
    const KerasValue input = call.input().is_mingled() ? call.plain(call.input()) : call.input();
    KerasWant slopes;
    slopes.name = "alpha";
    slopes.stored = input.axes;
    if (const json& shared = call.fields().raw("shared_axes"); !shared.is_null()) {
        const auto rank = static_cast<std::int64_t>(input.axes.rank());
        for (const json& axis : shared.is_array() ? shared : json::array({shared})) {
            const std::optional<std::int64_t> place = whole_within(axis, 1, rank);
            if (!place) call.fields().refuse("shares slopes along an axis that its input has not");
            slopes.stored.axes[static_cast<std::size_t>(*place - 1)] = 1;
        }
    }
    Shape shape;
    for (const std::size_t factor : input.order) shape.axes.push_back(slopes.stored.axes[factor]);
    slopes.axes = input.order;
    return call.add_like(std::make_shared<nn::PReLU>(shape), input, std::vector{slopes});
}

KerasValue read_keras_softmax(KerasCall& call) {
    const KerasValue& input = call.input();
    if (input.axes.rank() == 0) throw nn::ShapeError("wants at least one axis");
    const KerasValue value = call.with_last(input, call.axis("axis", input));
    return call.add_like(std::make_shared<nn::ActivationLayer>(nn::Activation{nn::ActivationKind::softmax}), value);
}

}  // namespace convscope
