#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/lesson/names/name_parts.h"
#include "app/lesson/values.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 10> kRunValues{"training.steps",           "training.epochs",
                                                      "training.accuracy",        "training.loss",
                                                      "training.validation_loss", "training.validation_accuracy",
                                                      "training.test_accuracy",   "training.gap",
                                                      "training.gap_loss",        "training.never_active"};

/// The last parts of the names of values from 0 to 1.
constexpr std::array<std::string_view, 8> kShares{"probability",   "share", "accuracy", "validation_accuracy",
                                                  "test_accuracy", "guess", "zeros",    "gap"};

}  // namespace

bool is_value_name(std::string_view name) {
    if (name.find('*') != std::string_view::npos) return false;
    return std::ranges::any_of(value_names(), [name](const ValueName& entry) { return fits(name, entry.name); });
}

std::string value_phrase(std::string_view name, std::string_view language) {
    const std::span<const ValueName> names = value_names();
    const auto entry = std::ranges::find_if(names, [name](const ValueName& each) { return fits(name, each.name); });
    if (entry == names.end()) return {};
    const std::vector<std::string> parts = filled_parts(name, entry->name);
    std::string phrase;
    std::size_t part = 0;
    for (const char c : translation_in(language, entry->phrase.english())) {
        if ((c == '#' || c == '@') && part < parts.size())
            phrase += parts[part++];
        else
            phrase += c;
    }
    return phrase;
}

std::string value_remedy(std::string_view name) {
    std::vector<std::string> examples;
    for (const ValueName& entry : value_names()) examples.push_back(example_of(entry.name));
    return remedy_for(name, std::vector<std::string_view>(examples.begin(), examples.end()));
}

bool is_share(std::string_view name) {
    const std::size_t point = name.rfind('.');
    return point != std::string_view::npos && std::ranges::find(kShares, name.substr(point + 1)) != kShares.end();
}

bool is_run_value(std::string_view name) {
    return std::ranges::find(kRunValues, name) != kRunValues.end();
}

}  // namespace convscope
