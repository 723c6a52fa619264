// Training on small generated data sets: it learns, gives equal results for equal seeds, and can be watched and
// stopped.
#include "core/nn/train/trainer.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <numeric>
#include <thread>

#include "core/base/random.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"

namespace convscope::nn {

namespace {

/// Two classes of 8 x 8 pictures with noise: a vertical or a horizontal bar at a random place.
std::shared_ptr<const Dataset> bars(std::int64_t count) {
    Dataset data{.example = {8, 8, 1}};
    for (std::int64_t n = 0; n < count; ++n) {
        const std::uint64_t bits = random_bits(99, static_cast<std::uint64_t>(n));
        const auto label = static_cast<std::uint8_t>(bits & 1);
        const std::uint64_t place = (bits >> 8) % 8;
        for (std::uint64_t i = 0; i < 64; ++i) {
            const bool bar = (label == 0 ? i % 8 : i / 8) == place;
            data.images.push_back(static_cast<std::uint8_t>((bar ? 180 : 0) + random_bits(bits, i) % 60));
        }
        data.labels.push_back(label);
    }
    return std::make_shared<const Dataset>(std::move(data));
}

/// A network with the layers that behave differently in training: batch normalization and dropout.
Model small_model() {
    ModelBuilder builder;
    builder.input("x", {8, 8, 1});
    builder.add("conv", std::make_shared<Conv2D>(Conv2D::Parameters{.filters = 4, .window = {.rows = 3, .cols = 3}}));
    builder.add("norm", std::make_shared<BatchNormalization>(BatchNormalization::Parameters{.momentum = 0.9}));
    builder.add("relu", std::make_shared<ActivationLayer>(Activation{ActivationKind::relu}));
    builder.add("flatten", std::make_shared<Flatten>());
    builder.add("dropout", std::make_shared<Dropout>(0.2));
    builder.add("dense",
                std::make_shared<Dense>(Dense::Parameters{.units = 2, .activation = {ActivationKind::softmax}}));
    return initialised(builder.build(), 4);
}

Model trained(const Model& model, const TrainingOptions& options, std::int64_t count = 300) {
    Trainer trainer(model, bars(count), options);
    while (trainer.step()) {
    }
    return trainer.best();
}

bool same_weights(const Model& a, const Model& b) {
    for (int i = 0; i < a.size(); ++i)
        for (std::size_t w = 0; w < a.node(i).weights.size(); ++w)
            if (*a.node(i).weights[w] != *b.node(i).weights[w]) return false;
    return true;
}

}  // namespace

TEST_CASE("a small network with batch normalization and dropout learns to distinguish bars with either optimizer") {
    const auto data = bars(900);
    std::vector<std::int64_t> unseen(500);
    std::iota(unseen.begin(), unseen.end(), 400);
    for (const OptimizerKind optimizer : {OptimizerKind::adam, OptimizerKind::sgd}) {
        TrainingOptions options{.optimizer = optimizer, .rate = 0.01, .epochs = 12, .batch = 20};
        const Model model = trained(small_model(), options, 400);
        CHECK(evaluate(model, *data, unseen).sum.accuracy() > 0.95);
        // Training has updated the moving statistics.
        CHECK(model.node(2).weights[3]->values[0] != 1.F);
    }
}

TEST_CASE("training gives equal weights for equal seeds and different weights for different seeds") {
    const TrainingOptions options{
        .epochs = 2, .batch = 32, .seed = 7, .validation_split = 0.2, .augmentation = Augmentation::shift};
    const Model once = trained(small_model(), options);
    CHECK(same_weights(once, trained(small_model(), options)));
    TrainingOptions other = options;
    other.seed = 8;
    CHECK_FALSE(same_weights(once, trained(small_model(), other)));
}

TEST_CASE("a node that is not trainable keeps its weights") {
    ModelBuilder builder;
    builder.input("x", {8, 8, 1});
    builder.add("flatten", std::make_shared<Flatten>());
    const int frozen = builder.add("frozen", std::make_shared<Dense>(Dense::Parameters{.units = 6}));
    builder.set_trainable(frozen, false);
    builder.add("dense",
                std::make_shared<Dense>(Dense::Parameters{.units = 2, .activation = {ActivationKind::softmax}}));
    const Model model = initialised(builder.build(), 1);
    const Model after = trained(model, {.epochs = 1});
    CHECK(*after.node(frozen).weights[0] == *model.node(frozen).weights[0]);
    CHECK(*after.node(3).weights[0] != *model.node(3).weights[0]);
}

TEST_CASE("one step of Adam on one example equals the formula") {
    // The first step of Adam changes a weight by rate x g / (|g| + eps / sqrt(1 - beta2)), which is nearly the rate,
    // against its gradient g.
    ModelBuilder builder;
    builder.input("x", {8, 8, 1});
    builder.add("flatten", std::make_shared<Flatten>());
    builder.add("dense",
                std::make_shared<Dense>(Dense::Parameters{.units = 2, .activation = {ActivationKind::softmax}}));
    const Model model = initialised(builder.build(), 1);
    const auto data = bars(1);
    const Model after = trained(model, {.rate = 0.01, .epochs = 1}, 1);
    const std::size_t truth = data->labels[0];
    for (std::size_t i = 0; i < 64; ++i) {
        for (std::size_t unit = 0; unit < 2; ++unit) {
            const float change =
                after.node(2).weights[0]->values[i * 2 + unit] - model.node(2).weights[0]->values[i * 2 + unit];
            const float expected = data->images[i] == 0 ? 0.F : unit == truth ? 0.01F : -0.01F;
            CHECK(change == doctest::Approx(expected).epsilon(1e-3));
        }
    }
}

TEST_CASE("progress counts steps and epochs; the last batch may be smaller") {
    Trainer trainer(small_model(), bars(70), {.epochs = 2, .batch = 32});
    CHECK(trainer.progress().steps == 3);
    CHECK(trainer.step());
    CHECK(trainer.progress().step == 1);
    CHECK(trainer.progress().epochs.empty());
    CHECK(trainer.step());
    CHECK(trainer.step());
    CHECK(trainer.progress().epochs.size() == 1);
    CHECK(trainer.progress().epoch == 2);
    CHECK(trainer.progress().epochs[0].loss > 0);
    CHECK_FALSE(trainer.progress().epochs[0].validation_loss);
    for (int i = 0; i < 3; ++i) CHECK(trainer.step());
    CHECK_FALSE(trainer.step());
    CHECK(trainer.progress().state == TrainingState::finished);
    CHECK(trainer.progress().epochs.size() == 2);
}

TEST_CASE("the learning rate decays, and training stops at a low loss or when validation does not improve") {
    const auto epochs = [](const TrainingOptions& options) {
        Trainer trainer(small_model(), bars(200), options);
        while (trainer.step()) {
        }
        return trainer.progress().epochs;
    };
    const auto decayed = epochs({.rate = 0.01, .decay = 0.5, .epochs = 3});
    CHECK(decayed[0].rate == doctest::Approx(0.01));
    CHECK(decayed[2].rate == doctest::Approx(0.0025));
    CHECK(epochs({.epochs = 50, .stop_loss = 1e9}).size() == 1);
    // With a learning rate that is far too large, the validation loss soon stops decreasing.
    const auto impatient = epochs({.rate = 10, .epochs = 200, .validation_split = 0.5, .patience = 2});
    CHECK(impatient.size() < 200);
    double best = 1e300;
    for (const EpochReport& report : impatient) best = std::min(best, *report.validation_loss);
    CHECK(*impatient[impatient.size() - 3].validation_loss == best);
}

TEST_CASE("best() is the model with the lowest validation loss") {
    Trainer trainer(small_model(), bars(200), {.rate = 10, .epochs = 6, .validation_split = 0.5});
    std::vector<Model> after;
    while (trainer.step())
        if (trainer.progress().epochs.size() > after.size()) after.push_back(trainer.snapshot());
    const auto epochs = trainer.progress().epochs;
    std::size_t best = 0;
    for (std::size_t i = 1; i < epochs.size(); ++i)
        if (*epochs[i].validation_loss < *epochs[best].validation_loss) best = i;
    REQUIRE(after.size() == epochs.size());
    CHECK(same_weights(trainer.best(), after[best]));
}

TEST_CASE("another thread can read the progress, take snapshots and cancel the training") {
    Trainer trainer(small_model(), bars(300), {.epochs = 1'000'000, .batch = 10, .validation_split = 0.3});
    std::atomic<bool> done = false;
    std::thread worker([&] {
        while (trainer.step()) {
        }
        done = true;
    });
    while (trainer.progress().epochs.size() < 2) CHECK(trainer.snapshot().size() == 7);
    CHECK_FALSE(done);
    trainer.cancel();
    worker.join();
    CHECK(trainer.progress().state == TrainingState::cancelled);
    CHECK(std::isfinite(trainer.best().node(1).weights[0]->values[0]));
    CHECK_FALSE(trainer.step());
}

TEST_CASE("data that do not fit the model throw ModelError, options out of range std::invalid_argument") {
    CHECK_THROWS_WITH_AS(Trainer(course_model(1), bars(10), {}),
                         doctest::Contains("takes 28, 28, 1, but the data set's images are 8, 8, 1"), ModelError);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.rate = 0}), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.rate = std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.decay = 1.5}), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.epochs = 0}), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.batch = 0}), std::invalid_argument);
    CHECK_THROWS_AS(Trainer(small_model(), bars(10), {.validation_split = 1}), std::invalid_argument);
    ModelBuilder builder;
    builder.input("x", {8, 8, 1});
    builder.add("flatten", std::make_shared<Flatten>());
    builder.add("dense", std::make_shared<Dense>(Dense::Parameters{.units = 1}));
    CHECK_THROWS_WITH_AS(Trainer(builder.build(), bars(10), {}),
                         doctest::Contains("gives 1, but the data set has 2 classes"), ModelError);
}

TEST_CASE("batches are scaled like pictures; augmentation mirrors and shifts the examples") {
    Dataset data{.example = {4, 4, 1}, .images = std::vector<std::uint8_t>(16), .labels = {0}};
    data.images[5] = 255;
    const std::int64_t index[] = {0};
    std::vector<float> plain(16), changed(16);
    fill_batch(data, index, {}, plain);
    CHECK(plain[5] == 1.F);
    CHECK(std::accumulate(plain.begin(), plain.end(), 0.F) == 1.F);
    std::array<int, 16> seen{};
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        fill_augmented_batch(data, index, {}, seed, changed);
        for (std::size_t i = 0; i < 16; ++i) seen[i] += changed[i] == 1.F ? 1 : 0;
    }
    // The pixel (1, 1), mirrored or not, is shifted by up to two pixels along both axes, so every pixel is reached.
    for (const int count : seen) CHECK(count > 0);
}

}  // namespace convscope::nn
