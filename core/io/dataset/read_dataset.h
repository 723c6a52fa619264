// Reads the labelled pictures of a folder, whatever form they have: IDX files, CIFAR-10's binary files or class
// folders. Window, sessions and the command line open data sets by it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace convscope {

struct ReadDataset {
    nn::Dataset data;
    /// Sentences about how it was read: the part of the data set, the numbers of the classes, files left out.
    std::string note;
    bool fits_model = false;  ///< the pictures were fitted to the model's input, so another model needs them read again
};

/// True if the folder has one of these forms.
bool is_dataset(const std::filesystem::path& folder);

/// True if the folder has class folders and neither IDX nor CIFAR-10 files, so that read_dataset() needs a model.
bool needs_model(const std::filesystem::path& folder);

/// Reads the test images of IDX or CIFAR-10 files (load_dataset(), load_cifar10()) or the pictures of class folders
/// (load_class_pictures()), which are fitted to the input of `model`; it may be null if needs_model() is false. Calls
/// `keep_going` with the finished fraction; if it returns false, returns nullopt. Throws LoadError, or ModelError if
/// the model takes no picture.
std::optional<ReadDataset> read_dataset(const std::filesystem::path& folder, const nn::Model* model,
                                        const std::function<bool(double)>& keep_going = {});

}  // namespace convscope
