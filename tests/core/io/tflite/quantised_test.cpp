// 8-bit models of TensorFlow Lite, compared with the real numbers that their bytes stand for.
#include <doctest/doctest.h>

#include "tests/core/io/tflite/tflite_outputs.h"
#include "tests/support/tflite_files.h"

using namespace convscope;
using samples::outputs_of;
using samples::TfliteMaker;
using samples::TfliteType;
using Reals = std::vector<float>;

namespace {

/// A convolution of 8-bit values, 1 x 1, with two filters of one scale each; the output's range starts at `low` steps.
std::vector<std::uint8_t> byte_model(TfliteType type, std::int64_t zero_point, int activation,
                                     std::int64_t output_zero) {
    TfliteMaker maker;
    const int x = maker.tensor("x", {1, 2, 2, 1}, type, {}, {{0.5F}, {zero_point}});
    const int y = maker.tensor("y", {1, 2, 2, 2}, type, {}, {{6 / 255.F}, {output_zero}});
    const int kernel = maker.tensor("k", {2, 1, 1, 1}, TfliteType::int8, {0x10, 0xF0}, {{0.25F, 0.125F}, {0, 0}, 0});
    const int bias =
        maker.tensor("b", {2}, TfliteType::int32, samples::little_endian(std::vector<std::int32_t>{8, -16}),
                     {{0.125F, 0.0625F}, {0, 0}, 0});
    maker.add(3, {x, kernel, bias}, {y},
              tflite::format::CreateConv2DOptions(maker.builder, 1, 1, 1, static_cast<std::int8_t>(activation)));
    return maker.file({x}, {y});
}

}  // namespace

TEST_CASE("an 8-bit model of TensorFlow Lite computes with the real values of its numbers") {
    // Kernel: 16 x 0.25 = 4 and -16 x 0.125 = -2; bias: 8 x 0.125 = 1 and -16 x 0.0625 = -1.
    const Reals x{0, 1, -1, 2};
    CHECK(outputs_of(byte_model(TfliteType::int8, -28, 0, -10), {1, 2, 2, 1}, x) == Reals{1, -1, 5, -3, -3, 1, 9, -5});
    // An output that cannot store negative values, up to 6, stands for a RELU6 that the converter left out.
    CHECK(outputs_of(byte_model(TfliteType::int8, -28, 0, -128), {1, 2, 2, 1}, x) == Reals{1, 0, 5, 0, 0, 1, 6, 0});
    CHECK(outputs_of(byte_model(TfliteType::uint8, 128, 0, 0), {1, 2, 2, 1}, x) == Reals{1, 0, 5, 0, 0, 1, 6, 0});
}

TEST_CASE("the scale of an 8-bit input is a picture's preprocessing") {
    const nn::Model unsigned_model = tflite::decode(byte_model(TfliteType::uint8, 100, 0, 0), "m.tflite");
    CHECK(unsigned_model.info().preprocessing_known);
    CHECK(unsigned_model.info().preprocessing.scale[0] == 0.5F);
    CHECK(unsigned_model.info().preprocessing.offset[2] == -50.F);
    // int8 stores a picture's byte minus 128.
    const nn::Model signed_model = tflite::decode(byte_model(TfliteType::int8, -28, 0, 0), "m.tflite");
    CHECK(signed_model.info().preprocessing.offset[0] == -50.F);
    CHECK_FALSE(tflite::decode(samples::small_tflite(), "m.tflite").info().preprocessing_known);
}

TEST_CASE("an 8-bit input of TensorFlow Lite without a scale takes the bytes of pixels") {
    TfliteMaker maker;
    const int x = maker.tensor("x", {1, 2, 2, 1}, TfliteType::uint8), y = maker.tensor("y", {1, 2, 2, 1});
    maker.add(53, {x}, {y}, tflite::format::CreateCastOptions(maker.builder, 3, 0));
    const std::vector<std::uint8_t> file = maker.file({x}, {y});
    CHECK(tflite::decode(file, "m.tflite").info().preprocessing.scale[1] == 1);
    CHECK(tflite::decode(file, "m.tflite").info().preprocessing.offset[1] == 0);
    CHECK(outputs_of(file, {1, 2, 2, 1}, {0, 1, 128, 255}) == Reals{0, 1, 128, 255});
}
