// The left panel: every control changes the run that starts, and undo takes it back.
#include "core/nn/train/architectures.h"
#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::same_weights;
using convscope::test::TrainingDriver;

TEST_CASE("each drawn set gives its classes, with one example of each") {
    TrainingDriver driver;
    CHECK(driver.settings().source == TrainingSource::lines);
    CHECK(driver.run().task().classes == 4);
    driver.choose("training.source", "shapes");
    CHECK(driver.settings().source == TrainingSource::shapes);
    CHECK(driver.run().task().classes == 5);
    for (int label = 0; label < 5; ++label) CHECK(driver.has(fmt::format("training.example.{}", label)));
    CHECK_FALSE(driver.has("training.example.5"));
    driver.choose("training.source", "garments");
    CHECK(driver.run().task().classes == 10);
    CHECK(driver.run().task().class_names.front() == "T-shirt/top");
    driver.undo();
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::shapes);
    CHECK(driver.run().task().classes == 5);
}

TEST_CASE("a data set that is not there cannot be chosen") {
    TrainingDriver driver;
    driver.choose("training.source", "fashion");
    CHECK(driver.settings().source == TrainingSource::lines);
}

TEST_CASE("pictures, validation share and shuffled labels reach the trainer") {
    TrainingDriver driver;
    driver.make_small();
    CHECK(driver.results().validation_indices.size() == 16);
    driver.enter("training.validation", "50");
    CHECK(driver.results().validation_indices.size() == 64);
    CHECK(driver.text_in("training.facts").find("64 for training, 64 for validation") != std::string::npos);
    driver.click("training.shuffled");
    driver.settle();
    CHECK(driver.settings().options.shuffled_labels);
    driver.step(2);
    nn::Trainer trainer = driver.fresh_trainer();
    REQUIRE(trainer.step());
    REQUIRE(trainer.step());
    CHECK(same_weights(*driver.moment().model, trainer.snapshot()));
}

TEST_CASE("the course's network has the course's parameters, and its exercises change them") {
    TrainingDriver driver;
    driver.choose("training.source", "garments");
    driver.open_section("network");
    driver.click("training.network.course");
    driver.settle();
    CHECK(driver.text_in("training.parameters").find("243,786") != std::string::npos);
    CHECK(driver.text_in("training.layer.1").find("26 \u00d7 26 \u00d7 64") != std::string::npos);
    driver.click("training.filters.16");
    driver.settle();
    CHECK(driver.run().start()->node(1).shape == nn::Shape{26, 26, 16});
    driver.click("training.convolutions.1");
    driver.settle();
    CHECK(driver.run().start()->size() == 6);
    driver.click("training.network.plain");
    driver.settle();
    CHECK(driver.text_in("training.parameters").find("101,770") != std::string::npos);
    driver.undo();
    driver.settle();
    CHECK(driver.settings().network.convolutions == 1);
}

TEST_CASE("one training picture can be learned") {
    TrainingDriver driver;
    driver.enter("training.images", "1");
    CHECK(driver.run().problem().empty());
    CHECK(driver.run().task().classes == 4);
    CHECK(driver.text_in("training.facts").find("1 for training, 0 for validation") != std::string::npos);
    driver.step(2);
    CHECK(driver.results().step == 2);
    for (int i = 0; i < 4; ++i) CHECK(driver.has(fmt::format("training.pinned.{}", i)));
}

TEST_CASE("a size that falls to 0 is explained at its layer, and nothing can be trained until it is mended") {
    TrainingDriver driver(1280, 1150);
    driver.open_section("network");
    driver.click("training.convolutions.4");
    driver.settle();
    REQUIRE(driver.has("training.fault"));
    std::string fault = driver.text_in("training.fault");
    std::ranges::replace(fault, '\n', ' ');
    CHECK(fault == driver.run().outline().fault->sentence);
    driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    CHECK(driver.results().step == 0);
    driver.click("training.padding.same");
    driver.settle();
    CHECK_FALSE(driver.has("training.fault"));
    driver.step();
    CHECK(driver.results().step == 1);
}

TEST_CASE("kernel, pooling, dense layers, activation, dropout and normalisation build the network they name") {
    TrainingDriver driver(1280, 1150);
    driver.open_section("network");
    driver.click("training.kernel.3");
    driver.click("training.pooling.average");
    driver.click("training.dense.2");
    driver.click("training.activation.tanh");
    driver.settle();
    driver.enter("training.units.0", "20");
    driver.enter("training.dropout", "0.25");
    driver.scroll_to("training.settings", "training.normalization");
    driver.click("training.normalization");
    driver.settle();
    const nn::NetworkSettings& network = driver.settings().network;
    CHECK(network.kernel == 3);
    CHECK(network.pooling == nn::PoolingChoice::average);
    CHECK(network.dense == std::vector<int>{20, 32});
    CHECK(network.activation == nn::ActivationKind::tanh);
    CHECK(network.dropout == 0.25);
    CHECK(network.batch_normalization);
    const nn::Model expected =
        nn::build_network(network, driver.run().task(), nn::WeightStart::small, driver.settings().options.seed);
    CHECK(same_weights(*driver.run().start(), expected));
    for (int i = 0; i < 7; ++i) driver.undo();
    CHECK(driver.settings() == Training{});
}

TEST_CASE("the rate changes while training runs, without a new run") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(2);
    driver.open_section("options");
    const std::uint64_t runs = driver.run().runs();
    driver.enter("training.rate", "0.01");
    CHECK(driver.settings().options.rate == 0.01);
    CHECK(driver.run().runs() == runs);
    CHECK(driver.results().step == 2);
    driver.step();
    nn::Trainer trainer = driver.fresh_trainer();
    trainer.set_rate(0.001);
    REQUIRE(trainer.step());
    REQUIRE(trainer.step());
    trainer.set_rate(0.01);
    REQUIRE(trainer.step());
    CHECK(same_weights(*driver.moment().model, trainer.snapshot()));
}

TEST_CASE("optimizer, start, seed, decay, augmentation and stops reach the options") {
    TrainingDriver driver(1280, 1150);
    driver.open_section("options");
    driver.click("training.optimizer.sgd");
    driver.click("training.start.twins");
    driver.click("training.augmentation.shift");
    driver.settle();
    driver.enter("training.seed", "7");
    driver.enter("training.decay", "0.5");
    driver.enter("training.stop_accuracy", "0.9");
    driver.enter("training.stop_loss", "0.1");
    driver.enter("training.frozen", "1");
    const Training& training = driver.settings();
    CHECK(training.options.optimizer == nn::OptimizerKind::sgd);
    CHECK(training.start == TrainingStart::twins);
    CHECK(training.options.augmentation == nn::Augmentation::shift);
    CHECK(training.options.seed == 7);
    CHECK(training.options.decay == 0.5);
    CHECK(training.options.stop_accuracy == 0.9);
    CHECK(training.options.stop_loss == 0.1);
    CHECK_FALSE(driver.run().start()->node(1).trainable);
    driver.step();
    CHECK(driver.moment().model->node(1).weights.front()->values ==
          driver.run().start()->node(1).weights.front()->values);
}

TEST_CASE("a number out of range is limited with a sentence, and a run that a rule has ended says so") {
    TrainingDriver driver;
    driver.make_small();
    driver.open_section("options");
    driver.enter("training.epochs", "100000");
    CHECK(driver.settings().options.epochs == kMaxTrainingEpochs);
    CHECK(driver.last_notice() == "Epochs: 100000 is out of range; the nearest possible number was taken.");
    driver.enter("training.stop_loss", "9");
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    CHECK(driver.results().curves.epochs.size() == 1);
    CHECK(driver.text_in("panel.training.time").find("Stopped at loss") != std::string::npos);
}

TEST_CASE("each experiment is one click, shows its sentences, and undo takes it back at once") {
    TrainingDriver driver;
    for (const TrainingExperiment& experiment : training_experiments()) {
        INFO(experiment.key);
        driver.choose("training.experiment", std::string(experiment.key));
        CHECK(driver.text_in("training.note").find(std::string(experiment.title)) != std::string::npos);
        CHECK(driver.settings() != Training{});
        driver.click("training.note.close");
        driver.frames(2);
        CHECK_FALSE(driver.has("training.note"));
        driver.undo();
        driver.settle();
        CHECK(driver.settings() == Training{});
    }
}

TEST_CASE("filters that start from zeros stay zero") {
    TrainingDriver driver;
    driver.make_small();
    driver.choose("training.experiment", "zeros");
    driver.step(3);
    for (const float value : driver.workspace().pages().watch.kernel()->values) CHECK(value == 0);
}

TEST_CASE("the open model is trained further, with a new last layer for other classes") {
    TrainingDriver driver;
    driver.key(GLFW_KEY_2);
    driver.settle();
    REQUIRE(driver.document().network.model.model != nullptr);
    driver.key(GLFW_KEY_3);
    driver.settle();
    driver.open_section("network");
    driver.click("training.network.open");
    driver.settle();
    REQUIRE(driver.run().problem().empty());
    const nn::Model& start = *driver.run().start();
    const nn::Model& open = *driver.document().network.model.model;
    CHECK(start.node(1).weights.front()->values == open.node(1).weights.front()->values);
    CHECK(start.node(start.size() - 1).shape.channels() == 4);
}
