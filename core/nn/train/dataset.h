// Labelled pictures for training and evaluation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

struct Dataset {
    Shape example;                      ///< rows, cols, channels
    std::vector<std::uint8_t> images;   ///< size() examples one after the other, 0..255
    std::vector<std::uint16_t> labels;  ///< the number of each example's class
    /// For each label its name, as far as the data set names its classes.
    std::vector<std::string> class_names = {};

    std::int64_t size() const { return std::ssize(labels); }
    /// One more than the largest label; 0 without labels.
    int classes() const;
    /// Example `index`, 0..size()-1.
    std::span<const std::uint8_t> image(std::int64_t index) const;
};

}  // namespace convscope::nn
