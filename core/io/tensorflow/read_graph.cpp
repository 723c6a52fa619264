#include "core/io/tensorflow/read_graph.h"

#include <optional>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/onnx/fused_activations.h"
#include "core/io/onnx/read/assembly.h"
#include "core/io/onnx/read/call.h"
#include "core/io/tensorflow/layer_names.h"
#include "core/io/tensorflow/operators.h"
#include "core/io/tensorflow/translator.h"

namespace convscope::tensorflow {

namespace {

/// The ONNX opset of the translated graph. The translation writes lists as attributes where it can, and Softmax works
/// along one axis.
constexpr std::int64_t kOpset = 13;

/// The model of the graph; nullopt if an operator mixes the examples of a batch.
std::optional<nn::Model> build_model(const onnx::Graph& graph, onnx::Batch batch) {
    onnx::Assembly assembly(graph, batch, {});
    // Constants are computed first: a layer may fuse a constant whose node comes later in the graph.
    for (const onnx::Node& node : graph.nodes)
        if (tensorflow::fold_constant(onnx::Call(assembly, node))) assembly.finish(node);
    for (const onnx::Node& node : graph.nodes) {
        if (assembly.done().contains(&node)) continue;
        const onnx::Call call(assembly, node);
        if (!tensorflow::keeps_examples_apart(call)) return std::nullopt;
        tensorflow::read_node(call);
    }
    return assembly.build();
}

}  // namespace

nn::Model read_graph(onnx::Graph graph) {
    graph = onnx::sorted(std::move(graph));
    shorten_layer_names(graph);
    graph.opset = kOpset;
    graph.channels_last = true;
    graph = onnx::with_fused_activations(Translator(std::move(graph)).translated());
    try {
        std::optional<nn::Model> model = build_model(graph, onnx::Batch::outermost);
        if (!model) model = build_model(graph, onnx::Batch::none);
        return model.value();
    } catch (const nn::ModelError& error) {
        throw LoadError(graph.file, error.what(), onnx::kExportAgain);
    } catch (const nn::ShapeError& error) {
        throw LoadError(graph.file, tr("has a layer that {}", error.what()), onnx::kExportAgain);
    }
}

}  // namespace convscope::tensorflow
