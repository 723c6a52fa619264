// Writes small TensorFlow Lite models.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "metadata_generated.h"
#include "model_generated.h"

namespace convscope::samples {

/// Element types by their numbers in the format.
enum class TfliteType : std::int8_t { float32 = 0, float16 = 1, int32 = 2, uint8 = 3, int64 = 4, int8 = 9 };

/// A tensor's quantisation: one scale and zero point, or one for each index along `axis`.
struct TfliteScale {
    std::vector<float> scale;
    std::vector<std::int64_t> zero_point;
    int axis = 0;
};

template <class Number>
std::vector<std::uint8_t> little_endian(const std::vector<Number>& numbers) {
    std::vector<std::uint8_t> bytes(numbers.size() * sizeof(Number));
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

class TfliteMaker {
  public:
    TfliteMaker() { buffers_.push_back(tflite::format::CreateBuffer(builder)); }

    /// Adds a tensor and returns its index. Without bytes it is a value.
    int tensor(const std::string& name, const std::vector<std::int32_t>& shape, TfliteType type = TfliteType::float32,
               const std::vector<std::uint8_t>& bytes = {}, const TfliteScale& quantisation = {},
               const std::vector<std::int32_t>& signature = {}) {
        std::uint32_t buffer = 0;
        if (!bytes.empty()) {
            buffer = static_cast<std::uint32_t>(buffers_.size());
            builder.ForceVectorAlignment(bytes.size(), 1, 16);
            buffers_.push_back(tflite::format::CreateBuffer(builder, builder.CreateVector(bytes)));
        }
        flatbuffers::Offset<tflite::format::Quantization> scales;
        if (!quantisation.scale.empty())
            scales =
                tflite::format::CreateQuantization(builder, builder.CreateVector(quantisation.scale),
                                                   builder.CreateVector(quantisation.zero_point), quantisation.axis);
        flatbuffers::Offset<flatbuffers::Vector<std::int32_t>> open;
        if (!signature.empty()) open = builder.CreateVector(signature);
        tensors_.push_back(tflite::format::CreateTensor(builder, builder.CreateVector(shape),
                                                        static_cast<std::int8_t>(type), buffer,
                                                        builder.CreateString(name), scales, 0, open));
        return static_cast<int>(tensors_.size()) - 1;
    }
    int floats(const std::string& name, const std::vector<std::int32_t>& shape, const std::vector<float>& values) {
        return tensor(name, shape, TfliteType::float32, little_endian(values));
    }
    int integers(const std::string& name, const std::vector<std::int32_t>& values) {
        return tensor(name, {static_cast<std::int32_t>(values.size())}, TfliteType::int32, little_endian(values));
    }

    /// Adds an operator. Codes below 127 are stored as in files before TensorFlow 2.4.
    template <class Options = tflite::format::NoOptions>
    void add(int code, const std::vector<std::int32_t>& inputs, const std::vector<std::int32_t>& outputs,
             flatbuffers::Offset<Options> options = {}) {
        const auto byte_code = static_cast<std::int8_t>(std::min(code, 127));
        codes_.push_back(tflite::format::CreateOperatorCode(builder, byte_code, 0, code > 127 ? code : 0));
        operators_.push_back(tflite::format::CreateOperator(builder, static_cast<std::uint32_t>(codes_.size()) - 1,
                                                            builder.CreateVector(inputs), builder.CreateVector(outputs),
                                                            flatbuffers::Offset<tflite::format::NoOptions>(options.o)));
    }

    /// Adds a buffer of metadata.
    void add_metadata(const std::string& name, const std::vector<std::uint8_t>& bytes) {
        builder.ForceVectorAlignment(bytes.size(), 1, 16);
        buffers_.push_back(tflite::format::CreateBuffer(builder, builder.CreateVector(bytes)));
        metadata_.push_back(tflite::format::CreateMetadata(builder, builder.CreateString(name),
                                                           static_cast<std::uint32_t>(buffers_.size()) - 1));
    }

    /// The file, with these tensors as the network's inputs and outputs. Can be called once.
    std::vector<std::uint8_t> file(const std::vector<std::int32_t>& inputs, const std::vector<std::int32_t>& outputs) {
        const auto subgraph = tflite::format::CreateSubGraph(
            builder, builder.CreateVector(tensors_), builder.CreateVector(inputs), builder.CreateVector(outputs),
            builder.CreateVector(operators_), builder.CreateString("main"));
        const auto codes = builder.CreateVector(codes_);
        const auto subgraphs = builder.CreateVector(std::vector{subgraph});
        const auto buffers = builder.CreateVector(buffers_);
        const auto metadata = builder.CreateVector(metadata_);
        builder.Finish(tflite::format::CreateModel(builder, codes, subgraphs, buffers, metadata),
                       tflite::format::ModelIdentifier());
        return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
    }

    flatbuffers::FlatBufferBuilder builder;

  private:
    std::vector<flatbuffers::Offset<tflite::format::Buffer>> buffers_;
    std::vector<flatbuffers::Offset<tflite::format::Tensor>> tensors_;
    std::vector<flatbuffers::Offset<tflite::format::OperatorCode>> codes_;
    std::vector<flatbuffers::Offset<tflite::format::Operator>> operators_;
    std::vector<flatbuffers::Offset<tflite::format::Metadata>> metadata_;
};

/// A classifier of 4 x 4 pictures of three channels: convolution, depthwise convolution, pooling, dense layer, softmax.
inline std::vector<std::uint8_t> small_tflite() {
    namespace format = tflite::format;
    TfliteMaker maker;
    const auto values = [](std::size_t count) {
        std::vector<float> list(count);
        for (std::size_t i = 0; i < count; ++i) list[i] = static_cast<float>(static_cast<int>(i * 5 % 7) - 3) / 4.F;
        return list;
    };
    const int x = maker.tensor("serving_default_image:0", {1, 4, 4, 3}, TfliteType::float32, {}, {}, {-1, 4, 4, 3});
    const int conv = maker.tensor("net/conv/Relu;net/conv/Conv2D", {1, 4, 4, 2});
    maker.add(3, {x, maker.floats("kernel", {2, 3, 3, 3}, values(54)), maker.floats("bias", {2}, values(2))}, {conv},
              format::CreateConv2DOptions(maker.builder, 0, 1, 1, 1));
    const int depthwise = maker.tensor("net/depthwise/depthwise", {1, 2, 2, 4});
    maker.add(4, {conv, maker.floats("filters", {1, 2, 2, 4}, values(16)), -1}, {depthwise},
              format::CreateDepthwiseConv2DOptions(maker.builder, 0, 2, 2, 2, 3));
    const int mean = maker.tensor("net/mean/Mean", {1, 4});
    maker.add(40, {depthwise, maker.integers("axes", {1, 2})}, {mean}, format::CreateReducerOptions(maker.builder));
    const int dense = maker.tensor("net/dense/MatMul", {1, 3});
    maker.add(9, {mean, maker.floats("matrix", {3, 4}, values(12)), -1}, {dense},
              format::CreateFullyConnectedOptions(maker.builder));
    const int softmax = maker.tensor("StatefulPartitionedCall:0", {1, 3});
    maker.add(25, {dense}, {softmax}, format::CreateSoftmaxOptions(maker.builder, 1));
    return maker.file({x}, {softmax});
}

}  // namespace convscope::samples
