// The words of `convscope` blocks, which set a state of the program.
// Must not include anything that draws: lessons are checked without a window.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace convscope {

/// The workspace that a word, a name or a value belongs to.
enum class WordGroup { any, filter_lab, layers, training };

/// `usage` is the line as it is written in a lesson ("pin input|filtered|pooled ROW COL"), `effect` a sentence. A word
/// can have a meaning in several workspaces; then the workspace that is shown decides.
struct LessonWord {
    std::string_view word, usage, effect;
    WordGroup group = WordGroup::any;
};

/// All words, those of a group together, including cover, hide, point, only and free.
std::span<const LessonWord> lesson_words();
/// The word's meaning while a workspace of `group` is shown: its own there, or else its first one. nullptr if there is
/// no such word.
const LessonWord* find_word(std::string_view word, WordGroup group = WordGroup::any);
/// The remedy for an unknown word, name or value: the nearest one of `known`, or all of them. "Write preset", or "Write
/// one of ...".
std::string remedy_for(std::string_view unknown, std::span<const std::string_view> known);

}  // namespace convscope
