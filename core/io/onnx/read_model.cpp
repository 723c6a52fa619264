#include "core/io/onnx/reader.h"

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/io/model_info.h"
#include "core/io/onnx/assembly.h"
#include "core/io/onnx/file.h"
#include "core/io/onnx/operators.h"

namespace convscope {

namespace {

const char* const kRemedy = "an ONNX model as its framework exports it works";

nn::Model assembled(const OnnxGraph& graph, bool batched, std::span<const NpyArray> feeds) {
    OnnxAssembly assembly(graph, batched, feeds);
    // What is known beforehand comes first: a layer may take it from further on in the graph.
    for (const OnnxNode& node : graph.nodes) {
        const OnnxCall call(assembly, node);
        if (node.kind == "Constant")
            read_onnx_node(call);
        else if (!fold_onnx(call))
            continue;
        assembly.finish(node);
    }
    for (const OnnxNode& node : graph.nodes)
        if (!assembly.done().contains(&node)) read_onnx_node(OnnxCall(assembly, node));
    return assembly.build();
}

nn::Model with_info(const nn::Model& model, const OnnxGraph& graph) {
    return graph.info.empty() ? model : model.with_info(model_info_from_json(graph.info, model.info(), graph.file));
}

nn::Model model_of(const OnnxGraph& graph, std::span<const NpyArray> feeds) {
    try {
        try {
            return with_info(assembled(graph, true, feeds), graph);
        } catch (const OnnxBatchInTheWay&) {
            return with_info(assembled(graph, false, feeds), graph);
        }
    } catch (const OnnxBatchInTheWay&) {
        throw LoadError(graph.file, "mixes the examples of a batch", "a model that treats each by itself works");
    } catch (const nn::ModelError& error) {
        throw LoadError(graph.file, error.what(), kRemedy);
    } catch (const nn::ShapeError& error) {
        throw LoadError(graph.file, std::string("has a layer that ") + error.what(), kRemedy);
    }
}

}  // namespace

nn::Model load_onnx(const std::filesystem::path& file, std::span<const NpyArray> feeds) {
    OnnxGraph graph;
    {
        const std::vector<std::uint8_t> bytes = read_file(file, kMaxOnnxBytes, kRemedy);
        const std::filesystem::path folder = file.parent_path();
        graph = read_onnx_graph(bytes, file.string(), folder.empty() ? "." : folder);
    }
    return model_of(graph, feeds);
}

nn::Model decode_onnx(std::span<const std::uint8_t> bytes, const std::string& name, std::span<const NpyArray> feeds) {
    return model_of(read_onnx_graph(bytes, name, {}), feeds);
}

bool looks_like_onnx(const std::filesystem::path& file) {
    constexpr std::size_t kStart = 4096;
    return starts_like_onnx(read_start(file, kStart));
}

}  // namespace convscope
