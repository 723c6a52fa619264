// Tensors of an ONNX graph whose values are known before it runs: weights, shapes, axes. Numbers are floats or whole.
// Knows nothing of files and layers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace convscope {

/// What would work, said wherever a graph is not what exporters write.
inline constexpr const char* kOnnxRemedy = "a model as its framework exports it works";

using OnnxDims = std::vector<std::int64_t>;

/// "3, 224, 224"; "scalar" for no axes.
std::string onnx_dims_text(const OnnxDims& dims);
/// The product of the lengths; nullopt for a negative one or one beyond what a tensor may hold.
std::optional<std::int64_t> onnx_count(const OnnxDims& dims);

/// Values in C order, shared between copies. There are as many as the dims say.
class OnnxConstant {
  public:
    using Floats = std::vector<float>;
    using Wholes = std::vector<std::int64_t>;

    OnnxConstant() : OnnxConstant({0}, Floats{}) {}
    OnnxConstant(OnnxDims dims, Floats values);
    OnnxConstant(OnnxDims dims, Wholes values);

    const OnnxDims& dims() const { return dims_; }
    std::size_t rank() const { return dims_.size(); }
    std::int64_t count() const;
    bool is_whole() const { return std::holds_alternative<std::shared_ptr<const Wholes>>(values_); }

    float number(std::int64_t index) const;
    /// A float as the nearest whole number towards 0, kept within 64 bits; 0 for NaN.
    std::int64_t whole(std::int64_t index) const;
    Floats numbers() const;
    Wholes wholes() const;

    /// The same values under other dims of the same count.
    OnnxConstant reshaped(OnnxDims dims) const;
    /// The values at these indexes, in the order in which `dims` has them.
    OnnxConstant picked(OnnxDims dims, const std::function<std::int64_t(std::int64_t)>& index) const;
    /// Axis i of the result is axis order[i].
    OnnxConstant transposed(const std::vector<std::size_t>& order) const;
    OnnxConstant as_floats() const;
    OnnxConstant as_wholes() const;

  private:
    using Values = std::variant<std::shared_ptr<const Floats>, std::shared_ptr<const Wholes>>;
    OnnxConstant(OnnxDims dims, Values values) : dims_(std::move(dims)), values_(std::move(values)) {}

    OnnxDims dims_;
    Values values_;
};

}  // namespace convscope
