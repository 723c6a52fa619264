// Tensors of an ONNX graph whose values are known before the graph runs: weights, shapes, axes. The numbers are floats
// or integers. Must not include protobuf or layers: the operators compute with constants, whatever file they come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/arrangement.h"

namespace convscope::onnx {

/// The remedy for a faulty graph, which no correct exporter writes.
inline constexpr Message kExportAgain = tr("export the model again from the framework that made it");

/// "3, 224, 224"; "scalar" for no axes.
std::string dims_text(const Dims& dims);
/// The product of the lengths; nullopt if one is negative or the product exceeds what a tensor may hold.
std::optional<std::int64_t> value_count(const Dims& dims);

/// The whole numbers that the type of a file's tensor can hold.
struct IntegerRange {
    std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
    bool operator==(const IntegerRange&) const = default;
};

/// Values in C order, shared between copies; their number is the product of the dims. Floats of a file may stay in the
/// file's bytes until they are asked for.
class Constant {
  public:
    using Floats = std::vector<float>;
    using Integers = std::vector<std::int64_t>;

    Constant() : Constant({0}, Floats{}) {}
    Constant(Dims dims, Floats values);
    Constant(Dims dims, Integers values);
    /// Little-endian floats in bytes that exist longer than this constant and its copies, and may be unaligned. They
    /// are not copied.
    static Constant stored(Dims dims, std::span<const std::uint8_t> bytes);

    const Dims& dims() const { return dims_; }
    std::size_t rank() const { return dims_.size(); }
    std::int64_t count() const;
    bool is_integer() const { return std::holds_alternative<std::shared_ptr<const Integers>>(values_); }

    /// The range of the type that the file gives to this constant; computed constants have the 64-bit range.
    IntegerRange range() const { return range_; }
    Constant with_range(IntegerRange range) const;

    float number(std::int64_t index) const;
    /// A float is rounded towards 0 and clamped to 64 bits; NaN gives 0.
    std::int64_t integer(std::int64_t index) const;
    Floats numbers() const&;
    /// Gives the values away without a copy if no other constant shares them.
    Floats numbers() &&;
    Integers integers() const;

    /// A constant of these values with other dims, which must have the same product.
    Constant reshaped(Dims dims) const;
    /// A constant of these dims whose value i is value index(i) of this one.
    Constant gathered(Dims dims, const std::function<std::int64_t(std::int64_t)>& index) const;
    /// Axis i of the result is axis order[i].
    Constant transposed(const std::vector<std::size_t>& order) const;
    Constant as_floats() const;
    Constant as_integers() const;

  private:
    using StoredFloats = std::span<const std::uint8_t>;
    using Values = std::variant<std::shared_ptr<Floats>, std::shared_ptr<const Integers>, StoredFloats>;
    Constant(Dims dims, Values values) : dims_(std::move(dims)), values_(std::move(values)) {}
    std::span<const std::byte> value_bytes() const;

    Dims dims_;
    Values values_;
    IntegerRange range_;
};

}  // namespace convscope::onnx
