// Files of networks that take pictures of any size leave rows and columns open. Knows no format.
#pragma once

#include <cstdint>

namespace convscope {

/// The rows and columns that are taken then, in pixels: what most networks of photographs were trained with.
inline constexpr std::int64_t kOpenSide = 224;

}  // namespace convscope
