#include "app/opening/dataset_opening.h"

#include <set>
#include <system_error>
#include <utility>

#include "app/document/network/network_commands.h"
#include "core/base/text/translation.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// True if class folders give the same pictures and numbers for both models.
bool needs_same_pictures(const nn::Model& a, const nn::Model& b) {
    const auto shape = [](const nn::Model& model) -> const nn::Shape& {
        return model.node(model.inputs().front()).shape;
    };
    return shape(a) == shape(b) && a.info().labels == b.info().labels &&
           a.info().preprocessing.inversion == b.info().preprocessing.inversion;
}

std::string open_message(const OpenDataset& dataset, const std::string& note) {
    const std::set<std::uint16_t> classes(dataset.data->labels.begin(), dataset.data->labels.end());
    const std::int64_t pictures = dataset.data->size();
    const std::string text =
        tr("The data set {} is open: {} of {}.", dataset.name(),
           tr_count(pictures, "{1} picture", "{1} pictures", nn::with_commas(pictures)),
           tr_count(std::ssize(classes), "{1} class", "{1} classes", nn::with_commas(std::ssize(classes))));
    // Translators: two sentences
    return note.empty() ? text : tr("{} {}", text, note);
}

}  // namespace

DatasetOpening::DatasetOpening(History& history, SettingsStore& settings, OpeningMessages& messages,
                               std::function<void()> wake)
    : history_(history), settings_(settings), messages_(messages), jobs_(std::move(wake)) {}

void DatasetOpening::open(const fs::path& folder) {
    read({.folder = folder, .by_user = true});
}

void DatasetOpening::open_first() {
    std::error_code error;
    const fs::path& last = settings_.settings().dataset;
    if (!last.empty() && fs::is_directory(last, error)) return read({.folder = last});
    if (const std::optional<fs::path> standard = find_fashion_mnist()) read({.folder = *standard});
}

void DatasetOpening::open_for_model(const fs::path& folder) {
    if (folder != dataset_.folder || !dataset_.data) read({.folder = folder});
}

void DatasetOpening::stop() {
    progress_->stopped = true;
    jobs_.clear();
    reading_.reset();
    waiting_.reset();
    if (fitted_to_) fitted_to_ = history_.document().network.model.model;
}

void DatasetOpening::update() {
    jobs_.drain();
    const SharedModel& model = history_.document().network.model.model;
    if (!model || reading_) return;
    if (waiting_) return read(*std::exchange(waiting_, std::nullopt));
    if (!fitted_to_ || fitted_to_ == model || !nn::takes_picture(*model)) return;
    if (needs_same_pictures(*fitted_to_, *model))
        fitted_to_ = model;
    else
        read({.folder = dataset_.folder});
}

DatasetOpening::Outcome DatasetOpening::read_for(const fs::path& folder, const SharedModel& model, Progress& progress) {
    if (!model && needs_model(folder)) return {.read = std::nullopt, .needs_model = true};
    const auto keep_going = [&progress](double fraction) {
        progress.fraction = fraction;
        return !progress.stopped;
    };
    return {.read = read_dataset(folder, model.get(), keep_going)};
}

void DatasetOpening::read(Wish wish) {
    progress_->stopped = true;
    jobs_.clear();
    waiting_.reset();
    reading_ = wish;
    const auto progress = progress_ = std::make_shared<Progress>();
    const SharedModel model = history_.document().network.model.model;
    jobs_.submit([folder = wish.folder, model, progress] { return read_for(folder, model, *progress); },
                 [this, wish, model, progress](Outcome outcome) {
                     if (!progress->stopped) take(wish, model, std::move(outcome));
                 },
                 [this, model, progress](const std::string& message) {
                     if (progress->stopped) return;
                     reading_.reset();
                     if (fitted_to_) fitted_to_ = model;  // it is not read again and again
                     messages_.warn(message);
                 },
                 wish.folder.filename().string());
}

void DatasetOpening::take(const Wish& wish, const SharedModel& model, Outcome outcome) {
    reading_.reset();
    if (outcome.needs_model) {
        waiting_ = wish;
        if (wish.by_user) history_.perform(show_network());
        return;
    }
    if (!outcome.read) return;
    dataset_ = {.folder = wish.folder, .data = std::make_shared<const nn::Dataset>(std::move(outcome.read->data))};
    fitted_to_ = outcome.read->fits_model ? model : nullptr;
    if (!wish.by_user) return;
    settings_.change([&](UserSettings& settings) { settings.dataset = wish.folder; });
    messages_.say(open_message(dataset_, outcome.read->note));
    if (history_.document().workspace != WorkspaceId::layers) history_.perform(show_network());
}

}  // namespace convscope
