#include "core/io/feed_file.h"

#include <doctest/doctest.h>

#include <fstream>

#include "core/base/load_error.h"
#include "core/io/npy/npy.h"
#include "core/nn/input/feed.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

namespace {

nn::Node input_of(const nn::Shape& shape) {
    return samples::classifier(shape).node(0);
}

std::vector<float> values_of(std::string_view text, const nn::Shape& shape) {
    return feed_of_text(text, input_of(shape), "input").values->values;
}

}  // namespace

TEST_CASE("a row of numbers is read with commas, tabs and decimal commas") {
    const std::vector<float> expected{0.5F, -1.5F, 2};
    for (const char* text : {"0.5, -1.5, 2", "0.5 -1.5 2", "0,5\t-1,5\t2,0", "0,5; -1,5; 2,0", "0,5 -1,5 2,0",
                             "[0.5, -1.5, 2]", "0.5\n-1.5\n2\n", "0,5\n-1,5\n2,0"}) {
        CAPTURE(std::string(text));
        CHECK(values_of(text, {3}) == expected);
    }
    // Commas separate numbers if that gives as many as the input takes.
    CHECK(values_of("0,5,1,5,2,0", {6}) == std::vector<float>{0, 5, 1, 5, 2, 0});
}

TEST_CASE("a table of numbers is several examples, or the steps of a sequence") {
    const nn::Feed feed = feed_of_text("1 2 3\n4 5 6", input_of({3}), "input");
    CHECK(feed.source == nn::FeedSource::numbers);
    CHECK(nn::examples_in(feed, 3) == 2);
    CHECK(values_of("1 2\n3 4\n5 6", {3, 2}) == std::vector<float>{1, 2, 3, 4, 5, 6});
    CHECK_THROWS_WITH_AS(values_of("1 2 3\n4 5 6", {3, 2}), doctest::Contains("has rows of 3 numbers"), LoadError);
}

TEST_CASE("numbers that do not fill the input are refused with the number that it takes") {
    CHECK_THROWS_WITH_AS(
        values_of("1 2 3 4", {3}),
        "input: holds 4 numbers; give 3 numbers for input \"in\", or several times as many for several "
        "examples.",
        LoadError);
    CHECK_THROWS_WITH_AS(values_of("1 2 3", {28, 28, 2}), doctest::Contains("give 1568 numbers (28, 28, 2)"),
                         LoadError);
    CHECK_THROWS_AS(values_of("one two", {2}), LoadError);
}

TEST_CASE("a picture and arrays without the channel axis are read for an input that can take a picture") {
    const TemporaryFolder folder;
    const nn::Node input = input_of({2, 2, 1});
    save_npy(folder / "square.npy", NpyArray{{2, 2}, {1, 2, 3, 4}});
    CHECK(load_feed(folder / "square.npy", input).values->values == std::vector<float>{1, 2, 3, 4});
    CHECK(values_of("1 2\n3 4", {2, 2, 1}) == std::vector<float>{1, 2, 3, 4});
    const auto picture = folder.write("grey.pgm", "P2 2 2 255 0 51 102 255\n");
    const nn::Preprocessing unit = nn::with_range({.inversion = nn::Inversion::never}, nn::InputRange::unit);
    const std::vector<float> values = load_feed(picture, input, unit).values->values;
    REQUIRE(values.size() == 4);
    CHECK(values[1] == doctest::Approx(0.2));
    CHECK(values[3] == doctest::Approx(1));
    CHECK_THROWS_WITH_AS(load_feed(picture, input_of({3}), unit),
                         doctest::Contains("is a picture, but input \"in\" takes numbers"), LoadError);
}

TEST_CASE("an array is read in the layout of the model's file, as one example or several") {
    const TemporaryFolder folder;
    nn::Node input = input_of({1, 2, 3});  // rows, columns, channels
    nn::Node planes = input;
    constexpr std::int64_t kBatch = nn::Layout::kBatchAxis;
    planes.layout = nn::Layout{{kBatch, 3, 1, 2}, {kBatch, 3, 1, 2}, {2, 3, 1}};
    save_npy(folder / "planes.npy", NpyArray{{3, 1, 2}, {1, 4, 2, 5, 3, 6}});
    CHECK(load_feed(folder / "planes.npy", planes).values->values == std::vector<float>{1, 2, 3, 4, 5, 6});
    save_npy(folder / "one.npy", NpyArray{{1, 2, 3}, {1, 2, 3, 4, 5, 6}});
    const nn::Feed one = load_feed(folder / "one.npy", input);
    CHECK(one.source == nn::FeedSource::file);
    CHECK(one.file == folder / "one.npy");
    CHECK(one.values->values == std::vector<float>{1, 2, 3, 4, 5, 6});
    save_npy(folder / "two.npy", NpyArray{{2, 6}, std::vector<float>(12, 1)});
    CHECK(nn::examples_in(load_feed(folder / "two.npy", input), 6) == 2);
    save_npy(folder / "turned.npy", NpyArray{{3, 2, 1}, {1, 2, 3, 4, 5, 6}});
    CHECK_THROWS_WITH_AS(load_feed(folder / "turned.npy", input), doctest::Contains("holds an array of shape 3, 2, 1"),
                         LoadError);
    std::ofstream(folder / "row.csv") << "1,2,3,4,5,6\n";
    CHECK(load_feed(folder / "row.csv", input).values->values == std::vector<float>{1, 2, 3, 4, 5, 6});
    save_npy(folder / "bad.npy", NpyArray{{6}, {1, 2, 3, 4, 5, std::numeric_limits<float>::infinity()}});
    CHECK_THROWS_WITH_AS(load_feed(folder / "bad.npy", input), doctest::Contains("holds NaN or infinity"), LoadError);
}
