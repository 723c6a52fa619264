// Reads the labelled pictures of a folder for training, whatever form they have: IDX files, CIFAR-10's binary files or
// class folders. read_dataset.h reads pictures for a model that exists already.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/nn/train/dataset.h"

namespace convscope {

struct TrainingFolder {
    nn::Dataset train;
    std::optional<nn::Dataset> test;  ///< the test part, or the validation part of class folders, if there is one
    /// Sentences about how it was read: the part, the size, files that were left out.
    std::string note;
    bool is_fitted = false;  ///< the pictures come from class folders, so they were fitted to TrainingFolderOptions
};

/// The pictures of class folders are fitted to `side` rows and columns; 0 means their own size if all have the same and
/// it is at most kMaxOwnSide, and kFittedSide otherwise.
struct TrainingFolderOptions {
    int side = 0;
    /// 1: grey; 3: colours; 0: grey if the first pictures are.
    int channels = 0;
    /// The folder in which fitted pictures are kept (picture_cache.h); empty: they are read each time.
    std::filesystem::path cache = {};
    bool operator==(const TrainingFolderOptions&) const = default;
};
inline constexpr int kMaxOwnSide = 128, kFittedSide = 64, kMinFittedSide = 8, kMaxFittedSide = 300;

/// True if read_training_folder() can read the folder.
bool is_training_folder(const std::filesystem::path& folder);

/// Reads the training pictures. Calls `keep_going` with the finished fraction; if it returns false, returns nullopt.
/// Throws LoadError, std::invalid_argument for options out of range.
std::optional<TrainingFolder> read_training_folder(const std::filesystem::path& folder,
                                                   const TrainingFolderOptions& options = {},
                                                   const std::function<bool(double)>& keep_going = {});

}  // namespace convscope
