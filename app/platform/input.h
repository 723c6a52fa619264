// What the user did since the last frame, apart from the pointer, as plain values. Knows no GLFW.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace convscope {

enum class Key {
    other,
    space,
    enter,
    escape,
    tab,
    backspace,
    erase,
    left,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    plus,
    minus,
    f1,
    f5,
    f11,
    letter,
};

/// A key that went down or repeats. For Key::letter, `letter` is 'a'..'z' or '0'..'9' as the keyboard's layout has it.
struct KeyPress {
    Key key = Key::other;
    char letter = 0;
    bool control = false;
    bool shift = false;
    bool alt = false;

    bool is(char wanted) const { return key == Key::letter && letter == wanted && !control && !alt; }
    bool is_control(char wanted) const { return key == Key::letter && letter == wanted && control && !alt; }
};

struct Input {
    std::vector<KeyPress> keys;
    std::u32string text;                       ///< characters typed
    std::vector<std::filesystem::path> drops;  ///< files dropped on the window
    bool empty() const { return keys.empty() && text.empty() && drops.empty(); }
};

}  // namespace convscope
