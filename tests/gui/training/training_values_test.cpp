// The parts of the Training workspace that need no window.
#include <doctest/doctest.h>

#include <cmath>

#include "app/gui/training/pages/runs_page.h"
#include "app/gui/training/pages/watch_page.h"
#include "app/gui/training/panels/curves_panel.h"
#include "app/gui/training/panels/time_line.h"
#include "core/nn/train/architectures.h"

using namespace convscope;

TEST_CASE("the squares of a grid are as large as they can be and fit") {
    for (const std::size_t count : {1, 2, 5, 8, 16, 64, 128})
        for (const float width : {100.0F, 320.0F, 900.0F}) {
            const float height = 300, gap = 6;
            const SquareGrid grid = square_grid(count, width, height, gap);
            const auto across = static_cast<float>(grid.columns);
            const std::size_t lines = (count + grid.columns - 1) / grid.columns;
            const auto down = static_cast<float>(lines);
            CHECK(grid.side > 0);
            CHECK(across * grid.side + (across - 1) * gap <= width);
            CHECK(down * grid.side + (down - 1) * gap <= height);
            for (std::size_t columns = 1; columns <= count; ++columns) {
                const auto c = static_cast<float>(columns);
                const std::size_t rows = (count + columns - 1) / columns;
                const auto r = static_cast<float>(rows);
                CHECK(std::floor(std::min((width - gap * (c - 1)) / c, (height - gap * (r - 1)) / r)) <= grid.side);
            }
        }
}

TEST_CASE("the first layer's weights are kernels, also those of a dense layer on the pixels") {
    const nn::Model course = nn::course_model(1), plain = nn::plain_model(1);
    const nn::Shape input{28, 28, 1};
    CHECK(first_kernel(course, input)->values == course.node(1).weights.front()->values);
    const auto dense = first_kernel(plain, input);
    REQUIRE(dense != nullptr);
    CHECK(dense->shape == nn::Shape{28, 28, 1, 128});
    CHECK(dense->values == plain.node(2).weights.front()->values);
    CHECK(first_kernel(plain, {14, 14, 1}) == nullptr);
}

TEST_CASE("a long run is drawn with few points, which are means of equal groups") {
    std::vector<nn::StepPoint> steps;
    steps.reserve(1000);
    for (int i = 0; i < 1000; ++i) steps.push_back({static_cast<float>(i), .5F});
    const std::vector<PlotPoint> losses = thinned_losses(steps);
    CHECK(losses.size() <= 120);
    CHECK(losses.back().x == 1000);
    double sum = 0;
    const double group = losses.front().x;
    for (int i = 0; i < static_cast<int>(group); ++i) sum += i;
    CHECK(losses.front().y == doctest::Approx(sum / group));
    for (const PlotPoint& point : thinned_accuracies(steps)) CHECK(point.y == doctest::Approx(.5));
    steps.resize(3);
    CHECK(thinned_losses(steps).size() == 3);
}

TEST_CASE("a replay passes every snapshot in order and ends at the newest") {
    nn::Snapshots snapshots;
    const auto model = std::make_shared<const nn::Model>(nn::plain_model(1));
    for (std::int64_t step = 0; step < 5; ++step) snapshots.add({.step = step, .model = model});
    TrainingView view{.plays_back = true};
    std::vector<std::int64_t> seen;
    for (int i = 0; i < 1000 && view.plays_back; ++i) {
        view = advance_playback(view, snapshots, .05);
        if (view.moment && (seen.empty() || seen.back() != *view.moment)) seen.push_back(*view.moment);
    }
    CHECK_FALSE(view.plays_back);
    CHECK_FALSE(view.moment.has_value());
    CHECK(seen == std::vector<std::int64_t>{0, 1, 2, 3, 4});
    CHECK(advance_playback(view, snapshots, 1) == view);
}

TEST_CASE("the course's table has 64, 32 and 16 filters, one convolution less and one more") {
    Training training;
    training.options.epochs = 3;
    const std::vector<Training> table = course_table(training);
    REQUIRE(table.size() == 5);
    CHECK(table[0].network == nn::NetworkSettings{});
    CHECK(table[1].network.filters == 32);
    CHECK(table[2].network.filters == 16);
    CHECK(table[3].network.convolutions == 1);
    CHECK(table[4].network.convolutions == 3);
    for (const Training& row : table) CHECK(row.options == training.options);
}

TEST_CASE("runs are sorted by the chosen number, the best first, and otherwise the newest first") {
    std::vector<StoredRun> runs(3);
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i].id = std::to_string(i);
    runs[0].row.accuracy = .5, runs[1].row.accuracy = .9, runs[2].row.accuracy = .7;
    runs[0].row.loss = 1, runs[1].row.loss = 3, runs[2].row.loss = 2;
    runs[1].row.validation_accuracy = .4;
    const auto order = [&](RunOrder by) {
        std::string ids;
        for (const StoredRun* const run : ordered_runs(runs, by)) ids += run->id;
        return ids;
    };
    CHECK(order(RunOrder::newest) == "210");
    CHECK(order(RunOrder::accuracy) == "120");
    CHECK(order(RunOrder::loss) == "021");
    CHECK(order(RunOrder::validation).front() == '1');
}
