#include "core/io/onnx/read/wire.h"

#include <algorithm>
#include <optional>

#include "core/io/onnx/read/wire_reader.h"

namespace convscope::onnx {

namespace {

/// The messages that a file can hold any number of.
enum class Message { model, graph, node, attribute, tensor, other };

/// A field of a message: a submessage, or numbers if `content` is other.
struct Part {
    Message message;
    std::uint64_t number;
    Message content;
    std::uint64_t per_byte;  ///< bytes of memory for each byte of a field that is not a message
};

/// The fields with submessages, and those of a tensor that hold numbers.
constexpr Part kParts[] = {
    {Message::model, 7, Message::graph, 0},       {Message::graph, 1, Message::node, 0},
    {Message::graph, 5, Message::tensor, 0},      {Message::node, 5, Message::attribute, 0},
    {Message::attribute, 5, Message::tensor, 0},  {Message::attribute, 6, Message::graph, 0},
    {Message::attribute, 10, Message::tensor, 0}, {Message::attribute, 11, Message::graph, 0},
    {Message::tensor, 4, Message::other, 1},      {Message::tensor, 9, Message::other, 1},
    {Message::tensor, 10, Message::other, 1},
};

/// An upper estimate of a message's memory: its numbers, and kEach bytes for every submessage, even an empty one.
std::uint64_t memory_of(std::span<const std::uint8_t> bytes, Message message, int depth) {
    constexpr std::uint64_t kEach = 256, kUnknownPerByte = 64, kStringPerByte = 10, kNumber = 16;
    constexpr int kMaxDepth = 16;
    if (message == Message::other || depth > kMaxDepth) return kUnknownPerByte * bytes.size();
    std::uint64_t sum = kEach;
    for (WireReader wire(bytes); !wire.at_end();) {
        const std::optional<WireReader::Field> field = wire.next();
        if (!field || !field->is_complete) break;
        sum += field->type == 2 ? 0 : kNumber;
        if (field->type != 2) continue;
        const auto* const part = std::ranges::find_if(
            kParts, [&](const Part& p) { return p.message == message && p.number == field->number; });
        if (part == std::end(kParts))
            sum += kEach + kStringPerByte * field->content.size();
        else if (part->per_byte > 0)
            sum += part->per_byte * field->content.size();
        else
            sum += memory_of(field->content, part->content, depth + 1);
    }
    return sum;
}

/// True for a field of a ModelProto.
bool is_model_field(const WireReader::Field& field) {
    constexpr std::uint64_t kNumbers[] = {1, 5};
    constexpr std::uint64_t kStrings[] = {2, 3, 4, 6}, kMessages[] = {7, 8, 14, 20, 25, 26};
    const auto is_among = [&](const auto& numbers) {
        return std::ranges::find(numbers, field.number) != std::end(numbers);
    };
    if (field.type == 0) return is_among(kNumbers);
    if (field.type != 2) return false;
    if (!is_among(kStrings)) return is_among(kMessages);
    return std::ranges::none_of(field.content,
                                [](std::uint8_t c) { return c < ' ' && c != '\n' && c != '\r' && c != '\t'; });
}

}  // namespace

bool starts_like_model(std::span<const std::uint8_t> start) {
    constexpr std::uint64_t kMaxVersion = 64;  // ONNX 1.17 writes 10
    bool has_version = false;
    for (WireReader wire(start); !wire.at_end();) {
        const std::optional<WireReader::Field> field = wire.next();
        if (!field || !is_model_field(*field)) return false;
        if (field->number == 1) has_version = field->value >= 1 && field->value <= kMaxVersion;
        // The graph is usually longer than `start`: only its first field is checked.
        if (field->number == 7) {
            const std::optional<WireReader::Field> inner = WireReader(field->content).next();
            return inner && inner->type == 2 && inner->number <= 16 && (has_version || inner->number == 1);
        }
        if (!field->is_complete) return has_version && field->number != 2;
    }
    return false;
}

std::uint64_t parsed_memory(std::span<const std::uint8_t> model) {
    return memory_of(model, Message::model, 0);
}

}  // namespace convscope::onnx
