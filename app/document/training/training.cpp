#include "app/document/training/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

nn::TrainingOptions teaching_options() {
    return {.rate = 2e-3,
            .epochs = 40,
            .batch = 8,
            .images = kMaxTrainingImages,
            .augmentation = nn::Augmentation::drawing};
}

}  // namespace

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

void teach_own(Training& training) {
    training.source = TrainingSource::own;
    training.origin = NetworkOrigin::settings;
    training.start = TrainingStart::glorot;
    training.frozen = 0;
    training.network = {.convolutions = 2, .filters = 16, .dense = {32}};
    training.options = teaching_options();
}

void end_teaching(Training& training) {
    nn::TrainingOptions teaching = teaching_options();
    teaching.rate = training.options.rate;  // it may have been changed while training ran
    if (training.options == teaching) training.options = Training{}.options;
}

void use_course_network(Training& training) {
    end_teaching(training);
    training.origin = NetworkOrigin::settings;
    training.network = {};
    if (training.start == TrainingStart::small) training.start = TrainingStart::glorot;
    const nn::TrainingOptions course;
    training.options.optimizer = course.optimizer;
    training.options.rate = course.rate;
    training.options.decay = course.decay;
    training.options.epochs = course.epochs;
    training.options.batch = course.batch;
}

std::string data_title(const Training& training) {
    constexpr std::array<std::string_view, 6> kTitles{
        "Lines", "Shapes", "Garments", "Fashion-MNIST", "The open data set", "Classes of one's own"};
    if (training.source != TrainingSource::open_dataset || training.folder.empty())
        return std::string(kTitles.at(static_cast<std::size_t>(training.source)));
    const std::filesystem::path folder = training.folder.lexically_normal();
    return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

std::string run_title(const nn::NetworkSettings& network) {
    if (network.convolutions == 0) return "No convolution";
    return fmt::format("{0} filters {1} \u00d7 {1}, {2} convolution{3}", network.filters, network.kernel,
                       network.convolutions, network.convolutions == 1 ? "" : "s");
}

}  // namespace convscope
