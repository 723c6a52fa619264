#include "core/io/keras/layers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "core/io/keras/layer_readers.h"
#include "core/io/keras/legacy.h"

namespace convscope {

using nlohmann::json;

namespace {

struct ClassReader {
    std::string_view class_name;
    KerasValue (*read)(KerasCall& call);
};
constexpr std::array kClasses{
    ClassReader{"Activation", read_keras_activation},
    ClassReader{"ActivityRegularization", read_keras_identity},
    ClassReader{"Add", read_keras_add},
    ClassReader{"AlphaDropout", read_keras_identity},
    ClassReader{"Average", read_keras_average},
    ClassReader{"AveragePooling2D", read_keras_average_pooling2d},
    ClassReader{"BatchNormalization", read_keras_batch_normalization},
    ClassReader{"Concatenate", read_keras_concatenate},
    ClassReader{"Conv2D", read_keras_conv2d},
    ClassReader{"Conv2DTranspose", read_keras_conv2d_transpose},
    ClassReader{"Cropping2D", read_keras_cropping2d},
    ClassReader{"Dense", read_keras_dense},
    ClassReader{"DepthwiseConv2D", read_keras_depthwise_conv2d},
    ClassReader{"Dropout", read_keras_dropout},
    ClassReader{"ELU", read_keras_elu},
    ClassReader{"Flatten", read_keras_flatten},
    ClassReader{"GaussianDropout", read_keras_identity},
    ClassReader{"GaussianNoise", read_keras_identity},
    ClassReader{"GlobalAveragePooling2D", read_keras_global_average_pooling2d},
    ClassReader{"GlobalMaxPooling2D", read_keras_global_max_pooling2d},
    ClassReader{"Identity", read_keras_identity},
    ClassReader{"LeakyReLU", read_keras_leaky_relu},
    ClassReader{"MaxPooling2D", read_keras_max_pooling2d},
    ClassReader{"Maximum", read_keras_maximum},
    ClassReader{"Minimum", read_keras_minimum},
    ClassReader{"Multiply", read_keras_multiply},
    ClassReader{"Normalization", read_keras_normalization},
    ClassReader{"PReLU", read_keras_prelu},
    ClassReader{"Permute", read_keras_permute},
    ClassReader{"RandomBrightness", read_keras_identity},
    ClassReader{"RandomContrast", read_keras_identity},
    ClassReader{"RandomFlip", read_keras_identity},
    ClassReader{"RandomRotation", read_keras_identity},
    ClassReader{"RandomTranslation", read_keras_identity},
    ClassReader{"RandomZoom", read_keras_identity},
    ClassReader{"ReLU", read_keras_relu},
    ClassReader{"Rescaling", read_keras_rescaling},
    ClassReader{"Reshape", read_keras_reshape},
    ClassReader{"SeparableConv2D", read_keras_separable_conv2d},
    ClassReader{"Softmax", read_keras_softmax},
    ClassReader{"SpatialDropout2D", read_keras_dropout},
    ClassReader{"Subtract", read_keras_subtract},
    ClassReader{"UpSampling2D", read_keras_up_sampling2d},
    ClassReader{"ZeroPadding2D", read_keras_zero_padding2d},
};

}  // namespace

KerasValue read_keras_layer(const KerasEntry& entry, std::vector<KerasValue> inputs, KerasAssembly& assembly,
                            KerasHolder& holder) {
    const std::string owner = fmt::format("layer \"{}\"", entry.name);
    std::string class_name = entry.class_name;
    json modern;
    const json* config = entry.config;
    if (is_keras1(class_name, *config)) {
        KerasModern renamed = modern_keras(class_name, KerasFields(*config, assembly.source(), owner));
        class_name = std::move(renamed.class_name);
        modern = std::move(renamed.config);
        modern["keras1"] = true;
        config = &modern;
    }
    // TensorFlow called it so before it became a layer like others.
    if (class_name == "BatchNormalizationV1" || class_name == "BatchNormalizationV2") class_name = "BatchNormalization";
    const KerasFields fields(*config, assembly.source(), owner);
    const auto* const found = std::ranges::find(kClasses, class_name, &ClassReader::class_name);
    if (found == kClasses.end()) {
        std::vector<std::string_view> known{"InputLayer"};
        for (const ClassReader& reader : kClasses) known.push_back(reader.class_name);
        fields.refuse(fmt::format("has a layer of the unknown kind {}", entry.class_name),
                      fmt::format("known are {}", fmt::join(known, ", ")));
    }
    KerasCall call(entry.name, fields, std::move(inputs), assembly, holder);
    return found->read(call);
}

}  // namespace convscope
