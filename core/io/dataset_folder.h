// Labelled pictures in a folder of IDX files, the form in which MNIST and its successors are distributed.
#pragma once

#include <filesystem>
#include <optional>

#include "core/nn/train/dataset.h"

namespace convscope {

enum class DatasetPart { train, test };

/// Reads train-images-idx3-ubyte and train-labels-idx1-ubyte, or the two files of t10k: each with ".gz" or without, and
/// with "." instead of "-" before "idx", as some copies have it. Throws LoadError that says which file is missing or
/// damaged, or that images and labels differ in number.
nn::Dataset load_dataset(const std::filesystem::path& folder, DatasetPart part);

/// Keras's folder of Fashion-MNIST (~/.keras/datasets/fashion-mnist), if all four files are in it.
std::optional<std::filesystem::path> find_fashion_mnist();

}  // namespace convscope
