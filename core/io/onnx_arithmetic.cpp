// Sums, differences, products and quotients of values and constants, and what is made of them: BatchNormalization,
// ReduceMean.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/io/onnx_operators.h"
#include "core/nn/layers/add.h"
#include "core/nn/layers/batch_normalization.h"
#include "core/nn/layers/divide.h"
#include "core/nn/layers/global_pooling2d.h"
#include "core/nn/layers/multiply.h"
#include "core/nn/layers/rescaling.h"
#include "core/nn/layers/scale.h"
#include "core/nn/layers/subtract.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;
const char* const kRemedy = "a model as its framework exports it works";

enum class Sign { add, subtract, multiply, divide };

/// x * scale + offset, each of no numbers where it is not there.
struct Affine {
    OnnxConstant scale, offset;
};

template <class Change>
OnnxConstant changed(const OnnxConstant& constant, const Change& change) {
    std::vector<float> values = constant.numbers();
    std::ranges::transform(values, values.begin(), change);
    return {constant.dims(), std::move(values)};
}

/// What an operator does to its other operand; `first`: the constant stands in front. c / x is none.
std::optional<Affine> affine_of(Sign sign, const OnnxConstant& c, bool first) {
    const OnnxConstant minus = changed(c, [](float) { return -1.F; });
    switch (sign) {
        case Sign::add:
            return Affine{{}, c};
        case Sign::subtract:
            if (first) return Affine{minus, c};
            return Affine{{}, changed(c, [](float v) { return -v; })};
        case Sign::multiply:
            return Affine{c, {}};
        case Sign::divide:
            if (first) return std::nullopt;
            return Affine{changed(c, [](float v) { return 1 / v; }), {}};
    }
    return std::nullopt;
}

/// The constant's lengths under the value's axes, 1 where it does not reach.
OnnxDims aligned(const OnnxConstant& constant, std::size_t rank, std::optional<std::size_t> first) {
    OnnxDims dims(rank, 1);
    const std::size_t begin = first.value_or(rank - constant.rank());
    for (std::size_t i = 0; i < constant.rank(); ++i) dims.at(begin + i) = constant.dims()[i];
    return dims;
}

/// A constant spread over the axes of a node's shape that it differs along.
OnnxConstant spread_over(const OnnxCall& call, const nn::Shape& shape, const OnnxValue& value,
                         const OnnxConstant& constant, std::optional<std::size_t> first) {
    const OnnxDims dims = aligned(constant, value.rank(), first);
    // How far apart in the constant two neighbours along a factor are.
    std::vector<std::int64_t> steps(value.lengths.size(), 0);
    std::int64_t step = 1;
    for (std::size_t axis = value.rank(); axis-- > 0;) {
        if (dims[axis] == 1) continue;
        if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
        if (dims[axis] != value.length(axis))
            call.refuse(fmt::format("joins {} and {}", onnx_dims_text(value.dims()), onnx_dims_text(constant.dims())),
                        "lengths that are the same or 1 work");
        for (std::size_t i = value.axes[axis].size(); i-- > 0; step *= value.lengths[value.axes[axis][i]])
            steps[value.axes[axis][i]] = step;
    }
    const std::vector<OnnxFactors> groups = factors_of(shape, value).value();
    OnnxDims spread, walk;
    std::vector<std::int64_t> walk_steps;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool used = std::ranges::any_of(groups[i], [&](std::size_t f) { return steps[f] != 0; });
        spread.push_back(used ? shape.axes[i] : 1);
        for (const std::size_t factor : groups[i]) {
            if (!used) continue;
            walk.push_back(value.lengths[factor]);
            walk_steps.push_back(steps[factor]);
        }
    }
    return constant.as_floats().picked(spread, [&](std::int64_t index) {
        std::int64_t from = 0;
        for (std::size_t i = walk.size(); i-- > 0; index /= walk[i]) from += index % walk[i] * walk_steps[i];
        return from;
    });
}

/// The axis that a constant differs along, if there is one alone, and that holds all of the node's last axis.
std::optional<std::size_t> last_axis_of(const OnnxCall& call, const OnnxValue& value, const OnnxConstant& constant,
                                        std::optional<std::size_t> first) {
    const OnnxDims dims = aligned(constant, value.rank(), first);
    const auto differs = [](std::int64_t length) { return length != 1; };
    if (std::ranges::count_if(dims, differs) != 1) return std::nullopt;
    const auto axis = static_cast<std::size_t>(std::ranges::find_if(dims, differs) - dims.begin());
    if (value.length(axis) != dims[axis]) return std::nullopt;
    const std::optional<std::vector<OnnxFactors>> groups = factors_of(call.assembly().shape(value), value);
    return groups && std::ranges::is_permutation(groups->back(), value.axes[axis]) ? std::optional(axis) : std::nullopt;
}

/// One number for all values, or one per channel in memory's order; nullopt for other constants.
std::optional<std::vector<float>> channel_numbers(const OnnxCall& call, const OnnxValue& value,
                                                  const OnnxConstant& constant, std::optional<std::size_t> first) {
    if (constant.count() == 1) return constant.numbers();
    const std::optional<std::size_t> axis = last_axis_of(call, value, constant, first);
    if (!axis) return std::nullopt;
    return in_memory_order(constant.numbers(), value, *axis);
}

struct Rescale {
    std::vector<float> scale{1}, offset{0};

    static std::vector<float> joined(const std::vector<float>& a, const std::vector<float>& b, bool product) {
        std::vector<float> result(std::max(a.size(), b.size()));
        for (std::size_t i = 0; i < result.size(); ++i) {
            const float x = a[a.size() == 1 ? 0 : i], y = b[b.size() == 1 ? 0 : i];
            result[i] = product ? x * y : x + y;
        }
        return result;
    }
    void then_scale(const std::vector<float>& by) {
        scale = joined(scale, by, true);
        offset = joined(offset, by, true);
    }
    void then_add(const std::vector<float>& added) { offset = joined(offset, added, false); }
};

/// Takes one more operator with a constant into the rescaling; false where it does not fit.
bool take(const OnnxCall& call, const OnnxValue& value, const Affine& affine, std::optional<std::size_t> first,
          Rescale& rescale) {
    std::optional<std::vector<float>> scale, offset;
    if (affine.scale.count() > 0 && !(scale = channel_numbers(call, value, affine.scale, first))) return false;
    if (affine.offset.count() > 0 && !(offset = channel_numbers(call, value, affine.offset, first))) return false;
    if (scale) rescale.then_scale(*scale);
    if (offset) rescale.then_add(*offset);
    return true;
}

std::optional<Sign> sign_of(const OnnxNode& node) {
    if (node.kind == "Add") return Sign::add;
    if (node.kind == "Sub") return Sign::subtract;
    if (node.kind == "Mul") return Sign::multiply;
    if (node.kind == "Div") return Sign::divide;
    return std::nullopt;
}

/// The value behind a Scale with these constants.
OnnxValue scaled(const OnnxCall& call, OnnxValue value, const Affine& affine, std::optional<std::size_t> first) {
    nn::Shape shape = call.assembly().shape(value);
    if (!factors_of(shape, value)) {
        value = call.assembly().shaped(call.node(), std::move(value), {value.count()});
        shape = call.assembly().shape(value);
    }
    const bool both = affine.scale.count() > 0 && affine.offset.count() > 0;
    const OnnxConstant& shaping = affine.scale.count() > 0 ? affine.scale : affine.offset;
    const OnnxConstant spread = spread_over(call, shape, value, shaping, first);
    std::vector<nn::SharedTensor> weights{
        call.assembly().weight(call.node(), nn::Shape(spread.dims()), spread.numbers())};
    if (both)
        weights.push_back(call.assembly().weight(call.node(), nn::Shape(spread.dims()),
                                                 spread_over(call, shape, value, affine.offset, first).numbers()));
    const auto layer = std::make_shared<nn::Scale>(
        nn::Scale::Parameters{nn::Shape(spread.dims()), affine.scale.count() > 0, affine.offset.count() > 0});
    value.node = call.add(layer, {value.node}, std::move(weights));
    return value;
}

/// Adds axes of length 1 in front until there are `rank`.
OnnxValue widened(OnnxValue value, std::size_t rank) {
    if (rank > value.rank()) value.axes.insert(value.axes.begin(), rank - value.rank(), OnnxFactors{});
    return value;
}

void check_finite(const OnnxCall& call, const Rescale& rescale) {
    static_cast<void>(call.assembly().weight(call.node(), {}, rescale.scale));
    static_cast<void>(call.assembly().weight(call.node(), {}, rescale.offset));
}

/// x with a constant: a Rescaling where one number per channel or for all will do, with all such operators that follow;
/// else a Scale.
void read_with_constant(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant, const Affine& affine) {
    OnnxAssembly& assembly = call.assembly();
    const std::optional<std::size_t> first = first_axis(call, value.dims(), constant.dims());
    value = widened(std::move(value), first ? 0 : constant.rank());
    Rescale rescale;
    if (!take(call, value, affine, first, rescale)) {
        call.set(scaled(call, std::move(value), affine, first));
        return;
    }
    std::string output = call.output();
    while (const OnnxNode* const next = assembly.only_consumer(output)) {
        const OnnxCall follower(assembly, *next);
        const std::optional<Sign> sign = sign_of(*next);
        if (!sign || follower.input_count() != 2) break;
        const std::size_t own = follower.input(0) == output ? 0 : 1;
        const OnnxConstant* const other = follower.known(1 - own);
        if (other == nullptr || other->rank() > value.rank()) break;
        const std::optional<Affine> more = affine_of(*sign, *other, own == 1);
        if (!more || !take(call, value, *more, first_axis(follower, value.dims(), other->dims()), rescale)) break;
        assembly.finish(*next);
        output = follower.output();
    }
    check_finite(call, rescale);
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{rescale.scale, rescale.offset}),
                          {value.node});
    assembly.set(output, std::move(value));
}

}  // namespace

std::optional<std::size_t> first_axis(const OnnxCall& call, const OnnxDims& whole, const OnnxDims& part) {
    if (call.opset() >= 7 || !call.has_attribute("axis")) return std::nullopt;
    const std::size_t axis = call.axis(call.whole("axis", 0), whole.size());
    if (axis + part.size() > whole.size()) call.refuse("joins a value to axes that are not there", kRemedy);
    return axis;
}

std::optional<std::vector<float>> along_axis(const OnnxConstant& constant, const OnnxValue& value, std::size_t axis,
                                             std::optional<std::size_t> first) {
    if (constant.count() == 1)
        return std::vector<float>(static_cast<std::size_t>(value.length(axis)), constant.number(0));
    if (constant.rank() > value.rank()) return std::nullopt;
    const OnnxDims dims = aligned(constant, value.rank(), first);
    for (std::size_t i = 0; i < dims.size(); ++i)
        if (dims[i] != 1 && (i != axis || dims[i] != value.length(i))) return std::nullopt;
    return constant.numbers();
}

std::vector<float> in_memory_order(std::vector<float> numbers, const OnnxValue& value, std::size_t axis) {
    const OnnxFactors& own = value.axes[axis];
    OnnxDims dims;
    std::vector<std::size_t> order;
    for (const std::size_t factor : own) dims.push_back(value.lengths[factor]);
    for (const std::size_t factor : value.memory)
        if (const auto found = std::ranges::find(own, factor); found != own.end())
            order.push_back(static_cast<std::size_t>(found - own.begin()));
    if (std::ranges::is_sorted(order)) return numbers;
    return OnnxConstant(dims, std::move(numbers)).transposed(order).numbers();
}

OnnxValue with_constant_added(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant) {
    return scaled(call, std::move(value), {{}, constant}, std::nullopt);
}

namespace {

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
    value = call.assembly().shaped(call.node(), std::move(value), {value.count()});
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
    pair.a = call.assembly().shaped(call.node(), std::move(pair.a), one.value());
    pair.b = call.assembly().shaped(call.node(), std::move(pair.b), other.value());
    return pair;
}

nn::SharedLayer merge_of(Sign sign) {
    switch (sign) {
        case Sign::add:
            return std::make_shared<nn::Add>();
        case Sign::subtract:
            return std::make_shared<nn::Subtract>();
        case Sign::multiply:
            return std::make_shared<nn::Multiply>();
        case Sign::divide:
            break;
    }
    return std::make_shared<nn::Divide>();
}

OnnxValue merged(const OnnxCall& call, Sign sign, const OnnxValue& a, const OnnxValue& b) {
    Pair pair = brought_together(call, a, b);
    pair.joined.node = call.add(merge_of(sign), {pair.a.node, pair.b.node});
    return pair.joined;
}

void read_arithmetic(const OnnxCall& call, Sign sign) {
    const OnnxConstant *const first = call.known(0), *const second = call.known(1);
    if (first == nullptr && second == nullptr) {
        call.set(merged(call, sign, call.value(0), call.value(1)));
        return;
    }
    const OnnxConstant& constant = first != nullptr ? *first : *second;
    const OnnxValue value = call.value(first != nullptr ? 1 : 0);
    if (const std::optional<Affine> affine = affine_of(sign, constant, first != nullptr)) {
        read_with_constant(call, value, constant, *affine);
        return;
    }
    // A constant over a value: the constant is 0 times the value and itself.
    const OnnxConstant none = changed(constant, [](float) { return 0.F; });
    const OnnxValue above = scaled(call, widened(value, constant.rank()), {none, constant}, std::nullopt);
    call.set(merged(call, sign, above, widened(value, constant.rank())));
}

}  // namespace

void read_onnx_add(const OnnxCall& call) {
    if (call.input_count() == 2) return read_arithmetic(call, Sign::add);
    if (call.node().kind != "Sum" || call.input_count() == 0)
        call.refuse(fmt::format("adds {} values", call.input_count()), kRemedy);
    OnnxValue sum = call.value(0);
    for (std::size_t i = 1; i < call.input_count(); ++i) sum = merged(call, Sign::add, sum, call.value(i));
    call.set(std::move(sum));
}

void read_onnx_subtract(const OnnxCall& call) {
    read_arithmetic(call, Sign::subtract);
}

void read_onnx_multiply(const OnnxCall& call) {
    read_arithmetic(call, Sign::multiply);
}

void read_onnx_divide(const OnnxCall& call) {
    read_arithmetic(call, Sign::divide);
}

void read_onnx_batch_normalization(const OnnxCall& call) {
    call.only_first_output();
    if (call.whole("training_mode", 0) != 0) call.refuse("is in training mode", "export it for inference");
    if (call.whole("spatial", 1) == 0) call.refuse("normalises every pixel by itself", "one per channel works");
    OnnxValue value = call.value(0);
    if (value.rank() < 2) call.refuse("has no axis of channels", kRemedy);
    value = onnx_innermost(call, value, value.axes[1]);
    const std::int64_t channels = value.length(1);
    if (channels == kBatch) throw OnnxBatchInTheWay();
    std::vector<nn::SharedTensor> weights;
    for (std::size_t i = 1; i < 5; ++i) {
        const OnnxConstant& given = call.constant(i);
        if (given.count() != channels)
            call.refuse(fmt::format("has {} numbers for {} channels", given.count(), channels), kRemedy);
        weights.push_back(call.assembly().weight(call.node(), {channels}, in_memory_order(given.numbers(), value, 1)));
    }
    constexpr float kLeast = 1e-12F;
    const float momentum = call.number("momentum", 0.9F);
    const auto layer = std::make_shared<nn::BatchNormalization>(
        nn::BatchNormalization::Parameters{.epsilon = std::max(kLeast, call.number("epsilon", 1e-5F)),
                                           .momentum = momentum >= 0 && momentum <= 1 ? momentum : 0.9F});
    value.node = call.add(layer, {value.node}, std::move(weights));
    call.set(std::move(value));
}

void read_onnx_reduce_mean(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    std::vector<std::int64_t> given = call.list("axes", 1, 18).value_or(std::vector<std::int64_t>());
    if (given.empty() && call.whole("noop_with_empty_axes", 0) == 0)
        for (std::size_t axis = 0; axis < value.rank(); ++axis) given.push_back(static_cast<std::int64_t>(axis));
    std::vector<std::size_t> axes = call.axes(given, value.rank());
    OnnxFactors gone;
    for (const std::size_t axis : axes) {
        if (value.length(axis) == kBatch) throw OnnxBatchInTheWay();
        gone.insert(gone.end(), value.axes[axis].begin(), value.axes[axis].end());
    }
    OnnxFactors kept;
    for (const std::size_t factor : value.memory)
        if (std::ranges::find(gone, factor) == gone.end()) kept.push_back(factor);
    const std::int64_t area = value.product(gone), channels = value.product(kept);
    // An image whose rows and cols go stays one.
    const nn::Shape shape = call.assembly().shape(value);
    const auto groups = factors_of(shape, value);
    if (!(groups && shape.is_image() && groups->back() == kept)) {
        OnnxFactors order = only_in(value.memory, gone);
        order.insert(order.end(), kept.begin(), kept.end());
        value = call.assembly().arranged(call.node(), std::move(value), order, nn::Shape{area, 1, channels});
    }
    const bool keeps = call.whole("keepdims", 1) != 0;
    value.memory = kept;
    value.node = call.add(std::make_shared<nn::GlobalAveragePooling2D>(keeps), {value.node});
    std::ranges::sort(axes, std::greater<>());
    for (const std::size_t axis : axes) {
        value.axes[axis].clear();
        if (!keeps) value.axes.erase(value.axes.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    call.set(std::move(value));
}

}  // namespace convscope
