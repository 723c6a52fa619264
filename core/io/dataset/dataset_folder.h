// Loads labelled pictures from a folder of IDX files, the form in which MNIST and its successors are distributed.
#pragma once

#include <filesystem>
#include <optional>

#include "core/base/text/translation.h"
#include "core/nn/train/dataset.h"

namespace convscope {

enum class DatasetPart { train, test };

/// The remedy for a folder without labelled pictures: all forms of data sets.
inline constexpr Message kDatasetRemedy = tr(
    "choose a folder with IDX files, with CIFAR-10's binary files or with one sub-folder of pictures for each class");

/// True if a file in the folder has the name of an IDX file of bytes.
bool has_idx_files(const std::filesystem::path& folder);

/// Reads train-images-idx3-ubyte and train-labels-idx1-ubyte, or the two files whose names start with t10k for the test
/// part. Images may have three colours, as a fourth axis. A name may end in ".gz" and may have "." instead of "-"
/// before "idx", as in some copies. Fashion-MNIST, recognised by the folder's name or by its labels, gets the names of
/// its classes. Throws LoadError if a file is missing or damaged, or if there are not as many labels as images.
nn::Dataset load_dataset(const std::filesystem::path& folder, DatasetPart part);

/// Keras's folder of Fashion-MNIST (~/.keras/datasets/fashion-mnist), if all four files are in it.
std::optional<std::filesystem::path> find_fashion_mnist();

}  // namespace convscope
