// Writes a data set as a folder with one sub-folder of PNG pictures for each class.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/nn/train/dataset.h"

namespace convscope {

/// The names of the sub-folders: the names of the classes, or their numbers, with '_' for characters that file systems
/// do not like. They are distinct.
std::vector<std::string> class_folder_names(const nn::Dataset& data);

/// Writes picture number n of the data set as CLASS/0000n.png. `folder` must be new or empty. Pictures have 1 or 3
/// channels. Calls `keep_going` with the finished fraction; if it returns false, stops and returns false: the pictures
/// so far are kept. Throws LoadError.
bool write_class_folders(const std::filesystem::path& folder, const nn::Dataset& data,
                         const std::function<bool(double)>& keep_going = {});

}  // namespace convscope
