#include "core/io/tflite/tflite.h"

#include <flatbuffers/flatbuffers.h>
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/tensorflow/read_graph.h"
#include "core/io/tflite/metadata.h"
#include "core/io/tflite/operators.h"
#include "core/io/tflite/tensors.h"
#include "core/io/transfer/confined.h"

namespace convscope::tflite {

namespace {

constexpr std::size_t kMaxOperators = 1 << 16, kMaxInputs = 256;
constexpr std::string_view kIdentifier = "TFL3", kMetadataName = "TFLITE_METADATA";

/// The number of an operator's kind. Files before version 2.4 store it in a byte, later ones also in an integer.
int builtin_code(const Tensors& tensors, const format::Operator& stored) {
    const auto* const codes = tensors.model().operator_codes();
    if (codes == nullptr || stored.opcode_index() >= codes->size())
        throw LoadError(tensors.file(), tr("has an operator of no kind"), kDownloadAgain);
    const format::OperatorCode& code = *codes->Get(stored.opcode_index());
    return std::max<int>(code.builtin_code(), code.deprecated_builtin_code());
}

/// The operator's name in the format, followed by the name of a custom operator.
std::string full_name(const Tensors& tensors, const format::Operator& stored, int code) {
    std::string name = operator_name(code);
    const format::OperatorCode& kind = *tensors.model().operator_codes()->Get(stored.opcode_index());
    if (kind.custom_code() != nullptr && kind.custom_code()->size() > 0)
        name += " " + display_text(kind.custom_code()->str());
    return name;
}

/// The name of an input without what TensorFlow adds to it: "serving_default_image:0" becomes "image".
std::string plain_input_name(std::string name) {
    constexpr std::string_view kPrefix = "serving_default_", kSuffix = ":0";
    if (name.starts_with(kPrefix)) name.erase(0, kPrefix.size());
    if (name.ends_with(kSuffix)) name.erase(name.size() - kSuffix.size());
    return name;
}

/// Gives the graph's inputs their plain names, if no other value has them.
void rename_inputs(onnx::Graph& graph) {
    for (onnx::GraphInput& input : graph.inputs) {
        const std::string name = plain_input_name(input.name);
        const auto is_named = [&name](const onnx::Node& node) { return std::ranges::count(node.outputs, name) > 0; };
        if (name.empty() || graph.constants.contains(name) || std::ranges::count(graph.outputs, input.name) > 0 ||
            std::ranges::any_of(graph.nodes, is_named) ||
            std::ranges::count(graph.inputs, name, &onnx::GraphInput::name) > 0)
            continue;
        for (onnx::Node& node : graph.nodes) std::ranges::replace(node.inputs, input.name, name);
        input.name = name;
    }
}

onnx::Graph graph_of(Tensors& tensors) {
    onnx::Graph graph;
    graph.file = tensors.file();
    const format::SubGraph& subgraph = tensors.subgraph();
    if (subgraph.inputs() == nullptr || subgraph.outputs() == nullptr)
        throw LoadError(tensors.file(), tr("has no inputs or outputs"), kDownloadAgain);
    if (subgraph.operators()->size() > kMaxOperators || subgraph.inputs()->size() > kMaxInputs ||
        subgraph.outputs()->size() > kMaxInputs)
        throw LoadError(tensors.file(), tr("has too many operators, inputs or outputs"), tr("open a smaller model"));
    for (const int input : *subgraph.inputs())
        graph.inputs.push_back({.name = tensors.name(input), .dims = tensors.signature(input)});
    for (const int output : *subgraph.outputs()) graph.outputs.push_back(tensors.name(output));
    for (const format::Operator* const stored : *subgraph.operators()) {
        const int code = builtin_code(tensors, *stored);
        OperatorReader reader(tensors, graph, *stored, full_name(tensors, *stored, code));
        read_operator(code, reader);
    }
    rename_inputs(graph);
    return graph;
}

/// The model with a preprocessing that turns a picture's bytes into the bytes of an 8-bit input; int8 stores each minus
/// 128.
nn::Model with_byte_input(const nn::Model& model, const Tensors& tensors) {
    const auto* const inputs = tensors.subgraph().inputs();
    if (inputs->size() == 0) return model;
    const std::optional<Quantisation> input = tensors.quantisation(inputs->Get(0));
    if (!input) return model;
    nn::ModelInfo info = model.info();
    info.preprocessing.scale.fill(static_cast<float>(input->scale));
    info.preprocessing.offset.fill(static_cast<float>(input->low));
    info.preprocessing_known = true;
    return model.with_info(std::move(info));
}

std::span<const std::uint8_t> metadata_in(const Tensors& tensors) {
    if (tensors.model().metadata() == nullptr) return {};
    for (const format::Metadata* const entry : *tensors.model().metadata())
        if (entry->name() != nullptr && entry->name()->string_view() == kMetadataName)
            return tensors.buffer(entry->buffer());
    return {};
}

}  // namespace

bool starts_like_tflite(std::span<const std::uint8_t> head) {
    constexpr std::size_t kAt = 4;
    return head.size() >= kAt + kIdentifier.size() &&
           std::equal(kIdentifier.begin(), kIdentifier.end(), head.begin() + kAt);
}

nn::Model load(const std::filesystem::path& path, const std::stop_token& stop) {
    const MappedFile file(path, kMaxBytes, kDownloadAgain);
    return confined_model({path, file.size(), stop},
                          [&](const WeightFiles& /*none*/) { return decode(file.bytes(), path.string()); });
}

nn::Model decode(std::span<const std::uint8_t> bytes, const std::string& name) {
    if (bytes.size() > kMaxBytes) throw LoadError(name, tr("is larger than 2 GB"), tr("open a smaller model"));
    flatbuffers::Verifier verifier(bytes.data(), bytes.size());
    if (!starts_like_tflite(bytes) || !format::VerifyModelBuffer(verifier))
        throw LoadError(name, tr("is a damaged TensorFlow Lite model"), kDownloadAgain);
    Tensors tensors(bytes, *format::GetModel(bytes.data()), name);
    const nn::Model model = tensorflow::read_graph(graph_of(tensors));
    return with_metadata(with_byte_input(model, tensors), metadata_in(tensors), bytes);
}

}  // namespace convscope::tflite
