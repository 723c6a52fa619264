#include "core/filter/code/code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace convscope {

namespace {

using Writer = std::string (*)(const FilterSettings&, const PictureFile&, Channel);
constexpr Writer kWriters[] = {numpy_code, scipy_code, opencv_code, keras_code};

/// The course's filter for vertical lines, with default settings.
FilterSettings vertical() {
    FilterSettings settings;
    settings.kernel = {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}};
    return settings;
}

bool has(const std::string& code, std::string_view line) {
    return code.find(line) != std::string::npos;
}

std::string grey(Writer writer, const FilterSettings& settings) {
    return writer(settings, PictureFile{"stairs.png"}, Channel::grey);
}

constexpr std::string_view kArrayPooling = R"(
rows, cols = filtered.shape[0] // 2, filtered.shape[1] // 2
blocks = filtered[:rows * 2, :cols * 2].reshape(rows, 2, cols, 2)
pooled = blocks.max(axis=(1, 3))
)";

}  // namespace

TEST_CASE("NumPy code of a plain filter") {
    CHECK(grey(numpy_code, vertical()) == R"(import numpy as np
from PIL import Image

image = np.array(Image.open("stairs.png").convert("L"), dtype=float)
kernel = np.array([[-1, 0, 1],
                   [-2, 0, 2],
                   [-1, 0, 1]])

windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
filtered = np.einsum("rcij,ij->rc", windows, kernel)  # the kernel times each window, summed
)");
}

TEST_CASE("SciPy code of a plain filter") {
    CHECK(grey(scipy_code, vertical()) == R"(import numpy as np
from PIL import Image
from scipy.signal import correlate2d

image = np.array(Image.open("stairs.png").convert("L"), dtype=float)
kernel = np.array([[-1, 0, 1],
                   [-2, 0, 2],
                   [-1, 0, 1]])

filtered = correlate2d(image, kernel, mode="valid")
)");
}

TEST_CASE("OpenCV code of a plain filter") {
    CHECK(grey(opencv_code, vertical()) == R"(import cv2
import numpy as np

image = cv2.cvtColor(cv2.imread("stairs.png"), cv2.COLOR_BGR2GRAY).astype(float)
kernel = np.array([[-1, 0, 1],
                   [-2, 0, 2],
                   [-1, 0, 1]], dtype=float)

filtered = cv2.filter2D(image, -1, kernel)[1:-1, 1:-1]
)");
}

TEST_CASE("Keras code of a filter with ReLU and pooling") {
    FilterSettings settings = vertical();
    settings.activation = Activation::relu;
    settings.pooling = Pooling::max;
    CHECK(grey(keras_code, settings) == R"(import numpy as np
import tensorflow as tf
from PIL import Image

image = np.array(Image.open("stairs.png").convert("L"), dtype="float32")
kernel = np.array([[-1, 0, 1],
                   [-2, 0, 2],
                   [-1, 0, 1]], dtype="float32")

x = image[None, :, :, None]  # one picture, one channel
conv = tf.keras.layers.Conv2D(1, 3, activation="relu", use_bias=False)
conv.build(x.shape)
conv.set_weights([kernel[:, :, None, None]])
filtered = conv(x)[0, :, :, 0].numpy()
pooled = tf.keras.layers.MaxPooling2D(2)(filtered[None, :, :, None])[0, :, :, 0].numpy()
)");
}

TEST_CASE("array code applies weight, bias, activation and pooling after the sums") {
    FilterSettings settings = vertical();
    settings.weight = .1F;
    settings.bias = -3;
    settings.activation = Activation::clamp;
    settings.pooling = Pooling::max;
    for (const Writer writer : {numpy_code, scipy_code, opencv_code}) {
        const std::string code = grey(writer, settings);
        CHECK(has(code, "\nfiltered = filtered * 0.1 - 3\nfiltered = np.clip(filtered, 0, 255)\n"));
        CHECK(code.ends_with(kArrayPooling));
    }
    settings.weight = 1;
    settings.bias = 128;
    settings.activation = Activation::absolute;
    settings.pooling = Pooling::average;
    settings.pool_size = 3;
    CHECK(has(grey(numpy_code, settings), "\nfiltered = filtered + 128\nfiltered = np.abs(filtered)\n"));
    CHECK(has(grey(numpy_code, settings), "reshape(rows, 3, cols, 3)\npooled = blocks.mean(axis=(1, 3))\n"));
    settings.activation = Activation::relu;
    CHECK(has(grey(numpy_code, settings), "\nfiltered = np.maximum(filtered, 0)\n"));
}

TEST_CASE("Keras code passes activation to Conv2D, weight and bias to its weights") {
    FilterSettings settings = vertical();
    settings.weight = .1F;
    settings.bias = -3;
    settings.activation = Activation::clamp;
    settings.pooling = Pooling::average;
    settings.pool_size = 3;
    const std::string code = grey(keras_code, settings);
    CHECK(has(code, "Conv2D(1, 3, activation=lambda x: tf.clip_by_value(x, 0, 255))\n"));
    CHECK(has(code, "conv.set_weights([0.1 * kernel[:, :, None, None], np.array([-3])])\n"));
    CHECK(has(code, "pooled = tf.keras.layers.AveragePooling2D(3)("));
    settings.activation = Activation::absolute;
    CHECK(has(grey(keras_code, settings), "activation=tf.abs)"));
}

TEST_CASE("zero and replicated borders at stride 1 use the library's padding if it has one") {
    FilterSettings settings = vertical();
    settings.border = Border::zero;
    CHECK(has(grey(numpy_code, settings), "padded = np.pad(image, 1)\nwindows = "));
    CHECK(has(grey(numpy_code, settings), "sliding_window_view(padded, (3, 3))\n"));
    CHECK(has(grey(scipy_code, settings), "correlate2d(image, kernel, mode=\"same\")\n"));
    CHECK(has(grey(opencv_code, settings), "filter2D(image, -1, kernel, borderType=cv2.BORDER_CONSTANT)\n"));
    CHECK(has(grey(keras_code, settings), "Conv2D(1, 3, padding=\"same\", use_bias=False)"));
    settings.border = Border::replicate;
    CHECK(has(grey(numpy_code, settings), "padded = np.pad(image, 1, mode=\"edge\")\n"));
    CHECK(has(grey(scipy_code, settings), "correlate2d(padded, kernel, mode=\"valid\")\n"));
    CHECK(has(grey(opencv_code, settings), "filter2D(image, -1, kernel, borderType=cv2.BORDER_REPLICATE)\n"));
    CHECK(has(grey(keras_code, settings), "x = padded[None, :, :, None]"));
    CHECK_FALSE(has(grey(keras_code, settings), "same"));
}

TEST_CASE("the border of the picture is copied back after weight, bias and activation") {
    FilterSettings settings = vertical();
    settings.border = Border::keep;
    settings.dilation = 2;
    settings.activation = Activation::relu;
    settings.pooling = Pooling::max;
    for (const Writer writer : kWriters) {
        const std::string code = grey(writer, settings);
        const std::size_t kept =
            code.find("kept = image.copy()\nkept[2:-2, 2:-2] = filtered[2:-2, 2:-2]\nfiltered = kept\n");
        REQUIRE(kept != std::string::npos);
        const std::size_t activation = std::min(code.find("relu"), code.find("np.maximum"));
        CHECK(activation < kept);
        const std::size_t pooled = code.find("pooled =");
        CHECK(pooled != std::string::npos);
        CHECK(pooled > kept);
    }
}

TEST_CASE("stride and dilation become slices or arguments of the library") {
    FilterSettings settings = vertical();
    settings.stride = 2;
    CHECK(has(grey(numpy_code, settings), "(image, (3, 3))[::2, ::2]\n"));
    CHECK(has(grey(scipy_code, settings), "mode=\"valid\")[::2, ::2]\n"));
    CHECK(has(grey(opencv_code, settings), "kernel)[1:-1:2, 1:-1:2]\n"));
    CHECK(has(grey(keras_code, settings), "Conv2D(1, 3, strides=2, use_bias=False)"));
    settings.dilation = 3;
    CHECK(has(grey(numpy_code, settings), "(image, (7, 7))[::2, ::2, ::3, ::3]\n"));
    CHECK(has(grey(scipy_code, settings), "dilated = np.zeros((7, 7))\ndilated[::3, ::3] = kernel\n"));
    CHECK(has(grey(opencv_code, settings), "filter2D(image, -1, dilated)[3:-3:2, 3:-3:2]\n"));
    // Conv2D does not support strides together with dilation.
    CHECK(has(grey(keras_code, settings), "Conv2D(1, 3, dilation_rate=3, use_bias=False)"));
    CHECK(has(grey(keras_code, settings), "conv(x)[0, ::2, ::2, 0].numpy()\n"));
    settings.stride = 1;
    CHECK(has(grey(numpy_code, settings), "(image, (7, 7))[:, :, ::3, ::3]\n"));
}

TEST_CASE("padding with a stride above 1 equals that of Keras's same") {
    FilterSettings settings = vertical();
    settings.border = Border::zero;
    settings.stride = 3;
    for (const Writer writer : {numpy_code, scipy_code, opencv_code})
        CHECK(has(grey(writer, settings),
                  "def padding(n):  # as Keras's \"same\": the odd pixel comes after\n"
                  "    total = max((-(-n // 3) - 1) * 3 + 3 - n, 0)\n"
                  "    return total // 2, total - total // 2\n\n"
                  "padded = np.pad(image, [padding(n) for n in image.shape])\n"));
    CHECK(has(grey(keras_code, settings), "strides=3, padding=\"same\""));
    settings.dilation = 2;
    CHECK(has(grey(keras_code, settings), "padded = np.pad(image, [padding(n) for n in image.shape])\n"));
    CHECK(has(grey(keras_code, settings), "Conv2D(1, 3, dilation_rate=2, use_bias=False)"));
}

TEST_CASE("a 1x1 filter has no border and no dilation") {
    FilterSettings settings;
    settings.kernel = {1, {2}};
    const FilterSettings plain = settings;
    settings.dilation = 4;
    for (const Border border : {Border::zero, Border::replicate, Border::keep}) {
        settings.border = border;
        for (const Writer writer : kWriters) CHECK(grey(writer, settings) == grey(writer, plain));
    }
    CHECK(has(grey(opencv_code, plain),
              "kernel = np.array([[2]], dtype=float)\n\nfiltered = cv2.filter2D(image, -1, kernel)\n"));
}

TEST_CASE("a colour channel is selected in the order of each library") {
    CHECK(has(numpy_code(vertical(), PictureFile{"a.png"}, Channel::red),
              ".convert(\"RGB\"), dtype=float)[:, :, 0]  # red\n"));
    CHECK(has(keras_code(vertical(), PictureFile{"a.png"}, Channel::blue),
              ".convert(\"RGB\"), dtype=\"float32\")[:, :, 2]  # blue\n"));
    // OpenCV's order is blue, green, red.
    CHECK(has(opencv_code(vertical(), PictureFile{"a.png"}, Channel::red),
              "image = cv2.imread(\"a.png\")[:, :, 2].astype(float)  # red\n"));
    CHECK(has(opencv_code(vertical(), PictureFile{"a.png"}, Channel::blue),
              "image = cv2.imread(\"a.png\")[:, :, 0].astype(float)"));
    CHECK(has(opencv_code(vertical(), PictureFile{"a.png"}, Channel::green), "[:, :, 1]"));
}

TEST_CASE("code rotates photographs upright and loads arrays unchanged") {
    const std::string photo = numpy_code(vertical(), PictureFile{"Photo.JPG"}, Channel::grey);
    CHECK(has(photo, "from PIL import Image, ImageOps\n"));
    CHECK(has(photo,
              "image = np.array(ImageOps.exif_transpose(Image.open(\"Photo.JPG\")).convert(\"L\"), dtype=float)\n"));
    for (const Writer writer : kWriters) {
        const std::string code = writer(vertical(), PictureFile{"x.npy"}, Channel::red);
        CHECK(has(code, "image = np.load(\"x.npy\").astype("));
        CHECK_FALSE(has(code, "PIL"));
        CHECK_FALSE(has(code, "imread"));
    }
}

TEST_CASE("transparent pictures are blended with white") {
    const PictureFile colour{.name = "a.png", .is_transparent = true};
    constexpr std::string_view kPillow = R"(from PIL import Image

pixels = np.array(Image.open("a.png").convert("RGBA"), dtype=float)
opacity = pixels[:, :, 3:] / 255
pixels = np.rint(pixels[:, :, :3] * opacity + 255 * (1 - opacity))  # over white
image = np.rint(pixels @ [.299, .587, .114]).astype(float)
)";
    CHECK(has(numpy_code(vertical(), colour, Channel::grey), kPillow));
    CHECK(
        has(keras_code(vertical(), colour, Channel::green), "image = pixels[:, :, 1].astype(\"float32\")  # green\n"));
    CHECK(has(opencv_code(vertical(), colour, Channel::red), R"(
pixels = cv2.imread("a.png", cv2.IMREAD_UNCHANGED).astype(float)
opacity = pixels[:, :, 3:] / 255
pixels = np.rint(pixels[:, :, :3] * opacity + 255 * (1 - opacity))  # over white
image = pixels[:, :, 2].astype(float)  # red
)"));
    // OpenCV reads grey pictures with one transparent level as opaque.
    const PictureFile grey_file{.name = "a.png", .is_transparent = true, .is_grey = true};
    CHECK(has(opencv_code(vertical(), grey_file, Channel::grey), kPillow.substr(kPillow.find("\n\n") + 2)));
    CHECK(has(opencv_code(vertical(), grey_file, Channel::grey), "from PIL import Image"));
}

TEST_CASE("pictures with 16 bits per channel are scaled to 0..255") {
    const PictureFile grey_file{.name = "a.png", .is_deep = true, .is_grey = true};
    CHECK(has(scipy_code(vertical(), grey_file, Channel::grey),
              "image = np.array(Image.open(\"a.png\"), dtype=float) / 257  # 16 bits: 65535 becomes 255\n"));
    CHECK(has(opencv_code(vertical(), grey_file, Channel::grey),
              "pixels = cv2.imread(\"a.png\", cv2.IMREAD_UNCHANGED).astype(float) / 257  # 16 bits: 65535 becomes 255\n"
              "image = pixels.astype(float)\n"));
    // Pillow has no mode for colours of 16 bits.
    const PictureFile colour{.name = "a.png", .is_deep = true};
    const std::string code = numpy_code(vertical(), colour, Channel::grey);
    CHECK(has(code, "import cv2  # Pillow would drop 8 of the 16 bits\n"));
    CHECK(has(code, "image = (pixels @ [.114, .587, .299]).astype(float)\n"));
    CHECK_FALSE(has(code, "PIL import"));
    const PictureFile both{.name = "a.png", .is_transparent = true, .is_deep = true};
    CHECK(has(keras_code(vertical(), both, Channel::blue),
              "pixels = pixels[:, :, :3] * opacity + 255 * (1 - opacity)  # over white\n"
              "image = pixels[:, :, 0].astype(\"float32\")  # blue\n"));
}

TEST_CASE("the properties of a picture's file are found by reading the file") {
    const Plane bytes({2, 2}, std::vector<std::uint8_t>(4, 7));
    const Plane floats({2, 2}, std::vector<float>(4, 7.5F));
    const PictureFile plain = picture_file("a.png", {{bytes, bytes, bytes}});
    CHECK(plain.name == "a.png");
    CHECK_FALSE(plain.is_transparent);
    CHECK_FALSE(plain.is_deep);
    CHECK_FALSE(plain.is_grey);
    CHECK(picture_file("a.png", {{floats}}).is_deep);
    CHECK(picture_file("a.png", {{floats}}).is_grey);
}

TEST_CASE("any file name becomes a valid Python string") {
    for (const Writer writer : kWriters) {
        CHECK(has(writer(vertical(), PictureFile{"C:\\new \"one\".png"}, Channel::grey), R"(("C:\\new \"one\".png"))"));
        CHECK(has(writer(vertical(), PictureFile{"a\nb\x7f.png"}, Channel::grey), R"(("a\x0ab\x7f.png"))"));
        CHECK(has(writer(vertical(), PictureFile{"Stra\u00dfe.png"}, Channel::grey), "(\"Stra\u00dfe.png\")"));
    }
}

TEST_CASE("the code contains the values of a picture without a file, and reads a table as text") {
    const Plane plane({2, 2}, std::vector<float>{0, 64.5F, -48, 192});
    CHECK(array_code(plane) == "np.array([[0, 64.5],\n    [-48, 192]])");
    for (const Writer writer : kWriters) {
        const std::string code = writer(vertical(), PictureFile{.values = array_code(plane)}, Channel::grey);
        CHECK(has(code, "image = np.array([[0, 64.5],\n    [-48, 192]]).astype("));
        CHECK_FALSE(has(code, "PIL"));
        CHECK(has(writer(vertical(), PictureFile{.name = "t.csv"}, Channel::grey),
                  "np.loadtxt(\"t.csv\", delimiter=\",\", ndmin=2)"));
    }
}

TEST_CASE("a median takes the middle one of each window, without weight, bias and activation") {
    FilterSettings settings = vertical();
    settings.median = true;
    settings.weight = 3;
    settings.bias = 5;
    settings.activation = Activation::relu;
    CHECK(grey(numpy_code, settings) == R"(import numpy as np
from PIL import Image

image = np.array(Image.open("stairs.png").convert("L"), dtype=float)

windows = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
filtered = np.median(windows, axis=(2, 3))  # the middle one of each window's values
)");
    CHECK(has(grey(scipy_code, settings), "filtered = median_filter(image, size=3)[1:-1, 1:-1]\n"));
    CHECK(has(grey(opencv_code, settings), "filtered = cv2.medianBlur(image.astype(\"float32\"), 3)[1:-1, 1:-1]\n"));
    CHECK(has(grey(keras_code, settings), "filtered = tf.sort(windows, axis=-1)[0, :, :, 4].numpy()"));
    settings.border = Border::zero;
    settings.dilation = 2;
    settings.stride = 2;
    CHECK(has(grey(scipy_code, settings), "median_filter(padded, footprint=window)[2:-2:2, 2:-2:2]\n"));
    CHECK(has(grey(opencv_code, settings), "filtered = np.median(windows, axis=(2, 3))"));
    CHECK(has(grey(keras_code, settings), "extract_patches(x, [1, 3, 3, 1], [1, 2, 2, 1], [1, 2, 2, 1], \"VALID\")"));
    for (const Writer writer : kWriters) {
        CHECK_FALSE(has(grey(writer, settings), "kernel"));
        CHECK_FALSE(has(grey(writer, settings), "* 3"));
    }
}

TEST_CASE("steps without effect are omitted") {
    FilterSettings settings = vertical();
    settings.pool_size = 4;
    for (const Writer writer : kWriters) {
        const std::string code = grey(writer, settings);
        CHECK_FALSE(has(code, "pool"));
        CHECK_FALSE(has(code, "padded"));
        CHECK_FALSE(has(code, "dilat"));
        CHECK_FALSE(has(code, "filtered = filtered"));
    }
}

}  // namespace convscope
