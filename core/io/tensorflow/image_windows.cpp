#include "core/io/tensorflow/image_windows.h"

#include <vector>

#include "core/base/text/translation.h"

namespace convscope::tensorflow {

using onnx::Call;
using onnx::kExportAgain;
using onnx::Value;

onnx::Value image_input(const Call& call, std::size_t index) {
    if (call.text("data_format", "NHWC") != "NHWC")
        call.refuse(tr("computes with channels before rows and columns (NCHW)"),
                    tr("convert the model with NHWC images"));
    const Value& value = call.value(index);
    if (value.rank() != 4)
        call.refuse(tr_count(static_cast<long long>(value.rank()), "takes a value of {} axis as an image",
                             "takes a value of {} axes as an image"),
                    tr("export a model whose images are (batch, rows, columns, channels)"));
    if (value.length(0) != kBatchAxis && value.length(0) != 1)
        call.refuse(tr("processes several images as one example"), tr("export it with the batch as the first axis"));
    return call.with_axes(value, {1, 2, 3});
}

Arrangement nhwc_arrangement(const nn::Shape& image, const Value& like) {
    const std::int64_t batch = like.batch_axis() ? kBatchAxis : 1;
    return Arrangement::of({batch, image.rows(), image.cols(), image.channels()});
}

void set_nhwc_image(const Call& call, int node, const Value& input) {
    Value value(node, {});
    const nn::Shape& image = call.shape(value);
    call.set(Value(node, nhwc_arrangement(image, input)));
}

Sides sides_of(const Call& call, const char* name) {
    const std::vector<std::int64_t> numbers = call.integers(name);
    if (numbers.empty()) return {};
    const bool fits = numbers.size() == 4 && numbers[0] == 1 && numbers[3] == 1 && numbers[1] >= 1 &&
                      numbers[1] <= nn::kMaxSide && numbers[2] >= 1 && numbers[2] <= nn::kMaxSide;
    if (!fits)
        call.refuse(tr("has {} of {}", name, onnx::dims_text(numbers)),
                    tr("use positive numbers for rows and columns and 1 for batch and channels"));
    return {numbers[1], numbers[2]};
}

nn::Window nhwc_window(const Call& call, Sides size) {
    const Sides strides = sides_of(call, "strides"), dilations = sides_of(call, "dilations");
    nn::Window window{.rows = size.rows,
                      .cols = size.cols,
                      .row_stride = strides.rows,
                      .col_stride = strides.cols,
                      .row_dilation = dilations.rows,
                      .col_dilation = dilations.cols};
    const std::string padding = call.text("padding", "VALID");
    if (padding == "SAME") window.padding = nn::Padding::same;
    if (padding != "EXPLICIT") {
        if (padding != "SAME" && padding != "VALID")
            call.refuse(tr("has the padding {}", display_text(padding)), kExportAgain);
        return window;
    }
    // Before and after each of the axes N,H,W,C.
    const std::vector<std::int64_t> sides = call.integers("explicit_paddings");
    bool fits = sides.size() == 8 && sides[0] == 0 && sides[1] == 0 && sides[6] == 0 && sides[7] == 0;
    for (const std::int64_t side : sides) fits = fits && side >= 0 && side <= nn::kMaxSide;
    if (!fits) call.refuse(tr("has the paddings {}", onnx::dims_text(sides)), kExportAgain);
    window.padding = nn::Padding::explicit_;
    window.border = {.top = sides[2], .bottom = sides[3], .left = sides[4], .right = sides[5]};
    return window;
}

}  // namespace convscope::tensorflow
