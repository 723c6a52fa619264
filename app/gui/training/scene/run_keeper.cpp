#include "app/gui/training/scene/run_keeper.h"

#include <algorithm>
#include <utility>

#include "app/document/training/training_session.h"
#include "core/io/dataset/dataset_folder.h"

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

/// The first example of each of the first classes, in the order of the classes.
std::vector<std::int64_t> first_of_classes(const nn::Dataset& data) {
    std::vector<std::int64_t> found;
    const int classes = std::min(data.classes(), static_cast<int>(RunKeeper::kMaxPinned));
    for (int label = 0; label < classes; ++label) {
        const auto example = std::ranges::find(data.labels, label);
        if (example != data.labels.end()) found.push_back(example - data.labels.begin());
    }
    return found;
}

std::filesystem::path folder_of(const Training& training, const std::filesystem::path& opened) {
    switch (training.source) {
        case TrainingSource::fashion_mnist:
            return find_fashion_mnist().value_or("");
        case TrainingSource::open_dataset:
            return training.folder.empty() ? opened : training.folder;
        case TrainingSource::own:
        case TrainingSource::lines:
        case TrainingSource::shapes:
        case TrainingSource::garments:
            break;
    }
    return {};
}

std::string missing_folder(TrainingSource source) {
    switch (source) {
        case TrainingSource::fashion_mnist:
            return "Fashion-MNIST is not on this machine. Load it once in Keras, or drop a folder with its files here.";
        case TrainingSource::own:
            return "Two classes of your own need a picture. Draw some on the page Teach it.";
        default:
            return "No data set is open. Drop a folder with one on the window.";
    }
}

nn::NetworkTask task_for(const nn::Dataset& data) {
    nn::NetworkTask task{.name = "training", .input = data.example, .classes = std::max(2, data.classes())};
    if (std::ssize(data.class_names) == task.classes) task.class_names = data.class_names;
    return task;
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
        if (!known_results.empty() && known_results.back().key.data == key.data && known_results.back().result)
            shown = known_results.back().result;
        if (!job.busy()) job.request(key);
    }
}

}  // namespace

RunKeeper::RunKeeper(const std::function<void()>& wake)
    : engine_(wake), pictures_job_(wake), start_job_(wake), pinned_job_(wake), answers_job_(wake), health_job_(wake) {}

bool RunKeeper::busy() const {
    return engine_.busy() || pictures_job_.busy() || start_job_.busy() || pinned_job_.busy() || answers_job_.busy() ||
           health_job_.busy();
}

bool RunKeeper::finished() const {
    return engine_.finished() || pictures_job_.finished() || start_job_.finished() || pinned_job_.finished() ||
           answers_job_.finished() || health_job_.finished();
}

void RunKeeper::update(const Document& document, const std::filesystem::path& opened) {
    was_shown_ = was_shown_ || document.workspace == WorkspaceId::training;
    if (!was_shown_) return;
    pictures_job_.update();
    start_job_.update();
    engine_.update();
    pinned_job_.update();
    answers_job_.update();
    health_job_.update();
    problem_.clear();
    is_ready_ = prepare_pictures(document.training, opened) && prepare_model(document);
    if (is_ready_) start_run(document.training);
    study_moment(document.training_view);
}

bool RunKeeper::prepare_pictures(const Training& training, const std::filesystem::path& opened) {
    if (training.source == TrainingSource::own) return prepare_own(training);
    PicturesKey key{.drawn = drawn_set_of(training.source), .folder = folder_of(training, opened)};
    if (key.drawn) key.examples = training.drawn_pictures();
    if (!key.drawn && key.folder.empty()) {
        pictures_.reset();
        problem_ = missing_folder(training.source);
        return false;
    }
    const auto* const known = pictures_job_.find(key);
    if (known == nullptr) {
        pictures_job_.request(key);
        return false;
    }
    if (known->result) return take_pictures(*known->result);
    pictures_.reset();
    problem_ = known->problem;
    return false;
}

bool RunKeeper::prepare_own(const Training& training) {
    if (!can_learn(training.own)) {
        pictures_.reset();
        problem_ = missing_folder(training.source);
        return false;
    }
    if (!own_pictures_ || own_ != training.own) {
        own_ = training.own;
        own_pictures_ = {.train = std::make_shared<const nn::Dataset>(own_dataset(own_)), .test = nullptr};
    }
    return take_pictures(*own_pictures_);
}

bool RunKeeper::take_pictures(const TrainingPictures& pictures) {
    if (pictures_ && pictures_->train == pictures.train) return true;
    pictures_ = pictures;
    task_ = task_for(*pictures_->train);
    return true;
}

bool RunKeeper::prepare_model(const Document& document) {
    const Training& training = document.training;
    StartKey key{.task = task_, .frozen = training.frozen, .seed = training.options.seed};
    outline_ = {};
    if (training.origin == NetworkOrigin::settings) {
        outline_ = nn::outline(training.network, task_, nn::kTimes);
        if (outline_.fault) {
            problem_ = outline_.fault->sentence;
            return false;
        }
        key.settings = training.network;
    }
    const bool takes_weights =
        training.origin == NetworkOrigin::open_model || training.start == TrainingStart::open_model;
    if (takes_weights) key.given = document.network.model.model;
    if (training.start != TrainingStart::open_model) key.start = static_cast<nn::WeightStart>(training.start);
    const auto* const known = start_job_.find(key);
    if (known == nullptr) {
        start_job_.request(key);
        return false;
    }
    problem_ = known->problem;
    if (!known->result) return false;
    start_ = known->result->model;
    taken_ = known->result->taken;
    return true;
}

void RunKeeper::start_run(const Training& training) {
    Started wanted{start_, pictures_->train, training.options};
    if (started_) {
        const double rate = std::exchange(started_->options.rate, wanted.options.rate);
        if (*started_ == wanted) {
            if (rate != wanted.options.rate) engine_.set_rate(wanted.options.rate);
            return;
        }
    }
    keep_former();
    started_ = std::move(wanted);
    settings_text_ = text_of_training(training);
    title_ = training.origin == NetworkOrigin::settings ? run_title(training.network) : start_->info().name;
    launch();
}

TrainingRun RunKeeper::present_run() const {
    return {.start = started_->model, .data = started_->data, .test = pictures_->test, .options = started_->options};
}

void RunKeeper::launch() {
    engine_.start(present_run());
    if (std::exchange(plays_when_ready_, false)) engine_.play();
    ++runs_;
}

void RunKeeper::keep_on(RunShelf& shelf) const {
    if (started_ && pictures_) shelf.keep(engine_.results(), title_, settings_text_);
}

void RunKeeper::fill_table(RunShelf& shelf, const std::vector<Training>& table) const {
    if (!pictures_ || table.empty()) return;
    std::vector<TableRun> wanted;
    wanted.reserve(table.size());
    for (const Training& row : table)
        wanted.push_back({.title = run_title(row.network),
                          .settings = text_of_training(row),
                          .start = {.task = task_, .settings = row.network, .seed = row.options.seed}});
    shelf.fill_table(
        wanted,
        {.start = nullptr, .data = pictures_->train, .test = pictures_->test, .options = table.front().options});
}

void RunKeeper::keep_former() {
    if (engine_.results().curves.steps.empty()) return;
    former_ = FormerRun{title_, engine_.results().curves};
}

void RunKeeper::restart() {
    if (!started_ || !pictures_) return;
    keep_former();
    launch();  // and not engine_.reset(), which would bring an earlier rate back
}

void RunKeeper::choose_study() {
    const TrainingResults& results = engine_.results();
    if (!started_ || results.snapshots.empty() || studied_run_ == results.run) return;
    studied_run_ = results.run;
    studies_validation_ = !results.validation_indices.empty();
    if (studies_validation_) {
        study_ = selection_of(*started_->data, results.validation_indices);
    } else {
        std::vector<std::int64_t> first;
        for (std::int64_t i = 0; i < std::min(kMaxStudied, started_->data->size()); ++i) first.push_back(i);
        study_ = selection_of(*started_->data, first);
    }
    pinned_ = selection_of(*study_, first_of_classes(*study_));
    pinned_answers_.reset();
    answers_.reset();
    health_.reset();
}

void RunKeeper::study_moment(const TrainingView& view) {
    choose_study();
    const std::vector<nn::Snapshot>& all = engine_.results().snapshots.all();
    moment_.reset();
    if (all.empty() || !study_) return;
    moment_ = view.moment ? engine_.results().snapshots.nearest(*view.moment) : all.size() - 1;
    study_problem_.clear();
    const auto& model = all[*moment_].model;
    follow(pinned_job_, {.model = model, .data = pinned_, .examples = nullptr}, pinned_answers_, study_problem_);
    if (view.page == TrainingPage::confusion || view.page == TrainingPage::hardest)
        follow(answers_job_, {.model = model, .data = study_, .examples = nullptr}, answers_, study_problem_);
    if (view.page == TrainingPage::health)
        follow(health_job_, {.model = model, .data = study_, .examples = nullptr}, health_, study_problem_);
}

}  // namespace convscope
