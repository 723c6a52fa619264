// The picture size for models that take pictures of any size: their files leave rows and columns open.
#pragma once

#include <cstdint>

namespace convscope {

/// The assumed number of rows and of columns, in pixels: most networks for photographs were trained with 224.
inline constexpr std::int64_t kOpenSide = 224;

}  // namespace convscope
