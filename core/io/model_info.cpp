#include "core/io/model_info.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "core/base/json_reader.h"
#include "core/base/text/translation.h"

namespace convscope {

using nlohmann::json;
using nn::ModelInfo;

namespace {

constexpr std::size_t kMaxLabels = 1 << 17;

void read_channels(const JsonReader& fields, const char* key, std::array<float, 3>& values) {
    if (!fields.is_set(key)) return;
    const json& list = fields.raw(key);
    if (!list.is_array() || list.size() != values.size()) fields.fail(key, tr("is not a list of 3 numbers"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::optional<double> number = float_number(list[i]);
        if (!number) fields.fail(key, tr("is not a list of 3 numbers"));
        values[i] = static_cast<float>(*number);
    }
}

}  // namespace

std::string model_info_json(const ModelInfo& info) {
    const nn::Preprocessing& p = info.preprocessing;
    json root{{"name", info.name}, {"labels", info.labels}};
    if (info.preprocessing_known)
        root["preprocessing"] = {{"inversion", nn::kInversionNames.at(static_cast<std::size_t>(p.inversion))},
                                 {"scale", p.scale},
                                 {"offset", p.offset},
                                 {"order", nn::kColourOrderNames.at(static_cast<std::size_t>(p.order))}};
    return root.dump(-1, ' ', true, json::error_handler_t::replace);
}

ModelInfo model_info_from_json(std::string_view text, const ModelInfo& defaults, const std::string& file) {
    const JsonSource source{file, tr("attribute convscope"), tr("save it again with convscope")};
    const json root = parse_json(text, source, tr("has a damaged attribute"));
    const JsonReader fields(root, source);
    ModelInfo info = defaults;
    if (fields.is_set("name")) info.name = checked_name(fields.raw("name"), file, tr("a model"));
    if (fields.is_set("labels")) {
        const json& labels = fields.array("labels");
        if (labels.size() > kMaxLabels) fields.fail("labels", tr("has more than {} labels", kMaxLabels));
        info.labels.clear();
        for (const json& label : labels) info.labels.push_back(checked_name(label, file, tr("a label")));
    }
    // convscope's first version, which also wrote the shipped models, named this section "preparation".
    const char* const section = fields.is_set("preprocessing") ? "preprocessing" : "preparation";
    if (!fields.is_set(section)) return info;
    const JsonReader preprocessing = fields.object(section);
    const auto one_of = [&preprocessing](const char* key, std::span<const std::string_view> names) {
        return preprocessing.is_set(key) ? preprocessing.one_of(key, names) : 0;
    };
    info.preprocessing_known = true;
    info.preprocessing.inversion = static_cast<nn::Inversion>(one_of("inversion", nn::kInversionNames));
    info.preprocessing.order = static_cast<nn::ColourOrder>(one_of("order", nn::kColourOrderNames));
    read_channels(preprocessing, "scale", info.preprocessing.scale);
    read_channels(preprocessing, "offset", info.preprocessing.offset);
    return info;
}

}  // namespace convscope
