#include "core/io/arrangement.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <optional>

namespace convscope {

namespace {

void insert_after(Factors& factors, std::size_t factor, std::size_t inner) {
    const auto found = std::ranges::find(factors, factor);
    if (found != factors.end()) factors.insert(found + 1, inner);
}

/// Splits a factor in two, the outer one of length `outer_length`. Returns the inner one.
std::size_t split(Arrangement& value, std::size_t factor, std::int64_t outer_length) {
    const std::size_t inner = value.lengths.size();
    value.lengths.push_back(value.lengths[factor] / outer_length);
    value.lengths[factor] = outer_length;
    for (Factors& axis : value.axes) insert_after(axis, factor, inner);
    insert_after(value.memory, factor, inner);
    return inner;
}

/// Takes factors from `file_order`, starting at index `next`, until their product is `length`. Splits the last one if
/// needed; nullopt if it would have to be split at a length that does not divide it.
std::optional<Factors> take_axis(Arrangement& value, Factors& file_order, std::size_t& next, std::int64_t length) {
    Factors axis;
    for (std::int64_t remaining = length; remaining > 1; ++next) {
        assert(next < file_order.size());
        const std::size_t factor = file_order[next];
        const std::int64_t factor_length = value.lengths[factor];
        if (remaining % factor_length != 0) {
            if (factor_length % remaining != 0) return std::nullopt;
            file_order.insert(file_order.begin() + static_cast<std::ptrdiff_t>(next) + 1,
                              split(value, factor, remaining));
        }
        remaining /= value.lengths[factor];
        axis.push_back(factor);
    }
    return axis;
}

}  // namespace

bool AxisOrder::is_file_order() const {
    return std::ranges::is_sorted(order);
}

Arrangement Arrangement::of(const Dims& dims) {
    std::vector<std::size_t> order(dims.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return of(dims, order);
}

Arrangement Arrangement::of(const Dims& dims, const std::vector<std::size_t>& axis_order) {
    Arrangement value;
    for (const std::int64_t length : dims) {
        value.axes.emplace_back();
        if (length == 1) continue;
        value.axes.back().push_back(value.lengths.size());
        value.lengths.push_back(length);
    }
    for (const std::size_t factor : value.factors_of(axis_order))
        if (value.lengths[factor] != kBatchAxis) value.memory.push_back(factor);
    return value;
}

std::int64_t Arrangement::product(const Factors& factors) const {
    std::int64_t result = 1;
    for (const std::size_t factor : factors) result *= lengths[factor];
    return result;
}

std::int64_t Arrangement::length(std::size_t axis) const {
    return product(axes[axis]);
}

Dims Arrangement::dims() const {
    Dims dims;
    for (std::size_t axis = 0; axis < rank(); ++axis) dims.push_back(length(axis));
    return dims;
}

std::optional<std::size_t> Arrangement::batch_axis() const {
    for (std::size_t axis = 0; axis < rank(); ++axis)
        if (length(axis) == kBatchAxis) return axis;
    return std::nullopt;
}

std::int64_t Arrangement::count() const {
    return product(memory);
}

Factors Arrangement::file_order() const {
    Factors all;
    for (const Factors& axis : axes)
        for (const std::size_t factor : axis)
            if (lengths[factor] != kBatchAxis) all.push_back(factor);
    return all;
}

Factors Arrangement::factors_of(const std::vector<std::size_t>& axis_list) const {
    Factors factors;
    for (const std::size_t axis : axis_list) factors.insert(factors.end(), axes[axis].begin(), axes[axis].end());
    return factors;
}

AxisOrder Arrangement::memory_order(std::size_t axis) const {
    const Factors& factors = axes[axis];
    AxisOrder result;
    for (const std::size_t factor : factors) result.lengths.push_back(lengths[factor]);
    for (const std::size_t factor : memory)
        if (const auto found = std::ranges::find(factors, factor); found != factors.end())
            result.order.push_back(static_cast<std::size_t>(found - factors.begin()));
    return result;
}

nn::Shape Arrangement::memory_shape() const {
    nn::Shape shape;
    for (const std::size_t factor : memory) shape.axes.push_back(lengths[factor]);
    while (shape.rank() > nn::kMaxAxes) {
        shape.axes[1] *= shape.axes[0];
        shape.axes.erase(shape.axes.begin());
    }
    if (shape.axes.empty()) shape.axes.push_back(1);
    return shape;
}

nn::Layout Arrangement::layout() const {
    nn::Layout layout{.axes = dims()};
    std::vector<std::size_t> places(lengths.size());
    for (const Factors& axis : axes)
        for (const std::size_t factor : axis) {
            places[factor] = layout.factors.size();
            layout.factors.push_back(lengths[factor]);
        }
    for (const std::size_t factor : memory) layout.order.push_back(places[factor]);
    return layout;
}

void Arrangement::transpose(const std::vector<std::size_t>& order) {
    std::vector<Factors> transposed;
    transposed.reserve(order.size());
    for (const std::size_t axis : order) transposed.push_back(axes[axis]);
    axes = std::move(transposed);
}

bool Arrangement::regroup(const Dims& dims) {
    Arrangement result = *this;
    std::vector<Factors> grouped;
    Factors factors = file_order();
    std::size_t next = 0;
    for (const std::int64_t length : dims) {
        std::optional<Factors> axis =
            length == kBatchAxis ? axes[batch_axis().value()] : take_axis(result, factors, next, length);
        if (!axis) return false;
        grouped.push_back(std::move(*axis));
    }
    assert(next == factors.size());
    result.axes = std::move(grouped);
    *this = std::move(result);
    return true;
}

void Arrangement::widen(std::size_t rank) {
    if (rank > axes.size()) axes.insert(axes.begin(), rank - axes.size(), Factors{});
}

void Arrangement::clear_axis(std::size_t axis) {
    for (const std::size_t factor : axes[axis]) std::erase(memory, factor);
    axes[axis].clear();
}

void Arrangement::erase_axis(std::size_t axis) {
    clear_axis(axis);
    axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(axis));
}

void Arrangement::replace_axis(std::size_t axis, std::int64_t length, std::size_t place) {
    clear_axis(axis);
    if (length == 1) return;
    axes[axis].push_back(lengths.size());
    memory.insert(memory.begin() + static_cast<std::ptrdiff_t>(std::min(place, memory.size())), lengths.size());
    lengths.push_back(length);
}

void Arrangement::replace_axis(std::size_t axis, std::int64_t length) {
    replace_axis(axis, length, memory.size());
}

std::optional<std::vector<Factors>> Arrangement::groups(const nn::Shape& shape) const {
    std::vector<Factors> groups;
    std::size_t next = 0;
    for (const std::int64_t length : shape.axes) {
        groups.emplace_back();
        for (std::int64_t remaining = length; remaining > 1; ++next) {
            if (next == memory.size() || remaining % lengths[memory[next]] != 0) return std::nullopt;
            remaining /= lengths[memory[next]];
            groups.back().push_back(memory[next]);
        }
    }
    return next == memory.size() ? std::optional(groups) : std::nullopt;
}

std::optional<std::vector<std::size_t>> Arrangement::axis_order(const nn::Shape& shape) const {
    const std::optional<std::vector<Factors>> factor_groups = groups(shape);
    if (!factor_groups) return std::nullopt;
    std::vector<bool> is_used(rank(), false);
    std::vector<std::size_t> order;
    for (const Factors& group : *factor_groups) {
        std::size_t axis = 0;
        while (axis < rank() && (is_used[axis] || axes[axis] != group)) ++axis;
        if (axis == rank()) return std::nullopt;
        is_used[axis] = true;
        order.push_back(axis);
    }
    const std::size_t axis_count = rank() - (batch_axis() ? 1 : 0);
    return order.size() == axis_count ? std::optional(order) : std::nullopt;
}

bool same_factors(Factors a, Factors b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

Factors selected(const Factors& order, const Factors& subset, bool inside) {
    Factors result;
    for (const std::size_t factor : order)
        if ((std::ranges::find(subset, factor) != subset.end()) == inside) result.push_back(factor);
    return result;
}

bool unify_factors(Arrangement& a, Arrangement& b) {
    std::vector<std::optional<std::size_t>> new_numbers(b.lengths.size());
    for (std::size_t axis = 0; axis < a.rank(); ++axis) {
        const Factors &x = a.axes[axis], &y = b.axes[axis];
        if (x.empty() || y.empty()) continue;
        const bool same = std::ranges::equal(
            x, y, {}, [&](std::size_t f) { return a.lengths[f]; }, [&](std::size_t f) { return b.lengths[f]; });
        if (!same) return false;
        for (std::size_t i = 0; i < x.size(); ++i) new_numbers[y[i]] = x[i];
    }
    // Append only b's own factors: after n sums of a value with itself, `lengths` would otherwise have 2^n entries.
    const auto renumber = [&](std::size_t& factor) {
        std::optional<std::size_t>& number = new_numbers[factor];
        if (!number) {
            number = a.lengths.size();
            a.lengths.push_back(b.lengths[factor]);
        }
        factor = *number;
    };
    for (Factors& axis : b.axes) std::ranges::for_each(axis, renumber);
    std::ranges::for_each(b.memory, renumber);
    b.lengths = a.lengths;
    return true;
}

}  // namespace convscope
