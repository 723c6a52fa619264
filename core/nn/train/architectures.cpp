#include "core/nn/train/architectures.h"

#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::nn {

namespace {

constexpr Activation kRelu{ActivationKind::relu};
constexpr Activation kSoftmax{ActivationKind::softmax};

ModelInfo fashion_info(std::string name) {
    ModelInfo info{.name = std::move(name)};
    info.labels.assign(kFashionLabels.begin(), kFashionLabels.end());
    info.preprocessing.inversion = Inversion::automatic;
    info.preprocessing_known = true;
    return info;
}

SharedLayer convolution(std::int64_t filters) {
    return std::make_shared<Conv2D>(
        Conv2D::Parameters{.filters = filters, .window = {.rows = 3, .cols = 3}, .activation = kRelu});
}

SharedLayer pooling() {
    return std::make_shared<MaxPooling2D>(Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2});
}

void add_classifier(ModelBuilder& builder) {
    builder.add("flatten", std::make_shared<Flatten>());
    builder.add("dense", std::make_shared<Dense>(Dense::Parameters{.units = 128, .activation = kRelu}));
    builder.add("dense_1", std::make_shared<Dense>(Dense::Parameters{.units = 10, .activation = kSoftmax}));
}

}  // namespace

Model course_model(std::uint64_t seed) {
    ModelBuilder builder(fashion_info("course"));
    builder.input("input", {28, 28, 1});
    builder.add("conv2d", convolution(64));
    builder.add("max_pooling2d", pooling());
    builder.add("conv2d_1", convolution(64));
    builder.add("max_pooling2d_1", pooling());
    add_classifier(builder);
    return initialised(builder.build(), seed);
}

Model plain_model(std::uint64_t seed) {
    ModelBuilder builder(fashion_info("plain"));
    builder.input("input", {28, 28, 1});
    add_classifier(builder);
    return initialised(builder.build(), seed);
}

}  // namespace convscope::nn
