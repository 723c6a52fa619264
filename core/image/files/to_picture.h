// Turns the interleaved samples that a decoder gives into the planes of a picture.
#pragma once

#include "core/image/files/orientation.h"
#include "core/image/picture.h"

namespace convscope {

/// `samples` are rows x cols x channels, as they are stored: grey, grey and alpha, RGB, or RGB and alpha. The result is
/// upright and blended with white. Bytes stay bytes; 16-bit samples become floats in 0..255; float samples must be in
/// 0..255, their alpha in 0..1.
template <typename T>
Picture to_picture(Size stored, int channels, const T* samples, int orientation);

}  // namespace convscope
