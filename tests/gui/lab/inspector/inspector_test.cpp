// Pointing, pinning, zooming and playing in the real window: the selected pixels and their numbers.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "core/filter/explain.h"
#include "core/image/files/save.h"
#include "tests/gui/driver.h"

using namespace convscope;
using convscope::test::Driver;

namespace {

/// Saves the picture of the course's worked example; its filter is the preset course-example.
std::filesystem::path worked_example(const Driver& driver) {
    auto file = driver.folder() / "example.png";
    save_png(file, {3, 3}, 1, std::vector<std::uint8_t>{0, 64, 128, 48, 192, 144, 142, 226, 168});
    return file;
}

/// Moves the pointer onto a pixel of a view that shows its whole picture.
void point_at(Driver& driver, std::string_view view, Size size, int row, int col) {
    const Rect rect = driver.at(view);
    driver.move(rect.x + rect.w * (static_cast<float>(col) + 0.5F) / static_cast<float>(size.cols),
                rect.y + rect.h * (static_cast<float>(row) + 0.5F) / static_cast<float>(size.rows));
    driver.frames(2);
}

}  // namespace

TEST_CASE("the course's worked example gives 577; with its filter transposed 249, flipped 732, and clamped 255") {
    Driver driver;
    driver.drop({worked_example(driver)});
    CHECK(driver.document().picture.picture.size() == Size{3, 3});
    driver.click("filter.preset");
    driver.click("filter.preset.course-example");
    driver.click("stage.pooling.none");
    driver.click("view.filtered");
    REQUIRE(driver.shell().workspace<LabWorkspace>().selection());
    const auto sum = [&] {
        const Cell at = driver.shell().workspace<LabWorkspace>().selection()->output;
        return explain_pixel(driver.shell().workspace<LabWorkspace>().results().input, driver.lab().settings(0), at.row,
                             at.col)
            .sum;
    };
    CHECK(driver.output().filtered.at(0, 0) == 577);
    CHECK(sum() == 577);
    driver.click("filter.transpose");
    CHECK(driver.output().filtered.at(0, 0) == 249);
    CHECK(sum() == 249);
    driver.click("filter.transpose");
    driver.click("filter.flip");
    CHECK(driver.output().filtered.at(0, 0) == 732);
    driver.click("filter.flip");
    driver.click("stage.activation.clamp");
    CHECK(driver.output().filtered.at(0, 0) == 255);
    CHECK(sum() == 577);
    CHECK(driver.has("inspector.product.2.2"));
    CHECK(driver.has("inspector.activated"));
}

TEST_CASE("pointing at a view selects window, pixel and block together; a click pins them") {
    Driver driver;
    point_at(driver, "view.input", {512, 512}, 100, 301);
    REQUIRE(driver.shell().workspace<LabWorkspace>().selection());
    // A picture pixel is smaller than a screen pixel here, so the pointer may be on a neighbouring pixel.
    const Cell input = driver.shell().workspace<LabWorkspace>().selection()->input.value();
    CHECK(std::abs(input.row - 100) <= 2);
    CHECK(std::abs(input.col - 301) <= 2);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{input.row - 1, input.col - 1});
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->pooled ==
          Cell{(input.row - 1) / 2, (input.col - 1) / 2});

    driver.move_to("view.pooled");
    driver.frames(2);
    const Selection pooled = *driver.shell().workspace<LabWorkspace>().selection();
    REQUIRE(pooled.pooled);
    const PoolExplanation pool = explain_pool(driver.shell().workspace<LabWorkspace>().results().input,
                                              driver.lab().settings(0), pooled.pooled->row, pooled.pooled->col);
    CHECK(pooled.output == Cell{pool.row * 2 + pool.winner / 2, pool.col * 2 + pool.winner % 2});
    CHECK(driver.output().pooled.at(pool.row, pool.col) == doctest::Approx(pool.value));

    const Rect view = driver.at("view.filtered");
    driver.click_at(view.x + view.w / 4, view.y + view.h / 4);
    REQUIRE(driver.view().pinned);
    CHECK(driver.view().pinned->stage == Stage::filtered);
    const Cell pinned = driver.shell().workspace<LabWorkspace>().selection()->output;
    driver.move(view.x + view.w / 2, view.y + view.h / 2);
    driver.frames(2);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == pinned);
    driver.key(GLFW_KEY_ESCAPE);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.view().pinned);
}

TEST_CASE("the wheel zooms at the pointer and dragging pans, in all views; F shows the whole picture") {
    Driver driver;
    point_at(driver, "view.input", {512, 512}, 128, 384);
    const Cell before = *driver.shell().workspace<LabWorkspace>().selection()->input;
    for (int i = 0; i < 8; ++i) driver.wheel(1);
    CHECK(driver.view().camera.zoom == doctest::Approx(std::pow(1.25, 8)));
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->input == before);
    const Rect input = driver.at("view.input");
    const Rect filtered = driver.at("view.filtered");
    driver.move(input.centre_x(), input.centre_y());
    driver.frames(2);
    const Cell centre = driver.shell().workspace<LabWorkspace>().selection()->output;
    driver.move(filtered.centre_x(), filtered.centre_y());
    driver.frames(2);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == centre);
    const double col = driver.view().camera.centre_col;
    driver.drag("view.filtered", -40, 0);
    CHECK(driver.view().camera.centre_col > col);
    CHECK_FALSE(driver.view().pinned);
    driver.key(GLFW_KEY_F);
    CHECK(driver.view().camera.fitted);
}

TEST_CASE("Space plays and pauses, Left and Right step; the pooling pass comes after the filter pass") {
    Driver driver;
    driver.key(GLFW_KEY_RIGHT);
    REQUIRE(driver.view().player.active);
    CHECK(driver.view().player.position == 0);
    driver.key(GLFW_KEY_RIGHT);
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{0, 2});
    driver.key(GLFW_KEY_LEFT);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{0, 1});
    driver.key(GLFW_KEY_SPACE);
    CHECK(driver.view().player.playing);
    driver.frames(3);
    driver.key(GLFW_KEY_SPACE);
    CHECK_FALSE(driver.view().player.playing);
    CHECK(driver.view().player.position > 1);
    driver.key(GLFW_KEY_END);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->output == Cell{509, 509});
    driver.key(GLFW_KEY_RIGHT);
    CHECK(driver.view().player.pass == PlayerPass::pool);
    CHECK(driver.shell().workspace<LabWorkspace>().selection()->pooled == Cell{0, 0});
    driver.key(GLFW_KEY_HOME);
    driver.key(GLFW_KEY_LEFT);
    CHECK(driver.view().player.pass == PlayerPass::filter);
    driver.key(GLFW_KEY_ESCAPE);
    CHECK_FALSE(driver.view().player.active);
}

TEST_CASE("the player keeps playing while its speed is changed") {
    Driver driver;
    driver.key(GLFW_KEY_SPACE);
    driver.move_to("player.speed");
    driver.press();
    const Rect speed = driver.at("player.speed");
    for (int i = 1; i <= 5; ++i) {
        const Player before = driver.view().player;
        driver.move(speed.centre_x() + static_cast<float>(i) * 4, speed.centre_y());
        CHECK(driver.view().player.playing);
        CHECK(driver.view().player.position > before.position);
    }
    CHECK(driver.view().player.speed > 0.55);
    driver.release();
}

TEST_CASE("the player reveals the output pixel by pixel; later pixels are visible, but faint") {
    Driver driver;
    driver.click("filter.preset");
    driver.click("filter.preset.identity");
    const Rect filtered = driver.at("view.filtered");
    const Rect pooled = driver.at("view.pooled");
    driver.move(5, 5);
    driver.frames(2);
    const auto at = [&driver](const Rect& view, float across, float down) {
        return driver.pixel(view.x + view.w * across, view.y + view.h * down);
    };
    /// 22 % of the colour over the canvas, the light theme's e6e9ee.
    const auto faint = [](unsigned colour) {
        unsigned result = 0;
        for (const unsigned shift : {16U, 8U, 0U}) {
            const double canvas = (0xe6e9eeU >> shift) & 0xffU;
            const double value = (colour >> shift) & 0xffU;
            result |= static_cast<unsigned>(std::lround(canvas + 0.22 * (value - canvas))) << shift;
        }
        return result;
    };
    const auto is_near = [](unsigned a, unsigned b) {
        return std::ranges::all_of(std::array{16U, 8U, 0U}, [a, b](unsigned shift) {
            const int one = static_cast<int>((a >> shift) & 0xffU);
            const int other = static_cast<int>((b >> shift) & 0xffU);
            return std::abs(one - other) <= 2;
        });
    };
    for (const Rect& view : {filtered, pooled}) {
        const unsigned early = at(view, 0.5F, 0.25F);
        const unsigned late = at(view, 0.2F, 0.9F);
        const Rect slider = driver.at("player.scrub");
        driver.click_at(slider.centre_x(), slider.centre_y());
        driver.move(5, 5);
        driver.frames(2);
        REQUIRE(driver.view().player.pass == PlayerPass::filter);
        CHECK(at(view, 0.5F, 0.25F) == early);
        CHECK(at(view, 0.2F, 0.9F) != late);
        CHECK(is_near(at(view, 0.2F, 0.9F), faint(late)));
        driver.key(GLFW_KEY_END);
        CHECK(at(view, 0.2F, 0.9F) == late);
        driver.key(GLFW_KEY_ESCAPE);
        driver.key(GLFW_KEY_ESCAPE);
    }
}

TEST_CASE("a pass over 510 x 510 pixels takes 20 seconds") {
    Driver driver;
    CHECK(pass_seconds(driver.view().player.speed) == doctest::Approx(20));
    driver.key(GLFW_KEY_SPACE);
    const Command later = driver.shell().workspace<LabWorkspace>().advance(driver.document(), 5).value();
    Document document = driver.document();
    const double before = document.lab_view.player.position;
    later.apply(document);
    CHECK(document.lab_view.player.position - before == doctest::Approx(510 * 510 / 4.0));
}

TEST_CASE("pixels on screen have the colours of the colour map") {
    Driver driver;
    const auto file = driver.folder() / "steps.png";
    save_png(file, {1, 4}, 1, std::vector<std::uint8_t>{0, 85, 170, 255});
    driver.drop({file});
    driver.click("filter.preset");
    driver.click("filter.preset.identity");
    driver.click("stage.border.zero");
    driver.click("stage.pooling.none");
    driver.move(5, 5);
    driver.frames(2);
    const Rect view = driver.at("view.filtered");
    const std::vector<std::uint8_t> shot = driver.shell().screenshot();
    const auto width = static_cast<std::size_t>(driver.shell().window().framebuffer_size().cols);
    const auto row = static_cast<std::size_t>(view.centre_y() - 16);  // above the written values
    std::vector<unsigned> colours;  // of all runs of at least 20 pixels, from left to right
    std::size_t run = 0;
    for (auto x = static_cast<std::size_t>(view.x); x < static_cast<std::size_t>(view.right()); ++x) {
        const std::size_t i = (row * width + x) * 3;
        const bool same = std::equal(&shot.at(i), &shot.at(i) + 3, &shot.at(i - 3));
        run = same ? run + 1 : 0;
        if (run == 20) colours.push_back(unsigned{shot.at(i)} << 16 | unsigned{shot.at(i + 1)} << 8 | shot.at(i + 2));
    }
    REQUIRE(colours.size() == 6);  // four of the picture, and the view's background on both sides
    CHECK(std::vector(colours.begin() + 1, colours.end() - 1) ==
          std::vector<unsigned>{0x000000, 0x555555, 0xaaaaaa, 0xffffff});
}
