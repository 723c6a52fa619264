// The confusion matrix and the lists of pictures in the real window, compared with each picture's answer.
#include <numeric>

#include "app/gui/widgets/numbers/number_format.h"
#include "tests/gui/network/dataset/dataset_driver.h"

using namespace convscope;
using convscope::test::DatasetDriver;

namespace {

/// The answers of the document's model to each picture.
struct Answers {
    std::vector<std::vector<float>> values;
    std::vector<std::int64_t> predicted;
    std::vector<std::vector<std::int64_t>> counts = std::vector(10, std::vector<std::int64_t>(10));
    std::int64_t correct = 0;

    explicit Answers(DatasetDriver& driver) : values(driver.values_of(driver.model().outputs().front())) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            predicted.push_back(std::ranges::max_element(values[i]) - values[i].begin());
            const std::size_t truth = driver.label(static_cast<std::int64_t>(i));
            ++counts[truth][static_cast<std::size_t>(predicted[i])];
            if (predicted[i] == static_cast<std::int64_t>(truth)) ++correct;
        }
    }
    /// The cell with the most mistakes.
    std::pair<std::size_t, std::size_t> largest_mistake() const {
        std::pair<std::size_t, std::size_t> best{0, 1};
        for (std::size_t t = 0; t < 10; ++t)
            for (std::size_t p = 0; p < 10; ++p)
                if (t != p && counts[t][p] > counts[best.first][best.second]) best = {t, p};
        return best;
    }
};

DatasetDriver& on_confusion(DatasetDriver& driver) {
    driver.choose_topic("confusion");
    return driver;
}

std::string cell_name(std::size_t truth, std::size_t predicted) {
    return fmt::format("data.cell.{}.{}", truth, predicted);
}

}  // namespace

TEST_CASE("the confusion matrix shows the counts of the answers, with sums and accuracy that add up") {
    DatasetDriver driver;
    on_confusion(driver);
    const Answers expected(driver);
    for (std::size_t t = 0; t < 10; ++t) {
        for (std::size_t p = 0; p < 10; ++p)
            CHECK(driver.text_in(cell_name(t, p)) == std::to_string(expected.counts[t][p]));
        const std::int64_t sum = std::accumulate(expected.counts[t].begin(), expected.counts[t].end(), std::int64_t{0});
        CHECK(sum == 12);
        const std::string row = driver.text_in(fmt::format("data.row.{}", t));
        const double share = 100.0 * static_cast<double>(expected.counts[t][t]) / 12;
        CHECK(row.ends_with(fmt::format("\n12\n{:.1f} %", share)));
    }
    std::string sums = "Answered";
    for (std::size_t p = 0; p < 10; ++p) {
        std::int64_t sum = 0;
        for (std::size_t t = 0; t < 10; ++t) sum += expected.counts[t][p];
        sums += "\n" + std::to_string(sum);
    }
    const double accuracy = static_cast<double>(expected.correct) / 120;
    CHECK(driver.text_in("data.sums") == sums + fmt::format("\n120\n{:.1f} %", 100 * accuracy));
    CHECK(driver.text_in("data.accuracy") ==
          fmt::format("{} of 120 right: {:.2f} %", expected.correct, 100 * accuracy));
}

TEST_CASE("each row of the matrix in per cent adds up to 100.0") {
    DatasetDriver driver;
    on_confusion(driver).click("data.percent");
    driver.frames(2);
    for (std::size_t t = 0; t < 10; ++t) {
        double sum = 0;
        for (std::size_t p = 0; p < 10; ++p) sum += std::stod(driver.text_in(cell_name(t, p)));
        CHECK(sum == doctest::Approx(100.0));
    }
}

TEST_CASE("a click on a cell lists its pictures, and a click on one makes it the input") {
    DatasetDriver driver;
    on_confusion(driver);
    const Answers expected(driver);
    const std::size_t truth = expected.largest_mistake().first, predicted = expected.largest_mistake().second;
    driver.click(cell_name(truth, predicted));
    driver.frames(2);
    CHECK(driver.layers().dataset.list == AnswerList::cell);
    const auto& examples = driver.page().answers().examples();
    CHECK(std::ssize(examples) == expected.counts[truth][predicted]);
    float before = 2;
    for (const std::int64_t example : examples) {
        CHECK(driver.label(example) == truth);
        CHECK(expected.predicted[static_cast<std::size_t>(example)] == static_cast<std::int64_t>(predicted));
        const float probability = expected.values[static_cast<std::size_t>(example)][predicted];
        CHECK(probability <= before + 1e-4F);
        before = probability;
    }
    driver.click("data.list.0");
    driver.settle();
    CHECK(driver.input().number == examples.front());
    CHECK(driver.class_value(predicted) ==
          doctest::Approx(expected.values[static_cast<std::size_t>(examples.front())][predicted]).epsilon(1e-4));
    driver.undo();
    CHECK(driver.input().source == InputSource::sample);
}

TEST_CASE("the lists of the hardest pictures and of the surest mistakes start with the extreme ones") {
    DatasetDriver driver;
    on_confusion(driver);
    const Answers expected(driver);
    float lowest = 2, highest = -1;
    for (std::size_t i = 0; i < 120; ++i) {
        const std::size_t truth = driver.label(static_cast<std::int64_t>(i));
        const auto predicted = static_cast<std::size_t>(expected.predicted[i]);
        if (expected.values[i][truth] < lowest) lowest = expected.values[i][truth];
        if (predicted != truth && expected.values[i][predicted] > highest) highest = expected.values[i][predicted];
    }
    driver.click("data.lists.surest");
    driver.frames(2);
    const auto& sure = driver.page().answers().examples();
    CHECK(std::ssize(sure) == 120 - expected.correct);
    CHECK(expected.values[static_cast<std::size_t>(sure[0])][static_cast<std::size_t>(
              expected.predicted[static_cast<std::size_t>(sure[0])])] == doctest::Approx(highest).epsilon(1e-5));
    driver.click("data.lists.hardest");
    driver.frames(2);
    const std::int64_t first = driver.page().answers().examples().front();
    CHECK(expected.values[static_cast<std::size_t>(first)][driver.label(first)] ==
          doctest::Approx(lowest).epsilon(1e-4));
    CHECK(driver.page().answers().examples().size() == 120);
}

TEST_CASE("the pictures to which two models give different answers are listed with both answers") {
    DatasetDriver driver;
    on_confusion(driver).click("data.lists.disagree");
    driver.frames(2);
    CHECK(driver.has("data.open_second"));
    driver.click("data.open_second");
    driver.settle();
    REQUIRE(driver.layers().page == NetworkPage::models);
    driver.key(GLFW_KEY_X);
    driver.settle();
    const Answers expected(driver);
    nn::Plan other(*driver.layers().other.model, 1);
    std::vector<std::int64_t> differing;
    for (std::int64_t i = 0; i < 120; ++i) {
        other.set_input(
            0,
            nn::input_tensor(dataset_input(driver.workspace().dataset(), static_cast<int>(i)), other.model()).values);
        other.run();
        const auto values = other.activation(other.model().outputs().front());
        if (std::ranges::max_element(values) - values.begin() != expected.predicted[static_cast<std::size_t>(i)])
            differing.push_back(i);
    }
    REQUIRE_FALSE(differing.empty());
    auto listed = driver.page().answers().examples();
    std::ranges::sort(listed);
    CHECK(listed == differing);
    CHECK(driver.text_in("data.list.heading") == "course and plain answer differently");
}

TEST_CASE("the arrow keys move the chosen cell while the matrix has the focus, and not the layer") {
    DatasetDriver driver;
    on_confusion(driver).click("data.cell.2.3");
    driver.frames(2);
    const int layer = driver.layers().layer;
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
    CHECK(driver.layers().dataset.truth == 3);
    CHECK(driver.layers().dataset.predicted == 4);
    CHECK(driver.layers().layer == layer);
}

TEST_CASE("after a map is turned off, accuracy and matrix are those of the edited model's answers") {
    DatasetDriver driver;
    on_confusion(driver);
    driver.click("weights.turn_off");
    driver.settle();
    const Answers expected(driver);
    CHECK(driver.text_in("data.accuracy").starts_with(fmt::format("{} of 120 right", expected.correct)));
    CHECK(driver.text_in("data.accuracy").ends_with("with your changes"));
    for (std::size_t t = 0; t < 10; ++t)
        CHECK(driver.text_in(cell_name(t, t)) == std::to_string(expected.counts[t][t]));
}

TEST_CASE("a switch shows only classes with mistakes; a list longer than a page can be paged") {
    DatasetDriver driver;
    on_confusion(driver).click("data.mistakes_only");
    driver.frames(2);
    CHECK(driver.layers().dataset.mistakes_only);
    driver.click("data.list.next");
    driver.frames(2);
    CHECK(driver.layers().dataset.page == 1);
    const auto& list = driver.page().answers();
    REQUIRE_FALSE(list.list().shown().empty());
    CHECK(list.list().shown().front() != list.examples().front());
    driver.click("data.list.previous");
    driver.frames(2);
    CHECK(list.list().shown().front() == list.examples().front());
}
