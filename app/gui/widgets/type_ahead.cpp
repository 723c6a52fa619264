#include "app/gui/widgets/type_ahead.h"

#include <cctype>

namespace convscope {

namespace {

bool begins_with(std::string_view name, char letter) {
    return !name.empty() && std::tolower(static_cast<unsigned char>(name.front())) == letter;
}

}  // namespace

std::optional<std::size_t> typed_entry(Ui& ui, std::span<const std::string_view> names, int from) {
    std::optional<std::size_t> found;
    std::erase_if(ui.keys(), [&](const KeyPress& press) {
        if (press.key != Key::letter || press.control || press.alt) return false;
        const std::size_t first = found ? *found + 1 : static_cast<std::size_t>(from + 1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::size_t index = (first + i) % names.size();
            if (!begins_with(names[index], press.letter)) continue;
            found = index;
            break;
        }
        return true;
    });
    return found;
}

}  // namespace convscope
