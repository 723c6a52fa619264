// ONNX's TensorProto as a constant: every type of number, raw or typed, in the file or in one beside it. Sizes are
// checked before memory is taken.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/io/onnx/constant.h"

namespace onnx {
class TensorProto;
}

namespace convscope {

/// Reads the tensors of one file and keeps account of them: all together may have as many values as one tensor may.
class OnnxTensors {
  public:
    /// `folder`: that of the model, where further files may lie; empty: none are read. `file` as errors name it.
    OnnxTensors(std::string file, std::filesystem::path folder) : file_(std::move(file)), folder_(std::move(folder)) {}

    /// Throws LoadError: the tensor's name and what is wrong with it.
    OnnxConstant read(const onnx::TensorProto& tensor);

  private:
    [[noreturn]] void refuse(const onnx::TensorProto& tensor, const std::string& fault,
                             const std::string& remedy) const;
    std::string raw_bytes(const onnx::TensorProto& tensor, std::uint64_t wanted) const;
    std::string external_bytes(const onnx::TensorProto& tensor, std::uint64_t wanted) const;
    std::filesystem::path external_path(const onnx::TensorProto& tensor, const std::string& location) const;

    std::string file_;
    std::filesystem::path folder_;
    std::int64_t values_left_ = std::int64_t{1} << 29;
};

}  // namespace convscope
