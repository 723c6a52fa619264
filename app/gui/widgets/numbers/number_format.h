// Formats the numbers of one calculation: all with equal decimals, in the largest type that fits.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/gui/toolkit/ui.h"

namespace convscope {

struct NumberFormat {
    int decimals = 0;
    double largest = 0;        ///< the largest magnitude of the numbers
    bool has_negative = true;  ///< a number may have a minus sign
    bool is_short = false;     ///< without trailing zeros, as users type values: "-1", "0.5"
    bool drops_zero = false;   ///< without the zero before the decimal point: "-.131"

    /// The number with a true minus sign. 0 is "0". If the decimals would round the largest number to 0, all are
    /// powers of ten; otherwise none is, so that a grid has one notation: "0.00" is small, but not 0.
    std::string text(double value) const;
    /// The width of the widest number.
    float width(const Ui& ui, Type type) const;
};

/// The format of these numbers. It has the fewest decimals with which all numbers are written exactly (to the precision
/// of a float), at most four, or six if all numbers are smaller than 0.1.
NumberFormat format_of(std::span<const double> values);

/// A format, and the type in which its numbers are drawn.
struct NumberStyle {
    NumberFormat format;
    Type type = Type::text;
};
/// The largest type with which all numbers fit into `width` x `height` screen pixels. If even captions are too wide,
/// the format loses the zero before the decimal point, then decimals.
NumberStyle fitted_style(const Ui& ui, const NumberFormat& format, float width, float height);

/// "260,100": the number with commas between thousands.
std::string with_separators(std::int64_t number);
/// The number with U+2212 for its minus sign, without a sign for 0.
std::string with_true_minus(std::string text);

}  // namespace convscope
