// The Layers workspace in the real window: opening, stepping through the journey, pages, models and sessions.
#include "app/document/session.h"
#include "core/io/model_file.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

/// A chain of `layers` convolutions with `filters` filters each, on inputs of size x size x 3, with ten classes.
nn::Model deep_model(int layers, std::int64_t filters, std::int64_t size) {
    nn::ModelBuilder builder;
    builder.input("input", {size, size, 3});
    for (int i = 0; i < layers; ++i) {
        nn::Conv2D::Parameters parameters{.filters = filters};
        parameters.window = {.rows = 3, .cols = 3, .padding = nn::Padding::same};
        parameters.activation.kind = nn::ActivationKind::relu;
        builder.add("conv_" + std::to_string(i), std::make_shared<nn::Conv2D>(parameters));
    }
    builder.add("pool", std::make_shared<nn::GlobalAveragePooling2D>(false));
    nn::Dense::Parameters dense{.units = 10};
    dense.activation.kind = nn::ActivationKind::softmax;
    builder.add("dense", std::make_shared<nn::Dense>(dense));
    return nn::initialised(builder.build(), 1);
}

}  // namespace

TEST_CASE("Layers opens with the course model and an ankle boot, which the model classifies correctly") {
    NetworkDriver driver;
    CHECK(driver.network().model.name() == "course");
    CHECK(driver.network().input.name() == "ankle boot");
    CHECK(driver.layers().layer == 1);
    driver.check_results();
    CHECK(driver.class_value(kAnkleBoot) > 0.5F);
    CHECK_FALSE(driver.shell().history().can_undo());  // opening the first model and input is not an edit
    for (int node = 0; node < driver.model().size(); ++node) CHECK(driver.has("journey.layer." + std::to_string(node)));
    // Both workspaces still show their panels after switching to the Filter Lab and back.
    driver.key(GLFW_KEY_1);
    CHECK(driver.has("view.filtered"));
    driver.click("tab.layers");
    CHECK(driver.has("maps.grid"));
}

TEST_CASE("the journey draws maps at true relative scale") {
    NetworkDriver driver;
    const float unit = driver.at("journey.layer.0.map").w / 28;
    CHECK(driver.at("journey.layer.1.map").w == doctest::Approx(26 * unit).epsilon(0.03));
    CHECK(driver.at("journey.layer.2.map").w == doctest::Approx(13 * unit).epsilon(0.05));
    CHECK(driver.at("journey.layer.3.map").w == doctest::Approx(11 * unit).epsilon(0.05));
    CHECK(driver.at("journey.layer.4.map").w == doctest::Approx(5 * unit).epsilon(0.1));
}

TEST_CASE("the arrows step through layers and channels, Home and End go to the ends") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.layers().layer == 2);
    driver.key(GLFW_KEY_PAGE_DOWN);
    CHECK(driver.layers().layer == 3);
    driver.key(GLFW_KEY_PAGE_UP);
    driver.key(GLFW_KEY_LEFT);
    driver.key(GLFW_KEY_LEFT);
    driver.key(GLFW_KEY_LEFT);
    CHECK(driver.layers().layer == 0);
    driver.key(GLFW_KEY_END);
    CHECK(driver.layers().layer == driver.model().size() - 1);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.layers().layer == driver.model().size() - 1);
    driver.key(GLFW_KEY_HOME);
    CHECK(driver.layers().layer == 0);
    driver.go_to(3);
    CHECK(driver.layers().layer == 3);
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_UP);
    CHECK(driver.layers().channel == 1);
    // The last layer has ten channels, so channel 13 becomes channel 9 there.
    for (int i = 0; i < 12; ++i) driver.key(GLFW_KEY_DOWN);
    CHECK(driver.layers().channel == 13);
    driver.key(GLFW_KEY_END);
    CHECK(driver.layers().channel == 9);
}

TEST_CASE("a step's transition ends by itself, and a second step need not wait for it") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.layers().layer == 3);
    driver.arrive();
}

TEST_CASE("every page opens by its key and by its tab") {
    NetworkDriver driver;
    const auto page = [&] { return driver.layers().page; };
    driver.key(GLFW_KEY_S);
    CHECK(page() == NetworkPage::table);
    driver.key(GLFW_KEY_S);
    CHECK(page() == NetworkPage::maps);
    driver.key(GLFW_KEY_E);
    CHECK(page() == NetworkPage::map);
    driver.key(GLFW_KEY_G);
    CHECK(page() == NetworkPage::figure);
    driver.key(GLFW_KEY_B);
    CHECK(page() == NetworkPage::models);
    driver.click("layers.page.map");
    CHECK(page() == NetworkPage::map);
    driver.key(GLFW_KEY_M);
    CHECK(page() == NetworkPage::maps);
}

TEST_CASE("a model is opened by dropping it and closed by undo; a damaged one changes nothing") {
    NetworkDriver driver;
    save_model(driver.folder() / "own.h5", deep_model(2, 4, 16));
    driver.drop({driver.folder() / "own.h5"});
    CHECK(driver.network().model.name() == "own.h5");
    CHECK(driver.model().size() == 5);
    driver.check_results();
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.network().model.name() == "course");
    driver.check_results();
    std::filesystem::copy(driver.folder() / "own.h5", driver.folder() / "cut.h5");
    std::filesystem::resize_file(driver.folder() / "cut.h5", 3000);
    driver.drop({driver.folder() / "cut.h5"});
    CHECK(driver.network().model.name() == "course");
    CHECK(driver.shell().notices().all().back().text.find("cut.h5") != std::string::npos);
}

TEST_CASE("a model named on the command line opens in Layers") {
    NetworkDriver driver(1024, 768, {.files = {std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models/plain.h5"}});
    CHECK(driver.document().workspace == WorkspaceId::layers);
    CHECK(driver.network().model.name() == "plain.h5");
    driver.check_results();
}

TEST_CASE("the window shows a model of 100 layers and a layer of 512 channels") {
    NetworkDriver driver;
    save_model(driver.folder() / "deep.h5", deep_model(100, 4, 12));
    driver.drop({driver.folder() / "deep.h5"});
    REQUIRE(driver.model().size() == 103);
    driver.key(GLFW_KEY_END);
    CHECK(driver.layers().layer == 102);
    driver.arrive();
    CHECK(driver.has("journey.layer.102"));
    driver.key(GLFW_KEY_LEFT);
    driver.key(GLFW_KEY_LEFT);
    CHECK(driver.layers().layer == 100);
    save_model(driver.folder() / "wide.h5", deep_model(1, 512, 8));
    driver.drop({driver.folder() / "wide.h5"});
    driver.go_to(1);
    CHECK(driver.shell().workspace<NetworkWorkspace>().pages().maps.canvas().count() == 512);
    driver.check_results();
}

TEST_CASE("a session restores model, input, layer, channel, pixel and edits") {
    const TemporaryFolder folder;
    Document before;
    float answer = 0;
    {
        NetworkDriver driver;
        driver.go_to(3);
        driver.key(GLFW_KEY_DOWN);
        driver.click("weights.turn_off");
        driver.key(GLFW_KEY_E);
        driver.click("map.now");
        REQUIRE(driver.layers().pinned);
        before = driver.document();
        answer = driver.class_value(kAnkleBoot);
        save_session(folder / "lesson.json", before);
    }
    NetworkDriver again(1280, 800, {.session = folder / "lesson.json"});
    CHECK(again.document().workspace == WorkspaceId::layers);
    CHECK(again.layers().layer == 3);
    CHECK(again.layers().channel == 1);
    CHECK(again.layers().page == NetworkPage::map);
    REQUIRE(again.layers().pinned);
    CHECK(again.layers().pinned->row == before.network_view.pinned->row);
    CHECK(again.layers().pinned->col == before.network_view.pinned->col);
    CHECK(again.network().edits == before.network.edits);
    CHECK(again.network().input.name() == "ankle boot");
    again.check_results();
    CHECK(again.class_value(kAnkleBoot) == answer);
}

TEST_CASE("undo goes back to the workspace where the edit was made") {
    NetworkDriver driver;
    driver.click("weights.turn_off");
    driver.key(GLFW_KEY_1);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.document().workspace == WorkspaceId::layers);
    CHECK(driver.network().edits.empty());
    driver.check_results();
}
