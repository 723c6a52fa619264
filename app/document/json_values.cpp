#include "app/document/json_values.h"

#include <algorithm>
#include <cmath>

#include "app/document/lab/lab_commands.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

std::string name_of(std::span<const std::string_view> names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

std::array<float, 3> read_colours(const JsonReader& reader, std::string_view key) {
    std::array<float, 3> values{};
    const ParsedJson& list = reader.array(key);
    if (list.size() != values.size()) reader.fail(key, tr("is not a list of 3"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!list[i].is_number() || !(std::fabs(list[i].get<double>()) <= kMaxFilterValue))
            reader.fail(
                key, tr("holds something that is not a number between {} and {}", -kMaxFilterValue, kMaxFilterValue));
        values.at(i) = list[i].get<float>();
    }
    return values;
}

nn::Preprocessing read_preprocessing(const JsonReader& reader) {
    nn::Preprocessing preprocessing;
    preprocessing.inversion = static_cast<nn::Inversion>(reader.one_of("inversion", nn::kInversionNames));
    preprocessing.scale = read_colours(reader, "scale");
    preprocessing.offset = read_colours(reader, "offset");
    preprocessing.order = static_cast<nn::ColourOrder>(reader.one_of("order", nn::kColourOrderNames));
    // Paint is converted back to brightness by dividing by the scale.
    if (std::ranges::find(preprocessing.scale, 0.0F) != preprocessing.scale.end())
        reader.fail("scale", tr("holds a 0"));
    return preprocessing;
}

nn::LambdaMeanings read_lambdas(const JsonReader& reader) {
    nn::LambdaMeanings lambdas;
    lambdas.reserve(reader.array("lambdas").size());
    for (const ParsedJson& json : reader.array("lambdas")) {
        if (!json.is_object()) reader.fail("lambdas", tr("holds something that is not an object"));
        const JsonReader lambda(json, reader.file(), "lambdas.");
        const auto number = [&lambda](std::string_view key) {
            return static_cast<float>(lambda.number(key, -kMaxFilterValue, kMaxFilterValue));
        };
        lambdas.push_back({lambda.text("layer"), number("scale"), number("offset")});
    }
    return lambdas;
}

}  // namespace

ParsedJson parse_json_object(std::string_view text, const std::string& file, const std::string& what) {
    const JsonSource source{file, {}, tr("open {} that this program has saved", what)};
    const std::string fault = tr("is not {}: it does not contain a JSON object", what);
    ParsedJson json = parse_json(text, source, fault);
    if (!json.is_object()) throw LoadError(file, fault, source.remedy);
    return json;
}

Json to_json(const LabFilter& filter) {
    Json rows = Json::array();
    for (int r = 0; r < filter.kernel.size; ++r) {
        Json row = Json::array();
        for (int c = 0; c < filter.kernel.size; ++c) row.push_back(filter.kernel.at(r, c));
        rows.push_back(row);
    }
    Json json{{"kernel", rows}, {"weight", filter.weight}, {"bias", filter.bias}, {"normalise", filter.normalise}};
    if (filter.normalise) json["plain_weight"] = filter.plain_weight;
    if (filter.median) json["median"] = true;
    if (!filter.preset.empty()) json["preset"] = filter.preset;
    return json;
}

LabFilter read_lab_filter(const JsonReader& reader) {
    const auto read_float = [&](std::string_view key) {
        return static_cast<float>(reader.number(key, -kMaxFilterValue, kMaxFilterValue));
    };
    LabFilter filter{
        .weight = read_float("weight"), .bias = read_float("bias"), .normalise = reader.boolean("normalise")};
    // Filters in older files lack these keys.
    if (filter.normalise && reader.has("plain_weight")) filter.plain_weight = read_float("plain_weight");
    if (reader.has("median")) filter.median = reader.boolean("median");
    if (reader.has("preset")) filter.preset = reader.text("preset");
    const ParsedJson& rows = reader.array("kernel");
    const std::size_t size = rows.size();
    if (size != 3 && size != 5 && size != 7) reader.fail("kernel", tr("is not a list of 3, 5 or 7 rows"));
    filter.kernel = Kernel{static_cast<int>(size)};
    for (std::size_t row = 0; row < size; ++row) {
        if (!rows[row].is_array() || rows[row].size() != size)
            reader.fail("kernel", tr("row {} is not a list of {}", row, size));
        for (std::size_t col = 0; col < size; ++col) {
            const ParsedJson& value = rows[row][col];
            if (!value.is_number() || !(std::fabs(value.get<double>()) <= kMaxFilterValue))
                reader.fail("kernel", tr("row {}, column {} is not a number between {} and {}", row, col,
                                         -kMaxFilterValue, kMaxFilterValue));
            filter.kernel.at(static_cast<int>(row), static_cast<int>(col)) = value.get<float>();
        }
    }
    return with_limits(filter);
}

void put_notes(const ModelNotes& notes, Json& json) {
    if (notes.preprocessing) {
        const nn::Preprocessing& p = *notes.preprocessing;
        json["preprocessing"] = {{"inversion", name_of(nn::kInversionNames, p.inversion)},
                                 {"scale", p.scale},
                                 {"offset", p.offset},
                                 {"order", name_of(nn::kColourOrderNames, p.order)}};
    }
    if (!notes.labels.empty()) json["labels"] = notes.labels;
    if (!notes.labels_source.empty()) json["labels_source"] = notes.labels_source;
    if (!notes.picture_input.empty()) json["picture_input"] = notes.picture_input;
    if (notes.takes_numbers) json["takes_numbers"] = true;
    if (notes.softmax) json["softmax"] = true;
    for (const nn::LambdaMeaning& lambda : notes.lambdas)
        json["lambdas"].push_back({{"layer", lambda.layer}, {"scale", lambda.scale}, {"offset", lambda.offset}});
}

ModelNotes read_notes(const JsonReader& reader) {
    ModelNotes notes;
    // Older files call the preprocessing "preparation".
    for (const char* key : {"preparation", "preprocessing"})
        if (reader.has(key)) notes.preprocessing = read_preprocessing(reader.object(key));
    if (reader.has("picture_input")) notes.picture_input = reader.text("picture_input");
    if (reader.has("takes_numbers")) notes.takes_numbers = reader.boolean("takes_numbers");
    if (reader.has("softmax")) notes.softmax = reader.boolean("softmax");
    if (reader.has("lambdas")) notes.lambdas = read_lambdas(reader);
    if (!reader.has("labels")) return notes;
    if (reader.has("labels_source")) notes.labels_source = reader.text("labels_source");
    for (const ParsedJson& label : reader.array("labels")) {
        if (!label.is_string()) reader.fail("labels", tr("holds something that is not text"));
        notes.labels.push_back(label.get<std::string>());
    }
    return notes;
}

}  // namespace convscope
