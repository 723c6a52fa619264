#include "app/gui/widgets/numbers/result_line.h"

#include <algorithm>
#include <cmath>

#include "core/base/text/translation.h"

namespace convscope {

std::string pooled_label() {
    return fmt::format("{} ", tr("pooled"));
}

std::string sum_label() {
    return fmt::format("{} ", tr("sum"));
}

float result_width(const Ui& ui) {
    return ui.px(84);
}

float result_height(const Ui& ui, Type number) {
    return std::max(ui.px(24), std::ceil(ui.text_height(number) * 1.15F));
}

Type result_label(Type number) {
    switch (number) {
        case Type::caption:
        case Type::text:
            return Type::caption;
        case Type::digits_1:
        case Type::digits_2:
            return Type::text;
        default:
            return Type::heading;
    }
}

void result_line(Ui& ui, Rect& rest, std::string_view name, std::string_view operation, std::string_view number,
                 bool strong, Type type, std::optional<Type> label) {
    const Rect row = rest.cut_top(result_height(ui, type));
    ui.mark(name, row);
    Rect left = row;
    const Rect right = left.cut_right(std::ceil(ui.text_width(number, type)), ui.px(8));
    ui.text(left, operation, Role::muted, label.value_or(result_label(type)));
    ui.text(right, number, strong ? Role::text : Role::muted, type, Align::right);
}

}  // namespace convscope
