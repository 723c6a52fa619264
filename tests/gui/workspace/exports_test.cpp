#include "app/gui/workspace/exports.h"

#include <doctest/doctest.h>

#include <array>
#include <variant>

#include "core/image/files/load.h"
#include "core/io/npy/npy.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// A map of this size whose pixels are 10 screen pixels large, its upper left corner at (100, 50).
HeatMap map_of(Size size) {
    HeatMap heat;
    heat.picture = {100, 50, static_cast<float>(size.cols) * 10, static_cast<float>(size.rows) * 10};
    heat.map = {.rect = heat.picture, .size = size, .pixel = 10};
    heat.shown = {0, 255};
    return heat;
}

const Plane kPlane({2, 3}, std::vector<float>{0, 1.5F, -2, 85, 255, 300});

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a heat map finds the pixel at a screen position") {
    const HeatMap heat = map_of({2, 3});
    CHECK(heat.cell_at(100, 50) == Cell{0, 0});
    CHECK(heat.cell_at(129, 61) == Cell{1, 2});
    CHECK_FALSE(heat.cell_at(99, 50));
    CHECK_FALSE(heat.cell_at(131, 50));
    CHECK_FALSE(heat.cell_at(100, 70.5F));
}

TEST_CASE("the visible values of a plane or an image are copied as text") {
    const FloatImage image = to_float_image(kPlane);
    HeatMap heat = map_of({2, 3});
    for (const bool of_plane : {true, false}) {
        heat.plane = of_plane ? &kPlane : nullptr;
        heat.image = of_plane ? nullptr : &image;
        CHECK(visible_values_text(heat, false) == "0\t1.5\t-2\n85\t255\t300\n");
    }
    heat.map.left = 1;
    heat.map.rect.w = 10;
    CHECK(visible_values_text(heat, true) == "np.array([[1.5],\n          [255]], dtype=np.float32)\n");
    HeatMap large = map_of({600, 600});
    large.plane = &kPlane;
    CHECK_FALSE(visible_values_text(large, false));
}

TEST_CASE("a heat map is exported as shown, as grey values and as numbers") {
    const TemporaryFolder folder;
    const FloatImage image = to_float_image(kPlane);
    HeatMap heat = map_of({2, 3});
    // The export does not depend on the visible part.
    heat.map.left = 1;
    for (const bool of_plane : {true, false}) {
        heat.plane = of_plane ? &kPlane : nullptr;
        heat.image = of_plane ? nullptr : &image;
        save_heat_map(folder / "values.csv", "csv", heat);
        CHECK(text_of(folder / "values.csv") == "0,1.5,-2\n85,255,300\n");
        save_heat_map(folder / "values.npy", "npy", heat);
        CHECK(load_npy(folder / "values.npy").values == std::vector<float>{0, 1.5F, -2, 85, 255, 300});
        save_heat_map(folder / "grey.png", "grey", heat);
        const Picture grey = load_picture(folder / "grey.png");
        CHECK(grey.size() == Size{2, 3});
        CHECK(grey.planes[0].at(0, 2) == 0);
        CHECK(grey.planes[0].at(1, 0) == 85);
        CHECK(grey.planes[0].at(1, 2) == 255);
        heat.colours = ColourMap::viridis;
        save_heat_map(folder / "shown.png", "png", heat);
        const Picture shown = load_picture(folder / "shown.png");
        const Rgb expected = colour_of(ColourMap::viridis, {0, 255}, 85);
        CHECK(shown.planes[0].at(1, 0) == expected.red);
        CHECK(shown.planes[1].at(1, 0) == expected.green);
        CHECK(shown.planes[2].at(1, 0) == expected.blue);
    }
}

TEST_CASE("the export as shown has the view's own colours, marks included") {
    const TemporaryFolder folder;
    HeatMap heat = map_of({2, 3});
    heat.plane = &kPlane;
    heat.marks_outside = true;
    save_heat_map(folder / "shown.png", "png", heat);
    const Picture shown = load_picture(folder / "shown.png");
    const auto colour_at = [&](int row, int col) {
        return std::array{shown.planes[0].at(row, col), shown.planes[1].at(row, col), shown.planes[2].at(row, col)};
    };
    CHECK(colour_at(0, 2) == std::array<float, 3>{16, 56, 178});   // -2
    CHECK(colour_at(1, 2) == std::array<float, 3>{255, 168, 60});  // 300
    CHECK(colour_at(1, 1) == std::array<float, 3>{255, 255, 255});
}

TEST_CASE("the export of a picture in colour still works after the picture is destroyed") {
    const TemporaryFolder folder;
    std::optional<Action> action;
    {
        const FloatImage angles = to_float_image(kPlane);
        const auto channel = [](std::uint8_t first) {
            return Plane({2, 3}, std::vector<std::uint8_t>{first, 20, 30, 40, 50, 60});
        };
        Picture colours{{channel(10), channel(11), channel(12)}};
        HeatMap heat = map_of({2, 3});
        heat.image = &angles;
        heat.in_colour = &colours;
        action = heat_map_action(heat, "direction", "png", std::nullopt);
        colours = {};
    }
    const auto* const save = std::get_if<SaveAs>(&*action);
    REQUIRE(save != nullptr);
    CHECK(save->name == "direction.png");
    save->write(folder / "direction.png");
    const Picture saved = load_picture(folder / "direction.png");
    REQUIRE(saved.planes.size() == 3);
    CHECK(saved.planes[0].at(0, 0) == 10);
    CHECK(saved.planes[1].at(0, 0) == 11);
    CHECK(saved.planes[2].at(0, 0) == 12);
    CHECK(saved.planes[2].at(1, 2) == 60);
}

TEST_CASE("the note of an export as grey levels states the shares of values below 0 and above 255") {
    HeatMap heat = map_of({2, 3});
    heat.plane = &kPlane;
    const auto note = [&](std::string_view format) {
        return std::get<SaveAs>(heat_map_action(heat, "a", format, std::nullopt)).note;
    };
    CHECK(note("grey") ==
          "Grey levels end at 0 and 255: 17 % of the values were below and are 0 now, 17 % above and 255.");
    CHECK(note("npy").empty());
    const Plane inside({1, 2}, std::vector<float>{0, 255});
    heat.plane = &inside;
    heat.map.size = {1, 2};
    CHECK(note("grey").empty());
}

}  // namespace convscope
