#include "core/io/onnx/file.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <limits>

#include "core/base/load_error.h"
#include "core/io/onnx/tensor.h"

namespace convscope {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& fault, const std::string& where = {}) {
    throw LoadError(file, fault, kOnnxRemedy, where);
}

/// The value of an attribute. Subgraphs and the like count as absent: no operator that is known here takes them.
std::optional<OnnxAttribute> attribute_value(const onnx::AttributeProto& attribute, OnnxTensors& tensors) {
    using Proto = onnx::AttributeProto;
    // Files from before the type was written down tell it by the field that is there.
    const bool untold = attribute.type() == Proto::UNDEFINED;
    const auto is = [&](Proto::AttributeType type, bool there) {
        return attribute.type() == type || (untold && there);
    };
    if (is(Proto::INT, attribute.has_i())) return attribute.i();
    if (is(Proto::FLOAT, attribute.has_f())) return attribute.f();
    if (is(Proto::STRING, attribute.has_s())) return attribute.s();
    if (is(Proto::INTS, attribute.ints_size() > 0))
        return std::vector<std::int64_t>(attribute.ints().begin(), attribute.ints().end());
    if (is(Proto::FLOATS, attribute.floats_size() > 0))
        return std::vector<float>(attribute.floats().begin(), attribute.floats().end());
    if (is(Proto::TENSOR, attribute.has_t())) return tensors.read(attribute.t());
    return std::nullopt;
}

OnnxNode read_node(const onnx::NodeProto& proto, OnnxTensors& tensors, const std::string& file) {
    OnnxNode node{.name = proto.name(),
                  .kind = proto.op_type(),
                  .inputs = {proto.input().begin(), proto.input().end()},
                  .outputs = {proto.output().begin(), proto.output().end()}};
    if (!proto.domain().empty() && proto.domain() != "ai.onnx") node.kind = proto.domain() + "." + node.kind;
    for (const auto& attribute : proto.attribute()) {
        std::optional<OnnxAttribute> value = attribute_value(attribute, tensors);
        if (value && !node.attributes.emplace(attribute.name(), std::move(*value)).second)
            refuse(file, fmt::format("has the attribute {} twice", onnx_shown(attribute.name())), onnx_place(node));
    }
    return node;
}

OnnxInput read_input(const onnx::ValueInfoProto& proto) {
    OnnxInput input{.name = proto.name(), .dims = std::nullopt};
    if (!proto.has_type() || !proto.type().has_tensor_type() || !proto.type().tensor_type().has_shape()) return input;
    input.dims.emplace();
    for (const auto& dim : proto.type().tensor_type().shape().dim()) {
        const bool fixed = dim.has_dim_value() && dim.dim_value() > 0;
        input.dims->push_back(fixed ? std::optional(static_cast<std::int64_t>(dim.dim_value())) : std::nullopt);
    }
    return input;
}

/// Files from before opsets existed count as the first.
std::int64_t opset_of(const onnx::ModelProto& model, const std::string& file) {
    for (const auto& opset : model.opset_import())
        if (opset.domain().empty() || opset.domain() == "ai.onnx") {
            if (opset.version() < 1) refuse(file, fmt::format("is of the operator set {}", opset.version()));
            return opset.version();
        }
    return 1;
}

OnnxGraph read_graph(const onnx::ModelProto& model, const std::string& file, const std::filesystem::path& folder) {
    const onnx::GraphProto& proto = model.graph();
    OnnxGraph graph{.file = file, .name = onnx_shown(proto.name()), .opset = opset_of(model, file)};
    OnnxTensors tensors(file, folder);
    if (proto.sparse_initializer_size() > 0)
        throw LoadError(file, "has sparse weights", "export it with weights that are stored in full");
    for (const auto& tensor : proto.initializer())
        if (!graph.constants.emplace(tensor.name(), tensors.read(tensor)).second)
            refuse(file, fmt::format("has the weight \"{}\" twice", onnx_shown(tensor.name())));
    for (const auto& input : proto.input())
        // Old files list their weights among the inputs.
        if (!graph.constants.contains(input.name())) graph.inputs.push_back(read_input(input));
    for (const auto& output : proto.output()) graph.outputs.push_back(output.name());
    graph.nodes.reserve(static_cast<std::size_t>(proto.node_size()));
    for (const auto& node : proto.node()) graph.nodes.push_back(read_node(node, tensors, file));
    return graph;
}

/// Reads protobuf's wire format, field by field.
class Wire {
  public:
    explicit Wire(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    struct Field {
        std::uint64_t number = 0, type = 0;
        std::uint64_t value = 0;                ///< of a number; the length of a text or message
        std::span<const std::uint8_t> content;  ///< of a text or message, as far as it is here
        bool whole = true;
    };
    bool at_end() const { return rest_.empty(); }
    /// nullopt for what is none.
    std::optional<Field> next() {
        const std::optional<std::uint64_t> tag = varint();
        if (!tag || *tag >> 3U == 0) return std::nullopt;
        Field field{.number = *tag >> 3U, .type = *tag & 7U};
        const std::optional<std::uint64_t> value = field.type == 1                      ? 8
                                                   : field.type == 5                    ? 4
                                                   : field.type == 0 || field.type == 2 ? varint()
                                                                                        : std::nullopt;
        if (!value) return std::nullopt;
        field.value = *value;
        if (field.type == 0) return field;
        const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(field.value, rest_.size()));
        field.whole = here == field.value;
        field.content = rest_.first(here);
        rest_ = rest_.subspan(here);
        return field;
    }

  private:
    std::optional<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const std::uint8_t byte = rest_.front();
            rest_ = rest_.subspan(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        return std::nullopt;
    }

    std::span<const std::uint8_t> rest_;
};

/// The messages that a file may have many of.
enum class Message { model, graph, node, attribute, tensor, other };

struct Part {
    Message message;
    std::uint64_t number;
    Message content;
    std::uint64_t per_byte;  ///< memory for each byte of a field that is no message
};

/// Fields whose content is known; those of a tensor that hold numbers one by one, packed or not.
constexpr Part kParts[] = {
    {Message::model, 7, Message::graph, 0},       {Message::graph, 1, Message::node, 0},
    {Message::graph, 5, Message::tensor, 0},      {Message::node, 5, Message::attribute, 0},
    {Message::attribute, 5, Message::tensor, 0},  {Message::attribute, 6, Message::graph, 0},
    {Message::attribute, 10, Message::tensor, 0}, {Message::attribute, 11, Message::graph, 0},
    {Message::tensor, 4, Message::other, 1},      {Message::tensor, 9, Message::other, 1},
    {Message::tensor, 10, Message::other, 1},
};

/// What a message of these bytes may take in memory: its numbers, and much for each part of it, however small. A file
/// of nothing but empty nodes takes a hundred times its size.
std::uint64_t memory_of(std::span<const std::uint8_t> bytes, Message message, int depth) {
    constexpr std::uint64_t kEach = 256, kUnknownPerByte = 64, kTextPerByte = 10, kNumber = 16;
    constexpr int kDeepest = 16;
    if (message == Message::other || depth > kDeepest) return kUnknownPerByte * bytes.size();
    std::uint64_t sum = kEach;
    for (Wire wire(bytes); !wire.at_end();) {
        const std::optional<Wire::Field> field = wire.next();
        if (!field || !field->whole) break;
        sum += field->type == 2 ? 0 : kNumber;
        if (field->type != 2) continue;
        const auto* const part = std::ranges::find_if(
            kParts, [&](const Part& p) { return p.message == message && p.number == field->number; });
        if (part == std::end(kParts))
            sum += kEach + kTextPerByte * field->content.size();
        else if (part->per_byte > 0)
            sum += part->per_byte * field->content.size();
        else
            sum += memory_of(field->content, part->content, depth + 1);
    }
    return sum;
}

/// The fields of a ModelProto.
bool is_model_field(const Wire::Field& field) {
    constexpr std::uint64_t kNumbers[] = {1, 5};
    constexpr std::uint64_t kTexts[] = {2, 3, 4, 6}, kMessages[] = {7, 8, 14, 20, 25, 26};
    const auto in = [&](const auto& numbers) { return std::ranges::find(numbers, field.number) != std::end(numbers); };
    if (field.type == 0) return in(kNumbers);
    if (field.type != 2) return false;
    if (!in(kTexts)) return in(kMessages);
    return std::ranges::none_of(field.content,
                                [](std::uint8_t c) { return c < ' ' && c != '\n' && c != '\r' && c != '\t'; });
}

}  // namespace

bool starts_like_onnx(std::span<const std::uint8_t> start) {
    constexpr std::uint64_t kNewestVersion = 64;  // far beyond: formats count on slowly
    bool versioned = false;
    for (Wire wire(start); !wire.at_end();) {
        const std::optional<Wire::Field> field = wire.next();
        if (!field || !is_model_field(*field)) return false;
        if (field->number == 1) versioned = field->value >= 1 && field->value <= kNewestVersion;
        // What comes after the graph lies beyond the start, as does most of the graph.
        if (field->number == 7) {
            const std::optional<Wire::Field> inner = Wire(field->content).next();
            return inner && inner->type == 2 && inner->number <= 16 && (versioned || inner->number == 1);
        }
        if (!field->whole) return versioned && field->number != 2;
    }
    return false;
}

OnnxGraph read_onnx_graph(std::span<const std::uint8_t> bytes, const std::string& file,
                          const std::filesystem::path& folder) {
    if (bytes.size() > kMaxOnnxBytes) throw LoadError(file, "is larger than 2 GB", "a smaller model works");
    if (memory_of(bytes, Message::model, 0) > kMaxOnnxBytes)
        throw LoadError(file, "would take more than 2 GB", "a smaller model works");
    onnx::ModelProto model;
    if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        throw LoadError(file, "is no whole ONNX model", "copy or export it again, this file is damaged");
    if (!model.has_graph()) refuse(file, "is an ONNX file without a graph");
    OnnxGraph graph = sorted(read_graph(model, file, folder));
    for (const onnx::StringStringEntryProto& entry : model.metadata_props())
        if (entry.key() == "convscope") graph.info = entry.value();
    return graph;
}

}  // namespace convscope
