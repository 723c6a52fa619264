// Values that the window draws in several places under different names: the sum of the products is also the output if
// the weight is 1 and the bias 0. Covers use it, so that a covered value cannot be read elsewhere. Must not include
// anything that draws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// The way in which a named thing gives the value of another one away.
/// always: the value itself, or a sentence that contains it.
/// if_equal: it shows the value if both show the same number.
enum class ValueCopy { none, always, if_equal };

/// The way in which the thing `other` gives the value of `covered` away. With `later_only`, values that `covered` is
/// computed from count as none: a question about the output may leave the sum readable.
ValueCopy copy_of_value(std::string_view covered, std::string_view other, bool later_only);

/// True if both are results of one computation, step by step: the sum, times the weight, plus the bias, the output.
bool is_same_computation(std::string_view one, std::string_view other);

/// The pattern for all things of the kind of `name`: `filter.cell.*.*` for `filter.cell.0.1`, `colour.*.sum_value` for
/// `colour.red.sum_value`. Equal to the name if there is no other thing of its kind.
std::string pattern_of_kind(std::string_view name);

/// True if both texts are numbers, and equal as far as their digits go: "577" and "577.0", but not "577" and "577.6".
/// The reading of a pixel counts as its number: "row 2, column 3: 577".
bool shows_equal_number(std::string_view a, std::string_view b);

}  // namespace convscope
