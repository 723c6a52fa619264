#include "core/io/onnx/operators/values/selections.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/borders.h"
#include "core/nn/layers/shape/take.h"

namespace convscope::onnx {

namespace {

/// A list that is an attribute before opset 10 and an input from then on.
std::vector<std::int64_t> slice_list(const Call& call, const char* name, std::size_t input, bool is_required) {
    const std::optional<std::vector<std::int64_t>> list = call.list(name, input, 10);
    if (!list && is_required) call.refuse(tr("has no {}", name), kExportAgain);
    return list.value_or(std::vector<std::int64_t>());
}

/// The indexes that Python's slice [start:end:step] takes from an axis.
std::vector<std::int64_t> python_range(std::int64_t start, std::int64_t end, std::int64_t step, std::int64_t length) {
    const auto clamped = [&](std::int64_t index) {
        if (index < 0) index = index < -length ? -1 : index + length;
        return step > 0 ? std::clamp<std::int64_t>(index, 0, length) : std::clamp<std::int64_t>(index, -1, length - 1);
    };
    std::vector<std::int64_t> indexes;
    const std::int64_t last = clamped(end);
    for (std::int64_t index = clamped(start); step > 0 ? index < last : index > last; index += step) {
        indexes.push_back(index);
        if (step > length) break;
    }
    return indexes;
}

/// An axis of a value as one whole axis of its node's shape.
struct WholeAxis {
    Value value;
    std::size_t axis;   ///< index of the axis in the node's shape
    std::size_t place;  ///< index of its first factor in memory
};

/// Keeps the node's shape if the file's axis is one of its axes; otherwise makes the axis the outermost.
WholeAxis whole_axis(const Call& call, const Value& value, std::size_t file_axis) {
    const Factors& factors = value.axes[file_axis];
    if (const std::optional<std::vector<Factors>> groups = value.groups(call.shape(value))) {
        std::size_t place = 0;
        for (std::size_t i = 0; i < groups->size(); place += (*groups)[i++].size())
            if ((*groups)[i] == factors) return {value, i, place};
    }
    Factors order = factors;
    const Factors others = selected(value.memory, factors, false);
    order.insert(order.end(), others.begin(), others.end());
    const std::int64_t length = value.length(file_axis);
    return {call.arranged(value, order, {length, value.count() / length}), 0, 0};
}

bool are_consecutive(const std::vector<std::int64_t>& indexes) {
    for (std::size_t i = 1; i < indexes.size(); ++i)
        if (indexes[i] != indexes[i - 1] + 1) return false;
    return true;
}

/// The value with only these positions of an axis: cropped if they are consecutive.
Value sliced(const Call& call, const Value& value, const AxisSlice& slice) {
    if (slice.indexes.empty()) call.refuse(tr("takes no positions of an axis"), kExportAgain);
    const std::int64_t length = value.length(slice.axis), count = std::ssize(slice.indexes);
    if (are_consecutive(slice.indexes))
        return grown(call, value, {{slice.axis, {-slice.indexes.front(), slice.indexes.back() + 1 - length}}}, {});
    if (count > nn::kMaxTensorValues / (value.count() / length))
        call.refuse(tr("copies more values than a tensor may hold"), tr("open a smaller model"));
    WholeAxis whole = whole_axis(call, value, slice.axis);
    whole.value.node =
        call.add(std::make_shared<nn::Take>(nn::Take::Parameters{whole.axis, slice.indexes}), {whole.value.node});
    whole.value.replace_axis(slice.axis, count, whole.place);
    return std::move(whole.value);
}

/// The operand of Expand or Tile: its last axes are aligned with those of dims.
std::vector<std::int64_t> repetition_list(const Call& call) {
    std::vector<std::int64_t> list = call.constant(1).integers();
    constexpr std::size_t kMaxExpandedAxes = 16;
    const auto is_valid = [](std::int64_t length) { return length >= 0 && length <= nn::kMaxTensorValues; };
    if (list.size() > kMaxExpandedAxes || !std::ranges::all_of(list, is_valid))
        call.refuse(tr("repeats a value by {}", dims_text(list)), kExportAgain);
    return list;
}

}  // namespace

std::optional<std::vector<AxisSlice>> slices_of(const Call& call, const Dims& dims) {
    const std::vector<std::int64_t> starts = slice_list(call, "starts", 1, true),
                                    ends = slice_list(call, "ends", 2, true);
    std::vector<std::int64_t> axes = slice_list(call, "axes", 3, false), steps = slice_list(call, "steps", 4, false);
    if (axes.empty())
        for (std::int64_t axis = 0; axis < std::ssize(starts); ++axis) axes.push_back(axis);
    if (steps.empty()) steps.assign(starts.size(), 1);
    if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size())
        call.refuse(tr("has lists of different lengths"), kExportAgain);
    const std::vector<std::size_t> sliced_axes = call.axes(axes, dims.size());
    std::vector<AxisSlice> slices;
    for (std::size_t i = 0; i < sliced_axes.size(); ++i) {
        const std::int64_t length = dims[sliced_axes[i]];
        if (length == kBatchAxis) {
            const bool takes_all =
                starts[i] == 0 && steps[i] == 1 && ends[i] >= std::numeric_limits<std::int32_t>::max();
            if (!takes_all) return std::nullopt;
            continue;
        }
        if (steps[i] == 0 || steps[i] < -length - 1) call.refuse(tr("takes steps of {}", steps[i]), kExportAgain);
        slices.push_back({sliced_axes[i], python_range(starts[i], ends[i], steps[i], length)});
    }
    return slices;
}

std::optional<Dims> repeated_dims(const Call& call, const Dims& dims) {
    const std::vector<std::int64_t> list = repetition_list(call);
    const bool is_tile = call.node().kind == "Tile";
    if (is_tile && list.size() != dims.size())
        call.refuse(tr("repeats {} by {}", dims_text(dims), dims_text(list)), kExportAgain);
    // New axes come before the batch, which must stay the first axis.
    const bool has_batch = std::ranges::find(dims, kBatchAxis) != dims.end();
    if (has_batch && list.size() > dims.size()) return std::nullopt;
    Dims result(std::max(dims.size(), list.size()), 1);
    std::ranges::copy(dims, result.end() - std::ssize(dims));
    for (std::size_t i = 1; i <= list.size(); ++i) {
        std::int64_t& length = result[result.size() - i];
        const std::int64_t other = list[list.size() - i];
        // 1 and the batch's own length leave the batch as it is; a longer value would be new examples.
        if (length == kBatchAxis) {
            if (other != 1 && (is_tile || other != call.assembly().batch_length())) return std::nullopt;
            continue;
        }
        if (other == 0) call.refuse(tr("expands {} to {}", dims_text(dims), dims_text(list)), kExportAgain);
        if (is_tile) {
            if (other > nn::kMaxTensorValues / length) call.refuse(tr("repeats a value too often"), kExportAgain);
            length *= other;
        } else if (other != 1) {
            if (length != 1 && length != other)
                call.refuse(tr("expands {} to {}", dims_text(dims), dims_text(list)), kExportAgain);
            length = other;
        }
    }
    return result;
}

void read_slice(const Call& call) {
    Value value = call.value(0);
    const std::vector<AxisSlice> slices = slices_of(call, value.dims()).value();
    // Crops of several axes become one layer.
    Growths growths;
    for (const AxisSlice& slice : slices)
        if (!slice.indexes.empty() && are_consecutive(slice.indexes))
            growths[slice.axis] = {-slice.indexes.front(), slice.indexes.back() + 1 - value.length(slice.axis)};
    if (!growths.empty()) value = grown(call, std::move(value), growths, {});
    for (const AxisSlice& slice : slices)
        if (!growths.contains(slice.axis)) value = sliced(call, value, slice);
    call.set(std::move(value));
}

void read_gather(const Call& call) {
    const Value& value = call.value(0);
    const Constant& index_input = call.constant(1);
    AxisSlice slice{.axis = call.axis_attribute(0, value.rank()), .indexes = index_input.integers()};
    const std::int64_t length = value.length(slice.axis);
    for (std::int64_t& index : slice.indexes) {
        if (index < 0) index += length;
        if (index < 0 || index >= length) call.refuse(tr("takes an index outside the axis"), kExportAgain);
    }
    Value result = sliced(call, value, slice);
    if (index_input.rank() == 0) result.erase_axis(slice.axis);
    if (index_input.rank() <= 1) return call.set(std::move(result));
    Dims dims = result.dims();
    const auto place = dims.erase(dims.begin() + static_cast<std::ptrdiff_t>(slice.axis));
    dims.insert(place, index_input.dims().begin(), index_input.dims().end());
    call.set(call.reshaped(std::move(result), dims));
}

void read_repeated(const Call& call) {
    Value value = call.value(0);
    const Dims dims = repeated_dims(call, value.dims()).value();
    if (!value_count(Dims(dims.begin() + (!dims.empty() && dims[0] == kBatchAxis ? 1 : 0), dims.end())))
        call.refuse(tr("expands a value to {}", dims_text(dims)), tr("open a smaller model"));
    value.widen(dims.size());
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        const std::int64_t length = value.length(axis);
        if (length == dims[axis]) continue;
        AxisSlice slice{.axis = axis, .indexes = {}};
        slice.indexes.reserve(static_cast<std::size_t>(dims[axis]));
        for (std::int64_t i = 0; i < dims[axis]; ++i) slice.indexes.push_back(i % length);
        value = sliced(call, value, slice);
    }
    call.set(std::move(value));
}

}  // namespace convscope::onnx
