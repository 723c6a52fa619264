// Values and constants: what is added, multiplied and so on is known before the model runs.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/io/onnx/operators.h"
#include "core/nn/layers/prelu.h"
#include "core/nn/layers/rescaling.h"
#include "core/nn/layers/scale.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;

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
std::optional<Affine> affine_of(OnnxSign sign, const OnnxConstant& c, bool first) {
    const OnnxConstant minus = changed(c, [](float) { return -1.F; });
    switch (sign) {
        case OnnxSign::add:
            return Affine{{}, c};
        case OnnxSign::subtract:
            if (first) return Affine{minus, c};
            return Affine{{}, changed(c, [](float v) { return -v; })};
        case OnnxSign::multiply:
            return Affine{c, {}};
        case OnnxSign::divide:
            if (first) return std::nullopt;
            return Affine{changed(c, [](float v) { return 1 / v; }), {}};
        case OnnxSign::maximum:
            break;
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

std::optional<OnnxSign> sign_of(const OnnxNode& node) {
    if (node.kind == "Add") return OnnxSign::add;
    if (node.kind == "Sub") return OnnxSign::subtract;
    if (node.kind == "Mul") return OnnxSign::multiply;
    if (node.kind == "Div") return OnnxSign::divide;
    return std::nullopt;
}

/// The value behind a Scale with these constants.
OnnxValue scaled(const OnnxCall& call, OnnxValue value, const Affine& affine, std::optional<std::size_t> first) {
    nn::Shape shape = call.assembly().shape(value);
    if (!factors_of(shape, value)) {
        value = call.assembly().shaped(call.node(), value, {value.count()});
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

void check_finite(const OnnxCall& call, const Rescale& rescale) {
    static_cast<void>(call.assembly().weight(call.node(), {}, rescale.scale));
    static_cast<void>(call.assembly().weight(call.node(), {}, rescale.offset));
}

}  // namespace

std::optional<std::size_t> first_axis(const OnnxCall& call, const OnnxDims& whole, const OnnxDims& part) {
    if (call.opset() >= 7 || !call.has_attribute("axis")) return std::nullopt;
    const std::size_t axis = call.axis(call.whole("axis", 0), whole.size());
    if (axis + part.size() > whole.size()) call.refuse("joins a value to axes that are not there", kOnnxRemedy);
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

OnnxOrder memory_order(const OnnxValue& value, std::size_t axis) {
    const OnnxFactors& own = value.axes[axis];
    OnnxOrder order;
    for (const std::size_t factor : own) order.lengths.push_back(value.lengths[factor]);
    for (const std::size_t factor : value.memory)
        if (const auto found = std::ranges::find(own, factor); found != own.end())
            order.factors.push_back(static_cast<std::size_t>(found - own.begin()));
    return order;
}

std::vector<float> in_memory_order(std::vector<float> numbers, const OnnxValue& value, std::size_t axis) {
    const OnnxOrder order = memory_order(value, axis);
    if (std::ranges::is_sorted(order.factors)) return numbers;
    return OnnxConstant(order.lengths, std::move(numbers)).transposed(order.factors).numbers();
}

OnnxValue with_constant_added(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant) {
    return scaled(call, widened(std::move(value), constant.rank()), {{}, constant}, std::nullopt);
}

OnnxValue widened(OnnxValue value, std::size_t rank) {
    if (rank > value.rank()) value.axes.insert(value.axes.begin(), rank - value.rank(), OnnxFactors{});
    return value;
}

bool read_with_constant(const OnnxCall& call, OnnxValue value, const OnnxConstant& constant, OnnxSign sign,
                        bool first_operand) {
    const std::optional<Affine> affine = affine_of(sign, constant, first_operand);
    if (!affine) return false;
    OnnxAssembly& assembly = call.assembly();
    const std::optional<std::size_t> first = first_axis(call, value.dims(), constant.dims());
    value = widened(std::move(value), first ? 0 : constant.rank());
    Rescale rescale;
    if (!take(call, value, *affine, first, rescale)) {
        call.set(scaled(call, std::move(value), *affine, first));
        return true;
    }
    std::string output = call.output();
    while (const OnnxNode* const next = assembly.only_consumer(output)) {
        const OnnxCall follower(assembly, *next);
        const std::optional<OnnxSign> more_sign = sign_of(*next);
        if (!more_sign || follower.input_count() != 2) break;
        const std::size_t own = follower.input(0) == output ? 0 : 1;
        const OnnxConstant* const other = follower.known(1 - own);
        if (other == nullptr || other->rank() > value.rank()) break;
        const std::optional<Affine> more = affine_of(*more_sign, *other, own == 1);
        if (!more || !take(call, value, *more, first_axis(follower, value.dims(), other->dims()), rescale)) break;
        assembly.finish(*next);
        output = follower.output();
    }
    check_finite(call, rescale);
    value.node = call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{rescale.scale, rescale.offset}),
                          {value.node});
    assembly.set(output, std::move(value));
    return true;
}

OnnxValue constant_like(const OnnxCall& call, const OnnxValue& value, const OnnxConstant& constant) {
    const OnnxConstant none = changed(constant, [](float) { return 0.F; });
    return scaled(call, widened(value, constant.rank()), {none, constant}, std::nullopt);
}

void read_onnx_prelu(const OnnxCall& call) {
    OnnxValue value = call.value(0);
    const std::size_t axis = value.rank() > 1 ? 1 : 0;
    const OnnxConstant& given = call.constant(1);
    // A list as long as there are channels is theirs, as PyTorch means it.
    const bool is_list = given.rank() == 1 && given.count() == value.length(axis);
    const std::optional<std::vector<float>> slopes =
        along_axis(given, value, axis, is_list ? std::optional(axis) : std::nullopt);
    if (!slopes) call.refuse("has a slope for every value", "slopes for every channel work");
    value = onnx_innermost(call, value, value.axes[axis]);
    nn::Shape shape = call.assembly().shape(value);
    std::fill(shape.axes.begin(), shape.axes.end() - 1, 1);
    const auto weight = call.assembly().weight(call.node(), shape, in_memory_order(*slopes, value, axis));
    value.node = call.add(std::make_shared<nn::PReLU>(shape), {value.node}, {weight});
    call.set(std::move(value));
}

}  // namespace convscope
