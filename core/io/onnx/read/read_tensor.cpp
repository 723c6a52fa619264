#include "core/io/onnx/read/read_tensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

#include "core/base/byte_order.h"
#include "core/base/counted.h"
#include "core/base/half.h"
#include "core/base/load_error.h"
#include "core/io/onnx/graph.h"
#include "core/io/onnx/proto.h"

namespace convscope::onnx {

namespace fs = std::filesystem;
using proto::TensorProto;

namespace {

/// Converts the little-endian numbers of raw data.
template <class Stored, class Number, class Convert>
std::vector<Number> from_raw(const std::string& bytes, const Convert& convert) {
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
    Constant (*raw)(const Dims& dims, const std::string& bytes);
    Constant (*typed)(const Dims& dims, const TensorProto& tensor);
    int (*typed_count)(const TensorProto& tensor);
};

template <class Stored, class Number, auto kConvert>
Constant raw_of(const Dims& dims, const std::string& bytes) {
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

/// The value of that key in the tensor's external_data.
std::optional<std::string> external_entry(const TensorProto& tensor, std::string_view key) {
    for (const auto& pair : tensor.external_data())
        if (pair.key() == key) return pair.value();
    return std::nullopt;
}

std::optional<std::uint64_t> parse_number(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

void TensorReader::refuse(const TensorProto& tensor, const std::string& fault, const std::string& remedy) const {
    throw LoadError(file_, fault, remedy, fmt::format("tensor \"{}\"", display_text(tensor.name())));
}

Constant TensorReader::read(const TensorProto& tensor) {
    const auto* const reader = std::ranges::find(kReaders, tensor.data_type(), &TypeReader::type);
    if (reader == std::end(kReaders))
        refuse(tensor, fmt::format("has a tensor of type {}", tensor.data_type()),
               "export it with floats or with integers of up to 64 bits");
    const Dims dims(tensor.dims().begin(), tensor.dims().end());
    constexpr std::size_t kMaxAxes = 32;
    const std::optional<std::int64_t> count = dims.size() > kMaxAxes ? std::nullopt : value_count(dims);
    if (!count) refuse(tensor, "has a tensor of an impossible size", kExportAgain);
    // Integers take 8 bytes each, as much as two floats.
    const std::int64_t float_count = *count * (reader->bytes > 4 ? 2 : 1);
    if (float_count > values_left_) refuse(tensor, "has more than 2 GB of weights", "open a smaller model");
    values_left_ -= float_count;
    const bool external = tensor.data_location() == TensorProto::EXTERNAL;
    if (external || tensor.has_raw_data())
        return reader->raw(dims, raw_bytes(tensor, static_cast<std::uint64_t>(*count) * reader->bytes));
    if (reader->typed_count(tensor) != *count)
        refuse(tensor,
               fmt::format("has {} in a tensor of {}", counted(reader->typed_count(tensor), "value"), dims_text(dims)),
               "export it again: this file is damaged");
    return reader->typed(dims, tensor);
}

std::string TensorReader::raw_bytes(const TensorProto& tensor, std::uint64_t byte_count) const {
    if (tensor.data_location() == TensorProto::EXTERNAL) return external_bytes(tensor, byte_count);
    if (tensor.raw_data().size() != byte_count)
        refuse(tensor,
               fmt::format("has {} in a tensor that needs {}", counted(tensor.raw_data().size(), "byte"), byte_count),
               "export it again: this file is damaged");
    return tensor.raw_data();
}

/// A regular file in the model's folder or below it. Symbolic links that lead out of the folder count as outside.
fs::path TensorReader::external_path(const TensorProto& tensor, const std::string& location) const {
    const std::string shown = display_text(location);
    if (folder_.empty())
        refuse(tensor, fmt::format("keeps weights in another file, \"{}\"", shown),
               "open the model from its own folder");
    const fs::path relative = location;
    const bool is_outside = relative.is_absolute() || relative.empty() || location.find('\0') != std::string::npos ||
                            std::ranges::find(relative, "..") != relative.end();
    std::error_code error;
    const fs::path home = fs::canonical(folder_, error);
    fs::path path = is_outside || error ? fs::path() : fs::weakly_canonical(home / relative, error);
    const auto inside = std::mismatch(home.begin(), home.end(), path.begin(), path.end()).first == home.end();
    if (is_outside || error || !inside)
        refuse(tensor, fmt::format("keeps weights outside its folder, in \"{}\"", shown),
               "move that file into the model's folder and export the model again");
    if (!fs::is_regular_file(path, error))
        refuse(tensor, fmt::format("keeps weights in \"{}\", which does not exist", shown),
               "copy that file into the model's folder");
    return path;
}

std::string TensorReader::external_bytes(const TensorProto& tensor, std::uint64_t byte_count) const {
    const fs::path path = external_path(tensor, external_entry(tensor, "location").value_or(""));
    const std::optional<std::uint64_t> offset = parse_number(external_entry(tensor, "offset").value_or("0"));
    const std::optional<std::uint64_t> length =
        parse_number(external_entry(tensor, "length").value_or(std::to_string(byte_count)));
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error || !offset || length != byte_count || *offset > size || size - *offset < byte_count)
        refuse(tensor, fmt::format("has too few bytes for a tensor in \"{}\"", display_text(path.filename().string())),
               "copy that file again: it does not belong to this model");
    std::string bytes(byte_count, '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(*offset));
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream) refuse(tensor, "has weights in a file that cannot be read", "check that file's permissions");
    return bytes;
}

}  // namespace convscope::onnx
