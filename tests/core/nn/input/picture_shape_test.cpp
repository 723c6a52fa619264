// Flattened inputs and inputs without a channel axis get the shape of their picture. A model then computes, explains
// and shows the same values as with an image as input.
#include "core/nn/input/picture_shape.h"

#include <doctest/doctest.h>

#include <memory>
#include <span>
#include <vector>

#include "core/nn/input/preprocessing_guess.h"
#include "core/nn/input/probes/probe_images.h"
#include "core/nn/inspect/explain.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/inspect/trace.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/evaluate.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

using samples::classifier;

namespace {

Trace trace_of(const Model& model, const Tensor& input) {
    Plan plan(model, 1);
    plan.set_input(0, input.values);
    plan.run();
    Trace trace;
    snapshot(plan, trace);
    return trace;
}

Trace trace_of(const Model& model, const Picture& picture) {
    return trace_of(model, preprocessed(picture, {}, model.node(model.inputs().front()).shape));
}

std::vector<float> answer(const Model& model, const Picture& picture) {
    return trace_of(model, picture).layer(model.outputs().front()).values;
}

const Node& input_of(const Model& model) {
    return model.node(model.inputs().front());
}

}  // namespace

TEST_CASE("picture_shape() finds the picture of a shape, or nullopt if it cannot be a picture") {
    CHECK(picture_shape({28, 20, 1}) == Shape{28, 20, 1});
    CHECK(picture_shape({5, 7, 3}) == Shape{5, 7, 3});
    CHECK_FALSE(picture_shape({28, 28, 2}));
    CHECK_FALSE(picture_shape({28, 28, 4}));
    CHECK_FALSE(picture_shape({}));

    CHECK(picture_shape({28, 28}) == Shape{28, 28, 1});
    CHECK(picture_shape({98, 40}) == Shape{98, 40, 1});
    CHECK(picture_shape({2, 16}) == Shape{2, 16, 1});
    CHECK_FALSE(picture_shape({2, 17}));   // too long: a time series
    CHECK_FALSE(picture_shape({128, 9}));  // a time series of 9 sensors
    CHECK_FALSE(picture_shape({1, 784}));
    CHECK_FALSE(picture_shape({784, 1}));

    CHECK(picture_shape({784}) == Shape{28, 28, 1});
    CHECK(picture_shape({64}) == Shape{8, 8, 1});
    CHECK(picture_shape({3072}) == Shape{32, 32, 3});
    CHECK(picture_shape({192}) == Shape{8, 8, 3});
    CHECK(picture_shape({150'528}) == Shape{224, 224, 3});
    CHECK_FALSE(picture_shape({49}));   // 7 x 7
    CHECK_FALSE(picture_shape({147}));  // 7 x 7 x 3
    CHECK_FALSE(picture_shape({783}));
    CHECK_FALSE(picture_shape({3075}));
    CHECK_FALSE(picture_shape({10}));
    CHECK(picture_shape({(std::int64_t{1} << 29) - 1}) == std::nullopt);
}

TEST_CASE("a picture is preprocessed to the same values for an image, a shape without channel axis, and a vector") {
    const Picture picture = scene_probes()[1].picture;
    const Preprocessing grey{.scale = {0.01F, 1, 1}, .offset = {-2, 0, 0}};
    const Tensor image = preprocessed(picture, grey, {12, 12, 1});
    CHECK(preprocessed(picture, grey, {12, 12}) == Tensor{{12, 12}, image.values});
    CHECK(preprocessed(picture, grey, {144}) == Tensor{{144}, image.values});
    const Preprocessing colour{.scale = {1, 2, 3}, .offset = {0, -1, 5}, .order = ColourOrder::bgr};
    CHECK(preprocessed(picture, colour, {192}) == Tensor{{192}, preprocessed(picture, colour, {8, 8, 3}).values});
}

TEST_CASE("equal weights give equal answers for an image, a shape without channel axis, and a vector as input") {
    const Picture picture = digit_probes()[0].picture;
    const std::vector<float> grey = answer(classifier({28, 28, 1}), picture);
    // The classes' probabilities differ and none is near 1, so the comparison is not of trivial answers.
    CHECK(*std::ranges::max_element(grey) < 0.9F);
    CHECK(*std::ranges::max_element(grey) > 1.1F * *std::ranges::min_element(grey));
    for (const Shape& shape : {Shape{28, 28}, Shape{784}}) {
        CAPTURE(to_string(shape));
        CHECK(answer(classifier(shape), picture) == grey);
        CHECK(answer(with_picture_input(classifier(shape)), picture) == grey);
    }
    const std::vector<float> colour = answer(classifier({32, 32, 3}), picture);
    CHECK(colour != grey);
    CHECK(answer(classifier({3072}), picture) == colour);
    CHECK(answer(with_picture_input(classifier({3072})), picture) == colour);
}

TEST_CASE("the input has the shape of its picture; the layers after it take the shape that the file declares") {
    for (const Shape& shape : {Shape{28, 28}, Shape{784}}) {
        CAPTURE(to_string(shape));
        const Model model = with_picture_input(classifier(shape));
        CHECK(input_of(model).shape == Shape{28, 28, 1});
        CHECK(input_of(model).declared_shape() == shape);
        CHECK(model.input_shapes(1) == std::vector<Shape>{shape});
        CHECK(input_of(model).file_layout() == plain_layout(shape));
        CHECK(model.size() == classifier(shape).size());
        const LayerTrace trace = trace_of(model, scene_probes()[0].picture).layer(0);
        CHECK(trace.channels.size() == 1);
        CHECK(trace.channels[0].range == trace.range);
        // A second call changes nothing, and the declared shape can be restored.
        CHECK(input_of(with_picture_input(model)).declared == shape);
        const Model back = model.with_input_shape(0, shape);
        CHECK(back.node(0).shape == shape);
        CHECK_FALSE(back.node(0).declared);
    }
    const Model image = with_picture_input(classifier({28, 28, 1}));
    CHECK(input_of(image).shape == Shape{28, 28, 1});
    CHECK_FALSE(input_of(image).declared);
    const Model none = with_picture_input(classifier({20}));
    CHECK(input_of(none).shape == Shape{20});
    CHECK_FALSE(input_of(none).declared);
}

TEST_CASE("an explanation gives the positions of flattened input values by row and column, as for an image") {
    const Picture picture = scene_probes()[0].picture;
    const Model image = classifier({28, 28, 1});
    const Trace trace = trace_of(image, picture);
    const int hidden = *image.find("hidden");
    const Explanation expected = explain(image, hidden, {0, 0, 2}, trace.activations());
    const Model flat = with_picture_input(classifier({784}));
    const Trace flat_trace = trace_of(flat, picture);
    const Explanation e = explain(flat, 1, {0, 0, 2}, flat_trace.activations());
    REQUIRE(e.terms.size() == 784);
    CHECK(e.value == expected.value);
    CHECK(e.traced == doctest::Approx(e.value));
    for (std::int64_t i = 0; i < 784; ++i) {
        const Term& term = e.terms[static_cast<std::size_t>(i)];
        CHECK(term.from == Position{i / 28, i % 28, 0});
        CHECK(term.product == expected.terms[static_cast<std::size_t>(i)].product);
    }
    // The explanation of an input value also has its row and column.
    const Explanation input_value = explain(flat, 0, {13, 9, 0}, flat_trace.activations());
    CHECK(input_value.value == flat_trace.layer(0).values[13 * 28 + 9]);

    const Model rows = with_picture_input(classifier({28, 28}));
    const Trace rows_trace = trace_of(rows, picture);
    const Explanation copied = explain(rows, 1, {0, 0, 373}, rows_trace.activations());
    REQUIRE(copied.terms.size() == 1);
    CHECK(copied.terms[0].from == Position{13, 9, 0});
}

TEST_CASE("receptive fields and regions of influence are in rows and columns of the picture") {
    for (const Shape& shape : {Shape{28, 28}, Shape{784}}) {
        CAPTURE(to_string(shape));
        const Model model = with_picture_input(classifier(shape));
        const int out = model.outputs().front();
        CHECK(receptive_field(model, out, single({0, 0, 1}), 0) == whole({28, 28, 1}));
        CHECK(reach(model, 0, single({3, 5, 0}), out) == whole({4}));
    }
    const Model rows = with_picture_input(classifier({28, 28}));
    CHECK(receptive_field(rows, 1, single({0, 0, 373}), 0) == single({13, 9, 0}));
    CHECK(reach(rows, 0, single({13, 9, 0}), 1) == single({0, 0, 373}));
    CHECK(source(rows, 1, single({0, 0, 373}), 0) == single({13, 9, 0}));

    // A convolution after a Reshape has the same regions as with an image as input.
    ModelBuilder builder;
    builder.input("in", {100});
    builder.add("image", samples::layer<Reshape>(Shape{10, 10, 1}));
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    const Model model = with_picture_input(builder.build());
    CHECK(receptive_field(model, 2, single({4, 6, 1}), 0) == Region{{4, 7}, {6, 9}, {0, 1}});
    CHECK(reach(model, 0, single({0, 9, 0}), 2) == Region{{0, 1}, {7, 8}, {0, 2}});
    const Summary summary = summarise(model);
    REQUIRE(summary.rows.size() == 2);
    CHECK(summary.rows[1].field == ReceptiveField{3, 3, 1, 1});

    // A Dense layer on rows depends on a row of the picture.
    ModelBuilder series;
    series.input("in", {6, 5});
    series.add("each_row", samples::layer<Dense>(Dense::Parameters{.units = 2}));
    const Model each = with_picture_input(series.build());
    CHECK(each.node(1).shape == Shape{6, 2});
    CHECK(receptive_field(each, 1, single({0, 4, 1}), 0) == Region{{4, 5}, {0, 5}, {0, 1}});
    CHECK(reach(each, 0, single({4, 2, 0}), 1) == Region{{0, 1}, {4, 5}, {0, 2}});
}

TEST_CASE("reshaping a region between shapes that differ in axes of length 1 keeps its sides") {
    CHECK(reshaped({{0, 1}, {2, 4}, {3, 7}}, {6, 9}, {6, 9, 1}) == Region{{2, 4}, {3, 7}, {0, 1}});
    CHECK(reshaped({{2, 4}, {3, 7}, {0, 1}}, {6, 9, 1}, {6, 9}) == Region{{0, 1}, {2, 4}, {3, 7}});
    // Between other shapes, the result is the smallest box.
    CHECK(reshaped({{0, 1}, {0, 1}, {13, 15}}, {54}, {6, 9, 1}) == Region{{1, 2}, {4, 6}, {0, 1}});
    CHECK(reshaped({{0, 1}, {0, 1}, {17, 19}}, {54}, {6, 9, 1}) == Region{{1, 3}, {0, 9}, {0, 1}});
    // Padding is kept if the shapes are equal, and cut off otherwise.
    CHECK(reshaped({{-1, 2}, {0, 3}, {0, 1}}, {6, 9, 1}, {6, 9, 1}) == Region{{-1, 2}, {0, 3}, {0, 1}});
    CHECK(reshaped({{0, 1}, {0, 1}, {50, 60}}, {54}, {6, 9, 1}) == Region{{5, 6}, {5, 9}, {0, 1}});
    CHECK(reshaped({{0, 1}, {0, 1}, {54, 60}}, {54}, {6, 9, 1}).empty());
}

TEST_CASE("an input vector is not taken as a picture if the model's output is a larger picture") {
    const auto made_of = [](std::int64_t latent, std::int64_t units, const Shape& picture) {
        ModelBuilder builder;
        builder.input("latent", {latent});
        builder.add("dense", samples::layer<Dense>(Dense::Parameters{.units = units}));
        if (picture.rank() > 1) builder.add("picture", samples::layer<Reshape>(picture));
        return builder.build();
    };
    CHECK_FALSE(default_picture_input(made_of(100, 784, {28, 28, 1})));
    CHECK_FALSE(default_picture_input(made_of(64, 784, {784})));
    // A classifier, an autoencoder and a model that makes the picture smaller take pictures.
    CHECK(default_picture_input(made_of(784, 10, {10})) == 0);
    CHECK(default_picture_input(made_of(784, 1000, {1000})) == 0);
    CHECK(default_picture_input(made_of(784, 784, {784})) == 0);
    CHECK(default_picture_input(made_of(1024, 64, {8, 8, 1})) == 0);
    CHECK_FALSE(default_picture_input(classifier({20})));
    // More channels do not make a larger picture.
    CHECK(default_picture_input(made_of(784, 28 * 28 * 3, {28, 28, 3})) == 0);
    // An input that is declared as an image takes the picture, even if the model enlarges it.
    ModelBuilder builder;
    builder.input("small", {8, 8, 1});
    builder.add("up", samples::layer<UpSampling2D>(UpSampling2D::Parameters{2, 2}));
    CHECK(default_picture_input(builder.build()) == 0);

    const Model numbers = made_of(100, 784, {28, 28, 1});
    CHECK_FALSE(takes_picture(numbers));
    const Model picture = with_picture_input(numbers);
    CHECK(takes_picture(picture));
    CHECK(input_of(with_declared_inputs(picture)).shape == Shape{100});
    CHECK_FALSE(takes_picture(with_declared_inputs(picture)));
}

TEST_CASE("inputs declared as images are preferred to vectors that could be pictures") {
    ModelBuilder builder;
    const int noise = builder.input("noise", {100});
    const int photo = builder.input("photo", {6, 6, 3});
    const int mask = builder.input("mask", {6, 6, 1});
    for (const int input : {photo, mask}) builder.add(input == photo ? "a" : "b", samples::layer<Flatten>(), {input});
    builder.add("all", samples::layer<Concatenate>(-1), {noise, 3, 4});
    const Model model = builder.build();
    CHECK(picture_inputs(model) == std::vector<std::size_t>{1, 2});
    // The input "noise" does not take the picture, so it stays a vector.
    CHECK(with_picture_input(model).node(noise).shape == Shape{100});
    CHECK(with_picture_input(model.with_first_input(2)).node(noise).shape == Shape{100});

    ModelBuilder vectors;
    const int side = vectors.input("side", {4});
    const int one = vectors.input("one", {64});
    const int two = vectors.input("two", {100});
    vectors.add("all", samples::layer<Concatenate>(-1), {side, one, two});
    const Model flat = vectors.build();
    CHECK(picture_inputs(flat) == std::vector<std::size_t>{1, 2});
    CHECK(picture_inputs(classifier({20})).empty());
    // Only the input that takes the picture has its shape. If another input takes it, the declared shape is restored.
    const Model first = with_picture_input(flat.with_first_input(1));
    CHECK(first.node(one).shape == Shape{8, 8, 1});
    CHECK(first.node(two).shape == Shape{100});
    const Model second = with_picture_input(first.with_first_input(2));
    CHECK(input_of(second).name == "two");
    CHECK(second.node(two).shape == Shape{10, 10, 1});
    CHECK(second.node(one).shape == Shape{64});
}

TEST_CASE("the guessed preprocessing is the same for a flattened input as for an image") {
    for (const InputRange range : {InputRange::unit, InputRange::bytes}) {
        const float scale = range == InputRange::bytes ? 1 / 255.F : 1;
        std::vector<ModelInfo> infos;
        for (const Shape& shape : {Shape{28, 28, 1}, Shape{28, 28}, Shape{784}}) {
            Model model = classifier(shape);
            const int hidden = *model.find("hidden");
            Tensor kernel = *model.node(hidden).weights[0];
            for (float& value : kernel.values) value *= scale;
            model = model.with_weight(hidden, 0, std::make_shared<const Tensor>(std::move(kernel)));
            infos.push_back(with_guessed_preprocessing(with_picture_input(model)).info());
            CHECK(with_guessed_preprocessing(model).info() == infos.back());
        }
        CHECK(infos[0] == infos[1]);
        CHECK(infos[0] == infos[2]);
        CHECK(infos[0].preprocessing.inversion == Inversion::automatic);
        CHECK_FALSE(infos[0].preprocessing_reason.empty());
    }
}

TEST_CASE("evaluate() gives the same result for models with flattened inputs as for the image") {
    Dataset data{.example = {28, 28, 1}, .images = std::vector<std::uint8_t>(12 * 784), .labels = {}};
    for (std::size_t i = 0; i < data.images.size(); ++i) data.images[i] = static_cast<std::uint8_t>(i * 31 % 251);
    for (std::uint8_t i = 0; i < 12; ++i) data.labels.push_back(i % 4);
    const Evaluation expected = evaluate(classifier({28, 28, 1}), data);
    CHECK(expected.sum.examples == 12);
    for (const Shape& shape : {Shape{28, 28}, Shape{784}}) {
        for (const Model& model : {classifier(shape), with_picture_input(classifier(shape))}) {
            const Evaluation found = evaluate(model, data);
            CHECK(found.confusion == expected.confusion);
            CHECK(found.sum.mean_loss() == doctest::Approx(expected.sum.mean_loss()));
        }
    }
    CHECK_THROWS_WITH_AS(check_fits(classifier({27, 28}), data), doctest::Contains("takes 27, 28, but the data set"),
                         ModelError);
    CHECK_THROWS_AS(check_fits(classifier({3072}), data), ModelError);
}

TEST_CASE("if a file flattens colours plane by plane, a Permute reorders the picture") {
    // The kernel's rows are permuted like the values, because row i belongs to value i.
    const Model pixels = classifier({8, 8, 3});
    ModelBuilder builder;
    builder.input("in", {192});
    builder.set_layout(
        0, {.axes = {Layout::kBatchAxis, 192}, .factors = {Layout::kBatchAxis, 3, 8, 8}, .order = {1, 2, 3}});
    builder.add("hidden", samples::layer<Dense>(Dense::Parameters{.units = 6, .activation = samples::kRelu}));
    builder.add("out", samples::layer<Dense>(Dense::Parameters{.units = 4, .activation = samples::kSoftmax}));
    Model planes = builder.build();
    const Tensor& kernel = *pixels.node(2).weights[0];
    Tensor permuted = kernel;
    for (std::size_t pixel = 0; pixel < 64; ++pixel)
        for (std::size_t colour = 0; colour < 3; ++colour)
            std::ranges::copy(std::span(kernel.values).subspan((pixel * 3 + colour) * 6, 6),
                              permuted.values.begin() + static_cast<std::ptrdiff_t>((colour * 64 + pixel) * 6));
    planes = planes.with_weight(1, 0, std::make_shared<const Tensor>(std::move(permuted)))
                 .with_weight(2, 0, pixels.node(3).weights[0]);

    const Model model = with_picture_input(planes);
    REQUIRE(model.size() == 4);
    CHECK(input_of(model).shape == Shape{8, 8, 3});
    CHECK(model.node(1).name == "in_planes");
    CHECK(model.node(1).shape == Shape{192});
    CHECK(dynamic_cast<const Permute*>(model.node(1).layer.get()) != nullptr);
    CHECK(model.node(2).name == "hidden");
    CHECK(model.outputs() == std::vector<int>{3});
    const std::vector<float> found = answer(model, scene_probes()[3].picture),
                             expected = answer(pixels, scene_probes()[3].picture);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-5));
    CHECK(receptive_field(model, 1, single({0, 0, 64 + 10}), 0) == single({1, 2, 1}));
    // The model's layout converts a tensor of the file to the order of the picture.
    std::vector<float> file_values(192);
    for (std::size_t i = 0; i < file_values.size(); ++i) file_values[i] = static_cast<float>(i);
    CHECK(from_file_layout(planes.node(0).file_layout(), 1, file_values) == file_values);
    CHECK(from_file_layout(input_of(model).file_layout(), 1, file_values)[(1 * 8 + 2) * 3 + 1] == 64 + 10);
    CHECK(with_picture_input(model).size() == 4);
}

}  // namespace convscope::nn
