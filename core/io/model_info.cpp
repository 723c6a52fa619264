#include "core/io/model_info.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "core/io/keras/fields.h"

namespace convscope {

using nlohmann::json;
using nn::ModelInfo;

namespace {

constexpr std::size_t kMaxLabels = 1 << 17;

void read_channels(const KerasFields& fields, const char* key, std::array<float, 3>& values) {
    if (!fields.has(key)) return;
    const json& list = fields.raw(key);
    if (!list.is_array() || list.size() != values.size()) fields.refuse(std::string("has no three numbers as ") + key);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::optional<double> number = float_number(list[i]);
        if (!number) fields.refuse(std::string("has no three numbers as ") + key);
        values[i] = static_cast<float>(*number);
    }
}

}  // namespace

std::string model_info_json(const ModelInfo& info) {
    const nn::Preprocessing& p = info.preprocessing;
    json root{{"name", info.name}, {"labels", info.labels}};
    // A guess is made anew by whoever opens the file.
    if (info.preprocessing_known)
        root["preprocessing"] = {{"inversion", nn::kInversionNames.at(static_cast<std::size_t>(p.inversion))},
                                 {"scale", p.scale},
                                 {"offset", p.offset},
                                 {"order", nn::kColourOrderNames.at(static_cast<std::size_t>(p.order))}};
    return root.dump(-1, ' ', true, json::error_handler_t::replace);
}

ModelInfo model_info_from_json(std::string_view text, const ModelInfo& defaults, const std::string& file) {
    const json root = parse_keras_json(text, file);
    const KerasSource source{file};
    const KerasFields fields(root, source, "attribute convscope");
    ModelInfo info = defaults;
    if (fields.has("name")) info.name = checked_name(fields.raw("name"), file, "a model");
    if (const json& labels = fields.raw("labels"); labels.is_array() && labels.size() <= kMaxLabels) {
        info.labels.clear();
        for (const json& label : labels) info.labels.push_back(checked_name(label, file, "a label"));
    } else if (fields.has("labels")) {
        fields.refuse("has labels that are no list");
    }
    // The first edition, which wrote the shipped models too, called it preparation.
    const char* const section = fields.has("preprocessing") ? "preprocessing" : "preparation";
    if (!fields.has(section)) return info;
    const KerasFields preprocessing(fields.raw(section), source, section);
    const auto one_of = [&preprocessing](const char* key, std::span<const std::string_view> names) {
        const std::string name = preprocessing.text(key, names.front());
        const auto found = std::ranges::find(names, name);
        if (found == names.end()) preprocessing.refuse(std::string("has an unknown ") + key + " \"" + name + "\"");
        return found - names.begin();
    };
    info.preprocessing_known = true;
    info.preprocessing.inversion = static_cast<nn::Inversion>(one_of("inversion", nn::kInversionNames));
    info.preprocessing.order = static_cast<nn::ColourOrder>(one_of("order", nn::kColourOrderNames));
    read_channels(preprocessing, "scale", info.preprocessing.scale);
    read_channels(preprocessing, "offset", info.preprocessing.offset);
    return info;
}

}  // namespace convscope
