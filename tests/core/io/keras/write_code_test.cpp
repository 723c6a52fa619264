#include "core/io/keras/write/write_code.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/io/keras/write/write_config.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/train/architectures.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::nn;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The layer's line in the code of a Sequential model, without "keras.layers." and the comma.
std::string line_of(const SharedLayer& layer, const Shape& input = {8, 8, 2}, bool trainable = true) {
    ModelBuilder builder;
    builder.input("in", input);
    const int index = builder.add("layer", layer);
    builder.set_trainable(index, trainable);
    const std::string code = keras::write_code(builder.build());
    const std::string lead = "),\n    keras.layers.";
    const std::size_t begin = code.find(lead);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = code.find(",\n])", begin);
    REQUIRE(end != std::string::npos);
    return code.substr(begin + lead.size(), end - begin - lead.size());
}

/// The code of a graph with two branches, whose four nodes have these names.
std::string branches(const std::vector<std::string>& names) {
    ModelBuilder builder;
    const int in = builder.input(names.at(0), {4});
    const int left = builder.add(names.at(1), samples::layer<Flatten>(), {in});
    const int right = builder.add(names.at(2), samples::layer<Flatten>(), {in});
    builder.add(names.at(3), samples::layer<Add>(), {left, right});
    return keras::write_code(builder.build());
}

}  // namespace

TEST_CASE("the code of the course's model equals the course's code") {
    const std::string expected = R"(import keras

model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    keras.layers.Conv2D(64, (3, 3), activation="relu"),
    keras.layers.MaxPooling2D((2, 2)),
    keras.layers.Conv2D(64, (3, 3), activation="relu"),
    keras.layers.MaxPooling2D((2, 2)),
    keras.layers.Flatten(),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.summary()
)";
    CHECK(keras::write_code(course_model(1)) == expected);
    CHECK(keras::write_code(course_model(2)) == expected);
}

TEST_CASE("the code of a graph has one line for each layer, after its inputs") {
    CHECK(keras::write_code(samples::every_kind()) ==
          R"(import keras

picture = keras.Input(shape=(11, 9, 4))
rescaling = keras.layers.Rescaling((2, 3, 4, 5), offset=(-1, 0, 1, 0.5))(picture)
pad = keras.layers.ZeroPadding2D(((1, 2), (3, 0)))(rescaling)
crop = keras.layers.Cropping2D(((0, 2), (1, 2)))(pad)
conv = keras.layers.Conv2D(6, (3, 2), padding="same", strides=(1, 2), use_bias=False)(crop)
bn = keras.layers.BatchNormalization(epsilon=0.0001, momentum=0.9, trainable=False)(conv)
leaky = keras.layers.LeakyReLU(0.15)(bn)
)"
          R"(depthwise = keras.layers.DepthwiseConv2D((3, 3), activation="relu", )"
          R"(depth_multiplier=2, dilation_rate=(2, 2), padding="same")(leaky)
gate = keras.layers.GlobalAveragePooling2D(keepdims=True)(leaky)
grouped = keras.layers.Conv2D(6, (1, 1), activation="swish", groups=3)(depthwise)
multiply = keras.layers.Multiply()([leaky, gate])
add = keras.layers.Add()([grouped, multiply])
concatenate = keras.layers.Concatenate()([add, leaky])
mean = keras.layers.AveragePooling2D((2, 2), padding="same", strides=(2, 1))(concatenate)
max = keras.layers.MaxPooling2D((2, 1), strides=(1, 1))(mean)
up = keras.layers.UpSampling2D((2, 1), interpolation="bilinear")(max)
spread = keras.layers.BatchNormalization(center=False, scale=False)(up)
side = keras.Input(shape=(4,))
features = keras.layers.GlobalMaxPooling2D()(spread)
joined = keras.layers.Concatenate()([side, features])
reshape = keras.layers.Reshape((4, -1))(joined)
dense = keras.layers.Dense(3, activation="elu")(reshape)
flatten = keras.layers.Flatten()(dense)
dropout = keras.layers.Dropout(0.25)(flatten)
softmax = keras.layers.Activation("softmax")(dropout)
model = keras.Model([side, picture], [softmax, features])
model.summary()
)");
}

TEST_CASE("only settings that are Keras's defaults are left out") {
    CHECK(line_of(samples::conv({.filters = 2})) == "Conv2D(2, (1, 1))");
    CHECK(line_of(samples::conv({.filters = 2}), {8, 8, 2}, false) == "Conv2D(2, (1, 1), trainable=False)");
    CHECK(line_of(samples::conv({.filters = 2, .window = {.row_stride = 2, .col_stride = 2}})) ==
          "Conv2D(2, (1, 1), strides=(2, 2))");
    CHECK(line_of(samples::conv({.filters = 2, .groups = 2, .use_bias = false})) ==
          "DepthwiseConv2D((1, 1), use_bias=False)");
    CHECK(line_of(samples::layer<MaxPooling2D>(Window{.rows = 3, .cols = 3, .row_stride = 3, .col_stride = 3})) ==
          "MaxPooling2D((3, 3))");
    CHECK(line_of(samples::layer<BatchNormalization>(BatchNormalization::Parameters{1e-3, 0.99, true, true})) ==
          "BatchNormalization()");
    // Epsilon and momentum are the same, rounded to floats as some files store them; there is no scale.
    CHECK(line_of(samples::layer<BatchNormalization>(BatchNormalization::Parameters{1e-3F, 0.99F, false, true})) ==
          "BatchNormalization(scale=False)");
    CHECK(line_of(samples::layer<GlobalAveragePooling2D>(false)) == "GlobalAveragePooling2D()");
    CHECK(line_of(samples::layer<ActivationLayer>(Activation{ActivationKind::relu6})) == "ReLU(max_value=6)");
    CHECK(line_of(samples::layer<ActivationLayer>(Activation{ActivationKind::elu, 0.5F})) == "ELU(0.5)");
    CHECK(line_of(samples::layer<ActivationLayer>(
              Activation{.kind = ActivationKind::thresholded_relu, .alpha = .5F, .low = 2, .high = 4})) ==
          "ReLU(max_value=4, negative_slope=0.5, threshold=2)");
    CHECK(line_of(samples::layer<ActivationLayer>(Activation{ActivationKind::mish})) == R"(Activation("mish"))");
    CHECK(line_of(samples::layer<UpSampling2D>(UpSampling2D::Parameters{2, 2, UpSampling2D::Interpolation::nearest})) ==
          "UpSampling2D((2, 2))");
}

TEST_CASE(
    "a setting is left out if it has the default of its own class; a LayerNormalization's axes are always written") {
    using samples::layer;
    CHECK(line_of(layer<Resizing>(Resizing::Parameters{6, 3})) == "Resizing(6, 3)");
    CHECK(line_of(layer<Resizing>(Resizing::Parameters{6, 3, Interpolation::nearest})) ==
          R"(Resizing(6, 3, interpolation="nearest"))");
    CHECK(line_of(layer<LayerNormalization>(LayerNormalization::Parameters{})) == "LayerNormalization(axis=(3,))");
    CHECK(line_of(layer<LayerNormalization>(LayerNormalization::Parameters{.rows = true, .cols = true})) ==
          "LayerNormalization(axis=(1, 2, 3))");
    CHECK(line_of(layer<GroupNormalization>(GroupNormalization::Parameters{.groups = 1})) == "GroupNormalization(1)");
}

TEST_CASE("numbers are written so that they read back as the same float") {
    const auto rescaling = [](float scale, float offset) {
        return line_of(samples::layer<Rescaling>(Rescaling::Parameters{{scale}, {offset}}));
    };
    CHECK(rescaling(1 / 255.F, 0) == "Rescaling(0.003921569)");
    CHECK(rescaling(1 / 127.5F, -1) == "Rescaling(0.007843138, offset=-1)");
    CHECK(rescaling(1 / 3.F, 1e-10F) == "Rescaling(0.33333334, offset=1e-10)");
    CHECK(rescaling(16777215, 1e20F) == "Rescaling(16777215, offset=1e+20)");
    CHECK(line_of(samples::layer<Dropout>(1.0 / 3)) == "Dropout(0.3333333333333333)");
    CHECK(line_of(samples::layer<Dropout>(0.2)) == "Dropout(0.2)");
    CHECK(line_of(samples::layer<Dropout>(0.2F)) == "Dropout(0.2)");
}

TEST_CASE("tuples of one value keep their comma") {
    CHECK(line_of(samples::layer<Reshape>(Shape{-1})) == "Reshape((-1,))");
    ModelBuilder builder;
    builder.input("in", {7});
    builder.add("flatten", samples::layer<Flatten>());
    CHECK(has(keras::write_code(builder.build()), "keras.Input(shape=(7,)),"));
}

TEST_CASE("a concatenation along another axis names the axis, where axis 0 is the batch") {
    ModelBuilder builder;
    const int in = builder.input("in", {4, 4, 1});
    const int left = builder.add("left", samples::conv({.filters = 2}), {in});
    const int right = builder.add("right", samples::conv({.filters = 2}), {in});
    builder.add("rows", samples::layer<Concatenate>(0), {left, right});
    CHECK(has(keras::write_code(builder.build()), "rows = keras.layers.Concatenate(axis=1)([left, right])\n"));
}

TEST_CASE("an activation without a name, such as a leaky ReLU of slope 0.125, is written as a layer, also in a graph") {
    ModelBuilder builder;
    const int in = builder.input("in_", {4, 4, 2});
    const int conv =
        builder.add("conv", samples::conv({.filters = 2, .activation = {ActivationKind::leaky_relu, 0.125F}}), {in});
    builder.add("sum", samples::layer<Add>(), {conv, in});
    const std::string code = keras::write_code(builder.build());
    CHECK(has(code,
              "conv = keras.layers.Conv2D(2, (1, 1))(in_)\nconv_leaky_relu = keras.layers.LeakyReLU(0.125)(conv)\n"
              "sum = keras.layers.Add()([conv_leaky_relu, in_])\nmodel = keras.Model(in_, sum)\n"));
}

TEST_CASE("a chain with an output in its middle is written as a Functional model") {
    ModelBuilder builder;
    builder.input("picture", {4});
    const int first = builder.add("first", samples::layer<Dense>(Dense::Parameters{.units = 3}));
    const int second = builder.add("second", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    CHECK(has(keras::write_code(builder.build({second, first})), "model = keras.Model(picture, [second, first])\n"));
}

TEST_CASE("names of layers become distinct Python names") {
    const std::string odd = branches({"2-in/1:0", "block.1/conv 2d", "block_1/conv.2d", "Größe \"1\"\n"});
    CHECK(odd == R"(import keras

_2_in_1_0 = keras.Input(shape=(4,))
block_1_conv_2d = keras.layers.Flatten()(_2_in_1_0)
block_1_conv_2d_1 = keras.layers.Flatten()(_2_in_1_0)
Gr____e__1__ = keras.layers.Add()([block_1_conv_2d, block_1_conv_2d_1])
model = keras.Model(_2_in_1_0, Gr____e__1__)
model.summary()
)");
    // Layer names that would hide the module or the model, or are Python keywords, get a number.
    const std::string reserved = branches({"in", "keras", "model", "lambda"});
    CHECK(has(reserved, "in_1 = keras.Input(shape=(4,))\n"));
    CHECK(has(reserved, "keras_1 = keras.layers.Flatten()(in_1)\n"));
    CHECK(has(reserved, "model_1 = keras.layers.Flatten()(in_1)\n"));
    CHECK(has(reserved, "lambda_1 = keras.layers.Add()([keras_1, model_1])\n"));
    CHECK(has(reserved, "model = keras.Model(in_1, lambda_1)\n"));
    // A name with an added number may be the name of another layer.
    const std::string numbered = branches({"x", "a.", "a_", "a__1"});
    CHECK(has(numbered, "a_ = "));
    CHECK(has(numbered, "a__1 = "));
    CHECK(has(numbered, "a__1_1 = keras.layers.Add()([a_, a__1])\n"));
}

TEST_CASE("an input that is shown as a picture is written with the shape that the model declares") {
    for (const Shape& shape : {Shape{28, 28}, Shape{784}}) {
        const Model model = samples::classifier(shape);
        CHECK(keras::write_code(with_picture_input(model)) == keras::write_code(model));
        CHECK(keras::write_config(with_picture_input(model)) == keras::write_config(model));
    }
    CHECK(has(keras::write_code(with_picture_input(samples::classifier({28, 28}))), "keras.Input(shape=(28, 28))"));
}

TEST_CASE("a layer that Keras lacks is refused with its name") {
    ModelBuilder builder;
    builder.input("in", {8, 8, 2});
    builder.add("odd", samples::layer<MaxPooling2D>(Window{.rows = 2, .cols = 2, .ceil_mode = true}));
    CHECK_THROWS_WITH_AS(keras::write_code(builder.build()),
                         "layer \"odd\" (MaxPooling2D): has a padding that Keras lacks (neither valid nor same)",
                         ModelError);
}
