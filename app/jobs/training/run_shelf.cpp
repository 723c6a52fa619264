#include "app/jobs/training/run_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/nn/train/evaluate.h"
#include "core/nn/train/trainer.h"

namespace convscope {

namespace {

RunRow row_of(const nn::Curves& curves, const nn::Model& model, const RunTexts& texts) {
    RunRow row{.title = texts.title,
               .data = texts.data,
               .settings = texts.settings,
               .parameters = nn::parameter_count(model),
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
    nn::StepRecord record;
    while (trainer.step({}, record)) {
        if (!keep_going()) return false;
        curves.steps.push_back({static_cast<float>(record.loss), static_cast<float>(record.accuracy)});
        const std::vector<nn::EpochReport> epochs = trainer.progress().epochs;
        for (std::size_t i = curves.epochs.size(); i < epochs.size(); ++i)
            curves.epochs.push_back(epoch_point(epochs[i], trainer.steps_taken()));
    }
    const nn::Model model = trainer.snapshot();
    if (like.test && !curves.epochs.empty()) {
        std::vector<std::int64_t> all(static_cast<std::size_t>(like.test->size()));
        std::iota(all.begin(), all.end(), 0);
        const nn::Evaluation evaluation = nn::evaluate(model, *like.test, all, keep_going);
        if (!keep_going()) return false;
        curves.epochs.back().test_loss = evaluation.sum.mean_loss();
        curves.epochs.back().test_accuracy = evaluation.sum.accuracy();
    }
    store.save(store.new_id(), row_of(curves, model, wanted.texts), curves, model);
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

void RunShelf::keep(const TrainingResults& results, const RunTexts& texts) {
    if (!keeps_ || is_keeping_ || results.curves.epochs.empty()) return;
    if (kept_run_ != results.run) {
        kept_run_ = results.run;
        kept_id_.clear();
        kept_epochs_ = 0;
    }
    if (kept_epochs_ == results.curves.epochs.size() || results.snapshots.empty()) return;
    kept_epochs_ = results.curves.epochs.size();
    const auto model = results.snapshots.all().back().model;
    is_keeping_ = true;
    saves_.submit(
        [store = store_, id = kept_id_, curves = results.curves, model, texts] {
            std::string used = id.empty() ? store.new_id() : id;
            store.save(used, row_of(curves, *model, texts), curves, *model);
            return used;
        },
        [this, number = kept_run_](const std::string& id) {
            is_keeping_ = false;
            if (kept_run_ == number) kept_id_ = id;
            std::erase_if(read_, [&id](const ReadRun& read) { return read.id == id; });
            read_list();
        },
        [this](const std::string& problem) {
            is_keeping_ = false;
            keeps_ = false;
            note("Training goes on, but its runs are not kept. " + problem);
        });
}

void RunShelf::adopt(const std::string& id, std::uint64_t run, std::size_t epochs) {
    kept_run_ = run;
    kept_id_ = id;
    kept_epochs_ = epochs;
}

bool RunShelf::has_failed(const std::string& id) const {
    return std::ranges::find(failed_, id) != failed_.end();
}

void RunShelf::request_run(const std::string& id) {
    if (find(id) != nullptr || has_failed(id) || std::ranges::find(reading_, id) != reading_.end()) return;
    reading_.push_back(id);
    saves_.submit(
        [store = store_, id] {
            return ReadRun{id, store.load_row(id).settings, store.load_curves(id),
                           std::make_shared<const nn::Model>(store.load_model(id))};
        },
        [this, id](ReadRun run) {
            std::erase(reading_, id);
            read_.push_back(std::move(run));
        },
        [this, id](const std::string& problem) {
            std::erase(reading_, id);
            failed_.push_back(id);  // so that it is not read in every frame
            note(problem);
        });
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
            run.texts.title);
}

void RunShelf::stop_table() {
    progress_->stopped = true;
    table_.clear();
    table_size_ = table_done_ = 0;
}

std::string RunShelf::table_progress() const {
    if (table_size_ == 0 || table_done_ >= table_size_) return {};
    return fmt::format("{} of {}: {}", table_done_ + 1, table_size_, table_.current());
}

}  // namespace convscope
