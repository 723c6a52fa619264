// Sizes and their formulas in words, rows first, as Keras writes shapes.
#pragma once

#include <string>
#include <vector>

#include "core/filter/geometry.h"

namespace convscope {

/// "510 × 510"; if rows and columns differ, "398 rows × 598 columns".
std::string size_in_words(Size size);
/// "398 × 598": rows × columns.
std::string short_size(Size size);

/// "rows 3–5", or "row 3" if both are equal; "rows −1 to 1" if the first is in the padding.
std::string rows_in_words(int first, int last);
/// "columns 7–9", as rows_in_words().
std::string columns_in_words(int first, int last);

/// The equations that give the sizes of the filtered and the pooled picture from the input's, with padding and
/// dilation, and the share of the values that pooling leaves: "Rows and columns: (512 + 2 − 3) / 1 + 1 = 512", "padding
/// 1 + 1 = 2", "pooled 512 / 2 = 256", "512 × 512 → 256 × 256: a quarter of the values". No pooling equation if no
/// block fits. Break lines only between equations.
std::vector<std::string> size_equations(const Geometry& geometry, Border border);

}  // namespace convscope
