#include "core/io/keras/read/layers/layer_table.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/base/text/translation.h"
#include "core/io/keras/read/layers/image_layers.h"
#include "core/io/keras/read/layers/keras1.h"
#include "core/io/keras/read/layers/merging_layers.h"
#include "core/io/keras/read/layers/normalization_layers.h"
#include "core/io/keras/read/layers/op_lambda.h"
#include "core/io/keras/read/layers/sequence_layers.h"
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
    ClassReader{"AugMix", read_identity},
    ClassReader{"Average", read_average},
    ClassReader{"AveragePooling1D", read_average_pooling1d},
    ClassReader{"AveragePooling2D", read_average_pooling2d},
    ClassReader{"BatchNormalization", read_batch_normalization},
    ClassReader{"CenterCrop", read_center_crop},
    ClassReader{"Concatenate", read_concatenate},
    ClassReader{"Conv1D", read_conv1d},
    ClassReader{"Conv2D", read_conv2d},
    ClassReader{"Conv2DTranspose", read_conv2d_transpose},
    ClassReader{"Cropping1D", read_cropping1d},
    ClassReader{"Cropping2D", read_cropping2d},
    ClassReader{"CutMix", read_identity},
    ClassReader{"Dense", read_dense},
    ClassReader{"DepthwiseConv1D", read_depthwise_conv1d},
    ClassReader{"DepthwiseConv2D", read_depthwise_conv2d},
    ClassReader{"Dropout", read_dropout},
    ClassReader{"ELU", read_elu},
    ClassReader{"FixedDropout", read_dropout},
    ClassReader{"Flatten", read_flatten},
    ClassReader{"GaussianDropout", read_identity},
    ClassReader{"GaussianNoise", read_identity},
    ClassReader{"GlobalAveragePooling1D", read_global_average_pooling1d},
    ClassReader{"GlobalAveragePooling2D", read_global_average_pooling2d},
    ClassReader{"GlobalMaxPooling1D", read_global_max_pooling1d},
    ClassReader{"GlobalMaxPooling2D", read_global_max_pooling2d},
    ClassReader{"GroupNormalization", read_group_normalization},
    ClassReader{"Identity", read_identity},
    ClassReader{"Lambda", read_lambda},
    ClassReader{"LayerNormalization", read_layer_normalization},
    ClassReader{"LeakyReLU", read_leaky_relu},
    ClassReader{"MaxPooling1D", read_max_pooling1d},
    ClassReader{"MaxPooling2D", read_max_pooling2d},
    ClassReader{"Maximum", read_maximum},
    ClassReader{"Minimum", read_minimum},
    ClassReader{"MixUp", read_identity},
    ClassReader{"Multiply", read_multiply},
    ClassReader{"Normalization", read_normalization},
    ClassReader{"PReLU", read_prelu},
    ClassReader{"Permute", read_permute},
    ClassReader{"QuantizeLayer", read_identity},
    ClassReader{"RandAugment", read_identity},
    ClassReader{"RandomBrightness", read_identity},
    ClassReader{"RandomColorDegeneration", read_identity},
    ClassReader{"RandomColorJitter", read_identity},
    ClassReader{"RandomContrast", read_identity},
    ClassReader{"RandomCrop", read_random_crop},
    ClassReader{"RandomElasticTransform", read_identity},
    ClassReader{"RandomErasing", read_identity},
    ClassReader{"RandomFlip", read_identity},
    ClassReader{"RandomGaussianBlur", read_identity},
    ClassReader{"RandomGrayscale", read_identity},
    ClassReader{"RandomHeight", read_identity},
    ClassReader{"RandomHue", read_identity},
    ClassReader{"RandomInvert", read_identity},
    ClassReader{"RandomPerspective", read_identity},
    ClassReader{"RandomPosterization", read_identity},
    ClassReader{"RandomRotation", read_identity},
    ClassReader{"RandomSaturation", read_identity},
    ClassReader{"RandomSharpness", read_identity},
    ClassReader{"RandomShear", read_identity},
    ClassReader{"RandomTranslation", read_identity},
    ClassReader{"RandomWidth", read_identity},
    ClassReader{"RandomZoom", read_identity},
    ClassReader{"ReLU", read_relu},
    ClassReader{"Rescaling", read_rescaling},
    ClassReader{"Reshape", read_reshape},
    ClassReader{"Resizing", read_resizing},
    ClassReader{"SeparableConv1D", read_separable_conv1d},
    ClassReader{"SeparableConv2D", read_separable_conv2d},
    ClassReader{"Softmax", read_softmax},
    ClassReader{"SpatialDropout1D", read_dropout},
    ClassReader{"SpatialDropout2D", read_dropout},
    ClassReader{"Subtract", read_subtract},
    ClassReader{"SyncBatchNormalization", read_batch_normalization},
    ClassReader{"TFOpLambda", read_op_lambda},
    ClassReader{"ThresholdedReLU", read_thresholded_relu},
    ClassReader{"UnitNormalization", read_unit_normalization},
    ClassReader{"UpSampling1D", read_up_sampling1d},
    ClassReader{"UpSampling2D", read_up_sampling2d},
    ClassReader{"ZeroPadding1D", read_zero_padding1d},
    ClassReader{"ZeroPadding2D", read_zero_padding2d},
};

/// The classes of TensorFlow Addons that Keras lacks.
constexpr std::array kAddons{ClassReader{"Addons>InstanceNormalization", read_instance_normalization}};

const ClassReader* find_reader(std::string_view class_name) {
    const auto* const addon = std::ranges::find(kAddons, class_name, &ClassReader::class_name);
    if (addon != kAddons.end()) return addon;
    // The name of a registered class starts with its package: "Addons>GroupNormalization".
    if (const std::size_t end = class_name.rfind('>'); end != std::string_view::npos) class_name.remove_prefix(end + 1);
    const auto* const found = std::ranges::find(kClasses, class_name, &ClassReader::class_name);
    return found == kClasses.end() ? nullptr : found;
}

}  // namespace

ArrangedValue read_layer(const LayerEntry& entry, Values inputs, Assembly& assembly, LayerWeights& weights) {
    const std::string owner = tr("layer \"{}\"", entry.name);
    if (is_training_wrapper(entry.class_name)) {
        const json& inner = json_member(*entry.config, "layer");
        const json& inner_config = json_member(inner, "config");
        const std::string inner_class =
            checked_name(json_member(inner, "class_name"), assembly.file(), tr("a layer's class"));
        if (is_training_wrapper(inner_class))
            Fields(*entry.config, assembly.source(), owner)
                .refuse(tr("wraps a wrapped layer"), tr("wrap the layer once"));
        return read_layer({entry.name, inner_class, &inner_config, entry.inbound_nodes}, std::move(inputs), assembly,
                          weights);
    }
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
    if (class_name == "TFOpLambda") {
        renamed_config = with_call_arguments(*config, *entry.inbound_nodes);
        config = &renamed_config;
    }
    // TensorFlow 1's version of Keras uses these two class names.
    if (class_name == "BatchNormalizationV1" || class_name == "BatchNormalizationV2") class_name = "BatchNormalization";
    const Fields fields(*config, assembly.source(), owner);
    const ClassReader* const found = find_reader(class_name);
    if (found == nullptr)
        fields.refuse(tr("has a layer that convscope does not compute, of the class {}", entry.class_name),
                      tr("save the model without it, or only the part before it"));
    LayerCall call(entry.name, fields, std::move(inputs), assembly, weights);
    return found->read(call);
}

}  // namespace convscope::keras
