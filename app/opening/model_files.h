// Reads a model's files, with the time stamp that FileWatch needs. The functions are slow: call them in a job.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/document/network/network.h"
#include "app/jobs/file_watch.h"
#include "app/opening/samples.h"
#include "core/io/file_kind.h"

namespace convscope {

/// The file that training writes: the file with the weights if the layers are in another file, otherwise the model's
/// file.
const std::filesystem::path& watched_file(const OpenModel& model);

/// A model as it was read, with its file's stamp.
struct ReadModel {
    OpenModel model;
    /// The file's stamp before reading, so that a write during loading counts as a change. nullopt if there is no such
    /// file.
    std::optional<FileStamp> stamp;
    /// The Lambda layers whose meaning the user must state before the file can be read: there is no model then.
    std::vector<std::string> lambdas;
};

/// Reads the files of `source`. The model gets the preprocessing of nn::as_opened() and the notes of `source`. `kind`
/// is that of source.file, if it is known already. May run the model. Throws LoadError, also on a request to stop.
ReadModel read_model_files(OpenModel source, const Samples& samples, std::optional<FileKind> kind = {},
                           const std::stop_token& stop = {});
/// read_model_files(), but returns ReadModel::lambdas for a file with Lambda layers that have no meaning in the notes
/// of `source`.
ReadModel read_model_or_lambdas(const OpenModel& source, const Samples& samples, std::optional<FileKind> kind = {},
                                const std::stop_token& stop = {});
/// Reads the files of the open model `before` again and keeps its guessed preprocessing. Throws LoadError.
ReadModel read_model_again(const OpenModel& before, const Samples& samples, const std::stop_token& stop = {});

}  // namespace convscope
