#include "core/io/onnx/operators/arithmetic.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/constant_operands.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/divide.h"
#include "core/nn/layers/merge/maximum.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/merge/subtract.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/rescaling.h"

namespace convscope::onnx {

namespace {

void check_lengths(const Call& call, const Value& a, const Value& b) {
    for (std::size_t axis = 0; axis < a.rank(); ++axis) {
        const std::int64_t x = a.length(axis), y = b.length(axis);
        if (x != y && x != 1 && y != 1)
            call.refuse(tr("combines {} and {}", dims_text(a.dims()), dims_text(b.dims())),
                        tr("use lengths that are equal or 1 along each axis"));
    }
}

nn::SharedLayer layer_of(Arithmetic kind) {
    switch (kind) {
        case Arithmetic::add:
            return std::make_shared<nn::Add>();
        case Arithmetic::subtract:
            return std::make_shared<nn::Subtract>();
        case Arithmetic::multiply:
            return std::make_shared<nn::Multiply>();
        case Arithmetic::maximum:
            return std::make_shared<nn::Maximum>();
        case Arithmetic::divide:
            break;
    }
    return std::make_shared<nn::Divide>();
}

Value combined(const Call& call, Arithmetic kind, Value a, Value b) {
    if (const auto first = first_axis(call, a.dims(), b.dims()))
        while (b.rank() + *first < a.rank()) b.axes.emplace_back();
    const std::size_t rank = std::max(a.rank(), b.rank());
    a.widen(rank);
    b.widen(rank);
    check_lengths(call, a, b);
    const std::optional<BroadcastPair> pair = call.assembly().broadcast(a, b, layer_name(call.node()));
    if (!pair)
        call.refuse(tr("combines {} and {}", dims_text(a.dims()), dims_text(b.dims())),
                    tr("broadcast along fewer axes"));
    return {call.add(layer_of(kind), {pair->a.node, pair->b.node}), pair->result};
}

void read_binary(const Call& call, Arithmetic kind) {
    const Constant *const first = call.known(0), *const second = call.known(1);
    if (first == nullptr && second == nullptr) {
        call.set(combined(call, kind, call.value(0), call.value(1)));
        return;
    }
    const Constant& constant = first != nullptr ? *first : *second;
    const Value& value = call.value(first != nullptr ? 1 : 0);
    if (read_with_constant(call, value, constant, kind, first != nullptr)) return;
    // A Scale layer cannot compute constant / value: the constant becomes the output of a node, and a Divide layer
    // divides this output by the value.
    Value denominator = value;
    denominator.widen(constant.rank());
    call.set(combined(call, kind, constant_like(call, value, constant), std::move(denominator)));
}

/// The inputs combined one after the other.
Value combined_inputs(const Call& call, Arithmetic kind) {
    Value result = call.value(0);
    for (std::size_t i = 1; i < call.input_count(); ++i) result = combined(call, kind, result, call.value(i));
    return result;
}

Value multiplied(const Call& call, Value value, float factor, const std::string& suffix = {}) {
    value.node =
        call.add(std::make_shared<nn::Rescaling>(nn::Rescaling::Parameters{{factor}, {0}}), {value.node}, {}, suffix);
    return value;
}

/// Reads Max or Min of one value and one number, which limits the value. False for other operands.
bool read_limit(const Call& call, bool is_maximum) {
    if (call.input_count() != 2) return false;
    const std::size_t which = call.known(0) != nullptr ? 0 : 1;
    const Constant* const number = call.known(which);
    if (number == nullptr || number->count() != 1 || number->rank() > call.value(1 - which).rank()) return false;
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const float limit = number->number(0);
    nn::Activation activation{.kind = nn::ActivationKind::clip,
                              .low = is_maximum ? limit : -kInfinity,
                              .high = is_maximum ? kInfinity : limit};
    if (is_maximum && limit == 0) activation = {nn::ActivationKind::relu};
    Value value = call.value(1 - which);
    value.node = call.add(std::make_shared<nn::ActivationLayer>(activation), {value.node});
    call.set(std::move(value));
    return true;
}

}  // namespace

Value add_values(const Call& call, const Value& a, const Value& b) {
    return combined(call, Arithmetic::add, a, b);
}

bool broadcasts_by_example(const Call& call, Dims a, Dims b) {
    if (const auto first = first_axis(call, a, b)) b.resize(std::max(b.size(), a.size() - *first), 1);
    const std::size_t rank = std::max(a.size(), b.size());
    a.insert(a.begin(), rank - a.size(), 1);
    b.insert(b.begin(), rank - b.size(), 1);
    for (std::size_t axis = 0; axis < rank; ++axis)
        if ((a[axis] == kBatchAxis || b[axis] == kBatchAxis) && a[axis] != b[axis] && a[axis] != 1 && b[axis] != 1)
            return false;
    return true;
}

void read_add(const Call& call) {
    if (call.input_count() == 2) return read_binary(call, Arithmetic::add);
    if (call.node().kind != "Sum" || call.input_count() == 0)
        call.refuse(tr_count(static_cast<long long>(call.input_count()), "adds {} value", "adds {} values"),
                    kExportAgain);
    call.set(combined_inputs(call, Arithmetic::add));
}

void read_maximum(const Call& call) {
    if (call.input_count() == 0) call.refuse(tr("takes the maximum of no values"), kExportAgain);
    if (!read_limit(call, true)) call.set(combined_inputs(call, Arithmetic::maximum));
}

// The minimum is the negated maximum of the negated values.
void read_minimum(const Call& call) {
    if (call.input_count() == 0) call.refuse(tr("takes the minimum of no values"), kExportAgain);
    if (read_limit(call, false)) return;
    Value result = multiplied(call, call.value(0), -1, "_negated");
    for (std::size_t i = 1; i < call.input_count(); ++i)
        result = combined(call, Arithmetic::maximum, result, multiplied(call, call.value(i), -1, "_negated"));
    call.set(multiplied(call, std::move(result), -1));
}

void read_mean(const Call& call) {
    if (call.input_count() == 0) call.refuse(tr("takes the mean of no values"), kExportAgain);
    call.set(multiplied(call, combined_inputs(call, Arithmetic::add), 1 / static_cast<float>(call.input_count())));
}

void read_subtract(const Call& call) {
    read_binary(call, Arithmetic::subtract);
}

void read_multiply(const Call& call) {
    read_binary(call, Arithmetic::multiply);
}

void read_divide(const Call& call) {
    read_binary(call, Arithmetic::divide);
}

}  // namespace convscope::onnx
