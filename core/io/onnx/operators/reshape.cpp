// Operators that rename, cut and join axes, or do nothing.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/arg_max.h"
#include "core/nn/layers/concatenate.h"
#include "core/nn/layers/dropout.h"
#include "core/nn/layers/flatten.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

std::int64_t product(const OnnxDims& dims) {
    return std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies<>());
}

/// Fills in what Reshape's target leaves open so that there are `count` values; nullopt where that cannot be.
std::optional<OnnxDims> resolved(OnnxDims target, std::int64_t count) {
    if (std::ranges::count(target, -1) > 1) return std::nullopt;
    const auto open = std::ranges::find(target, -1);
    OnnxDims closed = target;
    std::erase(closed, -1);
    const std::optional<std::int64_t> known = onnx_count(closed);
    if (!known) return std::nullopt;
    if (open != target.end()) {
        if (*known == 0 || count % *known != 0) return std::nullopt;
        *open = count / *known;
    } else if (*known != count) {
        return std::nullopt;
    }
    return target;
}

/// Reshape's target, with the lengths that it copies. `keeps_zeros`: 0 is a length, not a copy.
OnnxDims target_of(const OnnxCall& call, const OnnxDims& dims) {
    const std::optional<OnnxDims> given = call.list("shape", 1, 5);
    if (!given) call.refuse("has no shape to reshape to", kOnnxRemedy);
    OnnxDims target = *given;
    constexpr std::size_t kMaxAxes = 16;
    if (target.size() > kMaxAxes) call.refuse("reshapes to too many axes", kOnnxRemedy);
    const bool batched = !dims.empty() && dims[0] == kBatch;
    for (std::size_t i = batched ? 1 : 0; i < target.size(); ++i) {
        if (target[i] < -1) call.refuse(fmt::format("reshapes to {}", onnx_dims_text(target)), kOnnxRemedy);
        if (target[i] == 0 && call.whole("allowzero", 0) == 0 && i < dims.size()) target[i] = dims[i];
    }
    return target;
}

OnnxDims reshape_dims(const OnnxCall& call, const OnnxDims& dims) {
    OnnxDims target = target_of(call, dims);
    const auto fail = [&] {
        call.refuse(fmt::format("reshapes {} to {}", onnx_dims_text(dims), onnx_dims_text(target)), kOnnxRemedy);
    };
    if (std::ranges::find(dims, kBatch) == dims.end()) {
        const std::optional<OnnxDims> closed = resolved(target, product(dims));
        if (!closed) fail();
        return *closed;
    }
    if (dims[0] != kBatch || target.empty()) throw OnnxBatchInTheWay();
    // The batch stays where the target says so, or leaves only room for it.
    const std::int64_t length = call.assembly().batch_length();
    const std::int64_t front = target.front();
    const bool kept = front == 0 || front == -1 || front == length || (length == 0 && front == 1);
    if (std::ranges::find(target.begin() + 1, target.end(), kBatch) != target.end() && front == -1)
        throw OnnxBatchInTheWay();
    const std::optional<OnnxDims> rest =
        resolved(OnnxDims(target.begin() + 1, target.end()), product(OnnxDims(dims.begin() + 1, dims.end())));
    if (!kept || !rest) throw OnnxBatchInTheWay();
    OnnxDims result = *rest;
    result.insert(result.begin(), kBatch);
    return result;
}

OnnxDims flatten_dims(const OnnxCall& call, const OnnxDims& dims) {
    const std::int64_t given = call.whole("axis", 1), rank = std::ssize(dims);
    if (given < -rank || given > rank)
        call.refuse(fmt::format("flattens {} from axis {}", onnx_dims_text(dims), given), kOnnxRemedy);
    const std::int64_t axis = given < 0 ? given + rank : given;
    const auto batch = std::ranges::find(dims, kBatch);
    if (batch != dims.end() && (batch != dims.begin() || axis != 1)) throw OnnxBatchInTheWay();
    const OnnxDims front(dims.begin(), dims.begin() + axis), back(dims.begin() + axis, dims.end());
    return {batch != dims.end() ? kBatch : product(front), product(back)};
}

OnnxDims squeeze_dims(const OnnxCall& call, const OnnxDims& dims) {
    const std::optional<OnnxDims> given = call.list("axes", 1, 13);
    std::vector<bool> gone(dims.size(), false);
    if (given) {
        for (const std::size_t axis : call.axes(*given, dims.size())) {
            if (dims[axis] == kBatch) throw OnnxBatchInTheWay();
            if (dims[axis] != 1) call.refuse(fmt::format("squeezes an axis of length {}", dims[axis]), kOnnxRemedy);
            gone[axis] = true;
        }
    } else {
        for (std::size_t axis = 0; axis < dims.size(); ++axis) {
            if (dims[axis] == kBatch && call.assembly().batch_length() == 1) throw OnnxBatchInTheWay();
            gone[axis] = dims[axis] == 1;
        }
    }
    OnnxDims result;
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
        if (!gone[axis]) result.push_back(dims[axis]);
    return result;
}

OnnxDims unsqueeze_dims(const OnnxCall& call, const OnnxDims& dims) {
    const std::optional<OnnxDims> given = call.list("axes", 1, 13);
    if (!given) call.refuse("names no axes", kOnnxRemedy);
    constexpr std::size_t kMaxAxes = 16;
    if (given->size() + dims.size() > kMaxAxes) call.refuse("makes too many axes", kOnnxRemedy);
    OnnxDims result(dims.size() + given->size(), 0);
    for (const std::size_t axis : call.axes(*given, result.size())) result[axis] = 1;
    auto next = dims.begin();
    for (std::int64_t& length : result)
        if (length == 0) length = *next++;
    return result;
}

/// Only called other axes: nothing is computed. Where images become rows of features, that is shown.
void read_reshaping(const OnnxCall& call) {
    OnnxValue value = call.any_value(0);
    const OnnxDims dims = reshaped_dims(call, value.dims());
    value = call.assembly().reshaped(call.node(), std::move(value), dims);
    const bool is_row = dims.size() == 2 && (dims[0] == kBatch || dims[0] == 1);
    if (is_row && call.assembly().shape(value).rank() > 1)
        value.node = call.add(std::make_shared<nn::Flatten>(), {value.node});
    call.set(std::move(value));
}

/// The axes in the order in which memory has them, where each is in one piece; else none.
std::optional<std::vector<std::size_t>> axis_order(const OnnxValue& value) {
    std::vector<std::size_t> order;
    for (std::size_t next = 0; next < value.memory.size();) {
        const auto found = std::ranges::find_if(
            value.axes, [&](const OnnxFactors& axis) { return !axis.empty() && axis.front() == value.memory[next]; });
        if (found == value.axes.end()) return std::nullopt;
        for (const std::size_t factor : *found)
            if (next == value.memory.size() || value.memory[next++] != factor) return std::nullopt;
        order.push_back(static_cast<std::size_t>(found - value.axes.begin()));
    }
    return order;
}

OnnxFactors factors_in(const OnnxValue& value, const std::vector<std::size_t>& axes) {
    OnnxFactors factors;
    for (const std::size_t axis : axes) factors.insert(factors.end(), value.axes[axis].begin(), value.axes[axis].end());
    return factors;
}

/// The order of axes that all inputs of a Concat are brought to: that of the first that has them all.
std::vector<std::size_t> joined_order(const std::vector<OnnxValue>& values, std::size_t axis) {
    std::vector<std::size_t> order;
    for (const OnnxValue& value : values) {
        const auto own = axis_order(value);
        if (own && own->size() > order.size()) order = *own;
    }
    // Axes that are of length 1 everywhere, or cut into pieces.
    for (std::size_t i = 0; i < values.front().rank(); ++i) {
        if (std::ranges::find(order, i) != order.end() || values.front().length(i) == kBatch) continue;
        const bool channels = i == 1 && axis == 1 && (values.front().rank() == 3 || values.front().rank() == 4);
        const auto place = std::ranges::find_if(order, [&](std::size_t other) { return other > i; });
        order.insert(channels ? order.end() : place, i);
    }
    return order;
}

void check_joinable(const OnnxCall& call, const OnnxValue& a, const OnnxValue& b, std::size_t axis) {
    bool fits = a.rank() == b.rank() && a.batch_axis() == b.batch_axis();
    for (std::size_t i = 0; fits && i < a.rank(); ++i) fits = i == axis || a.length(i) == b.length(i);
    if (!fits)
        call.refuse(
            fmt::format("joins {} and {} along axis {}", onnx_dims_text(a.dims()), onnx_dims_text(b.dims()), axis),
            "values that differ along that axis alone work");
}

}  // namespace

OnnxDims reshaped_dims(const OnnxCall& call, const OnnxDims& dims) {
    const std::string& kind = call.node().kind;
    if (kind == "Flatten") return flatten_dims(call, dims);
    if (kind == "Squeeze") return squeeze_dims(call, dims);
    if (kind == "Unsqueeze") return unsqueeze_dims(call, dims);
    return reshape_dims(call, dims);
}

void read_onnx_flatten(const OnnxCall& call) {
    read_reshaping(call);
}

void read_onnx_reshape(const OnnxCall& call) {
    read_reshaping(call);
}

void read_onnx_squeeze(const OnnxCall& call) {
    OnnxValue value = call.any_value(0);
    const OnnxDims dims = reshaped_dims(call, value.dims());
    call.set(call.assembly().reshaped(call.node(), std::move(value), dims));
}

void read_onnx_unsqueeze(const OnnxCall& call) {
    read_onnx_squeeze(call);
}

std::vector<std::size_t> transpose_order(const OnnxCall& call, std::size_t rank) {
    std::vector<std::size_t> order(rank);
    std::iota(order.rbegin(), order.rend(), 0);
    if (!call.has_attribute("perm")) return order;
    const std::vector<std::int64_t> given = call.wholes("perm");
    if (given.size() != rank)
        call.refuse(fmt::format("orders {} axes, where there are {}", given.size(), rank), kOnnxRemedy);
    return call.axes(given, rank);
}

void read_onnx_transpose(const OnnxCall& call) {
    const OnnxValue& value = call.value(0);
    call.set(transposed(value, transpose_order(call, value.rank())));
}

void read_onnx_concat(const OnnxCall& call) {
    std::vector<OnnxValue> values;
    for (std::size_t i = 0; i < call.input_count(); ++i) values.push_back(call.value(i));
    if (values.empty()) call.refuse("joins nothing", kOnnxRemedy);
    const OnnxValue& first = values.front();
    const std::size_t axis = call.axis(call.whole("axis", 1), first.rank());
    if (values.size() == 1) return call.set(first);
    if (first.length(axis) == kBatch) throw OnnxBatchInTheWay();
    OnnxDims dims = first.dims();
    dims[axis] = 0;
    for (const OnnxValue& value : values) {
        check_joinable(call, first, value, axis);
        dims[axis] += value.length(axis);
    }
    const std::vector<std::size_t> order = joined_order(values, axis);
    const auto place = std::ranges::find(order, axis);
    const std::int64_t outer = first.product(factors_in(first, {order.begin(), place}));
    const std::int64_t inner = first.product(factors_in(first, {place + 1, order.end()}));
    std::vector<int> nodes;
    nn::Shape like = call.assembly().shape(first);
    like.axes.pop_back();
    const bool keeps = inner == 1 && like.count() == outer;
    for (const OnnxValue& value : values) {
        nn::Shape shape{outer, value.length(axis), inner};
        if (keeps) {
            shape = like;
            shape.axes.push_back(value.length(axis));
        }
        nodes.push_back(call.assembly().arranged(call.node(), value, factors_in(value, order), shape).node);
    }
    const int node = call.add(std::make_shared<nn::Concatenate>(keeps ? -1 : 1), nodes);
    call.set(onnx_value(node, dims, order));
}

void read_onnx_shape(const OnnxCall& call) {
    OnnxDims dims = call.value(0).dims();
    // An open batch counts as 0, which Reshape takes for "as it is".
    std::ranges::replace(dims, kBatch, call.assembly().batch_length());
    const std::int64_t rank = std::ssize(dims);
    const auto place = [&](const char* name, std::int64_t otherwise) {
        const std::int64_t given = call.whole(name, otherwise);
        return std::clamp<std::int64_t>(given < 0 ? given + rank : given, 0, rank);
    };
    const std::int64_t begin = place("start", 0), end = std::max(begin, place("end", rank));
    OnnxConstant::Wholes lengths(dims.begin() + begin, dims.begin() + end);
    const std::int64_t count = std::ssize(lengths);
    call.set(OnnxConstant({count}, std::move(lengths)));
}

void read_onnx_dropout(const OnnxCall& call) {
    call.only_first_output();
    const OnnxConstant* const training = call.has(2) ? call.assembly().fed_constant(call.input(2)) : nullptr;
    const OnnxConstant* const given = call.opset() >= 12 ? call.optional_constant(1) : nullptr;
    const float rate = given != nullptr && given->count() == 1 ? given->number(0) : call.number("ratio", 0.5F);
    if (training != nullptr && training->count() == 1 && training->whole(0) != 0 && rate != 0)
        call.refuse("is in training mode", "export it for inference");
    OnnxValue value = call.value(0);
    value.node = call.add(std::make_shared<nn::Dropout>(rate), {value.node});
    call.set(std::move(value));
}

/// Identity, and Cast between kinds of real numbers, all of which are floats here.
void read_onnx_identity(const OnnxCall& call) {
    const OnnxValue& value = call.any_value(0);
    if (call.node().kind == "Cast" && !value.is_index) {
        // TensorProto's FLOAT, FLOAT16, DOUBLE and BFLOAT16; the first opset has names.
        const bool named = call.opset() < 6;
        const std::string name = named ? call.text("to", "FLOAT") : "";
        const std::int64_t type = named ? 0 : call.whole("to", 1);
        const bool real = named ? name == "FLOAT" || name == "FLOAT16" || name == "DOUBLE"
                                : type == 1 || type == 10 || type == 11 || type == 16;
        if (!real) call.refuse("makes other numbers than real ones", "a model that computes with floats works");
    }
    call.set(value);
}

/// The class. What it is told from is the prediction, and an output as well.
void read_onnx_arg_max(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    const std::size_t axis = call.axis(call.whole("axis", 0), value.rank());
    if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
    value = onnx_innermost(call, value, value.axes[axis]);
    call.assembly().add_prediction(call.input(0));
    value.node = call.add(std::make_shared<nn::ArgMax>(call.whole("select_last_index", 0) != 0), {value.node});
    for (const std::size_t factor : value.axes[axis]) std::erase(value.memory, factor);
    value.axes[axis].clear();
    if (call.whole("keepdims", 1) == 0) value.axes.erase(value.axes.begin() + static_cast<std::ptrdiff_t>(axis));
    value.is_index = true;
    call.set(std::move(value));
}

}  // namespace convscope
