#include "core/io/keras/read/fields.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

constexpr Message kRemedy = tr("save it again with Keras");

}  // namespace

Fields::Fields(const json& object, const Source& source, std::string owner)
    : JsonReader(object, JsonSource{source.file, std::move(owner), kRemedy}), keras_(&source) {}

Pair Fields::pair(std::string_view key, std::int64_t low, std::int64_t high) const {
    if (!is_set(key)) fail(key, tr("is missing"));
    const json& value = raw(key);
    const bool is_list = value.is_array() && value.size() == 2;
    const std::optional<std::int64_t> rows = integer_within(is_list ? value[0] : value, low, high);
    const std::optional<std::int64_t> cols = integer_within(is_list ? value[1] : value, low, high);
    if (!rows || !cols)
        fail(key, tr("is {}, not one or two whole numbers between {} and {}", shown_json(value), low, high));
    return {*rows, *cols};
}

Pair Fields::pair_or(std::string_view key, std::int64_t low, std::int64_t high, Pair fallback) const {
    return is_set(key) ? pair(key, low, high) : fallback;
}

json parse_config(std::string_view text, const std::string& file) {
    return parse_json(text, JsonSource{file, {}, kRemedy}, tr("has a damaged model configuration"));
}

}  // namespace convscope::keras
