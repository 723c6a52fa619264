// What if: editing learned weights in the real window, silencing and isolating, the way to the Filter Lab and back.
#include "core/filter/kernel.h"
#include "tests/gui/layers_support.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::LayersDriver;

namespace {

float kernel_value(const LayersDriver& driver, int node, std::size_t index) {
    return nn::weight(driver.model(), driver.network().edits, {node, 0})->values.at(index);
}

}  // namespace

TEST_CASE("a kernel's value is dragged: everything downstream follows, undo takes it back as one step") {
    LayersDriver driver;
    const float trained = kernel_value(driver, 1, 4 * 64);
    const float before = driver.answer(kAnkleBoot);
    driver.drag("weights.cell.1.1", 160, 0, 5);
    CHECK(kernel_value(driver, 1, 4 * 64) == doctest::Approx(trained + 20 * 0.05F).epsilon(0.001));
    driver.check_results();
    CHECK(driver.answer(kAnkleBoot) != before);
    CHECK(driver.answer(kAnkleBoot, true) == before);
    CHECK(driver.has("weights.reset_all"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.network().edits.empty());
    CHECK(driver.answer(kAnkleBoot) == before);
}

TEST_CASE("the change is on screen in the frame after it") {
    LayersDriver driver;
    driver.click("weights.cell.0.0");
    driver.type("2");
    const std::uint64_t revision = driver.results().revision;
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.results().revision == revision + 1);
    CHECK(driver.results().request.edits == driver.network().edits);
    CHECK(kernel_value(driver, 1, 0) == 2);
}

TEST_CASE("a bias is typed") {
    LayersDriver driver;
    driver.go_to(3);
    driver.click("weights.bias");
    driver.type("0.75");
    driver.key(GLFW_KEY_ENTER);
    CHECK(nn::weight(driver.model(), driver.network().edits, {3, 1})->values[0] == 0.75F);
    driver.check_results();
}

TEST_CASE("another input map's kernel is chosen and edited") {
    LayersDriver driver;
    driver.go_to(3);
    const Rect kernels = driver.at("weights.kernels");
    driver.click_at(kernels.x + kernels.w * 2.5F / 16, kernels.y + 4);
    REQUIRE(driver.layers().kernel_channel == 2);
    driver.click("weights.cell.2.1");
    driver.type("-3");
    driver.key(GLFW_KEY_ENTER);
    // rows, cols, input channels, filters
    CHECK(kernel_value(driver, 3, (((2 * 3 + 1) * 64) + 2) * 64) == -3);
    driver.check_results();
}

TEST_CASE("a channel is ablated and isolated, and the layer reset") {
    LayersDriver driver;
    driver.key(GLFW_KEY_DOWN);
    driver.click("weights.silence");
    CHECK(nn::ablated(driver.network().edits, 1) == std::vector<std::int64_t>{1});
    const nn::LayerTrace& layer = driver.results().now->layer(1);
    CHECK(layer.channels[1].range == Range{0, 0});
    driver.check_results();
    driver.click("weights.silence");
    CHECK(driver.network().edits.empty());
    driver.click("weights.isolate");
    CHECK(nn::ablated(driver.network().edits, 1).size() == 63);
    CHECK_FALSE(nn::is_ablated(driver.network().edits, 1, 1));
    driver.check_results();
    driver.click("weights.reset");
    CHECK(driver.network().edits.empty());
}

TEST_CASE("a unit's weight is found by a click on its picture and edited") {
    LayersDriver driver;
    driver.go_to(7);
    const Rect picture = driver.at("weights.unit");
    driver.click_at(picture.right() - 3, picture.bottom() - 3);
    CHECK(driver.layers().kernel_channel == 127);
    driver.click("weights.feature");
    driver.type("1.5");
    driver.key(GLFW_KEY_ENTER);
    CHECK(kernel_value(driver, 7, 127 * 10) == 1.5F);
    driver.check_results();
}

TEST_CASE("reset to trained takes everything back, and is one step of undo itself") {
    LayersDriver driver;
    driver.click("weights.silence");
    driver.go_to(3);
    driver.click("weights.silence");
    const nn::Edits edits = driver.network().edits;
    driver.click("weights.reset_all");
    CHECK(driver.network().edits.empty());
    CHECK_FALSE(driver.has("weights.reset_all"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.network().edits == edits);
    driver.check_results();
}

TEST_CASE("a learned kernel goes to the Filter Lab, and the lab's filter into the first convolution") {
    LayersDriver driver;
    driver.click("weights.to_lab");
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c)
            CHECK(driver.lab().filters[0].kernel.at(r, c) ==
                  driver.model().node(1).weights[0]->values[static_cast<std::size_t>((r * 3 + c) * 64)]);
    driver.click("filter.cell.0.0");
    driver.type("4");
    driver.key(GLFW_KEY_ENTER);
    driver.key(GLFW_KEY_2);
    driver.key(GLFW_KEY_DOWN);
    driver.click("weights.from_lab");
    CHECK(kernel_value(driver, 1, 1) == 4);
    driver.check_results();
    driver.go_to(3);
    CHECK_FALSE(driver.has("weights.from_lab"));
}

TEST_CASE("a kernel is copied and pasted as text; what does not fit is refused in a sentence") {
    LayersDriver driver;
    driver.key(GLFW_KEY_DOWN);
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    const Kernel copied = parse_kernel(driver.shell().window().clipboard());
    REQUIRE(copied.size == 3);
    CHECK(copied.at(2, 1) == doctest::Approx(kernel_value(driver, 1, (2 * 3 + 1) * 64 + 1)));
    driver.shell().window().set_clipboard("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(kernel_value(driver, 1, (2 * 3 + 1) * 64 + 1) == 8);
    driver.check_results();
    const nn::Edits edits = driver.network().edits;
    driver.shell().window().set_clipboard("{{1,0,0,0,0},{0,1,0,0,0},{0,0,1,0,0},{0,0,0,1,0},{0,0,0,0,1}}");
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(driver.shell().notices().all().back().text.find("kernels have 3 x 3") != std::string::npos);
    driver.go_to(2);
    driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
    CHECK(driver.shell().notices().all().back().text.find("has no filter") != std::string::npos);
    driver.shell().window().set_clipboard("untouched");
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    CHECK(driver.shell().window().clipboard() == "untouched");
    CHECK(driver.network().edits == edits);
}
