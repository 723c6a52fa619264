// The journey of long and short models: its width, scrolling, overview, blocks, search and connections.
#include "app/gui/network/panels/journey_panel.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

nn::SharedLayer convolution() {
    nn::Conv2D::Parameters parameters{.filters = 4};
    parameters.window = {.rows = 3, .cols = 3, .padding = nn::Padding::same};
    return std::make_shared<nn::Conv2D>(parameters);
}

/// A model of a stem and residual blocks of 5 layers each, named block_0_conv1 and so on; it has 3 + 5 * blocks layers
/// in all.
nn::Model residual_model(int blocks) {
    nn::ModelBuilder builder;
    builder.input("input", {16, 16, 3});
    int last = builder.add("stem", convolution());
    for (int i = 0; i < blocks; ++i) {
        const std::string name = "block_" + std::to_string(i);
        const int from = last;
        builder.add(name + "_conv1", convolution(), {from});
        builder.add(name + "_norm", std::make_shared<nn::BatchNormalization>(nn::BatchNormalization::Parameters{}));
        const int second = builder.add(name + "_conv2", convolution());
        builder.add(name + "_add", std::make_shared<nn::Add>(), {from, second});
        last = builder.add(name + "_relu",
                           std::make_shared<nn::ActivationLayer>(nn::Activation{.kind = nn::ActivationKind::relu}));
    }
    builder.add("pool", std::make_shared<nn::GlobalAveragePooling2D>(false));
    builder.add("dense", std::make_shared<nn::Dense>(nn::Dense::Parameters{.units = 10}));
    return nn::initialised(builder.build(), 1);
}

class JourneyDriver : public NetworkDriver {
  public:
    explicit JourneyDriver(int blocks, int width = 1280) : NetworkDriver(width, 800) {
        save_model(folder() / "residual.h5", residual_model(blocks));
        drop({folder() / "residual.h5"});
        settle();
        arrive();
    }
};

}  // namespace

TEST_CASE("a short journey fills the width") {
    for (const int width : {1280, 1920}) {
        NetworkDriver driver(width, width == 1280 ? 800 : 1080);
        const JourneyLayout& layout = driver.workspace().journey().layout();
        const Rect strip = driver.at("journey.strip");
        const Rect last = driver.at("journey.layer.7");
        CHECK(last.right() > strip.x + strip.w * 0.93F);
        CHECK(last.right() <= strip.right());
        CHECK(layout.columns()[2].cards > 3);  // the smaller maps of the pooling leave room for more
        CHECK_FALSE(driver.has("journey.overview"));
    }
}

TEST_CASE("wheel, drag and overview scroll a long journey, and a button scrolls back to the selected layer") {
    JourneyDriver driver(7);  // 39 layers: not folded
    REQUIRE(driver.model().size() == 39);
    const auto scroll = [&] { return driver.workspace().journey().scroll(); };
    REQUIRE(driver.has("journey.overview"));
    CHECK(scroll() == 0);
    const Rect strip = driver.at("journey.strip");
    driver.move(strip.centre_x(), strip.centre_y());
    driver.wheel(-3);
    driver.arrive();
    const float after_wheel = scroll();
    CHECK(after_wheel > 100);
    CHECK(driver.layers().layer == 1);  // the wheel chooses no layer
    driver.wheel(-2, GLFW_KEY_LEFT_SHIFT);
    driver.arrive();
    CHECK(scroll() > after_wheel);
    // A drag moves the strip and does not choose the layer under the pointer.
    const float before_drag = scroll();
    driver.move(strip.centre_x(), strip.centre_y());
    driver.press();
    for (int i = 1; i <= 4; ++i) driver.move(strip.centre_x() - static_cast<float>(i) * 50, strip.centre_y());
    driver.release();
    driver.arrive();
    CHECK(scroll() == doctest::Approx(before_drag + 200).epsilon(0.02));
    CHECK(driver.layers().layer == 1);
    REQUIRE(driver.has("journey.back"));
    driver.click("journey.back");
    driver.arrive();
    CHECK(scroll() == 0);
    const Rect overview = driver.at("journey.overview");
    driver.click_at(overview.right() - 3, overview.centre_y());
    driver.arrive();
    CHECK(driver.has("journey.layer.38"));
    const Rect frame = driver.at("journey.overview.frame");
    CHECK(frame.right() == doctest::Approx(overview.right()).epsilon(0.01));
    // The arrow keys still step through the layers, and the strip follows.
    driver.key(GLFW_KEY_RIGHT);
    driver.arrive();
    CHECK(driver.layers().layer == 2);
    CHECK(scroll() < 100);
}

TEST_CASE("blocks of a very deep model are folded; a click unfolds one block, the switch all blocks") {
    JourneyDriver driver(12);  // 64 layers
    REQUIRE(driver.model().size() == 64);
    CHECK(driver.has("journey.layer.6"));  // the last layer of block_0
    CHECK_FALSE(driver.has("journey.layer.3"));
    CHECK(driver.text_in("journey.layer.6").find("block_0") != std::string::npos);
    // A layer inside a folded block can be reached with the keys.
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.layers().layer == 3);
    CHECK(driver.text_in("journey.layer.6").find("2 of 5") != std::string::npos);
    driver.click("journey.block.2");
    CHECK(driver.has("journey.layer.3"));
    CHECK(driver.layers().layer == 3);
    driver.click("journey.block.2");
    CHECK_FALSE(driver.has("journey.layer.3"));
    driver.click("journey.layer.6");  // the selected block unfolds
    CHECK(driver.has("journey.layer.3"));
    driver.click("journey.fold");
    CHECK(driver.layers().journey.folds == false);
    CHECK(driver.has("journey.layer.4"));
    driver.click("journey.fold");
    CHECK(driver.layers().journey.folds == true);
    CHECK_FALSE(driver.has("journey.layer.4"));
}

TEST_CASE("Ctrl+F finds a layer by a part of its name; Enter goes to the next") {
    JourneyDriver driver(12);
    driver.key(GLFW_KEY_F, GLFW_MOD_CONTROL);
    driver.frames(3);
    driver.type("_CONV2");  // not the displayed names, which also contain Conv2D
    CHECK(driver.layers().layer == 4);
    driver.key(GLFW_KEY_ENTER);
    driver.frames(3);
    CHECK(driver.layers().layer == 9);
    CHECK(driver.has("journey.find.note"));
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(2);
    CHECK(driver.layers().layer == 9);
    CHECK_FALSE(driver.has("journey.find.note"));
    CHECK(layers_named(driver.model(), "dense") == std::vector<int>{63});
    CHECK(layers_named(driver.model(), " ").empty());
}

TEST_CASE("a map under the pointer shows its strongest connections, whose shares are those of the product maps") {
    NetworkDriver driver;
    driver.move_to("journey.layer.3.map");
    const JourneyConnections& shown = driver.workspace().journey().connections();
    for (int i = 0; i < 100 && shown.connections().empty(); ++i) {  // the card appears after 0.3 s
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        driver.settle();
    }
    REQUIRE(shown.connections().size() == kMaxConnections);
    const nn::ProductMaps maps = nn::product_maps(driver.model(), {}, 3, 0, driver.now().layer(2).values);
    for (std::size_t i = 0; i < kMaxConnections; ++i) {
        const nn::ProductMap& map = maps.maps[static_cast<std::size_t>(maps.by_share[i])];
        CHECK(shown.connections()[i].channel == map.channel);
        CHECK(shown.connections()[i].share == doctest::Approx(map.share));
        CHECK(shown.connections()[i].adds == (map.sum > 0));
    }
    CHECK(shown.caption().find("thickness") != std::string::npos);
    CHECK(driver.at("journey.connections.map").w > driver.at("journey.layer.3.map").w);
    driver.move_to("maps.grid");
    driver.frames(2);
    CHECK_FALSE(driver.has("journey.connections"));
}

TEST_CASE("the right mouse button on the journey opens its export menu") {
    NetworkDriver driver;
    const Rect strip = driver.at("journey.layer.2");
    driver.click_at(strip.centre_x(), strip.centre_y(), 1);
    const Rect menu = driver.at("journey.menu.png");
    CHECK(menu.x < strip.centre_x() + 30);  // at the pointer
    driver.click("journey.menu.png");
    driver.type((driver.folder() / "journey.png").string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    CHECK(load_picture(driver.folder() / "journey.png").size().cols > 900);
}
