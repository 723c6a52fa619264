#include <algorithm>
#include <memory>

#include "core/io/onnx/operators/borders.h"
#include "core/io/tensorflow/image_operators.h"
#include "core/io/tensorflow/image_windows.h"
#include "core/nn/layers/shape/zero_padding2d.h"

namespace convscope::tensorflow {

namespace {

/// The border if the value is an image and only its rows and columns grow; nullopt otherwise.
std::optional<nn::Border> image_border(const onnx::Value& value, const onnx::Growths& growths) {
    if (value.rank() != 4 || value.length(0) != kBatchAxis) return std::nullopt;
    for (const auto& [axis, growth] : growths) {
        const bool is_side = axis == 1 || axis == 2;
        const bool grows =
            std::min(growth.before, growth.after) >= 0 && std::max(growth.before, growth.after) <= nn::kMaxSide;
        if (is_side ? !grows : growth != onnx::Growth{}) return std::nullopt;
    }
    const onnx::Growth rows = growths.at(1), cols = growths.at(2);
    return nn::Border{.top = rows.before, .bottom = rows.after, .left = cols.before, .right = cols.after};
}

}  // namespace

void read_pad(const onnx::Call& call) {
    const onnx::Value& value = call.value(0);
    const std::optional<nn::Border> border = image_border(value, onnx::pad_growths(call, value.rank()));
    if (!border || *border == nn::Border{}) return onnx::read_pad(call);
    const onnx::Value image = image_input(call);
    nn::BorderFill fill{.value = call.number("value", 0)};
    if (call.text("mode", "constant") == "reflect") fill.mode = nn::BorderFill::Mode::reflect;
    set_nhwc_image(call, call.add(std::make_shared<nn::ZeroPadding2D>(*border, fill), {image.node}), image);
}

}  // namespace convscope::tensorflow
