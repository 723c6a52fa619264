#include "core/io/keras/legacy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace convscope {

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
/// Fields that Keras 1 alone wrote.
constexpr std::array<const char*, 9> kTraces{"dim_ordering", "nb_filter",     "output_dim", "border_mode", "subsample",
                                             "init",         "W_regularizer", "p",          "mode"};

KerasModern modern_merge(const KerasFields& fields, json config) {
    const std::string mode = fields.text("mode", "sum");
    for (const Renamed& merge : kMerges)
        if (merge.old_name == mode) {
            if (config.contains("concat_axis")) config["axis"] = config["concat_axis"];
            return {std::string(merge.name), std::move(config)};
        }
    fields.refuse(fmt::format("merges in the mode \"{}\"", mode), "sum, mul, ave, max and concat work");
}

}  // namespace

bool is_keras1(const std::string& class_name, const json& config) {
    if (!config.is_object()) return false;
    const auto has = [&](const char* trace) { return config.contains(trace); };
    return class_name == "Merge" || std::ranges::find(kClasses, class_name, &Renamed::old_name) != kClasses.end() ||
           std::ranges::any_of(kTraces, has);
}

KerasModern modern_keras(const std::string& class_name, const KerasFields& fields) {
    json config = fields.object();
    if (class_name == "Merge") return modern_merge(fields, std::move(config));
    KerasModern modern{class_name, std::move(config)};
    for (const Renamed& renamed : kClasses)
        if (renamed.old_name == class_name) modern.class_name = renamed.name;
    for (const Renamed& renamed : kFields) {
        const std::string old(renamed.old_name), name(renamed.name);
        if (modern.config.contains(old) && !modern.config.contains(name)) modern.config[name] = modern.config[old];
    }
    if (modern.config.contains("nb_row") && modern.config.contains("nb_col"))
        modern.config["kernel_size"] = {modern.config["nb_row"], modern.config["nb_col"]};
    if (fields.has("dim_ordering")) {
        const std::string ordering = fields.text("dim_ordering", "");
        if (ordering != "th" && ordering != "tf")
            fields.refuse(fmt::format("has an unknown dim_ordering \"{}\"", ordering), "th and tf work");
        modern.config["data_format"] = ordering == "th" ? "channels_first" : "channels_last";
        // Keras 1 flattens whatever comes in the order in which it comes.
        if (class_name == "Flatten") modern.config.erase("data_format");
    }
    if (class_name == "BatchNormalization" && fields.has("mode") && fields.whole("mode", 0, 2) == 1)
        fields.refuse("normalises every example by itself", "mode 0 and 2 work");
    // Four numbers around an image, or two for both of its axes.
    if (const json& padding = fields.raw("padding"); padding.is_array() && padding.size() == 4)
        modern.config["padding"] = {{padding[0], padding[1]}, {padding[2], padding[3]}};
    return modern;
}

}  // namespace convscope
