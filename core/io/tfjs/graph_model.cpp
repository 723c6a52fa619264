#include "core/io/tfjs/graph_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/keras/read/fields.h"
#include "core/io/tensorflow/read_graph.h"
#include "core/io/tfjs/base64.h"

namespace convscope::tfjs {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxNodes = 1 << 16, kMaxInputs = 1 << 12, kMaxAxes = 8, kMaxListLength = 1 << 12;
/// The largest number of outputs that nodes may state, all together.
constexpr std::int64_t kMaxOutputs = 1 << 16;
constexpr Message kConvertAgain = tr("convert the model again with tensorflowjs_converter");

/// Protobuf's JSON writes 64-bit integers as text.
std::optional<std::int64_t> integer_of(const json& value) {
    if (value.is_number_integer()) return integer_within(value, INT64_MIN, INT64_MAX);
    if (!value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The text whose bytes the file stores in base64 or as a list of numbers.
std::optional<std::string> text_of(const json& value) {
    if (value.is_string()) return from_base64(value.get_ref<const std::string&>());
    if (!value.is_array() || value.size() > kMaxListLength) return std::nullopt;
    std::string text;
    for (const json& byte : value) {
        const std::optional<std::int64_t> number = integer_within(byte, 0, UINT8_MAX);
        if (!number) return std::nullopt;
        text += static_cast<char>(*number);
    }
    return text;
}

/// A list of integers, or of texts separated by commas; nullopt for other lists.
std::optional<onnx::Attribute> list_of(const json& list) {
    const json& integers = json_member(list, "i");
    const json& texts = json_member(list, "s");
    if (std::max(integers.size(), texts.size()) > kMaxListLength) return std::nullopt;
    if (texts.is_array()) {
        std::string joined;
        for (const json& item : texts) joined += (joined.empty() ? "" : ",") + text_of(item).value_or("?");
        return joined;
    }
    std::vector<std::int64_t> numbers;
    if (integers.is_array())
        for (const json& item : integers) numbers.push_back(integer_of(item).value_or(-1));
    return numbers;
}

/// The attribute's value; nullopt for types that no operator needs.
std::optional<onnx::Attribute> attribute_of(const json& value) {
    if (const json& flag = json_member(value, "b"); flag.is_boolean()) return std::int64_t{flag.get<bool>()};
    if (const auto number = integer_of(json_member(value, "i"))) return *number;
    if (const auto number = float_number(json_member(value, "f"))) return static_cast<float>(*number);
    if (const json& type = json_member(value, "type"); type.is_string()) return type.get<std::string>();
    if (const json& text = json_member(value, "s"); !text.is_null())
        if (auto decoded = text_of(text)) return std::move(*decoded);
    if (const json& list = json_member(value, "list"); list.is_object()) return list_of(list);
    return std::nullopt;
}

/// The lengths of TensorFlow's shape, open where they are negative; nullopt if the number of axes is unknown.
std::optional<std::vector<std::optional<std::int64_t>>> dims_of(const json& shape) {
    const json& lengths = json_member(shape, "dim");
    if (!lengths.is_array() || lengths.size() > kMaxAxes) return std::nullopt;
    std::vector<std::optional<std::int64_t>> dims;
    for (const json& length : lengths) {
        const std::optional<std::int64_t> number = integer_of(json_member(length, "size"));
        dims.push_back(number && *number > 0 ? number : std::nullopt);
    }
    return dims;
}

/// The name of a value: "node" for the first output, "node:1" for the second.
std::string value_name(const std::string& name) {
    return name.ends_with(":0") ? name.substr(0, name.size() - 2) : name;
}

onnx::Constant constant_of(Array array) {
    const Dims dims(array.shape.axes.begin(), array.shape.axes.end());
    if (!array.is_integer) return {dims, std::move(array.values)};
    return {dims, onnx::Constant::Integers(array.values.begin(), array.values.end())};
}

class GraphReader {
  public:
    GraphReader(const json& root, const std::string& file) : root_(root) { graph_.file = file; }

    const onnx::Graph& read(std::vector<Array> arrays) {
        for (Array& array : arrays) arrays_.insert_or_assign(array.name, std::move(array));
        const json& nodes = json_member(json_member(root_, "modelTopology"), "node");
        if (!nodes.is_array() || nodes.size() > kMaxNodes)
            throw LoadError(graph_.file, tr("has no list of nodes"), kConvertAgain);
        for (const json& node : nodes) read_node(node);
        add_further_outputs();
        sort_inputs();
        choose_outputs();
        return graph_;
    }

    /// True if the input that takes the picture has whole numbers, which are the bytes of its pixels.
    bool takes_bytes() const { return !graph_.inputs.empty() && byte_inputs_.contains(graph_.inputs.front().name); }

  private:
    const json& signature() const {
        const json& own = json_member(root_, "signature");
        return own.is_object() ? own : json_member(json_member(root_, "userDefinedMetadata"), "signature");
    }

    /// The names of the values that the signature lists under "inputs" or "outputs".
    std::vector<std::string> signature_names(const char* list) const {
        std::vector<std::string> names;
        for (const json& value : json_member(signature(), list))
            if (const json& name = json_member(value, "name"); name.is_string())
                names.push_back(value_name(name.get<std::string>()));
        return names;
    }

    void read_node(const json& stored) {
        onnx::Node node;
        node.name = checked_name(json_member(stored, "name"), graph_.file, tr("a node"));
        node.kind = checked_name(json_member(stored, "op"), graph_.file, tr("an operator"));
        if (node.kind == "NoOp") return;
        if (node.kind == "Const") return add_constant(node.name);
        const json& attributes = json_member(stored, "attr");
        if (node.kind == "Placeholder") return add_input(node.name, attributes);
        const json& inputs = json_member(stored, "input");
        if (inputs.size() > kMaxInputs)
            throw LoadError(graph_.file, tr("has a node with too many inputs"), kConvertAgain);
        for (const json& input : inputs) {
            const std::string name = checked_name(input, graph_.file, tr("an input"));
            // "^node" only states that the other node runs first.
            if (!name.starts_with('^')) node.inputs.push_back(value_name(name));
        }
        for (const auto& [name, value] : attributes.items())
            if (auto attribute = attribute_of(value)) node.attributes.emplace(name, std::move(*attribute));
        add_outputs(node);
        graph_.nodes.push_back(std::move(node));
    }

    void add_outputs(onnx::Node& node) {
        std::int64_t count = 1;
        for (const auto& [kind, attribute] :
             {std::pair("Split", "num_split"), std::pair("SplitV", "num_split"), std::pair("Unpack", "num")})
            if (node.kind == kind && node.attributes.contains(attribute))
                if (const auto* const number = std::get_if<std::int64_t>(&node.attributes.at(attribute)))
                    count = std::max<std::int64_t>(*number, 1);
        if (count > outputs_left_) throw LoadError(graph_.file, tr("has a node with too many outputs"), kConvertAgain);
        outputs_left_ -= count - 1;
        node.outputs.push_back(node.name);
        for (std::int64_t i = 1; i < count; ++i) node.outputs.push_back(fmt::format("{}:{}", node.name, i));
    }

    /// Adds the outputs of other operators, such as "node:1", that some node takes.
    void add_further_outputs() {
        std::map<std::string, std::size_t> indexes;
        for (std::size_t i = 0; i < graph_.nodes.size(); ++i) indexes.emplace(graph_.nodes[i].name, i);
        std::set<std::string> outputs;
        for (const onnx::Node& node : graph_.nodes) outputs.insert(node.outputs.begin(), node.outputs.end());
        for (const onnx::Node& node : graph_.nodes)
            for (const std::string& input : node.inputs) {
                const auto producer = indexes.find(input.substr(0, input.find(':')));
                if (producer == indexes.end() || !outputs.insert(input).second) continue;
                graph_.nodes[producer->second].outputs.push_back(input);
            }
    }

    /// A constant without weights, such as a text, is left out: an operator that needs it cannot be read.
    void add_constant(const std::string& name) {
        const auto found = arrays_.find(name);
        if (found == arrays_.end() || graph_.constants.contains(name)) return;
        graph_.constants.emplace(name, constant_of(std::move(found->second)));
    }

    void add_input(const std::string& name, const json& attributes) {
        const json& type = json_member(json_member(attributes, "dtype"), "type");
        if (type == "DT_UINT8" || type == "DT_INT32") byte_inputs_.insert(name);
        auto dims = dims_of(json_member(json_member(attributes, "shape"), "shape"));
        if (!dims || dims->empty())
            for (const json& value : json_member(signature(), "inputs"))
                if (json_member(value, "name") == name || json_member(value, "name") == name + ":0")
                    dims = dims_of(json_member(value, "tensorShape"));
        graph_.inputs.push_back({.name = name, .dims = std::move(dims)});
    }

    /// Puts the signature's inputs first.
    void sort_inputs() {
        const std::vector<std::string> names = signature_names("inputs");
        std::ranges::stable_sort(graph_.inputs, {}, [&names](const onnx::GraphInput& input) {
            return std::ranges::find(names, input.name) - names.begin();
        });
    }

    /// The signature's outputs, or else the values that no node takes.
    void choose_outputs() {
        graph_.outputs = signature_names("outputs");
        if (!graph_.outputs.empty()) return;
        std::set<std::string> inputs;
        for (const onnx::Node& node : graph_.nodes) inputs.insert(node.inputs.begin(), node.inputs.end());
        for (const onnx::Node& node : graph_.nodes)
            if (!inputs.contains(node.name)) graph_.outputs.push_back(node.name);
    }

    const json& root_;
    onnx::Graph graph_;
    std::map<std::string, Array> arrays_;
    std::set<std::string> byte_inputs_;
    std::int64_t outputs_left_ = kMaxOutputs;
};

}  // namespace

bool is_graph_model(const json& root) {
    return json_member(root, "format") == "graph-model" ||
           json_member(json_member(root, "modelTopology"), "node").is_array();
}

nn::Model read_graph_model(const json& root, std::vector<Array> arrays, const std::string& file) {
    GraphReader reader(root, file);
    nn::Model model = tensorflow::read_graph(reader.read(std::move(arrays)));
    if (!reader.takes_bytes()) return model;
    nn::ModelInfo info = model.info();
    info.preprocessing = nn::with_range(info.preprocessing, nn::InputRange::bytes);
    info.preprocessing_known = true;
    return model.with_info(std::move(info));
}

nn::Model decode_graph_model(std::string_view text, std::span<const std::uint8_t> weights, const std::string& file) {
    const json root = keras::parse_config(text, file);
    return read_graph_model(root, decode_arrays(weights, json_member(root, "weightsManifest"), file), file);
}

}  // namespace convscope::tfjs
