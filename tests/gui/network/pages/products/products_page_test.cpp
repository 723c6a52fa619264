// The Map page, in the mode that shows a map as the sum of its product maps.
#include "app/gui/network/pages/products/products_page.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/document/session.h"
#include "core/base/text/addends.h"
#include "core/io/npy/npy.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

/// A window that shows a map of the second convolution, which has 64 input maps, as the sum of its product maps.
struct SumDriver : NetworkDriver {
    explicit SumDriver(int width = 1280, int height = 800) : NetworkDriver(width, height) {
        go_to(3);
        key(GLFW_KEY_I);
        settle();
    }
    const ProductsPage& page() { return workspace().pages().products; }
    const nn::ProductMaps& maps() {
        REQUIRE(page().maps() != nullptr);
        return *page().maps();
    }
};

}  // namespace

TEST_CASE("the key I shows a map as the sum of its product maps, which add up to the map that the network computes") {
    SumDriver driver;
    CHECK(driver.layers().page == NetworkPage::map);
    REQUIRE(driver.maps().maps.size() == 64);
    CHECK(driver.page().grid().canvas().count() > 0);
    REQUIRE(driver.page().sums().size() == 3);
    const std::vector<float>& traced = driver.now().layer(3).values;
    double largest = 0;
    for (std::size_t i = 0; i < driver.maps().before.size(); ++i) {
        double sum = driver.maps().bias;
        for (const nn::ProductMap& map : driver.maps().maps) sum += map.values[i];
        largest = std::max(largest, std::fabs(std::max(0.0, sum) - traced[i * 64]));
    }
    CHECK(largest < 1e-5);
    // Another map has other products; the switch leads back to the enlarged map.
    const double before = driver.maps().bias;
    driver.key(GLFW_KEY_DOWN);
    driver.settle();
    CHECK(driver.maps().filter == 1);
    CHECK(driver.maps().bias != before);
    driver.click("products.shown.map");
    CHECK(driver.has("map.now"));
    CHECK_FALSE(driver.has("products.grid"));
}

TEST_CASE("the player adds the maps one by one, then the bias, then the activation") {
    SumDriver driver;
    driver.click("player.first");
    CHECK(driver.layers().products.player.active);
    CHECK(driver.text_in("products.sum.title").find("Sum of 1 of 64") != std::string::npos);
    const FloatImage& first = *driver.page().sums()[0].image;
    CHECK(first.at(3, 4) == doctest::Approx(driver.maps().maps[0].values[3 * 11 + 4]));
    driver.key(GLFW_KEY_RIGHT, GLFW_MOD_SHIFT);
    const double two = double{driver.maps().maps[0].values[37]} + driver.maps().maps[1].values[37];
    CHECK(driver.page().sums()[0].image->at(3, 4) == doctest::Approx(two));
    CHECK(driver.page().arithmetic().numbers.size() == 2);
    driver.click("player.last");
    CHECK(driver.page().arithmetic().numbers.size() == 65);
    CHECK(driver.page().arithmetic().result.starts_with("ReLU: "));
    driver.key(GLFW_KEY_LEFT, GLFW_MOD_SHIFT);  // with the bias, before the activation
    CHECK(driver.page().arithmetic().result.empty());
    CHECK(driver.page().arithmetic().numbers.size() == 65);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.layers().products.player.active);
    driver.key(GLFW_KEY_SPACE);
    CHECK(driver.layers().products.player.playing);
}

TEST_CASE("the arithmetic under the pointer adds up as written, and the order by share puts the largest first") {
    SumDriver driver;
    driver.move_to("products.result");
    driver.frames(2);
    const ProductArithmetic& arithmetic = driver.page().arithmetic();
    const double total = std::accumulate(arithmetic.numbers.begin(), arithmetic.numbers.end(), 0.0);
    CHECK(arithmetic.sum.ends_with(" = " + decimal_text(total, arithmetic.decimals)));
    CHECK(driver.text_in("products.arithmetic").find(decimal_text(total, arithmetic.decimals)) != std::string::npos);
    driver.click("products.order.share");
    CHECK(driver.layers().products.by_share);
    driver.click("player.first");
    const auto largest = static_cast<std::size_t>(driver.maps().by_share.front());
    CHECK(driver.page().sums()[0].image->at(5, 5) == doctest::Approx(driver.maps().maps[largest].values[5 * 11 + 5]));
    driver.click("products.sum");
    CHECK(driver.layers().pinned);
}

TEST_CASE("the product maps are exported with the right mouse button, and a session keeps the page") {
    const TemporaryFolder folder;
    {
        SumDriver driver;
        const Rect grid = driver.at("products.grid");
        driver.click_at(grid.centre_x(), grid.centre_y(), 1);
        driver.click("products.menu.npy");
        driver.type((folder / "products.npy").string());
        driver.key(GLFW_KEY_ENTER);
        driver.settle();
        const NpyArray array = load_npy(folder / "products.npy");
        CHECK(array.shape == std::vector<std::int64_t>{11, 11, 64});
        CHECK(array.values[(3 * 11 + 4) * 64 + 7] == driver.maps().maps[7].values[3 * 11 + 4]);
        driver.click("products.order.share");
        save_session(folder / "sum.json", driver.document());
    }
    NetworkDriver again(1280, 800, {.session = folder / "sum.json"});
    CHECK(again.layers().products.shown);
    CHECK(again.layers().products.by_share);
    again.settle();
    CHECK(again.has("products.grid"));
}
