#include "core/filter/code/chain_code.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/filter/code/code_picture.h"
#include "core/filter/code/code_steps.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// A stage with the names of its arrays.
struct NamedStage {
    NamedStage(const CodeStage& values, std::size_t index, std::string input)
        : stage(values),
          number(index + 1),
          size(values.kernels.front().front().size),
          source(std::move(input)),
          filtered(fmt::format("filtered_{}", number)),
          pooled(fmt::format("pooled_{}", number)) {}

    const CodeStage& stage;
    std::size_t number;
    int size;            ///< rows and columns of the window
    std::string source;  ///< name of the input array
    std::string filtered, pooled;

    bool has_bias() const {
        return std::ranges::any_of(stage.biases, [](float bias) { return bias != 0; });
    }
    const std::string& result() const { return stage.pooling == Pooling::none ? filtered : pooled; }
};

using StageWriter = std::string (*)(const NamedStage&);

/// kernels_N = np.array(...), one kernel per line, with a comment that names its maps.
std::string kernels_lines(const NamedStage& named) {
    const auto& maps = named.stage.kernels;
    std::string text = fmt::format("kernels_{} = np.array([  # map, input map, row, column\n", named.number);
    for (std::size_t map = 0; map < maps.size(); ++map)
        for (std::size_t input = 0; input < maps[map].size(); ++input) {
            const char* const end = input + 1 == maps[map].size() ? "]," : ",";
            text += fmt::format("    {}[{}]{}  # map {}", input == 0 ? "[" : " ",
                                kernel_rows_code(maps[map][input], ", "), end, map);
            text += maps[map].size() == 1 ? "\n" : fmt::format(" from map {}\n", input);
        }
    return text + "], dtype=float)\n";
}

/// "[0, -1020]".
std::string biases_code(const CodeStage& stage) {
    std::string text;
    for (const float bias : stage.biases) {
        text += text.empty() ? "[" : ", ";
        text += number_text(bias);
    }
    return text + "]";
}

/// Bias, ReLU and pooling on arrays.
std::string steps_lines(const NamedStage& named) {
    std::string code;
    if (named.has_bias())
        code += fmt::format("{0} = {0} + {1}  # the bias of each map\n", named.filtered, biases_code(named.stage));
    if (named.stage.has_relu) code += activation_code(Activation::relu, named.filtered);
    return code + pooling_code(named.stage.pooling, named.stage.pool_size, named.filtered, named.pooled, true);
}

std::string numpy_stage(const NamedStage& named) {
    std::string code = kernels_lines(named);
    std::string source = named.source;
    if (named.stage.has_same_size) {
        code += fmt::format("padded = np.pad({0}, [({1}, {1}), ({1}, {1}), (0, 0)])\n", source, named.size / 2);
        source = "padded";
    }
    code += fmt::format(
        "windows = np.lib.stride_tricks.sliding_window_view({0}, ({1}, {1}), axis=(0, 1))\n"
        "{2} = np.einsum(\"rckij,mkij->rcm\", windows, kernels_{3}, optimize=True)  # summed over all input maps\n",
        source, named.size, named.filtered, named.number);
    return code + steps_lines(named);
}

/// FILTERED = ..., for a library that filters one map at a time: `call` is the code that filters input map k with
/// `kernel`.
std::string sums_lines(const NamedStage& named, const std::string& call) {
    return fmt::format(
        "{0} = np.stack([sum({1} for k, kernel in enumerate(kernels))\n"
        "{2}for kernels in kernels_{3}], axis=2)  # summed over all input maps\n",
        named.filtered, call, std::string(named.filtered.size() + 13, ' '), named.number);
}

std::string scipy_stage(const NamedStage& named) {
    const std::string call = fmt::format("correlate2d({}[:, :, k], kernel, mode=\"{}\")", named.source,
                                         named.stage.has_same_size ? "same" : "valid");
    return kernels_lines(named) + sums_lines(named, call) + steps_lines(named);
}

std::string opencv_stage(const NamedStage& named) {
    const std::string cut = fmt::format("[{0}:-{0}, {0}:-{0}]", named.size / 2);
    const std::string call = fmt::format("cv2.filter2D({}[:, :, k], -1, kernel{}", named.source,
                                         named.stage.has_same_size ? ", borderType=cv2.BORDER_CONSTANT)" : ")" + cut);
    return kernels_lines(named) + sums_lines(named, call) + steps_lines(named);
}

std::string keras_stage(const NamedStage& named) {
    const CodeStage& stage = named.stage;
    std::string arguments = fmt::format("{}, {}", stage.kernels.size(), named.size);
    if (stage.has_same_size) arguments += ", padding=\"same\"";
    if (stage.has_relu) arguments += ", activation=\"relu\"";
    if (!named.has_bias()) arguments += ", use_bias=False";
    const std::string biases = named.has_bias() ? fmt::format(", np.array({})", biases_code(stage)) : "";
    std::string code = kernels_lines(named);
    code += fmt::format(
        "conv = tf.keras.layers.Conv2D({})\n"
        "conv.build(x.shape)\n"
        "conv.set_weights([kernels_{}.transpose(2, 3, 1, 0){}])  # rows, columns, input maps, maps\n"
        "x = conv(x)\n"
        "{} = x[0].numpy()\n",
        arguments, named.number, biases, named.filtered);
    if (stage.pooling == Pooling::none) return code;
    return code + fmt::format(
                      "x = tf.keras.layers.{}Pooling2D({})(x)\n"
                      "{} = x[0].numpy()\n",
                      stage.pooling == Pooling::max ? "Max" : "Average", stage.pool_size, named.pooled);
}

std::size_t line_count(const std::string& code) {
    return static_cast<std::size_t>(std::ranges::count(code, '\n'));
}

/// `head` reads the picture into the array `first`, the input of the first stage.
ChainCode with_stages(std::string head, const std::string& first, std::span<const CodeStage> stages,
                      StageWriter write) {
    ChainCode chain{.code = std::move(head), .stages = {}};
    chain.stages.reserve(stages.size());
    std::size_t line = line_count(chain.code);
    std::string source = first;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const NamedStage named(stages[i], i, source);
        const std::string lines =
            fmt::format("# Stage {0}: map m is {1}[:, :, m]\n", named.number, named.result()) + write(named);
        chain.code += "\n" + lines;
        chain.stages.push_back({line + 1, line_count(lines)});
        line += 1 + chain.stages.back().count;
        source = named.result();
    }
    return chain;
}

constexpr const char* kOneMap = "maps = image[:, :, None]  # rows, columns, one map\n";

}  // namespace

ChainCode chain_numpy_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel) {
    const std::string imports = "import numpy as np\n" + picture_imports(file);
    return with_stages(imports + "\n" + picture_lines(file, channel, "float") + kOneMap, "maps", stages, numpy_stage);
}

ChainCode chain_scipy_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel) {
    const std::string imports =
        "import numpy as np\n" + picture_imports(file) + "from scipy.signal import correlate2d\n";
    return with_stages(imports + "\n" + picture_lines(file, channel, "float") + kOneMap, "maps", stages, scipy_stage);
}

ChainCode chain_opencv_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel) {
    const std::string imports = "import cv2\nimport numpy as np\n" + opencv_picture_imports(file);
    return with_stages(imports + "\n" + opencv_picture_lines(file, channel) + kOneMap, "maps", stages, opencv_stage);
}

ChainCode chain_keras_code(std::span<const CodeStage> stages, const PictureFile& file, Channel channel) {
    const std::string imports = "import numpy as np\nimport tensorflow as tf\n" + picture_imports(file);
    return with_stages(imports + "\n" + picture_lines(file, channel, "\"float32\"") +
                           "x = image[None, :, :, None]  # one picture, one map\n",
                       "x", stages, keras_stage);
}

}  // namespace convscope
