#include "core/filter/code/chain_code.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "core/filter/presets.h"

namespace convscope {

namespace {

using ChainWriter = ChainCode (*)(std::span<const CodeStage>, const PictureFile&, Channel);
constexpr ChainWriter kChainWriters[] = {chain_numpy_code, chain_scipy_code, chain_opencv_code, chain_keras_code};

Kernel preset(std::string_view slug) {
    return find_preset(slug)->kernel;
}

/// Two edge maps with ReLU and pooling, then their sum minus 1020 with the size kept.
std::vector<CodeStage> corners() {
    const CodeStage edges{.kernels = {{preset("sobel-vertical")}, {preset("sobel-horizontal")}},
                          .biases = {0, 0},
                          .has_relu = true,
                          .pooling = Pooling::max};
    const CodeStage sum{
        .kernels = {{preset("identity"), preset("identity")}}, .biases = {-1020}, .has_same_size = true};
    return {edges, sum};
}

std::string code_of(ChainWriter write, const std::vector<CodeStage>& stages) {
    return write(stages, PictureFile{"stairs.png"}, Channel::grey).code;
}

bool has(const std::string& code, std::string_view text) {
    return code.find(text) != std::string::npos;
}

/// The lines of the code that belong to a stage.
std::string stage_lines(const ChainCode& chain, std::size_t stage) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < chain.stages.at(stage).first; ++i) begin = chain.code.find('\n', begin) + 1;
    std::size_t end = begin;
    for (std::size_t i = 0; i < chain.stages.at(stage).count; ++i) end = chain.code.find('\n', end) + 1;
    return chain.code.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("NumPy code of a chain gives the arrays of every stage under their own names") {
    CHECK(code_of(chain_numpy_code, corners()) == R"(import numpy as np
from PIL import Image

image = np.array(Image.open("stairs.png").convert("L"), dtype=float)
maps = image[:, :, None]  # rows, columns, one map

# Stage 1: map m is pooled_1[:, :, m]
kernels_1 = np.array([  # map, input map, row, column
    [[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]],  # map 0
    [[[-1, -2, -1], [0, 0, 0], [1, 2, 1]]],  # map 1
], dtype=float)
windows = np.lib.stride_tricks.sliding_window_view(maps, (3, 3), axis=(0, 1))
filtered_1 = np.einsum("rckij,mkij->rcm", windows, kernels_1, optimize=True)  # summed over all input maps
filtered_1 = np.maximum(filtered_1, 0)

rows, cols = filtered_1.shape[0] // 2, filtered_1.shape[1] // 2
blocks = filtered_1[:rows * 2, :cols * 2].reshape(rows, 2, cols, 2, -1)
pooled_1 = blocks.max(axis=(1, 3))

# Stage 2: map m is filtered_2[:, :, m]
kernels_2 = np.array([  # map, input map, row, column
    [[[0, 0, 0], [0, 1, 0], [0, 0, 0]],  # map 0 from map 0
     [[0, 0, 0], [0, 1, 0], [0, 0, 0]]],  # map 0 from map 1
], dtype=float)
padded = np.pad(pooled_1, [(1, 1), (1, 1), (0, 0)])
windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(0, 1))
filtered_2 = np.einsum("rckij,mkij->rcm", windows, kernels_2, optimize=True)  # summed over all input maps
filtered_2 = filtered_2 + [-1020]  # the bias of each map
)");
}

TEST_CASE("SciPy and OpenCV filter one map at a time, and pad with zeros themselves to keep the size") {
    const std::string scipy = code_of(chain_scipy_code, corners());
    CHECK(has(scipy, R"(
filtered_1 = np.stack([sum(correlate2d(maps[:, :, k], kernel, mode="valid") for k, kernel in enumerate(kernels))
                       for kernels in kernels_1], axis=2)  # summed over all input maps
)"));
    CHECK(has(scipy, "correlate2d(pooled_1[:, :, k], kernel, mode=\"same\")"));
    const std::string opencv = code_of(chain_opencv_code, corners());
    CHECK(has(opencv, "sum(cv2.filter2D(maps[:, :, k], -1, kernel)[1:-1, 1:-1] for k,"));
    CHECK(has(opencv, "sum(cv2.filter2D(pooled_1[:, :, k], -1, kernel, borderType=cv2.BORDER_CONSTANT) for k,"));
}

TEST_CASE("Keras code gives each layer the chain's kernels in Keras's order") {
    const std::string keras = code_of(chain_keras_code, corners());
    CHECK(has(keras, R"(
conv = tf.keras.layers.Conv2D(2, 3, activation="relu", use_bias=False)
conv.build(x.shape)
conv.set_weights([kernels_1.transpose(2, 3, 1, 0)])  # rows, columns, input maps, maps
x = conv(x)
filtered_1 = x[0].numpy()
x = tf.keras.layers.MaxPooling2D(2)(x)
pooled_1 = x[0].numpy()
)"));
    CHECK(has(keras, "Conv2D(1, 3, padding=\"same\")\n"));
    CHECK(has(keras, "conv.set_weights([kernels_2.transpose(2, 3, 1, 0), np.array([-1020])])"));
}

TEST_CASE("every script comes with the range of lines of each stage, also if the picture takes several lines") {
    const Plane plane({2, 2}, std::vector<float>{0, 64, 48, 192});
    for (const ChainWriter write : kChainWriters) {
        const ChainCode chain = write(corners(), PictureFile{.values = array_code(plane)}, Channel::grey);
        REQUIRE(chain.stages.size() == 2);
        CHECK(stage_lines(chain, 0).starts_with("# Stage 1: map m is pooled_1[:, :, m]\nkernels_1 = "));
        CHECK(has(stage_lines(chain, 0), "pooled_1 = "));
        CHECK_FALSE(has(stage_lines(chain, 0), "filtered_2"));
        CHECK(stage_lines(chain, 1).starts_with("# Stage 2: map m is filtered_2[:, :, m]\nkernels_2 = "));
        CHECK(chain.code.ends_with(stage_lines(chain, 1)));
    }
}

TEST_CASE("steps of a stage without effect are omitted, and 5 x 5 windows cut two rows and columns") {
    const Kernel ones{5, preset("box-blur-5").values};
    const std::vector<CodeStage> stages{{.kernels = {{ones}}, .biases = {0}, .pooling = Pooling::average}};
    for (const ChainWriter write : kChainWriters) {
        const std::string code = code_of(write, stages);
        CHECK_FALSE(has(code, "padded"));
        CHECK_FALSE(has(code, "maximum"));
        CHECK_FALSE(has(code, "bias of"));
    }
    CHECK(has(code_of(chain_numpy_code, stages), "pooled_1 = blocks.mean(axis=(1, 3))\n"));
    CHECK(has(code_of(chain_opencv_code, stages), "kernel)[2:-2, 2:-2]"));
    CHECK(has(code_of(chain_keras_code, stages), "AveragePooling2D(2)"));
    CHECK(has(code_of(chain_keras_code, stages), "Conv2D(1, 5, use_bias=False)"));
}

}  // namespace convscope
