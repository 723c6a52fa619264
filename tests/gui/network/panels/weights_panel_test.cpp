// The weights panel in the real window: editing weights, turning channels off, exchanging kernels with the Filter Lab.
#include <fmt/format.h>

#include "core/filter/kernel.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::kAnkleBoot;
using convscope::test::NetworkDriver;

namespace {

float kernel_value(const NetworkDriver& driver, int node, std::size_t index) {
    return nn::weight(driver.model(), driver.network().edits, {node, 0})->values.at(index);
}

}  // namespace

TEST_CASE("dragging a kernel's value changes all layers after it, and is undone in one step") {
    NetworkDriver driver;
    const float trained = kernel_value(driver, 1, 4 * 64);
    const float before = driver.class_value(kAnkleBoot);
    driver.drag("weights.cell.1.1", 160, 0, 5);
    CHECK(kernel_value(driver, 1, 4 * 64) == doctest::Approx(trained + 20 * 0.05F).epsilon(0.001));
    driver.check_results();
    CHECK(driver.class_value(kAnkleBoot) != before);
    CHECK(driver.class_value(kAnkleBoot, true) == before);
    CHECK(driver.has("weights.reset_all"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.network().edits.empty());
    CHECK(driver.class_value(kAnkleBoot) == before);
}

TEST_CASE("all weights of a kernel are written with equal decimals") {
    NetworkDriver driver;
    std::size_t decimals = 0;
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 3; ++col) {
            const std::string text = driver.text_in(fmt::format("weights.cell.{}.{}", row, col));
            REQUIRE(text.find('.') != std::string::npos);
            const std::size_t here = text.size() - text.find('.') - 1;
            if (row == 0 && col == 0) decimals = here;
            CHECK(here == decimals);
            CHECK(text.find('e') == std::string::npos);
        }
    CHECK(decimals >= 3);
}

TEST_CASE("after a drag or a typed weight the arrow keys step layers and maps and change no weight") {
    for (const bool typed : {false, true}) {
        CAPTURE(typed);
        NetworkDriver driver;
        if (typed) {
            driver.click("weights.cell.0.0");
            driver.type("0.5");
            driver.key(GLFW_KEY_ENTER);
        } else {
            driver.drag("weights.cell.0.0", 80, 0, 5);
        }
        REQUIRE_FALSE(driver.network().edits.empty());
        const nn::Edits edits = driver.network().edits;
        driver.key(GLFW_KEY_DOWN);
        CHECK(driver.layers().channel == 1);
        driver.key(GLFW_KEY_RIGHT);
        driver.key(GLFW_KEY_RIGHT);
        CHECK(driver.layers().layer == 3);
        driver.key(GLFW_KEY_DOWN);
        driver.key(GLFW_KEY_DOWN);
        driver.key(GLFW_KEY_UP);
        CHECK(driver.layers().channel == 2);
        CHECK(driver.network().edits == edits);
    }
}

TEST_CASE("a weight that Tab has focused is changed by Up and Down, until another layer is chosen") {
    NetworkDriver driver;
    driver.click("weights.cell.0.0");
    driver.key(GLFW_KEY_TAB);
    const float trained = kernel_value(driver, 1, 64);
    driver.key(GLFW_KEY_UP);
    CHECK(kernel_value(driver, 1, 64) == doctest::Approx(trained + 0.05F).epsilon(0.01));
    driver.key(GLFW_KEY_RIGHT);
    const nn::Edits edits = driver.network().edits;
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_DOWN);
    CHECK(driver.network().edits == edits);
    CHECK(driver.layers().channel == 1);
}

TEST_CASE("an edit is on screen in the next frame") {
    NetworkDriver driver;
    driver.click("weights.cell.0.0");
    driver.type("2");
    const std::uint64_t revision = driver.results().revision;
    driver.key(GLFW_KEY_ENTER);
    CHECK(driver.results().revision == revision + 1);
    CHECK(driver.results().request.edits == driver.network().edits);
    CHECK(kernel_value(driver, 1, 0) == 2);
}

TEST_CASE("a bias that is typed into its field changes the layer") {
    NetworkDriver driver;
    driver.go_to(3);
    driver.click("weights.bias");
    driver.type("0.75");
    driver.key(GLFW_KEY_ENTER);
    CHECK(nn::weight(driver.model(), driver.network().edits, {3, 1})->values[0] == 0.75F);
    driver.check_results();
}

TEST_CASE("the kernel of another input map can be chosen and edited") {
    NetworkDriver driver(1280, 1100);
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

TEST_CASE("buttons turn a channel off, turn all other channels off, and reset the layer") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_DOWN);
    driver.click("weights.turn_off");
    CHECK(nn::ablated(driver.network().edits, 1) == std::vector<std::int64_t>{1});
    const nn::LayerTrace& layer = driver.results().now->layer(1);
    CHECK(layer.channels[1].range == Range{0, 0});
    driver.check_results();
    driver.click("weights.turn_off");
    CHECK(driver.network().edits.empty());
    driver.click("weights.only_this");
    CHECK(nn::ablated(driver.network().edits, 1).size() == 63);
    CHECK_FALSE(nn::is_ablated(driver.network().edits, 1, 1));
    driver.check_results();
    driver.click("weights.reset");
    CHECK(driver.network().edits.empty());
}

TEST_CASE("a click on a unit's picture selects a weight, which can be edited") {
    NetworkDriver driver;
    driver.go_to(7);
    const Rect picture = driver.at("weights.unit");
    driver.click_at(picture.right() - 3, picture.bottom() - 3);
    CHECK(driver.layers().kernel_channel == 127);
    driver.click("weights.feature");
    driver.type("1.5");
    driver.key(GLFW_KEY_ENTER);
    CHECK(kernel_value(driver, 7, 127 * 10 + kAnkleBoot) == 1.5F);
    driver.check_results();
}

TEST_CASE("\"Reset to trained\" is not offered for a painted input, and keeps the paint") {
    NetworkDriver driver(1280, convscope::test::kTallWindow);
    driver.click("input.tool.brush");
    driver.stroke({{20, 5}, {20, 20}});
    REQUIRE(driver.network().is_painted());
    CHECK_FALSE(driver.has("weights.reset_all"));
    const std::vector<float> painted = driver.input_values();
    driver.click("weights.turn_off");
    driver.click("weights.reset_all");
    CHECK(driver.network().edits.empty());
    CHECK(driver.input_values() == painted);
    driver.check_results();
}

TEST_CASE("\"Reset to trained\" removes all edits, and is undone in one step") {
    NetworkDriver driver;
    driver.click("weights.turn_off");
    driver.go_to(3);
    driver.click("weights.turn_off");
    const nn::Edits edits = driver.network().edits;
    driver.click("weights.reset_all");
    CHECK(driver.network().edits.empty());
    CHECK_FALSE(driver.has("weights.reset_all"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.network().edits == edits);
    driver.check_results();
}

TEST_CASE("a learned kernel is sent to the Filter Lab, and the lab's filter to the first convolution") {
    NetworkDriver driver;
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

TEST_CASE("a kernel is copied and pasted as text; a kernel of another size is refused with a notice") {
    NetworkDriver driver;
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
