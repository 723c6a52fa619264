#include "app/gui/training/scene/run_keeper.h"

#include <algorithm>
#include <utility>

#include "app/document/training/training_session.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/dataset_folder.h"

namespace convscope {

namespace {

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
            return tr(
                "Fashion-MNIST is not on this machine. Load it once in Keras, or drop a folder with its files here.");
        case TrainingSource::own:
            return tr("Two classes of your own need a picture. Draw some on the page Teach it.");
        default:
            return tr("No data set is open. Drop a folder with one on the window.");
    }
}

nn::NetworkTask task_for(const nn::Dataset& data) {
    nn::NetworkTask task{.name = "training", .input = data.example, .classes = std::max(2, data.classes())};
    if (std::ssize(data.class_names) == task.classes) task.class_names = data.class_names;
    return task;
}

}  // namespace

RunKeeper::RunKeeper(std::filesystem::path cache, const std::function<void()>& wake)
    : wake_(wake),
      engine_(std::make_unique<TrainingEngine>(wake)),
      pictures_job_(wake),
      start_job_(wake),
      pinned_job_(wake),
      answers_job_(wake),
      health_job_(wake),
      maps_job_(wake),
      cache_(std::move(cache)) {}

bool RunKeeper::busy() const {
    return engine_->busy() || std::ranges::any_of(aside_, [](const Aside& run) { return run.engine->busy(); }) ||
           pictures_job_.busy() || start_job_.busy() || pinned_job_.busy() || answers_job_.busy() ||
           health_job_.busy() || maps_job_.busy();
}

bool RunKeeper::finished() const {
    return engine_->finished() ||
           std::ranges::any_of(aside_, [](const Aside& run) { return run.engine->finished(); }) ||
           pictures_job_.finished() || start_job_.finished() || pinned_job_.finished() || answers_job_.finished() ||
           health_job_.finished() || maps_job_.finished();
}

void RunKeeper::update(const Document& document, const std::filesystem::path& opened, RunShelf& shelf) {
    was_shown_ = was_shown_ || document.workspace == WorkspaceId::training;
    if (!was_shown_) return;
    pictures_job_.update();
    start_job_.update();
    if (std::exchange(fresh_starts_, document.training_view.fresh_starts) != document.training_view.fresh_starts)
        forget();
    engine_->update();
    for (const Aside& run : aside_) run.engine->update();
    pinned_job_.update();
    answers_job_.update();
    health_job_.update();
    maps_job_.update();
    problem_.clear();
    opened_ = opened;
    kept_ = document.training_view.kept_run;
    if (kept_ != considered_kept_) considered_kept_.clear();
    is_ready_ = prepare_pictures(document.training, opened) && prepare_model(document);
    if (is_ready_) {
        start_run(document.training, document.training_view.kept_run, shelf);
        engine_->update();  // so that no frame shows the run before it
    } else if (engine_->results().state == EngineState::running) {
        engine_->pause();
    }
    study_moment(document.training_view);
}

bool RunKeeper::prepare_pictures(const Training& training, const std::filesystem::path& opened) {
    if (training.source == TrainingSource::own) return prepare_own(training);
    PicturesKey key{.drawn = drawn_set_of(training.source), .folder = folder_of(training, opened)};
    if (key.drawn) {
        key.examples = training.drawn_pictures();
    } else {
        key.side = training.side;
        key.cache = cache_;
    }
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

void RunKeeper::start_run(const Training& training, const std::string& kept, RunShelf& shelf) {
    Started wanted{start_, pictures_->train, training.options};
    const bool awaits = awaits_kept(kept, shelf);
    if (started_ && !awaits && !starts_anew_) {
        const double rate = std::exchange(started_->options.rate, wanted.options.rate);
        if (*started_ == wanted) {
            if (rate != wanted.options.rate) engine_->set_rate(wanted.options.rate);
            return;
        }
    }
    if (awaits) shelf.request_run(kept);
    if (awaits && !shelf.has_read(kept) && !shelf.has_failed(kept)) {
        is_ready_ = false;
        return;
    }
    keep_former();
    set_aside();
    const std::string data_before = texts_.data;
    started_ = std::move(wanted);
    run_settings_ = training;
    if (training.source == TrainingSource::open_dataset && training.folder.empty()) run_settings_.folder = opened_;
    texts_ = {.title = training.origin == NetworkOrigin::settings ? run_title(training.network) : start_->info().name,
              .data = data_title(run_settings_),
              .settings = text_of_training(run_settings_),
              .pictures = nn::split_of(started_->data->size(), started_->options).training,
              .rate = started_->options.rate,
              .seed = static_cast<std::int64_t>(started_->options.seed)};
    if (texts_.data != data_before) former_.reset();
    const bool is_new = std::exchange(starts_anew_, false);
    if (awaits ? show_kept(kept, shelf) : !is_new && bring_back()) return;
    launch();
}

bool RunKeeper::awaits_kept(const std::string& kept, const RunShelf& shelf) const {
    return !kept.empty() && kept != considered_kept_ && kept != shelf.kept_id(engine_->results().run);
}

bool RunKeeper::show_kept(const std::string& kept, RunShelf& shelf) {
    considered_kept_ = kept;
    const ReadRun* const read = shelf.find(kept);
    if (read == nullptr) return false;
    try {
        if (!training_of_text(read->settings, kept).is_same_run(run_settings_)) return false;
    } catch (const LoadError&) {
        return false;  // a run of another edition: it stays on the shelf
    }
    engine_->show_ended(present_run(), read->curves, read->snapshots);
    engine_->update();
    shelf.adopt(kept, engine_->results().run, std::ssize(read->curves.steps));
    ++runs_;
    return true;
}

std::optional<std::string> RunKeeper::kept_id(const std::string& wanted, const RunShelf& shelf) const {
    if (!is_ready_ || awaits_kept(wanted, shelf)) return std::nullopt;
    return shelf.kept_id(engine_->results().run);
}

TrainingRun RunKeeper::present_run() const {
    return {.start = started_->model, .data = started_->data, .test = pictures_->test, .options = started_->options};
}

void RunKeeper::launch() {
    engine_->start(present_run());
    considered_kept_ = kept_;  // what the view still names is the run before this one
    if (std::exchange(plays_when_ready_, false)) engine_->play();
    ++runs_;
}

void RunKeeper::keep_on(RunShelf& shelf) const {
    if (started_ && pictures_) shelf.keep(engine_->results(), texts_);
    for (const Aside& run : aside_) shelf.keep_rest(run.engine->results(), run.texts);
}

void RunKeeper::fill_table(RunShelf& shelf, const std::vector<Training>& table) const {
    if (!pictures_ || table.empty()) return;
    std::vector<TableRun> wanted;
    wanted.reserve(table.size());
    for (const Training& row : table)
        wanted.push_back({.texts = {.title = run_title(row.network),
                                    .data = texts_.data,
                                    .settings = text_of_training(row),
                                    .pictures = nn::split_of(pictures_->train->size(), row.options).training,
                                    .rate = row.options.rate,
                                    .seed = static_cast<std::int64_t>(row.options.seed)},
                          .label = shown_run_title(run_title(row.network)),
                          .start = {.task = task_, .settings = row.network, .seed = row.options.seed}});
    shelf.fill_table(
        wanted,
        {.start = nullptr, .data = pictures_->train, .test = pictures_->test, .options = table.front().options});
}

void RunKeeper::forget() {
    engine_->clear();
    started_.reset();
    aside_.clear();
    former_.reset();
    plays_when_ready_ = starts_anew_ = false;
}

void RunKeeper::keep_former() {
    if (engine_->results().curves.steps.empty()) return;
    former_ = FormerRun{texts_.title, engine_->results().curves};
}

void RunKeeper::restart() {
    if (!started_ || !pictures_) return;
    keep_former();
    launch();  // and not engine_->reset(), which would bring an earlier rate back
}

}  // namespace convscope
