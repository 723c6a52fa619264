#include "core/filter/colour/colour_code.h"

#include <fmt/format.h>

#include <cassert>

#include "core/filter/code/code_picture.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// The lines that set kernel = np.stack([red, green, blue], axis=2), with the axes rows, columns, channels.
std::string slice_lines(const ColourFilterSettings& settings, const char* type) {
    std::string text;
    for (std::size_t i = 0; i < kColourChannels; ++i) {
        const std::string_view name = kChannelNames.at(static_cast<std::size_t>(kSliceChannels.at(i)));
        const std::string opening = fmt::format("{} = np.array([", name);
        const Kernel& slice = settings.slices.at(i);
        text += opening;
        for (int r = 0; r < slice.size; ++r) {
            if (r > 0) text += ",\n" + std::string(opening.size(), ' ');
            for (int c = 0; c < slice.size; ++c) text += (c == 0 ? "[" : ", ") + number_text(slice.at(r, c));
            text += "]";
        }
        text += settings.on.at(i) ? fmt::format("], dtype={})\n", type)
                                  : fmt::format("], dtype={}) * 0  # this slice is off\n", type);
    }
    return text + "kernel = np.stack([red, green, blue], axis=2)  # rows, columns, channels\n";
}

bool is_padded(const ColourFilterSettings& settings) {
    return settings.steps.border != Border::valid && settings.slices.front().size > 1;
}

const char* padded_name(const ColourFilterSettings& settings) {
    return is_padded(settings) ? "padded" : "image";
}

/// The lines that set `padded`: the picture with a border at its rows and columns.
std::string colour_padding_lines(const ColourFilterSettings& settings) {
    if (!is_padded(settings)) return {};
    return fmt::format("padded = np.pad(image, [({0}, {0}), ({0}, {0}), (0, 0)]{1})\n",
                       settings.slices.front().size / 2,
                       settings.steps.border == Border::replicate ? ", mode=\"edge\"" : "");
}

/// The lines that apply weight, bias and activation to arrays.
std::string colour_value_lines(const FilterSettings& steps) {
    std::string text;
    if (steps.weight != 1 || steps.bias != 0) {
        text += "filtered = filtered";
        if (steps.weight != 1) text += " * " + number_text(steps.weight);
        if (steps.bias > 0) text += " + " + number_text(steps.bias);
        if (steps.bias < 0) text += " - " + number_text(-steps.bias);
        text += "\n";
    }
    if (steps.activation == Activation::relu) text += "filtered = np.maximum(filtered, 0)\n";
    if (steps.activation == Activation::absolute) text += "filtered = np.abs(filtered)\n";
    if (steps.activation == Activation::clamp) text += "filtered = np.clip(filtered, 0, 255)\n";
    return text;
}

std::string colour_pooling_lines(const FilterSettings& steps) {
    if (steps.pooling == Pooling::none) return {};
    return fmt::format(
        "\n"
        "rows, cols = filtered.shape[0] // {0}, filtered.shape[1] // {0}\n"
        "blocks = filtered[:rows * {0}, :cols * {0}].reshape(rows, {0}, cols, {0})\n"
        "pooled = blocks.{1}(axis=(1, 3))\n",
        steps.pool_size, steps.pooling == Pooling::max ? "max" : "mean");
}

std::string colour_array_steps(const ColourFilterSettings& settings) {
    return colour_value_lines(settings.steps) + colour_pooling_lines(settings.steps);
}

/// The arguments of Keras's Conv2D.
std::string conv2d_arguments(const ColourFilterSettings& settings) {
    std::string text = fmt::format("1, {}", settings.slices.front().size);
    if (is_padded(settings) && settings.steps.border == Border::zero) text += ", padding=\"same\"";
    switch (settings.steps.activation) {
        case Activation::none:
            break;
        case Activation::relu:
            text += ", activation=\"relu\"";
            break;
        case Activation::absolute:
            text += ", activation=tf.abs";
            break;
        case Activation::clamp:
            text += ", activation=lambda x: tf.clip_by_value(x, 0, 255)";
            break;
    }
    if (settings.steps.bias == 0) text += ", use_bias=False";
    return text;
}

/// Conv2D's weights: rows, columns, input channels, filters.
std::string conv2d_weights(const FilterSettings& steps) {
    std::string text = steps.weight == 1 ? "" : number_text(steps.weight) + " * ";
    text += "kernel[:, :, :, None]";
    if (steps.bias != 0) text += fmt::format(", np.array([{}])", number_text(steps.bias));
    return text;
}

[[maybe_unused]] bool is_supported(const ColourFilterSettings& settings) {
    return settings.steps.stride == 1 && settings.steps.dilation == 1 && settings.steps.border != Border::keep;
}

}  // namespace

std::string colour_array_code(const Picture& picture) {
    std::string text = "np.stack([";
    for (const Channel channel : kSliceChannels) {
        if (channel != Channel::red) text += ",\n    ";
        text += array_code(channel_plane(picture, channel));
    }
    return text + "], axis=2)";
}

std::string colour_numpy_code(const ColourFilterSettings& settings, const PictureFile& file) {
    assert(is_supported(settings));
    std::string code = "import numpy as np\n" + colour_picture_imports(file) + "\n";
    code +=
        colour_picture_lines(file, "float") + slice_lines(settings, "float") + "\n" + colour_padding_lines(settings);
    code += fmt::format(
        "windows = np.lib.stride_tricks.sliding_window_view({0}, ({1}, {1}), axis=(0, 1))\n"
        "filtered = np.einsum(\"rckij,ijk->rc\", windows, kernel)  # all {2} products, summed into one map\n",
        padded_name(settings), settings.slices.front().size,
        3 * settings.slices.front().size * settings.slices.front().size);
    return code + colour_array_steps(settings);
}

std::string colour_scipy_code(const ColourFilterSettings& settings, const PictureFile& file) {
    assert(is_supported(settings));
    std::string code = "import numpy as np\n" + colour_picture_imports(file) + "from scipy.signal import correlate\n\n";
    code +=
        colour_picture_lines(file, "float") + slice_lines(settings, "float") + "\n" + colour_padding_lines(settings);
    code += fmt::format(
        "filtered = correlate({}, kernel, mode=\"valid\", method=\"direct\")[:, :, 0]  # three channels in, one map "
        "out\n",
        padded_name(settings));
    return code + colour_array_steps(settings);
}

std::string colour_opencv_code(const ColourFilterSettings& settings, const PictureFile& file) {
    assert(is_supported(settings));
    const int margin = settings.slices.front().size / 2;
    const std::string cut = is_padded(settings) || margin == 0 ? "" : fmt::format("[{0}:-{0}, {0}:-{0}]", margin);
    const char* const border = settings.steps.border == Border::replicate ? "REPLICATE" : "CONSTANT";
    const std::string options = is_padded(settings) ? fmt::format(", borderType=cv2.BORDER_{}", border) : "";
    std::string code = "import cv2\nimport numpy as np\n" + colour_opencv_imports(file) + "\n";
    code += colour_opencv_lines(file) + slice_lines(settings, "float") + "\n";
    code += fmt::format(
        "sums = [cv2.filter2D(image[:, :, k], -1, kernel[:, :, k]{}){} for k in range(3)]\n"
        "filtered = sums[0] + sums[1] + sums[2]  # three channels in, one map out\n",
        options, cut);
    return code + colour_array_steps(settings);
}

std::string colour_keras_code(const ColourFilterSettings& settings, const PictureFile& file) {
    assert(is_supported(settings));
    const bool by_hand = is_padded(settings) && settings.steps.border == Border::replicate;
    std::string code = "import numpy as np\nimport tensorflow as tf\n" + colour_picture_imports(file) + "\n";
    code += colour_picture_lines(file, "\"float32\"") + slice_lines(settings, "\"float32\"") + "\n";
    if (by_hand) code += colour_padding_lines(settings);
    code += fmt::format(
        "x = {0}[None]  # one picture, three channels\n"
        "conv = tf.keras.layers.Conv2D({1})  # one filter: its kernel is {2} x {2} x 3 x 1\n"
        "conv.build(x.shape)\n"
        "conv.set_weights([{3}])\n"
        "filtered = conv(x)[0, :, :, 0].numpy()\n",
        by_hand ? "padded" : "image", conv2d_arguments(settings), settings.slices.front().size,
        conv2d_weights(settings.steps));
    if (settings.steps.pooling == Pooling::none) return code;
    return code +
           fmt::format("pooled = tf.keras.layers.{}Pooling2D({})(filtered[None, :, :, None])[0, :, :, 0].numpy()\n",
                       settings.steps.pooling == Pooling::max ? "Max" : "Average", settings.steps.pool_size);
}

}  // namespace convscope
