#include "core/io/keras/write/write_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "core/io/keras/write/write_layers.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

/// The value in Python; lists become tuples.
std::string python_text(const json& value) {
    if (value.is_boolean()) return value.get<bool>() ? "True" : "False";
    if (value.is_null()) return "None";
    if (value.is_number_float()) {
        // The shortest text that reads back as the same number. A double that came from a float is written as a float.
        const auto number = value.get<double>();
        const auto single = static_cast<float>(number);
        return static_cast<double>(single) == number ? fmt::format("{}", single) : fmt::format("{}", number);
    }
    if (!value.is_array()) return value.dump();
    std::string text = "(";
    for (const json& item : value) text += (text.size() > 1 ? ", " : "") + python_text(item);
    return text + (value.size() == 1 ? ",)" : ")");
}

/// The settings of a class that are written first and without their names, as is usual.
const std::vector<std::string>& positional_settings(const std::string& class_name) {
    static const std::map<std::string, std::vector<std::string>> kPositional{
        {"Conv2D", {"filters", "kernel_size"}},
        {"DepthwiseConv2D", {"kernel_size"}},
        {"Dense", {"units"}},
        {"MaxPooling2D", {"pool_size"}},
        {"AveragePooling2D", {"pool_size"}},
        {"Dropout", {"rate"}},
        {"Reshape", {"target_shape"}},
        {"Rescaling", {"scale"}},
        {"ZeroPadding2D", {"padding"}},
        {"Cropping2D", {"cropping"}},
        {"UpSampling2D", {"size"}},
        {"Resizing", {"height", "width"}},
        {"GroupNormalization", {"groups"}},
        {"Activation", {"activation"}},
        // Keras 2 names the slope alpha, Keras 3 negative_slope; both accept it without a name.
        {"LeakyReLU", {"alpha"}},
        {"ELU", {"alpha"}},
    };
    static const std::vector<std::string> kNone;
    const auto found = kPositional.find(class_name);
    return found != kPositional.end() ? found->second : kNone;
}

bool is_default(const LayerConfig& layer, const std::string& key) {
    const json& config = layer.config;
    static const json kDefaults{{"trainable", true},
                                {"data_format", "channels_last"},
                                {"use_bias", true},
                                {"activation", "linear"},
                                {"padding", "valid"},
                                {"dilation_rate", {1, 1}},
                                {"depth_multiplier", 1},
                                {"groups", 1},
                                {"center", true},
                                {"scale", true},
                                {"momentum", 0.99},
                                {"epsilon", 1e-3},
                                {"interpolation", "nearest"},
                                {"keepdims", false},
                                {"offset", 0},
                                {"negative_slope", 0},
                                {"threshold", 0},
                                {"max_value", nullptr},
                                {"invert", false},
                                {"crop_to_aspect_ratio", false},
                                {"axis", -1}};
    const json& value = config.at(key);
    if (key == "interpolation" && layer.class_name == "Resizing") return value == "bilinear";
    if (key == "axis" && layer.class_name.ends_with("Normalization") && value.is_array())
        // A BatchNormalization's axis is written as a list with the last axis, which is the default.
        return layer.class_name == "BatchNormalization";
    if (key == "strides") return config.contains("pool_size") ? value == config["pool_size"] : value == json{1, 1};
    if (value.is_number_float() && kDefaults.contains(key) && kDefaults[key].is_number())
        return value.get<float>() == kDefaults[key].get<float>();
    return kDefaults.contains(key) && value == kDefaults[key];
}

std::string layer_call(const LayerConfig& layer) {
    std::string arguments;
    const auto add = [&arguments](const std::string& text) { arguments += (arguments.empty() ? "" : ", ") + text; };
    const std::vector<std::string>& first_keys = positional_settings(layer.class_name);
    for (const std::string& key : first_keys)
        if (layer.config.contains(key)) add(python_text(layer.config[key]));
    for (const auto& [key, value] : layer.config.items())
        if (std::ranges::find(first_keys, key) == first_keys.end() && !is_default(layer, key))
            add(key + "=" + python_text(value));
    return fmt::format("keras.layers.{}({})", layer.class_name, arguments);
}

std::string input_call(const nn::Model& model, const LayerConfig& layer) {
    json shape = json::array();
    for (const std::int64_t length : model.node(layer.node).declared_shape().axes) shape.push_back(length);
    return fmt::format("keras.Input(shape={})", python_text(shape));
}

/// Words that cannot be names in Python.
const std::set<std::string>& keywords() {
    static const std::set<std::string> kKeywords{
        "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
        "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
        "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
        "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
    return kKeywords;
}

/// A Python name for the layer `name`; adds it to `used`, the names in use.
std::string variable(const std::string& name, std::set<std::string>& used) {
    std::string text;
    for (const char c : name) text += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front())) != 0) text.insert(text.begin(), '_');
    std::string unused = text;
    for (int i = 1; !used.insert(unused).second; ++i) unused = fmt::format("{}_{}", text, i);
    return unused;
}

std::string sequential(const nn::Model& model, const std::vector<LayerConfig>& layers) {
    std::string text = "model = keras.Sequential([\n";
    for (const LayerConfig& layer : layers)
        text += "    " + (layer.class_name == "InputLayer" ? input_call(model, layer) : layer_call(layer)) + ",\n";
    return text + "])\n";
}

std::string functional(const nn::Model& model, const std::vector<LayerConfig>& layers) {
    std::set<std::string> used = keywords();
    used.insert({"keras", "model"});
    std::map<std::string, std::string> variables;
    std::string text;
    const auto joined = [&](const std::vector<std::string>& names) {
        std::string list;
        for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
        return names.size() == 1 ? list : "[" + list + "]";
    };
    for (const LayerConfig& layer : layers) {
        const std::string output = variables[layer.name] = variable(layer.name, used);
        if (layer.class_name == "InputLayer") {
            text += output + " = " + input_call(model, layer) + "\n";
            continue;
        }
        std::vector<std::string> inputs;
        inputs.reserve(layer.inputs.size());
        for (const std::string& input : layer.inputs) inputs.push_back(variables.at(input));
        text += fmt::format("{} = {}({})\n", output, layer_call(layer), joined(inputs));
    }
    const auto variables_of = [&](const std::vector<int>& nodes) {
        std::vector<std::string> names;
        names.reserve(nodes.size());
        for (const int node : nodes)
            names.push_back(
                variables.at(std::ranges::find(layers.rbegin(), layers.rend(), node, &LayerConfig::node)->name));
        return joined(names);
    };
    return text +
           fmt::format("model = keras.Model({}, {})\n", variables_of(model.inputs()), variables_of(model.outputs()));
}

}  // namespace

std::string write_code(const nn::Model& model) {
    const std::vector<LayerConfig> layers = write_layers(model);
    const bool chain = model.is_chain() && model.inputs().size() == 1;
    return "import keras\n\n" + (chain ? sequential(model, layers) : functional(model, layers)) + "model.summary()\n";
}

}  // namespace convscope::keras
