// The keys, typed text and dropped files since the last frame, as plain values. Must not include GLFW: the interface
// uses this without a window.
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
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    letter,
};

/// A key that was pressed or repeats. For Key::letter, `letter` is 'a' to 'z' or '0' to '9' in the keyboard's layout.
struct KeyPress {
    Key key = Key::other;
    char letter = 0;
    bool control = false;
    bool shift = false;
    bool alt = false;

    bool is(char character) const { return key == Key::letter && letter == character && !control && !alt; }
    bool is_control(char character) const { return key == Key::letter && letter == character && control && !alt; }
};

struct Input {
    std::vector<KeyPress> keys;
    std::u32string text;                       ///< characters typed
    std::vector<std::filesystem::path> drops;  ///< files dropped on the window
    bool empty() const { return keys.empty() && text.empty() && drops.empty(); }
};

}  // namespace convscope
