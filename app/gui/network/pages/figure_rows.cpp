#include "app/gui/network/pages/figure_rows.h"

#include <algorithm>

#include "core/base/load_error.h"
#include "core/image/files/load.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

/// The samples that are shown instead of the course's test images if the data set is missing.
constexpr std::array<const char*, FigureRows::kCount> kSamples{"ankle_boot", "sneaker", "sandal"};

bool holds_course_images(const nn::Dataset* dataset) {
    return dataset != nullptr && dataset->example.channels() == 1 && dataset->size() > nn::kCourseTestImages.back();
}

}  // namespace

void FigureRows::find_course_inputs(const OpenDataset& dataset) {
    if (course_found_ && course_dataset_ == dataset.data) return;
    course_found_ = true;
    course_dataset_ = dataset.data;
    for (std::size_t row = 0; row < kCount; ++row) {
        if (holds_course_images(dataset.data.get())) {
            course_[row] = dataset_input(dataset, nn::kCourseTestImages[row]);
            continue;
        }
        const std::string name = kSamples[row];
        course_[row] = {
            .source = InputSource::sample, .file = name, .picture = load_picture(samples_ / (name + ".png"))};
    }
}

void FigureRows::make_tensors(const std::shared_ptr<const nn::Model>& model) {
    for (std::size_t row = 0; row < kCount; ++row) {
        if (tensor_model_ == model && tensor_inputs_[row] == input(row)) continue;
        tensor_inputs_[row] = input(row);
        tensors_[row] = std::make_shared<const nn::Tensor>(input_tensor(input(row), *model));
    }
    tensor_model_ = model;
}

void FigureRows::update(const Network& network, const OpenDataset& dataset, bool shown) {
    shown = shown && !network.takes_numbers(0);
    if (shown && problem_.empty()) {
        try {
            find_course_inputs(dataset);
            make_tensors(network.model.model);
        } catch (const LoadError& error) {
            problem_ = error.what();
        } catch (const nn::ShapeError&) {
            // No picture fits this model; the workspace already shows a message.
            tensors_ = {};
            tensor_model_.reset();
        }
    }
    feed_maker_.update(network.feeds, network.model.model);
    for (std::size_t row = 0; row < kCount; ++row)
        engines_[row].update(shown ? NetworkRequest{.model = network.model.model,
                                                    .input = tensors_[row],
                                                    .trained_input = nullptr,
                                                    .others = feed_maker_.others(),
                                                    .edits = network.edits}
                                   : NetworkRequest{});
}

bool FigureRows::busy() const {
    return std::ranges::any_of(engines_, [](const NetworkEngine& engine) { return engine.busy(); });
}

bool FigureRows::finished() const {
    return std::ranges::any_of(engines_, [](const NetworkEngine& engine) { return engine.finished(); });
}

bool FigureRows::is_ready(const std::shared_ptr<const nn::Model>& model) const {
    return std::ranges::all_of(engines_, [&](const NetworkEngine& engine) {
        return engine.results().has_trace() && engine.results().request.model == model;
    });
}

std::uint64_t FigureRows::revision() const {
    std::uint64_t sum = 0;
    for (const NetworkEngine& engine : engines_) sum += engine.results().revision;
    return sum;
}

std::string FigureRows::problem() const {
    if (!problem_.empty()) return problem_;
    for (const NetworkEngine& engine : engines_)
        if (!engine.results().problem.empty()) return engine.results().problem;
    return {};
}

}  // namespace convscope
