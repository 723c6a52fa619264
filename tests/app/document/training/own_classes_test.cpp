#include "app/document/training/own_classes.h"

#include <doctest/doctest.h>

namespace convscope {

namespace {

OwnPicture filled(std::uint8_t value) {
    return {std::make_shared<const std::vector<std::uint8_t>>(std::size_t{kOwnSide} * kOwnSide, value)};
}

/// A grey picture with a frame of one brightness and a middle of another.
Picture framed(std::uint8_t frame, std::uint8_t middle) {
    const int side = 56;
    std::vector<std::uint8_t> values(std::size_t{side} * side, frame);
    for (int row = side / 4; row < 3 * side / 4; ++row)
        for (int col = side / 4; col < 3 * side / 4; ++col) values[static_cast<std::size_t>(row * side + col)] = middle;
    Picture picture;
    picture.planes.emplace_back(Size{side, side}, std::move(values));
    return picture;
}

}  // namespace

TEST_CASE("own classes become a data set without the classes that have no pictures") {
    const std::vector<OwnClass> classes{{"cat", {filled(1), filled(2)}}, {"empty", {}}, {"dog", {filled(3)}}};
    const nn::Dataset data = own_dataset(classes);
    CHECK(data.size() == 3);
    CHECK(data.class_names == std::vector<std::string>{"cat", "dog"});
    CHECK(data.labels == std::vector<std::uint16_t>{0, 0, 1});
    CHECK(data.image(1).front() == 2);
    CHECK(data.image(2).back() == 3);
}

TEST_CASE("two classes with pictures can be learned") {
    CHECK_FALSE(can_learn(first_own_classes()));
    CHECK_FALSE(can_learn({{"cat", {filled(1)}}, {"dog", {}}}));
    CHECK(can_learn({{"cat", {filled(1)}}, {"dog", {filled(2)}}}));
}

TEST_CASE("pixels survive as text, and damaged text gives no picture") {
    std::vector<std::uint8_t> pixels(std::size_t{kOwnSide} * kOwnSide);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i);
    const OwnPicture picture{std::make_shared<const std::vector<std::uint8_t>>(pixels)};
    std::string text = hex_of(picture);
    REQUIRE(picture_of_hex(text).has_value());
    CHECK(*picture_of_hex(text) == picture);
    text[10] = 'g';
    CHECK_FALSE(picture_of_hex(text).has_value());
    text[10] = '-';
    CHECK_FALSE(picture_of_hex(text).has_value());
    text.pop_back();
    CHECK_FALSE(picture_of_hex(text).has_value());
    CHECK_FALSE(picture_of_hex("").has_value());
}

TEST_CASE("a data set of a few classes becomes own classes, with at most 200 pictures each") {
    const std::vector<OwnClass> classes{{"cat", {filled(1), filled(2)}}, {"dog", {filled(3)}}};
    const auto taken = own_classes_of(own_dataset(classes));
    REQUIRE(taken.has_value());
    CHECK(*taken == classes);
    nn::Dataset many = own_dataset({{"cat", std::vector<OwnPicture>(kMaxOwnPictures + 5, filled(7))}, classes[1]});
    REQUIRE(own_classes_of(many).has_value());
    CHECK(own_classes_of(many)->front().pictures.size() == kMaxOwnPictures);
    many.labels.back() = kMaxOwnClasses;
    CHECK_FALSE(own_classes_of(many).has_value());
    CHECK_FALSE(own_classes_of(own_dataset({classes[1]})).has_value());
}

TEST_CASE("pictures of a data set in colour and of another size are fitted") {
    nn::Dataset data{.example = {2, 2, 3}, .images = {}, .labels = {0, 1}};
    for (int i = 0; i < 12; ++i) data.images.push_back(90);
    for (int i = 0; i < 12; ++i) data.images.push_back(0);
    const auto taken = own_classes_of(data);
    REQUIRE(taken.has_value());
    CHECK((*taken)[0].name == "class 0");
    CHECK((*taken)[0].pictures.at(0).pixels->size() == std::size_t{kOwnSide} * kOwnSide);
    CHECK((*taken)[0].pictures.at(0).pixels->at(400) == 90);
    CHECK((*taken)[1].pictures.at(0).pixels->at(400) == 0);
}

TEST_CASE("a picture is fitted, and a dark drawing on a light ground is inverted") {
    const std::size_t corner = 0, middle = std::size_t{14} * kOwnSide + 14;
    const OwnPicture light = own_picture(framed(0, 200)), dark = own_picture(framed(255, 55));
    CHECK(light.pixels->size() == std::size_t{kOwnSide} * kOwnSide);
    CHECK((*light.pixels)[corner] == 0);
    CHECK((*light.pixels)[middle] == 200);
    CHECK((*dark.pixels)[corner] == 0);
    CHECK((*dark.pixels)[middle] == 200);
}

}  // namespace convscope
