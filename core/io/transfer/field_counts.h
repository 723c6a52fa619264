// The numbers of fields and of values that the archive needs for the structures and enumerations in models.
#pragma once

#include "core/io/transfer/archive.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/local_response_normalization.h"
#include "core/nn/layers/normalization/normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/quantization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/pointwise/scale.h"
#include "core/nn/layers/shape/bordered_image.h"
#include "core/nn/layers/shape/permute.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/take.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/model/model.h"

namespace convscope {

template <>
inline constexpr std::size_t kValueCount<nn::ActivationKind> = nn::kActivationKindNames.size();
template <>
inline constexpr std::size_t kValueCount<nn::Padding> = 3;
template <>
inline constexpr std::size_t kValueCount<nn::BorderFill::Mode> = 3;
template <>
inline constexpr std::size_t kValueCount<nn::Interpolation> = 3;
template <>
inline constexpr std::size_t kValueCount<nn::Coordinates> = 6;
template <>
inline constexpr std::size_t kValueCount<nn::Rounding> = 4;
template <>
inline constexpr std::size_t kValueCount<nn::Inversion> = nn::kInversionNames.size();
template <>
inline constexpr std::size_t kValueCount<nn::ColourOrder> = nn::kColourOrderNames.size();

template <>
inline constexpr std::size_t kFieldCount<nn::Shape> = 1;
template <>
inline constexpr std::size_t kFieldCount<nn::Layout> = 3;
template <>
inline constexpr std::size_t kFieldCount<nn::Preprocessing> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::ModelInfo> = 5;
template <>
inline constexpr std::size_t kFieldCount<nn::Activation> = 7;
template <>
inline constexpr std::size_t kFieldCount<nn::Border> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::BorderFill> = 2;
template <>
inline constexpr std::size_t kFieldCount<nn::Placement> = 6;
template <>
inline constexpr std::size_t kFieldCount<nn::Window> = 9;

template <>
inline constexpr std::size_t kFieldCount<nn::BatchNormalization::Parameters> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::Conv2D::Parameters> = 5;
template <>
inline constexpr std::size_t kFieldCount<nn::Conv2DTranspose::Parameters> = 7;
template <>
inline constexpr std::size_t kFieldCount<nn::Dense::Parameters> = 3;
template <>
inline constexpr std::size_t kFieldCount<nn::GroupNormalization::Parameters> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::LayerNormalization::Parameters> = 6;
template <>
inline constexpr std::size_t kFieldCount<nn::LocalResponseNormalization::Parameters> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::Normalization::Parameters> = 2;
template <>
inline constexpr std::size_t kFieldCount<nn::Permute::Parameters> = 3;
template <>
inline constexpr std::size_t kFieldCount<nn::Quantization::Parameters> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::Rescaling::Parameters> = 2;
template <>
inline constexpr std::size_t kFieldCount<nn::Resizing::Parameters> = 4;
template <>
inline constexpr std::size_t kFieldCount<nn::Scale::Parameters> = 3;
template <>
inline constexpr std::size_t kFieldCount<nn::Take::Parameters> = 2;
template <>
inline constexpr std::size_t kFieldCount<nn::UnitNormalization::Parameters> = 3;
template <>
inline constexpr std::size_t kFieldCount<nn::UpSampling2D::Parameters> = 3;

}  // namespace convscope
