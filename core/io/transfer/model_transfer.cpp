#include "core/io/transfer/model_transfer.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/io/transfer/field_counts.h"
#include "core/io/transfer/layer_table.h"
#include "core/nn/layers/input.h"

namespace convscope {

/// A node as it is sent. For an Input, `layer` has the shape that the file declares.
struct SentNode {
    std::string name;
    std::vector<int> inputs;
    std::vector<std::uint32_t> weights;  ///< indexes of tensors
    bool trainable = true;
    std::optional<nn::Layout> layout;
    std::optional<nn::Shape> picture_shape;  ///< set for an Input with Node::declared
};
template <>
inline constexpr std::size_t kFieldCount<SentNode> = 6;

/// The parts of a model other than its nodes and weights.
struct SentEnds {
    std::vector<int> inputs, outputs;
    std::vector<std::string> output_names;
    nn::ModelInfo info;
};
template <>
inline constexpr std::size_t kFieldCount<SentEnds> = 4;

namespace {

using nn::Model;
using nn::Shape;
using nn::SharedTensor;

void require(bool condition) {
    if (!condition) throw ArchiveError();
}

/// The tensors of a model, each once.
class TensorList {
  public:
    /// The tensor's index.
    std::uint32_t index_of(const SharedTensor& tensor) {
        const auto [known, is_new] = indexes_.emplace(tensor.get(), static_cast<std::uint32_t>(tensors_.size()));
        if (is_new) tensors_.push_back(tensor);
        return known->second;
    }
    std::vector<Shape> shapes() const {
        std::vector<Shape> shapes;
        shapes.reserve(tensors_.size());
        for (const SharedTensor& tensor : tensors_) shapes.push_back(tensor->shape);
        return shapes;
    }
    /// Copies the values and releases the tensors.
    void move_to(std::span<float> values) {
        for (SharedTensor& tensor : tensors_) {
            if (tensor->values.size() > values.size()) throw TransferTooLarge();
            std::ranges::copy(tensor->values, values.begin());
            values = values.subspan(tensor->values.size());
            tensor.reset();
        }
    }

  private:
    std::map<const nn::Tensor*, std::uint32_t> indexes_;
    std::vector<SharedTensor> tensors_;
};

SentNode sent_node(const nn::Node& node, TensorList& tensors) {
    SentNode sent{.name = node.name,
                  .inputs = node.inputs,
                  .weights = {},
                  .trainable = node.trainable,
                  .layout = node.layout,
                  .picture_shape = node.declared ? std::optional(node.shape) : std::nullopt};
    sent.weights.reserve(node.weights.size());
    for (const SharedTensor& weight : node.weights) sent.weights.push_back(tensors.index_of(weight));
    return sent;
}

/// The model without the values of its weights, which are added to `tensors`, in the end their only owner.
std::string structure_of(Model model, TensorList& tensors) {
    ArchiveWriter nodes;
    for (const nn::Node& node : model.nodes()) {
        nodes.write(sent_node(node, tensors));
        write_layer(*node.layer, nodes);
    }
    ArchiveWriter archive;
    archive.write(tensors.shapes());
    archive.write(SentEnds{model.inputs(), model.outputs(), model.output_names(), model.info()});
    archive.write(model.size());
    return archive.bytes() + nodes.bytes();
}

/// Throws unless the shapes' values, one after the other, lie in the first `available` values.
void check_total(const std::vector<Shape>& shapes, std::size_t available) {
    for (const Shape& shape : shapes) {
        require(nn::has_allowed_size(shape));
        const auto count = static_cast<std::size_t>(shape.count());
        require(count <= available);
        available -= count;
    }
}

/// Builds the model from its parts, which it checks.
class ReceivedModel {
  public:
    explicit ReceivedModel(std::vector<SharedTensor> tensors) : tensors_(std::move(tensors)) {}

    void add(SentNode sent, const nn::SharedLayer& layer) {
        const int index = size_++;
        const auto* const input = dynamic_cast<const nn::Input*>(layer.get());
        if (input != nullptr) {
            require(sent.inputs.empty() && sent.weights.empty());
            builder_.input(std::move(sent.name), input->shape());
        } else {
            std::vector<SharedTensor> weights = weights_of(sent, *layer);
            builder_.add(std::move(sent.name), layer, std::move(sent.inputs), std::move(weights));
        }
        if (!sent.trainable) builder_.set_trainable(index, false);
        const Shape& shape = builder_.node(index).shape;
        if (sent.layout) {
            require(sent.layout->is_sound() && sent.layout->count() == shape.count());
            builder_.set_layout(index, std::move(*sent.layout));
        }
        if (!sent.picture_shape) return;
        require(input != nullptr && nn::has_allowed_size(*sent.picture_shape) &&
                sent.picture_shape->rank() <= nn::kMaxAxes && sent.picture_shape->count() == shape.count());
        picture_shapes_.emplace_back(index, std::move(*sent.picture_shape));
    }

    Model build(SentEnds ends) {
        require(!ends.outputs.empty() && ends.output_names.size() == ends.outputs.size());
        require(std::ranges::all_of(ends.outputs, [this](int output) { return output >= 0 && output < size_; }));
        Model model = builder_.build(std::move(ends.outputs), std::move(ends.output_names));
        require(std::ranges::is_permutation(ends.inputs, model.inputs()));
        // The one that is moved last comes first.
        std::ranges::reverse(ends.inputs);
        for (const int input : ends.inputs)
            model = model.with_first_input(
                static_cast<std::size_t>(std::ranges::find(model.inputs(), input) - model.inputs().begin()));
        for (auto& [index, shape] : picture_shapes_) model = model.with_input_shape(index, std::move(shape));
        return model.with_info(std::move(ends.info));
    }

  private:
    /// The node's weights. Throws if its layer needs another number of them: ModelBuilder would allocate the rest.
    std::vector<SharedTensor> weights_of(const SentNode& sent, const nn::Layer& layer) const {
        std::vector<Shape> shapes;
        for (const int input : sent.inputs) {
            require(input >= 0 && input < builder_size());
            shapes.push_back(builder_.node(input).shape);
        }
        static_cast<void>(layer.output_shape(shapes));
        require(layer.weights(shapes).size() == sent.weights.size());
        std::vector<SharedTensor> weights;
        weights.reserve(sent.weights.size());
        for (const std::uint32_t index : sent.weights) {
            require(index < tensors_.size());
            weights.push_back(tensors_[index]);
        }
        return weights;
    }
    /// The number of nodes before the one that is being added.
    int builder_size() const { return size_ - 1; }

    nn::ModelBuilder builder_;
    std::vector<SharedTensor> tensors_;
    std::vector<std::pair<int, Shape>> picture_shapes_;
    int size_ = 0;  ///< with the node that is being added
};

}  // namespace

std::string write_model(Model model, std::span<float> values) {
    TensorList tensors;
    std::string structure = structure_of(std::move(model), tensors);
    tensors.move_to(values);
    return structure;
}

Model read_model(std::string_view structure, std::span<const float> values, const ValuesCopied& copied) {
    ArchiveReader archive(structure);
    const auto shapes = archive.read<std::vector<Shape>>();
    auto ends = archive.read<SentEnds>();
    check_total(shapes, values.size());
    std::vector<SharedTensor> tensors;
    tensors.reserve(shapes.size());
    for (const Shape& shape : shapes) {
        const std::span<const float> own = values.first(static_cast<std::size_t>(shape.count()));
        tensors.push_back(std::make_shared<const nn::Tensor>(nn::Tensor{shape, {own.begin(), own.end()}}));
        if (copied) copied(own);
        values = values.subspan(own.size());
    }
    ReceivedModel model(std::move(tensors));
    const int count = archive.read<int>();
    for (int i = 0; i < count; ++i) {
        auto node = archive.read<SentNode>();
        model.add(std::move(node), read_layer(archive));
    }
    archive.expect_end();
    return model.build(std::move(ends));
}

}  // namespace convscope
