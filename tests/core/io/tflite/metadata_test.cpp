// TensorFlow Lite's metadata.
#include "core/io/tflite/metadata.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/io/tflite/tflite.h"
#include "tests/support/keras_copies.h"
#include "tests/support/tflite_files.h"

using namespace convscope;
namespace format = tflite::format;
using samples::TfliteMaker;

TEST_CASE("a TensorFlow Lite model gets labels and scaling from its metadata") {
    flatbuffers::FlatBufferBuilder builder;
    const auto scaling = format::CreateNormalization(builder, builder.CreateVector(std::vector<float>{127.5F}),
                                                     builder.CreateVector(std::vector<float>{127.5F}));
    const auto unit = format::CreateProcessUnit(builder, 1, flatbuffers::Offset<format::AnyOptions>(scaling.o));
    const auto other = format::CreateProcessUnit(builder, 3);
    const auto input = format::CreateTensorMetadata(builder, builder.CreateVector(std::vector{other, unit}));
    const auto file = format::CreateAssociatedFile(builder, builder.CreateString("names.txt"), 2);
    const auto output = format::CreateTensorMetadata(builder, 0, builder.CreateVector(std::vector{file}));
    const auto subgraph = format::CreateSubGraphMetadata(builder, builder.CreateVector(std::vector{input}),
                                                         builder.CreateVector(std::vector{output}));
    builder.Finish(format::CreateModelMetadata(builder, 0, builder.CreateVector(std::vector{subgraph})), "M001");
    TfliteMaker maker;
    const int x = maker.tensor("x", {1, 4, 4, 3}), mean = maker.tensor("mean", {1, 3}), y = maker.tensor("y", {1, 3});
    maker.add(40, {x, maker.integers("axes", {1, 2})}, {mean}, format::CreateReducerOptions(maker.builder));
    maker.add(25, {mean}, {y}, format::CreateSoftmaxOptions(maker.builder, 1));
    maker.add_metadata("TFLITE_METADATA", {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()});
    std::vector<std::uint8_t> bytes = maker.file({x}, {y});
    const std::vector<std::uint8_t> zip = samples::zip({{"names.txt", "cat\ndog\nbird\n"}});
    bytes.insert(bytes.end(), zip.begin(), zip.end());
    const nn::Model model = tflite::decode(bytes, "m.tflite");
    CHECK(model.info().labels == std::vector<std::string>{"cat", "dog", "bird"});
    CHECK(model.info().preprocessing_known);
    CHECK(model.info().preprocessing.scale[1] == doctest::Approx(1 / 127.5));
    CHECK(model.info().preprocessing.offset[1] == doctest::Approx(-1));
}
