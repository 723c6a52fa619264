#include "app/gui/lab/filter/preset_list.h"

#include <algorithm>
#include <utility>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/kernel_icon.h"
#include "app/gui/widgets/type_ahead.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kName = "filter.preset";
constexpr float kRow = 42;
constexpr float kHeading = 28;
constexpr float kList = 380;
constexpr float kDetail = 232;
constexpr float kMinHeight = 400;

bool begins_group(const std::vector<PresetChoice>& choices, std::size_t index) {
    return index == 0 || choices[index - 1].group != choices[index].group;
}

float list_height(const Ui& ui, const std::vector<PresetChoice>& choices) {
    float height = ui.px(8) + ui.px(kRow) * static_cast<float>(choices.size());
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (begins_group(choices, i)) height += ui.px(kHeading);
    return height;
}

/// The list's place: directly below the button, or higher if too little of the window is left there. If there is no
/// room for the detail next to the list, it is the place of the list alone.
Rect popup_place(const Ui& ui, Rect button, float height) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float margin = ui.px(8);
    const float whole = ui.px(kList + kDetail);
    const float width = whole + 2 * margin <= screen.x ? whole : std::min(ui.px(kList), screen.x - 2 * margin);
    const float below = screen.y - margin - button.bottom() - ui.px(2);
    const float high = std::min({height, std::max(below, ui.px(kMinHeight)), screen.y - 2 * margin});
    return {std::clamp(button.x, margin, std::max(margin, screen.x - width - margin)),
            std::max(margin, std::min(button.bottom() + ui.px(2), screen.y - margin - high)), width, high};
}

void show_button(Ui& ui, const Item& item, Rect row, const LabFilter& filter, const PresetChoice* shown) {
    ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    Rect inside = row.inset(ui.px(8), 0);
    draw_icon(ui, Icon::chevron_down, inside.cut_right(ui.px(12), ui.px(6)), ui.colour(Role::muted), ui.px(10));
    kernel_icon(ui, inside.cut_left(ui.px(22), ui.px(8)), filter.kernel);
    if (shown != nullptr && shown->is_own)
        draw_icon(ui, Icon::pencil, inside.cut_right(ui.px(14), ui.px(4)), ui.colour(Role::muted), ui.px(12));
    const std::string_view name = shown != nullptr ? std::string_view(shown->name) : tr("Own values");
    ui.text(inside, name, Role::text, ui.text_width(name) > inside.w ? Type::caption : Type::text);
    ui.focus_ring(item, ui.px(6));
}

/// Keeps the item with the focus visible while arrow keys move the focus.
void reveal_row(Rect row, Rect area) {
    if (row.y < area.y)
        ImGui::SetScrollY(ImGui::GetScrollY() - (area.y - row.y));
    else if (row.bottom() > area.bottom())
        ImGui::SetScrollY(ImGui::GetScrollY() + row.bottom() - area.bottom());
}

/// A letter moves the focus to the next preset whose name begins with it.
void focus_typed(Ui& ui, const std::vector<PresetChoice>& choices) {
    std::vector<std::string_view> names;
    names.reserve(choices.size());
    int focused = -1;
    for (const PresetChoice& choice : choices) {
        if (ui.focused() == std::string(kName) + "." + choice.key) focused = static_cast<int>(names.size());
        names.emplace_back(choice.name);
    }
    if (const auto entry = typed_entry(ui, names, focused)) ui.focus(std::string(kName) + "." + choices[*entry].key);
}

}  // namespace

void PresetList::show(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const Choices choices = preset_choices(scene.frame.settings);
    const LabFilter& filter = scene.lab.filters.at(static_cast<std::size_t>(scene.lab.edited));
    const int shown = shown_choice(choices, filter);
    const PresetChoice* const choice = shown < 0 ? nullptr : &choices[static_cast<std::size_t>(shown)];
    const Item item = ui.item(
        kName, row, {.tooltip = choice != nullptr && !choice->note.empty() ? choice->note : tr("Filters by name")});
    show_button(ui, item, row, filter, choice);
    const std::string popup = std::string(kName) + ".list";
    if (item.pressed) {
        ui.open_popup(popup, row);
        detailed_ = choice != nullptr ? choice->key : choices.front().key;
        focused_.clear();
    }
    const Rect place = popup_place(ui, row, list_height(ui, choices));
    if (!ui.begin_popup(popup, place, false)) return;
    Rect rest = place;
    if (place.w > ui.px(kList)) {
        const Rect detail = rest.cut_right(ui.px(kDetail));
        show_detail(scene, detail.inset(ui.px(16), ui.px(16)), choices);
    }
    show_rows(scene, rest, choices, shown);
    ui.end_popup();
}

void PresetList::show_rows(LabScene& scene, Rect area, const Choices& choices, int chosen) {
    Ui& ui = scene.ui;
    ImGui::SetCursorScreenPos({area.x, area.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild("presets", {area.w, area.h});
    ImGui::PopStyleVar();
    const FocusGroup group(ui, kName);
    focus_typed(ui, choices);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    Rect rest{origin.x, origin.y + ui.px(4), ImGui::GetContentRegionAvail().x, kUnboundedHeight};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (begins_group(choices, i))
            ui.text(rest.cut_top(ui.px(kHeading)).inset(ui.px(12), 0), choices[i].group, Role::muted, Type::caption);
        const Rect row = rest.cut_top(ui.px(kRow)).inset(ui.px(4), 0);
        const bool is_chosen = static_cast<int>(i) == chosen;
        const std::string name = std::string(kName) + "." + choices[i].key;
        if (!ui.has_focus() && is_chosen) ui.focus(name);
        show_row(scene, row, choices[i], is_chosen);
        if (ui.focused() != name || focused_ == name) continue;
        focused_ = name;
        detailed_ = choices[i].key;
        reveal_row(row, area);
    }
    ImGui::SetCursorScreenPos({origin.x, rest.y + ui.px(4)});
    ImGui::Dummy({1, 0});
    ImGui::EndChild();
}

void PresetList::show_row(LabScene& scene, Rect row, const PresetChoice& choice, bool chosen) {
    Ui& ui = scene.ui;
    const std::string name = std::string(kName) + "." + choice.key;
    Rect inside = row;
    if (choice.is_own) {
        const Rect bin = inside.cut_right(ui.px(34), ui.px(2)).inset(0, ui.px(4));
        if (button(ui, name + ".delete", bin, "",
                   {.icon = Icon::bin, .tooltip = tr("Delete your preset"), .quiet = true}))
            scene.frame.request(RemovePreset{choice.name});
    }
    const Item item = ui.item(name, inside);
    if (item.hovered) detailed_ = choice.key;
    if (item.hovered || item.focused) ui.fill(inside, ui.colour(Role::hover), ui.px(4));
    inside = inside.inset(ui.px(8), ui.px(3));
    const Rect preview = inside.cut_right(inside.h, ui.px(8));
    kernel_icon(ui, inside.cut_left(ui.px(28), ui.px(12)), choice.filter.kernel);
    if (choice.is_own)
        draw_icon(ui, Icon::pencil, inside.cut_right(ui.px(16), ui.px(6)), ui.colour(Role::muted), ui.px(13));
    ui.text(inside, choice.name, chosen ? Role::accent : Role::text);
    if (ImGui::IsRectVisible({row.x, row.y}, {row.right(), row.bottom()}))
        previews_.show(scene, choice.key, choice.filter, preview);
    if (!item.pressed) return;
    scene.frame.perform(set_filter(scene.lab.edited, choice.filter, tr("choice of {}", choice.name)));
    ui.close_popup();
}

void PresetList::show_detail(LabScene& scene, Rect area, const Choices& choices) {
    Ui& ui = scene.ui;
    auto found = std::ranges::find(choices, detailed_, &PresetChoice::key);
    if (found == choices.end()) found = choices.begin();
    ui.mark("filter.preset.detail", area);
    previews_.show(scene, found->key, found->filter, area.cut_top(area.w, ui.px(10)));
    area.cut_top(ui.paragraph(area, found->name), ui.px(6));
    if (!found->note.empty()) area.cut_top(ui.paragraph(area, found->note, Role::muted, Type::caption), ui.px(6));
    const auto others = other_names(choices, static_cast<int>(found - choices.begin()));
    if (others.empty()) return;
    ui.paragraph(area, tr("Also called {}.", fmt::join(others, ", ")), Role::muted, Type::caption);
}

}  // namespace convscope
