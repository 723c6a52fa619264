#include "core/io/tfjs/weights.h"

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/byte_order.h"
#include "core/base/half.h"
#include "core/base/json_reader.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::tfjs {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxEntries = 1 << 14;
constexpr std::size_t kMaxRank = 8;
constexpr Message kRemedy = tr("save it as a layers model with model.save() of TensorFlow.js");

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
    const Type* type = nullptr;     ///< type of the stored numbers
    double scale = 1, minimum = 0;  ///< value = stored * scale + minimum
};

const Type& type_named(const std::string& name, const JsonReader& fields) {
    for (const Type& type : kTypes)
        if (type.name == name) return type;
    fields.refuse(tr("is stored as {}", name), tr("store it as float32, int32, uint8, uint16, float16 or bool"));
}

nn::Shape read_shape(const JsonReader& fields) {
    const json& lengths = fields.raw("shape");
    if (!lengths.is_array() || lengths.size() > kMaxRank) fields.fail("shape", tr("is not a list of lengths"));
    nn::Shape shape;
    for (const json& length : lengths) {
        const std::optional<std::int64_t> value = integer_within(length, 1, nn::kMaxTensorValues);
        if (!value) fields.fail("shape", tr("holds something that is not a length"));
        shape.axes.push_back(*value);
    }
    if (!nn::has_allowed_size(shape))
        fields.refuse(tr("has a shape of {}", to_string(shape)), tr("open a smaller model"));
    return shape;
}

Entry read_entry(const json& spec, const std::string& file) {
    Entry entry;
    entry.array.name = checked_name(json_member(spec, "name"), file, tr("a weight"));
    const JsonReader fields(spec, JsonSource{file, tr("weight \"{}\"", entry.array.name), kRemedy});
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
    entry.array.is_integer = !fields.is_set("quantization") && type != "float32" && type != "float16";
    return entry;
}

/// The entries of a group, and the files in which their bytes are stored one after another.
struct Group {
    std::vector<Entry> entries;
    std::vector<WeightFileRequest> files;
    std::uint64_t bytes = 0;
};

std::vector<WeightFileRequest> requested_files(const std::string& file, const json& paths, std::uint64_t bytes) {
    if (!paths.is_array() || paths.empty() || paths.size() > kMaxEntries)
        throw LoadError(file, tr("names no files of weights"), kRemedy);
    std::vector<WeightFileRequest> requests;
    requests.reserve(paths.size());
    for (const json& path : paths) requests.push_back({checked_name(path, file, tr("a file of weights")), "", bytes});
    return requests;
}

Group read_group(const std::string& file, const json& group, std::uint64_t& values_left) {
    const json& specs = json_member(group, "weights");
    if (!specs.is_array() || specs.size() > kMaxEntries)
        throw LoadError(file, tr("has a group of weights that is not a list"), kRemedy);
    Group read;
    read.entries.reserve(specs.size());
    for (const json& spec : specs) {
        read.entries.push_back(read_entry(spec, file));
        const auto count = static_cast<std::uint64_t>(read.entries.back().array.shape.count());
        if (count > values_left) throw LoadError(file, tr("has more than 2 GB of weights"), tr("open a smaller model"));
        values_left -= count;
        read.bytes += count * read.entries.back().type->bytes;
    }
    if (!read.entries.empty()) read.files = requested_files(file, json_member(group, "paths"), read.bytes);
    return read;
}

/// Bytes that are split into several files, read from start to end. Only what two files share is copied.
class SplitBytes {
  public:
    explicit SplitBytes(std::vector<std::span<const std::uint8_t>> parts) : parts_(std::move(parts)) {}

    std::uint64_t left() const {
        std::uint64_t sum = 0;
        for (std::size_t i = next_; i < parts_.size(); ++i) sum += parts_[i].size();
        return sum;
    }

    /// The next `count` bytes, at most left(). Valid until the next call.
    std::span<const std::uint8_t> take(std::size_t count) {
        while (next_ < parts_.size() && parts_[next_].empty()) ++next_;
        if (count == 0) return {};
        if (parts_[next_].size() >= count) return take_from_part(count);
        joined_.clear();
        joined_.reserve(count);
        while (joined_.size() < count) {
            const auto part = take_from_part(std::min(count - joined_.size(), parts_[next_].size()));
            joined_.insert(joined_.end(), part.begin(), part.end());
            if (parts_[next_].empty()) ++next_;
        }
        return joined_;
    }

  private:
    std::span<const std::uint8_t> take_from_part(std::size_t count) {
        const std::span<const std::uint8_t> taken = parts_[next_].first(count);
        parts_[next_] = parts_[next_].subspan(count);
        return taken;
    }

    std::vector<std::span<const std::uint8_t>> parts_;
    std::size_t next_ = 0;  ///< the first part that has bytes left
    std::vector<std::uint8_t> joined_;
};

/// The bytes of the group's files, one after another. Bytes after those of the last entry are ignored, as in
/// TensorFlow.js.
SplitBytes bytes_of(const std::string& file, const Group& group, const WeightFiles& weights) {
    std::vector<std::span<const std::uint8_t>> parts;
    parts.reserve(group.files.size());
    for (const WeightFileRequest& request : group.files) parts.push_back(weights.at(request.name).bytes);
    SplitBytes bytes(std::move(parts));
    if (bytes.left() < group.bytes)
        throw LoadError(file, tr("needs {} bytes of weights, but its files have {}", group.bytes, bytes.left()),
                        tr("download all of the model's files again"));
    return bytes;
}

void read_values(SplitBytes& bytes, std::vector<Entry>& entries) {
    for (Entry& entry : entries) {
        entry.array.values.resize(static_cast<std::size_t>(entry.array.shape.count()));
        const std::uint8_t* position = bytes.take(entry.array.values.size() * entry.type->bytes).data();
        for (float& value : entry.array.values) {
            value = static_cast<float>(entry.type->read(position) * entry.scale + entry.minimum);
            position += entry.type->bytes;
        }
    }
}

std::vector<Group> read_groups(const std::string& file, const json& manifest) {
    if (!manifest.is_array())
        throw LoadError(file, tr("has a model's layers without its weights"), tr("give its weights (weights.h5) too"));
    std::vector<Group> groups;
    groups.reserve(manifest.size());
    std::uint64_t values_left = static_cast<std::uint64_t>(nn::kMaxTensorValues);
    for (const json& group : manifest) groups.push_back(read_group(file, group, values_left));
    return groups;
}

void append_arrays(SplitBytes bytes, Group& group, std::vector<Array>& arrays) {
    read_values(bytes, group.entries);
    for (Entry& entry : group.entries) arrays.push_back(std::move(entry.array));
}

}  // namespace

std::vector<Array> read_arrays(const std::string& file, const json& manifest, const WeightFiles& weights) {
    std::vector<Group> groups = read_groups(file, manifest);
    std::vector<WeightFileRequest> requests;
    for (const Group& group : groups) requests.insert(requests.end(), group.files.begin(), group.files.end());
    weights.require(file, requests);
    std::vector<Array> arrays;
    for (Group& group : groups) append_arrays(bytes_of(file, group, weights), group, arrays);
    return arrays;
}

std::vector<Array> decode_arrays(std::span<const std::uint8_t> bytes, const json& manifest, const std::string& file) {
    std::vector<Array> arrays;
    for (Group& group : read_groups(file, manifest)) {
        if (bytes.size() < group.bytes)
            throw LoadError(file, tr("needs {} bytes of weights, but has {}", group.bytes, bytes.size()), kRemedy);
        const auto part = bytes.first(static_cast<std::size_t>(group.bytes));
        bytes = bytes.subspan(part.size());
        append_arrays(SplitBytes({part}), group, arrays);
    }
    return arrays;
}

}  // namespace convscope::tfjs
