#include "tests/core/nn/layers/layer_cases.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/base/random.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/divide.h"
#include "core/nn/layers/merge/maximum.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/merge/subtract.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/take.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "tests/core/nn/layers/case_list.h"

namespace convscope::nn {

namespace {

constexpr Border kUneven{.top = 1, .bottom = 2, .left = 0, .right = 1};

/// Random whole numbers: each call gives the next one, in low..high.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}
    std::int64_t operator()(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(random_bits(seed_, next_++) % static_cast<std::uint64_t>(high - low + 1));
    }

  private:
    std::uint64_t seed_, next_ = 0;
};

/// A random window. It may not fit into the image; see fits().
Window random_window(Dice& dice, const Shape& image) {
    Window w{.rows = dice(1, 4), .cols = dice(1, 4), .row_stride = dice(1, 3), .col_stride = dice(1, 3)};
    if (dice(0, 2) == 0) w.row_dilation = dice(1, (image.rows() - 1) / w.rows + 1);
    if (dice(0, 2) == 0) w.col_dilation = dice(1, (image.cols() - 1) / w.cols + 1);
    w.padding = static_cast<Padding>(dice(0, 2));
    if (w.padding == Padding::explicit_)
        w.border = {dice(0, w.rows - 1), dice(0, w.rows - 1), dice(0, w.cols - 1), dice(0, w.cols - 1)};
    w.ceil_mode = w.padding == Padding::explicit_ && dice(0, 1) == 0;
    return w;
}

/// True if the window fits into the image and no window lies in the padding.
bool fits(const Window& window, const Shape& image) {
    try {
        MaxPooling2D(window).windows(image);
        return true;
    } catch (const ShapeError&) {
        return false;
    }
}

void add_random_windows(Cases& cases) {
    Dice dice(3);
    for (int i = 0; i < 24;) {
        const Shape image{dice(4, 9), dice(4, 9), 2 * dice(1, 2)};
        Window window = random_window(dice, image);
        if (!fits(window, image)) continue;
        ++i;
        if (i % 2 == 0) cases.add_pooling(image, window);
        window.ceil_mode = false;
        const std::int64_t groups =
            std::array<std::int64_t, 3>{1, 2, image.channels()}.at(static_cast<std::size_t>(dice(0, 2)));
        cases.add_convolution(image, {.filters = groups * dice(1, 3), .window = window, .groups = groups});
    }
}

std::vector<Activation> activations() {
    std::vector<Activation> all;
    for (std::size_t kind = 0; kind < kActivationKindNames.size(); ++kind)
        if (takes_all_numbers({.kind = static_cast<ActivationKind>(kind), .alpha = .3F}))
            all.push_back({.kind = static_cast<ActivationKind>(kind), .alpha = .3F});
    all.push_back({.kind = ActivationKind::power, .alpha = 3});
    all.push_back({.kind = ActivationKind::elu, .alpha = 1});
    all.push_back({.kind = ActivationKind::hard_sigmoid, .slope = 1 / 6.F});
    all.push_back({.kind = ActivationKind::gelu, .approximate = true});
    all.push_back({.kind = ActivationKind::thresholded_relu, .alpha = .25F, .low = .2F, .high = .6F});
    all.push_back({.kind = ActivationKind::clip, .low = -.4F, .high = .6F});
    return all;
}

void add_convolutions(Cases& cases) {
    const Window three{.rows = 3, .cols = 3};
    Window same = three;
    same.padding = Padding::same;
    Window strided = same;
    strided.row_stride = strided.col_stride = 2;
    const Window uneven{.rows = 3, .cols = 2, .col_stride = 2, .padding = Padding::explicit_, .border = kUneven};
    cases.add_convolution({8, 8, 1}, {.filters = 4, .window = three});
    cases.add_convolution({7, 5, 3}, {.filters = 2, .window = three, .use_bias = false});
    cases.add_convolution({6, 7, 2}, {.filters = 3, .window = same});
    cases.add_convolution({8, 7, 2}, {.filters = 3, .window = strided});
    cases.add_convolution({5, 6, 2}, {.filters = 3, .window = uneven});
    cases.add_convolution({6, 6, 4}, {.filters = 4, .window = same, .groups = 4});  // depthwise
    cases.add_convolution({5, 5, 3},
                          {.filters = 6, .window = strided, .groups = 3});  // depthwise with 2 filters per channel
    cases.add_convolution({5, 4, 5}, {.filters = 3});                       // pointwise
    cases.add_convolution({7, 7, 1},
                          {.filters = 1, .window = {.rows = 3, .cols = 3, .row_dilation = 2, .col_dilation = 3}});
    for (const Activation& activation : activations())
        cases.add_convolution({4, 5, 2}, {.filters = 3, .window = three, .activation = activation});
}

void add_transposed_convolutions(Cases& cases) {
    const auto add = [&](const Shape& image, const Conv2DTranspose::Parameters& p) {
        cases.add<Conv2DTranspose>(described(p.window), {image}, p);
    };
    const Padding same = Padding::same;
    add({3, 4, 2}, {.filters = 3, .window = {.rows = 3, .cols = 3}});
    add({3, 4, 2}, {.filters = 1, .window = {.rows = 2, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = same}});
    add({2, 3, 1}, {.filters = 2, .window = {.rows = 3, .cols = 4, .row_stride = 3, .col_stride = 2}});
    add({3, 2, 2}, {.filters = 2,
                    .window = {.rows = 2, .cols = 2, .row_dilation = 2, .col_dilation = 1, .padding = same},
                    .use_bias = false,
                    .activation = {ActivationKind::tanh}});
    const auto add_padded = [&](const Shape& image, const Conv2DTranspose::Parameters& p) {
        cases.add<Conv2DTranspose>(fmt::format("{} output padding {} {}", described(p.window),
                                               p.row_padding.value_or(0), p.col_padding.value_or(0)),
                                   {image}, p);
    };
    add_padded({3, 2, 2}, {.filters = 2,
                           .window = {.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 3, .padding = same},
                           .row_padding = 0,
                           .col_padding = 2});
    add_padded({2, 3, 1}, {.filters = 1,
                           .window = {.rows = 2, .cols = 3, .row_stride = 3, .col_stride = 2},
                           .row_padding = 1,
                           .col_padding = 0});
}

void add_grouped_transposed_convolutions(Cases& cases) {
    const auto add = [&](const std::string& details, const Conv2DTranspose::Parameters& p) {
        cases.add<Conv2DTranspose>(details, {{2, 3, 4}}, p);
    };
    const Window two{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2};
    add("2 groups", {.filters = 6, .window = two, .groups = 2});
    add("group per channel", {.filters = 4, .window = {.rows = 3, .cols = 2}, .groups = 4, .use_bias = false});
}

void add_dense_layers(Cases& cases) {
    for (const Activation& activation : activations()) {
        const std::string details = described(activation);
        cases.add<Dense>(details, {{7}}, Dense::Parameters{.units = 5, .activation = activation});
        cases.add<ActivationLayer>(details, {{6}}, activation);
        cases.add<ActivationLayer>(details, {{3, 4, 5}}, activation);
    }
    cases.add<Dense>("no bias", {{5}}, Dense::Parameters{.units = 1, .use_bias = false});
    cases.add<Dense>("per pixel", {{3, 2, 4}}, Dense::Parameters{.units = 3});
    cases.add<Dense>("per step", {{4, 3}}, Dense::Parameters{.units = 2});
}

void add_poolings(Cases& cases) {
    const Window two{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2};
    Window same = two;
    same.padding = Padding::same;
    const Window overlapping{.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = Padding::same};
    const Window overhanging{.rows = 3,
                             .cols = 2,
                             .row_stride = 2,
                             .col_stride = 2,
                             .padding = Padding::explicit_,
                             .border = {1, 0, 1, 1},
                             .ceil_mode = true};
    cases.add_pooling({6, 6, 2}, two);
    cases.add_pooling({7, 5, 3}, two);
    cases.add_pooling({7, 5, 2}, same);
    cases.add_pooling({7, 8, 2}, overlapping);
    cases.add_pooling({6, 7, 2}, overhanging);
    for (const bool keepdims : {false, true}) {
        const char* details = keepdims ? "keepdims" : "";
        cases.add<GlobalAveragePooling2D>(details, {{4, 3, 5}}, keepdims);
        cases.add<GlobalMaxPooling2D>(details, {{4, 3, 5}}, keepdims);
    }
    cases.add<GlobalMaxPooling2D>("", {{1, 1, 3}});
}

void add_shapes(Cases& cases) {
    cases.add<Flatten>("", {{3, 4, 2}});
    cases.add<Flatten>("", {{5}});
    cases.add<Reshape>("to 4, 3, 2", {{24}}, Shape{4, 3, 2});
    cases.add<Reshape>("to -1, 6", {{3, 4, 2}}, Shape{-1, 6});
    cases.add<Reshape>("to 2, -1, 3", {{3, 4, 2}}, Shape{2, -1, 3});
    cases.add<Permute>("2 0 1", {{3, 4, 2}}, Permute::Parameters{.view = {3, 4, 2}, .order = {2, 0, 1}, .target = {}});
    cases.add<Permute>("1 0", {{5, 3}}, Permute::Parameters{.view = {5, 3}, .order = {1, 0}, .target = {}});
    cases.add<Permute>("finer", {{4, 3, 2}},
                       Permute::Parameters{.view = {2, 2, 3, 2}, .order = {3, 0, 2, 1}, .target = Shape{12, 2}});
    cases.add<ZeroPadding2D>("", {{3, 4, 2}}, kUneven);
    cases.add<ZeroPadding2D>("constant", {{3, 4, 2}}, kUneven, BorderFill{.value = 1.5F});
    cases.add<ZeroPadding2D>("edge", {{3, 4, 2}}, kUneven, BorderFill{.mode = BorderFill::Mode::edge});
    cases.add<ZeroPadding2D>("reflect", {{3, 4, 2}}, kUneven, BorderFill{.mode = BorderFill::Mode::reflect});
    cases.add<Cropping2D>("", {{5, 4, 2}}, kUneven);
    using enum Interpolation;
    for (const auto& [rows, cols] : {std::pair(2, 2), std::pair(3, 1), std::pair(4, 5)}) {
        const std::string factors = fmt::format("{}x{}", rows, cols);
        cases.add<UpSampling2D>(factors, {{3, 4, 2}}, UpSampling2D::Parameters{rows, cols, nearest});
        cases.add<UpSampling2D>(factors + " bilinear", {{3, 4, 2}}, UpSampling2D::Parameters{rows, cols, bilinear});
    }
    for (const auto& [rows, cols] : {std::pair(2, 7), std::pair(4, 5), std::pair(1, 3)}) {
        const std::string size = fmt::format("{}x{}", rows, cols);
        cases.add<Resizing>(size, {{4, 5, 2}}, Resizing::Parameters{rows, cols, nearest});
        cases.add<Resizing>(size + " bilinear", {{4, 5, 2}}, Resizing::Parameters{rows, cols, bilinear});
    }
    cases.add<UpSampling2D>("bilinear", {{1, 2, 1}}, UpSampling2D::Parameters{2, 2, bilinear});
}

void add_resizings(Cases& cases) {
    using enum Interpolation;
    const auto add = [&](const char* details, Interpolation interpolation, const Placement& placement) {
        for (const auto& [rows, cols] : {std::pair(2, 7), std::pair(5, 3), std::pair(1, 8)})
            cases.add<Resizing>(fmt::format("{} {}x{}", details, rows, cols), {{4, 5, 2}},
                                Resizing::Parameters{rows, cols, interpolation, placement});
    };
    add("cubic", cubic, {});
    add("cubic inside", cubic, {.cubic_a = -.5, .excludes_outside = true});
    add("cubic corners", cubic, {.coordinates = Coordinates::align_corners});
    add("bilinear corners", bilinear, {.coordinates = Coordinates::align_corners});
    add("bilinear asymmetric", bilinear, {.coordinates = Coordinates::asymmetric, .row_scale = .6, .col_scale = .5});
    add("bilinear symmetric", bilinear, {.coordinates = Coordinates::half_pixel_symmetric, .row_scale = 1.4});
    add("bilinear or first", bilinear, {.coordinates = Coordinates::half_pixel_or_first});
    add("nearest up", nearest, {.rounding = Rounding::up});
    add("nearest down", nearest, {.coordinates = Coordinates::asymmetric, .rounding = Rounding::down});
    add("nearest half down", nearest, {.coordinates = Coordinates::pixel_centre, .rounding = Rounding::half_down});
}

void add_takes(Cases& cases) {
    cases.add<Take>("every second row", {{5, 3, 2}}, Take::Parameters{0, {0, 2, 4}});
    cases.add<Take>("reversed cols", {{2, 4, 2}}, Take::Parameters{1, {3, 2, 1, 0}});
    cases.add<Take>("swapped channels", {{2, 2, 3}}, Take::Parameters{2, {2, 1, 0, 0}});
    cases.add<Take>("repeated", {{1, 3}}, Take::Parameters{0, {0, 0, 0}});
    cases.add<Take>("features", {{6}}, Take::Parameters{0, {5, 1, 1}});
}

void add_merges(Cases& cases) {
    const std::vector<std::vector<Shape>> input_lists{{{3, 4, 2}, {3, 4, 2}},         {{5}, {5}, {5}},
                                                      {{3, 4, 2}, {1, 1, 2}},         {{2}, {3, 4, 2}},
                                                      {{3, 1, 2}, {1, 4, 1}, {4, 2}}, {{3, 4, 2}, {1}}};
    for (const std::vector<Shape>& inputs : input_lists) {
        cases.add<Add>("", inputs);
        cases.add<Multiply>("", inputs);
    }
    // Few inputs, because a finite difference of a maximum fails if two values are nearly equal.
    for (const std::vector<Shape>& inputs : std::vector<std::vector<Shape>>{{{5}, {5}, {5}}, {{2, 3, 2}, {1, 3, 1}}})
        cases.add<Maximum>("", inputs);
    for (const std::vector<Shape>& two :
         std::vector<std::vector<Shape>>{{{2, 3, 1}, {2, 3, 1}}, {{3, 4, 2}, {2}}, {{4, 1}, {3, 1, 2}}}) {
        cases.add<Subtract>("", two);
        cases.add<Divide>("", two);
    }
    cases.add<Concatenate>("", {{3, 2, 2}, {3, 2, 3}});
    cases.add<Concatenate>("", {{4}, {1}, {3}});
    cases.add<Concatenate>("axis 0", {{1, 2, 2}, {3, 2, 2}, {2, 2, 2}}, 0);
    cases.add<Concatenate>("axis -2", {{2, 1, 2}, {2, 3, 2}}, -2);
    cases.add<Concatenate>("axis 0", {{2, 3}, {1, 3}}, 0);
}

}  // namespace

std::vector<LayerCase> layer_cases() {
    Cases cases;
    add_convolutions(cases);
    add_transposed_convolutions(cases);
    add_grouped_transposed_convolutions(cases);
    add_dense_layers(cases);
    add_poolings(cases);
    add_random_windows(cases);
    add_shapes(cases);
    add_resizings(cases);
    add_takes(cases);
    add_merges(cases);
    add_scalings(cases);
    add_normalizations(cases);
    return cases.take();
}

}  // namespace convscope::nn
