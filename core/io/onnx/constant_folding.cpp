#include "core/io/onnx/constant_folding.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/axes.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/io/onnx/operators/reshape.h"
#include "core/io/onnx/operators/values/selections.h"

namespace convscope::onnx {

namespace {

/// The values at these indexes along an axis.
Constant gathered_along(const Constant& constant, std::size_t axis, const std::vector<std::int64_t>& indexes) {
    Dims dims = constant.dims();
    const std::int64_t old_length = dims[axis], new_length = std::ssize(indexes);
    const std::int64_t inner = std::accumulate(dims.begin() + static_cast<std::ptrdiff_t>(axis) + 1, dims.end(),
                                               std::int64_t{1}, std::multiplies<>());
    dims[axis] = new_length;
    return constant.gathered(std::move(dims), [&](std::int64_t index) {
        const std::int64_t source = indexes[static_cast<std::size_t>(index / inner % new_length)];
        return (index / (inner * new_length) * old_length + source) * inner + index % inner;
    });
}

/// The values of a Concat along an axis: for each index of the axes before it, one block of each input in turn.
template <class Number, class ValueOf>
std::vector<Number> concatenated(const Call& call, const Dims& dims, std::size_t axis, const ValueOf& value_of) {
    const std::int64_t blocks = std::accumulate(dims.begin(), dims.begin() + static_cast<std::ptrdiff_t>(axis),
                                                std::int64_t{1}, std::multiplies<>());
    std::vector<Number> values;
    for (std::int64_t block = 0; block < blocks; ++block)
        for (std::size_t i = 0; i < call.input_count(); ++i) {
            const Constant& part = call.constant(i);
            const std::int64_t length = part.count() / blocks;
            for (std::int64_t index = block * length; index < (block + 1) * length; ++index)
                values.push_back(value_of(part, index));
        }
    return values;
}

std::int64_t combined_integers(const Call& call, std::int64_t a, std::int64_t b) {
    const auto x = static_cast<std::uint64_t>(a), y = static_cast<std::uint64_t>(b);
    const std::string& kind = call.node().kind;
    if (kind == "Add") return static_cast<std::int64_t>(x + y);
    if (kind == "Sub") return static_cast<std::int64_t>(x - y);
    if (kind == "Mul") return static_cast<std::int64_t>(x * y);
    if (b == 0) call.refuse(tr("divides by 0"), kExportAgain);
    return b == -1 ? static_cast<std::int64_t>(0 - x) : a / b;
}

float combined_numbers(const Call& call, float a, float b) {
    const std::string& kind = call.node().kind;
    return kind == "Add" ? a + b : kind == "Sub" ? a - b : kind == "Mul" ? a * b : a / b;
}

}  // namespace

std::int64_t operand_index(const Dims& result, const Dims& operand, std::int64_t index) {
    std::int64_t source = 0, step = 1;
    for (std::size_t i = 1; i <= result.size(); index /= result[result.size() - i], ++i) {
        if (i > operand.size()) continue;
        const std::int64_t length = operand[operand.size() - i];
        if (length != 1) source += index % result[result.size() - i] * step;
        step *= length;
    }
    return source;
}

Dims broadcast_dims(const Call& call, const Dims& a, const Dims& b) {
    Dims dims(std::max(a.size(), b.size()), 1);
    for (const Dims* operand : {&a, &b})
        for (std::size_t i = 1; i <= operand->size(); ++i) {
            std::int64_t& length = dims[dims.size() - i];
            const std::int64_t operand_length = (*operand)[operand->size() - i];
            if (operand_length != length && operand_length != 1 && length != 1)
                call.refuse(tr("combines {} and {}", dims_text(a), dims_text(b)), kExportAgain);
            if (length == 1) length = operand_length;
        }
    static_cast<void>(call.computed_count(dims));
    return dims;
}

Constant fold_gather(const Call& call) {
    const Constant &data = call.constant(0), &index_input = call.constant(1);
    const std::size_t axis = call.axis_attribute(0, data.rank());
    const std::int64_t length = data.dims()[axis];
    std::vector<std::int64_t> indexes = index_input.integers();
    for (std::int64_t& index : indexes) {
        if (index < -length || index >= length)
            call.refuse(tr("takes index {} of an axis of length {}", index, length), kExportAgain);
        index += index < 0 ? length : 0;
    }
    Dims dims = data.dims();
    dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(axis));
    dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), index_input.dims().begin(), index_input.dims().end());
    static_cast<void>(call.computed_count(dims));
    return gathered_along(data, axis, indexes).reshaped(dims);
}

Constant fold_slice(const Call& call) {
    Constant data = call.constant(0);
    const std::vector<AxisSlice> slices = slices_of(call, data.dims()).value();
    for (const AxisSlice& slice : slices) data = gathered_along(data, slice.axis, slice.indexes);
    return data;
}

Constant fold_concat(const Call& call) {
    if (call.input_count() == 0) call.refuse(tr("concatenates no values"), kExportAgain);
    const Constant& first = call.constant(0);
    const std::size_t axis = call.axis_attribute(1, first.rank());
    Dims dims = first.dims();
    dims[axis] = 0;
    bool are_integers = true;
    for (std::size_t i = 0; i < call.input_count(); ++i) {
        Dims part_dims = call.constant(i).dims();
        if (part_dims.size() != dims.size()) call.refuse(tr("concatenates values of different ranks"), kExportAgain);
        dims[axis] += std::exchange(part_dims[axis], first.dims()[axis]);
        if (part_dims != first.dims()) call.refuse(tr("concatenates values of different lengths"), kExportAgain);
        are_integers = are_integers && call.constant(i).is_integer();
    }
    static_cast<void>(call.computed_count(dims));
    if (are_integers)
        return {dims, concatenated<std::int64_t>(call, dims, axis,
                                                 [](const Constant& part, std::int64_t i) { return part.integer(i); })};
    return {dims,
            concatenated<float>(call, dims, axis, [](const Constant& part, std::int64_t i) { return part.number(i); })};
}

Constant fold_arithmetic(const Call& call) {
    const Constant& a = call.constant(0);
    Constant b = call.constant(1);
    if (const auto first = first_axis(call, a.dims(), b.dims())) {
        Dims dims = b.dims();
        dims.resize(a.rank() - *first, 1);
        b = b.reshaped(dims);
    }
    const Dims dims = broadcast_dims(call, a.dims(), b.dims());
    const std::int64_t count = value_count(dims).value();
    const auto computed = [&](auto values, const auto& operation) {
        for (std::int64_t i = 0; i < count; ++i)
            values.push_back(operation(operand_index(dims, a.dims(), i), operand_index(dims, b.dims(), i)));
        return Constant(dims, std::move(values));
    };
    if (a.is_integer() && b.is_integer())
        return computed(Constant::Integers(), [&](std::int64_t i, std::int64_t j) {
            return combined_integers(call, a.integer(i), b.integer(j));
        });
    return computed(Constant::Floats(),
                    [&](std::int64_t i, std::int64_t j) { return combined_numbers(call, a.number(i), b.number(j)); });
}

Constant fold_cast(const Call& call) {
    const Constant& input = call.constant(0);
    static_cast<void>(call.computed_count(input.dims()));
    if (call.opset() < 6)
        return call.text("to", "FLOAT").find("INT") == std::string::npos ? input.as_floats() : input.as_integers();
    const std::int64_t type = call.integer("to", 1);
    constexpr std::int64_t kString = 8, kBool = 9;
    if (type == kString) call.refuse(tr("casts to text"), tr("export a model that computes with numbers"));
    if (type == 1 || type == 10 || type == 11 || type == 16) return input.as_floats();
    if (type != kBool) return input.as_integers();
    Constant::Integers flags;
    for (const float value : input.numbers()) flags.push_back(value != 0 ? 1 : 0);
    return {input.dims(), std::move(flags)};
}

Constant fold_reshape(const Call& call) {
    const Constant& input = call.constant(0);
    Dims dims = reshaped_dims(call, input.dims()).value();
    if (value_count(dims) != input.count())
        call.refuse(tr("reshapes {} to {}", dims_text(input.dims()), dims_text(dims)), kExportAgain);
    return input.reshaped(std::move(dims));
}

Constant fold_transpose(const Call& call) {
    const Constant& input = call.constant(0);
    static_cast<void>(call.computed_count(input.dims()));
    return input.transposed(transpose_order(call, input.rank()));
}

Constant fold_shape(const Call& call) {
    const Dims& dims = call.constant(0).dims();
    return {{std::ssize(dims)}, Constant::Integers(dims.begin(), dims.end())};
}

Constant fold_constant_of_shape(const Call& call) {
    const Dims dims = call.constant(0).integers();
    const std::int64_t count = call.computed_count(dims);
    const Constant* const value = call.tensor("value");
    if (value == nullptr) return {dims, Constant::Floats(static_cast<std::size_t>(count), 0.F)};
    if (value->count() != 1) call.refuse(tr("repeats more than one number"), kExportAgain);
    return value->gathered(dims, [](std::int64_t) { return 0; });
}

Constant fold_identity(const Call& call) {
    return call.constant(0);
}

/// Called if the shape is not a constant, which fold_constant() handles, but a fed input of the graph.
void read_constant_of_shape(const Call& call) {
    static_cast<void>(call.constant(0));
    call.set(fold_constant_of_shape(call));
}

void read_constant(const Call& call) {
    if (const Constant* const tensor = call.tensor("value")) return call.set(*tensor);
    const auto count = [](const auto& list) { return Dims{std::ssize(list)}; };
    if (call.has_attribute("value_float"))
        return call.set(Constant({}, Constant::Floats{call.number("value_float", 0)}));
    if (call.has_attribute("value_int"))
        return call.set(Constant({}, Constant::Integers{call.integer("value_int", 0)}));
    if (call.has_attribute("value_floats")) {
        const std::vector<float> values = call.numbers("value_floats");
        return call.set(Constant(count(values), values));
    }
    if (!call.has_attribute("value_ints"))
        call.refuse(tr("holds no numbers"), tr("export a model that computes with numbers"));
    const std::vector<std::int64_t> values = call.integers("value_ints");
    call.set(Constant(count(values), values));
}

void read_shape(const Call& call) {
    Dims dims = call.value(0).dims();
    // An open batch has the length 0, for which Reshape copies its input's length.
    std::ranges::replace(dims, kBatchAxis, call.assembly().batch_length());
    const std::int64_t rank = std::ssize(dims);
    const auto position = [&](const char* name, std::int64_t fallback) {
        const std::int64_t number = call.integer(name, fallback);
        return std::clamp<std::int64_t>(number < 0 ? number + rank : number, 0, rank);
    };
    const std::int64_t begin = position("start", 0), end = std::max(begin, position("end", rank));
    Constant::Integers lengths(dims.begin() + begin, dims.begin() + end);
    const std::int64_t count = std::ssize(lengths);
    call.set(Constant({count}, std::move(lengths)));
}

}  // namespace convscope::onnx
