// The strongest pictures of a map in the real window, compared with a search picture by picture.
#include "app/gui/widgets/numbers/number_field.h"
#include "core/nn/inspect/explain.h"
#include "tests/gui/network/dataset/dataset_driver.h"
#include "tests/support/class_folders.h"

using namespace convscope;
using convscope::test::DatasetDriver;
using convscope::test::largest_of;
using convscope::test::NetworkDriver;

namespace {

/// The numbers of the pictures with the largest values of the map, the largest first; if values are equal, the earlier
/// picture first.
std::vector<std::int64_t> strongest(const std::vector<std::vector<float>>& values, std::size_t channel,
                                    std::size_t channels) {
    std::vector<std::int64_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::int64_t i) {
        return largest_of(values[static_cast<std::size_t>(i)], channel, channels);
    });
    return order;
}

}  // namespace

TEST_CASE("without a data set the page says how to open one, and its button opens the file dialog") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_X);
    CHECK(driver.text_in("data.none").find("drop a data set on the window") != std::string::npos);
    driver.click("data.choose");
    CHECK(driver.has("files.path"));
    CHECK(driver.has("files.folder"));
}

TEST_CASE("the nine pictures with the map's largest values are shown with value, class and receptive field") {
    DatasetDriver driver;
    driver.go_to(3);
    driver.key(GLFW_KEY_DOWN);
    driver.settle();
    const auto channel = static_cast<std::size_t>(driver.layers().channel);
    REQUIRE(channel > 0);
    driver.move(1, 1);  // off the journey, whose tooltip covers the page
    driver.frames(2);
    const auto values = driver.values_of(3);
    const auto order = strongest(values, channel, 64);
    const auto& shown = driver.page().excites().top().shown();
    REQUIRE(shown.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        INFO(i);
        const float largest = largest_of(values[static_cast<std::size_t>(order[i])], channel, 64);
        CHECK(shown[i].top.value == doctest::Approx(largest).epsilon(1e-5));
        CHECK(driver.text_in(fmt::format("data.top.{}.caption", i)) ==
              short_number(static_cast<double>(shown[i].top.value)) + "\n" + driver.class_of(shown[i].top.example));
        const nn::Position at{shown[i].top.row, shown[i].top.col, static_cast<std::int64_t>(channel)};
        const nn::Region field = nn::receptive_field(driver.model(), 3, nn::single(at), 0);
        CHECK(shown[i].field.row == field.rows.begin);
        CHECK(shown[i].field.cols == field.cols.length());
    }
    CHECK(shown[0].top.example == order[0]);
}

TEST_CASE("a click on a picture makes it the input and pins the place; the value there equals the caption's") {
    DatasetDriver driver;
    driver.go_to(3);
    driver.settle();
    const nn::TopPicture top = driver.page().excites().top().shown().at(0).top;
    driver.move_to("data.top.0");
    driver.frames(2);
    CHECK(driver.has("data.top.0.field"));
    driver.click("data.top.0");
    driver.settle();
    CHECK(driver.input().source == InputSource::dataset);
    CHECK(driver.input().number == top.example);
    REQUIRE(driver.layers().pinned);
    CHECK(driver.layers().pinned->row == top.row);
    const nn::Shape& shape = driver.model().node(3).shape;
    const auto index = static_cast<std::size_t>(nn::index_of(shape, {top.row, top.col, driver.layers().channel}));
    CHECK(driver.now().layer(3).values.at(index) == doctest::Approx(top.value).epsilon(1e-5));
    driver.undo();
    CHECK(driver.input().source == InputSource::sample);
}

TEST_CASE("each class has the mean of the map over its pictures, and the number of active pictures is stated") {
    DatasetDriver driver;
    driver.settle();
    const auto values = driver.values_of(1);
    std::vector<double> sums(10);
    std::int64_t active = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t k = 0; k < values[i].size(); k += 64) sums[i % 10] += static_cast<double>(values[i][k]);
        if (largest_of(values[i], 0, 64) > 0) ++active;
    }
    for (std::size_t c = 0; c < 10; ++c) {
        const std::string text = driver.text_in(fmt::format("data.mean.{}", c));
        INFO(text);
        const std::string name = driver.model().info().labels.at(c);
        REQUIRE(text.starts_with(name + "\n"));
        CHECK(std::stod(text.substr(name.size() + 1)) == doctest::Approx(sums[c] / (12.0 * 676)).epsilon(0.01));
    }
    CHECK(driver.text_in("data.active")
              .starts_with(fmt::format("Active (above 0 somewhere) on {} of 120 pictures", active)));
}

TEST_CASE("after an edit the pictures are found again, and a click on a map that is never active selects it") {
    DatasetDriver driver;
    const auto before = driver.page().excites().never_active();
    driver.click("weights.turn_off");
    driver.settle();
    CHECK(driver.has("data.never"));
    REQUIRE(driver.page().excites().never_active().front() == 0);
    CHECK(driver.page().excites().never_active().size() == before.size() + 1);
    driver.key(GLFW_KEY_DOWN);
    driver.settle();
    CHECK(driver.layers().channel == 1);
    driver.click("data.never.0");
    driver.settle();
    CHECK(driver.layers().channel == 0);
    CHECK(driver.page().surveys().known().size() == 2);
    driver.undo();
    driver.settle();
    CHECK(driver.page().excites().never_active() == before);
    CHECK(driver.page().surveys().known().size() == 2);  // the first survey is kept
}

TEST_CASE("the strongest pictures are shown in a line next to the map as soon as they are known") {
    DatasetDriver driver;
    CHECK_FALSE(driver.has("map.top"));
    driver.key(GLFW_KEY_E);
    driver.settle();
    CHECK(driver.text_in("map.top") == "Strongest pictures in images");
    for (int i = 0; i < 9; ++i) CHECK(driver.has(fmt::format("map.top.{}", i)));
    const nn::TopPicture top = driver.page().excites().top().shown().at(1).top;
    driver.click("map.top.1");
    driver.settle();
    CHECK(driver.input().number == top.example);
    CHECK(driver.layers().page == NetworkPage::map);
}

TEST_CASE(
    "units of a layer without rows have pictures too, with the receptive field of the layer; the input has none") {
    DatasetDriver driver;
    const int dense = driver.model().size() - 2;
    driver.go_to(dense);
    driver.settle();
    for (int i = 0; i < 20 && driver.has("data.never"); ++i) {  // a unit that no picture makes active
        driver.key(GLFW_KEY_DOWN);
        driver.settle();
    }
    REQUIRE_FALSE(driver.has("data.never"));
    const auto& shown = driver.page().excites().top().shown();
    REQUIRE(shown.size() == 9);
    // Pooling without padding drops the last rows and columns, so no unit depends on them.
    const nn::Region seen = nn::receptive_field(driver.model(), dense, nn::single({0, 0, 0}), 0);
    CHECK(shown[0].field == PixelRect{0, 0, static_cast<int>(seen.rows.end), static_cast<int>(seen.cols.end)});
    CHECK(shown[0].field.rows > 20);
    driver.go_to(0);
    driver.settle();
    CHECK(driver.has("data.message"));
}

TEST_CASE("class folders dropped on the window become the data set, with a notice and the field of picture numbers") {
    NetworkDriver driver(1280, 1000);
    for (int i = 0; i < 4; ++i) {
        samples::write_grey(driver.folder() / "own/Bag" / fmt::format("{}.pgm", i), 40, 20 * i + 30);
        samples::write_grey(driver.folder() / "own/Shirt" / fmt::format("{}.pgm", i), 28, 20 * i + 40);
    }
    CHECK_FALSE(driver.has("input.number"));
    driver.drop({driver.folder() / "own"});
    driver.settle();
    CHECK(driver.last_notice() == "The data set own is open: 8 pictures of 2 classes.");
    CHECK(driver.has("input.number"));
    driver.key(GLFW_KEY_X);
    driver.settle();
    CHECK(driver.text_in("data.name") == "own, 8 pictures");
    CHECK(driver.has("data.mean.6"));
    CHECK(driver.has("data.mean.8"));
    CHECK_FALSE(driver.has("data.mean.0"));
}
