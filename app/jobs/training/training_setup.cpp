#include "app/jobs/training/training_setup.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "core/base/text/translation.h"
#include "core/io/dataset/training_folder.h"

namespace convscope {

namespace {

std::optional<TrainingPictures> make_pictures(const PicturesKey& key, const std::function<bool(double)>& keep_going) {
    if (key.drawn) {
        auto drawn =
            std::make_shared<const nn::Dataset>(nn::drawn_dataset(*key.drawn, key.examples, key.seed, keep_going));
        if (drawn->size() == 0) return std::nullopt;
        return TrainingPictures{.train = std::move(drawn), .test = nullptr};
    }
    std::optional<TrainingFolder> read =
        read_training_folder(key.folder, {.side = key.side, .cache = key.cache}, keep_going);
    if (!read) return std::nullopt;
    TrainingPictures pictures{.train = std::make_shared<const nn::Dataset>(std::move(read->train)),
                              .test = nullptr,
                              .note = std::move(read->note),
                              .is_fitted = read->is_fitted};
    if (read->test) pictures.test = std::make_shared<const nn::Dataset>(std::move(*read->test));
    return pictures;
}

std::string shape_words(const nn::Shape& shape) {
    return fmt::format("{0} \u00d7 {1} \u00d7 {2}", shape.rows(), shape.cols(), shape.channels());
}

nn::Model frozen_at_start(nn::Model model, int layers) {
    for (int node = 0; node < model.size() && layers > 0; ++node) {
        if (model.node(node).weights.empty()) continue;
        model = model.with_trainable(node, false);
        --layers;
    }
    return model;
}

}  // namespace

void PicturesJob::request(const PicturesKey& key) {
    CachedJob::request(key,
                       [key](const std::function<bool(double)>& keep_going) { return make_pictures(key, keep_going); });
}

StartModel make_start(const StartKey& key) {
    StartModel start;
    if (key.settings) {
        nn::Model model = nn::build_network(*key.settings, key.task, key.start, key.seed);
        if (key.given) model = nn::with_weights_of(model, *key.given, start.taken);
        start.model = std::make_shared<const nn::Model>(frozen_at_start(std::move(model), key.frozen));
        return start;
    }
    if (!key.given) throw std::invalid_argument(tr("No model is open in Layers. Open one there, or build a network."));
    const nn::Shape& input = key.given->node(key.given->inputs().front()).shape;
    if (input != key.task.input)
        throw std::invalid_argument(
            tr("The open model takes pictures of {}, but these pictures have {}. Choose other pictures or "
               "build a network.",
               shape_words(input), shape_words(key.task.input)));
    nn::Model model = nn::with_classes(*key.given, key.task.classes, key.task.class_names, key.seed);
    start.taken = model.size();
    start.model = std::make_shared<const nn::Model>(frozen_at_start(std::move(model), key.frozen));
    return start;
}

void StartModelJob::request(const StartKey& key) {
    CachedJob::request(key, [key](const std::function<bool(double)>&) { return std::optional(make_start(key)); });
}

}  // namespace convscope
