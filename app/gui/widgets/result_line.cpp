#include "app/gui/widgets/result_line.h"

namespace convscope {

float result_width(const Ui& ui) {
    return ui.px(84);
}

void result_line(Ui& ui, Rect& rest, std::string_view name, std::string_view operation, std::string_view number,
                 bool strong) {
    const Rect row = rest.cut_top(ui.px(24));
    ui.mark(name, row);
    Rect left = row;
    const Rect right = left.cut_right(result_width(ui), ui.px(4));
    ui.text(left, operation, Role::muted, Type::caption);
    ui.text(right, number, strong ? Role::text : Role::muted, Type::text, Align::right);
}

}  // namespace convscope
