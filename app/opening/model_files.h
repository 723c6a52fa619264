// Reading a model's files, in the background: with the time stamp that a watch of the file needs.
#pragma once

#include <filesystem>
#include <optional>

#include "app/document/network.h"
#include "app/jobs/file_watch.h"
#include "app/opening/samples.h"
#include "core/io/file_kind.h"

namespace convscope {

/// The file that training writes: the weights where they are apart from the layers.
const std::filesystem::path& watched_file(const OpenModel& model);

/// A model as its file had it.
struct ReadModel {
    OpenModel model;
    /// From before reading, so that a write during loading counts as a change. None where there is no such file.
    std::optional<FileStamp> stamp;
};

/// The model of these files as it is shown first, with its notes. `kind` is that of source.file, if it is known
/// already. May run the model. Throws LoadError.
ReadModel read_model_files(OpenModel source, const Samples& samples, std::optional<FileKind> kind = {});
/// The files of the open model `before` read again: what was guessed of it holds on. Throws LoadError.
ReadModel read_model_again(const OpenModel& before, const Samples& samples);

}  // namespace convscope
