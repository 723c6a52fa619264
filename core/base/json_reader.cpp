#include "core/base/json_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

using nlohmann::json;

namespace {

constexpr std::size_t kMaxNameBytes = 512;
constexpr std::size_t kMaxShownBytes = 60;
const json kNull;

struct TooDeep {};

}  // namespace

JsonReader::JsonReader(const json& object, JsonSource source, std::string path)
    : json_(&object), source_(std::move(source)), path_(std::move(path)) {
    if (object.is_object()) return;
    const std::string name = path_.substr(0, path_.rfind('.'));
    refuse(name.empty() ? std::string(tr("has settings that are not a JSON object"))
                        : tr("\"{}\" is not an object", name));
}

JsonReader::JsonReader(const json& object, std::string file, std::string path)
    : JsonReader(object, JsonSource{.file = std::move(file)}, std::move(path)) {}

void JsonReader::fail(std::string_view key, const std::string& fault) const {
    refuse(fmt::format("\"{}{}\" {}", path_, key, fault));
}

void JsonReader::refuse(const std::string& fault) const {
    refuse(fault, source_.remedy);
}

void JsonReader::refuse(const std::string& fault, const std::string& remedy) const {
    throw LoadError(source_.file, fault, remedy, source_.where);
}

const json& JsonReader::raw(std::string_view key) const {
    return json_member(*json_, key);
}

bool JsonReader::has(std::string_view key) const {
    return json_->find(key) != json_->end();
}

bool JsonReader::is_set(std::string_view key) const {
    return !raw(key).is_null();
}

const json& JsonReader::value(std::string_view key) const {
    const auto found = json_->find(key);
    if (found == json_->end()) fail(key, tr("is missing"));
    return *found;
}

JsonReader JsonReader::object(std::string_view key) const {
    return {value(key), source_, path_ + std::string(key) + "."};
}

const json& JsonReader::array(std::string_view key) const {
    const json& list = value(key);
    if (!list.is_array()) fail(key, tr("is not a list"));
    return list;
}

bool JsonReader::boolean(std::string_view key) const {
    const json& flag = value(key);
    if (!flag.is_boolean()) fail(key, tr("is neither true nor false"));
    return flag.get<bool>();
}

int JsonReader::integer(std::string_view key, int low, int high) const {
    return static_cast<int>(integer64(key, low, high));
}

std::int64_t JsonReader::integer64(std::string_view key, std::int64_t low, std::int64_t high) const {
    const json& number = value(key);
    if (!number.is_number_integer()) fail(key, tr("is not a whole number"));
    const std::optional<std::int64_t> integer = integer_within(number, low, high);
    if (!integer) fail(key, tr("is {}, not between {} and {}", shown_json(number), low, high));
    return *integer;
}

double JsonReader::number(std::string_view key, double low, double high) const {
    const json& found = value(key);
    if (!found.is_number()) fail(key, tr("is not a number"));
    const auto number = found.get<double>();
    if (!(number >= low && number <= high)) fail(key, tr("is {}, not between {} and {}", number, low, high));
    return number;
}

std::string JsonReader::text(std::string_view key) const {
    const json& text = value(key);
    if (!text.is_string()) fail(key, tr("is not text"));
    return text.get<std::string>();
}

int JsonReader::one_of(std::string_view key, std::span<const std::string_view> names) const {
    const std::string name = text(key);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        const std::string shown = name.size() < kMaxShownBytes ? shown_json(value(key)) : tr("a long text");
        const std::string expected = fmt::format("{}", fmt::join(names, ", "));
        fail(key, tr("is {}, not one of {}", shown, expected));
    }
    return static_cast<int>(found - names.begin());
}

bool JsonReader::boolean_or(std::string_view key, bool fallback) const {
    return is_set(key) ? boolean(key) : fallback;
}

std::int64_t JsonReader::integer64_or(std::string_view key, std::int64_t low, std::int64_t high,
                                      std::int64_t fallback) const {
    return is_set(key) ? integer64(key, low, high) : fallback;
}

double JsonReader::number_or(std::string_view key, double fallback) const {
    if (!is_set(key)) return fallback;
    const std::optional<double> number = float_number(raw(key));
    if (!number) fail(key, tr("is {}, not a number in the range of float", shown_json(raw(key))));
    return *number;
}

std::string JsonReader::name_or(std::string_view key, std::string_view fallback) const {
    if (!is_set(key)) return std::string(fallback);
    const json& name = raw(key);
    if (!name.is_string() || !is_printable_name(name.get_ref<const std::string&>()))
        fail(key, tr("is {}, not a printable text", shown_json(name)));
    return name.get<std::string>();
}

json parse_json(std::string_view text, const JsonSource& source, const std::string& fault) {
    const auto check_depth = [](int depth, json::parse_event_t, json&) {
        if (depth > kMaxJsonDepth) throw TooDeep();
        return true;
    };
    std::string reason;
    try {
        return json::parse(text, check_depth);
    } catch (const json::parse_error& error) {
        reason = tr("not JSON at byte {}", error.byte);
    } catch (const json::exception&) {
        reason = tr("numbers out of range");
    } catch (const TooDeep&) {
        reason = tr("nested more than {} deep", kMaxJsonDepth);
    }
    throw LoadError(source.file, fault, source.remedy, reason);
}

const json& json_member(const json& value, std::string_view key) {
    if (!value.is_object()) return kNull;
    const auto found = value.find(key);
    return found == value.end() ? kNull : *found;
}

std::optional<std::int64_t> integer_within(const json& value, std::int64_t low, std::int64_t high) {
    if (!value.is_number_integer()) return std::nullopt;
    constexpr auto kMaxSigned = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > kMaxSigned) return std::nullopt;
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high) return std::nullopt;
    return number;
}

std::optional<double> float_number(const json& value) {
    if (!value.is_number()) return std::nullopt;
    const auto number = value.get<double>();
    if (!std::isfinite(number) || std::abs(number) > double{std::numeric_limits<float>::max()}) return std::nullopt;
    return number;
}

std::string shown_json(const json& value) {
    const std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= kMaxShownBytes ? text : text.substr(0, kMaxShownBytes) + "...";
}

bool is_printable_name(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameBytes &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; });
}

std::string checked_name(const json& value, const std::string& file, std::string_view subject) {
    if (!value.is_string() || !is_printable_name(value.get_ref<const std::string&>()))
        throw LoadError(file,
                        value.is_null() ? tr("has {} whose name is missing", subject)
                                        : tr("has {} whose name is {}", subject, shown_json(value)),
                        tr("give it a name of letters and digits"));
    return value.get<std::string>();
}

}  // namespace convscope
