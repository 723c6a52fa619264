// The page of the answer, compared with the engine's values: the table of classes and the difference of two scores.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/io/model_file.h"
#include "core/nn/inspect/classes.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

constexpr std::size_t kSneaker = 7, kSandal = 5;

/// The number in a text with a real minus sign, commas and a per cent sign.
double number_in(std::string text) {
    if (const auto at = text.find("\u2212"); at != std::string::npos) text.replace(at, 3, "-");
    return std::stod(text);
}

double sum_of(const std::vector<std::string>& texts) {
    double sum = 0;
    for (const std::string& text : texts) sum += number_in(text);
    return sum;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string on_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// A model with many classes, whose scores are multiples of the mean grey level.
nn::Model many_classes(std::int64_t classes) {
    nn::ModelInfo info{.name = "many"};
    for (std::int64_t i = 0; i < classes; ++i) info.labels.push_back(fmt::format("thing {}", i));
    nn::ModelBuilder builder(info);
    builder.input("in", {28, 28, 1});
    builder.add("conv", samples::conv({.filters = 8, .window = {.rows = 5, .cols = 5}, .activation = samples::kRelu}));
    builder.add("gap", samples::layer<nn::GlobalAveragePooling2D>());
    builder.add("dense",
                samples::layer<nn::Dense>(nn::Dense::Parameters{.units = classes, .activation = samples::kSoftmax}));
    return samples::with_numbers(builder.build(), 11);
}

NetworkDriver& on_answer_page(NetworkDriver& driver) {
    driver.key(GLFW_KEY_A);
    driver.settle();
    driver.frames(2);
    return driver;
}

}  // namespace

TEST_CASE("the answer page lists the ten classes with scores and probabilities that add up as written") {
    NetworkDriver driver;
    on_answer_page(driver);
    REQUIRE(driver.layers().page == NetworkPage::answer);
    for (int i = 0; i < 10; ++i) CHECK(driver.has(fmt::format("answer.class.{}", i)));
    const AnswerPage& page = driver.workspace().pages().answer;
    double shares = 0, exponentials = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        const ClassList::Row& row = page.list().rows()[i];
        CHECK(number_in(row.share) == doctest::Approx(100 * driver.class_value(i)).epsilon(0.001).scale(100));
        shares += number_in(row.share);
        exponentials += number_in(row.exponential);
        CHECK(contains(driver.text_in(fmt::format("answer.class.{}", i)), row.score));
    }
    CHECK(shares == doctest::Approx(100).epsilon(1e-9));
    CHECK(exponentials == doctest::Approx(number_in(page.list().sum().exponential)).epsilon(1e-9));
    CHECK(contains(driver.text_in("answer.sum"), "100.00 %"));
    CHECK(contains(driver.text_in("answer.verdict"), "Ankle boot"));
    CHECK(contains(driver.text_in("answer.verdict"), "right: this is the true class"));
}

TEST_CASE(
    "terms and maps add up to the difference of the scores of Ankle boot and Sneaker; a click on one shows its layer") {
    NetworkDriver driver(1280, 1500);
    on_answer_page(driver);
    driver.click(fmt::format("answer.class.{}", kSneaker));
    driver.settle();
    driver.frames(2);
    CHECK(driver.layers().answer.rival == kSneaker);
    const AnswerPage& page = driver.workspace().pages().answer;
    const double difference = page.table().rows[kAnkleBoot].score - page.table().rows[kSneaker].score;
    for (const ScorePartsView* view : {&page.terms(), &page.maps()}) {
        REQUIRE_FALSE(view->numbers().empty());
        CHECK(sum_of(view->numbers()) == doctest::Approx(number_in(view->total())).epsilon(1e-9));
        CHECK(number_in(view->total()) == doctest::Approx(difference).epsilon(0.001));
    }
    CHECK(page.terms().numbers().size() == 10);  // eight terms, the others, the biases
    CHECK(contains(on_one_line(driver.text_in("answer.difference")), "times as probable as Sneaker"));
    driver.click("answer.term.all");
    CHECK(page.terms().numbers().size() == 129);
    CHECK(sum_of(page.terms().numbers()) == doctest::Approx(number_in(page.terms().total())).epsilon(1e-9));
    driver.click("answer.term.0");
    CHECK(driver.layers().layer == 6);
    CHECK(driver.layers().page == NetworkPage::maps);
    driver.key(GLFW_KEY_A);
    driver.settle();
    driver.frames(2);
    driver.click("answer.map.0");
    CHECK(driver.layers().layer == 4);
}

TEST_CASE("both compared classes are chosen from lists, and a session keeps them") {
    NetworkDriver driver;
    on_answer_page(driver);
    driver.click("answer.explained");
    driver.click(fmt::format("answer.explained.{}", kSandal));
    CHECK(driver.layers().explained == kSandal);
    driver.click("answer.rival");
    driver.click(fmt::format("answer.rival.{}", kSneaker));
    CHECK(driver.layers().answer.rival == kSneaker);
    CHECK(contains(on_one_line(driver.text_in("answer.difference")), "Scores:"));
}

TEST_CASE("an edit shows the answer before and after in words, and a wrong answer is marked") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_END);
    CHECK_FALSE(driver.has("answer.before"));
    driver.click(fmt::format("answer.class.{}", kSandal));
    driver.click("weights.bias");
    driver.type("60");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    on_answer_page(driver);
    CHECK(contains(driver.text_in("answer.verdict"), "Sandal"));
    CHECK(driver.has("answer.wrong"));
    CHECK(contains(driver.text_in("answer.verdict"), "wrong: the true class is Ankle boot"));
    CHECK(contains(on_one_line(driver.text_in("answer.before")), "As trained: Ankle boot"));
    CHECK_FALSE(driver.workspace().pages().answer.list().rows()[kAnkleBoot].trained.empty());
}

TEST_CASE("the key End selects the winning class and shows bars with names instead of squares") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_END);
    CHECK(driver.layers().page == NetworkPage::maps);
    CHECK(driver.layers().channel == kAnkleBoot);
    CHECK(driver.has("answer.class.0"));
    CHECK_FALSE(driver.has("maps.grid"));
    driver.click(fmt::format("answer.class.{}", kSneaker));
    CHECK(driver.layers().channel == kSneaker);
    CHECK(driver.workspace().arithmetic().explanation().at.channel == kSneaker);
    driver.click("answer.why");
    CHECK(driver.layers().page == NetworkPage::answer);
}

TEST_CASE("a thousand classes are sorted, scroll and are found by their name") {
    NetworkDriver driver;
    save_model(driver.folder() / "many.h5", many_classes(1000));
    driver.drop({driver.folder() / "many.h5"});
    driver.settle();
    on_answer_page(driver);
    const AnswerPage& page = driver.workspace().pages().answer;
    REQUIRE(page.list().order().size() == 1000);
    const std::vector<nn::RankedClass> ranked =
        nn::ranked_classes(driver.model(), driver.now().layer(driver.model().outputs().front()).values);
    CHECK(page.list().order().front() == ranked.front().index);
    CHECK(driver.has(fmt::format("answer.class.{}", ranked.front().index)));
    CHECK_FALSE(driver.text_in(fmt::format("answer.class.{}", ranked.front().index)).empty());
    driver.click("answer.search");
    driver.type("thing 99");
    driver.frames(2);
    CHECK(page.list().order().size() == 11);  // 99 and 990 to 999
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK(page.list().order().size() == 1000);
}

TEST_CASE("a model without softmax has scores only") {
    NetworkDriver driver;
    nn::ModelBuilder builder(nn::ModelInfo{.name = "scores"});
    builder.input("in", {28, 28, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 2}));
    save_model(driver.folder() / "scores.h5", samples::with_numbers(builder.build(), 2));
    driver.drop({driver.folder() / "scores.h5"});
    driver.settle();
    on_answer_page(driver);
    CHECK(driver.has("answer.class.1"));
    CHECK_FALSE(driver.has("answer.sum"));
    CHECK(driver.has("answer.term.0"));
    const AnswerPage& page = driver.workspace().pages().answer;
    CHECK(sum_of(page.terms().numbers()) == doctest::Approx(number_in(page.terms().total())).epsilon(1e-9));
}
