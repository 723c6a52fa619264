#include "app/gui/panels/lambda_dialog.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kLambdaPopup = "lambda";
constexpr float kDialogWidth = 620;
constexpr float kTextsHeight = 176, kLayerHeight = 84;  ///< of the dialog without its layers, and of one layer
constexpr std::size_t kVisibleLayers = 4;               ///< the list scrolls if there are more
constexpr float kMaxFactor = 1e6F;                      ///< of scale and offset

}  // namespace

void LambdaDialog::ask(LambdaQuestion question) {
    answers_.clear();
    answers_.reserve(question.layers.size());
    const nn::LambdaMeanings& known = question.source.notes.lambdas;
    for (const std::string& layer : question.layers) {
        const auto found = std::ranges::find(known, layer, &nn::LambdaMeaning::layer);
        Answer answer{.meaning = found == known.end() ? nn::LambdaMeaning{layer} : *found};
        answer.is_scaled = answer.meaning != nn::LambdaMeaning{layer};
        answers_.push_back(std::move(answer));
    }
    question_ = std::move(question);
    is_open_ = false;
}

void LambdaDialog::show(Frame& frame, Rect window) {
    Ui& ui = frame.ui;
    if (!question_) return;
    if (!is_open_) {
        if (!ui.layer_open()) {
            ui.open_popup(kLambdaPopup);
            is_open_ = true;
        }
        return ui.wake_at(ui.time());
    }
    const float width = std::min(ui.px(kDialogWidth), window.w - ui.px(16));
    const auto layers = static_cast<float>(std::min(answers_.size(), kVisibleLayers));
    const float height = std::min(ui.px(kTextsHeight + kLayerHeight * layers), window.h - ui.px(16));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup(kLambdaPopup, box, true)) return question_.reset();
    Rect rest = box.inset(ui.px(20), ui.px(16));
    const std::string title = answers_.size() == 1 ? tr("A Lambda layer in {}", question_->source.name())
                                                   : tr("Lambda layers in {}", question_->source.name());
    ui.text(rest.cut_top(ui.px(32), ui.px(4)), title, Role::text, Type::heading);
    const float text_height = ui.paragraph(
        rest,
        tr("The file has only the Python code of a Lambda layer, and the program does not run code from a "
           "file. Say what the layer computes. If it is something else, replace it by a layer of Keras, and "
           "save the model again."),
        Role::muted, Type::caption);
    ui.mark("lambda.text", rest.cut_top(text_height, ui.px(12)));
    show_buttons(frame, rest.cut_bottom(ui.px(32), ui.px(12)));
    {
        const Scrolled area(ui, "lambda.layers", rest);
        Rect list = area.content;
        list.h = kUnboundedHeight;
        for (std::size_t i = 0; i < answers_.size(); ++i) show_layer(ui, i, list);
        area.end_at(list.y);
    }
    ui.end_popup();
}

void LambdaDialog::show_layer(Ui& ui, std::size_t index, Rect& area) {
    Answer& answer = answers_.at(index);
    const std::string name = fmt::format("lambda.{}", index);
    const std::array<Segment, 2> choices{
        Segment{"identity", tr("Nothing"), tr("The layer gives its input, unchanged")},
        Segment{"scaled", tr("\u00d7 scale + offset"), tr("The layer computes input \u00d7 scale + offset")}};
    Rect row = area.cut_top(ui.px(32), ui.px(8));
    const Rect kinds = row.cut_right(ui.px(300), ui.px(12));
    ui.text(row, answer.meaning.layer);
    if (const auto chosen = segmented(ui, name + ".kind", kinds, choices, answer.is_scaled ? 1 : 0))
        answer.is_scaled = *chosen == 1;
    if (!answer.is_scaled) return;
    row = area.cut_top(ui.px(32), ui.px(12));
    Rect fields = row.cut_right(ui.px(300));
    ui.text(row, tr("For x / 127.5 \u2212 1: scale 1/127.5, offset \u22121"), Role::muted, Type::caption);
    const auto field = [&](const char* key, const char* sign, Rect place, float& value) {
        ui.text(place.cut_left(ui.px(16), ui.px(4)), sign);
        if (const auto edit = number_field(
                ui, name + key, place, value,
                {.step = 0.01F, .tooltip = tr("A number or a fraction such as 1/127.5"), .limit = kMaxFactor}))
            value = edit->value;
    };
    field(".scale", "\u00d7", fields.column(0, 2, ui.px(12)), answer.meaning.scale);
    field(".offset", "+", fields.column(1, 2, ui.px(12)), answer.meaning.offset);
}

void LambdaDialog::show_buttons(Frame& frame, Rect line) {
    Ui& ui = frame.ui;
    const Rect open = line.cut_right(ui.px(110), ui.px(12));
    if (button(ui, "lambda.cancel", line.cut_right(ui.px(110), ui.px(12)), tr("Cancel"),
               {.tooltip = tr("Do not open the model"), .key = "Esc"}))
        ui.close_popup();
    if (!button(ui, "lambda.open", open, tr("Open"), {.tooltip = tr("Open the model"), .primary = true})) return;
    OpenModelFile request{.source = question_->source, .kind = question_->kind};
    request.source.notes.lambdas.clear();
    request.source.notes.lambdas.reserve(answers_.size());
    for (const Answer& answer : answers_)
        request.source.notes.lambdas.push_back(answer.is_scaled ? answer.meaning
                                                                : nn::LambdaMeaning{answer.meaning.layer});
    frame.request(std::move(request));
    ui.close_popup();
}

}  // namespace convscope
