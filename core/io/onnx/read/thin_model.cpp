#include "core/io/onnx/read/thin_model.h"

#include <algorithm>

#include "core/io/onnx/read/wire_reader.h"

namespace convscope::onnx {

namespace {

/// Smaller raw data stays in the thin model: copying it takes too little time to be worth avoiding.
constexpr std::size_t kLargeBytes = 1 << 12;
// The fields' numbers in onnx.proto.
constexpr std::uint64_t kGraph = 7, kInitializer = 5, kRawData = 9;

using Bytes = std::vector<std::uint8_t>;

void append(Bytes& to, std::span<const std::uint8_t> bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void append_varint(Bytes& to, std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) to.push_back(static_cast<std::uint8_t>((value & 0x7FU) | 0x80U));
    to.push_back(static_cast<std::uint8_t>(value));
}

void append_message(Bytes& to, std::uint64_t number, const Bytes& message) {
    append_varint(to, number << 3U | 2U);
    append_varint(to, message.size());
    append(to, message);
}

/// Calls take(field) for each field of the message, and copies to `rest` those for which it returns false, and the
/// bytes after the last valid field.
template <class Take>
void divide_message(std::span<const std::uint8_t> message, Bytes& rest, const Take& take) {
    for (WireReader wire(message); !wire.at_end();) {
        const std::span<const std::uint8_t> left = wire.rest();
        const std::optional<WireReader::Field> field = wire.next();
        if (!field) return append(rest, left);
        if (!take(*field)) append(rest, field->whole);
    }
}

/// The tensor's raw data, if it is large and the message has it once; otherwise empty.
std::span<const std::uint8_t> large_raw_data(std::span<const std::uint8_t> tensor) {
    std::span<const std::uint8_t> found;
    int count = 0;
    for (WireReader wire(tensor); !wire.at_end();) {
        const std::optional<WireReader::Field> field = wire.next();
        if (!field || !field->is_complete) return {};
        if (!field->is_bytes(kRawData)) continue;
        found = field->content;
        ++count;
    }
    return count == 1 && found.size() >= kLargeBytes ? found : std::span<const std::uint8_t>();
}

bool has_large_weights(std::span<const std::uint8_t> model) {
    bool found = false;
    Bytes ignored;
    const auto search_tensor = [&](const WireReader::Field& field) {
        found = found || (field.is_bytes(kInitializer) && !large_raw_data(field.content).empty());
        return true;
    };
    divide_message(model, ignored, [&](const WireReader::Field& field) {
        if (field.is_bytes(kGraph)) divide_message(field.content, ignored, search_tensor);
        return true;
    });
    return found;
}

/// The graph without the large raw data of its initializers, which are added to `raw_data`.
Bytes thin_graph(std::span<const std::uint8_t> graph, std::vector<std::span<const std::uint8_t>>& raw_data) {
    Bytes thin;
    divide_message(graph, thin, [&](const WireReader::Field& field) {
        if (!field.is_bytes(kInitializer)) return false;
        raw_data.push_back(large_raw_data(field.content));
        if (raw_data.back().empty()) return false;
        Bytes tensor;
        divide_message(field.content, tensor, [](const WireReader::Field& part) { return part.is_bytes(kRawData); });
        append_message(thin, kInitializer, tensor);
        return true;
    });
    return thin;
}

}  // namespace

std::optional<ThinModel> thin_model(std::span<const std::uint8_t> model) {
    if (!has_large_weights(model)) return std::nullopt;
    ThinModel thin;
    divide_message(model, thin.bytes, [&](const WireReader::Field& field) {
        if (!field.is_bytes(kGraph)) return false;
        append_message(thin.bytes, kGraph, thin_graph(field.content, thin.raw_data));
        return true;
    });
    return thin;
}

}  // namespace convscope::onnx
