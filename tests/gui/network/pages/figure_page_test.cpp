// The course's figure in the real window: its maps equal the engine's, each with its own range; inputs and map number
// can be chosen.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "core/image/files/load.h"
#include "core/nn/inspect/classes.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"

using namespace convscope;
using convscope::test::fresh_trace;
using convscope::test::NetworkDriver;
using convscope::test::same_values;

namespace {

const FigureRows& rows_of(NetworkDriver& driver) {
    return driver.workspace().pages().figure.rows();
}

void check_rows(NetworkDriver& driver) {
    for (std::size_t row = 0; row < FigureRows::kCount; ++row) {
        const nn::Trace expected = fresh_trace(driver.model(), rows_of(driver).input(row));
        for (int node = 0; node < driver.model().size(); ++node)
            CHECK(same_values(rows_of(driver).results(row).now->layer(node).values, expected.layer(node).values));
    }
}

/// Checks that one pixel in every second row of the map has inferno's colour for its value, scaled from the map's
/// lowest to its highest value.
void check_map(NetworkDriver& driver, std::size_t row, int node, std::int64_t channel) {
    const Rect place = driver.at(fmt::format("figure.map.{}.{}", row, node));
    const nn::Shape& shape = driver.model().node(node).shape;
    const nn::LayerTrace layer = fresh_trace(driver.model(), rows_of(driver).input(row)).layer(node);
    const Range range = layer.channels[static_cast<std::size_t>(channel)].range;
    REQUIRE(range.high > range.low);
    for (std::int64_t r = 0; r < shape.rows(); r += 2) {
        const std::int64_t c = (r * 3 + 1) % shape.cols();
        const float value = layer.values[static_cast<std::size_t>(nn::index_of(shape, {r, c, channel}))];
        const Rgb wanted = colour_of(ColourMap::inferno, range, value);
        const unsigned seen =
            driver.pixel(place.x + place.w * (static_cast<float>(c) + 0.5F) / static_cast<float>(shape.cols()),
                         place.y + place.h * (static_cast<float>(r) + 0.5F) / static_cast<float>(shape.rows()));
        CHECK(std::abs(static_cast<int>(seen >> 16U) - int{wanted.red}) <= 2);
        CHECK(std::abs(static_cast<int>((seen >> 8U) & 255U) - int{wanted.green}) <= 2);
        CHECK(std::abs(static_cast<int>(seen & 255U) - int{wanted.blue}) <= 2);
    }
}

}  // namespace

TEST_CASE("the figure shows three samples in all image layers, each map with its own range") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    REQUIRE(driver.document().network_view.page == NetworkPage::figure);
    const FigurePage& page = driver.workspace().pages().figure;
    CHECK(rows_of(driver).input(0).name() == "ankle boot");
    CHECK(rows_of(driver).input(1).name() == "sneaker");
    CHECK(rows_of(driver).input(2).name() == "sandal");
    CHECK(page.columns() == std::vector<int>{1, 2, 3, 4});
    check_rows(driver);
    CHECK(page.canvas().count() == 3 * (4 + 1));
    const std::uint64_t uploads = page.canvas().uploads();
    driver.frames(5);
    CHECK(page.canvas().uploads() == uploads);
    for (const int node : {1, 2, 3, 4}) check_map(driver, 0, node, 0);
    check_map(driver, 1, 1, 0);
    check_map(driver, 2, 2, 0);
}

TEST_CASE("the figure draws a constant map in the darkest colour") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    const nn::LayerTrace& last = rows_of(driver).results(2).now->layer(4);
    REQUIRE(last.channels[0].range == Range{0, 0});
    const Rect place = driver.at("figure.map.2.4");
    const Rgb dark = colour_table(ColourMap::inferno).front();
    const unsigned expected = (unsigned{dark.red} << 16U) | (unsigned{dark.green} << 8U) | dark.blue;
    CHECK(driver.pixel(place.x + 4, place.y + 4) == expected);
    CHECK(driver.pixel(place.right() - 4, place.bottom() - 4) == expected);
}

TEST_CASE("wheel, number field and slider choose the figure's map") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    driver.move_to("figure.maps");
    driver.wheel(1);
    driver.wheel(1);
    CHECK(driver.document().network_view.channel == 2);
    check_map(driver, 0, 1, 2);
    driver.wheel(-1);
    CHECK(driver.document().network_view.channel == 1);
    driver.click("figure.channel");
    driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
    driver.type("31");
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.document().network_view.channel == 31);
    driver.drag("figure.slider", 600, 0);
    CHECK(driver.document().network_view.channel == 63);
    driver.move_to("figure.slider");
    driver.wheel(-1);
    CHECK(driver.document().network_view.channel == 62);
}

TEST_CASE("a click on a row's input replaces it by the current input until the figure is reset") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments" / "bag.png"});
    REQUIRE(driver.document().network.input.name() == "bag.png");
    driver.click("figure.input.1");
    CHECK(rows_of(driver).input(1) == driver.document().network.input);
    CHECK(rows_of(driver).input(0).name() == "ankle boot");
    check_rows(driver);
    const int output = driver.model().outputs().front();
    const auto answer =
        nn::ranked_classes(driver.model(), rows_of(driver).results(1).now->layer(output).values).front();
    CHECK(answer.label == "Bag");
    driver.click("figure.reset");
    CHECK(rows_of(driver).input(1).name() == "sneaker");
    check_rows(driver);
}

TEST_CASE("with the data set the figure shows test images 0, 23 and 28") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    driver.drop({samples::write_test_images(driver.folder(), 30)});
    const int numbers[] = {0, 23, 28};
    const nn::Dataset& dataset = *driver.workspace().dataset().data;
    for (std::size_t row = 0; row < FigureRows::kCount; ++row) {
        const NetworkInput& input = rows_of(driver).input(row);
        CHECK(input.source == InputSource::dataset);
        CHECK(input.number == numbers[row]);
        CHECK(input.label == numbers[row] % 10);
        CHECK(std::ranges::equal(input.picture.planes.front().bytes(), dataset.image(numbers[row])));
    }
    check_rows(driver);
}

TEST_CASE("a column's header selects its layer; a model without image layers has no columns") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    driver.click("figure.layer.3");
    CHECK(driver.document().network_view.layer == 3);
    CHECK(driver.document().network_view.page == NetworkPage::figure);
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models" / "plain.h5"});
    CHECK(driver.document().network.model.name() == "plain.h5");
    CHECK(driver.workspace().pages().figure.columns().empty());
    CHECK_FALSE(driver.has("figure.maps"));
}

TEST_CASE("the figure's rows are computed with the edits, and only while they are shown") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    const nn::Model& model = driver.model();
    FigureRows rows(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments", [] {});
    Network network = driver.document().network;
    rows.update(network, {}, true);
    REQUIRE(rows.is_ready(network.model.model));
    const std::uint64_t revision = rows.revision();
    rows.update(network, {}, true);
    CHECK(rows.revision() == revision);

    network.edits = nn::with_value(model, {}, {1, 0}, 5, 3.5F);
    network.edits = nn::with_ablated(network.edits, 3, {0, 7});
    rows.update(network, {}, false);
    CHECK(rows.revision() == revision);  // not shown, so not computed
    rows.update(network, {}, true);
    for (std::size_t row = 0; row < FigureRows::kCount; ++row) {
        const nn::Trace expected = fresh_trace(model, rows.input(row), network.edits);
        for (int node = 0; node < model.size(); ++node)
            CHECK(same_values(rows.results(row).now->layer(node).values, expected.layer(node).values));
    }
}

TEST_CASE("the answers are below the rows where that leaves larger pictures, as in a narrow and high window") {
    NetworkDriver driver(1024, 768);
    driver.key(GLFW_KEY_G);
    driver.settle();
    const Rect last = driver.at("figure.map.0.4");
    CHECK(last.w >= 95);
    CHECK(driver.at("figure.answer.0").y >= last.bottom());
}

TEST_CASE("in a low window the answers are at the right of the rows, where they leave the pictures the most room") {
    NetworkDriver driver(1280, 760);
    driver.key(GLFW_KEY_G);
    driver.settle();
    CHECK(driver.at("figure.answer.0").x > driver.at("figure.map.0.4").right());
}
