// The network's commands through History, and the copying of filters and kernels between the two workspaces.
#include <doctest/doctest.h>

#include <cmath>

#include "app/document/history.h"
#include "app/document/lab/lab_commands.h"
#include "core/nn/layers/window/conv2d.h"
#include "tests/app/document/documents.h"
#include "tests/app/document/networks.h"

namespace convscope {

namespace {

constexpr nn::WeightRef kKernel{1, 0}, kBias{1, 1};

float bias(const History& history) {
    const Network& network = history.document().network;
    return nn::weight(*network.model.model, network.edits, kBias)->values[0];
}

void draw(History& history, int row, std::uint64_t gesture) {
    history.perform(stroke(history.document(), {dot(row, row, 255.F)}, gesture));
}

int count_undo(History& history) {
    int steps = 0;
    for (; history.can_undo(); ++steps) history.undo();
    return steps;
}

/// Opens a picture of this size as the network's input, one byte for each pixel.
Command open_bytes(const std::string& name, Size size = {10, 10}) {
    return open_input({.source = InputSource::file, .file = name, .picture = patterned(size)});
}

}  // namespace

TEST_CASE("each stroke is one undo step") {
    History history(network_document());
    const Document start = history.document();
    for (int row = 0; row < 5; ++row) draw(history, row, 7);
    for (int row = 5; row < 9; ++row) draw(history, row, 8);
    const nn::SharedTensor all = history.document().network.input.paint;
    CHECK(history.undo_label() == "painting");
    history.undo();
    REQUIRE(history.document().network.input.paint);
    CHECK(std::isnan(history.document().network.input.paint->values[5 * 13]));
    CHECK_FALSE(std::isnan(history.document().network.input.paint->values[4 * 13]));
    history.undo();
    CHECK(history.document() == start);
    CHECK_FALSE(history.can_undo());
    history.redo();
    history.redo();
    CHECK(history.document().network.input.paint == all);
    // A repeated stroke changes no pixel, so it adds no step.
    const std::uint64_t revision = history.revision();
    draw(history, 8, 9);
    CHECK(history.revision() == revision);
}

TEST_CASE("dragging a weight is one undo step; setting its current value adds no step") {
    History history(network_document());
    const float trained = bias(history);
    for (const float value : {1.F, 2.F, 3.F}) history.perform(set_weight_value(kBias, 0, value, 7));
    const std::uint64_t revision = history.revision();
    history.perform(set_weight_value(kBias, 0, 3));
    CHECK(history.revision() == revision);
    history.undo();
    CHECK(bias(history) == trained);
    CHECK_FALSE(history.can_undo());
    history.perform(set_weight_value(kBias, 0, trained));
    CHECK(history.can_redo());
    history.redo();
    CHECK(bias(history) == 3);
    // A drag that returns to its first value adds no undo step.
    history.perform(set_weight_value(kBias, 0, 4, 8));
    history.perform(set_weight_value(kBias, 0, 3, 8));
    CHECK(count_undo(history) == 1);
}

TEST_CASE("undo and redo show the workspace where the step was made") {
    History history(network_document());
    history.perform(set_weight_value(kBias, 0, 5));
    history.perform(set_workspace(WorkspaceId::filter_lab));
    history.perform(set_stride(2));
    history.perform(set_workspace(WorkspaceId::layers));
    history.undo();
    CHECK(history.document().workspace == WorkspaceId::filter_lab);
    CHECK(history.document().lab.stride == 1);
    CHECK(bias(history) == 5);
    history.undo();
    CHECK(history.document().workspace == WorkspaceId::layers);
    history.perform(set_workspace(WorkspaceId::filter_lab));
    history.redo();
    CHECK(history.document().workspace == WorkspaceId::layers);
    CHECK(bias(history) == 5);
    history.redo();
    CHECK(history.document().workspace == WorkspaceId::filter_lab);
}

TEST_CASE("undoing the opening of a model restores edits and paint and selects an existing layer") {
    History history(network_document());
    history.perform(set_weight_value(kBias, 0, 5));
    draw(history, 3, 1);
    const Network before = history.document().network;
    history.perform(open_model(plain_model({28, 28, 1})));
    history.perform(set_network_view([](NetworkView& view) { view.pinned_input = nn::Position{27, 27, 0}; }));
    history.undo();
    CHECK(history.document().network == before);
    CHECK(history.document().network_view.layer == 1);
    CHECK_FALSE(history.document().network_view.pinned_input);
    history.perform(set_network_view([](NetworkView& view) { view.go_to(4, 2); }));
    history.redo();
    CHECK(history.document().network_view.layer == 1);
    CHECK(history.document().network_view.channel == 0);
    CHECK(history.document().network.edits.empty());
}

TEST_CASE("the weights of closed models that undo steps keep are limited; edits of a model share its other weights") {
    const auto trained = [] { return OpenModel{.file = "m.h5", .model = shared(samples::small_course())}; };
    const auto count = static_cast<std::size_t>(nn::parameter_count(*trained().model));
    // Room for two closed models and for a few edited biases.
    History history(network_document(), {.model_bytes = (2 * count + count / 2) * sizeof(float)});
    for (int model = 0; model < 5; ++model) {
        history.perform(open_model(trained()));
        for (int edit = 1; edit <= 3; ++edit) history.perform(set_weight_value(kBias, 0, static_cast<float>(edit)));
    }
    // These steps remain: the edits and the opening of the open model and of the previous one, and the edits of the one
    // before that.
    CHECK(count_undo(history) == 11);
    CHECK(history.document().network.model.model);
    while (history.can_redo()) history.redo();
    CHECK(bias(history) == 3);
}

TEST_CASE("undo does not change the view while the model stays the same") {
    History history(network_document());
    history.perform(set_weight_value(kBias, 0, 5));
    history.perform(set_network_view([](NetworkView& view) {
        view.go_to(3, 2);
        view.pinned_input = nn::Position{1, 2, 0};
    }));
    const NetworkView view = history.document().network_view;
    history.undo();
    CHECK(history.document().network_view == view);
}

TEST_CASE("apply_unrecorded() opens a file without an undo step, and undo does not close that file") {
    History history(initial_document());
    history.perform(set_stride(2));
    history.perform(set_stride(3));
    history.undo();
    const std::uint64_t revision = history.revision();
    const OpenModel model = network_document().network.model;
    const NetworkInput input = network_document().network.input;
    history.apply_unrecorded(open_model(model));
    history.apply_unrecorded(open_input(input));
    CHECK(history.revision() > revision);
    CHECK(history.undo_label() == "change of the stride");
    history.undo();
    CHECK_FALSE(history.can_undo());
    CHECK(history.document().network.model == model);
    CHECK(history.document().network.input == input);
    history.redo();
    history.redo();
    CHECK(history.document().lab.stride == 3);
    CHECK(history.document().network.model == model);
}

TEST_CASE(
    "apply_unrecorded() does not change undo steps with a different network, such as the one before the user opened a "
    "model") {
    History history(initial_document());
    const OpenModel own = plain_model({28, 28, 1});
    history.perform(open_model(own));
    history.apply_unrecorded(open_bytes("/put.png"));
    CHECK(history.document().network.model == own);
    history.undo();
    CHECK_FALSE(history.document().network.model.model);
}

TEST_CASE("an input's picture counts once towards undo's memory limit, for any number of strokes on it") {
    Document document = network_document();
    document.picture = plain_picture("/lab.png", {10, 10});
    History history(document, {.bytes = 250});
    for (int i = 1; i <= 4; ++i) {
        history.perform(open_bytes("/" + std::to_string(i) + ".png"));
        for (int row = 0; row < 10; ++row) draw(history, row, static_cast<std::uint64_t>(100 * i + row));
    }
    // Undo keeps the strokes on the current picture and on the two previous ones; each picture has 100 bytes.
    CHECK(count_undo(history) == 32);
    CHECK(history.document().network.input.file == "/2.png");
}

TEST_CASE("the pictures of both workspaces count towards the same memory limit of undo") {
    Document document = network_document();
    document.picture = plain_picture("/0.png", {10, 10});
    document.network.input.picture = patterned({10, 10});
    History history(document, {.bytes = 350});
    for (int i = 1; i <= 5; ++i) {
        history.perform(open_picture(plain_picture("/lab.png", {10, 10})));
        history.perform(open_bytes("/input.png"));
    }
    CHECK(count_undo(history) == 3);
    while (history.can_redo()) history.redo();
    history.perform(open_bytes("/large.png", {30, 30}));
    history.perform(open_bytes("/small.png", {1, 1}));
    CHECK(count_undo(history) == 1);
    CHECK(history.document().network.input.file == "/large.png");
}

TEST_CASE("a filter of the Filter Lab becomes one kernel, multiplied by the filter's weight") {
    History history(network_document());
    const nn::Tensor trained = *history.document().network.model.model->node(1).weights[0];
    LabFilter filter{.kernel = {3, {1, 2, 3, 4, 5, 6, 7, 8, 9e6F}}, .weight = 0.5F, .bias = 100};
    history.perform(send_filter_to_node(filter, 1, 0, 2));
    CHECK(history.undo_label() == "filter sent to a layer");
    nn::Tensor expected = trained;
    for (std::size_t tap = 0; tap < 9; ++tap) expected.values[tap * 4 + 2] = static_cast<float>(tap + 1) / 2;
    expected.values[8 * 4 + 2] = 1e6F;
    const Network& network = history.document().network;
    CHECK(*nn::weight(*network.model.model, network.edits, kKernel) == expected);
    CHECK(network.edits.weights.size() == 1);
    history.undo();
    CHECK(history.document().network.edits.empty());

    // A filter of a different size, a layer of a different kind and a missing channel change nothing.
    const Document before = history.document();
    history.perform(send_filter_to_node({.kernel = {5, {}}}, 1, 0, 2));
    history.perform(send_filter_to_node(filter, 4, 0, 2));
    history.perform(send_filter_to_node(filter, 2, 0, 0));
    history.perform(send_filter_to_node(filter, 1, 1, 2));
    history.perform(send_filter_to_node(filter, 1, 0, 4));
    history.perform(send_filter_to_node(filter, 1, -1, 0));
    CHECK(history.document() == before);
}

TEST_CASE("send_filter_to_node() changes only the given input channel of the given filter") {
    nn::ModelBuilder builder;
    builder.input("in", {9, 9, 2});
    builder.add("conv", samples::conv({.filters = 3, .window = {.rows = 5, .cols = 5}}));
    Document document = initial_document();
    open_model({.file = "m.h5", .model = shared(builder.build())}).apply(document);
    LabFilter filter{.kernel = {5, {}}};
    filter.kernel.at(1, 3) = 7;
    send_filter_to_node(filter, 1, 1, 2).apply(document);
    const nn::Tensor& kernel = *nn::weight(*document.network.model.model, document.network.edits, kKernel);
    for (std::size_t i = 0; i < kernel.values.size(); ++i)
        CHECK(kernel.values[i] == (i == ((1 * 5 + 3) * 2 + 1) * 3 + 2 ? 7 : 0));
}

TEST_CASE("a kernel is copied to the Filter Lab with its bias, and undo returns to Layers") {
    Document document = network_document();
    document.lab.count = 2;
    document.lab.edited = 1;
    document.lab.filters[1].normalise = true;
    History history(document);
    Kernel kernel{5, {}};
    for (std::size_t i = 0; i < 25; ++i) kernel.values.at(i) = static_cast<float>(i) - 3;
    history.perform(send_kernel_to_lab(kernel, -0.75F));
    CHECK(history.document().workspace == WorkspaceId::filter_lab);
    CHECK(history.document().lab.filters[1] == LabFilter{.kernel = kernel, .weight = 1, .bias = -0.75F});
    CHECK(history.document().lab.filters[0].kernel.size == 5);
    CHECK(history.undo_label() == "kernel sent to the Filter Lab");
    history.undo();
    CHECK(history.document() == document);
}

}  // namespace convscope
