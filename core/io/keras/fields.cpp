#include "core/io/keras/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/load_error.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxNameBytes = 512;
const json kNothing;

struct TooDeep {};

/// True for text that can stand in a sentence as it is.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameBytes &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; });
}

/// A value as a sentence may show it.
std::string shown(const json& value) {
    constexpr std::size_t kMax = 60;
    const std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= kMax ? text : text.substr(0, kMax) + "...";
}

}  // namespace

KerasFields::KerasFields(const json& object, const KerasSource& source, std::string owner)
    : object_(&object), source_(&source), owner_(std::move(owner)) {
    if (!object.is_object()) refuse("has settings that are not a JSON object");
}

void KerasFields::refuse(const std::string& fault, const std::string& remedy) const {
    throw LoadError(source_->file, fault, remedy, owner_);
}

const json& KerasFields::raw(const char* key) const {
    const auto found = object_->find(key);
    return found == object_->end() ? kNothing : *found;
}

bool KerasFields::has(const char* key) const {
    return !raw(key).is_null();
}

std::int64_t KerasFields::whole(const char* key, std::int64_t least, std::int64_t most) const {
    if (!has(key)) refuse(fmt::format("has no {}", key));
    const std::optional<std::int64_t> value = whole_within(raw(key), least, most);
    if (!value)
        refuse(fmt::format("has a {} of {}, which is not a whole number {} to {}", key, shown(raw(key)), least, most));
    return *value;
}

std::int64_t KerasFields::whole(const char* key, std::int64_t least, std::int64_t most, std::int64_t otherwise) const {
    return has(key) ? whole(key, least, most) : otherwise;
}

double KerasFields::number(const char* key, double otherwise) const {
    if (!has(key)) return otherwise;
    const std::optional<double> value = float_number(raw(key));
    if (!value) refuse(fmt::format("has a {} of {}, which is not a number", key, shown(raw(key))));
    return *value;
}

bool KerasFields::flag(const char* key, bool otherwise) const {
    if (!has(key)) return otherwise;
    if (!raw(key).is_boolean()) refuse(fmt::format("has a {} of {}, not true or false", key, shown(raw(key))));
    return raw(key).get<bool>();
}

std::string KerasFields::text(const char* key, std::string_view otherwise) const {
    if (!has(key)) return std::string(otherwise);
    if (!raw(key).is_string() || !is_name(raw(key).get_ref<const std::string&>()))
        refuse(fmt::format("has a {} of {}, which is not a word", key, shown(raw(key))));
    return raw(key).get<std::string>();
}

KerasPair KerasFields::pair(const char* key, std::int64_t least, std::int64_t most) const {
    if (!has(key)) refuse(fmt::format("has no {}", key));
    const json& value = raw(key);
    const bool both = value.is_array() && value.size() == 2;
    const std::optional<std::int64_t> rows = whole_within(both ? value[0] : value, least, most);
    const std::optional<std::int64_t> cols = whole_within(both ? value[1] : value, least, most);
    if (!rows || !cols)
        refuse(fmt::format("has a {} of {}, not one or two whole numbers {} to {}", key, shown(value), least, most));
    return {*rows, *cols};
}

KerasPair KerasFields::pair(const char* key, std::int64_t least, std::int64_t most, KerasPair otherwise) const {
    return has(key) ? pair(key, least, most) : otherwise;
}

json parse_keras_json(std::string_view text, const std::string& file) {
    const char* const remedy = "a model's configuration as Keras writes it works";
    const auto bounded = [](int depth, json::parse_event_t, json&) {
        if (depth > kMaxDepth) throw TooDeep();
        return true;
    };
    try {
        return json::parse(text, bounded);
    } catch (const json::parse_error& error) {
        throw LoadError(file, "has a model configuration that is not JSON", remedy,
                        fmt::format("at byte {}", error.byte));
    } catch (const json::exception&) {
        throw LoadError(file, "has a model configuration with numbers out of range", remedy);
    } catch (const TooDeep&) {
        throw LoadError(file, fmt::format("has a model configuration nested more than {} deep", kMaxDepth), remedy);
    }
}

std::optional<std::int64_t> whole_within(const json& value, std::int64_t least, std::int64_t most) {
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < least || number > most) return std::nullopt;
    return number;
}

std::optional<double> float_number(const json& value) {
    if (!value.is_number()) return std::nullopt;
    const auto number = value.get<double>();
    if (!std::isfinite(number) || std::abs(number) > double{std::numeric_limits<float>::max()}) return std::nullopt;
    return number;
}

std::string checked_name(const json& value, const std::string& file, std::string_view what) {
    if (!value.is_string() || !is_name(value.get_ref<const std::string&>()))
        throw LoadError(file, fmt::format("has {} whose name is {}", what, value.is_null() ? "missing" : shown(value)),
                        "give it a name of letters and digits");
    return value.get<std::string>();
}

}  // namespace convscope
