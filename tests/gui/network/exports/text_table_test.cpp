// Exports of the summary, the figure and the softmax table, and the text of a table.
#include "app/gui/network/exports/text_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/image/files/load.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

std::string content_of_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Chooses the entry `format` of the open menu `menu` and saves the file.
std::filesystem::path save(NetworkDriver& driver, const std::string& menu, const std::string& format) {
    driver.click(menu + ".menu." + format);
    std::filesystem::path file = driver.folder() / ("export." + format);
    std::filesystem::remove(file);
    driver.type(file.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    return file;
}

}  // namespace

TEST_CASE("cells with commas, quotation marks and line breaks are quoted") {
    CHECK(as_csv({{"a", "b"}, {{"1,5", "x"}, {"say \"hi\"", "two\nlines"}}}) ==
          "a,b\n\"1,5\",x\n\"say \"\"hi\"\"\",\"two\nlines\"\n");
}

TEST_CASE("the summary is exported as a table and as a picture, from its button and with the right mouse button") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_S);
    driver.click("table.more");
    const std::string csv = content_of_file(save(driver, "table", "csv"));
    CHECK(csv.starts_with("Layer,Type,Output shape,Param #,Share,Receptive field,Stride on input,Multiply-adds\n"));
    CHECK(std::ranges::count(csv, '\n') == 1 + 7 + 4);  // heading, layers after the input, totals
    CHECK(csv.find(",36928,") != std::string::npos);
    CHECK(csv.find("Total params,,,243786,,,,") != std::string::npos);
    const Rect table = driver.at("table");
    driver.click_at(table.centre_x(), table.y + 60, 1);
    const Picture picture = load_picture(save(driver, "table", "png"));
    CHECK(picture.size().rows > 13 * 15);
    CHECK(picture.size().cols > 300);
}

TEST_CASE("the figure is exported with its three inputs, as a picture and as values") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_G);
    driver.settle();
    const Rect figure = driver.at("figure");
    driver.click_at(figure.right() - 20, figure.centre_y(), 1);
    const Picture picture = load_picture(save(driver, "figure", "png"));
    // Each of the three rows is 168 pixels high; the columns are the input and four layers with maps.
    CHECK(picture.size().rows > 3 * 168);
    CHECK(picture.size().cols > 5 * 168);
    driver.click("figure.more");
    const std::string csv = content_of_file(save(driver, "figure", "csv"));
    CHECK(csv.starts_with("input,layer,map,row,column,value\n"));
    CHECK(std::ranges::count(csv, '\n') == 1 + 3 * (26 * 26 + 13 * 13 + 11 * 11 + 5 * 5));
}

TEST_CASE("the softmax table is exported with all classes and their sum") {
    NetworkDriver driver(1280, 1500);
    driver.key(GLFW_KEY_END);
    driver.frames(2);
    driver.click("softmax.more");
    const std::string csv = content_of_file(save(driver, "softmax", "csv"));
    CHECK(csv.starts_with("class,logit,exp(logit - largest),share\n"));
    CHECK(std::ranges::count(csv, '\n') == 1 + 10 + 1);
    // The shares add up to 1.
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    double sum = 0;
    for (int i = 0; i < 10 && std::getline(lines, line); ++i) sum += std::stod(line.substr(line.rfind(',') + 1));
    CHECK(sum == doctest::Approx(1));
}

TEST_CASE("the right button on the maps opens the layer's menu at the pointer") {
    NetworkDriver driver;
    const Rect grid = driver.at("maps.grid");
    driver.click_at(grid.centre_x(), grid.centre_y(), 1);
    const Rect entry = driver.at("layer.menu.png");
    CHECK(entry.x > grid.x);
    CHECK(entry.y > grid.centre_y() - 10);
}
