// Labelled pictures as MNIST and its successors are distributed: a folder of IDX files.
// Knows nothing of networks but the shape of an example.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "core/nn/tensor.h"

namespace convscope::nn {

enum class DatasetPart { train, test };

struct Dataset {
    Shape example;                     ///< rows, cols, channels
    std::vector<std::uint8_t> images;  ///< size() examples one after the other, 0..255
    std::vector<std::uint8_t> labels;  ///< one per example

    std::int64_t size() const { return std::ssize(labels); }
    /// One more than the greatest label; 0 without any.
    int classes() const;
    /// Example `index`, 0..size()-1.
    std::span<const std::uint8_t> image(std::int64_t index) const;
};

/// Reads train-images-idx3-ubyte and train-labels-idx1-ubyte, or those of t10k, from the folder: each with ".gz" or
/// without, and with "." in front of "idx" as some copies have it. Throws LoadError that says which file is missing or
/// damaged, or that images and labels differ in number.
Dataset load_dataset(const std::filesystem::path& folder, DatasetPart part);

/// The folder where Keras keeps Fashion-MNIST (~/.keras/datasets/fashion-mnist), if all four files are there.
std::optional<std::filesystem::path> find_fashion_mnist();

}  // namespace convscope::nn
