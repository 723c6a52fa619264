#include "app/gui/network/panels/input/input_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kLabelWidth = 66;
/// Limits of a free mean and deviation, so that scale and offset stay within the limits of a session.
constexpr float kMaxStatistic = 1000, kMinDeviation = 0.001F;

/// The names of nn::kInputChoices as shown to the user.
constexpr std::array<Message, nn::kInputChoices.size()> kLabels{
    tr("0 to 1"), tr("0 to 255"),      tr("\u22121 to 1"), tr("ImageNet"), tr("\u22120.5 to 0.5"),
    tr("MNIST"),  tr("Fashion-MNIST"), tr("CIFAR-10"),     tr("Caffe"),    tr("1 to 0")};

std::string label_of(nn::InputRange range) {
    return kLabels.at(static_cast<std::size_t>(range));
}

nn::Preprocessing current_preprocessing(const Scene& scene) {
    return scene.model.info().preprocessing;
}

void choose_range(Scene& scene, nn::InputRange range) {
    scene.frame.perform(set_preprocessing(nn::with_range(current_preprocessing(scene), range)));
}

/// Shows the fields of a mean or a deviation: one for a grey input, three for colours.
void show_statistic(Scene& scene, Rect row, bool is_mean) {
    Ui& ui = scene.ui;
    const nn::Preprocessing now = current_preprocessing(scene);
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), is_mean ? tr("Mean") : tr("Deviation"), Role::muted,
            Type::caption);
    const bool is_colour = scene.input_shape().channels() == 3;
    constexpr std::array<std::string_view, 3> kColours{"red", "green", "blue"};
    std::array<double, 3> mean{}, deviation{};
    for (std::size_t c = 0; c < 3; ++c) {
        mean.at(c) = nn::mean_of(now, c);
        deviation.at(c) = nn::deviation_of(now, c);
    }
    std::array<double, 3>& values = is_mean ? mean : deviation;
    for (std::size_t c = 0; c < (is_colour ? 3U : 1U); ++c) {
        const Rect place = is_colour ? row.column(static_cast<int>(c), 3, ui.px(4)) : row;
        const std::string name = fmt::format("input.{}{}{}", is_mean ? "mean" : "deviation", is_colour ? "." : "",
                                             is_colour ? kColours.at(c) : std::string_view());
        const auto edit = number_field(ui, name, place, static_cast<float>(values.at(c)),
                                       {.step = 0.01F,
                                        .tooltip = is_mean ? tr("This is subtracted from the picture's values, 0 to 1")
                                                           : tr("The difference from the mean is divided by this"),
                                        .type = Type::caption,
                                        .limit = kMaxStatistic});
        if (!edit) continue;
        if (!is_mean && std::abs(edit->value) < kMinDeviation) {
            scene.frame.request(Warn{tr("A deviation of 0 would divide by 0.")});
            continue;
        }
        values.at(c) = double{edit->value};
        if (!is_colour) values.fill(double{edit->value});
        scene.frame.perform(set_preprocessing(nn::with_statistics(now, mean, deviation), edit->gesture));
    }
}

void show_order(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), tr("Colours"), Role::muted, Type::caption);
    const std::array<Segment, 2> segments{Segment{"rgb", tr("RGB"), tr("Red first, as in nearly all models")},
                                          Segment{"bgr", tr("BGR"), tr("Blue first, as OpenCV and Caffe have it")}};
    nn::Preprocessing preprocessing = current_preprocessing(scene);
    const auto chosen = segmented(ui, "input.order", row, segments, static_cast<int>(preprocessing.order));
    if (!chosen) return;
    preprocessing.order = static_cast<nn::ColourOrder>(*chosen);
    scene.frame.perform(set_preprocessing(preprocessing));
}

/// Shows if the user or a guess determines range and order. Shows nothing if the model's file records them.
void show_origin(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const nn::ModelInfo& info = scene.model.info();
    const OpenModel& open = scene.network.model;
    std::string text;
    if (open.notes.preprocessing)
        text = open.is_sample ? tr("Your choice.") : tr("Your choice, kept for this file.");
    else if (!info.preprocessing_known && !info.preprocessing_reason.empty())
        text = tr("Guessed: {}.", info.preprocessing_reason);
    if (text.empty()) return;
    const float height = ui.paragraph(area, text, Role::muted, Type::caption);
    ui.mark("input.origin_of_range", area.cut_top(height, ui.px(8)));
}

/// Draws one line of the strip: the choice, the class and its value. Returns true if it was pressed.
bool trial_row(Ui& ui, Rect row, const RangeAnswer& answer, bool chosen) {
    const nn::InputChoice& choice = nn::input_choice(answer.range);
    const Item item =
        ui.item(fmt::format("input.try.{}", choice.name), row, {.tooltip = choice.source, .entry = chosen});
    if (chosen || item.hovered) ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(4));
    if (chosen) ui.fill({row.x, row.y + ui.px(4), ui.px(3), row.h - ui.px(8)}, ui.colour(Role::accent), ui.px(2));
    ui.focus_ring(item, ui.px(4));
    Rect place = row.inset(ui.px(8), 0);
    ui.text(place.cut_left(ui.px(92), ui.px(4)), label_of(answer.range), Role::text, Type::caption);
    const float value_width = ui.text_width(answer.text, Type::caption);
    ui.text(place.cut_right(value_width, ui.px(4)), answer.text, Role::text, Type::caption, Align::right);
    ui.text(place, answer.best.label, Role::muted, Type::caption);
    return item.pressed;
}

}  // namespace

void InputValues::show(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    show_range(scene, area.cut_top(ui.px(28), ui.px(6)));
    if (shows_statistics_ || !nn::range_of(current_preprocessing(scene))) {
        show_statistic(scene, area.cut_top(ui.px(26), ui.px(4)), true);
        show_statistic(scene, area.cut_top(ui.px(26), ui.px(6)), false);
    }
    if (scene.input_shape().channels() == 3) show_order(scene, area.cut_top(ui.px(28), ui.px(6)));
    show_origin(scene, area);
    if (shows_trials_) show_trials(scene, area);
}

void InputValues::show_switch(Ui& ui, Rect place) {
    if (button(ui, "input.try_all", place, tr("Try all"),
               {.tooltip = tr("Show the answer to this picture under each choice of the values"),
                .on = shows_trials_,
                .type = Type::caption}))
        shows_trials_ = !shows_trials_;
}

void InputValues::show_range(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), tr("Values"), Role::muted, Type::caption);
    const std::vector<nn::InputRange> ranges = nn::ranges_for(scene.input_shape().channels());
    const std::optional<nn::InputRange> range = nn::range_of(current_preprocessing(scene));
    std::vector<Choice> choices;
    choices.reserve(ranges.size() + 1);
    int chosen = -1;
    for (const nn::InputRange each : ranges) {
        const nn::InputChoice& choice = nn::input_choice(each);
        if (each == range) chosen = static_cast<int>(choices.size());
        choices.push_back(
            {.key = std::string(choice.name), .label = label_of(each), .tooltip = std::string(choice.source)});
    }
    choices.push_back({.key = "free",
                       .label = tr("Mean and deviation"),
                       .tooltip = tr("Type the mean and the standard deviation of the training pictures, in 0 to 1")});
    const bool is_free = shows_statistics_ || !range;
    if (is_free) chosen = static_cast<int>(choices.size()) - 1;
    const auto pressed = dropdown(ui, "input.range", row, is_free ? choices.back().label : label_of(*range), choices,
                                  chosen, tr("The values that pixel values 0 to 255 are converted to"));
    if (!pressed) return;
    const auto index = static_cast<std::size_t>(*pressed);
    shows_statistics_ = index == ranges.size();
    if (!shows_statistics_) choose_range(scene, ranges.at(index));
}

void InputValues::show_trials(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    trials_.update(scene.network.input, scene.network.model.model, scene.network.feeds);
    std::string note = trials_.problem();
    if (note.empty() && trials_.answers().empty()) note = tr("Computing\u2026");
    if (!note.empty()) {
        const float height = ui.paragraph(area, note, Role::muted, Type::caption);
        ui.mark("input.try.note", area.cut_top(height, ui.px(8)));
        return;
    }
    const std::optional<nn::InputRange> range = nn::range_of(current_preprocessing(scene));
    const FocusGroup group(ui, "input.try");
    for (const RangeAnswer& answer : trials_.answers()) {
        if (!trial_row(ui, area.cut_top(ui.px(22), ui.px(1)), answer, answer.range == range)) continue;
        shows_statistics_ = false;
        choose_range(scene, answer.range);
    }
    area.cut_top(0, ui.px(6));
}

}  // namespace convscope
