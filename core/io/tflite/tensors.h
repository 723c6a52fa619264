// The tensors of a TensorFlow Lite model: their names, shapes and constant values. Quantised values become floats, real
// = scale x (stored - zero point), because the program shows what a network computes, not how a telephone rounds it:
// the activations are plain floats too. Must not depend on operators.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/onnx/constant.h"
#include "model_generated.h"

namespace convscope::tflite {

/// The remedy for a damaged file.
inline constexpr Message kDownloadAgain = tr("download or convert the model again");

/// The quantisation of a tensor with one scale, and the range of the real values that it can store.
struct Quantisation {
    double scale = 1;
    double zero_point = 0;
    double low = 0, high = 0;
    double lowest_stored = 0;  ///< 0 for uint8, -128 for int8
};

class Tensors {
  public:
    /// `bytes` is the verified file, `model` its root; both must outlive this object. Throws LoadError for a file
    /// without a network.
    Tensors(std::span<const std::uint8_t> bytes, const format::Model& model, std::string file);

    const format::Model& model() const { return model_; }
    const format::SubGraph& subgraph() const { return *subgraph_; }
    const std::string& file() const { return file_; }
    std::span<const std::uint8_t> bytes() const { return bytes_; }
    int count() const;

    /// A name that no other tensor has. Throws LoadError for an index out of range; so do the functions below.
    const std::string& name(int index) const;
    Dims dims(int index) const;
    /// dims() with nullopt for lengths that the file leaves open.
    std::vector<std::optional<std::int64_t>> signature(int index) const;
    /// The quantisation of an 8-bit tensor, whose scale is 1 if the file gives none; nullopt for other types or several
    /// scales.
    std::optional<Quantisation> quantisation(int index) const;
    /// The tensor's values if the file stores them, else nullopt. Throws LoadError if the stored bytes do not fit the
    /// shape, or if all constants together are too large.
    std::optional<onnx::Constant> constant(int index);
    /// The bytes of a buffer; empty if there is none of this number.
    std::span<const std::uint8_t> buffer(std::uint32_t number) const;

    [[noreturn]] void refuse(int index, const std::string& fault, const std::string& remedy) const;

  private:
    const format::Tensor& tensor(int index) const;

    std::span<const std::uint8_t> bytes_;
    const format::Model& model_;
    const format::SubGraph* subgraph_ = nullptr;
    std::string file_;
    std::vector<std::string> names_;
    std::int64_t values_left_ = 0;
};

}  // namespace convscope::tflite
