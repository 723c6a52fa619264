#include "app/opening/model_files.h"

#include <utility>

#include "core/io/model_file.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

nn::Model read(const OpenModel& source, const Samples& samples, std::optional<FileKind> kind) {
    if (!source.weights.empty()) return load_model(source.file, source.weights);
    const fs::path file = source.is_sample ? samples.model(source.file.string()) : source.file;
    return load_model(file, kind ? *kind : file_kind(file));
}

std::optional<FileStamp> stamp_before_reading(const OpenModel& model) {
    return model.is_sample ? std::nullopt : stamp_of(watched_file(model));
}

}  // namespace

const fs::path& watched_file(const OpenModel& model) {
    return model.weights.empty() ? model.file : model.weights;
}

ReadModel read_model_files(OpenModel source, const Samples& samples, std::optional<FileKind> kind) {
    const std::optional<FileStamp> stamp = stamp_before_reading(source);
    source.model = std::make_shared<const nn::Model>(as_opened(read(source, samples, kind)));
    ModelNotes notes = std::move(source.notes);
    return {with_notes(std::move(source), std::move(notes)), stamp};
}

ReadModel read_model_again(const OpenModel& before, const Samples& samples) {
    const std::optional<FileStamp> stamp = stamp_before_reading(before);
    OpenModel again = before;
    again.model = std::make_shared<const nn::Model>(as_reopened(read(before, samples, {}), *before.model));
    return {std::move(again), stamp};
}

}  // namespace convscope
