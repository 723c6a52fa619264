#include "core/io/onnx/constant.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/nn/model/tensor.h"

namespace convscope::onnx {

std::string dims_text(const Dims& dims) {
    return dims.empty() ? "scalar" : fmt::format("{}", fmt::join(dims, ", "));
}

std::optional<std::int64_t> value_count(const Dims& dims) {
    std::int64_t count = 1;
    for (const std::int64_t length : dims) {
        if (length < 0) return std::nullopt;
        if (count > 0 && length > nn::kMaxTensorValues / count) return std::nullopt;
        count *= length;
    }
    return count;
}

Constant::Constant(Dims dims, Floats values)
    : Constant(std::move(dims), Values(std::make_shared<const Floats>(std::move(values)))) {
    assert(value_count(dims_) == count());
}

Constant::Constant(Dims dims, Integers values)
    : Constant(std::move(dims), Values(std::make_shared<const Integers>(std::move(values)))) {
    assert(value_count(dims_) == count());
}

std::int64_t Constant::count() const {
    return std::visit([](const auto& values) { return std::ssize(*values); }, values_);
}

Constant Constant::with_range(IntegerRange range) const {
    Constant copy = *this;
    copy.range_ = range;
    return copy;
}

float Constant::number(std::int64_t index) const {
    return std::visit(
        [=](const auto& values) { return static_cast<float>((*values)[static_cast<std::size_t>(index)]); }, values_);
}

std::int64_t Constant::integer(std::int64_t index) const {
    if (is_integer()) return (*std::get<std::shared_ptr<const Integers>>(values_))[static_cast<std::size_t>(index)];
    constexpr float kMax = 9.0e18F;
    const float value = number(index);
    return std::isnan(value) ? 0 : static_cast<std::int64_t>(std::clamp(value, -kMax, kMax));
}

Constant::Floats Constant::numbers() const {
    Floats values(static_cast<std::size_t>(count()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = number(static_cast<std::int64_t>(i));
    return values;
}

Constant::Integers Constant::integers() const {
    Integers values(static_cast<std::size_t>(count()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = integer(static_cast<std::int64_t>(i));
    return values;
}

Constant Constant::reshaped(Dims dims) const {
    assert(value_count(dims) == count());
    return {std::move(dims), values_};
}

Constant Constant::gathered(Dims dims, const std::function<std::int64_t(std::int64_t)>& index) const {
    const auto total = static_cast<std::size_t>(value_count(dims).value());
    const auto gather = [&](const auto& values) {
        auto result = *values;
        result.assign(total, {});
        for (std::size_t i = 0; i < total; ++i)
            result[i] = (*values)[static_cast<std::size_t>(index(static_cast<std::int64_t>(i)))];
        return Constant(std::move(dims), std::move(result));
    };
    return std::visit(gather, values_);
}

Constant Constant::transposed(const std::vector<std::size_t>& order) const {
    assert(order.size() == rank());
    Dims dims;
    std::vector<std::int64_t> steps(rank(), 1), moved_steps;
    for (std::size_t i = rank(); i-- > 1;) steps[i - 1] = steps[i] * dims_[i];
    for (const std::size_t axis : order) {
        dims.push_back(dims_[axis]);
        moved_steps.push_back(steps[axis]);
    }
    return gathered(dims, [&](std::int64_t index) {
        std::int64_t source = 0;
        for (std::size_t i = dims.size(); i-- > 0; index /= dims[i]) source += index % dims[i] * moved_steps[i];
        return source;
    });
}

Constant Constant::as_floats() const {
    return is_integer() ? Constant(dims_, numbers()) : *this;
}

Constant Constant::as_integers() const {
    return is_integer() ? *this : Constant(dims_, integers());
}

}  // namespace convscope::onnx
