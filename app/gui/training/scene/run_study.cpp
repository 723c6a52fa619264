// The part of a RunKeeper that studies the shown moment: answers, dead maps, the maps of a picture.
#include <algorithm>
#include <numeric>
#include <utility>

#include "app/gui/training/scene/run_keeper.h"

namespace convscope {

namespace {

constexpr std::int64_t kMaxStudied = 2000;  ///< training pictures that are studied if there are none for validation

/// A copy of these examples.
std::shared_ptr<const nn::Dataset> selection_of(const nn::Dataset& data, const std::vector<std::int64_t>& examples) {
    nn::Dataset selected{.example = data.example, .images = {}, .labels = {}, .class_names = data.class_names};
    selected.images.reserve(examples.size() * static_cast<std::size_t>(data.example.count()));
    selected.labels.reserve(examples.size());
    for (const std::int64_t example : examples) {
        const auto image = data.image(example);
        selected.images.insert(selected.images.end(), image.begin(), image.end());
        selected.labels.push_back(data.labels[static_cast<std::size_t>(example)]);
    }
    return std::make_shared<const nn::Dataset>(std::move(selected));
}

/// One of `examples` for each of the first classes of the data set, in the order of the classes; of a class that they
/// lack, the first example of all.
std::vector<std::int64_t> pinned_examples(const nn::Dataset& data, const std::vector<std::int64_t>& examples) {
    std::vector<std::int64_t> pinned;
    const int classes = std::min(data.classes(), static_cast<int>(RunKeeper::kMaxPinned));
    pinned.reserve(static_cast<std::size_t>(classes));
    for (int label = 0; label < classes; ++label) {
        const auto found = std::ranges::find_if(
            examples, [&](std::int64_t example) { return data.labels[static_cast<std::size_t>(example)] == label; });
        const auto any = std::ranges::find(data.labels, label);
        if (found != examples.end())
            pinned.push_back(*found);
        else if (any != data.labels.end())
            pinned.push_back(any - data.labels.begin());
    }
    return pinned;
}

/// The result for the key. If it is not known, starts its computation unless an earlier one is still running, and gives
/// the last one of these pictures: at full speed there is always a newer moment than the computed one.
template <class Job, class Result>
void follow(Job& job, const SnapshotKey& key, std::shared_ptr<const Result>& shown, std::string& problem) {
    if (const auto* const known = job.find(key)) {
        shown = known->result;
        if (!known->problem.empty()) problem = known->problem;
    } else {
        const auto& known_results = job.known();
        if (!known_results.empty() && known_results.back().key.data == key.data &&
            known_results.back().key.examples == key.examples && known_results.back().result)
            shown = known_results.back().result;
        if (!job.busy()) job.request(key);
    }
}

}  // namespace

void RunKeeper::choose_study() {
    const TrainingResults& results = this->results();
    if (!started_ || results.snapshots.empty() || studied_run_ == results.run) return;
    studied_run_ = results.run;
    studies_validation_ = !results.validation_indices.empty();
    std::vector<std::int64_t> studied = results.validation_indices;
    if (!studies_validation_) {
        studied.resize(static_cast<std::size_t>(std::min(kMaxStudied, started_->data->size())));
        std::iota(studied.begin(), studied.end(), 0);
    }
    study_ = selection_of(*started_->data, studied);
    pinned_ = selection_of(*started_->data, pinned_examples(*started_->data, studied));
    pinned_answers_.reset();
    answers_.reset();
    health_.reset();
    maps_.reset();
    single_.clear();
    for (std::int64_t i = 0; i < pinned_->size(); ++i)
        single_.push_back(std::make_shared<const std::vector<std::int64_t>>(1, i));
}

void RunKeeper::study_moment(const TrainingView& view) {
    choose_study();
    const std::vector<nn::Snapshot>& all = results().snapshots.all();
    moment_.reset();
    if (all.empty() || !study_) return;
    moment_ = view.moment ? results().snapshots.nearest(*view.moment) : all.size() - 1;
    study_problem_.clear();
    const auto& model = all[*moment_].model;
    follow(pinned_job_, {.model = model, .data = pinned_, .examples = nullptr}, pinned_answers_, study_problem_);
    if (view.page == TrainingPage::confusion || view.page == TrainingPage::hardest)
        follow(answers_job_, {.model = model, .data = study_, .examples = nullptr}, answers_, study_problem_);
    if (view.page == TrainingPage::health)
        follow(health_job_, {.model = model, .data = study_, .examples = nullptr}, health_, study_problem_);
    if (view.page == TrainingPage::watch && view.maps_layer >= 0) study_maps(view, model);
}

void RunKeeper::study_maps(const TrainingView& view, const std::shared_ptr<const nn::Model>& model) {
    if (single_.empty()) return;
    const auto example = std::min(static_cast<std::size_t>(std::max(0, view.example)), single_.size() - 1);
    follow(maps_job_, {.model = model, .data = pinned_, .examples = single_[example]}, maps_, study_problem_);
}

}  // namespace convscope
