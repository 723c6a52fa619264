// Pooling in a training step: the recorded numbers equal those computed from the layers before and after it.
#include "core/nn/train/watch/pooling_lens.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/train/build/build_network.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "core/nn/train/trainer.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kBatch = 6;

/// The record of the first step of a network with one convolution, whose maps have 25 x 25 values.
StepRecord first_step(const NetworkSettings& settings) {
    const auto data = std::make_shared<const Dataset>(drawn_dataset(DrawnSet::lines, 24, 1));
    const Model start = build_network(settings, {.classes = 4}, WeightStart::glorot, 3);
    Trainer trainer(start, data, {.epochs = 1, .batch = static_cast<int>(kBatch)});
    StepRecord record;
    REQUIRE(trainer.step({.detail = true}, record));
    REQUIRE(record.detail);
    return record;
}

/// The gradient of the mean loss with respect to a value that the last dense layer reads directly.
double gradient_of_input(const StepRecord& record, std::int64_t example, std::int64_t input) {
    const Model& model = *record.detail->before;
    const Tensor& kernel = *model.node(model.outputs().front()).weights.front();
    double gradient = 0;
    for (std::int64_t c = 0; c < record.classes; ++c) {
        const double probability = record.probabilities[static_cast<std::size_t>(example * record.classes + c)];
        const double target = record.labels[static_cast<std::size_t>(example)] == c ? 1 : 0;
        gradient += (probability - target) / kBatch *
                    static_cast<double>(kernel.values[static_cast<std::size_t>(input * record.classes + c)]);
    }
    return gradient;
}

}  // namespace

TEST_CASE("through a block of max pooling only the winner gets the gradient, if its ReLU is active") {
    const StepRecord record = first_step({.convolutions = 1, .filters = 3, .kernel = 4, .dense = {}});
    const Model& model = *record.detail->before;
    const auto layer = pooled_layer(model, 1);
    REQUIRE(layer.has_value());
    CHECK(layer->maps == 1);
    CHECK(layer->pooling == 2);
    REQUIRE(model.node(2).shape == Shape{12, 12, 3});
    int active = 0, inactive = 0;
    for (std::int64_t example = 0; example < kBatch; ++example)
        for (std::int64_t row = 0; row < 12; ++row)
            for (std::int64_t col = 0; col < 12; ++col) {
                const auto block = pooling_block(*record.detail, *layer, example, {2 * row + 1, 2 * col, 2});
                REQUIRE(block.has_value());
                CHECK(block->row == row);
                CHECK(block->col == col);
                REQUIRE(block->values.size() == 4);
                REQUIRE(block->winner.has_value());
                const BlockValue& winner = block->values[*block->winner];
                CHECK(winner.value == block->output);
                CHECK(block->gradient ==
                      doctest::Approx(gradient_of_input(record, example, (row * 12 + col) * 3 + 2)).epsilon(1e-3));
                CHECK(winner.gradient == (winner.value > 0 ? block->gradient : 0));
                (winner.value > 0 ? active : inactive) += 1;
                for (std::size_t i = 0; i < 4; ++i) {
                    CHECK(block->values[i].row == 2 * row + static_cast<std::int64_t>(i / 2));
                    CHECK(block->values[i].col == 2 * col + static_cast<std::int64_t>(i % 2));
                    CHECK(block->values[i].value <= winner.value);
                    if (i != *block->winner) CHECK(block->values[i].gradient == 0);
                }
            }
    CHECK(active > 100);
    CHECK(inactive > 100);
}

TEST_CASE("through a block of average pooling every value gets a quarter of the gradient") {
    const StepRecord record = first_step({.convolutions = 1,
                                          .filters = 2,
                                          .kernel = 4,
                                          .pooling = PoolingChoice::average,
                                          .dense = {},
                                          .activation = ActivationKind::linear});
    const auto layer = pooled_layer(*record.detail->before, 1);
    REQUIRE(layer.has_value());
    const auto block = pooling_block(*record.detail, *layer, 4, {7, 10, 1});
    REQUIRE(block.has_value());
    CHECK_FALSE(block->winner.has_value());
    CHECK(block->gradient == doctest::Approx(gradient_of_input(record, 4, (3 * 12 + 5) * 2 + 1)).epsilon(1e-3));
    float sum = 0;
    for (const BlockValue& value : block->values) {
        CHECK(value.gradient == doctest::Approx(block->gradient / 4).epsilon(1e-5));
        sum += value.value;
    }
    CHECK(block->output == doctest::Approx(sum / 4).epsilon(1e-5));
}

TEST_CASE("values outside all blocks, networks without pooling and normalised maps") {
    const StepRecord odd = first_step({.convolutions = 1, .filters = 2, .kernel = 4, .dense = {}});
    const auto layer = pooled_layer(*odd.detail->before, 1);
    REQUIRE(layer.has_value());
    // The last of 25 rows is in no block of two.
    CHECK_FALSE(pooling_block(*odd.detail, *layer, 0, {24, 3, 0}).has_value());
    CHECK_FALSE(pooling_block(*odd.detail, *layer, 0, {3, 24, 0}).has_value());
    const StepRecord none = first_step({.convolutions = 1, .filters = 2, .pooling = PoolingChoice::none, .dense = {}});
    CHECK_FALSE(pooled_layer(*none.detail->before, 1).has_value());
    const StepRecord normalised =
        first_step({.convolutions = 1, .filters = 2, .dense = {}, .batch_normalization = true});
    const auto after = pooled_layer(*normalised.detail->before, 1);
    REQUIRE(after.has_value());
    CHECK(after->maps == 3);
    CHECK(after->pooling == 4);
}

}  // namespace convscope::nn
