#include "core/io/onnx/constant.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/base/byte_order.h"
#include "core/base/permutation.h"
#include "core/base/text/translation.h"
#include "core/nn/model/tensor.h"

namespace convscope::onnx {

namespace {

float stored_number(std::span<const std::uint8_t> bytes, std::size_t index) {
    return number_at<float>(bytes.data() + index * sizeof(float), std::endian::little);
}

}  // namespace

std::string dims_text(const Dims& dims) {
    return dims.empty() ? std::string(tr("scalar")) : fmt::format("{}", fmt::join(dims, ", "));
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
    : Constant(std::move(dims), Values(std::make_shared<Floats>(std::move(values)))) {
    assert(value_count(dims_) == count());
}

Constant::Constant(Dims dims, Integers values)
    : Constant(std::move(dims), Values(std::make_shared<const Integers>(std::move(values)))) {
    assert(value_count(dims_) == count());
}

Constant Constant::stored(Dims dims, std::span<const std::uint8_t> bytes) {
    if constexpr (std::endian::native == std::endian::little) return {std::move(dims), Values(bytes)};
    Floats values(bytes.size() / sizeof(float));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = stored_number(bytes, i);
    return {std::move(dims), std::move(values)};
}

std::int64_t Constant::count() const {
    if (const auto* const bytes = std::get_if<StoredFloats>(&values_))
        return static_cast<std::int64_t>(bytes->size() / sizeof(float));
    return is_integer() ? std::ssize(*std::get<std::shared_ptr<const Integers>>(values_))
                        : std::ssize(*std::get<std::shared_ptr<Floats>>(values_));
}

Constant Constant::with_range(IntegerRange range) const {
    Constant copy = *this;
    copy.range_ = range;
    return copy;
}

float Constant::number(std::int64_t index) const {
    const auto at = static_cast<std::size_t>(index);
    if (const auto* const bytes = std::get_if<StoredFloats>(&values_)) return stored_number(*bytes, at);
    if (is_integer()) return static_cast<float>((*std::get<std::shared_ptr<const Integers>>(values_))[at]);
    return (*std::get<std::shared_ptr<Floats>>(values_))[at];
}

std::int64_t Constant::integer(std::int64_t index) const {
    if (is_integer()) return (*std::get<std::shared_ptr<const Integers>>(values_))[static_cast<std::size_t>(index)];
    constexpr float kMax = 9.0e18F;
    const float value = number(index);
    return std::isnan(value) ? 0 : static_cast<std::int64_t>(std::clamp(value, -kMax, kMax));
}

std::span<const std::byte> Constant::value_bytes() const {
    if (const auto* const bytes = std::get_if<StoredFloats>(&values_)) return std::as_bytes(*bytes);
    return is_integer() ? std::as_bytes(std::span(*std::get<std::shared_ptr<const Integers>>(values_)))
                        : std::as_bytes(std::span(*std::get<std::shared_ptr<Floats>>(values_)));
}

Constant::Floats Constant::numbers() const& {
    Floats values(static_cast<std::size_t>(count()));
    if (is_integer())
        std::ranges::transform(*std::get<std::shared_ptr<const Integers>>(values_), values.begin(),
                               [](std::int64_t value) { return static_cast<float>(value); });
    else if (const std::span<const std::byte> bytes = value_bytes(); !bytes.empty())
        std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

Constant::Floats Constant::numbers() && {
    const auto* const floats = std::get_if<std::shared_ptr<Floats>>(&values_);
    return floats != nullptr && floats->use_count() == 1 ? std::move(**floats) : std::as_const(*this).numbers();
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
    const auto gather = [&](auto values, const auto& value_at) {
        for (std::size_t i = 0; i < total; ++i) values[i] = value_at(index(static_cast<std::int64_t>(i)));
        return Constant(std::move(dims), std::move(values));
    };
    if (is_integer()) return gather(Integers(total), [this](std::int64_t i) { return integer(i); });
    return gather(Floats(total), [this](std::int64_t i) { return number(i); });
}

Constant Constant::transposed(const std::vector<std::size_t>& order) const {
    assert(order.size() == rank());
    Dims dims;
    dims.reserve(order.size());
    for (const std::size_t axis : order) dims.push_back(dims_[axis]);
    if (is_integer()) return {std::move(dims), permuted<std::int64_t>(value_bytes(), dims_, order)};
    return {std::move(dims), permuted<float>(value_bytes(), dims_, order)};
}

Constant Constant::as_floats() const {
    return is_integer() ? Constant(dims_, numbers()) : *this;
}

Constant Constant::as_integers() const {
    return is_integer() ? *this : Constant(dims_, integers());
}

}  // namespace convscope::onnx
