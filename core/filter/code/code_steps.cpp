#include "core/filter/code/code_steps.h"

#include <fmt/format.h>

#include "core/filter/kernel.h"

namespace convscope {

std::string kernel_rows_code(const Kernel& kernel, std::string_view separator) {
    std::string text;
    for (int r = 0; r < kernel.size; ++r) {
        if (r > 0) text += separator;
        for (int c = 0; c < kernel.size; ++c) {
            text += c == 0 ? "[" : ", ";
            text += number_text(kernel.at(r, c));
        }
        text += "]";
    }
    return text;
}

std::string activation_code(Activation activation, std::string_view name) {
    switch (activation) {
        case Activation::none:
            break;
        case Activation::relu:
            return fmt::format("{0} = np.maximum({0}, 0)\n", name);
        case Activation::absolute:
            return fmt::format("{0} = np.abs({0})\n", name);
        case Activation::clamp:
            return fmt::format("{0} = np.clip({0}, 0, 255)\n", name);
    }
    return {};
}

std::string pooling_code(Pooling pooling, int size, std::string_view filtered, std::string_view pooled, bool has_maps) {
    if (pooling == Pooling::none) return {};
    return fmt::format(
        "\n"
        "rows, cols = {1}.shape[0] // {0}, {1}.shape[1] // {0}\n"
        "blocks = {1}[:rows * {0}, :cols * {0}].reshape(rows, {0}, cols, {0}{2})\n"
        "{3} = blocks.{4}(axis=(1, 3))\n",
        size, filtered, has_maps ? ", -1" : "", pooled, pooling == Pooling::max ? "max" : "mean");
}

}  // namespace convscope
