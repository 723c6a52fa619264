#include "app/document/network/network_commands.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "tests/app/document/networks.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr nn::WeightRef kKernel{1, 0}, kBias{1, 1};

Document after(Document document, const Command& command) {
    command.apply(document);
    return document;
}

nn::SharedTensor weight_of(const Document& document, nn::WeightRef which) {
    return nn::weight(*document.network.model.model, document.network.edits, which);
}

nn::SharedTensor filled(const nn::Shape& shape, float value) {
    return std::make_shared<const nn::Tensor>(
        nn::Tensor{shape, std::vector<float>(static_cast<std::size_t>(shape.count()), value)});
}

}  // namespace

TEST_CASE("opening a model drops the edits and selects its first layer; the input is kept") {
    Document document = after(network_document(), set_weight_value(kBias, 0, 5));
    document = after(document, stroke(document, {dot(3, 4, 255.F)}));
    document.network_view.go_to(3, 2);
    document.network_view.pinned_input = nn::Position{11, 11, 0};
    const OpenModel same_size{.file = "other.h5", .model = shared(samples::small_course(9))};
    const Document opened = after(document, open_model(same_size));
    CHECK(open_model(same_size).label == "opening of other.h5");
    CHECK(opened.network.model == same_size);
    CHECK(opened.network.edits.empty());
    CHECK(opened.network.input == document.network.input);
    CHECK(opened.network_view.layer == 1);
    CHECK(opened.network_view.channel == 0);
    CHECK_FALSE(opened.network_view.pinned_input);
}

TEST_CASE("opening a model with a different input shape keeps the picture and removes the paint") {
    Document document = network_document();
    document = after(document, stroke(document, {dot(3, 4, 255.F)}));
    REQUIRE(document.network.input.paint);
    const Document opened = after(document, open_model(plain_model({28, 28, 1})));
    CHECK_FALSE(opened.network.input.paint);
    CHECK(opened.network.input.picture.same_storage(document.network.input.picture));
}

TEST_CASE("opening a model without layers selects its input") {
    nn::ModelBuilder builder;
    builder.input("in", {12, 12, 1});
    const Document document =
        after(network_document(), open_model({.file = "in.h5", .model = shared(builder.build())}));
    CHECK(document.network_view.layer == 0);
}

TEST_CASE("opening a picture replaces the input with its settings and paint, and keeps the edits") {
    Document document = after(network_document(), set_brightness(20));
    document = after(document, stroke(document, {dot(3, 4, 255.F)}));
    document.network_view.pinned_input = nn::Position{11, 11, 0};
    document = after(document, set_weight_value(kBias, 0, 5));
    const NetworkInput input{.source = InputSource::file, .file = "/b.png", .picture = patterned({50, 40})};
    const Document opened = after(document, open_input(input));
    CHECK(open_input(input).label == "opening of b.png");
    CHECK(opened.network.input == input);
    CHECK(opened.network.edits == document.network.edits);
    CHECK_FALSE(opened.network_view.pinned_input);
}

TEST_CASE("a new drawing is black and selects the brush") {
    const OpenModel model = plain_model({5, 7, 1}, {nn::Inversion::always, {0.5F, 1, 1}, {-3, 0, 0}});
    Document document = after(network_document(), open_model(model));
    document = after(document, start_drawing(*model.model));
    const NetworkInput& input = document.network.input;
    CHECK(input.source == InputSource::drawing);
    CHECK(input.picture.size() == Size{5, 7});
    CHECK(input_tensor(input, *model.model) == *filled({5, 7, 1}, -3));
    CHECK(document.network_view.tool == InputTool::brush);
    CHECK_FALSE(document.network.is_painted());
    document = after(document, stroke(document, {dot(4, 6, 255.F)}));
    CHECK(input_tensor(document.network.input, *model.model).values.back() == 124.5F);
}

TEST_CASE("set_crop() and set_brightness() change the input; the brightness is limited") {
    Document document = after(network_document(), set_crop(PixelRect{1, 2, 3, 4}));
    CHECK(document.network.input.crop == PixelRect{1, 2, 3, 4});
    CHECK_FALSE(after(document, set_crop(std::nullopt)).network.input.crop);
    const auto brightness = [&](float value) {
        return after(document, set_brightness(value)).network.input.brightness;
    };
    CHECK(brightness(-17.5F) == -17.5F);
    CHECK(brightness(1e9F) == 255);
    CHECK(brightness(-1e9F) == -255);
    CHECK(brightness(kNan) == 0);
    CHECK(brightness(std::numeric_limits<float>::infinity()) == 0);
}

TEST_CASE("a dab covers the pixels within its radius and fades over the next pixel") {
    Document document = after(network_document(), open_model(plain_model({12, 12, 1}, {{}, {1, 1, 1}, {0, 0, 0}})));
    const nn::Model& model = *document.network.model.model;
    const nn::Tensor before = input_tensor(document.network.input, model);
    document = after(document, stroke(document, {{6.5, 5.5, 2, 255.F}}));
    const nn::Tensor painted = input_tensor(document.network.input, model);
    for (int r = 0; r < 12; ++r) {
        for (int c = 0; c < 12; ++c) {
            CAPTURE(r);
            CAPTURE(c);
            const auto at = static_cast<std::size_t>(r * 12 + c);
            const double distance = std::hypot(r - 6, c - 5);
            if (distance <= 1.5) CHECK(painted.values[at] == 255);
            if (distance >= 2.5) CHECK(painted.values[at] == before.values[at]);
            if (distance >= 2.5) CHECK(std::isnan(document.network.input.paint->values[at]));
            if (distance > 1.5 && distance < 2.5) {
                CHECK(painted.values[at] >= before.values[at]);
                CHECK(painted.values[at] < 255);
            }
        }
    }
}

TEST_CASE("the dabs of a stroke blend in order, and nothing is painted outside the input") {
    Document document = network_document();
    document =
        after(document,
              stroke(document,
                     {dot(0, 0, 10.F), dot(0, 0, 200.F), dot(11, 11, 60.F), {-50, 4, 3, 255.F}, {4, 1e6, 3, 255.F}}));
    const nn::Tensor& paint = *document.network.input.paint;
    const nn::Preprocessing& preprocessing = document.network.model.model->info().preprocessing;
    CHECK(paint.values.front() == doctest::Approx(200 * preprocessing.scale[0] + preprocessing.offset[0]));
    CHECK(paint.values.back() == doctest::Approx(60 * preprocessing.scale[0] + preprocessing.offset[0]));
    CHECK(std::ranges::count_if(paint.values, [](float v) { return !std::isnan(v); }) == 2);
    // This dab is centred on the corner, so a part of it lies outside the input.
    document = after(document, stroke(document, {{0, 12, 1.5F, 0.F}}));
    CHECK(document.network.input.paint->values[11] == preprocessing.offset[0]);
}

TEST_CASE("the brush paints every channel in the model's range") {
    const OpenModel model = plain_model({6, 6, 3}, {{}, {1, 2, 3}, {0, 10, -20}});
    Document document = after(network_document(), open_model(model));
    document = after(document, stroke(document, {dot(2, 3, 100.F)}));
    const std::vector<float>& values = document.network.input.paint->values;
    CHECK(std::vector<float>(values.begin() + 45, values.begin() + 48) == std::vector<float>{100, 210, 280});
}

TEST_CASE("the eraser restores the picture; an input whose paint is erased completely equals an unpainted one") {
    const Document plain = network_document();
    Document document = after(plain, stroke(plain, {dot(2, 2, 255.F), dot(8, 8, 255.F)}));
    document = after(document, stroke(document, {dot(2, 2, std::nullopt)}, 2));
    REQUIRE(document.network.input.paint);
    CHECK(std::isnan(document.network.input.paint->values[2 * 12 + 2]));
    CHECK_FALSE(std::isnan(document.network.input.paint->values[8 * 12 + 8]));
    CHECK(after(document, stroke(document, {{6, 6, 16, std::nullopt}}, 3)) == plain);
    CHECK(after(plain, stroke(plain, {{6, 6, 16, std::nullopt}})) == plain);
    CHECK(after(document, clear_paint()) == plain);
}

TEST_CASE("weights have the limits of filter values") {
    const auto bias = [](float value) {
        return weight_of(after(network_document(), set_weight_value(kBias, 2, value)), kBias)->values[2];
    };
    CHECK(bias(-0.125F) == -0.125F);
    CHECK(bias(1e30F) == 1e6F);
    CHECK(bias(-std::numeric_limits<float>::infinity()) == 0);
    CHECK(bias(kNan) == 0);
}

TEST_CASE("a trained value beyond the limits is kept when another value is changed") {
    Document document = network_document();
    document.network.model.model = shared(document.network.model.model->with_weight(1, 1, filled({4}, 3e7F)));
    document = after(document, set_weight_value(kBias, 1, 4e7F));
    CHECK(weight_of(document, kBias)->values == std::vector<float>{3e7F, 1e6F, 3e7F, 3e7F});
}

TEST_CASE("a kernel, with its edits, becomes a filter if the Filter Lab supports its size") {
    Document document = network_document();
    // rows, cols, 1 input channel, 4 filters: row 1, column 2 of filter 3.
    document = after(document, set_weight_value(kKernel, (1 * 3 + 2) * 4 + 3, 7.5F));
    const std::optional<Kernel> kernel = lab_kernel(document.network, 1, 0, 3);
    REQUIRE(kernel.has_value());
    CHECK(kernel->size == 3);
    CHECK(kernel->at(1, 2) == 7.5F);
    CHECK(kernel->at(0, 0) == weight_of(document, kKernel)->values[3]);
    CHECK_FALSE(lab_kernel(document.network, 1, 1, 3));
    CHECK_FALSE(lab_kernel(document.network, 1, 0, 4));
    CHECK_FALSE(lab_kernel(document.network, 0, 0, 0));
    CHECK_FALSE(lab_kernel(document.network, 99, 0, 0));
    CHECK_FALSE(lab_kernel(initial_document().network, 1, 0, 0));
}

TEST_CASE("commands for nodes and weights that the model does not have change nothing") {
    const Document document = network_document();
    for (const nn::WeightRef which : {nn::WeightRef{-1, 0}, {0, 0}, {1, 2}, {2, 0}, {5, 0}, {99, 0}}) {
        CHECK(after(document, set_weight_value(which, 0, 7)) == document);
    }
    for (const std::int64_t index : {-1, 36, 1 << 30})
        CHECK(after(document, set_weight_value(kKernel, index, 7)) == document);
    CHECK(after(document, set_ablated_channels(-1, {0}, "")) == document);
    CHECK(after(document, set_ablated_channels(99, {0}, "")) == document);
    CHECK(after(document, set_ablated_channels(1, {4, -1, 1000}, "")) == document);
    const Document empty = initial_document();
    for (const Command& command :
         {set_weight_value(kKernel, 0, 7), set_ablated_channels(1, {0}, ""), reset_node(1), reset_edits(),
          stroke(network_document(), {dot(1, 1, 9.F)}), send_filter_to_node({}, 1, 0, 0)})
        CHECK(after(empty, command) == empty);
}

TEST_CASE("reset restores the trained weights of a layer or of all layers") {
    const Document plain = network_document();
    Document document = after(plain, set_weight_value(kKernel, 0, 7));
    document = after(document, set_weight_value({4, 1}, 0, 7));
    document = after(document, set_ablated_channels(1, {3, 1}, "ablation"));
    document = after(document, set_ablated_channels(4, {2}, "ablation"));
    CHECK(nn::ablated(document.network.edits, 1) == std::vector<std::int64_t>{1, 3});
    const Document one = after(document, reset_node(1));
    CHECK(weight_of(one, kKernel) == weight_of(plain, kKernel));
    CHECK(weight_of(one, {4, 1}) == weight_of(document, {4, 1}));
    CHECK(nn::ablated(one.network.edits, 1).empty());
    CHECK(nn::ablated(one.network.edits, 4) == std::vector<std::int64_t>{2});

    document = after(document, stroke(document, {dot(1, 1, 255.F)}));
    document = after(document, set_brightness(30));
    // The input is not a part of the model, so its paint and brightness stay.
    Document painted = after(plain, stroke(plain, {dot(1, 1, 255.F)}));
    CHECK(after(document, reset_edits()) == after(painted, set_brightness(30)));
    Document drawing = after(document, start_drawing(*document.network.model.model));
    drawing = after(drawing, stroke(drawing, {dot(1, 1, 255.F)}));
    drawing = after(drawing, reset_edits());
    CHECK(drawing.network.edits.empty());
    CHECK(drawing.network.input.paint);
}

TEST_CASE("changing the network's view changes nothing else") {
    Document document = after(network_document(), set_network_view([](NetworkView& view) { view.go_to(3, 2); }));
    CHECK(document.network_view.layer == 3);
    document = after(document, set_workspace(WorkspaceId::filter_lab));
    CHECK(document.workspace == WorkspaceId::filter_lab);
    CHECK(document.network.edits.empty());
    CHECK_FALSE(document.network.is_painted());
}

}  // namespace convscope
