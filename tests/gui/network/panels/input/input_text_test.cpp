#include "app/gui/network/panels/input/input_text.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/preprocessed_input.h"

using namespace convscope;
using namespace convscope::test;

namespace {

/// preprocessing_text() in ASCII characters.
std::string words(const nn::PictureInput& input, const nn::Model& model) {
    std::string text = preprocessing_text(input, model);
    const auto replace = [&](const std::string& from, const char* to) {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from))
            text.replace(at, from.size(), to);
    };
    replace("\u00a0", " ");
    replace("\u00d7", "x");
    replace("\u2212", "-");
    return text;
}

}  // namespace

TEST_CASE("the text of a preprocessing names exactly the steps that change the picture") {
    constexpr float kByte = 1 / 255.0F;
    const nn::Model model = preprocessing_model(nn::Inversion::automatic, {kByte, kByte, kByte}, {0, 0, 0});
    nn::PictureInput input{.picture = grey({40, 60}, 200)};
    CHECK(words(input, model) == "40 x 60, inverted, fitted to 12 x 12, / 255");
    input.brightness = -100;
    CHECK(words(input, model) == "40 x 60, brightness -100, fitted to 12 x 12, / 255");
    input.brightness = 20;
    input.crop = PixelRect{5, 5, 12, 12};
    CHECK(words(input, preprocessing_model(nn::Inversion::never, {kByte, kByte, kByte}, {0, 0, 0})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, / 255");

    nn::PictureInput colour{.picture = grey({12, 12}, 10)};
    colour.picture.planes.resize(3, colour.picture.planes.front());
    CHECK(words(colour, model) == "12 x 12, made grey, / 255");
    CHECK(words(colour, preprocessing_model(nn::Inversion::always, {1, 1, 1}, {0, 0, 0})) ==
          "12 x 12, made grey, inverted");
    constexpr float kHalf = 1 / 127.5F;
    CHECK(words(input, preprocessing_model(nn::Inversion::never, {kHalf, kHalf, kHalf}, {-1, -1, -1})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, / 127.5 - 1");
    CHECK(words(input, preprocessing_model(nn::Inversion::never, {1, 2, 3}, {0, 0, 0})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, each colour scaled");
}
