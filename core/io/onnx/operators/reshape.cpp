#include "core/io/onnx/operators/reshape.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>

#include "core/base/text/translation.h"
#include "core/nn/layers/shape/flatten.h"

namespace convscope::onnx {

namespace {

constexpr std::size_t kMaxReshapedAxes = 16;

std::int64_t product(const Dims& dims) {
    return std::accumulate(dims.begin(), dims.end(), std::int64_t{1}, std::multiplies<>());
}

bool has_batch(const Dims& dims) {
    return std::ranges::find(dims, kBatchAxis) != dims.end();
}

/// `target` with its open length (-1) replaced so that the product is `count`; nullopt if no length fits.
std::optional<Dims> resolved(Dims target, std::int64_t count) {
    if (std::ranges::count(target, -1) > 1) return std::nullopt;
    const auto open = std::ranges::find(target, -1);
    Dims fixed = target;
    std::erase(fixed, -1);
    const std::optional<std::int64_t> fixed_count = value_count(fixed);
    if (!fixed_count) return std::nullopt;
    if (open == target.end()) return *fixed_count == count ? std::optional(target) : std::nullopt;
    if (*fixed_count == 0 || count % *fixed_count != 0) return std::nullopt;
    *open = count / *fixed_count;
    return target;
}

/// The lengths that Reshape states for an input of these dims. Unless allowzero is set, a length of 0 is replaced by
/// the input's, except for the batch.
Dims target_of(const Call& call, const Dims& dims) {
    const std::optional<Dims> shape = call.list("shape", 1, 5);
    if (!shape) call.refuse(tr("has no shape to reshape to"), kExportAgain);
    Dims target = *shape;
    if (target.size() > kMaxReshapedAxes) call.refuse(tr("reshapes to too many axes"), kExportAgain);
    const bool is_batched = !dims.empty() && dims[0] == kBatchAxis;
    for (std::size_t i = is_batched ? 1 : 0; i < target.size(); ++i) {
        if (target[i] < -1) call.refuse(tr("reshapes to {}", dims_text(target)), kExportAgain);
        if (target[i] == 0 && call.integer("allowzero", 0) == 0 && i < dims.size()) target[i] = dims[i];
    }
    return target;
}

std::optional<Dims> reshape_dims(const Call& call, const Dims& dims) {
    const Dims target = target_of(call, dims);
    if (!has_batch(dims)) {
        std::optional<Dims> result = resolved(target, product(dims));
        if (!result) call.refuse(tr("reshapes {} to {}", dims_text(dims), dims_text(target)), kExportAgain);
        return result;
    }
    if (dims[0] != kBatchAxis || target.empty()) return std::nullopt;
    // The target keeps the batch if its first length copies it, equals it, or is the only one left open.
    const std::int64_t length = call.assembly().batch_length(), first = target.front();
    const Dims example_dims(target.begin() + 1, target.end());
    const bool is_kept = first == 0 || first == -1 || first == length || (length == 0 && first == 1);
    if (!is_kept || (first == -1 && std::ranges::find(example_dims, -1) != example_dims.end())) return std::nullopt;
    std::optional<Dims> result = resolved(example_dims, product(Dims(dims.begin() + 1, dims.end())));
    if (result) result->insert(result->begin(), kBatchAxis);
    return result;
}

std::optional<Dims> flatten_dims(const Call& call, const Dims& dims) {
    const std::int64_t number = call.integer("axis", 1), rank = std::ssize(dims);
    if (number < -rank || number > rank)
        call.refuse(tr("flattens {} from axis {}", dims_text(dims), number), kExportAgain);
    const std::int64_t axis = number < 0 ? number + rank : number;
    const bool is_batched = has_batch(dims);
    if (is_batched && (dims[0] != kBatchAxis || axis != 1)) return std::nullopt;
    const Dims front(dims.begin(), dims.begin() + axis), back(dims.begin() + axis, dims.end());
    return Dims{is_batched ? kBatchAxis : product(front), product(back)};
}

std::optional<Dims> squeeze_dims(const Call& call, const Dims& dims) {
    const std::optional<Dims> axes = call.list("axes", 1, 13);
    std::vector<bool> is_removed(dims.size(), false);
    if (axes) {
        for (const std::size_t axis : call.axes(*axes, dims.size())) {
            if (dims[axis] == kBatchAxis) return std::nullopt;
            if (dims[axis] != 1) call.refuse(tr("squeezes an axis of length {}", dims[axis]), kExportAgain);
            is_removed[axis] = true;
        }
    } else {
        for (std::size_t axis = 0; axis < dims.size(); ++axis) {
            if (dims[axis] == kBatchAxis && call.assembly().batch_length() == 1) return std::nullopt;
            is_removed[axis] = dims[axis] == 1;
        }
    }
    Dims result;
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
        if (!is_removed[axis]) result.push_back(dims[axis]);
    return result;
}

Dims unsqueeze_dims(const Call& call, const Dims& dims) {
    const std::optional<Dims> axes = call.list("axes", 1, 13);
    if (!axes) call.refuse(tr("names no axes"), kExportAgain);
    if (axes->size() + dims.size() > kMaxReshapedAxes) call.refuse(tr("inserts too many axes"), kExportAgain);
    Dims result(dims.size() + axes->size(), 0);
    for (const std::size_t axis : call.axes(*axes, result.size())) result[axis] = 1;
    auto next = dims.begin();
    for (std::int64_t& length : result)
        if (length == 0) length = *next++;
    return result;
}

}  // namespace

std::optional<Dims> reshaped_dims(const Call& call, const Dims& dims) {
    const std::string& kind = call.node().kind;
    if (kind == "Flatten") return flatten_dims(call, dims);
    if (kind == "Squeeze") return squeeze_dims(call, dims);
    if (kind == "Unsqueeze") return unsqueeze_dims(call, dims);
    return reshape_dims(call, dims);
}

void read_reshape(const Call& call) {
    Value value = call.any_value(0);
    const Dims dims = reshaped_dims(call, value.dims()).value();
    value = call.reshaped(std::move(value), dims);
    const bool is_row = dims.size() == 2 && (dims[0] == kBatchAxis || dims[0] == 1);
    if (is_row && call.shape(value).rank() > 1) value.node = call.add(std::make_shared<nn::Flatten>(), {value.node});
    call.set(std::move(value));
}

void read_squeeze(const Call& call) {
    Value value = call.any_value(0);
    const Dims dims = reshaped_dims(call, value.dims()).value();
    call.set(call.reshaped(std::move(value), dims));
}

}  // namespace convscope::onnx
