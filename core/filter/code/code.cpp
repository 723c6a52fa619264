#include "core/filter/code/code.h"

#include <fmt/format.h>

#include "core/filter/code/code_picture.h"
#include "core/filter/code/code_steps.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

/// The code that pads the picture: none, an argument of the library, or NumPy lines.
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
    int margin;  ///< rows and columns before its centre
    Border border;

    /// `supported`: the library itself offers this border at this stride.
    Padding padding(bool supported) const {
        if (border == Border::valid) return Padding::none;
        return supported ? Padding::library : Padding::by_hand;
    }
};

/// kernel = np.array(...), one kernel row per line; `arguments` follow the values.
std::string kernel_lines(const Kernel& kernel, const char* arguments = "") {
    const std::string opening = "kernel = np.array([";
    return opening + kernel_rows_code(kernel, ",\n" + std::string(opening.size(), ' ')) + "]" + arguments + ")\n";
}

/// padded = ..., for a library that does not offer this padding.
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

/// The name of the array that the window slides over.
const char* source_name(Padding padding) {
    return padding == Padding::by_hand ? "padded" : "image";
}

/// The kernel with zeros between its values, for libraries without dilation.
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

/// The slice of all elements of an axis, or of every n-th one.
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

/// Copies the picture's own border back.
std::string keep_lines(const Plan& plan) {
    if (plan.border != Border::keep) return {};
    return fmt::format(
        "kept = image.copy()\n"
        "kept[{0}:-{0}, {0}:-{0}] = filtered[{0}:-{0}, {0}:-{0}]\n"
        "filtered = kept\n",
        plan.margin);
}

/// All steps after the sums, on arrays.
std::string array_steps(const FilterSettings& settings, const Plan& plan) {
    const std::string sums =
        settings.median ? "" : weight_lines(settings) + activation_code(settings.activation, "filtered");
    return sums + keep_lines(plan) + pooling_code(settings.pooling, settings.pool_size, "filtered", "pooled");
}

/// The kernel's values, or nothing for a median.
std::string filter_lines(const FilterSettings& settings, const char* arguments = "") {
    return settings.median ? "" : kernel_lines(settings.kernel, arguments);
}

/// windows[r, c] holds the values of one window.
std::string window_lines(const Plan& plan, Padding padding) {
    std::string steps = stride_slice(plan);
    if (plan.dilation > 1) steps = fmt::format("[{0}, {0}, {1}, {1}]", every(plan.stride), every(plan.dilation));
    return fmt::format("windows = np.lib.stride_tricks.sliding_window_view({0}, ({1}, {1})){2}\n", source_name(padding),
                       plan.extent, steps);
}

/// The rows and columns of an image of the input's size whose windows lie inside.
std::string inner_slice(const Plan& plan) {
    if (plan.margin == 0) return stride_slice(plan);
    if (plan.stride == 1) return fmt::format("[{0}:-{0}, {0}:-{0}]", plan.margin);
    return fmt::format("[{0}:-{0}:{1}, {0}:-{0}:{1}]", plan.margin, plan.stride);
}

constexpr const char* kMedianOfWindows =
    "filtered = np.median(windows, axis=(2, 3))  # the middle one of each window's values\n";

/// SciPy's median of the windows inside the picture, or inside the padded picture.
std::string scipy_median(const Plan& plan, Padding padding) {
    std::string window = fmt::format("size={}", plan.extent);
    std::string code;
    if (plan.dilation > 1) {
        code = fmt::format(
            "window = np.zeros(({0}, {0}), dtype=bool)\n"
            "window[::{1}, ::{1}] = True\n",
            plan.extent, plan.dilation);
        window = "footprint=window";
    }
    return code + fmt::format("filtered = median_filter({}, {}){}\n", source_name(padding), window, inner_slice(plan));
}

/// For values that are not 8-bit integers, OpenCV supports medians of at most 5 x 5 pixels.
std::string opencv_median(const Plan& plan, Padding padding) {
    if (plan.dilation > 1 || plan.taps > 5) return window_lines(plan, padding) + kMedianOfWindows;
    return fmt::format("filtered = cv2.medianBlur({}.astype(\"float32\"), {}){}\n", source_name(padding), plan.taps,
                       inner_slice(plan));
}

/// Keras has no layer for medians: TensorFlow extracts the windows, and sorting puts the median in the middle.
std::string keras_median(const Plan& plan, Padding padding) {
    return fmt::format(
        "x = {0}[None, :, :, None]\n"
        "windows = tf.image.extract_patches(x, [1, {1}, {1}, 1], [1, {2}, {2}, 1], [1, {3}, {3}, 1], \"VALID\")\n"
        "filtered = tf.sort(windows, axis=-1)[0, :, :, {4}].numpy()  # the middle one of {5}\n",
        source_name(padding), plan.taps, plan.stride, plan.dilation, plan.taps * plan.taps / 2, plan.taps * plan.taps);
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

/// The argument with which filter2D pads the picture.
std::string opencv_border(const Plan& plan, Padding padding) {
    if (padding != Padding::library) return {};
    return fmt::format(", borderType=cv2.BORDER_{}", plan.border == Border::replicate ? "REPLICATE" : "CONSTANT");
}

/// filter2D returns a value for every pixel: cut off those whose window lies partly outside.
std::string opencv_slice(const Plan& plan, Padding padding) {
    return padding == Padding::library ? stride_slice(plan) : inner_slice(plan);
}

}  // namespace

std::string array_code(const Plane& plane) {
    std::string text = "np.array(";
    for (int r = 0; r < plane.rows(); ++r) {
        text += r == 0 ? "[" : ",\n    ";
        for (int c = 0; c < plane.cols(); ++c) text += (c == 0 ? "[" : ", ") + number_text(plane.at(r, c));
        text += "]";
    }
    return text + "])";
}

std::string numpy_code(const FilterSettings& settings, const PictureFile& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(false);
    std::string code = "import numpy as np\n" + picture_imports(file) + "\n";
    code += picture_lines(file, channel, "float") + filter_lines(settings) + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    code += window_lines(plan, padding);
    code += settings.median
                ? kMedianOfWindows
                : "filtered = np.einsum(\"rcij,ij->rc\", windows, kernel)  # the kernel times each window, summed\n";
    return code + array_steps(settings, plan);
}

std::string scipy_code(const FilterSettings& settings, const PictureFile& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(!settings.median && plan.border != Border::replicate && plan.stride == 1);
    const char* const import =
        settings.median ? "from scipy.ndimage import median_filter\n\n" : "from scipy.signal import correlate2d\n\n";
    std::string code = "import numpy as np\n" + picture_imports(file) + import;
    code += picture_lines(file, channel, "float") + filter_lines(settings) + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    if (settings.median) return code + scipy_median(plan, padding) + array_steps(settings, plan);
    code += dilation_lines(plan);
    code += fmt::format("filtered = correlate2d({}, {}, mode=\"{}\"){}\n", source_name(padding), dilated_name(plan),
                        padding == Padding::library ? "same" : "valid", stride_slice(plan));
    return code + array_steps(settings, plan);
}

std::string opencv_code(const FilterSettings& settings, const PictureFile& file, Channel channel) {
    const Plan plan(settings);
    const Padding padding = plan.padding(!settings.median && plan.stride == 1);
    std::string code = "import cv2\nimport numpy as np\n" + opencv_picture_imports(file) + "\n";
    code += opencv_picture_lines(file, channel) + filter_lines(settings, ", dtype=float") + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    if (settings.median) return code + opencv_median(plan, padding) + array_steps(settings, plan);
    code += dilation_lines(plan);
    code += fmt::format("filtered = cv2.filter2D({}, -1, {}{}){}\n", source_name(padding), dilated_name(plan),
                        opencv_border(plan, padding), opencv_slice(plan, padding));
    return code + array_steps(settings, plan);
}

std::string keras_code(const FilterSettings& settings, const PictureFile& file, Channel channel) {
    const Plan plan(settings);
    // Conv2D does not support stride and dilation together: run it at stride 1 and drop rows and columns afterwards.
    const bool strided = plan.dilation == 1;
    const Padding padding =
        plan.padding(!settings.median && plan.border != Border::replicate && (strided || plan.stride == 1));
    const std::string step = every(strided ? 1 : plan.stride);

    std::string code = "import numpy as np\nimport tensorflow as tf\n" + picture_imports(file) + "\n";
    code += picture_lines(file, channel, "\"float32\"") + filter_lines(settings, ", dtype=\"float32\"") + "\n";
    if (padding == Padding::by_hand) code += padding_lines(plan);
    if (settings.median)
        code += keras_median(plan, padding);
    else
        code += fmt::format(
            "x = {}[None, :, :, None]  # one picture, one channel\n"
            "conv = tf.keras.layers.Conv2D({})\n"
            "conv.build(x.shape)\n"
            "conv.set_weights([{}])\n"
            "filtered = conv(x)[0, {}, {}, 0].numpy()\n",
            source_name(padding), keras_arguments(settings, plan, strided, padding), keras_weights(settings), step,
            step);
    code += keep_lines(plan);
    if (settings.pooling == Pooling::none) return code;
    return code +
           fmt::format("pooled = tf.keras.layers.{}Pooling2D({})(filtered[None, :, :, None])[0, :, :, 0].numpy()\n",
                       settings.pooling == Pooling::max ? "Max" : "Average", settings.pool_size);
}

}  // namespace convscope
