// Files of weights that a model's file names, such as TensorFlow.js's shards and ONNX's external data. Readers of
// models open no file: they ask for these files by name. Must not depend on a format.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"

namespace convscope {

/// A file that a model's reader asks for.
struct WeightFileRequest {
    std::string name;         ///< relative to the folder of the model's file, as that file states it
    std::string where;        ///< the place of the name in the model's file, for errors
    std::uint64_t bytes = 0;  ///< the reader needs no more than the file's first bytes up to here
};

/// The first bytes of a file, as many as were asked for or as there are.
struct WeightFile {
    std::span<const std::uint8_t> bytes;
    std::uint64_t size = 0;  ///< size of the whole file
};

/// Thrown by a reader that needs files that it was not given. The message names the first of them.
class MissingWeightFiles : public LoadError {
  public:
    /// `file` is the model's; there is at least one request.
    MissingWeightFiles(const std::string& file, std::vector<WeightFileRequest> requests);
    const std::vector<WeightFileRequest>& requests() const { return requests_; }

  private:
    std::vector<WeightFileRequest> requests_;
};

/// The files that a reader is given, by the names that it asks for.
class WeightFiles {
  public:
    void add(const std::string& name, const WeightFile& file) { files_[name] = file; }
    /// Throws MissingWeightFiles if one of the files is missing. `model` is the model's file, for errors.
    void require(const std::string& model, const std::vector<WeightFileRequest>& requests) const;
    /// A file that require() has found.
    const WeightFile& at(const std::string& name) const { return files_.at(name); }

  private:
    std::map<std::string, WeightFile> files_;
};

/// The files of weights of one model, in its folder or a sub-folder, mapped into memory.
class MappedWeightFiles {
  public:
    explicit MappedWeightFiles(std::filesystem::path model) : model_(std::move(model)) {}

    /// Maps the files. Throws LoadError for a name that leads out of the model's folder, also by a symbolic link, for a
    /// file that does not exist or cannot be read, and for too many files.
    void open(const std::vector<WeightFileRequest>& requests);
    const WeightFiles& files() const { return files_; }
    /// See MappedFile::release_memory().
    void release_memory() const;
    /// The number of bytes that are mapped.
    std::uint64_t bytes() const { return bytes_; }

  private:
    std::filesystem::path path_of(const WeightFileRequest& request) const;

    std::filesystem::path model_;
    std::vector<std::unique_ptr<const MappedFile>> mapped_;
    WeightFiles files_;
    std::uint64_t bytes_ = 0;
};

}  // namespace convscope
