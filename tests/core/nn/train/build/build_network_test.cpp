// Networks built from settings: the course's and the plain one as special cases, faults with their arithmetic, starts.
#include "core/nn/train/build/build_network.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "core/nn/inspect/summary.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"
#include "core/nn/train/watch/timeline.h"

namespace convscope::nn {

namespace {

std::vector<std::string> names_of(const Model& model) {
    std::vector<std::string> names;
    for (const Node& node : model.nodes()) names.push_back(node.name);
    return names;
}

std::string fault_of(const NetworkSettings& settings, const NetworkTask& task = {}) {
    const NetworkOutline planned = outline(settings, task);
    return planned.fault ? planned.fault->sentence : "";
}

}  // namespace

TEST_CASE("the default settings are the course's network and no convolution the plain one") {
    const Model course = course_model(3);
    CHECK(names_of(course) == std::vector<std::string>{"input", "conv2d", "max_pooling2d", "conv2d_1",
                                                       "max_pooling2d_1", "flatten", "dense", "dense_1"});
    CHECK(parameter_count(course) == 243'786);
    CHECK(outline({}, {}).parameters == 243'786);
    CHECK(course.info().name == "course");
    CHECK(course.info().labels.size() == 10);
    const Model plain = plain_model(3);
    CHECK(names_of(plain) == std::vector<std::string>{"input", "flatten", "dense", "dense_1"});
    CHECK(parameter_count(plain) == 101'770);
    // The weights are those of initialised(), so that seeds of earlier versions still give the same networks.
    const Model built = build_network({}, {}, WeightStart::glorot, 3);
    for (int i = 0; i < built.size(); ++i)
        for (std::size_t w = 0; w < built.node(i).weights.size(); ++w)
            CHECK(*built.node(i).weights[w] == *course.node(i).weights[w]);
}

TEST_CASE("every setting changes its layers") {
    NetworkSettings settings{.convolutions = 1,
                             .filters = 16,
                             .kernel = 5,
                             .pooling = PoolingChoice::average,
                             .dense = {20, 30},
                             .activation = ActivationKind::tanh,
                             .dropout = 0.25,
                             .batch_normalization = true,
                             .same_padding = true};
    const NetworkTask task{.input = {32, 32, 3}, .classes = 4};
    const NetworkOutline planned = outline(settings, task);
    REQUIRE_FALSE(planned.fault);
    const Model model = outline_model(planned, task);
    CHECK(names_of(model) == std::vector<std::string>{"input", "conv2d", "batch_normalization", "activation",
                                                      "average_pooling2d", "flatten", "dense", "dropout", "dense_1",
                                                      "dropout_1", "dense_2"});
    CHECK(planned.layers[0].shape == Shape{32, 32, 16});
    CHECK(planned.layers[0].parameters == (5 * 5 * 3 + 1) * 16);
    CHECK(planned.layers[3].shape == Shape{16, 16, 16});
    CHECK(planned.parameters == parameter_count(model));
    CHECK(model.node(6).layer->activation().kind == ActivationKind::tanh);
    CHECK(model.node(10).layer->activation().kind == ActivationKind::softmax);
    CHECK(model.node(10).shape == Shape{4});
    settings.pooling = PoolingChoice::none;
    CHECK(outline(settings, task).layers[3].name == "flatten");
}

TEST_CASE("a layer to which nothing is left is named with its arithmetic") {
    CHECK(fault_of({.convolutions = 3}).empty());
    // 28 - 2 = 26, 13, 11, 5, 3, 1: the fourth convolution gets 1 x 1.
    CHECK(fault_of({.convolutions = 4}) ==
          "The fourth convolution would get 1 x 1 values, fewer than its kernel of 3 x 3: 1 - 3 + 1 = -1. Use fewer "
          "convolutions, a smaller kernel, no pooling or padding \"same\".");
    CHECK(fault_of({.convolutions = 3, .kernel = 5}) ==
          "The third convolution would get 4 x 4 values, fewer than its kernel of 5 x 5: 4 - 5 + 1 = 0. Use fewer "
          "convolutions, a smaller kernel, no pooling or padding \"same\".");
    const NetworkOutline small = outline({.convolutions = 3, .kernel = 1}, {.input = {6, 6, 1}});
    REQUIRE(small.fault);
    CHECK(small.fault->name == "max_pooling2d_2");
    CHECK(small.fault->layer == small.layers.size());
    CHECK(small.layers.back().name == "conv2d_2");
    CHECK(small.fault->sentence.starts_with(
        "The third pooling layer would get 1 x 1 values, fewer than its window of 2 x 2: 1 / 2 = 0."));
    CHECK(fault_of({.convolutions = 2, .same_padding = true}, {.input = {3, 3, 1}}).ends_with("or no pooling."));
    CHECK_THROWS_WITH_AS(build_network({.convolutions = 4}, {}, WeightStart::glorot, 1),
                         doctest::Contains("The fourth convolution"), std::invalid_argument);
}

TEST_CASE("a network with too many weights is refused before memory is taken") {
    const std::string fault = fault_of({.convolutions = 0, .dense = {1024}}, {.input = {1000, 1000, 3}});
    CHECK(fault ==
          "The first dense layer would have (3,000,000 + 1) x 1,024 = 3,072,001,024 weights, and a network can have at "
          "most 67,108,864. Use pooling, fewer filters, or fewer units.");
}

TEST_CASE("settings out of range are named in a sentence") {
    CHECK(settings_fault({}).empty());
    CHECK(settings_fault({.filters = 200}) == "The number of filters must be 1 to 128, not 200.");
    CHECK(settings_fault({.convolutions = 5}) == "The number of convolutions must be 0 to 4, not 5.");
    CHECK(settings_fault({.kernel = 0}) == "The kernel's size must be 1 to 7, not 0.");
    CHECK(settings_fault({.dense = {10, 0}}) == "The number of a dense layer's units must be 1 to 1024, not 0.");
    CHECK(settings_fault({.activation = ActivationKind::softmax}).starts_with("The activation must be"));
    CHECK(settings_fault({.dropout = 0.95}).starts_with("The dropout must be"));
    CHECK_THROWS_AS(build_network({.filters = 0}, {}, WeightStart::glorot, 1), std::invalid_argument);
}

TEST_CASE("the small start is the random one with filters that are ten times smaller") {
    const NetworkSettings settings{.convolutions = 2, .filters = 3, .dense = {5}};
    const NetworkTask task{.classes = 4};
    const Model random = build_network(settings, task, WeightStart::glorot, 2);
    const Model small = build_network(settings, task, WeightStart::small, 2);
    const Tensor& first = *random.node(1).weights.front();
    for (std::size_t i = 0; i < first.values.size(); ++i)
        CHECK(small.node(1).weights.front()->values[i] == doctest::Approx(first.values[i] / 10));
    for (int node = 2; node < random.size(); ++node)
        for (std::size_t w = 0; w < random.node(node).weights.size(); ++w)
            CHECK(*small.node(node).weights[w] == *random.node(node).weights[w]);
    // Without a convolution, the first dense layer has the filters.
    const Model plain = build_network({.convolutions = 0, .dense = {5}}, task, WeightStart::small, 2);
    const Model plain_random = build_network({.convolutions = 0, .dense = {5}}, task, WeightStart::glorot, 2);
    CHECK(plain.node(2).weights.front()->values[7] ==
          doctest::Approx(plain_random.node(2).weights.front()->values[7] / 10));
}

TEST_CASE("zeros start with kernels of 0 and cannot learn; twins stay alike") {
    const auto data = std::make_shared<const Dataset>(drawn_dataset(DrawnSet::lines, 64, 1));
    const NetworkSettings settings{.convolutions = 2, .filters = 4, .dense = {6}};
    const NetworkTask task{.classes = 4};
    const auto trained = [&](WeightStart start) {
        Trainer trainer(build_network(settings, task, start, 2), data, {.epochs = 2, .batch = 16});
        while (trainer.step()) {
        }
        return trainer.snapshot();
    };
    const Model zeros = trained(WeightStart::zeros);
    for (const float value : zeros.node(1).weights[0]->values) CHECK(value == 0);
    const Model twins = trained(WeightStart::twins), random = trained(WeightStart::glorot);
    const auto spread = [](const Model& model, int node) {
        const Tensor& kernel = *model.node(node).weights[0];
        float largest = 0;
        for (std::size_t i = 0; i < kernel.values.size(); i += 4)
            for (std::size_t filter = 1; filter < 4; ++filter)
                largest = std::max(largest, std::abs(kernel.values[i + filter] - kernel.values[i]));
        return largest;
    };
    CHECK(spread(twins, 1) < 1e-4F);
    CHECK(spread(twins, 3) < 1e-4F);
    CHECK(spread(random, 1) > 0.05F);
    const Model start = build_network(settings, task, WeightStart::twins, 2);
    CHECK(start.node(1).weights[0]->values[0] != twins.node(1).weights[0]->values[0]);
}

TEST_CASE("weights of a given model are taken by name and shape") {
    const Model course = course_model(1);
    int taken = 0;
    const Model same = with_weights_of(course_model(2), course, taken);
    CHECK(taken == 4);
    CHECK(*same.node(1).weights[0] == *course.node(1).weights[0]);
    const Model narrow = build_network({.filters = 16}, {}, WeightStart::glorot, 2);
    const Model mixed = with_weights_of(narrow, course, taken);
    CHECK(taken == 1);  // only the last layer has equal shapes
    CHECK(*mixed.node(1).weights[0] == *narrow.node(1).weights[0]);
}

TEST_CASE("a given model gets a new last layer for another number of classes") {
    const Model course = course_model(1);
    const Model three = with_classes(course, 3, {"a", "b", "c"}, 9);
    CHECK(three.node(7).shape == Shape{3});
    CHECK(three.info().labels == std::vector<std::string>{"a", "b", "c"});
    CHECK(three.node(1).weights[0] == course.node(1).weights[0]);
    CHECK(std::ranges::any_of(three.node(7).weights[0]->values, [](float value) { return value != 0; }));
    const Model ten = with_classes(course, 10, {}, 9);
    CHECK(ten.node(7).weights[0] == course.node(7).weights[0]);
    CHECK_THROWS_AS(with_classes(course.up_to(2), 3, {}, 1), ModelError);
}

}  // namespace convscope::nn
