#include "app/document/training/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

nn::TrainingOptions teaching_options() {
    return {.rate = 2e-3,
            .epochs = 40,
            .batch = 8,
            .images = kMaxTrainingImages,
            .augmentation = nn::Augmentation::drawing};
}

constexpr std::array kDataTitles{tr("Lines"),
                                 tr("Shapes"),
                                 tr("Garments"),
                                 tr("Fashion-MNIST"),
                                 tr("The open data set"),
                                 tr("Classes of one's own")};

/// The whole numbers in a text, in order.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        int number = 0;
        const auto [next, error] = std::from_chars(at, end, number);
        if (error == std::errc()) numbers.push_back(number);
        at = next == at ? at + 1 : next;
    }
    return numbers;
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
    if (training.source != TrainingSource::open_dataset || training.folder.empty())
        return kDataTitles.at(static_cast<std::size_t>(training.source)).english();
    const std::filesystem::path folder = training.folder.lexically_normal();
    return (folder.has_filename() ? folder : folder.parent_path()).filename().string();
}

std::string run_title(const nn::NetworkSettings& network) {
    if (network.convolutions == 0) return "No convolution";
    return fmt::format("{0} filters {1} \u00d7 {1}, {2} convolution{3}", network.filters, network.kernel,
                       network.convolutions, network.convolutions == 1 ? "" : "s");
}

std::string shown_data_title(const std::string& title) {
    const auto* const found =
        std::ranges::find_if(kDataTitles, [&title](const Message& known) { return title == known.english(); });
    return found == kDataTitles.end() ? title : std::string(*found);
}

std::string shown_run_title(const std::string& title) {
    nn::NetworkSettings network;
    network.convolutions = 0;
    if (title == run_title(network)) return tr("No convolution");
    const std::vector<int> numbers = numbers_in(title);
    if (numbers.size() != 4) return title;  // filters, rows, columns, convolutions
    network.filters = numbers[0];
    network.kernel = numbers[1];
    network.convolutions = numbers[3];
    if (title != run_title(network)) return title;
    return tr_count(network.convolutions, "{1} filters {2} \u00d7 {2}, {0} convolution",
                    "{1} filters {2} \u00d7 {2}, {0} convolutions", network.filters, network.kernel);
}

}  // namespace convscope
