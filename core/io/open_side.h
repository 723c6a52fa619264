// The size of pictures for models that take pictures of any size: their files leave rows and columns open.
#pragma once

#include <cstdint>

namespace convscope {

/// The rows and columns that are used instead, in pixels: most networks for photographs were trained with 224.
inline constexpr std::int64_t kOpenSide = 224;

}  // namespace convscope
