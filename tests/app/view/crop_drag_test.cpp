#include "app/view/crop_drag.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

constexpr Size kSize{60, 80};
constexpr PixelRect kCrop{10, 20, 30, 40};  // rows 10 to 39, columns 20 to 59
constexpr PicturePoint kReach{2, 2};

CropPart part_at(double row, double col) {
    return crop_part_at(kCrop, kSize, {row, col}, kReach);
}

}  // namespace

TEST_CASE("corners and edges are taken within reach, the interior elsewhere inside, and a new frame outside") {
    CHECK(part_at(11, 21) == CropPart{.top = true, .left = true});
    CHECK(part_at(9, 59) == CropPart{.top = true, .right = true});
    CHECK(part_at(41, 61) == CropPart{.bottom = true, .right = true});
    CHECK(part_at(40, 40) == CropPart{.bottom = true});
    CHECK(part_at(25, 20) == CropPart{.left = true});
    CHECK(part_at(25, 40).is_interior());
    CHECK(part_at(5, 40) == CropPart{.draw = true});
    CHECK(part_at(25, 70) == CropPart{.draw = true});
}

TEST_CASE("without a crop the picture's border can be dragged, and a new frame is drawn elsewhere") {
    CHECK(crop_part_at(std::nullopt, kSize, {0.5, 79.5}, kReach) == CropPart{.top = true, .right = true});
    CHECK(crop_part_at(std::nullopt, kSize, {30, 40}, kReach) == CropPart{.draw = true});
}

TEST_CASE("in a frame smaller than the reach the nearer edge is taken") {
    const PixelRect tiny{10, 10, 1, 1};
    CHECK(crop_part_at(tiny, kSize, {10.2, 10.9}, kReach) == CropPart{.top = true, .right = true});
}

TEST_CASE("dragged edges and corners move by whole pixels, stay in the picture and keep one pixel") {
    const auto dragged = [](const CropPart& part, double down, double right) {
        return dragged_crop(kCrop, part, kSize, {10, 20}, {10 + down, 20 + right});
    };
    CHECK(dragged({.top = true, .left = true}, 4.4, -5.6) == PixelRect{14, 14, 26, 46});
    CHECK(dragged({.bottom = true}, 7, 30) == PixelRect{10, 20, 37, 40});
    CHECK(dragged({.right = true}, 0, 100) == PixelRect{10, 20, 30, 60});
    CHECK(dragged({.top = true}, 100, 0) == PixelRect{39, 20, 1, 40});
    CHECK(dragged({.left = true}, 0, -100) == PixelRect{10, 0, 30, 60});
}

TEST_CASE("a moved frame keeps its size at the picture's border") {
    const CropPart interior{.top = true, .bottom = true, .left = true, .right = true};
    CHECK(dragged_crop(kCrop, interior, kSize, {0, 0}, {3, -4}) == PixelRect{13, 16, 30, 40});
    CHECK(dragged_crop(kCrop, interior, kSize, {0, 0}, {500, 500}) == PixelRect{30, 40, 30, 40});
    CHECK(dragged_crop(kCrop, interior, kSize, {0, 0}, {-500, -500}) == PixelRect{0, 0, 30, 40});
}

TEST_CASE("a new frame takes in all pixels between the two points") {
    const CropPart draw{.draw = true};
    CHECK(dragged_crop(kCrop, draw, kSize, {15.5, 20.5}, {44.5, 59.5}) == PixelRect{15, 20, 30, 40});
    CHECK(dragged_crop(kCrop, draw, kSize, {44.5, 59.5}, {15.5, 20.5}) == PixelRect{15, 20, 30, 40});
    CHECK(dragged_crop(kCrop, draw, kSize, {50, 70}, {900, 900}) == PixelRect{50, 70, 10, 10});
    CHECK(dragged_crop(kCrop, draw, kSize, {-5, -5}, {-3, -3}) == PixelRect{0, 0, 1, 1});
}

}  // namespace convscope
