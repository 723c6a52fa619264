#include "core/filter/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// How the code pads the picture: not at all, by the library's own option, or with lines of its own.
enum class Padding { none, library, by_hand };

/// The settings without those that have no effect.
struct Plan {
    explicit Plan(const FilterSettings& settings)
        : taps(settings.kernel.size),
          stride(settings.stride),
          dilation(taps == 1 ? 1 : settings.dilation),
          extent((taps - 1) * dilation + 1),
          margin(extent / 2),
          border(extent == 1 ? Border::valid : settings.border) {}

    int taps, stride, dilation;
    int extent;  ///< rows and columns that a window spans
    int margin;  ///< of them, those before its centre
    Border border;

    /// `able`: whether the library pads as this border asks for, at this stride.
    Padding padding(bool able) const {
        if (border == Border::valid) return Padding::none;
        return able ? Padding::library : Padding::by_hand;
    }
};

/// A Python string literal.
std::string literal(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += fmt::format("\\{}", c);
        else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else
            result += c;
    }
    return result + "\"";
}

bool has_suffix(std::string file, std::string_view suffix) {
    std::ranges::transform(file, file.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return file.ends_with(suffix);
}

bool is_array(const std::string& file) {
    return has_suffix(file, ".npy");
}
bool is_jpeg(const std::string& file) {
    return has_suffix(file, ".jpg") || has_suffix(file, ".jpeg");
}

/// The import of Pillow, where the picture is read with it.
std::string pillow_import(const std::string& file) {
    if (is_array(file)) return {};
    return is_jpeg(file) ? "from PIL import Image, ImageOps\n" : "from PIL import Image\n";
}

/// image = ..., read with Pillow.
std::string pillow_image(const std::string& file, Channel channel, const char* type) {
    if (is_array(file)) return fmt::format("image = np.load({}).astype({})\n", literal(file), type);
    std::string picture = fmt::format("Image.open({})", literal(file));
    if (is_jpeg(file)) picture = "ImageOps.exif_transpose(" + picture + ")";
    if (channel == Channel::grey) return fmt::format("image = np.array({}.convert(\"L\"), dtype={})\n", picture, type);
    return fmt::format("image = np.array({}.convert(\"RGB\"), dtype={})[:, :, {}]  # {}\n", picture, type,
                       static_cast<int>(channel) - static_cast<int>(Channel::red),
                       kChannelNames[static_cast<std::size_t>(channel)]);
}

/// image = ..., read with OpenCV, whose channels are blue, green, red.
std::string opencv_image(const std::string& file, Channel channel) {
    if (is_array(file)) return pillow_image(file, channel, "float");
    const std::string picture = fmt::format("cv2.imread({})", literal(file));
    if (channel == Channel::grey)
        return fmt::format("image = cv2.cvtColor({}, cv2.COLOR_BGR2GRAY).astype(float)\n", picture);
    return fmt::format("image = {}[:, :, {}].astype(float)  # {}\n", picture,
                       static_cast<int>(Channel::blue) - static_cast<int>(channel),
                       kChannelNames[static_cast<std::size_t>(channel)]);
}

/// kernel = np.array(...), its rows below each other; `arguments` follow the values.
std::string kernel_lines(const Kernel& kernel, const char* arguments = "") {
    const std::string opening = "kernel = np.array([";
    std::string text = opening;
    for (int r = 0; r < kernel.size; ++r) {
        if (r > 0) text += ",\n" + std::string(opening.size(), ' ');
        for (int c = 0; c < kernel.size; ++c) text += (c == 0 ? "[" : ", ") + number_text(kernel.at(r, c));
        text += "]";
    }
    return text + "]" + arguments + ")\n";
}

/// padded = ..., for a library that does not pad as we do.
std::string padding_lines(const Plan& plan) {
    const char* const mode = plan.border == Border::replicate ? ", mode=\"edge\"" : "";
    if (plan.stride == 1) return fmt::format("padded = np.pad(image, {}{})\n", plan.margin, mode);
    return fmt::format(
        "def padding(n):  # as Keras's \"same\": the odd pixel comes after\n"
        "    total = max((-(-n // {0}) - 1) * {0} + {1} - n, 0)\n"
        "    return total // 2, total - total // 2\n"
        "\n"
        "padded = np.pad(image, [padding(n) for n in image.shape]{2})\n",
        plan.stride, plan.extent, mode);
}

/// The name of the variable that the window slides over.
const char* source_name(Padding padding) {
    return padding == Padding::by_hand ? "padded" : "image";
}

/// Code that puts zeros between the kernel's values, for libraries without dilation.
std::string dilation_lines(const Plan& plan) {
    if (plan.dilation == 1) return {};
    return fmt::format(
        "dilated = np.zeros(({0}, {0}))\n"
        "dilated[::{1}, ::{1}] = kernel\n",
        plan.extent, plan.dilation);
}

const char* dilated_name(const Plan& plan) {
    return plan.dilation == 1 ? "kernel" : "dilated";
}

/// All of an axis, or every n-th of it.
std::string every(int n) {
    return n == 1 ? ":" : fmt::format("::{}", n);
}

/// "[::2, ::2]", or nothing with stride 1.
std::string stride_slice(const Plan& plan) {
    return plan.stride == 1 ? "" : fmt::format("[::{0}, ::{0}]", plan.stride);
}

/// Weight and bias on arrays.
std::string weight_lines(const FilterSettings& settings) {
    if (settings.weight == 1 && settings.bias == 0) return {};
    std::string text = "filtered = filtered";
    if (settings.weight != 1) text += " * " + number_text(settings.weight);
    if (settings.bias > 0) text += " + " + number_text(settings.bias);
    if (settings.bias < 0) text += " - " + number_text(-settings.bias);
    return text + "\n";
}

std::string activation_lines(Activation activation) {
    switch (activation) {
        case Activation::none:
            break;
        case Activation::relu:
            return "filtered = np.maximum(filtered, 0)\n";
        case Activation::absolute:
            return "filtered = np.abs(filtered)\n";
        case Activation::clamp:
            return "filtered = np.clip(filtered, 0, 255)\n";
    }
    return {};
}

/// Puts the picture's own border back.
std::string keep_lines(const Plan& plan) {
    if (plan.border != Border::keep) return {};
    return fmt::format(
        "kept = image.copy()\n"
        "kept[{0}:-{0}, {0}:-{0}] = filtered[{0}:-{0}, {0}:-{0}]\n"
        "filtered = kept\n",
        plan.margin);
}

std::string pooling_lines(const FilterSettings& settings) {
    if (settings.pooling == Pooling::none) return {};
    return fmt::format(
        "\n"
        "rows, cols = filtered.shape[0] // {0}, filtered.shape[1] // {0}\n"
        "blocks = filtered[:rows * {0}, :cols * {0}].reshape(rows, {0}, cols, {0})\n"
        "pooled = blocks.{1}(axis=(1, 3))\n",
        settings.pool_size, settings.pooling == Pooling::max ? "max" : "mean");
}

/// The stages that follow the sums, on arrays.
std::string array_steps(const FilterSettings& settings, const Plan& plan) {
    return weight_lines(settings) + activation_lines(settings.activation) + keep_lines(plan) + pooling_lines(settings);
}

/// The arguments of Keras's Conv2D.
std::string keras_arguments(const FilterSettings& settings, const Plan& plan, bool strided, Padding padding) {
    std::string text = fmt::format("1, {}", plan.taps);
    if (strided && plan.stride > 1) text += fmt::format(", strides={}", plan.stride);
    if (plan.dilation > 1) text += fmt::format(", dilation_rate={}", plan.dilation);
    if (padding == Padding::library) text += ", padding=\"same\"";
    if (settings.activation == Activation::relu) text += ", activation=\"relu\"";
    if (settings.activation == Activation::absolute) text += ", activation=tf.abs";
    if (settings.activation == Activation::clamp) text += ", activation=lambda x: tf.clip_by_value(x, 0, 255)";
    if (settings.bias == 0) text += ", use_bias=False";
    return text;
}

/// Conv2D's weights: rows, columns, input channels, filters.
std::string keras_weights(const FilterSettings& settings) {
    std::string text = settings.weight == 1 ? "" : number_text(settings.weight) + " * ";
    text += "kernel[:, :, None, None]";
    if (settings.bias != 0) text += fmt::format(", np.array([{}])", number_text(settings.bias));
    return text;
}

/// filter2D's own padding.
std::string opencv_border(const Plan& plan, Padding padding) {
    if (padding != Padding::library) return {};
    return fmt::format(", borderType=cv2.BORDER_{}", plan.border == Border::replicate ? "REPLICATE" : "CONSTANT");
}

/// filter2D answers at every pixel: those whose window it made up in part are cut off.
std::string opencv_slice(const Plan& plan, Padding padding) {
    if (padding == Padding::library || plan.margin == 0) return stride_slice(plan);
    if (plan.stride == 1) return fmt::format("[{0}:-{0}, {0}:-{0}]", plan.margin);
    return fmt::format("[{0}:-{0}:{1}, {0}:-{0}:{1}]", plan.margin, plan.stride);
}

}  // namespace

std::string numpy_code(const FilterSettings& settings, const std::string& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(false);
    std::string steps = stride_slice(plan);
    if (plan.dilation > 1) steps = fmt::format("[{0}, {0}, {1}, {1}]", every(plan.stride), every(plan.dilation));

    std::string code = "import numpy as np\n" + pillow_import(file) + "\n";
    code += pillow_image(file, channel, "float") + kernel_lines(settings.kernel) + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    code += fmt::format(
        "windows = np.lib.stride_tricks.sliding_window_view({0}, ({1}, {1})){2}\n"
        "filtered = np.einsum(\"rcij,ij->rc\", windows, kernel)  # the kernel times each window, summed\n",
        source_name(padding), plan.extent, steps);
    return code + array_steps(settings, plan);
}

std::string scipy_code(const FilterSettings& settings, const std::string& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(plan.border != Border::replicate && plan.stride == 1);

    std::string code = "import numpy as np\n" + pillow_import(file) + "from scipy.signal import correlate2d\n\n";
    code += pillow_image(file, channel, "float") + kernel_lines(settings.kernel) + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    code += dilation_lines(plan);
    code += fmt::format("filtered = correlate2d({}, {}, mode=\"{}\"){}\n", source_name(padding), dilated_name(plan),
                        padding == Padding::library ? "same" : "valid", stride_slice(plan));
    return code + array_steps(settings, plan);
}

std::string opencv_code(const FilterSettings& settings, const std::string& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(plan.stride == 1);
    std::string code = "import cv2\nimport numpy as np\n\n";
    code += opencv_image(file, channel) + kernel_lines(settings.kernel, ", dtype=float") + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    code += dilation_lines(plan);
    code += fmt::format("filtered = cv2.filter2D({}, -1, {}{}){}\n", source_name(padding), dilated_name(plan),
                        opencv_border(plan, padding), opencv_slice(plan, padding));
    return code + array_steps(settings, plan);
}

std::string keras_code(const FilterSettings& settings, const std::string& file, Channel channel) {
    const Plan plan(settings);
    // Conv2D refuses stride and dilation together: then it runs at stride 1 and rows and columns are left out after it.
    const bool strided = plan.dilation == 1;
    const Padding padding = plan.padding(plan.border != Border::replicate && (strided || plan.stride == 1));
    const std::string step = every(strided ? 1 : plan.stride);

    std::string code = "import numpy as np\nimport tensorflow as tf\n" + pillow_import(file) + "\n";
    code += pillow_image(file, channel, "\"float32\"") + kernel_lines(settings.kernel, ", dtype=\"float32\"") + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    code += fmt::format(
        "x = {}[None, :, :, None]  # one picture, one channel\n"
        "conv = tf.keras.layers.Conv2D({})\n"
        "conv.build(x.shape)\n"
        "conv.set_weights([{}])\n"
        "filtered = conv(x)[0, {}, {}, 0].numpy()\n",
        source_name(padding), keras_arguments(settings, plan, strided, padding), keras_weights(settings), step, step);
    code += keep_lines(plan);
    if (settings.pooling == Pooling::none) return code;
    return code +
           fmt::format("pooled = tf.keras.layers.{}Pooling2D({})(filtered[None, :, :, None])[0, :, :, 0].numpy()\n",
                       settings.pooling == Pooling::max ? "Max" : "Average", settings.pool_size);
}

}  // namespace convscope
