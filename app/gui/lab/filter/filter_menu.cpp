#include "app/gui/lab/filter/filter_menu.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/document/lab/preset_choice.h"
#include "app/gui/lab/filter/filter_transforms.h"
#include "app/gui/widgets/menu.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kMenu = "filter.menu";

/// The preset that was chosen last, if the filter's values differ from it now; otherwise null.
const PresetChoice* changed_preset(const std::vector<PresetChoice>& choices, const LabFilter& filter) {
    const int last = last_choice(choices, filter);
    if (last < 0) return nullptr;
    const PresetChoice& choice = choices[static_cast<std::size_t>(last)];
    return choice.filter.same_values(filter) ? nullptr : &choice;
}

void carry_out(LabScene& scene, std::string_view key, const PresetChoice* reset) {
    const int which = scene.lab.edited;
    const Kernel& kernel = scene.lab.filters.at(static_cast<std::size_t>(which)).kernel;
    if (key == "copy") scene.frame.request(CopyFilter{});
    if (key == "paste") scene.frame.request(PasteFilter{});
    if (key == "clear")
        scene.frame.perform(set_kernel(which, Kernel{kernel.size, {}}, tr("setting of all values to 0")));
    if (key == "reset" && reset != nullptr)
        scene.frame.perform(set_filter(which, reset->filter, tr("reset to {}", reset->name)));
    const auto transform = std::ranges::find(kFilterTransforms, key, &FilterTransform::key);
    if (transform != kFilterTransforms.end())
        scene.frame.perform(set_kernel(which, transform->apply(kernel), std::string(transform->step)));
}

}  // namespace

void filter_menu(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (ui.right_pressed(area)) open_menu(ui, kMenu);
    const std::vector<PresetChoice> choices = preset_choices(scene.frame.settings);
    const PresetChoice* const reset =
        changed_preset(choices, scene.lab.filters.at(static_cast<std::size_t>(scene.lab.edited)));
    const std::string reset_label = reset == nullptr ? tr("Reset") : tr("Reset to {}", reset->name);
    std::vector<MenuEntry> entries{{"copy", tr("Copy the values")}, {"paste", tr("Paste values")}};
    for (const FilterTransform& transform : kFilterTransforms)
        entries.push_back({transform.key, transform.label, true, transform.tooltip});
    entries.push_back({"clear", tr("Set all values to 0")});
    entries.push_back(
        {"reset", reset_label, reset != nullptr,
         reset == nullptr ? tr("The filter has the values of its preset, or no preset was chosen") : Message()});
    if (const auto chosen = menu(ui, kMenu, entries)) carry_out(scene, *chosen, reset);
}

}  // namespace convscope
