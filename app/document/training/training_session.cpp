#include "app/document/training/training_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <vector>
#include "app/document/file_reference.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// Paths in the settings of a run start from the root, because runs can be read from any place.
constexpr const char* kRoot = "/run.json";
constexpr int kMaxNode = 100'000;
constexpr std::array<std::string_view, 3> kAugmentationNames{"none", "shift", "drawing"};

template <class List>
std::string training_name(const List& names, auto value) {
    return std::string(names[static_cast<std::size_t>(value)]);
}

Json network_settings_json(const nn::NetworkSettings& network) {
    return {{"convolutions", network.convolutions},
            {"filters", network.filters},
            {"kernel", network.kernel},
            {"pooling", training_name(nn::kPoolingChoiceNames, network.pooling)},
            {"dense", network.dense},
            {"activation", training_name(nn::kActivationKindNames, network.activation)},
            {"dropout", network.dropout},
            {"batch_normalization", network.batch_normalization},
            {"same_padding", network.same_padding}};
}

nn::NetworkSettings read_network_settings(const JsonReader& reader) {
    nn::NetworkSettings network;
    network.convolutions = reader.integer("convolutions", 0, nn::kMaxConvolutions);
    network.filters = reader.integer("filters", nn::kMinFilters, nn::kMaxFilters);
    network.kernel = reader.integer("kernel", nn::kMinKernel, nn::kMaxKernel);
    network.pooling = static_cast<nn::PoolingChoice>(reader.one_of("pooling", nn::kPoolingChoiceNames));
    network.dense.clear();
    for (const ParsedJson& value : reader.array("dense")) {
        const auto units = integer_within(value, nn::kMinUnits, nn::kMaxUnits);
        if (!units || network.dense.size() == nn::kMaxDenseLayers)
            reader.fail("dense", tr("is not a list of a few numbers of units"));
        network.dense.push_back(static_cast<int>(*units));
    }
    network.activation = static_cast<nn::ActivationKind>(reader.one_of("activation", nn::kActivationKindNames));
    if (std::ranges::find(nn::kHiddenActivations, network.activation) == nn::kHiddenActivations.end())
        reader.fail("activation", tr("is none of the activations on offer"));
    network.dropout = reader.number("dropout", 0, nn::kMaxDropout);
    network.batch_normalization = reader.boolean("batch_normalization");
    network.same_padding = reader.boolean("same_padding");
    return network;
}

Json options_json(const nn::TrainingOptions& options) {
    return {{"optimizer", training_name(nn::kOptimizerNames, options.optimizer)},
            {"rate", options.rate},
            {"decay", options.decay},
            {"epochs", options.epochs},
            {"batch", options.batch},
            {"seed", options.seed},
            {"validation", options.validation_split},
            {"stop_loss", options.stop_loss},
            {"stop_accuracy", options.stop_accuracy},
            {"images", options.images},
            {"shuffled_labels", options.shuffled_labels},
            {"augmentation", training_name(kAugmentationNames, options.augmentation)}};
}

nn::TrainingOptions read_options(const JsonReader& reader) {
    nn::TrainingOptions options;
    options.optimizer = static_cast<nn::OptimizerKind>(reader.one_of("optimizer", nn::kOptimizerNames));
    options.rate = reader.number("rate", kMinTrainingRate, kMaxTrainingRate);
    options.decay = reader.number("decay", kMinTrainingDecay, 1);
    options.epochs = reader.integer("epochs", 1, kMaxTrainingEpochs);
    options.batch = reader.integer("batch", 1, kMaxTrainingBatch);
    options.seed = static_cast<std::uint64_t>(reader.integer("seed", 0, kMaxTrainingSeed));
    options.validation_split = reader.number("validation", 0, kMaxTrainingSplit);
    options.stop_loss = reader.number("stop_loss", 0, 10);
    options.stop_accuracy = reader.number("stop_accuracy", 0, 1);
    options.images = reader.integer64("images", 1, kMaxTrainingImages);
    options.shuffled_labels = reader.boolean("shuffled_labels");
    options.augmentation = static_cast<nn::Augmentation>(reader.one_of("augmentation", kAugmentationNames));
    return options;
}

Json training_view_json(const TrainingView& view) {
    return {{"page", training_name(kTrainingPageNames, view.page)},
            {"section", training_name(kTrainingSectionNames, view.section)},
            {"speed", view.speed},
            {"logarithmic", view.is_logarithmic},
            {"percent", view.percent},
            {"maps_layer", view.maps_layer},
            {"example", view.example},
            {"kept_run", view.kept_run}};
}

TrainingView read_training_view(const JsonReader& reader) {
    TrainingView view;
    view.page = static_cast<TrainingPage>(reader.one_of("page", kTrainingPageNames));
    view.section = static_cast<TrainingSection>(reader.one_of("section", kTrainingSectionNames));
    view.speed = reader.integer("speed", 0, static_cast<int>(kTrainingSpeeds.size()) - 1);
    view.is_logarithmic = reader.boolean("logarithmic");
    view.percent = reader.boolean("percent");
    // Sessions of the first edition have none of these.
    if (reader.has("maps_layer")) view.maps_layer = reader.integer("maps_layer", -1, kMaxNode);
    if (reader.has("example")) view.example = reader.integer("example", 0, kMaxNode);
    if (reader.has("kept_run")) view.kept_run = reader.text("kept_run");
    return view;
}

Json own_json(const std::vector<OwnClass>& classes) {
    Json json = Json::array();
    for (const OwnClass& own : classes) {
        Json pictures = Json::array();
        for (const OwnPicture& picture : own.pictures) pictures.push_back(hex_of(picture));
        json.push_back({{"name", own.name}, {"pictures", std::move(pictures)}});
    }
    return json;
}

OwnClass read_own_class(const JsonReader& reader) {
    OwnClass own{.name = reader.text("name")};
    if (!is_printable_name(own.name) || own.name.size() > kMaxOwnName) reader.fail("name", tr("is no name of a class"));
    for (const ParsedJson& value : reader.array("pictures")) {
        const auto picture = value.is_string() ? picture_of_hex(value.get<std::string>()) : std::nullopt;
        if (!picture || own.pictures.size() == kMaxOwnPictures)
            reader.fail("pictures", tr("is not a list of pictures of 28 x 28 pixels"));
        own.pictures.push_back(*picture);
    }
    return own;
}

std::vector<OwnClass> read_own(const JsonReader& reader) {
    std::vector<OwnClass> classes;
    const ParsedJson& json = reader.array("own");
    if (json.size() < kMinOwnClasses || json.size() > kMaxOwnClasses)
        reader.fail("own", tr("is not a list of 2 to 10 classes"));
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (!json[i].is_object()) reader.fail("own", tr("entry {} is not an object", i));
        classes.push_back(read_own_class({json[i], reader.file(), fmt::format("training.own.{}.", i)}));
    }
    return classes;
}

Json settings_json(const Training& training, const std::filesystem::path& session) {
    Json json{{"source", training_name(kTrainingSourceNames, training.source)},
              {"origin", training_name(kNetworkOriginNames, training.origin)},
              {"network", network_settings_json(training.network)},
              {"start", training_name(kTrainingStartNames, training.start)},
              {"frozen", training.frozen},
              {"side", training.side},
              {"options", options_json(training.options)},
              {"own", own_json(training.own)}};
    if (!training.folder.empty())
        json["folder"] = file_reference_json(training.folder, false, session, tr("the data set of Training"));
    return json;
}

Training read_settings(const JsonReader& reader, const std::filesystem::path& session) {
    Training training;
    training.source = static_cast<TrainingSource>(reader.one_of("source", kTrainingSourceNames));
    training.origin = static_cast<NetworkOrigin>(reader.one_of("origin", kNetworkOriginNames));
    training.network = read_network_settings(reader.object("network"));
    training.start = static_cast<TrainingStart>(reader.one_of("start", kTrainingStartNames));
    training.frozen = reader.integer("frozen", 0, 1000);
    if (reader.has("side")) training.side = reader.integer("side", 0, kMaxPictureSide);
    training.options = read_options(reader.object("options"));
    training.own = read_own(reader);
    if (reader.has("folder")) {
        bool is_sample = false;
        training.folder = read_file_reference(reader.object("folder"), session, is_sample);
    }
    return training;
}

}  // namespace

Json training_json(const Document& document, const std::filesystem::path& session) {
    Json json = settings_json(document.training, session);
    json["view"] = training_view_json(document.training_view);
    return json;
}

void read_training(const JsonReader& reader, const std::filesystem::path& session, Document& document) {
    Training training = read_settings(reader, session);
    document.training_view = read_training_view(reader.object("view"));
    document.training = std::move(training);
}

std::string text_of_training(const Training& training) {
    return settings_json(training, kRoot).dump();
}

Training training_of_text(const std::string& text, const std::string& name) {
    const ParsedJson json = parse_json_object(text, name, tr("the settings of a run"));
    return read_settings(JsonReader(json, name), kRoot);
}

}  // namespace convscope
