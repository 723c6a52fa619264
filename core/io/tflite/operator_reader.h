// One operator of a TensorFlow Lite model while its graph is read: its tensors and options, and the nodes of
// TensorFlow's operators that replace it.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <optional>
#include <string>
#include <vector>

#include "core/base/text/translation.h"
#include "core/io/onnx/graph.h"
#include "core/io/tensorflow/translator.h"
#include "core/io/tflite/tensors.h"
#include "model_generated.h"

namespace convscope::tflite {

using tensorflow::Attributes;

/// Functions that return an input throw LoadError, with the operator's name, if it is missing.
class OperatorReader {
  public:
    /// `kind` is the operator's name in errors.
    OperatorReader(Tensors& tensors, onnx::Graph& graph, const format::Operator& stored, std::string kind);

    std::size_t input_count() const;
    bool has_input(std::size_t index) const;
    /// The name of the input's value. A constant of the file is added to the graph.
    std::string input(std::size_t index);
    std::vector<std::string> inputs();
    int input_tensor(std::size_t index) const;
    /// The input if it is a constant of the file.
    std::optional<onnx::Constant> known(std::size_t index);
    /// An input that must be a constant of the file.
    onnx::Constant constant(std::size_t index);
    std::size_t output_count() const;
    int output_tensor(std::size_t index) const;
    Tensors& tensors() { return tensors_; }

    /// The operator's options, verified; throws LoadError if there are none.
    template <class Options>
    const Options& options() const {
        const Options* const found = optional_options<Options>();
        if (found == nullptr) refuse(tr("has no options"), kDownloadAgain);
        return *found;
    }
    /// options(), or null if the operator has none.
    template <class Options>
    const Options* optional_options() const {
        if (stored_.options() == nullptr) return nullptr;
        const auto* const found = reinterpret_cast<const Options*>(stored_.options());
        flatbuffers::Verifier verifier(tensors_.bytes().data(), tensors_.bytes().size());
        if (!verifier.VerifyTable(found)) refuse(tr("has damaged options"), kDownloadAgain);
        return found;
    }

    /// Adds a node and returns the name of its output, a new value.
    std::string add(const std::string& kind, std::vector<std::string> inputs, Attributes attributes = {});
    std::string add_constant(onnx::Constant constant);
    /// Makes the first output a constant.
    void set_output(onnx::Constant constant);
    /// Adds the node that gives the first output, followed by the activation function of this number in the options.
    void add_last(const std::string& kind, std::vector<std::string> inputs, Attributes attributes = {},
                  int activation = 0);
    /// Adds a node that gives all outputs.
    void add_with_outputs(const std::string& kind, std::vector<std::string> inputs, Attributes attributes);
    [[noreturn]] void refuse(const std::string& fault, const std::string& remedy) const;

  private:
    void add_node(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                  std::vector<std::string> outputs);
    std::string new_name();

    Tensors& tensors_;
    onnx::Graph& graph_;
    const format::Operator& stored_;
    std::string kind_;
    std::string name_;
    std::size_t new_names_ = 0;
};

}  // namespace convscope::tflite
