#include "app/gui/network/why/why_balance.h"

#include <fmt/format.h>

#include <cmath>

#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

int balance_decimals(double sum) {
    return std::abs(sum) >= 1000 ? 2 : 4;
}

float balance_height(const Ui& ui, const GradientAnswer& answer) {
    return ui.px(22) * (answer.rest_reason.empty() ? 4 : 6);
}

void show_balance(const WhyScene& why, const GradientAnswer& answer, Rect& column) {
    Ui& ui = why.ui();
    const nn::ScoreBalance& balance = answer.maps.balance;
    const bool has_rest = !answer.rest_reason.empty();
    std::vector<double> parts{balance.contributions, balance.biases};
    if (has_rest) parts.push_back(balance.rest);
    const int decimals = balance_decimals(balance.score);
    parts = rounded_addends(parts, balance.score, decimals);
    const nn::Shape& shape = why.model().node(why.node).shape;
    show_figure(ui, "why.balance.contributions", column, tr("{} \u00d7 {} places", shape.rows(), shape.cols()),
                figure_text(parts[0], decimals));
    show_figure(ui, "why.balance.biases", column, tr("+ biases after them"), figure_text(parts[1], decimals));
    if (has_rest) {
        show_figure(ui, "why.balance.rest", column, tr("+ rest"), figure_text(parts[2], decimals));
        const Rect reason = column.cut_top(ui.px(22));
        ui.mark("why.balance.reason", reason);
        ui.text(reason, "(" + answer.rest_reason + ")", Role::muted, Type::caption);
    }
    ui.fill({column.x, column.y, column.w, ui.line_width()}, ui.colour(Role::line));
    show_figure(ui, "why.balance.score", column, tr("= score (logit)"), figure_text(balance.score, decimals));
    const std::size_t index = static_cast<std::size_t>(why.subject.index);
    const std::vector<float>& outputs = why.scene.now.layer(why.scene.model.outputs().front()).values;
    if (why.unit() == nn::AnswerUnit::probability && index < outputs.size())
        show_figure(ui, "why.balance.answer", column, tr("probability"), why.answer_text(outputs[index]));
    else
        column.cut_top(ui.px(22));
}

}  // namespace convscope
