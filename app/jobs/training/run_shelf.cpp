#include "app/jobs/training/run_shelf.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/trainer.h"

namespace convscope {

namespace {

RunRow row_of(const nn::Curves& curves, const nn::Model& model, const RunTexts& texts) {
    RunRow row{.title = texts.title,
               .data = texts.data,
               .settings = texts.settings,
               .parameters = nn::parameter_count(model),
               .pictures = texts.pictures,
               .rate = texts.rate,
               .seed = texts.seed,
               .steps = std::ssize(curves.steps),
               .epochs = static_cast<int>(curves.epochs.size())};
    for (const nn::EpochPoint& epoch : curves.epochs) row.seconds += epoch.seconds;
    if (curves.epochs.empty()) return row;
    const nn::EpochPoint& last = curves.epochs.back();
    row.loss = last.loss;
    row.accuracy = last.accuracy;
    row.validation_loss = last.validation_loss;
    row.validation_accuracy = last.validation_accuracy;
    row.test_loss = last.test_loss;
    row.test_accuracy = last.test_accuracy;
    return row;
}

/// Trains the run to its end, as TrainingEngine does, and keeps it. False if it was stopped.
bool train_row(const RunStore& store, const TableRun& wanted, const TrainingRun& like,
               const std::function<bool()>& keep_going) {
    const StartModel start = make_start(wanted.start);
    nn::Trainer trainer(*start.model, like.data, like.options);
    nn::Curves curves;
    nn::Snapshots snapshots;
    snapshots.add({0, start.model});
    nn::StepRecord record;
    for (bool goes_on = true; goes_on;) {
        const bool is_due = nn::Snapshots::is_due(trainer.steps_taken() + 1);
        goes_on = trainer.step({.sizes = is_due}, record);
        if (!keep_going()) return false;
        if (!goes_on) break;
        if (is_due)
            snapshots.add({record.step, std::make_shared<const nn::Model>(trainer.snapshot()),
                           std::make_shared<const std::vector<nn::LayerSizes>>(record.sizes)});
        curves.steps.push_back({static_cast<float>(record.loss), static_cast<float>(record.accuracy)});
        const std::vector<nn::EpochReport> epochs = trainer.progress().epochs;
        for (std::size_t i = curves.epochs.size(); i < epochs.size(); ++i)
            curves.epochs.push_back(epoch_point(epochs[i], trainer.steps_taken()));
    }
    if (snapshots.all().back().step < trainer.steps_taken())
        snapshots.add({trainer.steps_taken(), std::make_shared<const nn::Model>(trainer.snapshot())});
    const nn::Model& model = *snapshots.all().back().model;
    if (like.test && !curves.epochs.empty()) {
        std::vector<std::int64_t> all(static_cast<std::size_t>(like.test->size()));
        std::iota(all.begin(), all.end(), 0);
        const nn::Evaluation evaluation = nn::evaluate(model, *like.test, all, keep_going);
        if (!keep_going()) return false;
        curves.epochs.back().test_loss = evaluation.sum.mean_loss();
        curves.epochs.back().test_accuracy = evaluation.sum.accuracy();
    }
    store.save(store.new_id(), row_of(curves, model, wanted.texts), curves, snapshots);
    return true;
}

}  // namespace

RunShelf::RunShelf(const std::filesystem::path& folder, const std::function<void()>& wake)
    : store_(folder), keeps_(!folder.empty()), saves_(wake), table_(wake) {}

RunShelf::~RunShelf() {
    progress_->stopped = true;
}

void RunShelf::update() {
    saves_.drain();
    table_.drain();
}

void RunShelf::note(const std::string& problem) {
    problems_.push_back(problem);
}

std::vector<std::string> RunShelf::take_problems() {
    return std::exchange(problems_, {});
}

void RunShelf::read_list() {
    saves_.submit([store = store_] { return store.list(); },
                  [this](RunList list) {
                      runs_ = std::move(list.runs);
                      for (const std::string& problem : list.problems) note(problem);
                  },
                  [this](const std::string& problem) { note(problem); });
}

void RunShelf::request_list() {
    if (!keeps_ || std::exchange(has_list_, true)) return;
    read_list();
}

std::string RunShelf::kept_id(std::uint64_t run) const {
    const auto found = std::ranges::find(kept_, run, &Kept::run);
    return found == kept_.end() ? std::string() : found->id;
}

RunShelf::Kept& RunShelf::kept_of(std::uint64_t run) {
    const auto found = std::ranges::find(kept_, run, &Kept::run);
    if (found != kept_.end()) return *found;
    kept_at_ = Clock::now();
    const auto trial = std::ranges::find(kept_, true, &Kept::is_trial);
    if (trial == kept_.end()) return kept_.emplace_back(Kept{.run = run});
    *trial = {.run = run, .id = trial->id};
    return *trial;
}

bool RunShelf::is_due(EngineState state) const {
    constexpr int kShare = 20;  // writing may take a twentieth of the time
    if (state != EngineState::running) return true;
    const auto least = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(kKeepSeconds));
    return Clock::now() - kept_at_ >= std::max(least, kShare * keep_cost_);
}

void RunShelf::keep(const TrainingResults& results, const RunTexts& texts) {
    if (!keeps_ || is_keeping_ || results.curves.steps.empty() || results.snapshots.empty()) return;
    Kept& kept = kept_of(results.run);
    const auto steps = std::ssize(results.curves.steps);
    if (kept.steps == steps || !is_due(results.state)) return;
    kept.steps = steps;
    kept.is_trial = results.curves.epochs.empty() && steps <= kTrialSteps;
    is_keeping_ = true;
    const Clock::time_point start = Clock::now();
    saves_.submit(
        [store = store_, id = kept.id, curves = results.curves, snapshots = results.snapshots, texts] {
            std::string used = id.empty() ? store.new_id() : id;
            store.save(used, row_of(curves, *snapshots.all().back().model, texts), curves, snapshots);
            return used;
        },
        [this, number = kept.run, start](const std::string& id) {
            is_keeping_ = false;
            kept_at_ = Clock::now();
            keep_cost_ = kept_at_ - start;
            kept_of(number).id = id;
            for (ReadRun& read : read_) read.is_stale = read.is_stale || read.id == id;
            read_list();
        },
        [this](const std::string& problem) {
            is_keeping_ = false;
            keeps_ = false;
            note(tr("Training goes on, but its runs are not kept. {}", problem));
        });
}

void RunShelf::keep_rest(const TrainingResults& results, const RunTexts& texts) {
    if (std::ranges::find(kept_, results.run, &Kept::run) != kept_.end()) keep(results, texts);
}

void RunShelf::adopt(const std::string& id, std::uint64_t run, std::int64_t steps) {
    // Only one engine writes to a folder.
    std::erase_if(kept_, [&](const Kept& kept) { return kept.id == id && kept.run != run; });
    kept_of(run) = {.run = run, .id = id, .steps = steps};
}

bool RunShelf::has_failed(const std::string& id) const {
    return std::ranges::find(failed_, id) != failed_.end();
}

void RunShelf::request_run(const std::string& id) {
    if (has_read(id) || has_failed(id) || std::ranges::find(reading_, id) != reading_.end()) return;
    reading_.push_back(id);
    saves_.submit(
        [store = store_, id] {
            ReadRun run{.id = id, .settings = store.load_row(id).settings, .curves = store.load_curves(id)};
            run.snapshots = store.load_moments(id, std::make_shared<const nn::Model>(store.load_model(id)),
                                               std::ssize(run.curves.steps));
            return run;
        },
        [this, id](ReadRun run) {
            std::erase(reading_, id);
            std::erase_if(read_, [&id](const ReadRun& read) { return read.id == id; });
            read_.push_back(std::move(run));
        },
        [this, id](const std::string& problem) {
            std::erase(reading_, id);
            failed_.push_back(id);  // so that it is not read in every frame
            note(problem);
        });
}

bool RunShelf::has_read(const std::string& id) const {
    const ReadRun* const read = find(id);
    return read != nullptr && !read->is_stale;
}

const ReadRun* RunShelf::find(const std::string& id) const {
    const auto found = std::ranges::find(read_, id, &ReadRun::id);
    return found == read_.end() ? nullptr : &*found;
}

void RunShelf::remove(const std::string& id) {
    saves_.submit(
        [store = store_, id] {
            store.remove(id);
            return true;
        },
        [this, id](bool) {
            std::erase_if(read_, [&id](const ReadRun& read) { return read.id == id; });
            read_list();
        },
        [this](const std::string& problem) { note(problem); });
}

void RunShelf::fill_table(const std::vector<TableRun>& wanted, const TrainingRun& like) {
    if (!keeps_) return;
    stop_table();
    const auto progress = progress_ = std::make_shared<Progress>();
    table_size_ = wanted.size();
    table_done_ = 0;
    for (const TableRun& run : wanted)
        table_.submit(
            [store = store_, run, like, progress](const std::stop_token& stop) {
                return train_row(store, run, like, [&] { return !progress->stopped && !stop.stop_requested(); });
            },
            [this, progress](bool is_kept) {
                if (progress->stopped) return;
                ++table_done_;
                if (is_kept) read_list();
            },
            [this, progress](const std::string& problem) {
                if (!progress->stopped) ++table_done_;
                note(problem);
            },
            run.label);
}

void RunShelf::stop_table() {
    progress_->stopped = true;
    table_.clear();
    table_size_ = table_done_ = 0;
}

std::string RunShelf::table_progress() const {
    if (table_size_ == 0 || table_done_ >= table_size_) return {};
    return tr("{} of {}: {}", table_done_ + 1, table_size_, table_.current());
}

}  // namespace convscope
