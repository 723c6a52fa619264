// Labelled pictures as MNIST and its successors are distributed: a folder of IDX files.
#pragma once

#include <filesystem>
#include <optional>

#include "core/nn/train/dataset.h"

namespace convscope {

enum class DatasetPart { train, test };

/// Reads train-images-idx3-ubyte and train-labels-idx1-ubyte, or those of t10k, from the folder: each with ".gz" or
/// without, and with "." in front of "idx" as some copies have it. Throws LoadError that says which file is missing or
/// damaged, or that images and labels differ in number.
nn::Dataset load_dataset(const std::filesystem::path& folder, DatasetPart part);

/// The folder where Keras keeps Fashion-MNIST (~/.keras/datasets/fashion-mnist), if all four files are there.
std::optional<std::filesystem::path> find_fashion_mnist();

}  // namespace convscope
