// Reads ONNX's TensorProto as a constant: numbers of every type, raw or typed, stored in the model's file or in another
// file. Sizes are checked before memory is allocated.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/io/onnx/constant.h"
#include "core/io/transfer/weight_files.h"

namespace onnx {
class TensorProto;
}

namespace convscope::onnx {

/// Adds the file that holds the tensor's values, unless they are in the model's own file.
void add_external_file(const ::onnx::TensorProto& tensor, std::vector<WeightFileRequest>& requests);

/// Reads the tensors of one model, which together may take 2 GiB in memory.
class TensorReader {
  public:
    /// `file` is used in errors. `weights` has the files of add_external_file(), and must exist as long as the
    /// constants.
    TensorReader(std::string file, const WeightFiles& weights) : file_(std::move(file)), weights_(weights) {}

    /// `taken` is the raw data that was taken out of the tensor, see ThinModel; it must exist as long as the constant.
    /// Throws LoadError with the tensor's name.
    Constant read(const ::onnx::TensorProto& tensor, std::span<const std::uint8_t> taken = {});

  private:
    [[noreturn]] void refuse(const ::onnx::TensorProto& tensor, const std::string& fault,
                             const std::string& remedy) const;
    /// Values as bytes, which exist as long as the file is in memory, or only as long as the tensor.
    struct RawData {
        std::span<const std::uint8_t> bytes;
        bool is_in_file = false;
    };
    /// Nullopt if the values are numbers of a typed field.
    std::optional<RawData> raw_data_of(const ::onnx::TensorProto& tensor, std::span<const std::uint8_t> taken,
                                       std::uint64_t byte_count) const;
    std::span<const std::uint8_t> external_bytes(const ::onnx::TensorProto& tensor, std::uint64_t byte_count) const;

    std::string file_;
    const WeightFiles& weights_;
    std::int64_t values_left_ = std::int64_t{1} << 29;
};

}  // namespace convscope::onnx
