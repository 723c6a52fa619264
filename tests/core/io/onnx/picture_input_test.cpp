// ONNX inputs without a channel axis and flattened inputs: the shape of the picture that they are read as.
#include "core/nn/input/picture_shape.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/model_file.h"
#include "core/io/onnx/proto.h"
#include "core/io/onnx/write_model.h"
#include "core/nn/input/probes/probe_images.h"
#include "tests/support/raw_run.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// The model saved as ONNX with this producer name, and loaded again.
nn::Model read_as(const nn::Model& model, const std::string& producer) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder / "m.onnx";
    onnx::save_model(file, model);
    const std::string bytes = content_of(file);
    onnx::proto::ModelProto proto;
    REQUIRE(proto.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    proto.set_producer_name(producer);
    folder.write("m.onnx", proto.SerializeAsString());
    return load_model(file);
}

std::vector<float> output(const nn::Model& model, const NpyArray& array) {
    return samples::raw_outputs(samples::raw_run(model, {array})).begin()->second.values;
}

}  // namespace

TEST_CASE("inputs without a channel axis keep their shape in ONNX; with_picture_input() makes them pictures") {
    const nn::Model rows = read_as(samples::classifier({28, 28}), "pytorch");
    CHECK(rows.node(0).shape == nn::Shape{28, 28});
    CHECK(nn::with_picture_input(rows).node(0).shape == nn::Shape{28, 28, 1});
    const nn::Model flat = read_as(samples::classifier({784}), "pytorch");
    CHECK(flat.node(0).shape == nn::Shape{784});
    CHECK(flat.node(0).file_layout() == nn::plain_layout({784}));
    CHECK(nn::with_picture_input(flat).node(0).shape == nn::Shape{28, 28, 1});
    CHECK(nn::with_picture_input(flat).size() == flat.size());
}

TEST_CASE("an input that is shown as a picture is written to ONNX with the shape that the model declares") {
    const TemporaryFolder folder;
    for (const nn::Shape& shape : {nn::Shape{28, 28}, nn::Shape{784}}) {
        const nn::Model model = samples::classifier(shape);
        onnx::save_model(folder / "declared.onnx", model);
        onnx::save_model(folder / "seen.onnx", nn::with_picture_input(model));
        CHECK(content_of(folder / "seen.onnx") == content_of(folder / "declared.onnx"));
    }
}

TEST_CASE("a flattened colour picture is read plane by plane from PyTorch, pixel by pixel from other producers") {
    const nn::Model model = samples::classifier({192});
    const nn::Model pixels = read_as(model, "tf2onnx"), planes = read_as(model, "pytorch");
    // A tensor in the file's layout gives the same output in both models.
    NpyArray file_tensor{{1, 192}, std::vector<float>(192)};
    for (std::size_t i = 0; i < file_tensor.values.size(); ++i)
        file_tensor.values[i] = static_cast<float>(i * 31 % 97) / 97;
    CHECK(output(planes, file_tensor) == output(pixels, file_tensor));
    CHECK(to_string(planes.node(0).file_layout()) == "N, 192");

    const nn::Model seen = nn::with_picture_input(pixels);
    CHECK(seen.node(0).shape == nn::Shape{8, 8, 3});
    CHECK(seen.size() == pixels.size());
    const nn::Model permuted = nn::with_picture_input(planes);
    CHECK(permuted.node(0).shape == nn::Shape{8, 8, 3});
    CHECK(permuted.node(1).name == "in_planes");
    CHECK(permuted.size() == planes.size() + 1);

    // The model gives the same output for the picture as the file's model gives for the picture's planes.
    const nn::Tensor picture = nn::preprocessed(nn::scene_probes().at(1).picture, {}, {8, 8, 3});
    nn::Plan plan(permuted, 1);
    plan.set_input(0, picture.values);
    plan.run();
    const NpyArray flattened{{1, 192}, nn::exchanged(picture.shape, picture.values, {2, 0, 1})};
    const std::span<const float> output_values = plan.activation(permuted.outputs().front());
    CHECK(std::vector<float>(output_values.begin(), output_values.end()) == output(planes, flattened));
    CHECK(output(permuted, flattened) == output(planes, flattened));
}

}  // namespace convscope
