#include "app/lesson/names.h"

#include <algorithm>
#include <array>

#include "app/lesson/names/name_lists.h"
#include "app/lesson/names/name_parts.h"

namespace convscope {

namespace {

/// In all workspaces.
constexpr std::array<std::string_view, 13> kEverywhere{
    "tab.filter_lab", "tab.layers", "tab.training",     "top.picture", "top.file",   "top.help",      "top.save",
    "top.theme",      "top.undo",   "top.presentation", "top.redo",    "top.panels", "top.fullscreen"};

}  // namespace

std::vector<std::string_view> all_lesson_names() {
    std::vector<std::string_view> names(kEverywhere.begin(), kEverywhere.end());
    for (const auto list : {filter_lab_names(), layers_names(), training_names()})
        names.insert(names.end(), list.begin(), list.end());
    return names;
}

bool is_name_too_long(std::string_view name) {
    constexpr std::size_t kMaxName = 100;
    constexpr std::ptrdiff_t kMaxStars = 3;  // each * is tried with every length of text, so many of them take long
    return name.size() > kMaxName || std::ranges::count(name, '*') > kMaxStars;
}

bool is_name_of(WordGroup group, std::string_view name) {
    if (name.empty() || is_name_too_long(name)) return false;
    const auto fits_entry = [name](std::string_view entry) { return fits(name, entry); };
    if (std::ranges::any_of(kEverywhere, fits_entry)) return true;
    switch (group) {
        case WordGroup::any:
            return false;
        case WordGroup::filter_lab:
            return std::ranges::any_of(filter_lab_names(), fits_entry);
        case WordGroup::layers:
            return std::ranges::any_of(layers_names(), fits_entry);
        case WordGroup::training:
            return std::ranges::any_of(training_names(), fits_entry);
    }
    return false;
}

bool is_lesson_name(std::string_view name) {
    return is_name_of(WordGroup::filter_lab, name) || is_name_of(WordGroup::layers, name) ||
           is_name_of(WordGroup::training, name);
}

std::string name_remedy(std::string_view name) {
    std::vector<std::string> examples;
    for (const std::string_view entry : all_lesson_names()) examples.push_back(example_of(entry));
    return remedy_for(name, std::vector<std::string_view>(examples.begin(), examples.end()));
}

}  // namespace convscope
