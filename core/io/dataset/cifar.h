// CIFAR-10's binary files: data_batch_1.bin to data_batch_5.bin and test_batch.bin. Source: A. Krizhevsky, "Learning
// Multiple Layers of Features from Tiny Images" (2009), https://www.cs.toronto.edu/~kriz/cifar.html.
#pragma once

#include <filesystem>

#include "core/io/dataset/dataset_folder.h"
#include "core/nn/train/dataset.h"

namespace convscope {

/// True if the folder has a file data_batch_1.bin or test_batch.bin.
bool has_cifar_files(const std::filesystem::path& folder);

/// The pictures of all data_batch_*.bin, or of test_batch.bin: 32 x 32 x 3, with the names of the ten classes. Checks
/// sizes before it allocates memory. Throws LoadError if no file of the part is there or one is damaged.
nn::Dataset load_cifar10(const std::filesystem::path& folder, DatasetPart part);

}  // namespace convscope
