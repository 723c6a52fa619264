#include "core/io/onnx/operators/constant_operands.h"

#include <algorithm>
#include <memory>

#include "core/base/text/translation.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/pointwise/scale.h"

namespace convscope::onnx {

namespace {

/// x * scale + offset. A missing scale or offset is a constant without numbers.
struct Affine {
    Constant scale, offset;
};

/// The constant with `function` applied to each number.
template <class Function>
Constant transformed(const Constant& constant, const Function& function) {
    std::vector<float> values = constant.numbers();
    std::ranges::transform(values, values.begin(), function);
    return {constant.dims(), std::move(values)};
}

/// The operator with the constant operand c as a function of its other operand x; c is the first operand if `is_first`.
/// nullopt for c / x.
std::optional<Affine> affine_of(Arithmetic kind, const Constant& c, bool is_first) {
    switch (kind) {
        case Arithmetic::add:
            return Affine{{}, c};
        case Arithmetic::subtract:
            if (is_first) return Affine{transformed(c, [](float) { return -1.F; }), c};
            return Affine{{}, transformed(c, [](float v) { return -v; })};
        case Arithmetic::multiply:
            return Affine{c, {}};
        case Arithmetic::divide:
            if (is_first) return std::nullopt;
            return Affine{transformed(c, [](float v) { return 1 / v; }), {}};
        case Arithmetic::maximum:
            break;
    }
    return std::nullopt;
}

std::optional<Arithmetic> arithmetic_of(const Node& node) {
    if (node.kind == "Add") return Arithmetic::add;
    if (node.kind == "Sub") return Arithmetic::subtract;
    if (node.kind == "Mul") return Arithmetic::multiply;
    if (node.kind == "Div") return Arithmetic::divide;
    return std::nullopt;
}

/// The constant's lengths along the `rank` axes of a value, with 1 for axes that the constant lacks.
Dims aligned_dims(const Constant& constant, std::size_t rank, std::optional<std::size_t> first) {
    Dims dims(rank, 1);
    const std::size_t begin = first.value_or(rank - constant.rank());
    for (std::size_t i = 0; i < constant.rank(); ++i) dims.at(begin + i) = constant.dims()[i];
    return dims;
}

/// For each factor of the value, the constant's stride: the distance between neighbours; 0 for factors along which
/// the constant is repeated.
std::vector<std::int64_t> factor_strides(const Call& call, const Value& value, const Constant& constant,
                                         const Dims& dims) {
    std::vector<std::int64_t> strides(value.lengths.size(), 0);
    std::int64_t stride = 1;
    for (std::size_t axis = value.rank(); axis-- > 0;) {
        if (dims[axis] == 1) continue;
        if (dims[axis] != value.length(axis))
            call.refuse(tr("combines {} and {}", dims_text(value.dims()), dims_text(constant.dims())),
                        tr("use lengths that are equal or 1 along each axis"));
        for (std::size_t i = value.axes[axis].size(); i-- > 0; stride *= value.lengths[value.axes[axis][i]])
            strides[value.axes[axis][i]] = stride;
    }
    return strides;
}

/// The constant as a weight that broadcasts to a node's shape. It has the shape's axes, with length 1 for axes along
/// which it does not vary. No axis of the shape may end inside a factor.
Constant broadcast_weight(const Call& call, const nn::Shape& shape, const Value& value, const Constant& constant,
                          std::optional<std::size_t> first) {
    const std::vector<std::int64_t> strides =
        factor_strides(call, value, constant, aligned_dims(constant, value.rank(), first));
    const std::vector<Factors> groups = value.groups(shape).value();
    Dims result, lengths;
    std::vector<std::int64_t> steps;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool varies = std::ranges::any_of(groups[i], [&](std::size_t f) { return strides[f] != 0; });
        result.push_back(varies ? shape.axes[i] : 1);
        if (!varies) continue;
        for (const std::size_t factor : groups[i]) {
            lengths.push_back(value.lengths[factor]);
            steps.push_back(strides[factor]);
        }
    }
    return constant.as_floats().gathered(result, [&](std::int64_t index) {
        std::int64_t source = 0;
        for (std::size_t i = lengths.size(); i-- > 0; index /= lengths[i]) source += index % lengths[i] * steps[i];
        return source;
    });
}

/// The constant's one number, or its numbers per channel in the order in memory if it varies along one axis only, which
/// must be the whole last axis of the node. nullopt for other constants.
std::optional<std::vector<float>> channel_numbers(const Call& call, const Value& value, const Constant& constant,
                                                  std::optional<std::size_t> first) {
    if (constant.count() == 1) return constant.numbers();
    const Dims dims = aligned_dims(constant, value.rank(), first);
    const auto varies = [](std::int64_t length) { return length != 1; };
    if (std::ranges::count_if(dims, varies) != 1) return std::nullopt;
    const auto axis = static_cast<std::size_t>(std::ranges::find_if(dims, varies) - dims.begin());
    if (value.length(axis) != dims[axis]) return std::nullopt;
    const std::optional<std::vector<Factors>> groups = value.groups(call.shape(value));
    if (!groups || !same_factors(groups->back(), value.axes[axis])) return std::nullopt;
    return in_memory_order(constant.numbers(), value, axis);
}

/// x * scale + offset, with one number for all channels or one per channel.
struct Rescale {
    std::vector<float> scale{1}, offset{0};

    template <class Operation>
    static std::vector<float> combined(const std::vector<float>& a, const std::vector<float>& b, Operation operation) {
        std::vector<float> result(std::max(a.size(), b.size()));
        for (std::size_t i = 0; i < result.size(); ++i)
            result[i] = operation(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]);
        return result;
    }
    void multiply(const std::vector<float>& factor) {
        scale = combined(scale, factor, std::multiplies<>());
        offset = combined(offset, factor, std::multiplies<>());
    }
    void add(const std::vector<float>& term) { offset = combined(offset, term, std::plus<>()); }
};

/// Fuses an operator with a constant into the rescaling. Returns false and changes nothing if the constant is neither
/// one number nor one number per channel.
bool fuse(const Call& call, const Value& value, const Affine& affine, std::optional<std::size_t> first,
          Rescale& rescale) {
    std::optional<std::vector<float>> scale, offset;
    if (affine.scale.count() > 0) {
        scale = channel_numbers(call, value, affine.scale, first);
        if (!scale) return false;
    }
    if (affine.offset.count() > 0) {
        offset = channel_numbers(call, value, affine.offset, first);
        if (!offset) return false;
    }
    if (scale) rescale.multiply(*scale);
    if (offset) rescale.add(*offset);
    return true;
}

/// Fuses the only consumer of `output` if its other operand is a constant, and marks it as finished. Returns false for
/// other consumers.
bool fuse_consumer(const Call& call, const Value& value, std::string& output, Rescale& rescale) {
    Assembly& assembly = call.assembly();
    const Node* const next = assembly.only_consumer(output);
    if (next == nullptr) return false;
    const Call consumer(assembly, *next);
    const std::optional<Arithmetic> kind = arithmetic_of(*next);
    if (!kind || consumer.input_count() != 2) return false;
    const std::size_t operand_index = consumer.input(0) == output ? 0 : 1;
    const Constant* const constant = consumer.known(1 - operand_index);
    if (constant == nullptr || constant->rank() > value.rank()) return false;
    const std::optional<Affine> affine = affine_of(*kind, *constant, operand_index == 1);
    if (!affine || !fuse(call, value, *affine, first_axis(consumer, value.dims(), constant->dims()), rescale))
        return false;
    assembly.finish(*next);
    output = consumer.output();
    return true;
}

/// Adds a Scale layer with these constants and returns its output.
Value scaled(const Call& call, Value value, const Affine& affine, std::optional<std::size_t> first) {
    if (!value.groups(call.shape(value))) value = call.shaped(value, {value.count()});
    const nn::Shape& shape = call.shape(value);
    const bool has_scale = affine.scale.count() > 0, has_offset = affine.offset.count() > 0;
    const Constant weight = broadcast_weight(call, shape, value, has_scale ? affine.scale : affine.offset, first);
    const nn::Shape weight_shape(weight.dims());
    std::vector<nn::SharedTensor> weights{call.weight(weight_shape, weight.numbers())};
    if (has_scale && has_offset)
        weights.push_back(
            call.weight(weight_shape, broadcast_weight(call, shape, value, affine.offset, first).numbers()));
    const auto layer = std::make_shared<nn::Scale>(nn::Scale::Parameters{weight_shape, has_scale, has_offset});
    value.node = call.add(layer, {value.node}, std::move(weights));
    return value;
}

/// Throws LoadError for NaN and infinity, as weight() does.
void check_finite(const Call& call, const Rescale& rescale) {
    static_cast<void>(call.weight({}, rescale.scale));
    static_cast<void>(call.weight({}, rescale.offset));
}

}  // namespace

std::optional<std::size_t> first_axis(const Call& call, const Dims& whole, const Dims& part) {
    if (call.opset() >= 7 || !call.has_attribute("axis")) return std::nullopt;
    const std::size_t axis = call.axis_attribute(0, whole.size());
    if (axis + part.size() > whole.size()) call.refuse(tr("aligns a value with axes that do not exist"), kExportAgain);
    return axis;
}

std::optional<std::vector<float>> along_axis(const Constant& constant, const Arrangement& value, std::size_t axis,
                                             std::optional<std::size_t> first) {
    if (constant.count() == 1)
        return std::vector<float>(static_cast<std::size_t>(value.length(axis)), constant.number(0));
    if (constant.rank() > value.rank()) return std::nullopt;
    const Dims dims = aligned_dims(constant, value.rank(), first);
    for (std::size_t i = 0; i < dims.size(); ++i)
        if (dims[i] != 1 && (i != axis || dims[i] != value.length(i))) return std::nullopt;
    return constant.numbers();
}

std::vector<float> in_memory_order(std::vector<float> numbers, const Arrangement& value, std::size_t axis) {
    const AxisOrder order = value.memory_order(axis);
    if (order.is_file_order()) return numbers;
    return Constant(order.lengths, std::move(numbers)).transposed(order.order).numbers();
}

std::optional<std::vector<float>> broadcast_numbers(const Call& call, const Value& value, const Constant& constant,
                                                    bool whole) {
    if (constant.rank() > value.rank()) return std::nullopt;
    const Dims dims = aligned_dims(constant, value.rank(), std::nullopt);
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
        if (dims[axis] != 1 && dims[axis] != value.length(axis)) return std::nullopt;
    nn::Shape shape = call.shape(value);
    const Constant weight = broadcast_weight(call, shape, value, constant, std::nullopt);
    if (!whole) {
        if (weight.count() != weight.dims().back()) return std::nullopt;
        shape = {shape.channels()};
    }
    std::vector<float> numbers(static_cast<std::size_t>(shape.count()));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::int64_t index = static_cast<std::int64_t>(i), source = 0, step = 1;
        for (std::size_t axis = 1; axis <= shape.rank(); index /= shape.axes[shape.rank() - axis++]) {
            const std::int64_t length = weight.dims()[weight.rank() - axis];
            if (length != 1) source += index % length * step;
            step *= length;
        }
        numbers[i] = weight.number(source);
    }
    return numbers;
}

bool read_with_constant(const Call& call, Value value, const Constant& constant, Arithmetic kind, bool is_first) {
    const std::optional<Affine> affine = affine_of(kind, constant, is_first);
    if (!affine) return false;
    const std::optional<std::size_t> first = first_axis(call, value.dims(), constant.dims());
    if (!first) value.widen(constant.rank());
    Rescale rescale;
    if (!fuse(call, value, *affine, first, rescale)) {
        call.set(scaled(call, std::move(value), *affine, first));
        return true;
    }
    std::string output = call.output();
    while (fuse_consumer(call, value, output, rescale)) {
    }
    check_finite(call, rescale);
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{rescale.scale, rescale.offset}),
                          {value.node});
    call.assembly().set(output, std::move(value));
    return true;
}

Value constant_like(const Call& call, const Value& value, const Constant& constant) {
    Value widened = value;
    widened.widen(constant.rank());
    const Constant zeros = transformed(constant, [](float) { return 0.F; });
    return scaled(call, std::move(widened), {zeros, constant}, std::nullopt);
}

Value add_constant(const Call& call, Value value, const Constant& constant) {
    value.widen(constant.rank());
    return scaled(call, std::move(value), {{}, constant}, std::nullopt);
}

}  // namespace convscope::onnx
