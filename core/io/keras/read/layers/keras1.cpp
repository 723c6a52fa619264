#include "core/io/keras/read/layers/keras1.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/text/translation.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

struct Renamed {
    std::string_view old_name, name;
};
constexpr std::array kClasses{Renamed{"Convolution2D", "Conv2D"}, Renamed{"AtrousConvolution2D", "Conv2D"},
                              Renamed{"SeparableConvolution2D", "SeparableConv2D"},
                              Renamed{"Deconvolution2D", "Conv2DTranspose"}};
constexpr std::array kFields{Renamed{"nb_filter", "filters"},
                             Renamed{"subsample", "strides"},
                             Renamed{"border_mode", "padding"},
                             Renamed{"atrous_rate", "dilation_rate"},
                             Renamed{"bias", "use_bias"},
                             Renamed{"output_dim", "units"},
                             Renamed{"p", "rate"},
                             Renamed{"sigma", "stddev"}};
constexpr std::array kMerges{Renamed{"sum", "Add"}, Renamed{"mul", "Multiply"}, Renamed{"ave", "Average"},
                             Renamed{"max", "Maximum"}, Renamed{"concat", "Concatenate"}};
/// The settings that show that Keras 1 wrote the layer.
constexpr std::array<const char*, 9> kKeras1Settings{
    "dim_ordering", "nb_filter", "output_dim", "border_mode", "subsample", "init", "W_regularizer", "p", "mode"};

Keras2Layer merge_as_keras2(const Fields& fields, json config) {
    const std::string mode = fields.name_or("mode", "sum");
    for (const Renamed& merge : kMerges)
        if (merge.old_name == mode) {
            if (config.contains("concat_axis")) config["axis"] = config["concat_axis"];
            return {std::string(merge.name), std::move(config)};
        }
    fields.refuse(tr("merges in the mode \"{}\"", mode), tr("use sum, mul, ave, max or concat"));
}

}  // namespace

bool is_keras1(const std::string& class_name, const json& config) {
    if (!config.is_object()) return false;
    const auto has = [&](const char* key) { return config.contains(key); };
    return class_name == "Merge" || std::ranges::find(kClasses, class_name, &Renamed::old_name) != kClasses.end() ||
           std::ranges::any_of(kKeras1Settings, has);
}

Keras2Layer as_keras2(const std::string& class_name, const Fields& fields) {
    json config = fields.object_json();
    if (class_name == "Merge") return merge_as_keras2(fields, std::move(config));
    Keras2Layer renamed{class_name, std::move(config)};
    for (const Renamed& name : kClasses)
        if (name.old_name == class_name) renamed.class_name = name.name;
    for (const Renamed& field : kFields) {
        const std::string old(field.old_name), name(field.name);
        if (renamed.config.contains(old) && !renamed.config.contains(name)) renamed.config[name] = renamed.config[old];
    }
    if (renamed.config.contains("nb_row") && renamed.config.contains("nb_col"))
        renamed.config["kernel_size"] = {renamed.config["nb_row"], renamed.config["nb_col"]};
    if (fields.is_set("dim_ordering")) {
        const std::string ordering = fields.name_or("dim_ordering", "");
        if (ordering != "th" && ordering != "tf")
            fields.refuse(tr("has an unknown dim_ordering \"{}\"", ordering), tr("use th or tf"));
        renamed.config["data_format"] = ordering == "th" ? "channels_first" : "channels_last";
        // In Keras 1 Flatten ignores dim_ordering and keeps the order of the axes.
        if (class_name == "Flatten") renamed.config.erase("data_format");
    }
    if (class_name == "BatchNormalization" && fields.is_set("mode") && fields.integer("mode", 0, 2) == 1)
        fields.refuse(tr("normalises every example separately"), tr("use mode 0 or 2"));
    // Keras 1 writes (top, bottom, left, right), Keras 2 ((top, bottom), (left, right)).
    if (const json& padding = fields.raw("padding"); padding.is_array() && padding.size() == 4)
        renamed.config["padding"] = {{padding[0], padding[1]}, {padding[2], padding[3]}};
    return renamed;
}

}  // namespace convscope::keras
