#include "core/io/keras/read/layers/layer_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/io/keras/read/layers/keras1.h"
#include "core/io/keras/read/layers/merging_layers.h"
#include "core/io/keras/read/layers/value_layers.h"
#include "core/io/keras/read/layers/window_layers.h"

namespace convscope::keras {

using nlohmann::json;

namespace {

struct ClassReader {
    std::string_view class_name;
    ArrangedValue (*read)(LayerCall& call);
};
constexpr std::array kClasses{
    ClassReader{"Activation", read_activation},
    ClassReader{"ActivityRegularization", read_identity},
    ClassReader{"Add", read_add},
    ClassReader{"AlphaDropout", read_identity},
    ClassReader{"Average", read_average},
    ClassReader{"AveragePooling2D", read_average_pooling2d},
    ClassReader{"BatchNormalization", read_batch_normalization},
    ClassReader{"Concatenate", read_concatenate},
    ClassReader{"Conv2D", read_conv2d},
    ClassReader{"Conv2DTranspose", read_conv2d_transpose},
    ClassReader{"Cropping2D", read_cropping2d},
    ClassReader{"Dense", read_dense},
    ClassReader{"DepthwiseConv2D", read_depthwise_conv2d},
    ClassReader{"Dropout", read_dropout},
    ClassReader{"ELU", read_elu},
    ClassReader{"Flatten", read_flatten},
    ClassReader{"GaussianDropout", read_identity},
    ClassReader{"GaussianNoise", read_identity},
    ClassReader{"GlobalAveragePooling2D", read_global_average_pooling2d},
    ClassReader{"GlobalMaxPooling2D", read_global_max_pooling2d},
    ClassReader{"Identity", read_identity},
    ClassReader{"LeakyReLU", read_leaky_relu},
    ClassReader{"MaxPooling2D", read_max_pooling2d},
    ClassReader{"Maximum", read_maximum},
    ClassReader{"Minimum", read_minimum},
    ClassReader{"Multiply", read_multiply},
    ClassReader{"Normalization", read_normalization},
    ClassReader{"PReLU", read_prelu},
    ClassReader{"Permute", read_permute},
    ClassReader{"RandomBrightness", read_identity},
    ClassReader{"RandomContrast", read_identity},
    ClassReader{"RandomFlip", read_identity},
    ClassReader{"RandomRotation", read_identity},
    ClassReader{"RandomTranslation", read_identity},
    ClassReader{"RandomZoom", read_identity},
    ClassReader{"ReLU", read_relu},
    ClassReader{"Rescaling", read_rescaling},
    ClassReader{"Reshape", read_reshape},
    ClassReader{"SeparableConv2D", read_separable_conv2d},
    ClassReader{"Softmax", read_softmax},
    ClassReader{"SpatialDropout2D", read_dropout},
    ClassReader{"Subtract", read_subtract},
    ClassReader{"UpSampling2D", read_up_sampling2d},
    ClassReader{"ZeroPadding2D", read_zero_padding2d},
};

}  // namespace

ArrangedValue read_layer(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights) {
    const std::string owner = fmt::format("layer \"{}\"", entry.name);
    std::string class_name = entry.class_name;
    json renamed_config;
    const json* config = entry.config;
    if (is_keras1(class_name, *config)) {
        Keras2Layer renamed = as_keras2(class_name, Fields(*config, assembly.source(), owner));
        class_name = std::move(renamed.class_name);
        renamed_config = std::move(renamed.config);
        renamed_config["keras1"] = true;
        config = &renamed_config;
    }
    // TensorFlow 1's version of Keras uses these two class names.
    if (class_name == "BatchNormalizationV1" || class_name == "BatchNormalizationV2") class_name = "BatchNormalization";
    const Fields fields(*config, assembly.source(), owner);
    const auto* const found = std::ranges::find(kClasses, class_name, &ClassReader::class_name);
    if (found == kClasses.end()) {
        std::vector<std::string_view> known{"InputLayer"};
        for (const ClassReader& reader : kClasses) known.push_back(reader.class_name);
        fields.refuse(fmt::format("has a layer of the unknown class {}", entry.class_name),
                      fmt::format("known are {}", fmt::join(known, ", ")));
    }
    LayerCall call(entry.name, fields, std::move(inputs), assembly, weights);
    return found->read(call);
}

}  // namespace convscope::keras
