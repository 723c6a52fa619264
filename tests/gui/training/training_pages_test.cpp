// The pages of the Training workspace show numbers that equal an independent computation.
#include <cmath>
#include <numeric>

#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/mistakes.h"
#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::TrainingDriver;

namespace {

/// The evaluation of the shown moment on the validation pictures.
nn::Evaluation evaluated(TrainingDriver& driver) {
    return nn::evaluate(*driver.moment().model, *driver.run().study());
}

}  // namespace

TEST_CASE("the change of a filter is the difference between its weights at two moments") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(2);
    const auto& now = driver.snapshots().at(2).model->node(1).weights.front()->values;
    const auto& before = driver.snapshots().at(1).model->node(1).weights.front()->values;
    REQUIRE(driver.workspace().pages().watch.change() != nullptr);
    const auto& change = driver.workspace().pages().watch.change()->values;
    REQUIRE(change.size() == now.size());
    for (std::size_t i = 0; i < now.size(); ++i) CHECK(change[i] == now[i] - before[i]);
    CHECK(driver.has("training.change.0"));
}

TEST_CASE("the pinned pictures show the answers of the shown moment") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(4);
    const nn::Evaluation expected = nn::evaluate(*driver.moment().model, *driver.run().pinned());
    REQUIRE(driver.run().pinned_answers() != nullptr);
    for (std::size_t i = 0; i < 4; ++i) {
        const nn::ExampleAnswer& answer = expected.answers.at(i);
        const std::string text = driver.text_in(fmt::format("training.answer.{}", i));
        CHECK(text == fmt::format("{} {:.0f} %",
                                  driver.run().task().class_names.at(static_cast<std::size_t>(answer.predicted)),
                                  100 * answer.probability));
    }
}

TEST_CASE("the confusion matrix counts the answers on the validation pictures, and a cell lists its pictures") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(6);
    driver.key(GLFW_KEY_C);
    driver.settle();
    const nn::Evaluation expected = evaluated(driver);
    std::int64_t most = 0, truth = 0, answer = 1;
    for (std::int64_t t = 0; t < 4; ++t)
        for (std::int64_t p = 0; p < 4; ++p) {
            const std::int64_t count = expected.confusion.at(static_cast<std::size_t>(t * expected.classes + p));
            CHECK(driver.text_in(fmt::format("training.cell.{}.{}", t, p)) == std::to_string(count));
            if (count > most) most = count, truth = t, answer = p;
        }
    driver.click(fmt::format("training.cell.{}.{}", truth, answer));
    driver.settle();
    CHECK(driver.training().truth == truth);
    CHECK(driver.training().answer == answer);
    const auto& listed = driver.workspace().pages().answers.listed();
    REQUIRE_FALSE(listed.empty());
    const auto all = nn::examples_of_cell(expected, *driver.run().study(), truth, answer);
    for (std::size_t i = 0; i < listed.size(); ++i) CHECK(listed[i] == all.at(i));
}

TEST_CASE("the hardest pictures are those whose true class has the lowest probability") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.open_page("hardest");
    const nn::Evaluation expected = evaluated(driver);
    const auto& listed = driver.workspace().pages().answers.listed();
    REQUIRE(listed.size() > 5);
    const auto hardest = nn::hardest_examples(expected, listed.size());
    for (std::size_t i = 0; i < listed.size(); ++i)
        CHECK(expected.answers.at(static_cast<std::size_t>(listed[i])).true_probability ==
              doctest::Approx(expected.answers.at(static_cast<std::size_t>(hardest[i])).true_probability));
}

TEST_CASE("the health page shows the ratio of update and weights and the maps that are never active") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(2);
    driver.open_page("health");
    REQUIRE(driver.run().health() != nullptr);
    const auto& before = driver.snapshots().at(1).model->node(1).weights;
    const auto& after = driver.snapshots().at(2).model->node(1).weights;
    double update = 0, size = 0;
    for (std::size_t w = 0; w < before.size(); ++w)
        for (std::size_t i = 0; i < before[w]->values.size(); ++i) {
            const double old = before[w]->values[i], change = static_cast<double>(after[w]->values[i]) - old;
            update += change * change;
            size += old * old;
        }
    const double ratio = std::log10(std::sqrt(update) / std::sqrt(size));
    const std::string row = driver.text_in("training.health.1");
    CHECK(row.find(fmt::format("\u2212{:.1f}", -ratio)) != std::string::npos);
    CHECK(row.find("of 8") != std::string::npos);
}

TEST_CASE("one step under the lens: losses, softmax minus label, gradient as a sum, and Adam's update") {
    TrainingDriver driver(1280, 1000);
    driver.make_small();
    driver.step(2);
    driver.open_page("step");
    const auto& record = driver.results().lens;
    REQUIRE(record != nullptr);
    const auto& page = driver.workspace().pages().step;
    REQUIRE(page.terms().has_value());
    REQUIRE(page.weight_update().has_value());
    // The gradient is the sum of its products.
    double sum = 0;
    for (std::size_t i = 0; i < page.terms()->inputs.size(); ++i)
        sum += static_cast<double>(page.terms()->inputs[i]) * static_cast<double>(page.terms()->gradients[i]);
    CHECK(sum == doctest::Approx(page.weight_update()->gradient).epsilon(1e-3));
    // The change is that of the weight between the two moments.
    const float before = driver.snapshots().at(1).model->node(1).weights.front()->values.front();
    const float after = driver.snapshots().at(2).model->node(1).weights.front()->values.front();
    CHECK(page.weight_update()->before == doctest::Approx(before));
    CHECK(page.weight_update()->after == doctest::Approx(after));
    // Adam's change follows from its moments.
    const nn::WeightUpdate& update = *page.weight_update();
    CHECK(update.change == doctest::Approx(-update.rate * update.first / update.denominator).epsilon(1e-3));
    // The loss of each picture of the batch is -log of its probability.
    for (std::size_t i = 0; i < record->losses.size(); ++i) {
        const double p = record->probabilities.at(i * static_cast<std::size_t>(record->classes) + record->labels[i]);
        CHECK(record->losses[i] == doctest::Approx(-std::log(p)).epsilon(1e-3));
    }
    const double p0 = record->probabilities.front(), target = record->labels.front() == 0 ? 1 : 0;
    CHECK(driver.text_in("training.softmax.0").find(fmt::format("{:.3f} \u2212 {}", p0, target)) != std::string::npos);
    driver.click("training.batch.1");
    driver.frames(2);
    const double p1 = record->probabilities.at(static_cast<std::size_t>(record->classes));
    CHECK(driver.text_in("training.softmax.0").find(fmt::format("{:.3f}", p1)) != std::string::npos);
    driver.click("training.weight.1.1");
    driver.frames(2);
    CHECK(page.weight_update()->before ==
          doctest::Approx(driver.snapshots().at(1).model->node(1).weights.front()->values.at((7 + 1) * 8)));
}

TEST_CASE("through the pooling: the block that is clicked, its winner, and the gradient that comes back") {
    TrainingDriver driver(1280, 1400);
    driver.make_small();
    driver.step(2);
    driver.open_page("step");
    const nn::StepDetail& detail = *driver.results().lens->detail;
    const auto& block = driver.workspace().pages().step.pooling().block();
    REQUIRE(block.has_value());
    const Rect map = driver.at("training.pooling.map");
    driver.click_at(map.x + map.w * 9.5F / 22, map.y + map.h * 4.5F / 22);
    driver.frames(2);
    REQUIRE(block.has_value());
    CHECK(block->row == 2);
    CHECK(block->col == 4);
    // Filter 0 of the first picture: maps of 22 x 22 x 8, pooled to 11 x 11 x 8.
    CHECK(block->gradient == detail.gradients.at(2).at((2 * 11 + 4) * 8));
    CHECK(block->values.at(3).value == detail.outputs.at(1).at((5 * 22 + 9) * 8));
    REQUIRE(block->winner.has_value());
    const nn::BlockValue& winner = block->values.at(*block->winner);
    CHECK(driver.text_in("training.pooling").find(fmt::format("{:.4f}", winner.value)) != std::string::npos);
    for (std::size_t i = 0; i < 4; ++i)
        if (i != *block->winner)
            CHECK(driver.text_in(fmt::format("training.pooling.gradient.{}.{}", i / 2, i % 2)) == "0");
    driver.click("training.batch.2");
    driver.frames(2);
    CHECK(block->gradient == detail.gradients.at(2).at(2 * 11 * 11 * 8 + (2 * 11 + 4) * 8));
}

TEST_CASE("any layer's maps of the chosen picture are those of the shown moment's model") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(2);
    CHECK_FALSE(driver.has("training.map.0"));
    driver.click("training.pinned.2");
    driver.settle();
    CHECK(driver.training().example == 2);
    CHECK(driver.training().maps_layer == 1);
    CHECK(driver.has("training.map.7"));
    const auto expected = [&driver](int node) {
        const nn::Dataset& pinned = *driver.run().pinned();
        nn::Plan plan(*driver.moment().model, 1);
        std::vector<float> input(static_cast<std::size_t>(pinned.example.count()));
        nn::fill_batch(pinned, std::vector<std::int64_t>{2}, driver.moment().model->info().preprocessing, input);
        plan.set_input(0, input);
        plan.run();
        const auto values = plan.activation(node);
        return std::vector<float>(values.begin(), values.end());
    };
    const auto& shown = driver.workspace().pages().watch.maps();
    REQUIRE(shown.maps() != nullptr);
    CHECK(shown.maps()->trace.layer(1).values == expected(1));
    driver.choose("training.watch.shown", "2");
    CHECK(driver.training().maps_layer == 2);
    CHECK(shown.maps()->trace.layer(2).values == expected(2));
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    REQUIRE(driver.moment().step == 0);
    CHECK(shown.maps()->trace.layer(2).values == expected(2));
    driver.choose("training.watch.shown", "change");
    CHECK(driver.training().maps_layer == -1);
    CHECK_FALSE(driver.has("training.map.0"));
}

TEST_CASE("a rate that changes while training runs is marked in the curves") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    CHECK(driver.results().curves.rates.empty());
    driver.open_section("options");
    driver.enter("training.rate", "0.02");
    driver.step(2);
    REQUIRE(driver.results().curves.rates.size() == 1);
    CHECK(driver.results().curves.rates[0] == nn::RateChange{3, .02});
    CHECK(driver.text_in("training.loss.mark") == "rate 0.02");
}

TEST_CASE("the curves show the trainer's losses, and the results those of the shown moment") {
    TrainingDriver driver;
    driver.make_small();
    driver.click("training.epoch");
    driver.settle();
    CHECK(driver.text_in("training.now.loss").find(fmt::format("{:.3f}", driver.results().curves.steps.back().loss)) !=
          std::string::npos);
    CHECK(driver.text_in("training.now.validation")
              .find(fmt::format("{:.3f}", *driver.results().curves.epochs.front().validation_accuracy)) !=
          std::string::npos);
    CHECK(driver.text_in("training.now.validation").find("Validation accuracy, epoch 1") != std::string::npos);
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    CHECK(driver.text_in("training.now.validation").find("\u2013") != std::string::npos);
    driver.click("training.log");
    driver.frames(2);
    CHECK(driver.training().is_logarithmic);
}
