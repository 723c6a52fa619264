// Sums, differences, products, quotients and the largest of values.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/add.h"
#include "core/nn/layers/divide.h"
#include "core/nn/layers/maximum.h"
#include "core/nn/layers/multiply.h"
#include "core/nn/layers/subtract.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

/// Two values brought to the same axes, the same batch and the same order in memory, then to node shapes that go
/// together value by value.
struct Pair {
    OnnxValue a, b, joined;
};

/// The factors of `b` called as those of `a`, axis by axis, where both have them. False where an axis is cut
/// differently.
bool rename_factors(OnnxValue& a, OnnxValue& b) {
    std::vector<std::size_t> names(b.lengths.size(), 0);
    const std::size_t own = a.lengths.size();
    std::vector<std::int64_t> lengths = a.lengths;
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i] = own + i;
        lengths.push_back(b.lengths[i]);
    }
    for (std::size_t axis = 0; axis < a.rank(); ++axis) {
        const OnnxFactors &x = a.axes[axis], &y = b.axes[axis];
        if (x.empty() || y.empty()) continue;
        const bool same = std::ranges::equal(
            x, y, {}, [&](std::size_t f) { return a.lengths[f]; }, [&](std::size_t f) { return b.lengths[f]; });
        if (!same) return false;
        for (std::size_t i = 0; i < x.size(); ++i) names[y[i]] = x[i];
    }
    for (OnnxFactors& axis : b.axes)
        for (std::size_t& factor : axis) factor = names[factor];
    for (std::size_t& factor : b.memory) factor = names[factor];
    a.lengths = b.lengths = lengths;
    return true;
}

/// Each axis one factor, in the order of the axes.
OnnxValue simplified(const OnnxCall& call, OnnxValue value) {
    const OnnxDims dims = value.dims();
    value = call.assembly().arranged(call.node(), value, value.in_own_order());
    value = call.assembly().shaped(call.node(), value, {value.count()});
    return onnx_value(value.node, dims);
}

OnnxFactors only_in(const OnnxFactors& order, const OnnxFactors& own) {
    OnnxFactors result;
    for (const std::size_t factor : order)
        if (std::ranges::find(own, factor) != own.end()) result.push_back(factor);
    return result;
}

void check_axes(const OnnxCall& call, const OnnxValue& a, const OnnxValue& b) {
    for (std::size_t axis = 0; axis < a.rank(); ++axis) {
        const std::int64_t x = a.length(axis), y = b.length(axis);
        if ((x == kBatch && y != kBatch && y != 1) || (y == kBatch && x != kBatch && x != 1)) throw OnnxBatchInTheWay();
        if (x != y && x != 1 && y != 1)
            call.refuse(fmt::format("joins {} and {}", onnx_dims_text(a.dims()), onnx_dims_text(b.dims())),
                        "lengths that are the same or 1 work");
    }
}

/// The node's shape as one that goes with `whole`, whose axes hold these factors: 1 where it lacks them; nullopt where
/// it has some of an axis's only.
std::optional<nn::Shape> shape_within(const OnnxValue& value, const nn::Shape& whole,
                                      const std::vector<OnnxFactors>& groups) {
    nn::Shape shape = whole;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::size_t own = only_in(groups[i], value.memory).size();
        if (own != 0 && own != groups[i].size()) return std::nullopt;
        if (own == 0) shape.axes[i] = 1;
    }
    return shape;
}

/// The joined value's factors taken together wherever both have them, or only one of them has.
nn::Shape common_shape(const OnnxCall& call, const OnnxValue& joined, const OnnxValue& a, const OnnxValue& b) {
    nn::Shape shape;
    int last = -1;
    for (const std::size_t factor : joined.memory) {
        const int who = static_cast<int>(only_in({factor}, a.memory).size() + 2 * only_in({factor}, b.memory).size());
        if (who == last)
            shape.axes.back() *= joined.lengths[factor];
        else
            shape.axes.push_back(joined.lengths[factor]);
        last = who;
    }
    if (shape.axes.empty()) shape.axes.push_back(1);
    if (shape.rank() > nn::kMaxAxes)
        call.refuse(fmt::format("joins {} and {}", onnx_dims_text(a.dims()), onnx_dims_text(b.dims())),
                    "values that are repeated along fewer axes work");
    return shape;
}

/// The shape, or the value's own where that differs by axes of length 1 in front alone: those are added anyway.
nn::Shape shape_for(const OnnxCall& call, const OnnxValue& value, const nn::Shape& wanted) {
    const nn::Shape& own = call.assembly().shape(value);
    nn::Shape shorter = wanted;
    while (shorter.rank() > own.rank() && shorter.axes.front() == 1) shorter.axes.erase(shorter.axes.begin());
    return shorter == own ? own : wanted;
}

Pair brought_together(const OnnxCall& call, OnnxValue a, OnnxValue b) {
    if (const auto first = first_axis(call, a.dims(), b.dims()))
        while (b.rank() + *first < a.rank()) b.axes.emplace_back();
    const std::size_t rank = std::max(a.rank(), b.rank());
    a = widened(std::move(a), rank);
    b = widened(std::move(b), rank);
    check_axes(call, a, b);
    if (!rename_factors(a, b)) {
        a = simplified(call, std::move(a));
        b = simplified(call, std::move(b));
        rename_factors(a, b);
    }
    Pair pair{.a = a, .b = b, .joined = a};
    for (std::size_t axis = 0; axis < rank; ++axis)
        if (a.axes[axis].empty()) pair.joined.axes[axis] = b.axes[axis];
    // The order of the one that has all there is, or else that of the axes.
    const std::size_t all = pair.joined.in_own_order().size();
    pair.joined.memory = a.memory.size() == all   ? a.memory
                         : b.memory.size() == all ? b.memory
                                                  : pair.joined.in_own_order();
    pair.a = call.assembly().arranged(call.node(), a, only_in(pair.joined.memory, a.memory));
    pair.b = call.assembly().arranged(call.node(), b, only_in(pair.joined.memory, b.memory));
    const OnnxValue& larger = a.memory.size() == all ? pair.a : pair.b;
    const nn::Shape shape = call.assembly().shape(larger);
    const std::optional<std::vector<OnnxFactors>> groups = factors_of(shape, pair.joined);
    std::optional<nn::Shape> one, other;
    if (groups) one = shape_within(pair.a, shape, *groups), other = shape_within(pair.b, shape, *groups);
    if (!one || !other) {
        const nn::Shape common = common_shape(call, pair.joined, pair.a, pair.b);
        const std::vector<OnnxFactors> parts = factors_of(common, pair.joined).value();
        one = shape_within(pair.a, common, parts);
        other = shape_within(pair.b, common, parts);
    }
    pair.a = call.assembly().shaped(call.node(), pair.a, shape_for(call, pair.a, one.value()));
    pair.b = call.assembly().shaped(call.node(), pair.b, shape_for(call, pair.b, other.value()));
    return pair;
}

nn::SharedLayer merge_of(OnnxSign sign) {
    switch (sign) {
        case OnnxSign::add:
            return std::make_shared<nn::Add>();
        case OnnxSign::subtract:
            return std::make_shared<nn::Subtract>();
        case OnnxSign::multiply:
            return std::make_shared<nn::Multiply>();
        case OnnxSign::maximum:
            return std::make_shared<nn::Maximum>();
        case OnnxSign::divide:
            break;
    }
    return std::make_shared<nn::Divide>();
}

OnnxValue merged(const OnnxCall& call, OnnxSign sign, const OnnxValue& a, const OnnxValue& b) {
    Pair pair = brought_together(call, a, b);
    pair.joined.node = call.add(merge_of(sign), {pair.a.node, pair.b.node});
    return pair.joined;
}

void read_arithmetic(const OnnxCall& call, OnnxSign sign) {
    const OnnxConstant *const first = call.known(0), *const second = call.known(1);
    if (first == nullptr && second == nullptr) {
        call.set(merged(call, sign, call.value(0), call.value(1)));
        return;
    }
    const OnnxConstant& constant = first != nullptr ? *first : *second;
    const OnnxValue& value = call.value(first != nullptr ? 1 : 0);
    if (read_with_constant(call, value, constant, sign, first != nullptr)) return;
    const OnnxValue above = constant_like(call, value, constant);
    call.set(merged(call, sign, above, widened(value, constant.rank())));
}

/// Any number of values.
void join_all(const OnnxCall& call, OnnxSign sign) {
    OnnxValue joined = call.value(0);
    for (std::size_t i = 1; i < call.input_count(); ++i) joined = merged(call, sign, joined, call.value(i));
    call.set(std::move(joined));
}

}  // namespace

OnnxValue with_value_added(const OnnxCall& call, const OnnxValue& value, const OnnxValue& other) {
    return merged(call, OnnxSign::add, value, other);
}

void read_onnx_add(const OnnxCall& call) {
    if (call.input_count() == 2) return read_arithmetic(call, OnnxSign::add);
    if (call.node().kind != "Sum" || call.input_count() == 0)
        call.refuse(fmt::format("adds {} values", call.input_count()), kOnnxRemedy);
    join_all(call, OnnxSign::add);
}

void read_onnx_max(const OnnxCall& call) {
    if (call.input_count() == 0) call.refuse("takes the largest of nothing", kOnnxRemedy);
    join_all(call, OnnxSign::maximum);
}

void read_onnx_subtract(const OnnxCall& call) {
    read_arithmetic(call, OnnxSign::subtract);
}

void read_onnx_multiply(const OnnxCall& call) {
    read_arithmetic(call, OnnxSign::multiply);
}

void read_onnx_divide(const OnnxCall& call) {
    read_arithmetic(call, OnnxSign::divide);
}

}  // namespace convscope
