#include "core/io/transfer/layer_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <typeinfo>

#include "core/io/transfer/field_counts.h"
#include "core/nn/layers/channels/arg_max.h"
#include "core/nn/layers/input.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/divide.h"
#include "core/nn/layers/merge/maximum.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/merge/subtract.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/prelu.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope {

namespace {

using nn::SharedLayer;

struct LayerKind {
    const std::type_info& type;
    void (*write)(const nn::Layer& layer, ArchiveWriter& archive);
    SharedLayer (*read)(ArchiveReader& archive);
};

template <class Kind, auto kArgument>
using ArgumentOf = std::remove_cvref_t<std::invoke_result_t<decltype(kArgument), const Kind&>>;

/// `kArguments` are the member functions that return the arguments of the kind's constructor, in its order.
template <class Kind, auto... kArguments>
LayerKind kind() {
    return {typeid(Kind),
            []([[maybe_unused]] const nn::Layer& layer, [[maybe_unused]] ArchiveWriter& archive) {
                [[maybe_unused]] const auto& known = static_cast<const Kind&>(layer);
                (archive.write((known.*kArguments)()), ...);
            },
            []([[maybe_unused]] ArchiveReader& archive) -> SharedLayer {
                // Braces evaluate their elements in order.
                std::tuple<ArgumentOf<Kind, kArguments>...> arguments{archive.read<ArgumentOf<Kind, kArguments>>()...};
                const auto make = [](auto&... values) { return std::make_shared<const Kind>(std::move(values)...); };
                return std::apply(make, arguments);
            }};
}

/// The kinds. An archive names a kind by its index.
const std::vector<LayerKind>& layer_kinds() {
    using namespace nn;
    static const std::vector<LayerKind> kKinds{
        kind<ActivationLayer, &ActivationLayer::activation>(),
        kind<Add>(),
        kind<ArgMax, &ArgMax::takes_last>(),
        kind<AveragePooling2D, &AveragePooling2D::window, &AveragePooling2D::count_padding>(),
        kind<BatchNormalization, &BatchNormalization::parameters>(),
        kind<Concatenate, &Concatenate::axis>(),
        kind<Conv2D, &Conv2D::parameters>(),
        kind<Conv2DTranspose, &Conv2DTranspose::parameters>(),
        kind<Cropping2D, &Cropping2D::border>(),
        kind<Dense, &Dense::parameters>(),
        kind<Divide>(),
        kind<Dropout, &Dropout::rate>(),
        kind<Flatten>(),
        kind<GlobalAveragePooling2D, &GlobalAveragePooling2D::keepdims>(),
        kind<GlobalMaxPooling2D, &GlobalMaxPooling2D::keepdims>(),
        kind<GroupNormalization, &GroupNormalization::parameters>(),
        kind<Input, &Input::shape>(),
        kind<LayerNormalization, &LayerNormalization::parameters>(),
        kind<LocalResponseNormalization, &LocalResponseNormalization::parameters>(),
        kind<MaxPooling2D, &MaxPooling2D::window>(),
        kind<Maximum>(),
        kind<Multiply>(),
        kind<Normalization, &Normalization::parameters>(),
        kind<PReLU, &PReLU::slopes>(),
        kind<Permute, &Permute::parameters>(),
        kind<Quantization, &Quantization::parameters>(),
        kind<Rescaling, &Rescaling::parameters>(),
        kind<Reshape, &Reshape::target>(),
        kind<Resizing, &Resizing::parameters>(),
        kind<Scale, &Scale::parameters>(),
        kind<Subtract>(),
        kind<Take, &Take::parameters>(),
        kind<UnitNormalization, &UnitNormalization::parameters>(),
        kind<UpSampling2D, &UpSampling2D::parameters>(),
        kind<ZeroPadding2D, &ZeroPadding2D::border, &ZeroPadding2D::fill>(),
    };
    return kKinds;
}

}  // namespace

std::size_t layer_kind_count() {
    return layer_kinds().size();
}

void write_layer(const nn::Layer& layer, ArchiveWriter& archive) {
    const std::vector<LayerKind>& kinds = layer_kinds();
    const auto found = std::ranges::find_if(kinds, [&](const LayerKind& k) { return k.type == typeid(layer); });
    if (found == kinds.end())
        throw std::logic_error(fmt::format("the layer kind {} is missing in layer_table.cpp", layer.type()));
    archive.write(static_cast<std::uint32_t>(found - kinds.begin()));
    found->write(layer, archive);
}

SharedLayer read_layer(ArchiveReader& archive) {
    const std::vector<LayerKind>& kinds = layer_kinds();
    const auto index = archive.read<std::uint32_t>();
    if (index >= kinds.size()) throw ArchiveError();
    return kinds[index].read(archive);
}

}  // namespace convscope
