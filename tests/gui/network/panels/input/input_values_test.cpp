// The choice of the input's values in the real window: the strip of answers, a free mean and deviation.
#include "tests/gui/network_driver.h"
#include "tests/gui/shell/foreign_models.h"

using namespace convscope;
using namespace convscope::test;

namespace {

const nn::Preprocessing& preprocessing(const NetworkDriver& window) {
    return window.model().info().preprocessing;
}

}  // namespace

TEST_CASE("\"Try all\" lists the answer for each range; a click chooses the range and can be undone") {
    NetworkDriver window(1280, kTallWindow);
    CHECK_FALSE(window.has("input.try.0..1"));
    window.click("input.try_all");
    window.settle();
    for (const char* name : {"0..1", "0..255", "-1..1", "-0.5..0.5", "mnist", "fashion-mnist", "1..0"})
        CHECK(window.has(std::string("input.try.") + name));
    CHECK_FALSE(window.has("input.try.imagenet"));  // for colours only
    window.click("input.try.mnist");
    window.settle();
    CHECK(nn::range_of(preprocessing(window)) == nn::InputRange::mnist);
    CHECK(window.has("input.try.mnist"));
    CHECK(window.input_value(0, 0) == doctest::Approx(-0.1307 / 0.3081));
    window.check_results();
    CHECK(window.shell().history().undo_label() == "change of the preprocessing");
    window.undo();
    window.settle();
    CHECK(nn::range_of(preprocessing(window)) == nn::InputRange::unit);
    window.click("input.try_all");
    CHECK_FALSE(window.has("input.try.0..1"));
}

TEST_CASE("a free mean and deviation can be typed and undone, and are kept") {
    NetworkDriver window(1280, kTallWindow);
    CHECK_FALSE(window.has("input.mean"));
    window.click("input.range");
    window.click("input.range.free");
    window.settle();
    window.click("input.mean");
    window.type("0.5");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    window.click("input.deviation");
    window.type("0.25");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    CHECK(preprocessing(window).offset[0] == doctest::Approx(-2));
    CHECK(preprocessing(window).scale[0] == doctest::Approx(1 / (255 * 0.25)));
    CHECK(window.input_value(0, 0) == doctest::Approx(-2));
    window.check_results();
    // A deviation of 0 is refused.
    window.click("input.deviation");
    window.type("0");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    CHECK(preprocessing(window).offset[0] == doctest::Approx(-2));
    window.undo();
    window.settle();
    CHECK(preprocessing(window).offset[0] == doctest::Approx(-0.5));
    window.undo();
    window.settle();
    CHECK(nn::range_of(preprocessing(window)) == nn::InputRange::unit);
    window.click("input.range");
    window.click("input.range.0..255");
    window.settle();
    CHECK_FALSE(window.has("input.mean"));
    CHECK(nn::range_of(preprocessing(window)) == nn::InputRange::bytes);
}
