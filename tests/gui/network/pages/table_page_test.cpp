// The summary table in the real window: its numbers equal the engine's, and a click on a row selects the layer.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/io/model_file.h"
#include "core/nn/inspect/summary.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

constexpr int kDeep = 120;

nn::Model deep_model() {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "deep"});
    builder.input("input_1", {28, 28, 1});
    for (int i = 0; i < kDeep; ++i)
        builder.add(fmt::format("conv2d_{}", i),
                    samples::conv({.filters = 2 + i % 3,
                                   .window = {.rows = 3, .cols = 3, .padding = nn::Padding::same},
                                   .activation = samples::kRelu}));
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense",
                samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 10, .activation = samples::kSoftmax}));
    return initialised(builder.build(), 7);
}

std::size_t visible_rows(const NetworkDriver& driver) {
    std::size_t count = 0;
    for (int node = 0; node < driver.model().size(); ++node) count += driver.has(fmt::format("table.row.{}", node));
    return count;
}

}  // namespace

TEST_CASE("the table holds Keras's summary of the course model") {
    NetworkDriver driver(1920, 1080);
    driver.key(GLFW_KEY_F9);  // without side panels there is room for all columns
    driver.key(GLFW_KEY_S);
    REQUIRE(driver.document().network_view.page == NetworkPage::table);
    const TablePage& page = driver.workspace().pages().table;
    const nn::Summary summary = nn::summarise(driver.model());
    REQUIRE(page.rows().size() == summary.rows.size());
    CHECK(page.shown_figures() == TablePage::kFigures);
    for (std::size_t i = 0; i < summary.rows.size(); ++i) {
        const TablePage::Row& row = page.rows()[i];
        CHECK(driver.has(row.item));
        CHECK(row.name == summary.rows[i].name);
        CHECK(row.type == display_name(driver.model().node(summary.rows[i].node)));
        CHECK(row.figures[0] == shape_text(summary.rows[i].shape));
        CHECK(row.figures[1] == nn::with_commas(summary.rows[i].parameters));
        CHECK(row.figure(TablePage::Column::work) == nn::with_commas(summary.rows[i].multiply_adds));
    }
    // Two rows with the numbers of the course.
    CHECK(page.rows()[2].figures ==
          std::array<std::string, 6>{"11 \u00d7 11 \u00d7 64", "36,928", "15.1 %", "8 \u00d7 8", "2", "4,460,544"});
    CHECK(page.rows()[5].figures ==
          std::array<std::string, 6>{"128", "204,928", "84.1 %", "\u2013", "\u2013", "204,800"});
    CHECK(page.totals()[0].value == "243,786");
    CHECK(page.totals()[1].value == "243,786");
    CHECK(page.totals()[2].value == "0");
    CHECK(page.totals()[3].value == nn::with_commas(summary.multiply_adds));
    for (const char* name : {"table.total", "table.trainable", "table.fixed", "table.code"}) CHECK(driver.has(name));
}

TEST_CASE("a click on a row selects its layer, and the row of the selected layer is marked") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_S);
    CHECK(driver.at("table.current") == driver.at("table.row.1"));
    driver.click("table.row.6");
    CHECK(driver.document().network_view.layer == 6);
    CHECK(driver.document().network_view.page == NetworkPage::table);
    CHECK(driver.at("table.current") == driver.at("table.row.6"));
    driver.key(GLFW_KEY_LEFT);
    CHECK(driver.document().network_view.layer == 5);
    CHECK(driver.at("table.current") == driver.at("table.row.5"));
}

TEST_CASE("in a small window the table leaves columns out and stays inside the page") {
    NetworkDriver driver(800, 600);
    driver.key(GLFW_KEY_S);
    const int figures = driver.workspace().pages().table.shown_figures();
    CHECK(figures >= 2);
    CHECK(figures < TablePage::kFigures);
    if (figures > 2) CHECK(driver.workspace().pages().table.shows(TablePage::Column::share));
    if (figures > 3) CHECK(driver.workspace().pages().table.shows(TablePage::Column::work));
    const Rect tabs = driver.at("layers.page");
    for (const char* name : {"table.row.1", "table.row.7", "table.total", "table.code"}) {
        CHECK(driver.at(name).x >= tabs.x);
        CHECK(driver.at(name).right() <= tabs.right());
        CHECK(driver.at(name).bottom() <= 600);
    }
}

TEST_CASE("the table shows each layer's share of the parameters, and the arithmetic of shapes and counts") {
    NetworkDriver driver(1920, 1080);
    driver.key(GLFW_KEY_S);
    const TablePage& page = driver.workspace().pages().table;
    REQUIRE(page.rows().size() == 7);
    CHECK(page.rows()[0].figure(TablePage::Column::share) == "0.3 %");
    CHECK(page.rows()[1].figure(TablePage::Column::share).empty());
    CHECK(page.rows()[5].figure(TablePage::Column::share) == "84.1 %");
    double shares = 0;
    for (const TablePage::Row& row : page.rows())
        if (!row.figure(TablePage::Column::share).empty()) shares += std::stod(row.figure(TablePage::Column::share));
    CHECK(shares == doctest::Approx(100).epsilon(1e-9));
    CHECK(driver.has("table.row.6.share"));
    CHECK_FALSE(driver.has("table.row.2.share"));
    driver.go_to(1);
    CHECK(driver.text_in("table.parameters").find("(3 \u00d7 3 \u00d7 1 + 1) \u00d7 64 = 640") != std::string::npos);
    CHECK(driver.text_in("table.size").find("(28 - 3) / 1 + 1 = 26") != std::string::npos);
    driver.go_to(5);
    CHECK_FALSE(driver.has("table.parameters"));
    CHECK(driver.text_in("table.size").find("1,600") != std::string::npos);
}

TEST_CASE("a table of more than a hundred layers draws only visible rows and scrolls to the selected layer") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_S);
    const auto file = driver.folder() / "deep.h5";
    save_model(file, deep_model());
    driver.drop({file});
    REQUIRE(driver.model().size() == kDeep + 3);
    const TablePage& page = driver.workspace().pages().table;
    REQUIRE(page.rows().size() == kDeep + 2);
    CHECK(page.rows()[kDeep - 1].figures[1] == nn::with_commas(nn::parameter_count(driver.model().node(kDeep))));
    CHECK(driver.has("table.row.1"));
    CHECK(visible_rows(driver) < 20);

    const TablePage::Row* rows_before = page.rows().data();
    driver.key(GLFW_KEY_END);
    CHECK(driver.has(fmt::format("table.row.{}", kDeep + 2)));
    CHECK_FALSE(driver.has("table.row.1"));
    CHECK(visible_rows(driver) < 20);
    CHECK(driver.at("table.current").bottom() <= driver.at("table").bottom() + 1);
    driver.move_to("table");
    driver.wheel(10);
    CHECK_FALSE(driver.has("table.current"));  // the user has scrolled away
    driver.frames(3);
    CHECK_FALSE(driver.has("table.current"));
    CHECK(page.rows().data() == rows_before);
}
