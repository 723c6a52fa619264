#include "core/io/onnx/value.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

/// Puts `inner` behind `factor` wherever that stands.
void put_behind(OnnxFactors& factors, std::size_t factor, std::size_t inner) {
    const auto found = std::ranges::find(factors, factor);
    if (found != factors.end()) factors.insert(found + 1, inner);
}

/// Makes one factor two, the outer of that length. Returns the inner one.
std::size_t split(OnnxValue& value, std::size_t factor, std::int64_t outer) {
    const std::size_t inner = value.lengths.size();
    value.lengths.push_back(value.lengths[factor] / outer);
    value.lengths[factor] = outer;
    for (OnnxFactors& axis : value.axes) put_behind(axis, factor, inner);
    put_behind(value.memory, factor, inner);
    return inner;
}

}  // namespace

std::int64_t OnnxValue::product(const OnnxFactors& factors) const {
    std::int64_t result = 1;
    for (const std::size_t factor : factors) result *= lengths[factor];
    return result;
}

std::int64_t OnnxValue::length(std::size_t axis) const {
    return product(axes[axis]);
}

OnnxDims OnnxValue::dims() const {
    OnnxDims dims;
    for (std::size_t axis = 0; axis < rank(); ++axis) dims.push_back(length(axis));
    return dims;
}

std::optional<std::size_t> OnnxValue::batch_axis() const {
    for (std::size_t axis = 0; axis < rank(); ++axis)
        if (length(axis) == kBatch) return axis;
    return std::nullopt;
}

std::int64_t OnnxValue::count() const {
    return product(memory);
}

OnnxFactors OnnxValue::in_own_order() const {
    OnnxFactors all;
    for (const OnnxFactors& axis : axes)
        for (const std::size_t factor : axis)
            if (lengths[factor] != kBatch) all.push_back(factor);
    return all;
}

nn::Layout OnnxValue::layout() const {
    nn::Layout layout{.axes = dims()};
    std::vector<std::size_t> places(lengths.size());
    for (const OnnxFactors& axis : axes)
        for (const std::size_t factor : axis) {
            places[factor] = layout.factors.size();
            layout.factors.push_back(lengths[factor]);
        }
    for (const std::size_t factor : memory) layout.order.push_back(places[factor]);
    return layout;
}

void OnnxValue::push_axis(std::int64_t length) {
    axes.emplace_back();
    if (length == 1) return;
    axes.back().push_back(lengths.size());
    if (length != kBatch) memory.push_back(lengths.size());
    lengths.push_back(length);
}

OnnxValue onnx_value(int node, const OnnxDims& dims, const std::vector<std::size_t>& order) {
    OnnxValue value{.node = node};
    for (const std::int64_t length : dims) value.push_axis(length);
    value.memory.clear();
    for (const std::size_t axis : order)
        for (const std::size_t factor : value.axes[axis])
            if (value.lengths[factor] != kBatch) value.memory.push_back(factor);
    return value;
}

OnnxValue onnx_value(int node, const OnnxDims& dims) {
    std::vector<std::size_t> order(dims.size());
    std::iota(order.begin(), order.end(), 0);
    return onnx_value(node, dims, order);
}

OnnxValue transposed(OnnxValue value, const std::vector<std::size_t>& order) {
    std::vector<OnnxFactors> axes;
    axes.reserve(order.size());
    for (const std::size_t axis : order) axes.push_back(value.axes[axis]);
    value.axes = std::move(axes);
    return value;
}

std::optional<OnnxValue> regrouped(OnnxValue value, const OnnxDims& dims) {
    std::vector<OnnxFactors> axes;
    OnnxFactors rest = value.in_own_order();
    std::size_t next = 0;
    for (const std::int64_t length : dims) {
        OnnxFactors axis;
        if (length == kBatch) {
            axis = value.axes[value.batch_axis().value()];
        } else {
            for (std::int64_t open = length; open > 1;) {
                assert(next < rest.size());
                const std::size_t factor = rest[next];
                const std::int64_t own = value.lengths[factor];
                if (open % own != 0) {
                    if (own % open != 0) return std::nullopt;
                    rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(next) + 1, split(value, factor, open));
                }
                open /= value.lengths[factor];
                axis.push_back(factor);
                ++next;
            }
        }
        axes.push_back(std::move(axis));
    }
    assert(next == rest.size());
    value.axes = std::move(axes);
    return value;
}

std::optional<std::vector<OnnxFactors>> factors_of(const nn::Shape& shape, const OnnxValue& value) {
    std::vector<OnnxFactors> groups;
    std::size_t next = 0;
    for (const std::int64_t length : shape.axes) {
        groups.emplace_back();
        for (std::int64_t open = length; open > 1; ++next) {
            if (next == value.memory.size() || open % value.lengths[value.memory[next]] != 0) return std::nullopt;
            open /= value.lengths[value.memory[next]];
            groups.back().push_back(value.memory[next]);
        }
    }
    return next == value.memory.size() ? std::optional(groups) : std::nullopt;
}

}  // namespace convscope
