#include "core/io/keras/read/layers/image_layers.h"

#include <algorithm>
#include <memory>

#include "core/base/text/translation.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/zero_padding2d.h"

namespace convscope::keras {

using nn::Shape;

namespace {

constexpr std::int64_t kMaxLength = 1 << 20;

/// The result's size, from the settings height and width.
Pair read_size(const Fields& fields) {
    return {fields.integer64("height", 1, kMaxLength), fields.integer64("width", 1, kMaxLength)};
}

/// The image's longest side that has the ratio of `target` to `other_target`, if the other side is `other`: rounded
/// down.
std::int64_t scaled_side(std::int64_t other, std::int64_t target, std::int64_t other_target) {
    return other * target / other_target;
}

nn::Interpolation read_interpolation(const Fields& fields) {
    const std::string name = fields.name_or("interpolation", "bilinear");
    if (name == "nearest") return nn::Interpolation::nearest;
    if (name != "bilinear")
        fields.refuse(tr("resizes with the interpolation \"{}\"", name), tr("use bilinear or nearest"));
    return nn::Interpolation::bilinear;
}

ArrangedValue add_cropping(LayerCall& call, const ArrangedValue& image, const nn::Border& border, const char* suffix) {
    if (border == nn::Border()) return image;
    return call.add({std::make_shared<nn::Cropping2D>(border), {image}, std::nullopt, suffix}, call.image_axes());
}

/// Cuts `size` out of the middle. If the border is odd, one pixel more is cut off at the end.
nn::Border border_around(const Shape& image, Pair size) {
    const std::int64_t rows = image.rows() - size.rows, cols = image.cols() - size.cols;
    return {rows / 2, rows - rows / 2, cols / 2, cols - cols / 2};
}

ArrangedValue add_resizing(LayerCall& call, const ArrangedValue& image, Pair size, nn::Interpolation interpolation) {
    const auto layer = std::make_shared<nn::Resizing>(nn::Resizing::Parameters{size.rows, size.cols, interpolation});
    return call.add({layer, {image}}, call.image_axes());
}

/// The largest part with the result's aspect ratio from the middle of the image.
ArrangedValue cropped_to_ratio(LayerCall& call, const ArrangedValue& image, Pair size) {
    const Shape shape = nn::only_image(std::vector{call.shape(image)});
    const Pair part{std::clamp<std::int64_t>(scaled_side(shape.cols(), size.rows, size.cols), 1, shape.rows()),
                    std::clamp<std::int64_t>(scaled_side(shape.rows(), size.cols, size.rows), 1, shape.cols())};
    return add_cropping(call, image, border_around(shape, part), "crop");
}

/// The image with a border that gives it the result's aspect ratio. Keras adds equally many pixels on both sides.
ArrangedValue padded_to_ratio(LayerCall& call, const ArrangedValue& image, Pair size) {
    if (const std::string mode = call.fields().name_or("fill_mode", "constant"); mode != "constant")
        call.fields().refuse(tr("has a fill_mode of \"{}\"", mode), tr("use constant"));
    const Shape shape = nn::only_image(std::vector{call.shape(image)});
    const std::int64_t rows =
        (std::max(shape.rows(), scaled_side(shape.cols(), size.rows, size.cols)) - shape.rows()) / 2;
    const std::int64_t cols =
        (std::max(shape.cols(), scaled_side(shape.rows(), size.cols, size.rows)) - shape.cols()) / 2;
    if (rows == 0 && cols == 0) return image;
    const nn::BorderFill fill{.value = static_cast<float>(call.fields().number_or("fill_value", 0))};
    const auto layer = std::make_shared<nn::ZeroPadding2D>(nn::Border{rows, rows, cols, cols}, fill);
    return call.add({layer, {image}, std::nullopt, "pad"}, call.image_axes());
}

}  // namespace

ArrangedValue read_resizing(LayerCall& call) {
    const Fields& fields = call.fields();
    const Pair size = read_size(fields);
    const nn::Interpolation interpolation = read_interpolation(fields);
    if (fields.boolean_or("antialias", false)) fields.refuse(tr("resizes with antialias"), tr("use antialias=False"));
    ArrangedValue image = call.image();
    if (fields.boolean_or("crop_to_aspect_ratio", false))
        image = cropped_to_ratio(call, image, size);
    else if (fields.boolean_or("pad_to_aspect_ratio", false))
        image = padded_to_ratio(call, image, size);
    return add_resizing(call, image, size, interpolation);
}

ArrangedValue read_center_crop(LayerCall& call) {
    const Pair size = read_size(call.fields());
    const ArrangedValue image = call.image();
    const Shape shape = nn::only_image(std::vector{call.shape(image)});
    if (shape.rows() < size.rows || shape.cols() < size.cols) return read_random_crop(call);
    return call.add({std::make_shared<nn::Cropping2D>(border_around(shape, size)), {image}}, call.image_axes());
}

ArrangedValue read_random_crop(LayerCall& call) {
    const Pair size = read_size(call.fields());
    return add_resizing(call, cropped_to_ratio(call, call.image(), size), size, nn::Interpolation::bilinear);
}

}  // namespace convscope::keras
