// Reads ONNX's TensorProto as a constant: numbers of every type, raw or typed, stored in the model's file or in an
// external file in the same folder. Sizes are checked before memory is allocated.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/io/onnx/constant.h"

namespace onnx {
class TensorProto;
}

namespace convscope::onnx {

/// Reads the tensors of one model, which together may take 2 GiB in memory.
class TensorReader {
  public:
    /// `file` is used in errors. `folder` is the model's, for external files; if it is empty, they are refused.
    TensorReader(std::string file, std::filesystem::path folder) : file_(std::move(file)), folder_(std::move(folder)) {}

    /// Throws LoadError with the tensor's name.
    Constant read(const ::onnx::TensorProto& tensor);

  private:
    [[noreturn]] void refuse(const ::onnx::TensorProto& tensor, const std::string& fault,
                             const std::string& remedy) const;
    std::string raw_bytes(const ::onnx::TensorProto& tensor, std::uint64_t byte_count) const;
    std::string external_bytes(const ::onnx::TensorProto& tensor, std::uint64_t byte_count) const;
    std::filesystem::path external_path(const ::onnx::TensorProto& tensor, const std::string& location) const;

    std::string file_;
    std::filesystem::path folder_;
    std::int64_t values_left_ = std::int64_t{1} << 29;
};

}  // namespace convscope::onnx
