// Recognises files and folders that are opened together, and finds the pictures in folders. This is slow: call it in a
// job.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/file_kind.h"

namespace convscope {

struct FoundFile {
    std::filesystem::path file;  ///< absolute path
    FileKind kind = FileKind::unknown;
};

struct FoundFiles {
    std::vector<FoundFile> files;
    std::vector<std::string> notices;   ///< sentences about files in folders that are left out
    std::vector<std::string> problems;  ///< sentences about folders with nothing to open
};

/// The kinds of the files, in their order, but labels last. A folder with a model.json is opened as that model, and
/// weights that are opened together with their model.json are not listed. A folder with neither a model nor a data set
/// gives the pictures in it and in its subfolders, in natural order. `wants_datasets`: class folders are a data set, as
/// they are in any case beside a model.
FoundFiles find_dropped_files(const std::vector<std::filesystem::path>& files, bool wants_datasets = false);

/// "a.png, b.png and 7 more": the names of at most three files.
std::string few_names(const std::vector<std::filesystem::path>& files);

}  // namespace convscope
