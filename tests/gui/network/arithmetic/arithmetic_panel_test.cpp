// The arithmetic panel in the real window: its numbers compared with the engine's, the player, long lists.
#include "app/gui/network/arithmetic/arithmetic_panel.h"

#include <algorithm>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_softmax.h"
#include "core/io/keras/h5.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

/// The Layers workspace, with helpers for the arithmetic panel.
struct ArithmeticDriver : NetworkDriver {
    using NetworkDriver::NetworkDriver;

    const ArithmeticPanel& panel() { return workspace().arithmetic(); }
    /// Scrolls the panel until the control is inside it. The pointer is moved to a place where no control takes the
    /// wheel.
    void reveal(const std::string& name) {
        const Rect journey = at("journey");
        const auto height = static_cast<float>(shell().window().framebuffer_size().rows);
        move(at("arithmetic.title").right() + 6, (journey.bottom() + height) / 2);
        for (int i = 0; i < 100; ++i) {
            const Rect place = at(name);
            if (place.y >= journey.bottom() && place.bottom() <= height - 8) return;
            wheel(place.y < journey.bottom() ? 1 : -1);
        }
        FAIL("cannot be scrolled to");
    }
    void reveal_and_click(const std::string& name) {
        reveal(name);
        click(name);
    }
    bool shows_sentence(const std::string& sentence) {
        return std::ranges::find(panel().sentences(), sentence) != panel().sentences().end();
    }
};

double line(const ArithmeticPanel& panel, std::string_view name) {
    const auto found = std::ranges::find(panel.lines(), name, &ResultLine::name);
    REQUIRE(found != panel.lines().end());
    return found->value;
}

nn::Model with_many_channels() {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "many"});
    builder.input("picture", {12, 12, 1});
    builder.add("many",
                samples::conv({.filters = 512, .window = {.rows = 3, .cols = 3}, .activation = samples::kRelu}));
    builder.add("few", samples::conv({.filters = 4, .window = {.rows = 5, .cols = 5}}));
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("classes",
                samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 30, .activation = samples::kSoftmax}));
    return samples::with_numbers(builder.build(), 3);
}

}  // namespace

TEST_CASE("at every layer the terms on screen add up to the value that the network computed") {
    ArithmeticDriver window;
    const nn::Plan fresh = window.fresh_plan();
    for (int layer = 0; layer < window.model().size(); ++layer) {
        CAPTURE(layer);
        window.go_to(layer);
        const nn::Position at = window.point_at(0.62, 0.41);
        const ArithmeticPanel& panel = window.panel();
        const nn::Explanation& shown = panel.explanation();
        CHECK(shown.at == at);
        const nn::Explanation expected = nn::explain(window.model(), layer, at, fresh.example(0));
        CHECK(shown.layer == window.model().node(layer).name);
        CHECK(shown.value == doctest::Approx(expected.value));
        CHECK(shown.channels.size() == expected.channels.size());
        CHECK(shown.terms.size() == expected.terms.size());
        CHECK(shown.winner == expected.winner);
        const nn::Shape& shape = window.model().node(layer).shape;
        const float computed = fresh.activation(layer)[static_cast<std::size_t>(nn::index_of(shape, at))];
        CHECK(panel.lines().back().value == doctest::Approx(computed).epsilon(1e-5));

        double parts = 0;
        for (const std::size_t i : panel.parts().order())
            parts += shown.channels.empty() ? shown.terms[i].product : shown.channels[i].sum;
        if (shown.combination == nn::Combination::sum) CHECK(parts + shown.bias == doctest::Approx(shown.sum));
        CHECK(window.has("arithmetic.title"));
        CHECK(window.has("arithmetic.activated"));
    }
}

TEST_CASE("a convolution lists its input channels, the largest first, and writes out the one that is clicked") {
    ArithmeticDriver window(1280, 1100);
    window.go_to(3);
    window.point_at(0.5, 0.5);
    // After the pointer leaves the map, the panel still explains the value that the pointer was on.
    window.reveal("arithmetic.all");
    const ArithmeticParts& parts = window.panel().parts();
    const auto& channels = window.panel().explanation().channels;
    CHECK(channels.size() == 64);
    CHECK(std::ranges::is_sorted(parts.order(), std::ranges::greater(),
                                 [&](std::size_t i) { return std::fabs(channels[i].sum); }));
    CHECK(line(window.panel(), "arithmetic.terms") + line(window.panel(), "arithmetic.bias") ==
          doctest::Approx(line(window.panel(), "arithmetic.sum")));
    CHECK(line(window.panel(), "arithmetic.activated") == std::max(0.0, line(window.panel(), "arithmetic.sum")));
    CHECK(parts.listed() == 8);
    CHECK(parts.open() == parts.order()[0]);
    CHECK(window.has("arithmetic.neighbour.0.0"));
    CHECK(window.has("arithmetic.product.2.2"));

    const std::size_t third = parts.order()[2];
    const std::string name = "arithmetic.channel." + std::to_string(third);
    CHECK(window.at(name).y > window.at("arithmetic.product.2.2").bottom());
    window.reveal_and_click(name);
    CHECK(parts.open() == third);
    // The products stay above the list, so that the rows do not move.
    CHECK(window.at(name).y > window.at("arithmetic.product.2.2").bottom());
    CHECK(window.document().network_view.kernel_channel == static_cast<std::int64_t>(third));
    // One canvas draws three pictures for each visible row.
    window.reveal("arithmetic.all");
    CHECK(parts.canvas().count() >= 15);
    CHECK(parts.canvas().count() % 3 == 0);
    CHECK(parts.canvas().count() <= 24);
}

TEST_CASE("the nine products and the result are in view at the usual window sizes") {
    for (const Size size : {Size{800, 1280}, Size{768, 1024}, Size{1080, 1920}}) {
        CAPTURE(size.cols);
        ArithmeticDriver window(size.cols, size.rows);
        for (const int layer : {1, 3}) {
            CAPTURE(layer);
            window.go_to(layer);
            window.point_at(0.5, 0.5);
            for (const char* name : {"arithmetic.neighbour.0.0", "arithmetic.product.2.2", "arithmetic.activated"}) {
                CAPTURE(name);
                CHECK(window.at(name).bottom() <= static_cast<float>(size.rows));
            }
        }
    }
}

TEST_CASE("sentences state the output's size, the receptive field and the origin of a copied value") {
    ArithmeticDriver window;
    window.go_to(1);
    window.point_at(0.51, 0.51);
    CHECK(window.shows_sentence("Size (28 - 3) / 1 + 1 = 26"));
    CHECK(window.shows_sentence("Receptive field 3 \u00d7 3 pixels of the input: rows 13\u201315, columns 13\u201315"));
    window.go_to(2);
    window.point_at(0.51, 0.51);
    CHECK(window.shows_sentence("Size 26 / 2 = 13"));
    window.go_to(4);
    window.point_at(0.51, 0.51);
    CHECK(window.shows_sentence("Size 11 / 2 = 5: the last row and column are dropped"));
    CHECK(window.shows_sentence("Receptive field 10 \u00d7 10 pixels of the input: rows 8\u201317, columns 8\u201317"));
    CHECK(window.has("arithmetic.candidate.1.1"));
    CHECK_FALSE(window.has("arithmetic.candidate.2.0"));
    window.go_to(5);
    window.move_to("maps.grid");
    window.frames(2);
    const std::int64_t value = window.panel().explanation().at.channel;
    CHECK(value > 0);
    CHECK(window.shows_sentence("Value " + std::to_string(value) + " of 1600 is row " + std::to_string(value / 320) +
                                ", column " + std::to_string(value / 64 % 5) + " of map " + std::to_string(value % 64) +
                                "."));
}

TEST_CASE("the written numbers of a sum add up to the last digit, with few and with more digits") {
    ArithmeticDriver window(1280, 1100);
    for (const int layer : {1, 3, 6, 7}) {
        CAPTURE(layer);
        window.go_to(layer);
        window.point_at(0.5, 0.5);
        for (const bool more : {false, true}) {
            if (more) window.reveal_and_click("arithmetic.digits");
            const WrittenNumbers& written = window.panel().parts().written();
            REQUIRE(written.decimals.has_value());
            CHECK(window.panel().parts().more_digits() == more);
            double sum = written.others.value_or(0);
            for (const double part : written.parts) sum += part;
            const double unit = std::pow(10.0, -*written.decimals);
            CHECK(std::fabs(sum - written.total) < 0.01 * unit);
            const std::string total = written.text(written.total);
            const std::size_t point = total.find('.');
            REQUIRE(point != std::string::npos);
            CHECK(static_cast<int>(total.size() - point) - 1 == *written.decimals);
        }
        window.reveal_and_click("arithmetic.digits");
    }
}

TEST_CASE("exponentials and shares of the written softmax add up, also with a row for all others") {
    nn::Explanation e;
    for (int i = 0; i < 30; ++i) e.softmax.push_back({.logit = -0.3 * i, .exponential = std::exp(-0.3 * i)});
    double sum = 0;
    for (const nn::SoftmaxShare& share : e.softmax) sum += share.exponential;
    for (nn::SoftmaxShare& share : e.softmax) share.share = share.exponential / sum;
    for (const std::size_t count : {std::size_t{30}, std::size_t{10}}) {
        e.softmax.resize(count);
        if (count == 10) {
            sum = 0;
            for (const nn::SoftmaxShare& share : e.softmax) sum += share.exponential;
            for (nn::SoftmaxShare& share : e.softmax) share.share = share.exponential / sum;
        }
        const WrittenSoftmax written = written_softmax(e);
        CHECK(written.shares.size() == (count == 30 ? 11 : 10));
        double shares = 0, exponentials = 0;
        for (const std::string& text : written.shares) shares += std::stod(text);
        for (const std::string& text : written.exponentials) exponentials += std::stod(text);
        CHECK(shares == doctest::Approx(100).epsilon(1e-9));
        CHECK(exponentials == doctest::Approx(std::stod(written.sum)).epsilon(1e-9));
    }
}

TEST_CASE("the softmax is written out: exponentials of the logits, and shares that sum to 1") {
    ArithmeticDriver window(1280, 1000);
    window.go_to(7);
    window.point_at(0.5, 0.5);
    const nn::Explanation& e = window.panel().explanation();
    CHECK(e.softmax.size() == 10);
    double shares = 0;
    double exponentials = 0;
    double largest = e.softmax[0].logit;
    for (const nn::SoftmaxShare& share : e.softmax) largest = std::max(largest, share.logit);
    for (std::size_t c = 0; c < e.softmax.size(); ++c) {
        shares += e.softmax[c].share;
        exponentials += e.softmax[c].exponential;
        CHECK(e.softmax[c].exponential == doctest::Approx(std::exp(e.softmax[c].logit - largest)));
        CHECK(window.has("arithmetic.softmax." + std::to_string(c)));
        CHECK(window.shell().workspace<NetworkWorkspace>().results().now->layer(7).values[c] ==
              doctest::Approx(e.softmax[c].share).epsilon(1e-4));
    }
    CHECK(shares == doctest::Approx(1));
    CHECK(line(window.panel(), "arithmetic.activated") ==
          doctest::Approx(e.softmax[static_cast<std::size_t>(e.at.channel)].exponential / exponentials));
    CHECK(line(window.panel(), "arithmetic.sum") == e.softmax[static_cast<std::size_t>(e.at.channel)].logit);
    CHECK(window.has("arithmetic.softmax.sum"));
}

TEST_CASE("a softmax table of many classes lists those with the largest logits and the explained one") {
    nn::Explanation e;
    for (int i = 0; i < 30; ++i) e.softmax.push_back({.logit = static_cast<double>((i * 7) % 30)});
    e.at.channel = 0;  // the smallest
    const std::vector<std::size_t> rows = softmax_rows(e);
    CHECK(rows.size() == 10);
    CHECK(rows.back() == 0);
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) CHECK(e.softmax[rows[i]].logit == 29 - static_cast<double>(i));
    e.softmax.resize(10);
    CHECK(softmax_rows(e) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("Space plays and pauses the player, Shift and an arrow step it; an arrow alone selects the next layer") {
    ArithmeticDriver window;
    window.go_to(1);
    const auto player = [&]() -> const Player& { return window.document().network_view.player; };
    window.key(GLFW_KEY_SPACE);
    CHECK(player().active);
    CHECK(player().playing);
    window.key(GLFW_KEY_SPACE);
    CHECK_FALSE(player().playing);
    window.key(GLFW_KEY_HOME, GLFW_MOD_SHIFT);
    CHECK(player().position == 0);
    for (int step = 1; step <= 4; ++step) window.key(GLFW_KEY_RIGHT, GLFW_MOD_SHIFT);
    CHECK(window.panel().explanation().at == nn::Position{0, 4, 0});
    window.key(GLFW_KEY_LEFT, GLFW_MOD_SHIFT);
    CHECK(window.panel().explanation().at == nn::Position{0, 3, 0});
    window.reveal_and_click("player.forward");
    CHECK(window.panel().explanation().at == nn::Position{0, 4, 0});
    window.key(GLFW_KEY_END, GLFW_MOD_SHIFT);
    CHECK(window.panel().explanation().at == nn::Position{25, 25, 0});
    const nn::Plan fresh = window.fresh_plan();
    CHECK(window.panel().lines().back().value ==
          doctest::Approx(nn::explain(window.model(), 1, {25, 25, 0}, fresh.example(0)).traced));
    CHECK_FALSE(player().playing);
    CHECK(window.document().network_view.layer == 1);
    window.key(GLFW_KEY_RIGHT);
    CHECK(window.document().network_view.layer == 2);
    CHECK_FALSE(player().active);

    // Layers without a sliding window have no player.
    window.go_to(6);
    CHECK_FALSE(window.has("player.play"));
    window.key(GLFW_KEY_SPACE);
    CHECK_FALSE(player().active);
}

TEST_CASE("of 512 input channels only the visible rows are built; of 30 classes ten are listed") {
    ArithmeticDriver window;
    const auto file = window.folder() / "many.h5";
    keras::save_h5(file, with_many_channels());
    window.drop({file});
    REQUIRE(window.model().node(1).name == "many");
    window.go_to(2);
    const nn::Position at = window.point_at(0.5, 0.5);
    CHECK(window.panel().explanation().at == at);
    const ArithmeticParts& parts = window.panel().parts();
    CHECK(window.panel().explanation().channels.size() == 512);
    CHECK(parts.listed() == 8);
    window.reveal_and_click("arithmetic.all");
    CHECK(parts.listed() == 512);
    const std::size_t rows = window.count_of("arithmetic.channel.");
    CHECK(rows > 3);
    CHECK(rows < 20);
    CHECK(parts.canvas().count() <= 3 * rows);
    window.move_to("arithmetic.channel." + std::to_string(parts.order()[8]));
    const std::uint64_t uploads = parts.canvas().uploads();
    window.frames(5);
    CHECK(parts.canvas().uploads() == uploads);
    // Another layer starts with a short list again.
    window.go_to(4);
    window.point_at(0.5, 0.5);
    CHECK(parts.listed() == 12);
    CHECK(window.panel().explanation().softmax.size() == 30);
    CHECK(window.count_of("arithmetic.softmax.") == 11);
}
