// The chain's code, legends, zoom, exports, names and pictures, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>

#include "app/document/chain/chain_commands.h"
#include "core/io/npy/npy.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

const ShownChain& shown(Driver& driver) {
    return driver.shell().workspace<LabWorkspace>().chain_panel().shown();
}

void open_course(Driver& driver) {
    driver.key(GLFW_KEY_K);
    driver.settle();
    driver.click("chain.examples");
    driver.click("chain.examples.course");
    driver.settle();
    REQUIRE(driver.document().picture.name() == "ankle_boot");
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

void right_click(Driver& driver, const std::string& name, float right, float down) {
    const Rect place = driver.at(name);
    driver.click_at(place.x + place.w * right, place.y + place.h * down, 1);
    driver.frames(2);
}

}  // namespace

TEST_CASE("the code of the chain has the arrays of all stages, and marks the lines of the chosen one") {
    Driver driver;
    open_course(driver);
    driver.click("chain.code");
    driver.settle();
    for (const char* library : {"numpy", "scipy", "opencv", "keras"}) {
        driver.click(std::string("code.library.") + library);
        driver.settle();
        driver.click("code.copy");
        const std::string code = driver.shell().window().clipboard();
        CAPTURE(library);
        for (const char* name : {"filtered_1 = ", "pooled_1 = ", "filtered_2 = ", "pooled_2 = "})
            CHECK(has(code, name));
    }
    const Rect text = driver.at("code.text");
    driver.click_at(text.centre_x(), text.centre_y(), 1);
    driver.click("code.menu.marked");
    const std::string marked = driver.shell().window().clipboard();
    CHECK(marked.starts_with("# Stage 2: map m is pooled_2[:, :, m]\nkernels_2 = np.array(["));
    CHECK_FALSE(has(marked, "filtered_1 ="));
    CHECK(has(driver.text_in("code"), "the chosen stage"));
}

TEST_CASE("the code of the chain reads a picture that was moved") {
    Driver driver;
    open_course(driver);
    driver.click("lab.page.filter");
    driver.frames(2);
    driver.key(GLFW_KEY_M);
    driver.frames(2);
    driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    REQUIRE(driver.lab().motion != Motion{});
    driver.click("lab.page.chain");
    driver.settle();
    driver.click("chain.code");
    driver.settle();
    driver.click("code.copy");
    const std::string code = driver.shell().window().clipboard();
    CHECK(has(code, "image = np.array([["));
    CHECK(has(code, "\nfiltered_2 = "));
}

TEST_CASE("if no stage fits, the code and the model cannot be opened, and their buttons say why") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    driver.click("lab.page.filter");
    driver.frames(2);
    driver.click("picture.sample.worked_example");
    driver.settle();
    driver.click("lab.page.chain");
    driver.settle();
    // 3 - 2 = 1: no block of 2 x 2 fits.
    CHECK(has(driver.text_in("chain.problem"), "Choose \u201csame\u201d or no pooling."));
    CHECK_FALSE(driver.has("chain.limit"));
    driver.move_to("chain.code");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!driver.has("tooltip") && std::chrono::steady_clock::now() < end) driver.frames(1);
    CHECK(driver.has("tooltip"));
    driver.click("chain.code");
    driver.click("chain.layers");
    driver.settle();
    CHECK_FALSE(driver.has("code.text"));
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    driver.click("chain.pooling.none");
    driver.settle();
    CHECK_FALSE(driver.has("chain.problem"));
    driver.click("chain.code");
    driver.settle();
    CHECK(driver.has("code.text"));
}

TEST_CASE("the legend of a stage says the share of its values beyond the ends of the colours") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    const ChainLayer& layer = shown(driver).run->layer(1);
    double beyond = 0, count = 0;
    for (const FloatImage& map : layer.maps)
        for (int r = 0; r < map.rows(); ++r)
            for (int c = 0; c < map.cols(); ++c) {
                beyond += map.at(r, c) > layer.largest ? 1 : 0;
                ++count;
            }
    REQUIRE(beyond > 0);
    CHECK(layer.outside.above == doctest::Approx(beyond / count).epsilon(.2));
    CHECK(has(driver.text_in("chain.conv.1.note"), "beyond the ends"));
    // The legend shows the value under the pointer.
    driver.move_to("chain.conv.1.2");
    driver.frames(2);
    const auto& selection = driver.shell().workspace<LabWorkspace>().chain_panel().selection();
    REQUIRE(selection);
    const auto [row, col] = selection->output;
    CHECK(driver.text_in("chain.conv.1.note") ==
          fmt::format("map 1, row {}, column {}: {:.0f}", row, col, layer.maps[1].at(row, col)));
}

TEST_CASE("the wheel zooms all maps at the same place of the picture; F shows the whole maps again") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    CHECK_FALSE(driver.has("chain.fit"));
    const Rect map = driver.at("chain.conv.1.1");
    driver.move(map.x + map.w / 4, map.y + map.h / 4);
    driver.frames(1);
    for (int i = 0; i < 12; ++i) driver.wheel(1);
    driver.settle();
    const Camera camera = driver.view().camera;
    CHECK_FALSE(camera.fitted);
    CHECK(camera.zoom > 3);
    CHECK(camera.centre_row < 256);
    // The value under the pointer stays under it.
    const auto& selection = driver.shell().workspace<LabWorkspace>().chain_panel().selection();
    REQUIRE(selection);
    CHECK(std::abs(selection->output.row - 127) <= 2);
    driver.key(GLFW_KEY_F);
    driver.settle();
    CHECK(driver.view().camera.fitted);
    driver.wheel(1);
    driver.settle();
    driver.click("chain.fit");
    driver.settle();
    CHECK(driver.view().camera.fitted);
}

TEST_CASE("every map is exported with its values by the right button, and a value is copied") {
    Driver driver;
    open_course(driver);
    right_click(driver, "chain.pool.1.2", .5F, .5F);
    driver.click("chain.pool.1.2.menu.value");
    const FloatImage& pooled = shown(driver).run->layer(2).maps[1];
    CHECK(std::stof(driver.shell().window().clipboard()) == pooled.at(6, 6));
    right_click(driver, "chain.conv.2.1", .5F, .5F);
    driver.click("chain.conv.2.1.menu.npy");
    REQUIRE(driver.has("files.name"));
    // The folder is typed before the name that is proposed.
    const auto file = driver.folder() / "ankle_boot_stage2_map0.npy";
    driver.key(GLFW_KEY_HOME);
    driver.type(driver.folder().string() + "/");
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    const FloatImage& map = shown(driver).run->layer(3).maps[0];
    const NpyArray saved = load_npy(file);
    REQUIRE(saved.shape == std::vector<std::int64_t>{map.rows(), map.cols()});
    for (int r = 0; r < map.rows(); ++r)
        for (int c = 0; c < map.cols(); ++c)
            CHECK(saved.values[static_cast<std::size_t>(r * map.cols() + c)] == map.at(r, c));
}

TEST_CASE("a preset has one name on the pages of the Filter Lab") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    CHECK(driver.text_in("chain.preset") == "Vertical edges (Sobel)");
    driver.click("chain.preset");
    driver.scroll_to("chain.preset.list", "chain.preset.course-vertical");
    driver.click("chain.preset.course-vertical");
    driver.settle();
    CHECK(driver.text_in("chain.preset") == "Vertical lines (course)");
    driver.click("chain.preset");
    driver.frames(2);
    CHECK_FALSE(driver.has("chain.preset.median"));  // no kernel gives a median
}

TEST_CASE("the chain's page offers the sample pictures") {
    Driver driver;
    driver.key(GLFW_KEY_K);
    driver.settle();
    CHECK(has(driver.text_in("picture.name"), "Staircase"));
    driver.click("picture.sample.bricks");
    driver.settle();
    CHECK(driver.document().picture.name() == "bricks");
    CHECK(driver.has("chain.add"));
    CHECK(has(driver.text_in("picture.name"), "Bricks"));
}

TEST_CASE("a value that is pinned in the chain is pinned in Layers, on a map of the same number") {
    Driver driver;
    open_course(driver);
    const Rect map = driver.at("chain.conv.2.2");
    driver.click_at(map.x + map.w * 3.5F / 11, map.y + map.h * 7.5F / 11);
    driver.frames(2);
    CHECK(has(driver.text_in("chain.output"), "Stage 2, map 1: row 7, column 3"));
    driver.click("chain.layers");
    driver.settle();
    const NetworkView& view = driver.document().network_view;
    CHECK(view.layer == 3);
    CHECK(view.channel == 1);
    CHECK(view.pinned == nn::Position{7, 3, 0});
}

TEST_CASE("in presentation mode there is room for the maps of two stages with large digits") {
    Driver driver(1024, 768);
    open_course(driver);
    driver.key(GLFW_KEY_F10);
    driver.move(1020, 764);
    driver.settle();
    CHECK(driver.at("chain.conv.1.1").w > 140);
    CHECK(driver.has("chain.products.1"));
    CHECK(driver.has("chain.sum.2"));
}
