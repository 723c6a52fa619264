// The page "Why" in the real window: maps, balance, class, layer and the check with random weights equal the engine's.
#include "app/gui/network/why/why_page.h"

#include <fmt/format.h>

#include <cmath>

#include "app/document/session.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "core/nn/attribution/randomised.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

nn::ScoreGradient gradient_of(NetworkDriver& driver, std::int64_t index, const nn::Edits& edits) {
    nn::ScoreGradient gradient(driver.model(), edits);
    gradient.set_input(0, driver.input_values());
    gradient.run(index);
    return gradient;
}

bool same_map(const HeatMap& heat, const FloatImage& map) {
    if (heat.map.size != map.size()) return false;
    for (int r = 0; r < map.rows(); ++r)
        for (int c = 0; c < map.cols(); ++c)
            if (std::abs(heat.value(r, c) - map.at(r, c)) > 1e-5F * (1 + std::abs(map.at(r, c)))) return false;
    return true;
}

const WhyPage& page_of(NetworkDriver& driver) {
    return driver.workspace().pages().why;
}

/// The number in the first line of a named row.
double value_of(NetworkDriver& driver, std::string_view name) {
    std::string text = driver.text_in(name);
    text = text.substr(0, text.find('\n'));
    for (std::size_t at = text.find("\u2212"); at != std::string::npos; at = text.find("\u2212"))
        text.replace(at, std::string("\u2212").size(), "-");
    return std::stod(text);
}

void open_why(NetworkDriver& driver) {
    driver.key(GLFW_KEY_W);
    driver.settle();
    REQUIRE(driver.layers().page == NetworkPage::why);
}

void choose(NetworkDriver& driver, const std::string& list, const std::string& entry) {
    driver.click(list);
    driver.frames(2);
    driver.click(list + "." + entry);
    driver.settle();
}

}  // namespace

TEST_CASE("contribution map and Grad-CAM of the most likely class are side by side, each with a range of its own") {
    NetworkDriver driver;
    open_why(driver);
    CHECK(page_of(driver).explained() == static_cast<std::int64_t>(kAnkleBoot));
    const int node = *driver.model().find("max_pooling2d_1");
    const nn::ScoreGradient gradient = gradient_of(driver, 9, {});
    const HeatMap& first = page_of(driver).maps().first().heat();
    const HeatMap& second = page_of(driver).maps().second().heat();
    CHECK(first.name == "why.contribution");
    CHECK(second.name == "why.grad_cam");
    CHECK(same_map(first, nn::contribution_map(gradient, node)));
    CHECK(same_map(second, nn::grad_cam(gradient, node)));
    // The largest values of Grad-CAM are a fraction of the contributions: with their range it would be pale.
    CHECK(second.shown.high < first.shown.high / 2);
    CHECK(second.shown.high >= second.range.high * .99F);
    CHECK(first.shown.low == -first.shown.high);
    CHECK(second.shown.low == -second.shown.high);
    CHECK(driver.text_in("why.range").find("Grad-CAM has a range of its own") != std::string::npos);
    CHECK(driver.at("why.contribution").right() < driver.at("why.grad_cam").x);
    CHECK(driver.text_in("why.sentence").find("with global average pooling both are equal") != std::string::npos);
}

TEST_CASE("in a narrow and high window the maps fill the width, with numbers and controls below them") {
    NetworkDriver driver(1024, 768);
    open_why(driver);
    const Rect first = driver.at("why.contribution"), second = driver.at("why.grad_cam");
    CHECK(first.w > 215);
    CHECK(second.right() < 760);
    CHECK(driver.at("why.range").y > first.bottom());
    CHECK(driver.at("why.opacity").x > driver.at("why.random").x);
    CHECK(driver.at("why.opacity").bottom() < 768);
}

TEST_CASE("in a window of the usual size the numbers and controls are at the right of the maps") {
    NetworkDriver driver;
    open_why(driver);
    CHECK(driver.at("why.range").x > driver.at("why.grad_cam").right());
}

TEST_CASE("the balance adds up as written to the score of the class") {
    NetworkDriver driver;
    open_why(driver);
    const double score = value_of(driver, "why.balance.score");
    CHECK(score == doctest::Approx(9.5553));
    CHECK(std::round(1e4 * (value_of(driver, "why.balance.contributions") + value_of(driver, "why.balance.biases"))) ==
          std::round(1e4 * score));
    CHECK_FALSE(driver.has("why.balance.rest"));
    choose(driver, "why.class", "7");
    CHECK(driver.layers().explained == 7);
    CHECK(page_of(driver).explained() == 7);
    CHECK(value_of(driver, "why.balance.score") ==
          doctest::Approx(double{gradient_of(driver, 7, {}).score()}).epsilon(1e-4));
    choose(driver, "why.class", "best");
    CHECK_FALSE(driver.layers().explained);
}

TEST_CASE("any layer with rows and columns can be chosen, and saliency is a map of pixels") {
    NetworkDriver driver;
    open_why(driver);
    choose(driver, "why.layer", "conv2d_1");
    const int node = *driver.model().find("conv2d_1");
    CHECK(same_map(page_of(driver).maps().first().heat(), nn::contribution_map(gradient_of(driver, 9, {}), node)));
    // The strongest place of PyTorch's golden values; the mark is at pixel 15 of 28 rows and 5 of columns.
    const Rect picture = driver.at("why.contribution");
    driver.move(picture.x + picture.w * 5.9F / 28, picture.y + picture.h * 15.9F / 28);
    driver.frames(2);
    const Rect place = driver.at("why.contribution.place");
    CHECK(place.x == doctest::Approx(picture.x + picture.w * 5 / 28));
    CHECK(place.w == doctest::Approx(picture.w * 2 / 28));
    CHECK(driver.text_in("why.contribution.note").find("row 6, column 1: 1.13") != std::string::npos);
    driver.click("why.method.saliency");
    driver.settle();
    CHECK(same_map(page_of(driver).maps().first().heat(), nn::saliency(gradient_of(driver, 9, {}))));
    CHECK_FALSE(driver.has("why.grad_cam"));
}

TEST_CASE("the edited model is explained") {
    NetworkDriver driver;
    driver.go_to(3);
    driver.click("weights.turn_off");
    open_why(driver);
    REQUIRE_FALSE(driver.network().edits.empty());
    const int node = *driver.model().find("max_pooling2d_1");
    const FloatImage edited = nn::contribution_map(gradient_of(driver, 9, driver.network().edits), node);
    CHECK(same_map(page_of(driver).maps().first().heat(), edited));
    driver.undo();
    driver.settle();
    CHECK_FALSE(same_map(page_of(driver).maps().first().heat(), edited));
    CHECK(same_map(page_of(driver).maps().first().heat(), nn::contribution_map(gradient_of(driver, 9, {}), node)));
}

TEST_CASE("random weights are shown next to the model's, with the correlation of the two maps") {
    NetworkDriver driver;
    open_why(driver);
    driver.click("why.random.from-top");
    driver.settle();
    const int node = *driver.model().find("max_pooling2d_1");
    const std::vector<int> nodes = nn::nodes_with_weights_from(driver.model(), node);
    REQUIRE(nodes.size() == 2);
    const nn::Edits edits = nn::randomised(driver.model(), {}, nodes, 1);
    const FloatImage before = nn::contribution_map(gradient_of(driver, 9, {}), node);
    const FloatImage after = nn::contribution_map(gradient_of(driver, 9, edits), node);
    CHECK(same_map(page_of(driver).maps().first().heat(), before));
    CHECK(same_map(page_of(driver).maps().second().heat(), after));
    CHECK(page_of(driver).maps().second().heat().name == "why.contribution.random");
    const std::string text = driver.text_in("why.sentence");
    CHECK(text.find("dense_1, dense") != std::string::npos);
    CHECK(text.find(fmt::format("{:.2f}", std::abs(correlation(before, after)))) != std::string::npos);
    driver.click("why.random.none");
    driver.settle();
    CHECK_FALSE(driver.has("why.contribution.random"));
}

TEST_CASE("models without a class or without places say so in one sentence") {
    NetworkDriver driver;
    open_why(driver);
    nn::ModelBuilder builder(nn::ModelInfo{.name = "number"});
    builder.input("in", {28, 28, 1});
    builder.add("flat", samples::layer<nn::Flatten>());
    builder.add("out", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 1}));
    save_model(driver.folder() / "number.h5", samples::with_numbers(builder.build(), 1));
    driver.drop({driver.folder() / "number.h5"});
    driver.key(GLFW_KEY_W);
    driver.settle();
    if (driver.layers().page != NetworkPage::why) driver.key(GLFW_KEY_W);
    driver.settle();
    CHECK(driver.text_in("why.problem").starts_with("This model gives a number and no classes"));
    CHECK_FALSE(driver.has("why.class"));
}

TEST_CASE("a model without softmax and one with a single probability are explained by their scores") {
    for (const std::int64_t units : {3, 1}) {
        NetworkDriver driver;
        nn::ModelBuilder builder(nn::ModelInfo{.name = "small"});
        builder.input("in", {28, 28, 1});
        builder.add("conv",
                    samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
        builder.add("flat", samples::layer<nn::Flatten>());
        const nn::Activation last = units == 1 ? nn::Activation{nn::ActivationKind::sigmoid} : nn::Activation{};
        builder.add("out", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = units, .activation = last}));
        save_model(driver.folder() / "small.h5", samples::with_numbers(builder.build(), 1));
        driver.drop({driver.folder() / "small.h5"});
        driver.settle();
        if (driver.layers().page != NetworkPage::why) open_why(driver);
        CHECK(page_of(driver).problem() == "");
        const std::int64_t index = page_of(driver).explained();
        const int node = *driver.model().find("conv");
        CHECK(same_map(page_of(driver).maps().first().heat(),
                       nn::contribution_map(gradient_of(driver, index, {}), node)));
        CHECK(value_of(driver, "why.balance.score") ==
              doctest::Approx(double{gradient_of(driver, index, {}).score()}).epsilon(1e-3));
    }
}

TEST_CASE("a session restores the method, the class, the layer and the controls") {
    const TemporaryFolder folder;
    WhyView before;
    {
        NetworkDriver driver;
        open_why(driver);
        choose(driver, "why.class", "5");
        choose(driver, "why.layer", "conv2d");
        driver.click("why.smooth.smooth");
        driver.click("why.method.grad-cam");
        driver.settle();
        before = driver.layers().why;
        save_session(folder / "why.json", driver.document());
    }
    NetworkDriver again(1280, 800, {.session = folder / "why.json"});
    again.settle();
    CHECK(again.layers().page == NetworkPage::why);
    CHECK(again.layers().explained == 5);
    CHECK(again.layers().why == before);
    CHECK(again.layers().why.layer == "conv2d");
    CHECK(page_of(again).maps().first().heat().name == "why.grad_cam");
    CHECK(same_map(page_of(again).maps().first().heat(),
                   nn::grad_cam(gradient_of(again, 5, {}), *again.model().find("conv2d"))));
}
