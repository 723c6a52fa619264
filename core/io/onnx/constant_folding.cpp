// What can be computed before the model runs: shapes, axes, weights that are turned or reshaped on the way.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "core/io/onnx/operators.h"

namespace convscope {

namespace {

/// The values at these indexes along an axis.
OnnxConstant picked_along(const OnnxConstant& constant, std::size_t axis, const std::vector<std::int64_t>& indexes) {
    OnnxDims dims = constant.dims();
    const std::int64_t before = dims[axis], after = std::ssize(indexes);
    const std::int64_t inner = std::accumulate(dims.begin() + static_cast<std::ptrdiff_t>(axis) + 1, dims.end(),
                                               std::int64_t{1}, std::multiplies<>());
    dims[axis] = after;
    return constant.picked(std::move(dims), [&](std::int64_t index) {
        const std::int64_t at = indexes[static_cast<std::size_t>(index / inner % after)];
        return (index / (inner * after) * before + at) * inner + index % inner;
    });
}

OnnxConstant fold_gather(const OnnxCall& call) {
    const OnnxConstant &data = call.constant(0), &given = call.constant(1);
    const std::size_t axis = call.axis(call.whole("axis", 0), data.rank());
    const std::int64_t length = data.dims()[axis];
    std::vector<std::int64_t> indexes = given.wholes();
    for (std::int64_t& index : indexes) {
        if (index < -length || index >= length)
            call.refuse(fmt::format("takes index {} of {}", index, length), kOnnxRemedy);
        index += index < 0 ? length : 0;
    }
    OnnxDims dims = data.dims();
    dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(axis));
    dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), given.dims().begin(), given.dims().end());
    if (!onnx_count(dims)) call.refuse("makes more than 2 GB", kOnnxRemedy);
    return picked_along(data, axis, indexes).reshaped(dims);
}

OnnxConstant fold_slice(const OnnxCall& call) {
    OnnxConstant data = call.constant(0);
    for (const OnnxSlice& slice : slices_of(call, data.dims())) data = picked_along(data, slice.axis, slice.indexes);
    return data;
}

OnnxConstant fold_concat(const OnnxCall& call) {
    if (call.input_count() == 0) call.refuse("joins nothing", kOnnxRemedy);
    const OnnxConstant& first = call.constant(0);
    const std::size_t axis = call.axis(call.whole("axis", 1), first.rank());
    OnnxDims dims = first.dims();
    dims[axis] = 0;
    bool whole = true;
    for (std::size_t i = 0; i < call.input_count(); ++i) {
        OnnxDims own = call.constant(i).dims();
        if (own.size() != dims.size()) call.refuse("joins values of other axes", kOnnxRemedy);
        dims[axis] += std::exchange(own[axis], first.dims()[axis]);
        if (own != first.dims()) call.refuse("joins values of other lengths", kOnnxRemedy);
        whole = whole && call.constant(i).is_whole();
    }
    const std::optional<std::int64_t> count = onnx_count(dims);
    if (!count) call.refuse("makes more than 2 GB", kOnnxRemedy);
    // One after the other where the axis is the first; then its pieces are put between each other.
    OnnxConstant::Wholes wholes;
    OnnxConstant::Floats floats;
    const std::int64_t outer = std::accumulate(dims.begin(), dims.begin() + static_cast<std::ptrdiff_t>(axis),
                                               std::int64_t{1}, std::multiplies<>());
    for (std::int64_t piece = 0; piece < outer; ++piece)
        for (std::size_t i = 0; i < call.input_count(); ++i) {
            const OnnxConstant& part = call.constant(i);
            const std::int64_t length = part.count() / outer;
            for (std::int64_t index = piece * length; index < (piece + 1) * length; ++index)
                whole ? wholes.push_back(part.whole(index)) : floats.push_back(part.number(index));
        }
    return whole ? OnnxConstant(dims, std::move(wholes)) : OnnxConstant(dims, std::move(floats));
}

std::int64_t joined_whole(const OnnxCall& call, std::int64_t a, std::int64_t b) {
    const auto x = static_cast<std::uint64_t>(a), y = static_cast<std::uint64_t>(b);
    const std::string& kind = call.node().kind;
    if (kind == "Add") return static_cast<std::int64_t>(x + y);
    if (kind == "Sub") return static_cast<std::int64_t>(x - y);
    if (kind == "Mul") return static_cast<std::int64_t>(x * y);
    if (b == 0) call.refuse("divides by 0", kOnnxRemedy);
    return b == -1 ? static_cast<std::int64_t>(0 - x) : a / b;
}

float joined_number(const OnnxCall& call, float a, float b) {
    const std::string& kind = call.node().kind;
    return kind == "Add" ? a + b : kind == "Sub" ? a - b : kind == "Mul" ? a * b : a / b;
}

/// The index of an operand's value for one of the joined value.
std::int64_t operand_index(const OnnxDims& joined, const OnnxDims& own, std::int64_t index) {
    std::int64_t from = 0, step = 1;
    for (std::size_t i = 1; i <= joined.size(); index /= joined[joined.size() - i], ++i) {
        if (i > own.size()) continue;
        const std::int64_t length = own[own.size() - i];
        if (length != 1) from += index % joined[joined.size() - i] * step;
        step *= length;
    }
    return from;
}

OnnxConstant fold_arithmetic(const OnnxCall& call) {
    const OnnxConstant& a = call.constant(0);
    OnnxConstant b = call.constant(1);
    if (const auto first = first_axis(call, a.dims(), b.dims())) {
        OnnxDims dims = b.dims();
        dims.resize(a.rank() - *first, 1);
        b = b.reshaped(dims);
    }
    OnnxDims dims(std::max(a.rank(), b.rank()), 1);
    for (const OnnxConstant* one : {&a, &std::as_const(b)})
        for (std::size_t i = 1; i <= one->rank(); ++i) {
            std::int64_t& length = dims[dims.size() - i];
            const std::int64_t own = one->dims()[one->rank() - i];
            if (own != length && own != 1 && length != 1)
                call.refuse(fmt::format("joins {} and {}", onnx_dims_text(a.dims()), onnx_dims_text(b.dims())),
                            kOnnxRemedy);
            if (length == 1) length = own;
        }
    const std::optional<std::int64_t> count = onnx_count(dims);
    if (!count) call.refuse("makes more than 2 GB", kOnnxRemedy);
    const auto all = [&](auto values, const auto& join) {
        for (std::int64_t i = 0; i < *count; ++i)
            values.push_back(join(operand_index(dims, a.dims(), i), operand_index(dims, b.dims(), i)));
        return OnnxConstant(dims, std::move(values));
    };
    if (a.is_whole() && b.is_whole())
        return all(OnnxConstant::Wholes(),
                   [&](std::int64_t i, std::int64_t j) { return joined_whole(call, a.whole(i), b.whole(j)); });
    return all(OnnxConstant::Floats(),
               [&](std::int64_t i, std::int64_t j) { return joined_number(call, a.number(i), b.number(j)); });
}

OnnxConstant fold_cast(const OnnxCall& call) {
    const OnnxConstant& given = call.constant(0);
    if (call.opset() < 6)
        return call.text("to", "FLOAT").find("INT") == std::string::npos ? given.as_floats() : given.as_wholes();
    const std::int64_t type = call.whole("to", 1);
    constexpr std::int64_t kText = 8, kBool = 9;
    if (type == kText) call.refuse("makes text", "numbers work");
    if (type == 1 || type == 10 || type == 11 || type == 16) return given.as_floats();
    if (type != kBool) return given.as_wholes();
    OnnxConstant::Wholes flags;
    for (const float value : given.numbers()) flags.push_back(value != 0 ? 1 : 0);
    return {given.dims(), std::move(flags)};
}

OnnxConstant fold_reshaping(const OnnxCall& call) {
    const OnnxConstant& given = call.constant(0);
    OnnxDims dims = reshaped_dims(call, given.dims());
    if (onnx_count(dims) != given.count())
        call.refuse(fmt::format("reshapes {} to {}", onnx_dims_text(given.dims()), onnx_dims_text(dims)), kOnnxRemedy);
    return given.reshaped(std::move(dims));
}

OnnxConstant fold_transpose(const OnnxCall& call) {
    const OnnxConstant& given = call.constant(0);
    return given.transposed(transpose_order(call, given.rank()));
}

OnnxConstant fold_shape(const OnnxCall& call) {
    const OnnxDims& dims = call.constant(0).dims();
    return {{std::ssize(dims)}, OnnxConstant::Wholes(dims.begin(), dims.end())};
}

OnnxConstant fold_constant_of_shape(const OnnxCall& call) {
    const OnnxDims dims = call.constant(0).wholes();
    const std::optional<std::int64_t> count = onnx_count(dims);
    if (!count) call.refuse(fmt::format("makes a constant of {}", onnx_dims_text(dims)), kOnnxRemedy);
    const OnnxConstant* const value = call.tensor("value");
    if (value == nullptr) return {dims, OnnxConstant::Floats(static_cast<std::size_t>(*count), 0.F)};
    if (value->count() != 1) call.refuse("repeats more than one number", kOnnxRemedy);
    return value->picked(dims, [](std::int64_t) { return 0; });
}

OnnxConstant fold_identity(const OnnxCall& call) {
    return call.constant(0);
}

struct Fold {
    std::string_view kind;
    OnnxConstant (*fold)(const OnnxCall& call);
};
constexpr Fold kFolds[] = {
    {"Add", fold_arithmetic},      {"Cast", fold_cast},
    {"Concat", fold_concat},       {"ConstantOfShape", fold_constant_of_shape},
    {"Div", fold_arithmetic},      {"Dropout", fold_identity},
    {"Flatten", fold_reshaping},   {"Gather", fold_gather},
    {"Identity", fold_identity},   {"Mul", fold_arithmetic},
    {"Reshape", fold_reshaping},   {"Shape", fold_shape},
    {"Slice", fold_slice},         {"Squeeze", fold_reshaping},
    {"Sub", fold_arithmetic},      {"Transpose", fold_transpose},
    {"Unsqueeze", fold_reshaping},
};

/// A number of an input that may be left out, or of an attribute in old opsets.
std::vector<std::int64_t> slice_list(const OnnxCall& call, const char* name, std::size_t input, bool needed) {
    const std::optional<std::vector<std::int64_t>> given = call.list(name, input, 10);
    if (!given && needed) call.refuse(fmt::format("has no {}", name), kOnnxRemedy);
    return given.value_or(std::vector<std::int64_t>());
}

}  // namespace

std::vector<OnnxSlice> slices_of(const OnnxCall& call, const OnnxDims& dims) {
    const std::vector<std::int64_t> starts = slice_list(call, "starts", 1, true),
                                    ends = slice_list(call, "ends", 2, true);
    std::vector<std::int64_t> axes = slice_list(call, "axes", 3, false), steps = slice_list(call, "steps", 4, false);
    if (axes.empty())
        for (std::int64_t axis = 0; axis < std::ssize(starts); ++axis) axes.push_back(axis);
    if (steps.empty()) steps.assign(starts.size(), 1);
    if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size())
        call.refuse("has lists of several lengths", kOnnxRemedy);
    const std::vector<std::size_t> places = call.axes(axes, dims.size());
    std::vector<OnnxSlice> slices;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::int64_t length = dims[places[i]], step = steps[i];
        if (length == nn::Layout::kBatchAxis) {
            // All of it, as an exporter may write it.
            if (starts[i] == 0 && step == 1 && ends[i] >= std::numeric_limits<std::int32_t>::max()) continue;
            throw OnnxBatchInTheWay();
        }
        if (step == 0 || step < -length - 1) call.refuse(fmt::format("takes steps of {}", step), kOnnxRemedy);
        const auto place = [&](std::int64_t at) {
            if (at < 0) at = at < -length ? -1 : at + length;
            return step > 0 ? std::clamp<std::int64_t>(at, 0, length) : std::clamp<std::int64_t>(at, -1, length - 1);
        };
        OnnxSlice slice{.axis = places[i], .indexes = {}};
        const std::int64_t end = place(ends[i]);
        for (std::int64_t at = place(starts[i]); step > 0 ? at < end : at > end; at += step) {
            slice.indexes.push_back(at);
            if (step > length) break;
        }
        slices.push_back(std::move(slice));
    }
    return slices;
}

bool fold_onnx(const OnnxCall& call) {
    const auto* const found = std::ranges::find(kFolds, call.node().kind, &Fold::kind);
    if (found == std::end(kFolds) || call.input_count() == 0) return false;
    for (std::size_t i = 0; i < call.input_count(); ++i)
        if (call.has(i) && call.known(i) == nullptr) return false;
    call.set(found->fold(call));
    return true;
}

/// Only where its shape is not known beforehand.
void read_onnx_constant_of_shape(const OnnxCall& call) {
    static_cast<void>(call.constant(0));
    call.set(fold_constant_of_shape(call));
}

void read_onnx_constant(const OnnxCall& call) {
    if (const OnnxConstant* const tensor = call.tensor("value")) return call.set(*tensor);
    const auto count = [](const auto& list) { return OnnxDims{std::ssize(list)}; };
    if (call.has_attribute("value_float"))
        return call.set(OnnxConstant({}, OnnxConstant::Floats{call.number("value_float", 0)}));
    if (call.has_attribute("value_int"))
        return call.set(OnnxConstant({}, OnnxConstant::Wholes{call.whole("value_int", 0)}));
    if (call.has_attribute("value_floats")) {
        const std::vector<float> values = call.numbers("value_floats");
        return call.set(OnnxConstant(count(values), values));
    }
    if (!call.has_attribute("value_ints")) call.refuse("holds no numbers", "whole and real numbers work");
    const std::vector<std::int64_t> values = call.wholes("value_ints");
    call.set(OnnxConstant(count(values), values));
}

}  // namespace convscope
