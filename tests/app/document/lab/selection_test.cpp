#include "app/document/lab/selection.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <limits>
#include <vector>

namespace convscope {

namespace {

FilterSettings settings_of(int kernel_size, Border border, int stride = 1, int dilation = 1) {
    FilterSettings settings;
    settings.kernel = {kernel_size, {}};
    settings.kernel.at(kernel_size / 2, kernel_size / 2) = 1;
    settings.border = border;
    settings.stride = stride;
    settings.dilation = dilation;
    return settings;
}

FilterSettings pooled(FilterSettings settings, Pooling pooling, int size) {
    settings.pooling = pooling;
    settings.pool_size = size;
    return settings;
}

Plane grey(Size size) {
    return {size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 100)};
}

std::optional<Cell> output_of_input(Size size, const FilterSettings& settings, int row, int col) {
    const auto selection = select(grey(size), settings, {Stage::input, 0, row, col});
    if (!selection) return std::nullopt;
    return selection->output;
}

/// Twice the distance between the centre of an output's window and a position, so that it is a whole number.
int distance(const Axis& axis, int out, int position) {
    return std::abs(axis.source(out, 0) + axis.source(out, axis.taps - 1) - 2 * position);
}

bool is_nearest(const Axis& axis, int out, int position) {
    if (out < 0 || out >= axis.output) return false;
    for (int other = 0; other < axis.output; ++other)
        if (distance(axis, other, position) < distance(axis, out, position)) return false;
    return true;
}

/// The course's pooling figure.
Plane pooling_figure() {
    return {{4, 4}, std::vector<std::uint8_t>{0, 64, 128, 128, 48, 192, 144, 144, 142, 226, 168, 0, 255, 0, 0, 64}};
}

}  // namespace

TEST_CASE("an input pixel selects the window whose centre it is, or at the border the nearest window") {
    const FilterSettings valid = settings_of(3, Border::valid);
    CHECK(output_of_input({512, 512}, valid, 10, 20) == Cell{9, 19});
    CHECK(output_of_input({512, 512}, valid, 0, 0) == Cell{0, 0});
    CHECK(output_of_input({512, 512}, valid, 511, 511) == Cell{509, 509});
    CHECK(output_of_input({512, 512}, valid, 0, 511) == Cell{0, 509});
    for (const Border border : {Border::zero, Border::replicate, Border::keep}) {
        CHECK(output_of_input({6, 8}, settings_of(5, border, 1, 3), 5, 7) == Cell{5, 7});
        CHECK(output_of_input({6, 8}, settings_of(5, border, 1, 3), 0, 3) == Cell{0, 3});
    }
    const FilterSettings strided = settings_of(3, Border::valid, 2);  // centres at 1, 3, 5, 7
    CHECK(output_of_input({10, 10}, strided, 5, 7) == Cell{2, 3});
    CHECK(output_of_input({10, 10}, strided, 9, 0) == Cell{3, 0});
    const FilterSettings dilated = settings_of(3, Border::valid, 1, 4);  // centres from 4 on
    CHECK(output_of_input({20, 20}, dilated, 3, 10) == Cell{0, 6});
}

TEST_CASE("for all settings, no window's centre is nearer to an input pixel than that of the selected window") {
    for (const Border border : {Border::valid, Border::zero, Border::replicate, Border::keep})
        for (const int size : {1, 3, 5, 7})
            for (int stride = 1; stride <= (border == Border::keep ? 1 : kMaxStride); ++stride)
                for (int dilation = 1; dilation <= kMaxDilation; ++dilation) {
                    const FilterSettings settings = settings_of(size, border, stride, dilation);
                    const Size input{29, 33};
                    const Geometry g = geometry(input, settings);
                    for (int i = 0; i < input.rows; ++i) {
                        const auto output = output_of_input(input, settings, i, input.cols - 1 - i);
                        REQUIRE(output.has_value());
                        REQUIRE(is_nearest(g.rows, output->row, i));
                        REQUIRE(is_nearest(g.cols, output->col, input.cols - 1 - i));
                    }
                }
}

TEST_CASE("a selection keeps the input pixel it was made from; a selection made from an output has no input pixel") {
    const FilterSettings settings = settings_of(3, Border::valid);
    const auto from_input = select(grey({9, 9}), settings, {Stage::input, 1, 0, 8});
    REQUIRE(from_input.has_value());
    CHECK(from_input->input == Cell{0, 8});
    CHECK(from_input->filter == 1);
    const auto from_output = select(grey({9, 9}), settings, {Stage::filtered, 1, 6, 0});
    REQUIRE(from_output.has_value());
    CHECK_FALSE(from_output->input);
    CHECK(from_output->output == Cell{6, 0});
    CHECK(from_output->filter == 1);
}

TEST_CASE("a filtered pixel selects its pooling block too; a pixel that rounding down drops has no block") {
    const FilterSettings settings = pooled(settings_of(3, Border::zero), Pooling::max, 2);
    const auto block = [&](int row, int col) {
        return select(grey({5, 7}), settings, {Stage::filtered, 0, row, col})->pooled;
    };
    CHECK(block(0, 0) == Cell{0, 0});
    CHECK(block(3, 5) == Cell{1, 2});
    CHECK_FALSE(block(4, 0));
    CHECK_FALSE(block(0, 6));
    CHECK_FALSE(block(4, 6));
    const FilterSettings without = pooled(settings, Pooling::none, 2);
    CHECK_FALSE(select(grey({5, 7}), without, {Stage::filtered, 0, 0, 0})->pooled);
    // A combined pixel selects the filtered pixel at its position.
    CHECK(select(grey({5, 7}), settings, {Stage::combined, 1, 3, 5})->output == Cell{3, 5});
    CHECK(select(grey({5, 7}), settings, {Stage::combined, 1, 3, 5})->pooled == Cell{1, 2});
    CHECK_FALSE(select(grey({5, 7}), settings, {Stage::combined, 0, 5, 0}));
    // An input pixel selects the same block.
    CHECK(select(grey({5, 7}), settings, {Stage::input, 0, 3, 5})->pooled == Cell{1, 2});
    CHECK_FALSE(select(grey({5, 7}), settings, {Stage::input, 0, 4, 5})->pooled);
}

TEST_CASE("a pooled pixel selects the block's winner, the first of equal values") {
    const Plane figure = pooling_figure();
    const FilterSettings settings = pooled(settings_of(3, Border::zero), Pooling::max, 2);
    const auto winner = [&](int row, int col) {
        return select(figure, settings, {Stage::pooled, 0, row, col})->output;
    };
    CHECK(winner(0, 0) == Cell{1, 1});  // 192
    CHECK(winner(0, 1) == Cell{1, 2});  // the first of two values 144
    CHECK(winner(1, 0) == Cell{3, 0});  // 255
    CHECK(winner(1, 1) == Cell{2, 2});  // 168
    CHECK(select(figure, settings, {Stage::pooled, 0, 1, 0})->pooled == Cell{1, 0});
    // An average has no winner, so the block's first pixel is selected.
    const FilterSettings average = pooled(settings, Pooling::average, 2);
    CHECK(select(figure, average, {Stage::pooled, 0, 1, 1})->output == Cell{2, 2});
    CHECK(select(figure, average, {Stage::pooled, 0, 1, 0})->output == Cell{2, 0});
}

TEST_CASE("a pooled pixel that is NaN selects the NaN in its block") {
    std::vector<float> values(16, 200);
    values[6] = std::numeric_limits<float>::quiet_NaN();
    const FilterSettings settings = pooled(settings_of(1, Border::valid), Pooling::max, 4);
    CHECK(select(Plane({4, 4}, values), settings, {Stage::pooled, 0, 0, 0})->output == Cell{1, 2});
}

TEST_CASE("pixels that do not exist select nothing") {
    const FilterSettings settings = pooled(settings_of(3, Border::valid), Pooling::max, 3);
    const Plane input = grey({11, 14});  // filtered 9 x 12, pooled 3 x 4
    const auto exists = [&](Stage stage, int row, int col) {
        return select(input, settings, {stage, 0, row, col}).has_value();
    };
    struct {
        Stage stage;
        Size size;
    } const views[] = {{Stage::input, {11, 14}}, {Stage::filtered, {9, 12}}, {Stage::pooled, {3, 4}}};
    for (const auto& [stage, size] : views) {
        CHECK(exists(stage, 0, 0));
        CHECK(exists(stage, size.rows - 1, size.cols - 1));
        CHECK_FALSE(exists(stage, size.rows, 0));
        CHECK_FALSE(exists(stage, 0, size.cols));
        CHECK_FALSE(exists(stage, -1, 0));
        CHECK_FALSE(exists(stage, 0, -1));
    }
    CHECK_FALSE(select(input, settings_of(3, Border::valid), {Stage::pooled, 0, 0, 0}));
    CHECK_FALSE(select(grey({2, 14}), settings_of(3, Border::valid), {Stage::input, 0, 0, 0}));
    CHECK_FALSE(select(Plane{}, settings_of(3, Border::zero), {Stage::input, 0, 0, 0}));
}

TEST_CASE("each pass of the player has one position for each output pixel") {
    const FilterSettings settings = pooled(settings_of(3, Border::valid), Pooling::max, 2);
    CHECK(player_positions({10, 13}, settings, PlayerPass::filter) == 8 * 11);
    CHECK(player_positions({10, 13}, settings, PlayerPass::pool) == 4 * 5);
    CHECK(player_positions({10, 13}, pooled(settings, Pooling::none, 2), PlayerPass::pool) == 0);
    CHECK(player_positions({2, 13}, settings, PlayerPass::filter) == 0);
    CHECK(player_positions({10'000, 10'000}, settings_of(3, Border::keep), PlayerPass::filter) == 100'000'000);
}

TEST_CASE("the player selects pixels row by row, and its position is limited to the pass") {
    const FilterSettings settings = pooled(settings_of(3, Border::valid), Pooling::max, 2);
    const auto at = [&](PlayerPass pass, double position) {
        return select_position({10, 13}, settings, {.active = true, .pass = pass, .position = position}).value();
    };
    CHECK(at(PlayerPass::filter, 0).output == Cell{0, 0});
    CHECK(at(PlayerPass::filter, 10.9).output == Cell{0, 10});
    CHECK(at(PlayerPass::filter, 11).output == Cell{1, 0});
    CHECK(at(PlayerPass::filter, 1e6).output == Cell{7, 10});
    CHECK(at(PlayerPass::filter, -3).output == Cell{0, 0});
    CHECK(at(PlayerPass::filter, 13).pooled == Cell{0, 1});
    CHECK_FALSE(at(PlayerPass::filter, 10).pooled);  // the eleventh column does not belong to a block
    CHECK(at(PlayerPass::pool, 0).pooled == Cell{0, 0});
    CHECK(at(PlayerPass::pool, 6).pooled == Cell{1, 1});
    CHECK(at(PlayerPass::pool, 6).output == Cell{2, 2});
    CHECK(at(PlayerPass::pool, 1e6).pooled == Cell{3, 4});
    const Player pool{.active = true, .pass = PlayerPass::pool};
    CHECK_FALSE(select_position({10, 13}, pooled(settings, Pooling::none, 2), pool));
    CHECK_FALSE(select_position({2, 2}, settings, {.active = true}));
}

TEST_CASE("the speed slider goes from 1 to 100,000 pixels per second, in equal ratios for equal steps") {
    CHECK(positions_per_second(0) == doctest::Approx(1));
    CHECK(positions_per_second(0.2) == doctest::Approx(10));
    CHECK(positions_per_second(1) == doctest::Approx(100'000));
    CHECK(positions_per_second(-1) == doctest::Approx(1));
    CHECK(positions_per_second(2) == doctest::Approx(100'000));
}

TEST_CASE("in the sum pass the player selects its pixel at every step") {
    const FilterSettings settings = pooled(settings_of(3, Border::valid), Pooling::max, 2);
    const Player player{.active = true, .pass = PlayerPass::sum, .position = 5, .pixel = 14, .filter = 1};
    const Selection selection = select_position({10, 13}, settings, player).value();
    CHECK(selection.output == Cell{1, 3});
    CHECK(selection.pooled == Cell{0, 1});
    CHECK(selection.filter == 1);
    CHECK(player_positions({10, 13}, settings, PlayerPass::sum) == 0);
}

TEST_CASE("during the filter pass a pooled pixel is reached as soon as its block is complete") {
    const FilterSettings settings = pooled(settings_of(3, Border::valid), Pooling::max, 2);
    // 8 x 11 outputs and 4 x 5 blocks: the eleventh column does not belong to a block.
    const auto reached = [&](PlayerPass pass, double position, Stage stage) {
        return reached_pixels({10, 13}, settings, {.active = true, .pass = pass, .position = position}, stage);
    };
    CHECK(reached(PlayerPass::filter, 0, Stage::filtered) == 1);
    CHECK(reached(PlayerPass::filter, 0, Stage::pooled) == 0);
    CHECK(reached(PlayerPass::filter, 11, Stage::pooled) == 0);  // one row and one more pixel: no block is complete
    CHECK(reached(PlayerPass::filter, 12, Stage::pooled) == 1);
    CHECK(reached(PlayerPass::filter, 13, Stage::pooled) == 1);
    CHECK(reached(PlayerPass::filter, 14, Stage::pooled) == 2);
    CHECK(reached(PlayerPass::filter, 21, Stage::pooled) == 5);
    CHECK(reached(PlayerPass::filter, 22, Stage::pooled) == 5);
    CHECK(reached(PlayerPass::filter, 87, Stage::pooled) == 20);
    CHECK(reached(PlayerPass::pool, 3, Stage::pooled) == 4);
    CHECK_FALSE(reached(PlayerPass::pool, 3, Stage::filtered));
    CHECK_FALSE(reached(PlayerPass::sum, 3, Stage::filtered));
    CHECK_FALSE(reached(PlayerPass::filter, 3, Stage::input));
    CHECK(reached(PlayerPass::filter, 12, Stage::combined) == 13);
    CHECK_FALSE(reached(PlayerPass::pool, 3, Stage::combined));
    CHECK_FALSE(reached_pixels({10, 13}, settings, {}, Stage::filtered));
}

}  // namespace convscope
