// "Show the code" of a chain of stages: Python lines that compute all of its maps with NumPy, SciPy, OpenCV or Keras.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/filter/code/code.h"

namespace convscope {

/// A stage: for each map the sum over all input maps of window x kernel, plus the bias, then ReLU and pooling.
struct CodeStage {
    std::vector<std::vector<Kernel>> kernels;  ///< [map][input map]; all of the same size
    std::vector<float> biases;                 ///< one for each map
    bool has_same_size = false;                ///< zeros around the input maps keep their size, as Keras's "same"
    bool has_relu = false;
    Pooling pooling = Pooling::none;
    int pool_size = 2;
};

/// The lines of a script that belong to one stage, counted from 0.
struct CodeLines {
    std::size_t first = 0;
    std::size_t count = 0;
};

struct ChainCode {
    std::string code;
    std::vector<CodeLines> stages;
};

/// Runnable Python. Each script gives for stage N the array `filtered_N` and, with pooling, `pooled_N`, of rows x
/// columns x maps, equal to convscope's within float rounding. All stages must fit. Steps without effect are omitted.
ChainCode chain_numpy_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel);
ChainCode chain_scipy_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel);
ChainCode chain_opencv_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel);
ChainCode chain_keras_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel);

}  // namespace convscope
