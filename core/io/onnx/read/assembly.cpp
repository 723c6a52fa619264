#include "core/io/onnx/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>

#include "core/base/load_error.h"
#include "core/io/open_side.h"
#include "core/nn/layers/activation_layer.h"
#include "core/nn/layers/flatten.h"
#include "core/nn/layers/permute.h"
#include "core/nn/layers/reshape.h"

namespace convscope {

namespace {

constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;
constexpr std::size_t kMaxInputAxes = 16;

/// Factors that stand side by side before and after, as one: the fewest axes that tell the same move.
struct Move {
    nn::Shape view;
    std::vector<std::size_t> order;
};

Move move_of(const OnnxValue& value, const OnnxFactors& order) {
    Move move;
    std::vector<std::size_t> axis_of(value.lengths.size());
    for (std::size_t i = 0; i < value.memory.size(); ++i) {
        const std::size_t factor = value.memory[i];
        const auto place = std::ranges::find(order, factor) - order.begin();
        const bool joined = i > 0 && place > 0 && order[static_cast<std::size_t>(place) - 1] == value.memory[i - 1];
        if (joined)
            move.view.axes.back() *= value.lengths[factor];
        else
            move.view.axes.push_back(value.lengths[factor]);
        axis_of[factor] = move.view.rank() - 1;
    }
    for (const std::size_t factor : order)
        if (move.order.empty() || move.order.back() != axis_of[factor]) move.order.push_back(axis_of[factor]);
    return move;
}

/// Up to three lengths in memory's order; more are taken together from the front.
nn::Shape natural_shape(const OnnxValue& value) {
    nn::Shape shape;
    for (const std::size_t factor : value.memory) shape.axes.push_back(value.lengths[factor]);
    while (shape.rank() > nn::kMaxAxes) {
        shape.axes[1] *= shape.axes[0];
        shape.axes.erase(shape.axes.begin());
    }
    if (shape.axes.empty()) shape.axes.push_back(1);
    return shape;
}

/// True for images whose rows or columns are open, wherever the channels are, and nothing else but the batch.
bool has_open_sides(const std::vector<std::optional<std::int64_t>>& dims) {
    return dims.size() == 4 && (dims[1] ? !dims[2] || !dims[3] : !dims[2] && dims[3]);
}

}  // namespace

OnnxAssembly::OnnxAssembly(const OnnxGraph& graph, bool batched, std::span<const NpyArray> feeds)
    : graph_(graph), batched_(batched), builder_(nn::ModelInfo{.name = graph.name.empty() ? "model" : graph.name}) {
    for (const auto& [name, constant] : graph.constants) values_.emplace(name, constant);
    for (const OnnxNode& node : graph.nodes)
        for (const std::string& input : node.inputs)
            if (!input.empty()) consumers_[input].push_back(&node);
    for (std::size_t i = 0; i < graph.inputs.size(); ++i) add_input(i, feeds);
    if (names_.empty()) throw LoadError(graph.file, "has no input", "a model that computes something works");
}

void OnnxAssembly::refuse(const OnnxNode& node, const std::string& fault, const std::string& remedy) const {
    throw LoadError(graph_.file, fault, remedy, onnx_place(node));
}

OnnxDims OnnxAssembly::input_dims(const OnnxInput& input, const NpyArray* feed) const {
    const auto fail = [&](const std::string& fault, const std::string& remedy) {
        throw LoadError(graph_.file, fault, remedy, fmt::format("input \"{}\"", onnx_shown(input.name)));
    };
    if (!input.dims && feed == nullptr)
        fail("does not tell its input's shape", "export it with the shape of its input");
    OnnxDims dims;
    const std::size_t rank = input.dims ? input.dims->size() : feed->shape.size();
    if (rank > kMaxInputAxes) fail("has an input of too many axes", "images and vectors work");
    for (std::size_t axis = 0; axis < rank; ++axis) {
        const std::optional<std::int64_t> given = input.dims ? (*input.dims)[axis] : std::nullopt;
        const bool fed = feed != nullptr && feed->shape.size() == rank && feed->shape[axis] > 0;
        if (given)
            dims.push_back(*given);
        else if (axis == 0 && batched_)
            dims.push_back(0);
        else if (fed)
            dims.push_back(feed->shape[axis]);
        else if (axis == 0)
            dims.push_back(1);
        else if (has_open_sides(*input.dims))
            dims.push_back(kOpenSide);
        else
            fail("leaves the size of its input open",
                 "export it with a fixed size (batch, rows and columns may stay open)");
    }
    return dims;
}

/// Images are kept as rows, cols, channels wherever the file has the channels.
std::vector<std::size_t> OnnxAssembly::input_order(const OnnxInput& input, const OnnxDims& dims) const {
    std::vector<std::size_t> order(dims.size());
    std::iota(order.begin(), order.end(), 0);
    const auto consumers = consumers_.find(input.name);
    const OnnxNode* first = consumers != consumers_.end() ? consumers->second.front() : nullptr;
    if (dims.size() == 4 && dims[0] == kBatch) {
        const auto like_channels = [](std::int64_t length) { return length == 1 || length == 3 || length == 4; };
        const bool turned = first != nullptr && first->kind == "Transpose";
        if (!turned && (like_channels(dims[1]) || !like_channels(dims[3]))) order = {0, 2, 3, 1};
    }
    constexpr std::array<std::string_view, 6> kOverChannels{"Conv",          "MaxPool",           "AveragePool",
                                                            "GlobalMaxPool", "GlobalAveragePool", "BatchNormalization"};
    if (dims.size() == 3 && dims[0] == kBatch && first != nullptr &&
        std::ranges::find(kOverChannels, first->kind) != kOverChannels.end())
        order = {0, 2, 1};
    return order;
}

void OnnxAssembly::add_input(std::size_t index, std::span<const NpyArray> feeds) {
    const OnnxInput& input = graph_.inputs[index];
    const NpyArray* feed = index < feeds.size() ? &feeds[index] : nullptr;
    const bool used =
        consumers_.contains(input.name) || std::ranges::find(graph_.outputs, input.name) != graph_.outputs.end();
    if (!used && feeds.empty()) return;
    OnnxDims dims = input_dims(input, feed);
    const bool first = names_.empty();
    if (batched_ && first) {
        if (dims.size() < 2) throw OnnxBatchInTheWay();
        batch_length_ = dims[0];
    }
    const bool has_batch = batched_ && dims.size() > 1 && dims[0] == batch_length_;
    if (has_batch) dims[0] = kBatch;
    if (!has_batch && !dims.empty() && dims[0] == 0) dims[0] = 1;
    std::int64_t count = 1;
    for (const std::int64_t length : dims) {
        if (length == kBatch) continue;
        if (length > nn::kMaxTensorValues / count)
            throw LoadError(graph_.file, fmt::format("has an input of {}", onnx_dims_text(dims)), "smaller images work",
                            fmt::format("input \"{}\"", onnx_shown(input.name)));
        count *= length;
    }
    OnnxValue value = onnx_value(-1, dims, input_order(input, dims));
    // Images keep their axes of length 1.
    nn::Shape own = natural_shape(value);
    const std::vector<std::size_t> order = input_order(input, dims);
    if (has_batch && dims.size() > 1 && dims.size() <= nn::kMaxAxes + 1) {
        own.axes.clear();
        for (std::size_t i = 1; i < order.size(); ++i) own.axes.push_back(dims[order[i]]);
        if (dims.size() == 3 && order[1] == 2) own.axes.insert(own.axes.begin(), 1);
    }
    value.node = builder_.input(free_name(input.name), std::move(own));
    if (feed != nullptr && std::ssize(feed->values) == onnx_count(feed->shape))
        fed_.emplace(input.name, OnnxConstant(feed->shape, feed->values));
    set(input.name, std::move(value));
}

const OnnxConstant* OnnxAssembly::constant(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : std::get_if<OnnxConstant>(&found->second);
}

const OnnxConstant* OnnxAssembly::fed_constant(const std::string& name) const {
    const auto found = fed_.find(name);
    return found == fed_.end() ? constant(name) : &found->second;
}

const OnnxValue* OnnxAssembly::value(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : std::get_if<OnnxValue>(&found->second);
}

void OnnxAssembly::set(const std::string& name, OnnxValue value) {
    if (!builder_.node(value.node).layout) builder_.set_layout(value.node, value.layout());
    values_.insert_or_assign(name, std::move(value));
}

void OnnxAssembly::set(const std::string& name, OnnxConstant constant) {
    constants_left_ -= constant.is_whole() ? 2 * constant.count() : constant.count();
    if (constants_left_ < 0)
        throw LoadError(graph_.file, "computes more than 1 GB of constants", "a smaller model works");
    values_.insert_or_assign(name, std::move(constant));
}

void OnnxAssembly::add_prediction(const std::string& name) {
    const bool is_input = builder_.node(value(name)->node).inputs.empty();
    const bool is_output = std::ranges::find(graph_.outputs, name) != graph_.outputs.end();
    if (!is_input && !is_output) predictions_.push_back(name);
}

std::vector<const OnnxNode*> OnnxAssembly::consumers(const std::string& name) const {
    const auto found = consumers_.find(name);
    const bool is_output = std::ranges::find(graph_.outputs, name) != graph_.outputs.end();
    return found == consumers_.end() || is_output ? std::vector<const OnnxNode*>() : found->second;
}

const OnnxNode* OnnxAssembly::only_consumer(const std::string& name) const {
    const std::vector<const OnnxNode*> users = consumers(name);
    return users.size() == 1 ? users.front() : nullptr;
}

std::string OnnxAssembly::free_name(const std::string& wanted) {
    const std::string base = onnx_shown(wanted).empty() ? "layer" : onnx_shown(wanted);
    std::string name = base;
    while (!names_.emplace(name, 1).second) name = fmt::format("{}_{}", base, names_[base]++);
    return name;
}

int OnnxAssembly::add(const OnnxNode& node, nn::SharedLayer layer, const std::vector<int>& inputs,
                      std::vector<nn::SharedTensor> weights, const std::string& suffix) {
    const std::string& own = !node.name.empty() || node.outputs.empty() ? node.name : node.outputs.front();
    return builder_.add(free_name(own + suffix), std::move(layer), inputs, std::move(weights));
}

nn::SharedTensor OnnxAssembly::weight(const OnnxNode& node, nn::Shape shape, std::vector<float> values) const {
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        refuse(node, "has NaN or infinity in its weights", "train it again with a lower rate, or take an earlier copy");
    return std::make_shared<const nn::Tensor>(nn::Tensor{std::move(shape), std::move(values)});
}

OnnxValue OnnxAssembly::shaped(const OnnxNode& node, OnnxValue value, const nn::Shape& wanted) {
    if (shape(value) == wanted) return value;
    if (wanted.rank() == 1)
        value.node = add(node, std::make_shared<nn::Flatten>(), {value.node}, {}, "_flatten");
    else
        value.node = add(node, std::make_shared<nn::Reshape>(wanted), {value.node}, {}, "_reshape");
    builder_.set_layout(value.node, value.layout());
    return value;
}

OnnxValue OnnxAssembly::arranged(const OnnxNode& node, OnnxValue value, const OnnxFactors& order,
                                 const std::optional<nn::Shape>& wanted) {
    if (value.memory != order) {
        const Move move = move_of(value, order);
        value.memory = order;
        const nn::Shape target = wanted.value_or(natural_shape(value));
        value.node = add(node, std::make_shared<nn::Permute>(nn::Permute::Parameters{move.view, move.order, target}),
                         {value.node}, {}, "_permute");
        builder_.set_layout(value.node, value.layout());
    }
    return wanted ? shaped(node, std::move(value), *wanted) : value;
}

OnnxValue OnnxAssembly::reshaped(const OnnxNode& node, OnnxValue value, const OnnxDims& dims) {
    if (std::optional<OnnxValue> same = regrouped(value, dims)) return *same;
    // The new axes cut where the old ones do not: from one factor that is all of it, every axis can be cut.
    value = arranged(node, value, value.in_own_order());
    value = shaped(node, value, {value.count()});
    OnnxDims whole{value.count()};
    if (value.batch_axis()) whole.insert(whole.begin(), kBatch);
    return regrouped(onnx_value(value.node, whole), dims).value();
}

/// The node whose output is written under that name: one of its own where another output needs the same node in
/// another layout, or where it would be an input.
int OnnxAssembly::output_node(const std::string& name, const OnnxValue& value, std::map<int, nn::Layout>& taken) {
    int node = value.node;
    const auto found = taken.find(node);
    if (builder_.node(node).inputs.empty() || (found != taken.end() && found->second != value.layout()))
        node = builder_.add(free_name(name), std::make_shared<nn::ActivationLayer>(nn::Activation{}), {node});
    builder_.set_layout(node, value.layout());
    taken.emplace(node, value.layout());
    return node;
}

nn::Model OnnxAssembly::build() {
    std::vector<int> outputs;
    std::vector<std::string> names;
    std::map<int, nn::Layout> taken;
    std::vector<std::string> wanted = predictions_;
    wanted.insert(wanted.end(), graph_.outputs.begin(), graph_.outputs.end());
    // The first is the prediction: scores rather than the class that follows from them.
    std::stable_partition(wanted.begin(), wanted.end(),
                          [this](const std::string& name) { return value(name) == nullptr || !value(name)->is_index; });
    for (const std::string& name : wanted) {
        const OnnxValue* const made = value(name);
        if (made == nullptr) {
            if (constant(name) != nullptr) continue;  // the same for every input: nothing to see
            throw LoadError(graph_.file, "has an output that is left out", "a model as its framework exports it works",
                            fmt::format("output \"{}\"", onnx_shown(name)));
        }
        outputs.push_back(output_node(name, *made, taken));
        names.push_back(onnx_shown(name));
    }
    if (outputs.empty()) throw LoadError(graph_.file, "has outputs that depend on no input", "a network works");
    return builder_.build(std::move(outputs), std::move(names));
}

}  // namespace convscope
