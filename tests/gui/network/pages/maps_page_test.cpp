// All maps of a layer in the real window: the grid with its order, colours and marks, and the figures of a map.
#include <algorithm>
#include <cmath>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

const TileCanvas& canvas(NetworkDriver& driver) {
    return driver.shell().workspace<NetworkWorkspace>().pages().maps.canvas();
}

const TileCanvas& large(NetworkDriver& driver) {
    return driver.shell().workspace<NetworkWorkspace>().pages().maps.large_canvas();
}

/// Clicks the tile in this row and column of a grid of 8 x 8.
void click_tile(NetworkDriver& driver, int row, int col) {
    const Rect grid = driver.at("maps.grid");
    const Rect first = driver.at("maps.selected");
    driver.click_at(grid.x + (first.w + 4) * (static_cast<float>(col) + 0.5F),
                    grid.y + (first.h + 4) * (static_cast<float>(row) + 0.5F));
}

unsigned colour_in_window(Rgb colour) {
    return (unsigned{colour.red} << 16U) | (unsigned{colour.green} << 8U) | colour.blue;
}

}  // namespace

TEST_CASE("64 maps are in a grid of 8 x 8, drawn with one texture and uploaded once") {
    NetworkDriver driver;
    CHECK(canvas(driver).count() == 64);
    const std::uint64_t uploads = canvas(driver).uploads();
    const std::uint64_t drawn = canvas(driver).sheet().times_drawn();
    driver.move_to("maps.grid");
    driver.frames(5);
    CHECK(canvas(driver).uploads() == uploads);
    CHECK(canvas(driver).sheet().times_drawn() == drawn);
    click_tile(driver, 7, 7);
    CHECK(driver.layers().channel == 63);
    click_tile(driver, 2, 5);
    CHECK(driver.layers().channel == 21);
    CHECK(canvas(driver).uploads() == uploads);  // choosing a map uploads nothing
}

TEST_CASE("a tile has the colours of its map's values") {
    NetworkDriver driver;
    driver.go_to(3);
    driver.key(GLFW_KEY_DOWN);
    driver.move_to("layer.title");  // no tooltip or card covers the tile
    driver.frames(2);
    const Rect tile = driver.at("maps.selected");
    const nn::Shape& shape = driver.model().node(3).shape;
    const nn::LayerTrace& layer = driver.results().now->layer(3);
    const Range range = shown_range(ColourMap::inferno, layer.channels[1].range);
    for (const auto& [row, col] : {std::pair{2, 3}, {5, 5}, {9, 9}, {8, 4}}) {
        const float value = layer.values[static_cast<std::size_t>(nn::index_of(shape, {row, col, 1}))];
        const unsigned expected = colour_in_window(colour_of(ColourMap::inferno, range, value));
        const unsigned seen = driver.pixel(tile.x + tile.w * (static_cast<float>(col) + 0.5F) / 11,
                                           tile.y + tile.h * (static_cast<float>(row) + 0.5F) / 11);
        for (const unsigned shift : {0U, 8U, 16U}) {
            const int a = static_cast<int>((expected >> shift) & 0xFFU);
            const int b = static_cast<int>((seen >> shift) & 0xFFU);
            CHECK(std::abs(a - b) <= 2);
        }
    }
}

TEST_CASE("the map under the pointer or, without one, the selected map is shown large; a click on it opens its page") {
    NetworkDriver driver;
    driver.go_to(3);
    driver.move_to("layer.title");
    CHECK(large(driver).uploads() > 0);
    const Rect grid = driver.at("maps.grid");
    const Rect tile = driver.at("maps.selected");
    const Rect picture = driver.at("maps.large");
    CHECK(picture.w > 2 * tile.w);
    // The large picture shows the selected map, then the map under the pointer.
    const auto shown = [&] {
        return driver.pixel(picture.x + picture.w * 0.5F / 11, picture.y + picture.h * 0.5F / 11);
    };
    const auto colour = [&](std::int64_t channel) {
        const nn::LayerTrace& layer = driver.results().now->layer(3);
        const Range range = shown_range(ColourMap::inferno, layer.channels[static_cast<std::size_t>(channel)].range);
        return colour_in_window(colour_of(ColourMap::inferno, range, layer.values[static_cast<std::size_t>(channel)]));
    };
    CHECK(shown() == colour(0));
    // The upper left pixel of map 56 has another colour than that of map 0.
    REQUIRE(colour(56) != colour(0));
    driver.move(grid.x + tile.w / 2, grid.y + 7.5F * (tile.h + 4));
    driver.frames(2);
    CHECK(shown() == colour(56));
    CHECK(driver.layers().channel == 0);
    driver.click_at(picture.x + picture.w / 2, picture.y + picture.h / 2);
    CHECK(driver.layers().page == NetworkPage::map);
    CHECK(driver.layers().channel == 0);
}

TEST_CASE("maps are sorted by mean, by maximum and by their contribution to the answer") {
    NetworkDriver driver;
    driver.go_to(3);
    const nn::LayerTrace& layer = driver.results().now->layer(3);
    const auto first_with = [&](const char* order) {
        driver.click("layer.order");
        driver.click(std::string("layer.order.") + order);
        driver.settle();
        click_tile(driver, 0, 0);
        return static_cast<std::size_t>(driver.layers().channel);
    };
    const auto channel_with_largest = [&](auto value_of) {
        const auto best = std::ranges::max_element(layer.channels, {}, value_of);
        return static_cast<std::size_t>(best - layer.channels.begin());
    };
    CHECK(first_with("mean") == channel_with_largest([](const nn::ChannelFigures& c) { return c.mean; }));
    driver.key(GLFW_KEY_M);
    CHECK(first_with("maximum") == channel_with_largest([](const nn::ChannelFigures& c) { return c.range.high; }));

    const std::size_t most = first_with("contribution");
    // The probability of the predicted class drops most if this map is turned off.
    nn::Plan plan = driver.fresh_plan();
    const int output = driver.model().outputs().front();
    std::vector<float> probabilities;
    for (std::int64_t channel = 0; channel < 64; ++channel) {
        plan.set_ablated(3, {channel});
        plan.run();
        probabilities.push_back(plan.activation(output)[kAnkleBoot]);
    }
    CHECK(std::ranges::min(probabilities) == probabilities[most]);
    CHECK(driver.has("figures.contribution"));
}

TEST_CASE("the range of the colours can be that of the map, of the layer or of the model") {
    NetworkDriver driver;
    const auto choose = [&](const char* range) {
        driver.click("layer.range");
        driver.click(std::string("layer.range.") + range);
    };
    choose("layer");
    CHECK(driver.layers().range == MapRange::layer);
    choose("model");
    CHECK(driver.layers().range == MapRange::model);
    driver.click("layer.colours");
    driver.click("layer.colours.viridis");
    CHECK(driver.layers().colour_map == ColourMap::viridis);
    const std::uint64_t uploads = canvas(driver).uploads();
    choose("map");
    CHECK(canvas(driver).uploads() == uploads);  // another range computes and uploads nothing
}

TEST_CASE("a map without a value above 0 is dead only after an activation, and the histogram names its scale") {
    NetworkDriver driver;
    nn::ModelBuilder builder(nn::ModelInfo{.name = "negative"});
    builder.input("in", {28, 28, 1});
    builder.add("conv", samples::conv({.filters = 4, .window = {.rows = 3, .cols = 3}}));
    builder.add("relu", samples::layer<nn::ActivationLayer>(samples::kRelu));
    const auto bias = std::make_shared<const nn::Tensor>(nn::Tensor{{4}, {-9, -9, -9, -9}});
    const auto kernel = std::make_shared<const nn::Tensor>(nn::Tensor{{3, 3, 1, 4}, std::vector<float>(36, 0.1F)});
    save_model(driver.folder() / "negative.h5", builder.build().with_weight(1, 0, kernel).with_weight(1, 1, bias));
    driver.drop({driver.folder() / "negative.h5"});
    driver.settle();
    driver.go_to(1);
    const auto says_dead = [&] { return driver.text_in("layers.page.figures").find("dead") != std::string::npos; };
    CHECK_FALSE(says_dead());
    CHECK(driver.text_in("figures.histogram.labels").find("root") != std::string::npos);
    driver.go_to(2);
    CHECK(says_dead());
}

TEST_CASE("the filters are shown as small pictures") {
    NetworkDriver driver;
    driver.click("layer.shown.filters");
    CHECK(driver.layers().show_filters);
    CHECK(canvas(driver).count() == 64);
    const Rect tile = driver.at("maps.selected");
    const nn::Tensor& kernel = *driver.model().node(1).weights[0];
    // The centre of the first filter is orange if its value is positive and blue if it is negative.
    const float value = kernel.values[static_cast<std::size_t>((1 * 3 + 1) * 64)];
    const unsigned seen = driver.pixel(tile.x + tile.w * 0.4F, tile.y + tile.h * 0.4F);
    const unsigned red = seen >> 16U, blue = seen & 0xFFU;
    CHECK((value > 0 ? red > blue : blue > red));
    // The last filter is under the pointer and shown large: its upper left corner has the colour of its first value.
    const Rect grid = driver.at("maps.grid");
    const Rect large_filter = driver.at("maps.large_filter");
    CHECK(large_filter.w > 2 * tile.w);
    driver.move(grid.x + 7.5F * (tile.w + 4), grid.y + 7.5F * (tile.h + 4));
    driver.frames(2);
    const auto corner_with = [&](float largest) {
        return colour_in_window(colour_of(ColourMap::diverging, {-largest, largest}, kernel.values[63]));
    };
    float own = 0, all = 0;
    for (std::size_t i = 0; i < kernel.values.size(); ++i) {
        all = std::max(all, std::fabs(kernel.values[i]));
        if (i % 64 == 63) own = std::max(own, std::fabs(kernel.values[i]));
    }
    CHECK(driver.pixel(large_filter.x + 3, large_filter.y + 3) == corner_with(own));
    // The figures and the legend are those of the filter, not of a map.
    CHECK(driver.text_in("filters.title") == "Filter 63");
    CHECK(driver.has("filters.colours"));
    CHECK_FALSE(driver.has("figures.histogram"));
    driver.click("layer.range");
    driver.click("layer.range.layer");
    driver.move(grid.x + 7.5F * (tile.w + 4), grid.y + 7.5F * (tile.h + 4));
    driver.frames(2);
    CHECK(driver.pixel(large_filter.x + 3, large_filter.y + 3) == corner_with(all));
    driver.go_to(2);  // pooling has no filters: its maps are shown
    CHECK(canvas(driver).count() == 64);
    CHECK_FALSE(driver.has("layer.shown"));
}

TEST_CASE("the values of a vector are the tiles of a grid") {
    NetworkDriver driver;
    driver.go_to(5);
    CHECK(canvas(driver).count() == 1600);
    driver.go_to(6);
    CHECK(canvas(driver).count() == 128);
    driver.go_to(7);  // the classes are bars
    CHECK(driver.count_of("answer.class.") == 10);
    CHECK_FALSE(driver.has("maps.grid"));
}

TEST_CASE("a layer is exported as shown, as an array and as a table; the journey as one picture") {
    NetworkDriver driver;
    driver.go_to(3);
    const auto save = [&](const char* what, const char* name) {
        driver.click("layer.more");
        driver.click(std::string("layer.menu.") + what);
        driver.type((driver.folder() / name).string());
        driver.key(GLFW_KEY_ENTER);
        return driver.folder() / name;
    };
    const nn::LayerTrace& layer = driver.results().now->layer(3);
    const NpyArray array = load_npy(save("npy", "layer.npy"));
    CHECK(array.shape == std::vector<std::int64_t>{11, 11, 64});
    CHECK(array.values == layer.values);
    const std::string table = content_of(save("csv", "layer.csv"));
    CHECK(table.starts_with("row,column,channel,value\n0,0,0,"));
    CHECK(std::ranges::count(table, '\n') == 1 + 11 * 11 * 64);
    // 64 maps of 11 x 11, each value 5 x 5 pixels, two pixels between maps.
    CHECK(load_picture(save("png", "layer.png")).size() == Size{8 * 57 - 2, 8 * 57 - 2});
    const Picture journey = load_picture(save("journey", "journey.png"));
    CHECK(journey.size().cols > 900);
    CHECK(journey.size().rows > 168);
}
