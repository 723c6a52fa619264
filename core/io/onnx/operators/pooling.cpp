#include "core/io/onnx/operators/pooling.h"

#include <memory>

#include "core/base/text/translation.h"
#include "core/io/onnx/operators/windows.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::onnx {

namespace {

template <class Pooling, class... Arguments>
void read_pool(const Call& call, Arguments... arguments) {
    call.only_first_output();
    const Value image = as_image(call, call.value(0));
    const std::size_t axes = image_axis_count(call, image);
    if (!call.has_attribute("kernel_shape")) call.refuse(tr("has no kernel_shape"), kExportAgain);
    const IntPair size = pair_of(call, "kernel_shape", axes, 1);
    const auto layer = std::make_shared<Pooling>(window_of(call, size, axes, call.shape(image)), arguments...);
    set_image(call, call.add(layer, {image.node}), image);
}

template <class Pooling>
void read_global_pool(const Call& call) {
    const Value image = as_image(call, call.value(0));
    set_image(call, call.add(std::make_shared<Pooling>(true), {image.node}), image);
}

}  // namespace

void read_max_pool(const Call& call) {
    read_pool<nn::MaxPooling2D>(call);
}

void read_average_pool(const Call& call) {
    read_pool<nn::AveragePooling2D>(call, call.integer("count_include_pad", 0) != 0);
}

void read_global_average_pool(const Call& call) {
    read_global_pool<nn::GlobalAveragePooling2D>(call);
}

void read_global_max_pool(const Call& call) {
    read_global_pool<nn::GlobalMaxPooling2D>(call);
}

}  // namespace convscope::onnx
