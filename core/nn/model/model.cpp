#include "core/nn/model/model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/random.h"
#include "core/base/text/translation.h"
#include "core/nn/layers/input.h"

namespace convscope::nn {

namespace {

constexpr std::size_t kMaxNodes = 10'000;

SharedTensor default_weight(const WeightSpec& spec) {
    const float value = spec.initializer == Initializer::ones ? 1.F : 0.F;
    return std::make_shared<const Tensor>(
        Tensor{spec.shape, std::vector<float>(static_cast<std::size_t>(spec.shape.count()), value)});
}

/// The message for a weight that is empty or too large.
std::string size_fault(std::string_view weight, const Shape& shape) {
    return tr("would have a {} of shape ({}); it must have from 1 to {} values", weight, to_string(shape),
              kMaxTensorValues);
}

/// Checks the node's weights against `specs` and adds default values for missing ones.
void complete_weights(Node& node, const std::vector<WeightSpec>& specs) {
    const auto fail = [&](const std::string& fault) { throw ModelError(node.name, node.layer->type(), fault); };
    if (node.weights.size() > specs.size())
        fail(tr("takes at most {} weights, but {} are given", specs.size(), node.weights.size()));
    for (std::size_t i = 0; i < specs.size(); ++i) {
        if (!has_allowed_size(specs[i].shape)) fail(size_fault(specs[i].name, specs[i].shape));
        if (i == node.weights.size()) node.weights.push_back(default_weight(specs[i]));
        const Tensor& weight = *node.weights[i];
        if (weight.shape != specs[i].shape)
            fail(tr("needs a {} of shape ({}), not ({})", specs[i].name, to_string(specs[i].shape),
                    to_string(weight.shape)));
        if (std::ssize(weight.values) != weight.shape.count())
            fail(tr("has {} values in its {} of shape ({})", weight.values.size(), specs[i].name,
                    to_string(weight.shape)));
    }
}

/// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010). As in Keras,
/// fan-in and fan-out of a convolution are its input channels and its filters, each times the kernel's rows * cols.
Tensor glorot_uniform(const Shape& shape, std::uint64_t seed) {
    const std::size_t rank = shape.rank();
    std::int64_t kernel_area = 1;
    for (std::size_t i = 0; i + 2 < rank; ++i) kernel_area *= shape.axes[i];
    const double fan_in = static_cast<double>(kernel_area * (rank > 1 ? shape.axes[rank - 2] : 1));
    const double fan_out = static_cast<double>(kernel_area * shape.channels());
    const auto limit = static_cast<float>(std::sqrt(6 / (fan_in + fan_out)));
    Tensor tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()))};
    for (std::size_t i = 0; i < tensor.values.size(); ++i) tensor.values[i] = limit * (2 * random_unit(seed, i) - 1);
    return tensor;
}

}  // namespace

ModelError::ModelError(const std::string& layer, std::string_view type, const std::string& fault)
    : std::runtime_error(tr("layer \"{}\" ({}): {}", layer, type, fault)) {}

std::optional<int> Model::find(std::string_view name) const {
    const auto found = std::ranges::find(nodes_, name, &Node::name);
    if (found == nodes_.end()) return std::nullopt;
    return static_cast<int>(found - nodes_.begin());
}

std::vector<Shape> Model::input_shapes(int index) const {
    std::vector<Shape> shapes;
    for (const int input : node(index).inputs) shapes.push_back(node(input).declared_shape());
    return shapes;
}

std::vector<int> Model::consumers(int index) const {
    std::vector<int> found;
    for (int i = index + 1; i < size(); ++i)
        if (std::ranges::find(node(i).inputs, index) != node(i).inputs.end()) found.push_back(i);
    return found;
}

bool Model::is_chain() const {
    if (outputs_ != std::vector<int>{size() - 1}) return false;
    for (int i = 1; i < size(); ++i)
        if (node(i).inputs != std::vector<int>{i - 1}) return false;
    return true;
}

Model Model::with_weight(int index, std::size_t weight, SharedTensor tensor) const {
    Model copy = *this;
    Node& changed = copy.nodes_.at(static_cast<std::size_t>(index));
    changed.weights.at(weight) = std::move(tensor);
    complete_weights(changed, changed.layer->weights(input_shapes(index)));
    return copy;
}

Model Model::with_outputs(std::vector<int> outputs) const {
    Model model = *this;
    model.output_names_.clear();
    for (const int output : outputs) model.output_names_.push_back(node(output).name);
    model.outputs_ = std::move(outputs);
    return model;
}

Model Model::up_to(int index) const {
    Model model = with_outputs({index});
    model.nodes_.resize(static_cast<std::size_t>(index) + 1);
    std::erase_if(model.inputs_, [index](int input) { return input > index; });
    return model;
}

Model Model::with_info(ModelInfo info) const {
    Model copy = *this;
    copy.info_ = std::move(info);
    return copy;
}

Model Model::with_trainable(int index, bool trainable) const {
    Model copy = *this;
    copy.nodes_.at(static_cast<std::size_t>(index)).trainable = trainable;
    return copy;
}

Model Model::with_first_input(std::size_t which) const {
    Model copy = *this;
    const auto chosen = copy.inputs_.begin() + static_cast<std::ptrdiff_t>(which);
    std::rotate(copy.inputs_.begin(), chosen, chosen + 1);
    return copy;
}

Model Model::with_input_shape(int index, Shape shape) const {
    Model copy = *this;
    Node& input = copy.nodes_.at(static_cast<std::size_t>(index));
    assert(input.inputs.empty() && shape.count() == input.shape.count());
    Shape declared = input.declared_shape();
    input.shape = std::move(shape);
    input.declared.reset();
    if (input.shape != declared) input.declared = std::move(declared);
    return copy;
}

void ModelBuilder::check_name(const std::string& name, std::string_view type) const {
    if (name.empty()) throw ModelError(name, type, tr("has no name"));
    if (model_.find(name)) throw ModelError(name, type, tr("another layer has the same name"));
    if (model_.nodes_.size() >= kMaxNodes)
        throw ModelError(name, type, tr("is too many: a model can have at most {} layers", kMaxNodes));
}

int ModelBuilder::input(std::string name, Shape shape) {
    const int index = add(std::move(name), std::make_shared<Input>(std::move(shape)), {});
    model_.inputs_.push_back(index);
    return index;
}

int ModelBuilder::add(std::string name, SharedLayer layer, std::vector<int> inputs, std::vector<SharedTensor> weights) {
    check_name(name, layer->type());
    Node node{
        .name = std::move(name), .layer = std::move(layer), .inputs = std::move(inputs), .weights = std::move(weights)};
    const int index = model_.size();
    assert(std::ranges::all_of(node.inputs, [&](int i) { return i >= 0 && i < index; }));
    std::vector<Shape> shapes;
    for (const int input : node.inputs) shapes.push_back(model_.node(input).shape);
    try {
        node.shape = node.layer->output_shape(shapes);
    } catch (const ShapeError& error) {
        throw ModelError(node.name, node.layer->type(), error.what());
    }
    if (node.shape.rank() > kMaxAxes)
        throw ModelError(
            node.name, node.layer->type(),
            tr("would have an output of shape ({}); at most {} axes are possible", to_string(node.shape), kMaxAxes));
    if (!has_allowed_size(node.shape))
        throw ModelError(node.name, node.layer->type(),
                         tr("would have an output of shape ({}); it must have from 1 to {} values",
                            to_string(node.shape), kMaxTensorValues));
    complete_weights(node, node.layer->weights(shapes));
    node.display_name = node.layer->display_name(shapes);
    model_.nodes_.push_back(std::move(node));
    return index;
}

int ModelBuilder::add(std::string name, SharedLayer layer) {
    return add(std::move(name), std::move(layer), {model_.size() - 1});
}

void ModelBuilder::set_layout(int index, Layout layout) {
    Node& node = model_.nodes_.at(static_cast<std::size_t>(index));
    assert(layout.is_sound() && layout.count() == node.shape.count());
    node.layout = std::move(layout);
}

Model ModelBuilder::build(std::vector<int> outputs, std::vector<std::string> names) {
    if (model_.inputs_.empty()) throw ModelError(model_.info_.name, tr("model"), tr("has no input"));
    if (outputs.empty()) outputs = {model_.size() - 1};
    assert(std::ranges::all_of(outputs, [&](int i) { return i >= 0 && i < model_.size(); }));
    if (names.empty())
        for (const int output : outputs) names.push_back(model_.node(output).name);
    assert(names.size() == outputs.size());
    model_.outputs_ = std::move(outputs);
    model_.output_names_ = std::move(names);
    return std::exchange(model_, Model());
}

Model initialised(const Model& model, std::uint64_t seed) {
    Model result = model;
    for (int i = 0; i < model.size(); ++i) {
        const std::vector<WeightSpec> specs = model.node(i).layer->weights(model.input_shapes(i));
        for (std::size_t w = 0; w < specs.size(); ++w) {
            // Constants of a data set, unlike the statistics of a BatchNormalization, do not come from training.
            if (!specs[w].trainable && !model.node(i).layer->mixes_examples()) continue;
            const std::uint64_t weight_seed = random_bits(random_bits(seed, static_cast<std::uint64_t>(i)), w);
            result =
                result.with_weight(i, w,
                                   specs[w].initializer == Initializer::glorot_uniform
                                       ? std::make_shared<const Tensor>(glorot_uniform(specs[w].shape, weight_seed))
                                       : default_weight(specs[w]));
        }
    }
    return result;
}

std::int64_t parameter_count(const Node& node) {
    std::int64_t sum = 0;
    for (const SharedTensor& weight : node.weights) sum += weight->shape.count();
    return sum;
}

std::int64_t parameter_count(const Model& model) {
    std::int64_t sum = 0;
    for (const Node& node : model.nodes()) sum += parameter_count(node);
    return sum;
}

std::int64_t trainable_count(const Model& model, int index) {
    if (!model.node(index).trainable) return 0;
    std::int64_t sum = 0;
    for (const WeightSpec& spec : model.node(index).layer->weights(model.input_shapes(index)))
        if (spec.trainable) sum += spec.shape.count();
    return sum;
}

}  // namespace convscope::nn
