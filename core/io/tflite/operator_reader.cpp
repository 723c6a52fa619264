#include "core/io/tflite/operator_reader.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::tflite {

namespace {

/// TensorFlow's operators for the activation functions 1 to 4.
constexpr std::array<const char*, 4> kFusedActivations{"Relu", "ReluN1To1", "Relu6", "Tanh"};

}  // namespace

OperatorReader::OperatorReader(Tensors& tensors, onnx::Graph& graph, const format::Operator& stored, std::string kind)
    : tensors_(tensors), graph_(graph), stored_(stored), kind_(std::move(kind)) {
    name_ = tensors_.name(output_tensor(0));
}

void OperatorReader::refuse(const std::string& fault, const std::string& remedy) const {
    throw LoadError(tensors_.file(), fault, remedy, fmt::format("{} \"{}\"", kind_, display_text(name_)));
}

std::size_t OperatorReader::input_count() const {
    return stored_.inputs() == nullptr ? 0 : stored_.inputs()->size();
}

bool OperatorReader::has_input(std::size_t index) const {
    return index < input_count() && stored_.inputs()->Get(static_cast<flatbuffers::uoffset_t>(index)) >= 0;
}

int OperatorReader::input_tensor(std::size_t index) const {
    if (!has_input(index)) refuse(tr("lacks its input {}", index), kDownloadAgain);
    return stored_.inputs()->Get(static_cast<flatbuffers::uoffset_t>(index));
}

std::string OperatorReader::input(std::size_t index) {
    const int tensor = input_tensor(index);
    std::string name = tensors_.name(tensor);
    if (!graph_.constants.contains(name))
        if (std::optional<onnx::Constant> constant = tensors_.constant(tensor))
            graph_.constants.emplace(name, std::move(*constant));
    return name;
}

std::vector<std::string> OperatorReader::inputs() {
    std::vector<std::string> names;
    names.reserve(input_count());
    for (std::size_t i = 0; i < input_count(); ++i) names.push_back(input(i));
    return names;
}

std::optional<onnx::Constant> OperatorReader::known(std::size_t index) {
    const auto found = graph_.constants.find(input(index));
    return found == graph_.constants.end() ? std::nullopt : std::optional(found->second);
}

onnx::Constant OperatorReader::constant(std::size_t index) {
    std::optional<onnx::Constant> found = known(index);
    if (!found)
        refuse(tr("needs the values of \"{}\" before the model runs", display_text(input(index))),
               tr("store them in the model"));
    return std::move(*found);
}

std::size_t OperatorReader::output_count() const {
    return stored_.outputs() == nullptr ? 0 : stored_.outputs()->size();
}

int OperatorReader::output_tensor(std::size_t index) const {
    if (index >= output_count())
        throw LoadError(tensors_.file(), tr("has an operator without output"), kDownloadAgain, kind_);
    return stored_.outputs()->Get(static_cast<flatbuffers::uoffset_t>(index));
}

std::string OperatorReader::new_name() {
    // Names of tensors have no line feed, so that a new name differs from all of them.
    return fmt::format("{}\n{}", name_, new_names_++);
}

void OperatorReader::add_node(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                              std::vector<std::string> outputs) {
    graph_.nodes.push_back({.name = name_,
                            .kind = kind,
                            .inputs = std::move(inputs),
                            .outputs = std::move(outputs),
                            .attributes = std::move(attributes)});
}

std::string OperatorReader::add(const std::string& kind, std::vector<std::string> inputs, Attributes attributes) {
    std::string name = new_name();
    add_node(kind, std::move(inputs), std::move(attributes), {name});
    return name;
}

std::string OperatorReader::add_constant(onnx::Constant constant) {
    std::string name = new_name();
    graph_.constants.insert_or_assign(name, std::move(constant));
    return name;
}

void OperatorReader::set_output(onnx::Constant constant) {
    graph_.constants.insert_or_assign(tensors_.name(output_tensor(0)), std::move(constant));
}

void OperatorReader::add_last(const std::string& kind, std::vector<std::string> inputs, Attributes attributes,
                              int activation) {
    if (activation < 0 || activation > std::ssize(kFusedActivations))
        refuse(tr("has the activation function {}", activation), tr("use RELU, RELU6 or TANH"));
    const std::string output = tensors_.name(output_tensor(0));
    if (activation == 0) return add_node(kind, std::move(inputs), std::move(attributes), {output});
    const std::string value = add(kind, std::move(inputs), std::move(attributes));
    add_node(kFusedActivations.at(static_cast<std::size_t>(activation) - 1), {value}, {}, {output});
}

void OperatorReader::add_with_outputs(const std::string& kind, std::vector<std::string> inputs, Attributes attributes) {
    std::vector<std::string> outputs;
    outputs.reserve(output_count());
    for (std::size_t i = 0; i < output_count(); ++i) outputs.push_back(tensors_.name(output_tensor(i)));
    add_node(kind, std::move(inputs), std::move(attributes), std::move(outputs));
}

}  // namespace convscope::tflite
