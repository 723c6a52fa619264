#include "core/io/keras/read/layers/numbers.h"

#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

/// Lists of numbers that are nested deeper than this, counted from 0, are refused: one level for each axis of an image,
/// plus one.
constexpr int kMaxListDepth = 4;

/// Appends all numbers of nested lists to `numbers`.
void collect_numbers(const LayerCall& call, std::string_view key, const json& value, std::vector<float>& numbers,
                     int depth = 0) {
    if (value.is_array() && depth <= kMaxListDepth) {
        for (const json& item : value) collect_numbers(call, key, item, numbers, depth + 1);
        return;
    }
    const std::optional<double> number = float_number(value);
    if (!number) call.fields().fail(key, tr("holds something that is not a number"));
    numbers.push_back(static_cast<float>(*number));
}

/// Keras 3 writes an array as {"class_name": "__numpy__", "config": {"value": [...], "dtype": "float32"}}.
const json& plain_value(const json& value) {
    const std::string_view class_name =
        value.is_object() && json_member(value, "class_name").is_string()
            ? std::string_view(json_member(value, "class_name").get_ref<const std::string&>())
            : std::string_view();
    if (class_name != "__numpy__" && class_name != "__tensor__") return value;
    return json_member(json_member(value, "config"), "value");
}

}  // namespace

void check_has_axes(const ArrangedValue& value) {
    if (value.rank() < 2) throw nn::ShapeError(tr("needs at least one axis"));
}

std::vector<float> read_numbers(const LayerCall& call, std::string_view key, float fallback) {
    std::vector<float> numbers;
    if (!call.fields().is_set(key)) return {fallback};
    collect_numbers(call, key, plain_value(call.fields().raw(key)), numbers);
    return numbers;
}

}  // namespace convscope::keras
