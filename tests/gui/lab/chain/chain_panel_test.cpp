// The chain of stages, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/document/chain/chain_commands.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

const ChainPanel& panel(Driver& driver) {
    return driver.shell().workspace<LabWorkspace>().chain_panel();
}

void open_chain(Driver& driver) {
    driver.key(GLFW_KEY_K);
    driver.settle();
}

/// Opens the example of 28 x 28 pixels with two stages.
void open_course(Driver& driver) {
    open_chain(driver);
    driver.click("chain.examples");
    driver.click("chain.examples.course");
    driver.settle();
    REQUIRE(driver.document().picture.name() == "ankle_boot");
}

/// The last number that is written in a control.
double number_in(Driver& driver, std::string_view name) {
    std::string text = driver.text_in(name);
    for (std::size_t at = 0; (at = text.find("\u2212")) != std::string::npos;) text.replace(at, 3, "-");
    const std::size_t start = text.find_last_of("\n ");
    return std::stod(start == std::string::npos ? text : text.substr(start + 1));
}

/// The texts of a control in one line, with spaces for the line breaks.
std::string words_in(Driver& driver, std::string_view name) {
    std::string text = driver.text_in(name);
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// Moves the pointer to a value of a map.
void point_at(Driver& driver, const std::string& map, Size size, int row, int col) {
    const Rect place = driver.at(map);
    driver.move(place.x + place.w * (static_cast<float>(col) + .5F) / static_cast<float>(size.cols),
                place.y + place.h * (static_cast<float>(row) + .5F) / static_cast<float>(size.rows));
    driver.frames(2);
}

std::string chain_cut_texts(Driver& driver) {
    std::string texts;
    const Rect name = driver.has("top.picture") ? driver.at("top.picture") : Rect{};
    for (const DrawnText& drawn : driver.shell().texts())
        if (drawn.is_cut && !name.contains(drawn.rect.x, drawn.rect.centre_y())) texts += drawn.text + "\n";
    return texts;
}

}  // namespace

TEST_CASE("K opens the chain with two edge maps, before and after pooling; K, Escape and the row of pages leave it") {
    Driver driver;
    CHECK_FALSE(driver.has("chain.add"));
    open_chain(driver);
    for (const char* name : {"chain.picture", "chain.conv.1.1", "chain.conv.1.2", "chain.pool.1.1", "chain.pool.1.2"})
        CHECK(driver.has(name));
    CHECK_FALSE(driver.has("chain.conv.2.1"));
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    CHECK(words_in(driver, "chain.title.0") == "Input 512 \u00d7 512 \u00d7 1");
    CHECK(words_in(driver, "chain.title.1") == "Stage 1 3 \u00d7 3, ReLU 510 \u00d7 510 \u00d7 2");
    CHECK(words_in(driver, "chain.title.2") == "Pooled max 2 \u00d7 2 255 \u00d7 255 \u00d7 2");
    driver.key(GLFW_KEY_K);
    driver.frames(2);
    CHECK(driver.has("filter.cell.0.0"));
    driver.key(GLFW_KEY_K);
    driver.frames(2);
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK(driver.has("filter.cell.0.0"));
    driver.key(GLFW_KEY_K);
    driver.frames(2);
    driver.click("lab.page.filter");
    driver.frames(2);
    CHECK(driver.has("filter.cell.0.0"));
}

TEST_CASE("the course's sizes are shown: 28 -> 26 -> 13 -> 11 -> 5") {
    Driver driver;
    open_course(driver);
    CHECK(words_in(driver, "chain.title.1").find("26 \u00d7 26 \u00d7 2") != std::string::npos);
    CHECK(words_in(driver, "chain.title.2").find("13 \u00d7 13 \u00d7 2") != std::string::npos);
    CHECK(words_in(driver, "chain.title.3").find("11 \u00d7 11 \u00d7 2") != std::string::npos);
    CHECK(words_in(driver, "chain.title.4").find("5 \u00d7 5 \u00d7 2") != std::string::npos);
    const std::string sizes = words_in(driver, "chain.sizes");
    for (const char* equation :
         {"(28 \u2212 3) / 1 + 1 = 26", "26 / 2 = 13", "(13 \u2212 3) / 1 + 1 = 11", "11 / 2 = 5"})
        CHECK(sizes.find(equation) != std::string::npos);
    driver.click("chain.add");
    driver.settle();
    CHECK(driver.document().chain.size() == 3);
    CHECK(driver.has("chain.conv.3.1"));
    CHECK(words_in(driver, "chain.limit") ==
          "Stage 4: a 3 \u00d7 3 window does not fit into 1 \u00d7 1. Choose no pooling in stage 2 or no pooling in "
          "stage 1.");
    driver.click("chain.add");
    driver.settle();
    CHECK(driver.document().chain.size() == 3);
}

TEST_CASE("the written numbers add up: the products of each input map, their sums, the bias, ReLU and the block") {
    Driver driver;
    open_course(driver);
    point_at(driver, "chain.conv.2.1", {11, 11}, 4, 6);
    REQUIRE(panel(driver).selection());
    CHECK(panel(driver).selection()->stage == 1);
    CHECK(panel(driver).selection()->output == Cell{4, 6});
    CHECK(driver.text_in("chain.output").find("Stage 2, map 0: row 4, column 6") != std::string::npos);
    const auto& shown = panel(driver).shown();
    const FloatImage& first = shown.run->layer(2).maps[0];
    double sums = 0;
    for (const std::string map : {"1", "2"}) {
        double products = 0;
        const std::string prefix = "chain.products." + map;
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c) {
                const std::string cell = "." + std::to_string(r) + "." + std::to_string(c);
                const double input = number_in(driver, fmt::format("{}.neighbour{}", prefix, cell));
                if (map == "1") CHECK(input == doctest::Approx(first.at(4 + r, 6 + c)));
                const double product = number_in(driver, fmt::format("{}.product{}", prefix, cell));
                CHECK(product == input * number_in(driver, fmt::format("{}.filter{}", prefix, cell)));
                products += product;
            }
        CHECK(products == number_in(driver, "chain.sum." + map));
        sums += products;
    }
    CHECK(number_in(driver, "chain.total") == sums);
    CHECK(number_in(driver, "chain.biased") == sums);
    CHECK(number_in(driver, "chain.value") == std::max(0.0, sums));
    CHECK(number_in(driver, "chain.value") == doctest::Approx(shown.run->layer(3).maps[0].at(4, 6)));
    double largest = 0;
    for (const char* cell : {"0.0", "0.1", "1.0", "1.1"})
        largest = std::max(largest, number_in(driver, std::string("chain.block.") + cell));
    CHECK(number_in(driver, "chain.pooled") == largest);
    CHECK(largest == doctest::Approx(shown.run->layer(4).maps[0].at(2, 3)));
}

TEST_CASE("a click pins a value and chooses its map; arrow keys move it; Escape unpins, then leaves") {
    Driver driver;
    open_course(driver);
    point_at(driver, "chain.pool.1.2", {13, 13}, 5, 6);
    driver.press();
    driver.release();
    driver.frames(2);
    REQUIRE(driver.document().chain_view.pinned);
    CHECK(*driver.document().chain_view.pinned == ChainPixel{0, 1, true, 5, 6});
    CHECK(driver.document().chain_view.stage == 0);
    CHECK(driver.document().chain_view.map == 1);
    driver.move_to("chain.title.0");
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_DOWN);
    driver.frames(2);
    CHECK(driver.document().chain_view.pinned->row == 6);
    CHECK(driver.document().chain_view.pinned->col == 7);
    CHECK(panel(driver).selection()->pooled == Cell{6, 7});
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK_FALSE(driver.document().chain_view.pinned);
    CHECK(driver.has("chain.add"));
    driver.key(GLFW_KEY_LEFT);
    driver.frames(2);
    CHECK(driver.document().chain_view.pinned.has_value());
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK_FALSE(driver.has("chain.add"));
}

TEST_CASE("stages are added, changed and removed with their controls; each change is one undo step") {
    Driver driver;
    open_chain(driver);
    driver.click("chain.add");
    driver.settle();
    CHECK(driver.document().chain.size() == 2);
    CHECK(number_in(driver, "chain.bias") == -1020);
    driver.click("chain.more");
    driver.settle();
    CHECK(driver.document().chain.stage(1).map_count() == 2);
    CHECK(driver.has("chain.conv.2.2"));
    driver.click("chain.border.same");
    driver.click("chain.activation.none");
    driver.click("chain.pooling.average");
    driver.settle();
    const ChainStage& stage = driver.document().chain.stage(1);
    CHECK(stage.border == Border::zero);
    CHECK(stage.activation == Activation::none);
    CHECK(stage.pooling == Pooling::average);
    CHECK(words_in(driver, "chain.title.3") == "Stage 2 3 \u00d7 3, same 255 \u00d7 255 \u00d7 2");
    driver.click("chain.input.2");
    driver.click("chain.preset");
    driver.scroll_to("chain.preset.list", "chain.preset.laplacian");
    driver.click("chain.preset.laplacian");
    driver.settle();
    CHECK(driver.document().chain.stage(1).maps[0].kernels[1].at(1, 1) == -4);
    driver.click("chain.remove.1");
    driver.settle();
    CHECK(driver.document().chain.size() == 1);
    CHECK(driver.document().chain.stage(0).input_count() == 1);
    for (int i = 0; i < 7; ++i) driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.document().chain == initial_chain());
    CHECK_FALSE(driver.has("chain.conv.2.1"));
}

TEST_CASE("the maps follow a dragged value at once, and one drag is one undo step") {
    Driver driver;
    open_course(driver);
    const float before = panel(driver).shown().run->layer(3).largest;
    driver.click("chain.stage.1");
    driver.frames(1);
    driver.drag("chain.cell.1.1", 0, -40);
    driver.settle();
    CHECK(driver.document().chain.stage(0).maps[0].kernels[0].at(1, 1) > 0);
    CHECK(panel(driver).shown().chain == driver.document().chain);
    CHECK(panel(driver).shown().run->layer(3).largest != before);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.document().chain == chain_example(2));
    CHECK(panel(driver).shown().run->layer(3).largest == before);
}

TEST_CASE("Ctrl+C and Ctrl+V copy the chosen kernel into a different one") {
    Driver driver;
    open_course(driver);
    driver.click("chain.map.1");
    driver.frames(2);
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    driver.click("chain.map.2");
    driver.click("chain.input.2");
    driver.frames(2);
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    driver.settle();
    const ChainStage& stage = driver.document().chain.stage(1);
    CHECK(stage.maps[1].kernels[1] == stage.maps[0].kernels[0]);
    CHECK(stage.maps[1].kernels[0] == chain_example(2).stages[1].maps[1].kernels[0]);
    CHECK(driver.lab() == initial_document().lab);
}

TEST_CASE("Open in Layers shows the same numbers as the chain, and undo returns") {
    Driver driver;
    open_course(driver);
    const ShownChain shown = panel(driver).shown();
    driver.click("chain.layers");
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::layers);
    const NetworkResults& results = driver.shell().workspace<NetworkWorkspace>().results();
    REQUIRE(results.has_trace());
    REQUIRE(results.model().size() == 5);
    for (int node = 1; node < 5; ++node) {
        CAPTURE(node);
        CHECK(std::ranges::equal(results.now->layer(node).values,
                                 shown.run->activations().at(static_cast<std::size_t>(node))));
    }
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    CHECK(driver.has("chain.layers"));
}

TEST_CASE("the page reports a stage that does not fit, and shows the stages before it") {
    Driver driver;
    open_course(driver);
    driver.click("chain.add");
    driver.settle();
    driver.click("chain.stage.1");
    driver.click("chain.size.5");
    driver.settle();
    // 28 -> 24 -> 12 -> 10 -> 5 -> 3 -> 1: all fit.
    CHECK(driver.has("chain.conv.3.1"));
    driver.click("chain.stage.2");
    driver.frames(1);
    driver.click("chain.size.5");
    driver.settle();
    // 28 -> 24 -> 12 -> 8 -> 4 -> 2 -> 1
    driver.click("chain.stage.3");
    driver.frames(1);
    driver.click("chain.size.5");
    driver.settle();
    CHECK(
        words_in(driver, "chain.problem") ==
        "Stage 3: a 5 \u00d7 5 window does not fit into 4 \u00d7 4. Choose \u201csame\u201d or a 3 \u00d7 3 window, or "
        "remove the stage.");
    // The message is shown once, and the code and the model have the stages that fit.
    CHECK_FALSE(driver.has("chain.limit"));
    driver.click("chain.code");
    driver.settle();
    driver.click("code.copy");
    const std::string code = driver.shell().window().clipboard();
    CHECK(code.find("filtered_2 = ") != std::string::npos);
    CHECK(code.find("filtered_3") == std::string::npos);
    CHECK(code.find("# Stage 3: a 5 \u00d7 5 window does not fit into 4 \u00d7 4.") != std::string::npos);
    CHECK(driver.has("chain.pool.2.1"));
    CHECK_FALSE(driver.has("chain.conv.3.1"));
}

TEST_CASE("no text of the chain is cut off, at any size of the window, in presentation mode and with eight maps") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        INFO(size.cols << " x " << size.rows);
        Driver driver(size.cols, size.rows);
        open_chain(driver);
        CHECK(chain_cut_texts(driver) == "");
        for (int i = 0; i < 3; ++i) driver.click("chain.add");
        driver.settle();
        CHECK(driver.document().chain.size() == 4);
        CHECK(chain_cut_texts(driver) == "");
        driver.key(GLFW_KEY_F10);
        driver.settle();
        CHECK(chain_cut_texts(driver) == "");
        driver.key(GLFW_KEY_F10);
        driver.settle();
        driver.click("chain.stage.1");
        driver.frames(1);
        for (int i = 0; i < 6; ++i) driver.click("chain.more");
        driver.click("chain.stage.2");
        driver.settle();
        CHECK(driver.has("chain.conv.1.8"));
        CHECK(chain_cut_texts(driver) == "");
        driver.click("chain.size.5");
        driver.settle();
        CHECK(chain_cut_texts(driver) == "");
    }
}
