#include "core/io/tfjs/weights.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>

#include "core/base/byte_order.h"
#include "core/base/files.h"
#include "core/base/half.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"

namespace convscope::tfjs {

using nlohmann::json;

namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 31;
constexpr std::size_t kMaxEntries = 1 << 14;
constexpr std::size_t kMaxRank = 8;
const char* const kRemedy = "save it as a layers model with model.save() of TensorFlow.js";

template <class Number>
double element_at(const std::uint8_t* bytes) {
    return static_cast<double>(number_at<Number>(bytes, std::endian::little));
}

double half_at(const std::uint8_t* bytes) {
    return float_from_half(number_at<std::uint16_t>(bytes, std::endian::little));
}

struct Type {
    std::string_view name;
    std::size_t bytes;
    double (*read)(const std::uint8_t*);
};
constexpr std::array kTypes{Type{"float32", 4, element_at<float>},
                            Type{"int32", 4, element_at<std::int32_t>},
                            Type{"float16", 2, half_at},
                            Type{"uint16", 2, element_at<std::uint16_t>},
                            Type{"uint8", 1, element_at<std::uint8_t>},
                            Type{"bool", 1, element_at<std::uint8_t>}};

/// One entry of the manifest.
struct Entry {
    Array array;
    const Type* type = nullptr;     ///< of the stored numbers
    double scale = 1, minimum = 0;  ///< value = stored * scale + minimum
};

const Type& type_named(const std::string& name, const JsonReader& fields) {
    for (const Type& type : kTypes)
        if (type.name == name) return type;
    fields.refuse(fmt::format("is stored as {}", name), "store it as float32, int32, uint8, uint16, float16 or bool");
}

nn::Shape read_shape(const JsonReader& fields) {
    const json& lengths = fields.raw("shape");
    if (!lengths.is_array() || lengths.size() > kMaxRank) fields.fail("shape", "is not a list of lengths");
    nn::Shape shape;
    for (const json& length : lengths) {
        const std::optional<std::int64_t> value = integer_within(length, 1, nn::kMaxTensorValues);
        if (!value) fields.fail("shape", "holds something that is not a length");
        shape.axes.push_back(*value);
    }
    if (!nn::has_allowed_size(shape))
        fields.refuse(fmt::format("has a shape of {}", to_string(shape)), "open a smaller model");
    return shape;
}

Entry read_entry(const json& spec, const std::string& file) {
    Entry entry;
    entry.array.name = checked_name(json_member(spec, "name"), file, "a weight");
    const JsonReader fields(spec, JsonSource{file, fmt::format("weight \"{}\"", entry.array.name), kRemedy});
    entry.array.shape = read_shape(fields);
    std::string type = fields.name_or("dtype", "float32");
    if (fields.is_set("quantization")) {
        const JsonReader quantization = fields.object("quantization");
        type = quantization.name_or("dtype", "uint8");
        // float16 has neither scale nor minimum.
        if (type != "float16") {
            entry.scale = quantization.number_or("scale", 1);
            entry.minimum = quantization.number_or("min", 0);
        }
    }
    entry.type = &type_named(type, fields);
    return entry;
}

/// The file `name` in the model's folder. Throws LoadError for a name that leads out of the folder.
std::filesystem::path shard_path(const std::filesystem::path& model, const json& name) {
    const std::string file = model.string();
    const std::filesystem::path relative = checked_name(name, file, "a file of weights");
    bool inside = relative.is_relative();
    for (const std::filesystem::path& part : relative) inside = inside && part != "..";
    const std::filesystem::path folder = model.has_parent_path() ? model.parent_path() : ".";
    std::error_code error;
    const std::filesystem::path canonical_file = std::filesystem::weakly_canonical(folder / relative, error);
    const std::filesystem::path canonical_folder = std::filesystem::weakly_canonical(folder, error);
    // Symbolic links may lead out of the folder too.
    const std::filesystem::path path_in_folder = canonical_file.lexically_relative(canonical_folder);
    inside = inside && !path_in_folder.empty() && *path_in_folder.begin() != "..";
    if (!inside)
        throw LoadError(file, fmt::format("names weights outside of its folder: {}", relative.string()),
                        "keep the model's files together");
    return folder / relative;
}

std::vector<std::uint8_t> read_shards(const std::filesystem::path& model, const json& paths, std::uint64_t needed) {
    if (!paths.is_array() || paths.empty() || paths.size() > kMaxEntries)
        throw LoadError(model.string(), "names no files of weights", kRemedy);
    std::vector<std::uint8_t> bytes;
    for (const json& path : paths) {
        const std::filesystem::path file = shard_path(model, path);
        // Checked before the file is read, so that a long file takes no memory.
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(file, error);
        if (!error && size > needed - bytes.size())
            throw LoadError(file.string(),
                            fmt::format("has more bytes than the {} that its model needs", needed - bytes.size()),
                            "keep the model's files together");
        const std::vector<std::uint8_t> shard = read_file(file, kMaxBytes - bytes.size(), kRemedy);
        bytes.insert(bytes.end(), shard.begin(), shard.end());
        if (bytes.size() > needed)
            throw LoadError(file.string(), "became longer while it was read", "open the model again");
    }
    if (bytes.size() < needed)
        throw LoadError(model.string(),
                        fmt::format("needs {} bytes of weights, but its files have {}", needed, bytes.size()),
                        "download all of the model's files again");
    return bytes;
}

void read_group(const std::filesystem::path& model, const json& group, std::vector<Array>& arrays,
                std::uint64_t& values_left) {
    const std::string file = model.string();
    const json& specs = json_member(group, "weights");
    if (!specs.is_array() || specs.size() > kMaxEntries)
        throw LoadError(file, "has a group of weights that is not a list", kRemedy);
    std::vector<Entry> entries;
    std::uint64_t needed = 0;
    for (const json& spec : specs) {
        entries.push_back(read_entry(spec, file));
        const auto count = static_cast<std::uint64_t>(entries.back().array.shape.count());
        if (count > values_left) throw LoadError(file, "has more than 2 GB of weights", "open a smaller model");
        values_left -= count;
        needed += count * entries.back().type->bytes;
    }
    if (entries.empty()) return;
    const std::vector<std::uint8_t> bytes = read_shards(model, json_member(group, "paths"), needed);
    const std::uint8_t* position = bytes.data();
    for (Entry& entry : entries) {
        entry.array.values.resize(static_cast<std::size_t>(entry.array.shape.count()));
        for (float& value : entry.array.values) {
            value = static_cast<float>(entry.type->read(position) * entry.scale + entry.minimum);
            position += entry.type->bytes;
        }
        arrays.push_back(std::move(entry.array));
    }
}

}  // namespace

std::vector<Array> read_arrays(const std::filesystem::path& model, const json& manifest) {
    if (!manifest.is_array())
        throw LoadError(model.string(), "has a model's layers without its weights",
                        "give its weights (weights.h5) too");
    std::vector<Array> arrays;
    std::uint64_t values_left = static_cast<std::uint64_t>(nn::kMaxTensorValues);
    for (const json& group : manifest) read_group(model, group, arrays, values_left);
    return arrays;
}

}  // namespace convscope::tfjs
