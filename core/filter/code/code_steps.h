// The Python lines of single steps that several scripts share. For code.cpp and chain_code.cpp only.
#pragma once

#include <string>
#include <string_view>

#include "core/filter/settings.h"

namespace convscope {

/// The kernel's rows in brackets, "[-1, 0, 1]", with `separator` between them.
std::string kernel_rows_code(const Kernel& kernel, std::string_view separator);

/// NAME = activation of NAME; empty for Activation::none.
std::string activation_code(Activation activation, std::string_view name);

/// An empty line, then the lines that pool the array `filtered` into `pooled`. The arrays are rows x columns, with
/// `has_maps` rows x columns x maps. Empty without pooling.
std::string pooling_code(Pooling pooling, int size, std::string_view filtered, std::string_view pooled,
                         bool has_maps = false);

}  // namespace convscope
