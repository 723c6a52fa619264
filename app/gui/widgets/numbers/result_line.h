// One line of a calculation: the operation at the left, its result at the right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/gui/toolkit/ui.h"

namespace convscope {

/// The parts of a line: the item's name, the operation, and its result. `strong` as in result_line().
struct Calculation {
    std::string name, operation;
    double value = 0;
    bool strong = false;
};

/// "pooled " and "sum ", which precede a number.
std::string pooled_label();
std::string sum_label();
/// The width of a column of results written as text.
float result_width(const Ui& ui);
/// The height of a line whose number is drawn in this type, and the type of the operation on its left.
float result_height(const Ui& ui, Type number);
Type result_label(Type number);
/// Cuts its row off the top of `rest`. `strong` is true for final results; other results are muted. The operation is
/// drawn as `label`, by default in result_label(type).
void result_line(Ui& ui, Rect& rest, std::string_view name, std::string_view operation, std::string_view number,
                 bool strong, Type type = Type::text, std::optional<Type> label = std::nullopt);

}  // namespace convscope
