#include "core/io/onnx/read/read_tensor.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <optional>

#include "core/base/byte_order.h"
#include "core/base/half.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/onnx/graph.h"
#include "core/io/onnx/proto.h"

namespace convscope::onnx {

using proto::TensorProto;

namespace {

/// Converts the little-endian numbers of raw data.
template <class Stored, class Number, class Convert>
std::vector<Number> from_raw(std::span<const std::uint8_t> bytes, const Convert& convert) {
    std::vector<Number> values(bytes.size() / sizeof(Stored));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = convert(number_at<Stored>(bytes.data() + i * sizeof(Stored), std::endian::little));
    return values;
}

/// Converts the numbers of a typed field such as float_data.
template <class Number, class Field, class Convert>
std::vector<Number> from_field(const Field& field, const Convert& convert) {
    std::vector<Number> values;
    values.reserve(static_cast<std::size_t>(field.size()));
    for (const auto value : field) values.push_back(convert(value));
    return values;
}

float to_float(double value) {
    return static_cast<float>(value);
}

std::int64_t to_integer(std::int64_t value) {
    return value;
}

/// The reader of one type of TensorProto; `bytes` is the size of a number in raw data, `typed` reads a field of
/// numbers.
struct TypeReader {
    int type;
    std::size_t bytes;
    Constant (*raw)(const Dims& dims, std::span<const std::uint8_t> bytes);
    Constant (*typed)(const Dims& dims, const TensorProto& tensor);
    int (*typed_count)(const TensorProto& tensor);
};

template <class Stored, class Number, auto kConvert>
Constant raw_of(const Dims& dims, std::span<const std::uint8_t> bytes) {
    return {dims, from_raw<Stored, Number>(bytes, kConvert)};
}

/// The reader of a type whose typed values are in the field int32_data.
template <class Stored, class Number, auto kConvert>
constexpr TypeReader int32_reader(int type) {
    return {type, sizeof(Stored), raw_of<Stored, Number, kConvert>,
            [](const Dims& dims, const TensorProto& tensor) {
                return Constant(dims, from_field<Number>(tensor.int32_data(), [](std::int32_t value) {
                                    return kConvert(static_cast<Stored>(value));
                                }));
            },
            [](const TensorProto& tensor) { return tensor.int32_data_size(); }};
}

const TypeReader kReaders[] = {
    {TensorProto::FLOAT, 4, raw_of<float, float, to_float>,
     [](const Dims& dims, const TensorProto& t) { return Constant(dims, from_field<float>(t.float_data(), to_float)); },
     [](const TensorProto& t) { return t.float_data_size(); }},
    {TensorProto::DOUBLE, 8, raw_of<double, float, to_float>,
     [](const Dims& dims, const TensorProto& t) {
         return Constant(dims, from_field<float>(t.double_data(), to_float));
     },
     [](const TensorProto& t) { return t.double_data_size(); }},
    {TensorProto::INT64, 8, raw_of<std::int64_t, std::int64_t, to_integer>,
     [](const Dims& dims, const TensorProto& t) {
         return Constant(dims, from_field<std::int64_t>(t.int64_data(), to_integer));
     },
     [](const TensorProto& t) { return t.int64_data_size(); }},
    {TensorProto::UINT32, 4, raw_of<std::uint32_t, std::int64_t, to_integer>,
     [](const Dims& dims, const TensorProto& t) {
         return Constant(dims, from_field<std::int64_t>(t.uint64_data(), to_integer));
     },
     [](const TensorProto& t) { return t.uint64_data_size(); }},
    int32_reader<std::uint16_t, float, float_from_half>(TensorProto::FLOAT16),
    int32_reader<std::uint16_t, float, float_from_bfloat16>(TensorProto::BFLOAT16),
    int32_reader<std::int32_t, std::int64_t, to_integer>(TensorProto::INT32),
    int32_reader<std::int16_t, std::int64_t, to_integer>(TensorProto::INT16),
    int32_reader<std::uint16_t, std::int64_t, to_integer>(TensorProto::UINT16),
    int32_reader<std::int8_t, std::int64_t, to_integer>(TensorProto::INT8),
    int32_reader<std::uint8_t, std::int64_t, to_integer>(TensorProto::UINT8),
    int32_reader<std::uint8_t, std::int64_t, to_integer>(TensorProto::BOOL),
};

/// The range of an integer type with up to 16 bits; the 64-bit range for all others.
IntegerRange range_of(int type) {
    switch (type) {
        case TensorProto::INT8:
            return {-128, 127};
        case TensorProto::UINT8:
            return {0, 255};
        case TensorProto::INT16:
            return {-32768, 32767};
        case TensorProto::UINT16:
            return {0, 65535};
        default:
            return {};
    }
}

std::optional<std::uint64_t> parse_number(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The limit in bytes for a tensor whose length the file does not state.
constexpr std::uint64_t kMaxExternalBytes = std::uint64_t{1} << 31;

/// The place of a tensor's bytes in another file.
struct ExternalData {
    std::string file;
    std::optional<std::uint64_t> offset = 0;  ///< nullopt for a text that is not a number
    std::optional<std::uint64_t> length;      ///< nullopt if it is not stated
};

ExternalData external_data(const TensorProto& tensor) {
    ExternalData data;
    for (const auto& pair : tensor.external_data()) {
        if (pair.key() == "location") data.file = pair.value();
        if (pair.key() == "offset") data.offset = parse_number(pair.value());
        if (pair.key() == "length") data.length = parse_number(pair.value()).value_or(0);
    }
    return data;
}

std::span<const std::uint8_t> text_bytes(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string place_of(const TensorProto& tensor) {
    return tr("tensor \"{}\"", display_text(tensor.name()));
}

/// False for integers and truth values, which take the room of two floats in memory: they are kept with 64 bits.
bool is_kept_as_float(int type) {
    return type == TensorProto::FLOAT || type == TensorProto::DOUBLE || type == TensorProto::FLOAT16 ||
           type == TensorProto::BFLOAT16;
}

}  // namespace

void TensorReader::refuse(const TensorProto& tensor, const std::string& fault, const std::string& remedy) const {
    throw LoadError(file_, fault, remedy, place_of(tensor));
}

Constant TensorReader::read(const TensorProto& tensor, std::span<const std::uint8_t> taken) {
    const auto* const reader = std::ranges::find(kReaders, tensor.data_type(), &TypeReader::type);
    if (reader == std::end(kReaders))
        refuse(tensor, tr("has a tensor of type {}", tensor.data_type()),
               tr("export it with floats or with integers of up to 64 bits"));
    const Dims dims(tensor.dims().begin(), tensor.dims().end());
    constexpr std::size_t kMaxAxes = 32;
    const std::optional<std::int64_t> count = dims.size() > kMaxAxes ? std::nullopt : value_count(dims);
    if (!count) refuse(tensor, tr("has a tensor of an impossible size"), kExportAgain);
    const std::int64_t float_count = *count * (is_kept_as_float(reader->type) ? 1 : 2);
    if (float_count > values_left_) refuse(tensor, tr("has more than 2 GB of weights"), tr("open a smaller model"));
    values_left_ -= float_count;
    if (const auto raw = raw_data_of(tensor, taken, static_cast<std::uint64_t>(*count) * reader->bytes)) {
        if (raw->is_in_file && reader->type == TensorProto::FLOAT) return Constant::stored(dims, raw->bytes);
        return reader->raw(dims, raw->bytes).with_range(range_of(tensor.data_type()));
    }
    if (reader->typed_count(tensor) != *count)
        refuse(tensor,
               tr_count(reader->typed_count(tensor), "has {} value in a tensor of {}",
                        "has {} values in a tensor of {}", dims_text(dims)),
               tr("export it again: this file is damaged"));
    return reader->typed(dims, tensor).with_range(range_of(tensor.data_type()));
}

std::optional<TensorReader::RawData> TensorReader::raw_data_of(const TensorProto& tensor,
                                                               std::span<const std::uint8_t> taken,
                                                               std::uint64_t byte_count) const {
    if (tensor.data_location() == TensorProto::EXTERNAL) return RawData{external_bytes(tensor, byte_count), true};
    if (taken.empty() && !tensor.has_raw_data()) return std::nullopt;
    const std::span<const std::uint8_t> bytes = taken.empty() ? text_bytes(tensor.raw_data()) : taken;
    if (bytes.size() != byte_count)
        refuse(tensor,
               tr_count(std::ssize(bytes), "has {} byte in a tensor that needs {}",
                        "has {} bytes in a tensor that needs {}", byte_count),
               tr("export it again: this file is damaged"));
    return RawData{bytes, !taken.empty()};
}

std::span<const std::uint8_t> TensorReader::external_bytes(const TensorProto& tensor, std::uint64_t byte_count) const {
    const ExternalData data = external_data(tensor);
    const std::span<const std::uint8_t> bytes = weights_.at(data.file).bytes;
    if (!data.offset || data.length.value_or(byte_count) != byte_count || *data.offset > bytes.size() ||
        bytes.size() - *data.offset < byte_count)
        refuse(tensor,
               tr("has too few bytes for a tensor in \"{}\"",
                  display_text(std::filesystem::path(data.file).filename().string())),
               tr("copy that file again: it does not belong to this model"));
    return bytes.subspan(*data.offset, byte_count);
}

void add_external_file(const TensorProto& tensor, std::vector<WeightFileRequest>& requests) {
    if (tensor.data_location() != TensorProto::EXTERNAL) return;
    const ExternalData data = external_data(tensor);
    const std::uint64_t offset = data.offset.value_or(0), length = data.length.value_or(kMaxExternalBytes);
    const std::uint64_t end = offset + std::min(length, std::numeric_limits<std::uint64_t>::max() - offset);
    const auto known = std::ranges::find(requests, data.file, &WeightFileRequest::name);
    if (known == requests.end())
        requests.push_back({data.file, place_of(tensor), end});
    else
        known->bytes = std::max(known->bytes, end);
}

}  // namespace convscope::onnx
