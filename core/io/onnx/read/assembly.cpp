#include "core/io/onnx/read/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/finite.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/layers/pointwise/activation_layer.h"

namespace convscope::onnx {

namespace {

/// The shape of an input's node. Images, signals and vectors keep their axes of length 1; a signal N,C,W becomes an
/// image of one row. Other inputs get the arrangement's memory_shape().
nn::Shape input_shape(const Dims& dims, const std::vector<std::size_t>& order, const Arrangement& arrangement) {
    nn::Shape shape;
    const bool has_batch = !dims.empty() && dims[0] == kBatchAxis;
    if (has_batch && dims.size() > 1 && dims.size() <= nn::kMaxAxes + 1) {
        for (std::size_t i = 1; i < order.size(); ++i) shape.axes.push_back(dims[order[i]]);
        if (dims.size() == 3 && order[1] == 2) shape.axes.insert(shape.axes.begin(), 1);
        return shape;
    }
    return arrangement.memory_shape();
}

/// PyTorch stores pictures as channels, rows, columns, flattened or not.
constexpr std::string_view kPlanarProducer = "pytorch";

/// The arrangement `value` of a flattened colour picture, with factors for its channels, rows and columns; nullopt for
/// other values. `shape` is the node's.
std::optional<Arrangement> planar_picture(Arrangement value, const nn::Shape& shape) {
    const std::optional<nn::Shape> picture = nn::picture_shape(shape);
    if (shape.rank() != 1 || !picture || picture->channels() != 3 || value.memory.size() != 1) return std::nullopt;
    const Dims flat = value.dims();
    Dims planes;
    for (const std::int64_t length : flat) {
        if (length == shape.count())
            planes.insert(planes.end(), {picture->channels(), picture->rows(), picture->cols()});
        else
            planes.push_back(length);
    }
    value.regroup(planes);
    value.regroup(flat);
    return value;
}

/// The memory of a constant in floats. An integer takes as much as two.
std::int64_t floats_in(const Constant& constant) {
    return constant.is_integer() ? 2 * constant.count() : constant.count();
}

/// The floats that computed constants may take: 256 MB, and eight times the stored values, which are cast, transposed
/// and rescaled step by step; 2 GB at most.
std::int64_t max_computed_floats(const Graph& graph) {
    constexpr std::int64_t kAlways = std::int64_t{1} << 26, kPerStored = 8;
    std::int64_t stored = 0;
    for (const auto& [name, constant] : graph.constants) stored += floats_in(constant);
    for (const Node& node : graph.nodes)
        for (const auto& [name, attribute] : node.attributes)
            if (const auto* const constant = std::get_if<Constant>(&attribute)) stored += floats_in(*constant);
    return std::min(nn::kMaxTensorValues, kAlways + kPerStored * stored);
}

[[noreturn]] void refuse_computed(const std::string& file, std::int64_t floats, std::int64_t allowed,
                                  const std::string& where) {
    constexpr std::int64_t kFloatsPerMegabyte = (1 << 20) / sizeof(float);
    throw LoadError(file,
                    tr("computes {} MB of constants, more than the {} MB that a file of this size may",
                       floats / kFloatsPerMegabyte, allowed / kFloatsPerMegabyte),
                    tr("export a model with smaller constants"), where);
}

}  // namespace

Assembly::Assembly(const Graph& graph, Batch batch, std::span<const NpyArray> feeds)
    : graph_(graph),
      batch_(batch),
      max_computed_(max_computed_floats(graph)),
      builder_(nn::ModelInfo{.name = graph.name.empty() ? "model" : graph.name}) {
    for (const auto& [name, constant] : graph.constants) values_.emplace(name, constant);
    for (const Node& node : graph.nodes)
        for (const std::string& input : node.inputs)
            if (!input.empty()) consumers_[input].push_back(&node);
    for (std::size_t i = 0; i < graph.inputs.size(); ++i)
        if (is_used(graph.inputs[i]) || !feeds.empty())
            add_input(graph.inputs[i], i < feeds.size() ? &feeds[i] : nullptr);
    if (names_.empty())
        throw LoadError(graph.file, tr("has no input"), tr("open a model that computes something from an input"));
}

void Assembly::refuse(const Node& node, const std::string& fault, const std::string& remedy) const {
    throw LoadError(graph_.file, fault, remedy, place_of(node));
}

bool Assembly::is_used(const GraphInput& input) const {
    return consumers_.contains(input.name) || std::ranges::find(graph_.outputs, input.name) != graph_.outputs.end();
}

void Assembly::check_size(const GraphInput& input, const Dims& dims) const {
    std::int64_t count = 1;
    for (const std::int64_t length : dims) {
        if (length == kBatchAxis) continue;
        if (length > nn::kMaxTensorValues / count)
            throw LoadError(graph_.file, tr("has an input of {}", dims_text(dims)),
                            tr("export it with a smaller input"), tr("input \"{}\"", display_text(input.name)));
        count *= length;
    }
}

void Assembly::add_input(const GraphInput& input, const NpyArray* feed) {
    const bool is_first = names_.empty();
    const std::size_t rank = input.dims ? input.dims->size() : feed != nullptr ? feed->shape.size() : 0;
    if (is_first && rank < 2) batch_ = Batch::none;
    Dims dims = input_dims(graph_, input, batch_, feed);
    if (batch_ == Batch::outermost && is_first) batch_length_ = dims[0];
    const bool has_batch = batch_ == Batch::outermost && dims.size() > 1 && dims[0] == batch_length_;
    if (has_batch) dims[0] = kBatchAxis;
    if (!has_batch && !dims.empty() && dims[0] == 0) dims[0] = 1;
    check_size(input, dims);
    const auto consumers = consumers_.find(input.name);
    std::vector<std::size_t> order =
        input_axis_order(dims, consumers == consumers_.end() ? nullptr : consumers->second.front());
    if (graph_.channels_last) std::ranges::sort(order);
    Value value(-1, Arrangement::of(dims, order));
    const nn::Shape shape = input_shape(dims, order, value);
    value.node = builder_.input(free_name(input.name), shape);
    if (graph_.producer == kPlanarProducer)
        if (const std::optional<Arrangement> picture = planar_picture(value, shape))
            builder_.set_layout(value.node, picture->layout());
    if (feed != nullptr && std::ssize(feed->values) == value_count(feed->shape))
        fed_.emplace(input.name, Constant(feed->shape, feed->values));
    set(input.name, std::move(value));
}

const Constant* Assembly::constant(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : std::get_if<Constant>(&found->second);
}

const Constant* Assembly::fed_constant(const std::string& name) const {
    const auto found = fed_.find(name);
    return found == fed_.end() ? constant(name) : &found->second;
}

const Value* Assembly::value(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : std::get_if<Value>(&found->second);
}

void Assembly::set(const std::string& name, Value value) {
    if (!builder_.node(value.node).layout) builder_.set_layout(value.node, value.layout());
    values_.insert_or_assign(name, std::move(value));
}

std::int64_t Assembly::check_computed(const Node& node, const Dims& dims) const {
    const std::optional<std::int64_t> count = value_count(dims);
    if (!count) refuse(node, tr("computes a constant of {}", dims_text(dims)), kExportAgain);
    if (*count > max_computed_ - computed_)
        refuse_computed(graph_.file, computed_ + *count, max_computed_, place_of(node));
    return *count;
}

void Assembly::set(const std::string& name, Constant constant) {
    computed_ += floats_in(constant);
    if (computed_ > max_computed_) refuse_computed(graph_.file, computed_, max_computed_, {});
    values_.insert_or_assign(name, std::move(constant));
}

void Assembly::add_prediction(const std::string& name) {
    const bool is_input = builder_.node(value(name)->node).inputs.empty();
    const bool is_output = std::ranges::find(graph_.outputs, name) != graph_.outputs.end();
    if (!is_input && !is_output) predictions_.push_back(name);
}

std::vector<const Node*> Assembly::consumers(const std::string& name) const {
    const auto found = consumers_.find(name);
    const bool is_output = std::ranges::find(graph_.outputs, name) != graph_.outputs.end();
    return found == consumers_.end() || is_output ? std::vector<const Node*>() : found->second;
}

const Node* Assembly::only_consumer(const std::string& name) const {
    const std::vector<const Node*> users = consumers(name);
    return users.size() == 1 ? users.front() : nullptr;
}

std::string Assembly::free_name(const std::string& name) {
    const std::string base = display_text(name).empty() ? "layer" : display_text(name);
    std::string unused = base;
    while (!names_.emplace(unused, 1).second) unused = fmt::format("{}_{}", base, names_[base]++);
    return unused;
}

int Assembly::add_named(const std::string& name, nn::SharedLayer layer, const std::vector<int>& inputs,
                        std::vector<nn::SharedTensor> weights) {
    // Operators refuse an index as input, so only layers that rearrange it can follow an ArgMax.
    const bool is_index = layer->type() == "ArgMax" ||
                          std::ranges::any_of(inputs, [this](int input) { return index_nodes_.contains(input); });
    const int node = builder_.add(free_name(name), std::move(layer), inputs, std::move(weights));
    if (is_index) index_nodes_.insert(node);
    return node;
}

int Assembly::add(const Node& node, nn::SharedLayer layer, const std::vector<int>& inputs,
                  std::vector<nn::SharedTensor> weights, const std::string& suffix) {
    return add_named(layer_name(node) + suffix, std::move(layer), inputs, std::move(weights));
}

int Assembly::add_layer(const std::string& name, nn::SharedLayer layer, int input) {
    return add_named(name, std::move(layer), {input}, {});
}

void Assembly::set_arrangement(int node, const Arrangement& arrangement) {
    builder_.set_layout(node, arrangement.layout());
}

nn::SharedTensor Assembly::weight(const Node& node, nn::Shape shape, std::vector<float> values) const {
    if (!all_finite(values))
        refuse(node, tr("has NaN or infinity in its weights"),
               tr("train it again with a lower rate, or take an earlier copy"));
    return std::make_shared<const nn::Tensor>(nn::Tensor{std::move(shape), std::move(values)});
}

/// The node for the graph's output `name`. An identity layer is added if the value is an input, or if another output
/// needs the same node in another layout; `layouts` holds the layouts of the outputs so far.
int Assembly::output_node(const std::string& name, const Value& value, std::map<int, nn::Layout>& layouts) {
    int node = value.node;
    const auto found = layouts.find(node);
    if (builder_.node(node).inputs.empty() || (found != layouts.end() && found->second != value.layout()))
        node = builder_.add(free_name(name), std::make_shared<nn::ActivationLayer>(nn::Activation{}), {node});
    builder_.set_layout(node, value.layout());
    layouts.emplace(node, value.layout());
    return node;
}

nn::Model Assembly::build() {
    std::vector<int> outputs;
    std::vector<std::string> display_names;
    std::map<int, nn::Layout> layouts;
    std::vector<std::string> output_names = predictions_;
    output_names.insert(output_names.end(), graph_.outputs.begin(), graph_.outputs.end());
    // The model's first output is its prediction, so the values that an ArgMax takes must come before the class that it
    // finds in them.
    std::stable_partition(output_names.begin(), output_names.end(), [this](const std::string& name) {
        return value(name) == nullptr || !is_index(*value(name));
    });
    for (const std::string& name : output_names) {
        const Value* const found = value(name);
        if (found == nullptr) {
            if (constant(name) != nullptr) continue;  // does not depend on the input: nothing to show
            throw LoadError(graph_.file, tr("has an output that no operator sets"), kExportAgain,
                            tr("output \"{}\"", display_text(name)));
        }
        outputs.push_back(output_node(name, *found, layouts));
        display_names.push_back(display_text(name));
    }
    if (outputs.empty())
        throw LoadError(graph_.file, tr("has outputs that depend on no input"), tr("open a model of a network"));
    return builder_.build(std::move(outputs), std::move(display_names));
}

const std::string& layer_name(const Node& node) {
    return !node.name.empty() || node.outputs.empty() ? node.name : node.outputs.front();
}

}  // namespace convscope::onnx
