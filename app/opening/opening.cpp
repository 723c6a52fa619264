#include "app/opening/opening.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "app/document/lab/lab_commands.h"
#include "app/document/network/network_commands.h"
#include "app/document/session.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/io/picture_file.h"
#include "core/io/tfjs/tfjs.h"
#include "core/nn/train/architectures.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFirstModel = nn::kArchitectures.front().name;

/// Makes `folder` the path of its model's file and returns that file's kind, if TensorFlow.js or TensorFlow wrote the
/// folder; otherwise returns `missing`.
FileKind find_model_in(fs::path& folder) {
    std::error_code error;
    if (file_kind(folder / "model.json") == FileKind::tfjs) {
        folder /= "model.json";
        return FileKind::tfjs;
    }
    if (!fs::is_regular_file(folder / "saved_model.pb", error)) return FileKind::missing;
    folder /= "saved_model.pb";
    return file_kind(folder);
}

OpenDataset read_test_images(const fs::path& folder) {
    return {folder, std::make_shared<const nn::Dataset>(load_dataset(folder, DatasetPart::test))};
}

}  // namespace

Opening::Opening(const fs::path& assets, History& history, SettingsStore& settings, OpeningMessages& messages,
                 const std::function<void()>& wake, std::chrono::milliseconds watch_pause)
    : history_(history),
      settings_(settings),
      messages_(messages),
      samples_(assets),
      jobs_(wake),
      models_(history, settings, messages, jobs_, samples_, wake, watch_pause) {}

std::function<void(const std::string&)> Opening::warning() {
    return [this](const std::string& message) { messages_.warn(message); };
}

void Opening::update() {
    jobs_.drain();
    models_.follow();
}

std::vector<Opening::FoundFile> Opening::find_files(const std::vector<fs::path>& files) {
    std::vector<FoundFile> found;
    found.reserve(files.size());
    for (const fs::path& file : files) {
        std::error_code error;
        fs::path absolute = fs::absolute(file, error);
        if (error) absolute = file;
        FileKind kind = file_kind(absolute);
        if (kind == FileKind::folder)
            if (const FileKind model = find_model_in(absolute); is_model(model) || model == FileKind::foreign)
                kind = model;
        found.push_back({std::move(absolute), kind});
    }
    remove_weights(found);
    // Labels can only be opened after their model.
    std::stable_partition(found.begin(), found.end(),
                          [](const FoundFile& file) { return file.kind != FileKind::labels; });
    return found;
}

void Opening::remove_weights(std::vector<FoundFile>& found) {
    std::vector<fs::path> weights;
    for (const FoundFile& file : found) {
        if (file.kind != FileKind::tfjs) continue;
        const std::vector<fs::path> files = tfjs::weight_files(file.file);
        weights.insert(weights.end(), files.begin(), files.end());
    }
    std::erase_if(found, [&weights](const FoundFile& file) {
        return file.kind != FileKind::tfjs &&
               std::ranges::find(weights, file.file.lexically_normal(), &fs::path::lexically_normal) != weights.end();
    });
}

void Opening::open_files(std::vector<fs::path> files, PictureUse use) {
    if (files.empty()) return;
    jobs_.submit([files = std::move(files)] { return find_files(files); },
                 [this, use = std::move(use)](std::vector<FoundFile> found) { open_found(std::move(found), use); },
                 warning());
}

void Opening::open_recent(const fs::path& file, PictureUse use) {
    jobs_.submit([file] { return find_files({file}); },
                 [this, file, use = std::move(use)](std::vector<FoundFile> found) {
                     if (found.front().kind != FileKind::missing) return open_found(found.front(), use);
                     messages_.warn(file.string() +
                                    " is not there any more; it was moved, renamed or removed, or its disk is not "
                                    "connected. Open it at its new place.");
                 },
                 warning());
}

void Opening::open_found(std::vector<FoundFile> files, const PictureUse& use) {
    const auto layers = std::ranges::find(files, FileKind::keras_layers, &FoundFile::kind);
    const auto weights = std::ranges::find(files, FileKind::hdf5, &FoundFile::kind);
    const bool pair = layers != files.end() && weights != files.end();
    if (pair) models_.open({.file = layers->file, .weights = weights->file}, FileKind::keras_layers);
    std::vector<fs::path> pictures;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (pair && (file == layers || file == weights)) continue;
        if (is_picture(file->kind)) pictures.push_back(file->file);
        // Of several pictures the first is shown; all can be chosen by their thumbnails.
        if (pictures.size() < 2 || !is_picture(file->kind)) open_found(*file, use);
    }
    if (pictures.size() >= 2) settings_.change([&](UserSettings& settings) { settings.remember_pictures(pictures); });
}

void Opening::open_found(const FoundFile& found, const PictureUse& use) {
    if (found.kind == FileKind::session)
        open_session(found.file);
    else if (found.kind == FileKind::folder)
        open_dataset(found.file);
    else if (found.kind == FileKind::labels)
        models_.open_labels(found.file, [this, file = found.file, use] { open_picture_file(file, use); });
    else if (is_model(found.kind) || found.kind == FileKind::foreign)
        // Reading a file of the kind `foreign` fails, with an error that says what it is and what to open instead.
        models_.open({.file = found.file}, found.kind);
    else
        open_picture_file(found.file, use);  // reports why any other file is not a picture
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
    read_picture(
        file.filename().string(), [file] { return file; },
        [this, file, use = std::move(use)](Picture picture) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(file); });
            history_.perform(use({.file = file, .picture = std::move(picture)}));
        });
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
    if (std::exchange(standard_dataset_wanted_, false)) open_standard_dataset();
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
    jobs_.submit([file, samples = samples_] { return read_session_files(file, samples); },
                 [this](ReadSession session) {
                     settings_.change([&](UserSettings& settings) { settings.remember_file(session.file); });
                     take_session(std::move(session));
                 },
                 warning(), file.filename().string());
}

void Opening::continue_session(const fs::path& file) {
    jobs_.submit(
        [file, samples = samples_] { return read_session_files(file, samples); },
        [this](ReadSession session) { take_session(std::move(session)); },
        [this](const std::string& message) { messages_.warn("The last session cannot be continued. " + message); });
}

void Opening::take_session(ReadSession session) {
    OpenPicture& picture = session.document.picture;
    if (picture.picture.planes.empty()) picture = history_.document().picture;
    history_.reset(std::move(session.document));
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

void Opening::open_dataset(const fs::path& folder) {
    jobs_.submit([folder] { return read_test_images(folder); },
                 [this](OpenDataset dataset) {
                     dataset_ = std::move(dataset);
                     history_.perform(show_network());
                 },
                 warning(), folder.filename().string());
}

void Opening::open_standard_dataset() {
    jobs_.submit(
        [] {
            const std::optional<fs::path> folder = find_fashion_mnist();
            return folder ? read_test_images(*folder) : OpenDataset{};
        },
        [this](OpenDataset dataset) {
            if (dataset.data) dataset_ = std::move(dataset);
        },
        warning());
}

void Opening::save_session(const fs::path& file) {
    const auto save = [file, document = history_.document()] {
        convscope::save_session(file, document);
        return file;
    };
    jobs_.submit(
        save,
        [this](const fs::path& saved) {
            settings_.change([&](UserSettings& settings) { settings.remember_file(saved); });
            messages_.say("Saved as " + saved.string() + ".");
        },
        warning());
}

void Opening::save(const fs::path& file, std::function<void(const fs::path&)> write, const std::string& note) {
    jobs_.submit(
        [file, write = std::move(write)] {
            write(file);
            return file;
        },
        [this, note](const fs::path& saved) {
            settings_.change([&](UserSettings& settings) { settings.remember_folder(saved.parent_path()); });
            messages_.say("Saved as " + saved.string() + "." + (note.empty() ? "" : " " + note));
        },
        warning());
}

}  // namespace convscope
