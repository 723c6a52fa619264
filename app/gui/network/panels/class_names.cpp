#include "app/gui/network/panels/class_names.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/io/labels/label_sets.h"

namespace convscope {

namespace {

constexpr Message kNumbers = tr("Numbers");
constexpr Message kFromModel = tr("From the file");

std::vector<std::string> numbers_to(std::size_t count) {
    std::vector<std::string> numbers;
    numbers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) numbers.push_back(std::to_string(i));
    return numbers;
}

/// The origin of the present names, as it is written on the button.
std::string names_origin(const OpenModel& open, bool file_has_names) {
    if (open.notes.labels.empty()) return file_has_names ? kFromModel : kNumbers;
    return open.notes.labels_source.empty() ? std::string(tr("Labels")) : open.notes.labels_source;
}

}  // namespace

void show_class_names(Scene& scene, Rect place) {
    const OpenModel& open = scene.network.model;
    const nn::Model& plain = open.without_notes ? *open.without_notes : *open.model;
    const auto classes = static_cast<std::size_t>(open.model->node(open.model->outputs().front()).shape.count());
    const bool file_has_names = !plain.info().labels.empty();
    const std::string origin = names_origin(open, file_has_names);
    const std::vector<LabelSet> sets = label_sets_with(classes);
    std::vector<Choice> choices;
    choices.reserve(sets.size() + 4);
    if (file_has_names)
        choices.push_back(
            {.key = "model", .label = kFromModel, .tooltip = tr("The names that the model's file records")});
    choices.push_back({.key = "numbers", .label = kNumbers, .tooltip = tr("Number the classes from 0")});
    const std::size_t first_set = choices.size();
    for (const LabelSet& set : sets) choices.push_back({.key = std::string(set.name), .label = std::string(set.title)});
    const std::size_t after_sets = choices.size();
    const bool is_listed = std::ranges::find(choices, origin, &Choice::label) != choices.end();
    if (!is_listed) choices.push_back({.key = "present", .label = origin});
    choices.push_back({.key = "open", .label = tr("Open a labels file\u2026"), .tooltip = tr("One name in each line")});
    const auto chosen = static_cast<int>(std::ranges::find(choices, origin, &Choice::label) - choices.begin());
    constexpr float kArrowWidth = 44;  // the button's arrow, with its margins
    const std::string long_text = tr("Names: {}", origin);
    const bool fits = scene.ui.text_width(long_text, Type::text) + scene.ui.px(kArrowWidth) <= place.w;
    const auto pressed = dropdown(scene.ui, "answer.labels", place, fits ? long_text : origin, choices, chosen,
                                  tr("Where the names of the classes come from"));
    if (!pressed || *pressed == chosen) return;
    const auto index = static_cast<std::size_t>(*pressed);
    const std::string& key = choices.at(index).key;
    if (key == "open") return scene.frame.request(ShowOpenDialog{});
    if (index >= first_set && index < after_sets) {
        const LabelSet& set = sets.at(index - first_set);
        scene.frame.perform(set_labels({set.labels.begin(), set.labels.end()}, std::string(set.title)));
    } else if (key == "numbers" && file_has_names) {
        scene.frame.perform(set_labels(numbers_to(classes), kNumbers));
    } else {
        scene.frame.perform(set_labels({}, ""));
    }
}

}  // namespace convscope
