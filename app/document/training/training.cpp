#include "app/document/training/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace convscope {

std::optional<nn::DrawnSet> drawn_set_of(TrainingSource source) {
    switch (source) {
        case TrainingSource::lines:
            return nn::DrawnSet::lines;
        case TrainingSource::shapes:
            return nn::DrawnSet::shapes;
        case TrainingSource::garments:
            return nn::DrawnSet::garments;
        case TrainingSource::fashion_mnist:
        case TrainingSource::open_dataset:
        case TrainingSource::own:
            break;
    }
    return std::nullopt;
}

std::int64_t Training::drawn_pictures() const {
    const double share = 1 - options.validation_split;
    const auto whole = static_cast<std::int64_t>(std::ceil(static_cast<double>(options.images) / share));
    return std::clamp(whole, kMinDrawnPictures, nn::kMaxDrawnExamples);
}

bool Training::is_same_run(const Training& other) const {
    Training with_rate = other;
    with_rate.options.rate = options.rate;
    return *this == with_rate;
}

std::string run_title(const nn::NetworkSettings& network) {
    if (network.convolutions == 0) return "No convolution";
    return fmt::format("{0} filters {1} \u00d7 {1}, {2} convolution{3}", network.filters, network.kernel,
                       network.convolutions, network.convolutions == 1 ? "" : "s");
}

}  // namespace convscope
