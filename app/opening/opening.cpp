#include "app/opening/opening.h"

#include <algorithm>
#include <optional>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "app/document/session.h"
#include "app/document/training/training_commands.h"
#include "app/opening/kept/trained_models.h"
#include "app/opening/pasted_pictures.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"
#include "core/io/feed_file.h"
#include "core/io/picture_file.h"
#include "core/io/tfjs/tfjs.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFirstModel = nn::kArchitectures.front().name;

}  // namespace

Opening::Opening(const fs::path& assets, History& history, SettingsStore& settings, OpeningMessages& messages,
                 const std::function<void()>& wake, std::chrono::milliseconds watch_pause)
    : history_(history),
      settings_(settings),
      messages_(messages),
      samples_(assets),
      jobs_(wake),
      saves_(wake),
      models_(history, settings, messages, jobs_, samples_, wake, watch_pause),
      datasets_(history, settings, messages, wake) {}

std::function<void(const std::string&)> Opening::warning() {
    return [this](const std::string& message) { messages_.warn(message); };
}

void Opening::update() {
    jobs_.drain();
    saves_.drain();
    models_.follow();
    datasets_.update();
}

void Opening::open_files(std::vector<fs::path> files, PictureUse use) {
    if (files.empty()) return;
    const bool wants_datasets = history_.document().workspace != WorkspaceId::filter_lab;
    jobs_.submit([files = std::move(files), wants_datasets] { return find_dropped_files(files, wants_datasets); },
                 [this, use = std::move(use)](FoundFiles found) {
                     for (const std::string& notice : found.notices) messages_.say(notice);
                     for (const std::string& problem : found.problems) messages_.warn(problem);
                     open_found(found.files, use);
                 },
                 warning());
}

void Opening::open_recent(const fs::path& file, PictureUse use) {
    jobs_.submit(
        [file] {
            return FoundFile{file, file_kind(file)};
        },
        [this, file, use = std::move(use)](FoundFile found) {
            if (found.kind != FileKind::missing) return open_found(found, use);
            messages_.warn(
                tr("{} is not there any more; it was moved, renamed or removed, or its disk is not "
                   "connected. Open it at its new place.",
                   file.string()));
        },
        warning());
}

void Opening::open_found(const std::vector<FoundFile>& files, const PictureUse& shown_use) {
    const auto layers = std::ranges::find(files, FileKind::keras_layers, &FoundFile::kind);
    const auto weights = std::ranges::find(files, FileKind::hdf5, &FoundFile::kind);
    const bool pair = layers != files.end() && weights != files.end();
    if (pair) models_.open({.file = layers->file, .weights = weights->file}, FileKind::keras_layers);
    std::vector<fs::path> pictures;
    for (const FoundFile& file : files)
        if (is_picture(file.kind)) pictures.push_back(file.file);
    // Pictures that come with a model are its inputs.
    const bool has_model = std::ranges::any_of(files, [](const FoundFile& file) { return is_model(file.kind); });
    const PictureUse use =
        has_model ? [](OpenPicture picture) { return open_input_picture(std::move(picture)); } : shown_use;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (pair && (file == layers || file == weights)) continue;
        if (pictures.size() < 2 || !is_picture(file->kind))
            open_found(*file, use);
        else if (file->file == pictures.front())
            open_pictures(pictures, use);
    }
}

void Opening::open_found(const FoundFile& found, const PictureUse& use) {
    if (found.kind == FileKind::session)
        open_session(found.file);
    else if (found.kind == FileKind::folder)
        open_folder(found.file);
    else if (found.kind == FileKind::labels)
        models_.open_labels(found.file, [this, found, use] { open_values_file(found, use); });
    else if (is_model(found.kind) || found.kind == FileKind::foreign)
        // Reading a file of the kind `foreign` fails, with an error that says what it is and what to open instead.
        models_.open({.file = found.file}, found.kind);
    else
        open_values_file(found, use);  // reports why any other file is not a picture
}

void Opening::open_folder(const fs::path& folder) {
    if (history_.document().workspace != WorkspaceId::training) return datasets_.open(folder);
    history_.perform(choose_training_folder(folder));
    messages_.say(tr("{} is the data set of Training now.", folder.filename().string()));
}

void Opening::open_values_file(const FoundFile& found, PictureUse use) {
    const Document& document = history_.document();
    const nn::Node* const input = shown_number_input(document);
    if (input == nullptr) return open_picture_file(found.file, std::move(use));
    const bool has_numbers =
        found.kind == FileKind::numpy || found.kind == FileKind::numbers || found.kind == FileKind::labels;
    // A picture goes to the chosen input, also if another one has a picture already.
    const bool fits_picture = found.kind == FileKind::picture && nn::picture_shape(input->declared_shape()).has_value();
    if (has_numbers || fits_picture) return open_feed_file(found.file, *input);
    if (nn::takes_picture(*document.network.model.model)) return open_picture_file(found.file, std::move(use));
    messages_.warn(
        LoadError(found.file.string(), tr("holds no numbers, and {} takes no picture", document.network.model.name()),
                  tr_count(input->shape.count(), "open an .npy, .csv or .txt file with {0} number for input \"{1}\"",
                           "open an .npy, .csv or .txt file with {0} numbers for input \"{1}\"", input->name))
            .what());
}

void Opening::open_feed_file(const fs::path& file, const nn::Node& input) {
    jobs_.submit(
        [file, input, preprocessing = history_.document().network.model.model->info().preprocessing] {
            return load_feed(file, input, preprocessing);
        },
        [this, file, name = input.name](nn::Feed feed) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(file); });
            history_.perform(set_feed(name, std::move(feed)));
        },
        warning(), file.filename().string());
}

void Opening::read_picture(const std::string& name, std::function<fs::path()> file, std::function<void(Picture)> then,
                           std::function<void()> failed) {
    jobs_.submit([file = std::move(file)] { return load_picture_file(file()); }, std::move(then),
                 [this, failed = std::move(failed)](const std::string& message) {
                     messages_.warn(message);
                     if (failed) failed();
                 },
                 name);
}

void Opening::open_picture_file(const fs::path& file, PictureUse use) {
    jobs_.submit([file] { return load_scaled_picture(file); },
                 [this, file, use = std::move(use)](ScaledPicture read) {
                     settings_.change([&](UserSettings& settings) { settings.remember_file(file); });
                     history_.perform(use({.file = file, .picture = std::move(read.picture)}));
                     if (const std::string note = factor_note(file, read.factor); !note.empty()) messages_.say(note);
                 },
                 warning(), file.filename().string());
}

void Opening::open_pictures(const std::vector<fs::path>& files, PictureUse use) {
    struct First {
        fs::path file;
        Picture picture;
    };
    // Shows the first picture that can be read. The thumbnails show which of the others cannot.
    const auto read_first = [files] {
        for (const fs::path& file : std::span(files).first(files.size() - 1)) try {
                return First{file, load_scaled_picture(file).picture};
            } catch (const LoadError&) {
                continue;
            }
        return First{files.back(), load_scaled_picture(files.back()).picture};
    };
    settings_.change([&](UserSettings& settings) { settings.remember_pictures(files); });
    jobs_.submit(
        read_first,
        [this, use = std::move(use)](First first) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(first.file); });
            history_.perform(use({.file = first.file, .picture = std::move(first.picture)}));
        },
        warning(), files.front().filename().string());
}

void Opening::open_pasted_picture(std::vector<std::uint8_t> bytes, std::string ending, PictureUse use) {
    struct Pasted {
        fs::path file;  ///< empty if there is no folder for it
        Picture picture;
    };
    const auto keep = [bytes = std::move(bytes), ending = std::move(ending), folder = settings_.folder()] {
        Pasted pasted{{}, decode_picture(bytes, tr("The clipboard's picture"))};
        if (!folder.empty()) pasted.file = keep_pasted_picture(folder / "pasted", bytes, ending);
        return pasted;
    };
    jobs_.submit(
        keep,
        [this, use = std::move(use)](Pasted pasted) {
            if (pasted.file.empty())
                return history_.perform(
                    use({.file = std::string(tr("Pasted picture")), .is_edited = true, .picture = pasted.picture}));
            settings_.change([&](UserSettings& settings) { settings.remember_pictures({pasted.file}); });
            history_.perform(use({.file = pasted.file, .picture = std::move(pasted.picture)}));
        },
        warning(), tr("the clipboard"));
}

void Opening::open_trained_model(std::shared_ptr<const nn::Model> model, const std::string& name) {
    const auto keep = [model, name, folder = settings_.folder()] {
        return folder.empty() ? fs::path(name + ".h5") : keep_trained_model(folder / "trained", name, *model);
    };
    jobs_.submit(
        keep,
        [this, model](const fs::path& file) {
            const Training& training = history_.document().training;
            const fs::path pictures = training.source == TrainingSource::open_dataset ? training.folder : fs::path();
            history_.perform(convscope::open_model(with_notes({.file = file, .model = model}, {})));
            history_.perform(show_network());
            if (!pictures.empty()) datasets_.open_for_model(pictures);
        },
        warning(), name);
}

void Opening::open_sample_picture(const std::string& name) {
    read_picture(
        name, [name, samples = samples_] { return samples.picture(name); },
        [this, name](Picture picture) {
            history_.perform(open_picture({.file = name, .is_sample = true, .picture = std::move(picture)}));
        });
}

void Opening::open_sample_input(const std::string& name) {
    read_picture(
        name, [name, samples = samples_] { return samples.input(name); },
        [this, name](Picture picture) {
            history_.perform(open_input({.source = InputSource::sample, .file = name, .picture = std::move(picture)}));
        });
}

void Opening::open_first_network() {
    if (std::exchange(first_dataset_wanted_, false)) datasets_.open_first();
    const Network& network = history_.document().network;
    if (!network.model.model && first_model_ == FirstFile::wanted) {
        first_model_ = FirstFile::loading;
        models_.open_first(
            kFirstModel, [this] { first_model_ = FirstFile::wanted; }, [this] { first_model_ = FirstFile::missing; });
    }
    if (!network.input.picture.planes.empty() || first_input_ != FirstFile::wanted) return;
    first_input_ = FirstFile::loading;
    read_picture(
        kFirstInput, [samples = samples_] { return samples.input(kFirstInput); },
        [this](Picture picture) {
            first_input_ = FirstFile::wanted;
            if (history_.document().network.input.picture.planes.empty())
                history_.apply_unrecorded(
                    open_input({.source = InputSource::sample, .file = kFirstInput, .picture = std::move(picture)}));
        },
        [this] { first_input_ = FirstFile::missing; });
}

void Opening::open_session(const fs::path& file) {
    read_session(file, tr("opening of {}", file.filename().string()));
}

void Opening::open_first_session(const fs::path& file) {
    read_session(file, {});
}

void Opening::read_session(const fs::path& file, const std::string& label) {
    jobs_.submit(
        [file, samples = samples_](const std::stop_token& stop) { return read_session_files(file, samples, stop); },
        [this, label](ReadSession session) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(session.file); });
            take_session(std::move(session), label);
        },
        warning(), file.filename().string());
}

void Opening::continue_session(const fs::path& file) {
    jobs_.submit(
        [file, samples = samples_](const std::stop_token& stop) { return read_session_files(file, samples, stop); },
        [this](ReadSession session) { take_session(std::move(session)); },
        [this, file](const std::string& message) {
            // The next automatic save would replace it.
            const fs::path aside = file.parent_path() / (file.stem().string() + ".broken" + file.extension().string());
            std::error_code error;
            fs::rename(file, aside, error);
            messages_.warn(error ? tr("The last session cannot be continued. {}", message)
                                 : tr("The last session cannot be continued. {} It was set aside as {}.", message,
                                      aside.string()));
        });
}

void Opening::take_session(ReadSession session, const std::string& label) {
    OpenPicture& picture = session.document.picture;
    if (picture.picture.planes.empty()) picture = history_.document().picture;
    if (label.empty())
        history_.reset(std::move(session.document));
    else
        history_.perform(
            {.label = label, .apply = [&session](Document& document) { document = std::move(session.document); }});
    models_.forget_followed();
    for (const std::string& problem : session.problems) messages_.warn(problem);
}

void Opening::start_afresh() {
    settings_.change([](UserSettings& settings) { settings.pictures.clear(); });
    read_picture(
        kFirstPicture, [samples = samples_] { return samples.picture(kFirstPicture); },
        [this](Picture picture) {
            history_.perform(
                convscope::start_afresh({.file = kFirstPicture, .is_sample = true, .picture = std::move(picture)}));
        });
}

void Opening::finish_saving(std::chrono::milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    while (saves_.pending() > 0 && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        saves_.drain();
    }
}

void Opening::save_session(const fs::path& file) {
    const auto save = [file, document = history_.document()] {
        convscope::save_session(file, document);
        return file;
    };
    saves_.submit(
        save,
        [this](const fs::path& saved) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(saved); });
            messages_.say(tr("Saved as {}.", saved.string()));
        },
        warning());
}

void Opening::save(const fs::path& file, std::function<void(const fs::path&)> write, const std::string& note,
                   const WriteProgress& progress) {
    if (progress) write_progress_ = progress;
    const auto end = [this, progress] {
        if (progress == write_progress_) write_progress_.reset();
    };
    saves_.submit(
        [file, write = std::move(write)] {
            write(file);
            return file;
        },
        [this, note, end](const fs::path& saved) {
            end();
            settings_.change([&](UserSettings& settings) { settings.remember_folder(saved.parent_path()); });
            messages_.say(note.empty() ? tr("Saved as {}.", saved.string())
                                       : tr("Saved as {}. {}", saved.string(), note));
        },
        [end, warn = warning()](const std::string& message) {
            end();
            warn(message);
        },
        file.filename().string());
}

FileWork Opening::work() const {
    if (const std::string file = reading(); !file.empty()) return {.file = file};
    if (!write_progress_ || saves_.pending() == 0) return {};
    return {.file = saves_.current(), .writes = true, .done = write_progress_->load()};
}

}  // namespace convscope
