// Recognises files of PyTorch, TensorFlow and other programs that convscope cannot open, by their content, and says how
// to make a model that it can open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace convscope {

/// The parts of a LoadError for a file that is not read.
struct ForeignFile {
    std::string fault;   ///< "is a SavedModel of TensorFlow"
    std::string remedy;  ///< an instruction
};

/// The fault and remedy for a file with these first bytes; nullopt if it is not such a file. The ending of `file`
/// matters only for .pb.
std::optional<ForeignFile> foreign_file(std::span<const std::uint8_t> head, const std::filesystem::path& file);

/// The files that PyTorch writes: weights alone, a pickled model, or a model of torch.jit.save().
enum class TorchContent { weights, model, script };
/// The remedy has the two lines of Python that export this content to ONNX.
ForeignFile torch_file(TorchContent content, const std::filesystem::path& file);
/// True if the pickle contains a model of PyTorch, not only tensors.
bool has_torch_model(std::span<const std::uint8_t> pickle);

/// The folder of a SavedModel, or its saved_model.pb.
ForeignFile saved_model();

}  // namespace convscope
