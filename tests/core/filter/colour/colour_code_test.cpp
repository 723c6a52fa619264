#include "core/filter/colour/colour_code.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

namespace convscope {

namespace {

using ColourWriter = std::string (*)(const ColourFilterSettings&, const PictureFile&);
constexpr std::array<ColourWriter, 4> kColourWriters{colour_numpy_code, colour_scipy_code, colour_opencv_code,
                                                     colour_keras_code};

/// Vertical edges in red, the pixel itself in green, half a pixel to the right in blue.
ColourFilterSettings three_slices() {
    ColourFilterSettings settings;
    settings.slices = {Kernel{3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}, Kernel{3, {0, 0, 0, 0, 1, 0, 0, 0, 0}},
                       Kernel{3, {0, 0, 0, 0, 0, .5F, 0, 0, 0}}};
    return settings;
}

bool contains(const std::string& code, std::string_view line) {
    return code.find(line) != std::string::npos;
}

}  // namespace

TEST_CASE("NumPy code of a filter with three slices sums all products into one map") {
    CHECK(colour_numpy_code(three_slices(), PictureFile{"stairs.png"}) == R"(import numpy as np
from PIL import Image

image = np.array(Image.open("stairs.png").convert("RGB"), dtype=float)
red = np.array([[-1, 0, 1],
                [-2, 0, 2],
                [-1, 0, 1]], dtype=float)
green = np.array([[0, 0, 0],
                  [0, 1, 0],
                  [0, 0, 0]], dtype=float)
blue = np.array([[0, 0, 0],
                 [0, 0, 0.5],
                 [0, 0, 0]], dtype=float)
kernel = np.stack([red, green, blue], axis=2)  # rows, columns, channels

windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3), axis=(0, 1))
filtered = np.einsum("rckij,ijk->rc", windows, kernel)  # all 27 products, summed into one map
)");
}

TEST_CASE("Keras code of a filter with three slices is one Conv2D filter of 3 x 3 x 3 x 1 weights") {
    ColourFilterSettings settings = three_slices();
    settings.steps.weight = .5F;
    settings.steps.bias = -3;
    settings.steps.activation = Activation::relu;
    settings.steps.border = Border::zero;
    settings.steps.pooling = Pooling::max;
    const std::string code = colour_keras_code(settings, PictureFile{"stairs.png"});
    CHECK(code.ends_with(R"(
x = image[None]  # one picture, three channels
conv = tf.keras.layers.Conv2D(1, 3, padding="same", activation="relu")  # one filter: its kernel is 3 x 3 x 3 x 1
conv.build(x.shape)
conv.set_weights([0.5 * kernel[:, :, :, None], np.array([-3])])
filtered = conv(x)[0, :, :, 0].numpy()
pooled = tf.keras.layers.MaxPooling2D(2)(filtered[None, :, :, None])[0, :, :, 0].numpy()
)"));
    settings.steps.border = Border::replicate;
    const std::string padded = colour_keras_code(settings, PictureFile{"stairs.png"});
    CHECK(contains(padded, "padded = np.pad(image, [(1, 1), (1, 1), (0, 0)], mode=\"edge\")\nx = padded[None]"));
    CHECK_FALSE(contains(padded, "\"same\""));
}

TEST_CASE("SciPy and OpenCV code of a filter with three slices") {
    const std::string scipy = colour_scipy_code(three_slices(), PictureFile{"stairs.png"});
    CHECK(
        contains(scipy, "\nfiltered = correlate(image, kernel, mode=\"valid\", method=\"direct\")[:, :, 0]  # three "));
    const std::string opencv = colour_opencv_code(three_slices(), PictureFile{"stairs.png"});
    CHECK(contains(opencv, "image = cv2.imread(\"stairs.png\")[:, :, ::-1].astype(float)  # red, green, blue\n"));
    CHECK(contains(opencv, R"(
sums = [cv2.filter2D(image[:, :, k], -1, kernel[:, :, k])[1:-1, 1:-1] for k in range(3)]
filtered = sums[0] + sums[1] + sums[2]  # three channels in, one map out
)"));
    ColourFilterSettings settings = three_slices();
    settings.steps.border = Border::replicate;
    CHECK(contains(colour_opencv_code(settings, PictureFile{"stairs.png"}),
                   "kernel[:, :, k], borderType=cv2.BORDER_REPLICATE) for k in range(3)]"));
}

TEST_CASE("a slice that is off is multiplied by 0 in all four scripts") {
    ColourFilterSettings settings = three_slices();
    settings.on = {true, false, true};
    for (const ColourWriter write : kColourWriters) {
        const std::string code = write(settings, PictureFile{"stairs.png"});
        CHECK(contains(code, ") * 0  # this slice is off\nblue = "));
        CHECK(code.find("* 0") == code.rfind("* 0"));
    }
}

TEST_CASE("array code of three slices applies weight, bias, activation and pooling to the one map") {
    ColourFilterSettings settings = three_slices();
    settings.steps.weight = .25F;
    settings.steps.bias = 12;
    settings.steps.activation = Activation::clamp;
    settings.steps.pooling = Pooling::average;
    settings.steps.pool_size = 3;
    for (const ColourWriter write : {colour_numpy_code, colour_scipy_code, colour_opencv_code}) {
        const std::string code = write(settings, PictureFile{"stairs.png"});
        CHECK(
            code.ends_with("\nfiltered = filtered * 0.25 + 12\nfiltered = np.clip(filtered, 0, 255)\n\n"
                           "rows, cols = filtered.shape[0] // 3, filtered.shape[1] // 3\n"
                           "blocks = filtered[:rows * 3, :cols * 3].reshape(rows, 3, cols, 3)\n"
                           "pooled = blocks.mean(axis=(1, 3))\n"));
    }
}

TEST_CASE("scripts read all three channels of each kind of picture") {
    const auto numpy = [](const PictureFile& file) { return colour_numpy_code(three_slices(), file); };
    CHECK(contains(numpy({.name = "g.png", .is_grey = true}),
                   "convert(\"L\"), dtype=float)\nimage = np.stack([image] * 3, axis=2)"));
    CHECK(contains(numpy({.name = "p.jpg"}),
                   "image = np.array(ImageOps.exif_transpose(Image.open(\"p.jpg\")).convert(\"RGB\"), dtype=float)\n"));
    CHECK(contains(numpy({.name = "t.png", .is_transparent = true}), "# over white\nimage = pixels.astype(float)\n"));
    CHECK(contains(numpy({.name = "d.png", .is_deep = true}),
                   "pixels = cv2.imread(\"d.png\", cv2.IMREAD_UNCHANGED).astype(float) / 257  # 16 bits: 65535 becomes "
                   "255\nimage = pixels[:, :, ::-1].astype(float)"));
    CHECK(contains(colour_opencv_code(three_slices(), {.name = "g.png", .is_grey = true}),
                   "COLOR_BGR2GRAY).astype(float)\nimage = np.stack([image] * 3, axis=2)"));
}

TEST_CASE("code contains a picture without a file as an array of rows, columns and channels") {
    const Size size{1, 2};
    const Picture picture{{Plane(size, std::vector<std::uint8_t>{1, 2}), Plane(size, std::vector<std::uint8_t>{3, 4}),
                           Plane(size, std::vector<std::uint8_t>{5, 6})}};
    const std::string values = colour_array_code(picture);
    CHECK(values == "np.stack([np.array([[1, 2]]),\n    np.array([[3, 4]]),\n    np.array([[5, 6]])], axis=2)");
    CHECK(contains(colour_numpy_code(three_slices(), {.values = values}), "image = " + values + ".astype(float)\n"));
    const Picture grey{{Plane(size, std::vector<std::uint8_t>{7, 8})}};
    CHECK(colour_array_code(grey) ==
          "np.stack([np.array([[7, 8]]),\n    np.array([[7, 8]]),\n    np.array([[7, 8]])], axis=2)");
}

}  // namespace convscope
