#include "tests/fuzz/readers.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/utf8.h"
#include "core/filter/kernel.h"
#include "core/image/files/load.h"
#include "core/io/archive/load_archive.h"
#include "core/io/dataset/idx.h"
#include "core/io/keras/h5.h"
#include "core/io/keras/read/config.h"
#include "core/io/keras/write/write_config.h"
#include "core/io/keras/zip.h"
#include "core/io/labels.h"
#include "core/io/npy/npy.h"
#include "core/io/onnx/read_model.h"
#include "core/io/tfjs/graph_model.h"
#include "core/io/tfjs/tfjs.h"
#include "core/io/tflite/tflite.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/plan/plan.h"
#include "tests/support/ignored_leaks.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

void require(bool condition, const char* promise) {
    if (!condition) throw std::logic_error(promise);
}

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void check_model(const nn::Model& model) {
    require(!model.inputs().empty() && !model.outputs().empty(), "a model has inputs and outputs");
    for (const nn::Node& node : model.nodes()) {
        require(node.shape.count() > 0 && node.shape.count() <= nn::kMaxTensorValues, "a layer has a sane shape");
        for (const nn::SharedTensor& weight : node.weights) {
            require(weight->shape.count() == std::ssize(weight->values), "a weight has the values of its shape");
            for (const float value : weight->values) require(std::isfinite(value), "weights are finite");
        }
    }
}

template <typename Read>
bool accepted(Read read) {
    try {
        read();
        return true;
    } catch (const LoadError& error) {
        const std::string sentence = error.what();
        require(sentence.find('\n') == std::string::npos && sentence.back() == '.', "an error is one sentence");
        require(!error.fault().empty() && !error.remedy().empty(), "an error says what is wrong and what to do");
        return false;
    }
}

/// Checks the model, and that it can be run; large ones are not run, because that takes too long.
void run_if_small(const nn::Model& model) {
    check_model(model);
    constexpr std::int64_t kMaxValues = 1 << 20, kMaxWork = 1 << 24;
    const nn::Summary summary = nn::summarise(model);
    std::int64_t values = 0;
    for (const nn::Node& node : model.nodes()) values += node.shape.count();
    if (values > kMaxValues || summary.multiply_adds > kMaxWork) return;
    nn::Plan plan(model, 1);
    plan.run();
    for (const int output : model.outputs()) {
        const nn::Tensor tensor = nn::to_file_layout(model.node(output).file_layout(), 1, plan.activation(output));
        require(tensor.shape.count() == model.node(output).shape.count(), "an output has the values of its shape");
    }
}

}  // namespace

bool read_picture(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const Picture picture = decode_picture(bytes, "input");
        require(picture.planes.size() == 1 || picture.planes.size() == 3, "a picture has one or three planes");
        require(!picture.planes.front().empty() && picture.size().area() <= kMaxPixels, "a picture has a sane size");
        for (const Plane& plane : picture.planes) {
            require(plane.size() == picture.size(), "planes are of one size");
            for (const float value : plane.floats()) require(value >= 0 && value <= 255, "values are 0 to 255");
        }
    });
}

bool read_npy(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const NpyArray array = decode_npy(bytes, "input");
        std::int64_t count = 1;
        for (const std::int64_t length : array.shape) count *= length;
        require(count == static_cast<std::int64_t>(array.values.size()), "there are as many values as the shape says");
    });
}

bool read_kernel(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const Kernel kernel = parse_kernel(text_of(bytes));
        require(kernel.size >= 1 && kernel.size <= kMaxKernelSize && kernel.size % 2 == 1, "a kernel has an odd size");
        for (const float value : kernel.values) require(std::isfinite(value), "kernel values are finite");
        require(parse_kernel(as_argument(kernel)) == kernel, "a kernel's text reads back as the kernel");
    });
}

bool read_idx(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const IdxArray array = decode_idx(bytes, "input");
        require(!array.shape.empty() && array.shape.size() <= 4, "an array has one to four axes");
        std::int64_t count = 1;
        for (const std::int64_t length : array.shape) {
            require(length > 0, "no axis is empty");
            count *= length;
        }
        require(count == std::ssize(array.values), "there are as many values as the shape says");
    });
}

bool read_keras_json(std::span<const std::uint8_t> bytes) {
    return accepted([&] { check_model(keras::model_from_json(text_of(bytes), "input")); });
}

bool read_onnx(std::span<const std::uint8_t> bytes) {
    return accepted([&] { run_if_small(onnx::decode_model(bytes, "input")); });
}

bool read_keras_h5(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    const std::filesystem::path file = folder.write("model.h5", bytes);
    return accepted([&] { check_model(keras::load_h5(file)); });
}

bool read_keras_weights(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    static const std::filesystem::path layers =
        folder.write("model.json", keras::write_config(samples::small_course()));
    const std::filesystem::path file = folder.write("weights.h5", bytes);
    return accepted([&] { check_model(keras::load_h5(layers, file)); });
}

bool read_keras_zip(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    const std::filesystem::path file = folder.write("model.keras", bytes);
    return accepted([&] { check_model(keras::load_zip(file)); });
}

bool read_archive(std::span<const std::uint8_t> bytes) {
    static const TemporaryFolder folder;
    const std::filesystem::path file = folder.write("model.zip", bytes);
    return accepted([&] { check_model(archive::load(file, {})); });
}

bool read_labels(std::span<const std::uint8_t> bytes) {
    return accepted([&] {
        const std::vector<std::string> labels = decode_labels(bytes, "labels.txt");
        require(!labels.empty(), "a file of labels has labels");
        for (const std::string& label : labels) require(is_utf8(label), "labels are UTF-8");
    });
}

bool read_tfjs(std::span<const std::uint8_t> bytes) {
    static const std::vector<std::uint8_t> shard(std::size_t{1} << 16, 0x3C);
    WeightFiles weights;
    weights.add("weights.bin", {shard, shard.size()});
    return accepted([&] { check_model(tfjs::decode_model(bytes, "input", weights)); });
}

bool read_tfjs_graph(std::span<const std::uint8_t> bytes) {
    const auto end = std::ranges::find(bytes, 0);
    const std::span<const std::uint8_t> text(bytes.begin(), end);
    const auto weights = end == bytes.end() ? std::span<const std::uint8_t>() : bytes.subspan(text.size() + 1);
    return accepted([&] { run_if_small(tfjs::decode_graph_model(text_of(text), weights, "input")); });
}

bool read_tflite(std::span<const std::uint8_t> bytes) {
    return accepted([&] { run_if_small(tflite::decode(bytes, "input")); });
}

}  // namespace convscope
