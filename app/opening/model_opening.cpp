#include "app/opening/model_opening.h"

#include <utility>

#include "app/document/chain/chain_commands.h"
#include "app/document/network/network_commands.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/labels.h"
#include "core/io/picture_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

bool is_same_file(const OpenModel& a, const OpenModel& b) {
    return a.file == b.file && a.is_sample == b.is_sample;
}

}  // namespace

ModelOpening::ModelOpening(History& history, SettingsStore& settings, OpeningMessages& messages, JobQueue& jobs,
                           Samples samples, std::function<void()> wake, std::chrono::milliseconds watch_pause)
    : history_(history),
      settings_(settings),
      messages_(messages),
      jobs_(jobs),
      samples_(std::move(samples)),
      watch_(std::move(wake), watch_pause) {}

std::function<void(const std::string&)> ModelOpening::warning() {
    return [this](const std::string& message) { messages_.warn(message); };
}

void ModelOpening::read(OpenModel source, std::optional<FileKind> kind, std::function<void(OpenModel)> then,
                        std::function<void()> failed) {
    if (!source.is_sample) {
        nn::LambdaMeanings lambdas = std::move(source.notes.lambdas);
        source.notes = settings_.settings().notes_of(source.file);
        if (!lambdas.empty()) source.notes.lambdas = std::move(lambdas);
    }
    std::string name = source.name();
    jobs_.submit([source = std::move(source), kind, samples = samples_](
                     const std::stop_token& stop) { return read_model_or_lambdas(source, samples, kind, stop); },
                 [this, kind, then = std::move(then)](ReadModel read) {
                     if (!read.lambdas.empty())
                         return messages_.ask_lambdas(
                             {.source = std::move(read.model), .kind = kind, .layers = std::move(read.lambdas)});
                     if (!read.model.is_sample) watch_.watch(watched_file(read.model), read.stamp);
                     then(std::move(read.model));
                 },
                 [this, failed = std::move(failed)](const std::string& message) {
                     messages_.warn(message);
                     if (failed) failed();
                 },
                 std::move(name));
}

void ModelOpening::open(OpenModel source, std::optional<FileKind> kind) {
    read(std::move(source), kind, [this](OpenModel model) {
        // Do not list a model in two files as recent: neither file can be opened by itself.
        if (model.weights.empty())
            settings_.change([&](UserSettings& settings) {
                settings.remember_file(model.file);
                if (!model.notes.lambdas.empty()) settings.remember_notes(model.file, model.notes);
            });
        history_.perform(open_model(std::move(model)));
        history_.perform(show_network());
    });
}

void ModelOpening::open_first(const std::string& name, std::function<void()> opened, std::function<void()> failed) {
    read(
        {.file = name, .is_sample = true}, {},
        [this, opened = std::move(opened)](OpenModel model) {
            if (!history_.document().network.model.model) history_.apply_unrecorded(open_model(std::move(model)));
            opened();
        },
        std::move(failed));
}

void ModelOpening::open_shipped(const std::string& name) {
    read({.file = name, .is_sample = true}, {}, [this](OpenModel model) {
        history_.perform(open_model(std::move(model)));
        history_.perform(show_network());
    });
}

void ModelOpening::open_second(const std::string& name) {
    read({.file = name, .is_sample = true}, {}, [this](OpenModel model) {
        history_.perform(set_network_view([model = std::move(model)](NetworkView& view) { view.other = model; }));
    });
}

void ModelOpening::reload() {
    const OpenModel& open = history_.document().network.model;
    if (!open.model) return messages_.warn(tr("No model is open that could be read again. Open one first."));
    if (is_chain_model(open))
        return messages_.warn(tr("The chain is in no file that could be read again. Open it from the Filter Lab."));
    jobs_.submit([before = open,
                  samples = samples_](const std::stop_token& stop) { return read_model_again(before, samples, stop); },
                 [this, before = open](ReadModel read) { take_reloaded(before, std::move(read)); }, warning(),
                 open.name());
}

void ModelOpening::take_reloaded(const OpenModel& before, ReadModel read) {
    OpenModel now = history_.document().network.model;
    if (!is_same_file(now, before)) return;  // another model was opened meanwhile
    if (!now.is_sample) watch_.watch(watched_file(now), read.stamp);
    messages_.withdraw_reload();
    now.model = std::move(read.model.model);
    now.without_notes.reset();
    ModelNotes notes = now.notes;
    history_.perform(reload_model(with_notes(std::move(now), std::move(notes))));
    messages_.say(tr("{} was read again.", before.name()));
}

ModelOpening::ReadLabels ModelOpening::read_labels(const fs::path& file, const std::stop_token& stop) {
    ReadLabels read{.labels = {}, .are_numbers = is_column_of_numbers(file)};
    try {
        read.labels = load_labels(file, stop);
    } catch (const LoadError&) {
        if (!read.are_numbers) throw;
    }
    return read;
}

void ModelOpening::open_labels(const fs::path& file, std::function<void()> open_picture) {
    jobs_.submit([file](const std::stop_token& stop) { return read_labels(file, stop); },
                 [this, file, open_picture = std::move(open_picture)](ReadLabels read) {
                     take_labels(file, std::move(read), open_picture);
                 },
                 warning());
}

void ModelOpening::take_labels(const fs::path& file, ReadLabels read, const std::function<void()>& open_picture) {
    follow();  // so that the labels are saved for the model's file, even if it was opened just now
    const auto& model = history_.document().network.model.model;
    const std::size_t count = read.labels.size();
    const std::string problem = model ? labels_problem(*model, count)
                                      : tr_count(static_cast<long long>(count), "holds {} label, but no model is open",
                                                 "holds {} labels, but no model is open");
    if (!problem.empty()) {
        if (read.are_numbers) return open_picture();
        const Message remedy = model ? tr("give one label per class") : tr("open the model that they belong to first");
        return messages_.warn(LoadError(file.string(), problem, remedy).what());
    }
    history_.perform(set_labels(std::move(read.labels), file.filename().string()));
    messages_.say(tr("The classes now have their names from {}.", file.filename().string()));
}

void ModelOpening::follow() {
    const OpenModel& open = history_.document().network.model;
    if (watch_.take_change() && !open.is_sample) messages_.offer_reload(tr("{} has changed on disk.", open.name()));
    if (open == followed_) return;
    const bool same_file = is_same_file(open, followed_);
    if (same_file && !open.is_sample && open.notes != followed_.notes)
        settings_.change([&](UserSettings& settings) { settings.remember_notes(open.file, open.notes); });
    followed_ = open;
    if (same_file) return;
    messages_.withdraw_reload();
    if (open.is_sample)
        watch_.watch({}, std::nullopt);
    else if (const fs::path& file = watched_file(open); watch_.file() != file)  // after undo, redo or a session
        watch_.watch(file);
}

}  // namespace convscope
