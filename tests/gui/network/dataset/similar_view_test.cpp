// The pictures with similar activations in the real window, compared with a search by the cosine of each pair.
#include "tests/gui/network/dataset/dataset_driver.h"

using namespace convscope;
using convscope::test::DatasetDriver;

namespace {

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
    double product = 0, a_square = 0, b_square = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        a_square += static_cast<double>(a[i]) * static_cast<double>(a[i]);
        b_square += static_cast<double>(b[i]) * static_cast<double>(b[i]);
    }
    return product / std::sqrt(a_square * b_square);
}

}  // namespace

TEST_CASE("the nine pictures with activations most similar to the input's are shown, without the input itself") {
    DatasetDriver driver;
    driver.choose_topic("similar");
    const int layer = 5;
    driver.go_to(layer);
    driver.click("input.number.23");
    driver.settle();
    REQUIRE(driver.input().number == 23);
    const auto values = driver.values_of(layer);
    std::vector<double> similarities;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (i != 23) similarities.push_back(cosine(values[i], values[23]));
    std::ranges::sort(similarities, std::ranges::greater());
    const auto& shown = driver.page().similar().shown();
    REQUIRE(shown.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        INFO(i);
        CHECK(shown[i].example != 23);
        CHECK(static_cast<double>(shown[i].similarity) == doctest::Approx(similarities[i]).epsilon(1e-4));
        CHECK(driver.text_in(fmt::format("data.similar.{}.caption", i)) ==
              fmt::format("{:.3f}\n{}", shown[i].similarity, driver.class_of(shown[i].example)));
    }
}

TEST_CASE("the similar pictures depend on the layer and the input; a click opens one") {
    DatasetDriver driver;
    driver.choose_topic("similar");
    driver.go_to(1);
    driver.settle();
    const auto first = driver.page().similar().shown();
    driver.go_to(driver.model().size() - 1);
    driver.settle();
    CHECK(driver.page().similar().shown().front().similarity != first.front().similarity);
    const std::int64_t example = driver.page().similar().shown().at(0).example;
    driver.click("data.similar.0");
    driver.settle();
    CHECK(driver.input().number == example);
    CHECK(driver.page().similar().shown().at(0).example != example);
}
