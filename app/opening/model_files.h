// Reads a model's files, with the time stamp that FileWatch needs. The functions are slow: call them in a job.
#pragma once

#include <filesystem>
#include <optional>

#include "app/document/network/network.h"
#include "app/jobs/file_watch.h"
#include "app/opening/samples.h"
#include "core/io/file_kind.h"

namespace convscope {

/// The file that training writes: the file with the weights if they are apart from the layers, otherwise the model's
/// file.
const std::filesystem::path& watched_file(const OpenModel& model);

/// A model as it was read, with its file's stamp.
struct ReadModel {
    OpenModel model;
    /// The file's stamp before reading, so that a write during loading counts as a change. nullopt if there is no such
    /// file.
    std::optional<FileStamp> stamp;
};

/// Reads the files of `source`. The model gets the preprocessing of nn::as_opened() and the notes of `source`. `kind`
/// is that of source.file, if it is known already. May run the model. Throws LoadError.
ReadModel read_model_files(OpenModel source, const Samples& samples, std::optional<FileKind> kind = {});
/// Reads the files of the open model `before` again and keeps its guessed preprocessing. Throws LoadError.
ReadModel read_model_again(const OpenModel& before, const Samples& samples);

}  // namespace convscope
