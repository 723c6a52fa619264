// What the shell opens for the Layers workspace: models, inputs, data sets; and sessions, which hold all of it.
#include <utility>

#include "app/document/session.h"
#include "app/gui/shell/shell.h"
#include "core/base/load_error.h"
#include "core/image/load.h"
#include "core/io/dataset_folder.h"
#include "core/io/labels.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFirstModel = nn::kArchitectures.front().name;
constexpr const char* kFirstInput = "ankle_boot";

/// Where the files of a session's samples are.
struct SessionFiles {
    fs::path session, picture, model, weights, input;
};

/// The file that training writes.
const fs::path& watched_file(const OpenModel& model) {
    return model.weights.empty() ? model.file : model.weights;
}

void open_network(const NetworkDraft& draft, const SessionFiles& files, Document& document) {
    const auto model = std::make_shared<const nn::Model>(as_opened(load_model(files.model, files.weights)));
    NetworkInput input = draft.input;
    switch (draft.input.source) {
        case InputSource::sample:
        case InputSource::file:
            input.picture = load_picture(files.input);
            break;
        case InputSource::dataset: {
            const OpenDataset dataset{draft.input.file, std::make_shared<const nn::Dataset>(
                                                            load_dataset(draft.input.file, DatasetPart::test))};
            if (draft.input.number >= dataset.data->size())
                throw LoadError(files.session.string(),
                                "asks for picture " + std::to_string(draft.input.number) + " of a data set of " +
                                    std::to_string(dataset.data->size()),
                                "a smaller number would work");
            input = dataset_input(dataset, draft.input.number);
            break;
        }
        case InputSource::drawing:
            document.network.model.model = model;
            start_drawing(*model).apply(document);
            input.picture = document.network.input.picture;
            break;
    }
    put_network(draft, model, input.picture, input.label, files.session.string(), document);
}

}  // namespace

void Shell::open_session(const fs::path& file) {
    try {
        const Session session = load_session(file);
        const OpenPicture& picture = session.document.picture;
        if (picture.is_sample && picture_panel_.sample_file(picture.file.string()).empty())
            throw LoadError(file.string(),
                            "asks for the sample \"" + picture.file.string() + "\", which does not exist",
                            "name a picture file in it instead");
        SessionFiles files{
            .session = file,
            .picture = picture.is_sample ? picture_panel_.sample_file(picture.file.string()) : picture.file};
        if (session.network) {
            const NetworkInput& input = session.network->input;
            files.model = model_file(session.network->model);
            files.weights = session.network->model.weights;
            files.input =
                input.source == InputSource::sample ? layers_.sample_input_file(input.file.string()) : input.file;
            if (files.input.empty() && input.source == InputSource::sample)
                throw LoadError(file.string(),
                                "asks for the sample input \"" + input.file.string() + "\", which does not exist",
                                "name one of the ten samples or a picture file in it instead");
        }
        // Nothing changes until everything is there.
        loads_.submit(
            [session, files] {
                Document whole = session.document;
                whole.picture.picture = load_picture(files.picture);
                if (session.network) open_network(*session.network, files, whole);
                return whole;
            },
            [this, file](Document whole) {
                if (whole.picture.picture.is_grey()) whole.lab.channel = Channel::grey;
                history_.reset(std::move(whole));
                // What a session says of a model holds in it alone.
                followed_.file.clear();
                views_panel_.forget();
                change_settings([&](UserSettings& s) { s.remember_file(fs::absolute(file)); });
            },
            [this](const std::string& message) { notices_.warn(message); });
    } catch (const LoadError& error) {
        notices_.warn(error.what());
    }
}

void Shell::ensure_network() {
    if (document().workspace != Workspace::layers) return;
    if (!std::exchange(dataset_asked_for_, true))
        if (const auto folder = find_fashion_mnist()) open_dataset(*folder, false);
    ensure_model();
    ensure_input();
}

void Shell::ensure_model() {
    if (document().network.model.model || first_model_ != FirstFile::wanted) return;
    first_model_ = FirstFile::loading;
    open_model_file(
        {.file = kFirstModel, .is_sample = true},
        [this](OpenModel model) {
            first_model_ = FirstFile::wanted;
            if (!document().network.model.model) history_.put(open_model(std::move(model)));
        },
        [this] { first_model_ = FirstFile::missing; });
}

void Shell::ensure_input() {
    if (!document().network.input.picture.planes.empty() || first_input_ != FirstFile::wanted) return;
    first_input_ = FirstFile::loading;
    load(
        {.file = layers_.sample_input_file(kFirstInput)},
        [this](const OpenPicture& picture) {
            first_input_ = FirstFile::wanted;
            if (document().network.input.picture.planes.empty())
                history_.put(
                    open_input({.source = InputSource::sample, .file = kFirstInput, .picture = picture.picture}));
        },
        [this] { first_input_ = FirstFile::missing; });
}

fs::path Shell::model_file(const OpenModel& model) const {
    return model.is_sample ? options_.assets / "models" / (model.file.string() + ".h5") : model.file;
}

void Shell::open_model_file(OpenModel source, std::function<void(OpenModel)> then, std::function<void()> failed) {
    if (!source.is_sample) source.notes = settings_.notes_of(source.file);
    const fs::path file = model_file(source);
    struct Loaded {
        OpenModel model;
        std::optional<FileStamp> stamp;
    };
    loads_.submit(
        [source, file] {
            // From before it is read: what is written meanwhile is news.
            const std::optional<FileStamp> stamp = stamp_of(watched_file(source));
            OpenModel open = source;
            open.model = std::make_shared<const nn::Model>(as_opened(load_model(file, source.weights)));
            return Loaded{with_notes(open, source.notes), stamp};
        },
        [this, then = std::move(then)](Loaded loaded) {
            if (!loaded.model.is_sample) watch_.watch(watched_file(loaded.model), loaded.stamp);
            then(std::move(loaded.model));
        },
        [this, failed = std::move(failed)](const std::string& message) {
            notices_.warn(message);
            if (failed) failed();
        });
}

void Shell::open_own_model(OpenModel source) {
    open_model_file(std::move(source), [this](OpenModel model) {
        // One of two files cannot be opened by itself.
        if (model.weights.empty()) change_settings([&](UserSettings& s) { s.remember_file(model.file); });
        history_.perform(open_model(std::move(model)));
        history_.perform(set_workspace(Workspace::layers));
    });
}

void Shell::reload_model() {
    const OpenModel& open = document().network.model;
    if (!open.model) return notices_.warn("No model is open that could be read again; open one first.");
    const fs::path file = model_file(open);
    struct Loaded {
        nn::Model model;
        std::optional<FileStamp> stamp;
    };
    loads_.submit(
        [file, before = open] {
            const std::optional<FileStamp> stamp = stamp_of(watched_file(before));
            return Loaded{as_reopened(load_model(file, before.weights), *before.model), stamp};
        },
        [this, source = open](Loaded loaded) {
            OpenModel now = document().network.model;
            if (now.file != source.file || now.is_sample != source.is_sample)
                return;  // another one was opened meanwhile
            if (!now.is_sample) watch_.watch(watched_file(now), loaded.stamp);
            notices_.withdraw(Request::Kind::reload_model);
            now.model = std::make_shared<const nn::Model>(std::move(loaded.model));
            ModelNotes notes = now.notes;
            history_.perform(convscope::reload_model(with_notes(std::move(now), std::move(notes))));
            notices_.say(source.name() + " was read again.");
        },
        [this](const std::string& message) { notices_.warn(message); });
}

void Shell::open_labels(const fs::path& file) {
    loads_.submit([file] { return load_labels(file); },
                  [this, file](std::vector<std::string> labels) {
                      const auto& model = document().network.model.model;
                      const std::string problem =
                          model ? labels_problem(*model, labels.size())
                                : "holds " + std::to_string(labels.size()) + " labels, but no model is open";
                      if (!problem.empty())
                          return notices_.warn(LoadError(file.string(), problem,
                                                         model ? "one label per class would work"
                                                               : "open the model that they belong to first")
                                                   .what());
                      history_.perform(set_labels(std::move(labels), file.filename().string()));
                      notices_.say("The classes have their names from " + file.filename().string() + " now.");
                  },
                  [this](const std::string& message) { notices_.warn(message); });
}

void Shell::follow_model() {
    const OpenModel& open = document().network.model;
    if (watch_.take_change() && !open.is_sample)
        notices_.offer(open.name() + " has changed on disk.", "Reload (F5)", {.kind = Request::Kind::reload_model});
    if (open == followed_) return;
    const bool same_file = open.file == followed_.file && open.is_sample == followed_.is_sample;
    if (same_file && !open.is_sample && open.notes != followed_.notes)
        change_settings([&](UserSettings& s) { s.remember_notes(open.file, open.notes); });
    followed_ = open;
    if (same_file) return;
    notices_.withdraw(Request::Kind::reload_model);
    if (open.is_sample)
        watch_.watch({}, std::nullopt);
    else if (const fs::path& file = watched_file(open); watch_.file() != file)  // undone, redone, or from a session
        watch_.watch(file, stamp_of(file));
}

void Shell::open_sample_model(const std::string& name) {
    open_model_file({.file = name, .is_sample = true},
                    [this](OpenModel model) { history_.perform(open_model(std::move(model))); });
}

void Shell::open_second_model(const std::string& name) {
    open_model_file({.file = name, .is_sample = true}, [this](OpenModel model) {
        history_.perform(set_network_view([model = std::move(model)](NetworkView& view) { view.other = model; }));
    });
}

void Shell::open_sample_input(const std::string& name) {
    load({.file = layers_.sample_input_file(name)}, [this, name](const OpenPicture& picture) {
        history_.perform(open_input({.source = InputSource::sample, .file = name, .picture = picture.picture}));
    });
}

void Shell::open_dataset(const fs::path& folder, bool show) {
    loads_.submit([folder] { return std::make_shared<const nn::Dataset>(load_dataset(folder, DatasetPart::test)); },
                  [this, folder, show](std::shared_ptr<const nn::Dataset> dataset) {
                      layers_.set_dataset({folder, std::move(dataset)});
                      if (show) history_.perform(set_workspace(Workspace::layers));
                  },
                  [this](const std::string& message) { notices_.warn(message); });
}

}  // namespace convscope
