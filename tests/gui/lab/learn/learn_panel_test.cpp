// The filter that learns, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <vector>

#include "app/document/session.h"
#include "app/gui/lab/learn/learn_sentences.h"
#include "core/base/random.h"
#include "core/filter/presets.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

const FilterLearner& learner(Driver& driver) {
    REQUIRE(driver.document().learning.learner != nullptr);
    return *driver.document().learning.learner;
}

/// The largest distance between a value and that of the hidden filter.
double distance_from_hidden(Driver& driver) {
    const FilterSettings hidden = driver.document().learning.teacher();
    double largest = 0;
    for (std::size_t i = 0; i < learner(driver).values().size(); ++i)
        largest = std::max(largest, std::abs(learner(driver).values()[i] -
                                             double{hidden.kernel.values.at(i)} * double{hidden.weight}));
    return largest;
}

/// Opens a picture of noise, 96 x 96.
void open_noise(Driver& driver) {
    constexpr int kSide = 96;
    std::vector<std::uint8_t> values(std::size_t{kSide} * kSide);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(3, i) >> 56U);
    save_png(driver.folder() / "noise.png", {kSide, kSide}, 1, values);
    driver.drop({driver.folder() / "noise.png"});
    driver.settle();
    REQUIRE(driver.document().picture.name() == "noise.png");
}

void play_until_learned(Driver& driver, int max_frames) {
    driver.key(GLFW_KEY_SPACE);
    for (int i = 0; i < max_frames && driver.document().learning.playing; ++i) driver.frames(1);
    driver.frames(2);
}

}  // namespace

TEST_CASE("L opens the filter that learns: nine zeros, a hidden target; the row of pages leaves it and returns") {
    Driver driver;
    CHECK_FALSE(driver.has("learn.play"));
    driver.key(GLFW_KEY_L);
    driver.settle();
    CHECK(driver.has("learn.input"));
    CHECK(driver.has("learn.target"));
    CHECK(driver.has("learn.output"));
    CHECK(driver.has("learn.difference"));
    CHECK_FALSE(driver.has("filter.cell.0.0"));
    CHECK(driver.text_in("learn.value.0.0") == "0.00");
    CHECK(driver.text_in("learn.loss").find("after 0 steps") != std::string::npos);
    driver.click("lab.page.filter");
    CHECK(driver.has("filter.cell.0.0"));
    driver.click("lab.page.learn");
    driver.settle();
    CHECK(driver.has("learn.play"));
}

TEST_CASE("one step subtracts the rate times the gradient; the loss on screen falls") {
    Driver driver;
    driver.key(GLFW_KEY_L);
    driver.settle();
    const double before = learner(driver).loss();
    const double gradient = learner(driver).gradient()[0], rate = learner(driver).rate();
    driver.click("learn.step");
    driver.frames(2);
    CHECK(learner(driver).steps() == 1);
    CHECK(learner(driver).loss() < before);
    CHECK(learner(driver).values()[0] == doctest::Approx(-rate * gradient));
    CHECK(driver.text_in("learn.loss").find("after 1 step") != std::string::npos);
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(1);
    CHECK(learner(driver).steps() == 2);
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    CHECK(learner(driver).steps() == 0);
}

TEST_CASE("playing on noise and on text ends within .05 of the hidden filter") {
    for (const bool noise : {true, false}) {
        Driver driver;
        if (noise) {
            open_noise(driver);
        } else {
            driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/text.png"});
            driver.settle();
        }
        driver.key(GLFW_KEY_L);
        driver.settle();
        driver.click("learn.speed.100");
        driver.frames(2);
        const double before = learner(driver).loss();
        play_until_learned(driver, 400);
        CHECK_FALSE(driver.document().learning.playing);
        CHECK(learner(driver).converged());
        CHECK(distance_from_hidden(driver) < .05);
        CHECK(learner(driver).loss() < before / 1000);
        CHECK(driver.text_in("learn.value.2.1") == "2.00");
        CHECK(driver.text_in("learn.value.0.1") == "\u22122.00");
        CHECK(driver.text_in("learn.sentence").find("Learned") != std::string::npos);
        driver.key(GLFW_KEY_SPACE);
        CHECK_FALSE(driver.document().learning.playing);
    }
}

TEST_CASE("the hidden filter's name is shown only after Reveal, and a different filter can be hidden") {
    Driver driver(1920, 1080);
    driver.key(GLFW_KEY_L);
    driver.settle();
    const std::string name(find_preset("sobel-horizontal")->name);
    CHECK(driver.text_in("learn").find(name) == std::string::npos);
    driver.click("learn.reveal");
    driver.frames(2);
    CHECK(driver.document().learning.revealed);
    driver.click("learn.another");
    driver.settle();
    CHECK_FALSE(driver.document().learning.revealed);
    CHECK(driver.document().learning.preset != "sobel-horizontal");
    CHECK(learner(driver).steps() == 0);
}

TEST_CASE("a rate above the stable one is reported; learning diverges and stops") {
    Driver driver;
    open_noise(driver);
    driver.key(GLFW_KEY_L);
    driver.settle();
    const Rect rate = driver.at("learn.rate");
    driver.click_at(rate.right() - 12, rate.centre_y());
    driver.frames(2);
    CHECK(driver.document().learning.options.relative_rate > 1);
    CHECK(driver.text_in("learn.sentence").find("too high") != std::string::npos);
    driver.click("learn.speed.1000");
    driver.frames(2);
    play_until_learned(driver, 200);
    CHECK(learner(driver).diverged());
    CHECK_FALSE(driver.document().learning.playing);
    CHECK(driver.text_in("learn.sentence").find("diverged") != std::string::npos);
}

TEST_CASE("buttons show the gradient and turn off the subtraction of the mean") {
    Driver driver;
    driver.key(GLFW_KEY_L);
    driver.settle();
    driver.click("learn.gradient");
    CHECK(driver.document().learning.shows_gradient);
    const double centred = learner(driver).condition_number();
    driver.scroll_to("learn.side", "learn.mean");
    driver.click("learn.mean");
    driver.settle();
    CHECK_FALSE(learner(driver).options().subtract_mean);
    CHECK(learner(driver).condition_number() > 5 * centred);
}

TEST_CASE("the learned values become the lab's filter, in one undo step") {
    Driver driver;
    open_noise(driver);
    driver.key(GLFW_KEY_L);
    driver.settle();
    driver.click("learn.another");
    driver.settle();
    driver.click("learn.speed.100");
    play_until_learned(driver, 400);
    const Kernel learned = learner(driver).kernel();
    const Kernel before = driver.lab().filters[0].kernel;
    driver.scroll_to("learn.side", "learn.use");
    driver.click("learn.use");
    driver.settle();
    CHECK(driver.lab().filters[0].kernel == learned);
    CHECK(driver.lab().filters[0].weight == 1);
    CHECK(driver.has("filter.cell.0.0"));
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.lab().filters[0].kernel == before);
}

TEST_CASE("before a target is opened, nothing is learned and the page says what to open") {
    Driver driver;
    driver.key(GLFW_KEY_L);
    driver.settle();
    driver.click("learn.choose.picture");
    driver.frames(2);
    CHECK(driver.document().learning.learner == nullptr);
    CHECK_FALSE(driver.has("learn.target"));
    CHECK(driver.text_in("learn.sentence").find("Open the target") == 0);
    driver.key(GLFW_KEY_SPACE);
    CHECK_FALSE(driver.document().learning.playing);
}

TEST_CASE("a target from a file is learned; a target of a different size is refused with a message") {
    Driver driver;
    open_noise(driver);
    driver.key(GLFW_KEY_L);
    driver.settle();
    driver.click("learn.choose.picture");
    driver.frames(2);
    // The target is the picture moved by one column, which a filter with a single 1 does.
    const Plane input = driver.shell().workspace<LabWorkspace>().results().input;
    std::vector<std::uint8_t> moved;
    for (int row = 0; row < input.rows(); ++row)
        for (int col = 0; col < input.cols(); ++col)
            moved.push_back(static_cast<std::uint8_t>(input.at(row, std::min(col + 1, input.cols() - 1))));
    save_png(driver.folder() / "moved.png", input.size(), 1, moved);
    driver.drop({driver.folder() / "moved.png"});
    driver.settle();
    CHECK(driver.document().picture.name() == "noise.png");
    CHECK(driver.document().learning.picture.name() == "moved.png");
    driver.click("learn.speed.100");
    play_until_learned(driver, 400);
    CHECK(learner(driver).values()[5] == doctest::Approx(1).epsilon(.001));
    CHECK(std::abs(learner(driver).values()[4]) < .001);

    save_png(driver.folder() / "small.png", {20, 20}, 1, std::vector<std::uint8_t>(400));
    driver.drop({driver.folder() / "small.png"});
    driver.settle();
    CHECK(driver.shell().workspace<LabWorkspace>().learn_engine().task().problem.find("20 \u00d7 20") !=
          std::string::npos);
    CHECK(driver.document().learning.learner == nullptr);
}

TEST_CASE("one output value cannot determine nine numbers: the page says so, and does not call the filter learned") {
    Driver driver;
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/worked_example.png"});
    driver.settle();
    driver.key(GLFW_KEY_L);
    driver.settle();
    CHECK(learner(driver).moments()->windows == 1);
    CHECK(driver.text_in("learn.sentence").starts_with("One output value cannot determine nine numbers"));
    CHECK(driver.text_in("learn").find("Learned") == std::string::npos);
    driver.key(GLFW_KEY_SPACE);
    driver.frames(2);
    CHECK(driver.text_in("learn").find("Learned") == std::string::npos);
}

TEST_CASE("the first hidden filter is not the one that the lab shows") {
    Driver driver;
    driver.click("filter.preset");
    driver.click("filter.preset.sobel-horizontal");
    driver.settle();
    driver.key(GLFW_KEY_L);
    driver.settle();
    CHECK(driver.document().learning.preset != "sobel-horizontal");
    CHECK(driver.document().learning.teacher().kernel != driver.lab().filters[0].kernel);
    CHECK(learner(driver).steps() == 0);
    for (int i = 0; i < 20; ++i) {
        driver.click("learn.another");
        CHECK(driver.document().learning.teacher().kernel != driver.lab().filters[0].kernel);
    }
}

TEST_CASE("no kernel gives a median: the loss stays above 0, and the page says so") {
    Driver driver;
    open_noise(driver);
    driver.click("filter.preset");
    driver.scroll_to("filter.preset.list", "filter.preset.median");
    driver.click("filter.preset.median");
    driver.settle();
    driver.key(GLFW_KEY_L);
    driver.settle();
    driver.click("learn.choose.own");
    driver.settle();
    CHECK(driver.document().learning.teacher().median);
    driver.click("learn.speed.1000");
    play_until_learned(driver, 400);
    CHECK(learner(driver).converged());
    CHECK(learner(driver).loss() > 100);
    CHECK(driver.text_in("learn.sentence").starts_with("Learned as far as a filter can: no nine numbers give this"));
}

TEST_CASE("the page is written in plain words and numbers, with a scale on the curve") {
    Driver driver(1024, 768);
    open_noise(driver);
    driver.key(GLFW_KEY_L);
    driver.settle();
    const auto is_plain = [&] {
        for (const char* const part :
             {"learn.loss", "learn.curve", "learn.sentence", "learn.value.0.0", "learn.value.2.2"}) {
            CAPTURE(part);
            const std::string text = driver.text_in(part);
            CHECK_FALSE(text.empty());
            CHECK(text.find("condition") == std::string::npos);
            CHECK(text.find("1e") == std::string::npos);
            CHECK(text.find("e+") == std::string::npos);
        }
    };
    is_plain();
    CHECK(driver.text_in("learn.curve").find("loss 100,000") != std::string::npos);
    CHECK(driver.text_in("learn.curve").find("step 0") != std::string::npos);
    const Rect rate = driver.at("learn.rate");
    driver.click_at(rate.right() - 12, rate.centre_y());
    driver.click("learn.speed.1000");
    play_until_learned(driver, 200);
    REQUIRE(learner(driver).diverged());
    is_plain();
}

TEST_CASE("the caption of the input states the range of the picture's values") {
    Driver driver;
    driver.click("picture.sample.ankle_boot");
    driver.key(GLFW_KEY_L);
    driver.settle();
    CHECK(driver.text_in("learn.input.note") == "values 0 to 238");
}

TEST_CASE("losses are written without powers of ten") {
    CHECK(plain_loss(1234567) == "1,234,567");
    CHECK(plain_loss(123.44) == "123.4");
    CHECK(plain_loss(0.5) == "0.500");
    CHECK(plain_loss(0.0000123) == "0.0000123");
    CHECK(plain_loss(1e-9) == "less than 0.000001");
    CHECK(plain_loss(0) == "0");
    CHECK(plain_loss(1e300) == "more than 1,000,000,000,000");
}

TEST_CASE("a session keeps the values, steps and losses of learning, and opens it paused") {
    TemporaryFolder folder;
    std::vector<double> values;
    std::size_t points = 0;
    {
        Driver driver;
        driver.key(GLFW_KEY_L);
        driver.settle();
        driver.click("learn.speed.10");
        driver.key(GLFW_KEY_SPACE);
        while (learner(driver).steps() < 50) driver.frames(1);
        save_session(folder / "learning.json", driver.document());
        values.assign(learner(driver).values().begin(), learner(driver).values().end());
        points = learner(driver).history().size();
        REQUIRE(learner(driver).steps() == 50);
    }
    Driver driver;
    driver.drop({folder / "learning.json"});
    driver.settle();
    driver.frames(3);
    REQUIRE(driver.has("learn.play"));
    CHECK(learner(driver).steps() == 50);
    CHECK(std::vector<double>(learner(driver).values().begin(), learner(driver).values().end()) == values);
    CHECK(learner(driver).history().size() == points);
    CHECK_FALSE(driver.document().learning.playing);
    driver.key(GLFW_KEY_RIGHT);
    driver.frames(2);
    CHECK(learner(driver).steps() == 51);
}
