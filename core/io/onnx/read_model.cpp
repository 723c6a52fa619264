#include "core/io/onnx/read_model.h"

#include <optional>
#include <utility>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/model_info.h"
#include "core/io/onnx/expanded_quantization.h"
#include "core/io/onnx/fused_activations.h"
#include "core/io/onnx/fused_normalizations.h"
#include "core/io/onnx/operators.h"
#include "core/io/onnx/read/assembly.h"
#include "core/io/onnx/read/read_graph.h"
#include "core/io/onnx/read/wire.h"
#include "core/io/transfer/confined.h"

namespace convscope::onnx {

namespace {

/// Computes all nodes that depend on no input. Called before layers are added, because a layer may fuse a constant
/// whose node comes later in the graph.
void fold_constants(Assembly& assembly) {
    for (const Node& node : assembly.graph().nodes) {
        const Call call(assembly, node);
        if (node.kind == "Constant")
            read_node(call);
        else if (!fold_constant(call))
            continue;
        assembly.finish(node);
    }
}

/// The model of the graph; nullopt if an operator mixes the examples of a batch.
std::optional<nn::Model> build_model(const Graph& graph, Batch batch, std::span<const NpyArray> feeds) {
    Assembly assembly(graph, batch, feeds);
    fold_constants(assembly);
    for (const Node& node : graph.nodes) {
        if (assembly.done().contains(&node)) continue;
        const Call call(assembly, node);
        if (!keeps_examples_apart(call)) return std::nullopt;
        read_node(call);
    }
    return assembly.build();
}

Graph with_fused_functions(Graph graph) {
    return with_fused_normalizations(with_fused_activations(with_expanded_quantization(std::move(graph))));
}

nn::Model with_info(const nn::Model& model, const Graph& graph) {
    return graph.info.empty() ? model : model.with_info(model_info_from_json(graph.info, model.info(), graph.file));
}

nn::Model model_of(const Graph& graph, std::span<const NpyArray> feeds) {
    try {
        std::optional<nn::Model> model = build_model(graph, Batch::outermost, feeds);
        if (!model) model = build_model(graph, Batch::none, feeds);
        return with_info(model.value(), graph);
    } catch (const nn::ModelError& error) {
        throw LoadError(graph.file, error.what(), kExportAgain);
    } catch (const nn::ShapeError& error) {
        throw LoadError(graph.file, tr("has a layer that {}", error.what()), kExportAgain);
    }
}

}  // namespace

nn::Model load_model(const std::filesystem::path& file, std::span<const NpyArray> feeds, const std::stop_token& stop) {
    const MappedFile mapped(file, kMaxFileBytes, kExportAgain);
    return confined_model({file, mapped.size(), stop}, [&](const WeightFiles& weights) {
        nn::Model model = decode_model(mapped.bytes(), file.string(), feeds, weights);
        mapped.release_memory();  // the model is copied next
        return model;
    });
}

nn::Model decode_model(std::span<const std::uint8_t> bytes, const std::string& name, std::span<const NpyArray> feeds,
                       const WeightFiles& weights) {
    return model_of(with_fused_functions(read_graph(bytes, name, weights)), feeds);
}

}  // namespace convscope::onnx
