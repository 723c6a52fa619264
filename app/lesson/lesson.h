// A lesson as plain values: steps with a state, text, a question, a goal and notes. parse.h reads them from Markdown.
// Must not include anything that draws: the panel, the work sheets and the checker read the same values.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace convscope {

/// Text in one style. A line break inside a paragraph is "\n".
struct TextSpan {
    std::string text;
    bool strong = false, emphasised = false, code = false;
    bool operator==(const TextSpan&) const = default;
};

enum class BlockKind { paragraph, heading, item, code, picture };

/// One block of text, from the top of the page to the bottom.
struct TextBlock {
    BlockKind kind = BlockKind::paragraph;
    /// heading: 1 or 3 to 6. item: its depth in nested lists, from 1; later paragraphs of an item have its depth, too.
    /// Otherwise 0.
    int level = 0;
    int number = 0;                      ///< of an item of a numbered list; 0: a bullet
    std::vector<TextSpan> spans;         ///< code: one span with all lines. picture: its caption
    std::filesystem::path picture = {};  ///< the picture's path from the lesson's folder
    int line = 0;                        ///< in the lesson's file, from 1
    bool operator==(const TextBlock&) const = default;
};
using LessonText = std::vector<TextBlock>;

/// The text without its styles, blocks separated by line breaks.
std::string plain_text(const LessonText& text);

/// One line of a `convscope` or `solution` block: a word of words.h and its arguments.
struct Setting {
    std::string word;
    std::vector<std::string> arguments;
    int line = 0;
    bool operator==(const Setting&) const = default;
};
/// The setting as a line of a lesson; arguments with spaces or semicolons are quoted.
std::string setting_line(const Setting& setting);

/// The names of controls and views that the words cover, hide, point and only list, and the word free. `only` holds
/// until a later step has `only` or `free`; the others hold for their step alone. A `*` in a name stands for any text;
/// see names.h.
struct LessonMarks {
    std::vector<std::string> covered;              ///< hidden until the question is answered
    std::vector<std::string> hidden;               ///< hidden in the whole step, also after the answer
    std::vector<std::string> pointed;              ///< highlighted
    std::optional<std::vector<std::string>> only;  ///< all that may be touched
    bool free = false;                             ///< lifts an earlier `only`
    bool operator==(const LessonMarks&) const = default;

    /// Everything that is hidden before the answer.
    std::vector<std::string> all_covered() const;
};

struct AnswerChoice {
    LessonText text;
    bool right = false;
    LessonText comment;  ///< shown when it is chosen; empty: none
    int line = 0;
    bool operator==(const AnswerChoice&) const = default;
};

/// number: `number` is right, within `tolerance`. word: `text`, in upper or lower case. value: the named value `text`
/// of values.h, which is computed from the document. Numbers and values may have a tolerance. A word that does not
/// begin with a letter, or looks like a value or a calculation, is written in double quotes.
enum class TypedKind { number, word, value };
struct TypedAnswer {
    TypedKind kind = TypedKind::number;
    std::string text;  ///< as written in the lesson, without the tolerance and without quotes
    double number = 0;
    std::optional<double> tolerance;  ///< as written; nullopt: see judge() in answers.h
    bool operator==(const TypedAnswer&) const = default;
};

/// A typed answer that is wrong in a known way, from a note `> **Wrong 9** ...` after the question.
struct WrongAnswer {
    TypedAnswer answer;
    LessonText comment;  ///< shown when it is typed
    int line = 0;
    bool operator==(const WrongAnswer&) const = default;
};

/// Either choices or a typed answer.
struct Question {
    std::vector<AnswerChoice> choices;
    std::optional<TypedAnswer> typed;
    std::vector<WrongAnswer> wrong;  ///< of a typed answer
    int line = 0;
    bool operator==(const Question&) const = default;

    /// True if more than one choice is right: all of them must be chosen.
    bool has_several_right() const;
};

enum class Comparison { equal, unequal, less, greater, at_most, at_least };
/// "filtered.range > 200": a named value, compared with a number, a word or another named value.
struct GoalLine {
    std::string name;
    Comparison comparison = Comparison::equal;
    std::string operand;
    int line = 0;
    bool operator==(const GoalLine&) const = default;
};
/// "=", "!=", "<", ">", "<=", ">=".
std::string comparison_text(Comparison comparison);

/// A goal that is reached when all its lines hold, and a state in which they do.
struct Goal {
    std::vector<GoalLine> lines;
    std::vector<Setting> solution;  ///< applied to the step's state; empty: none
    int line = 0;
    bool operator==(const Goal&) const = default;
};

struct LessonStep {
    std::string title;
    std::vector<Setting> settings;  ///< the state; cover, hide, point, only and free are in `marks`
    LessonMarks marks;
    LessonText text;                   ///< up to the question and the goal
    std::optional<Question> question;  ///< at most one
    std::optional<Goal> goal;
    LessonText afterwards;  ///< the text after the question: shown when it is answered or revealed, or the goal reached
    std::vector<LessonText> hints;
    LessonText solution;          ///< of `> **Solution**`: shown on demand
    LessonText teacher;           ///< of `> **Teacher**`: in the presenter's view and in print only
    int line = 0, last_line = 0;  ///< of the step in the file, with its heading
    bool operator==(const LessonStep&) const = default;
};

struct Lesson {
    std::filesystem::path file;  ///< absolute path; empty for a lesson that is not in a file
    std::string title;
    std::string language;  ///< "en"
    int minutes = 0;
    std::vector<std::filesystem::path> files;  ///< that the lesson needs, from its folder
    std::vector<LessonStep> steps;
    bool operator==(const Lesson&) const = default;

    int size() const { return static_cast<int>(steps.size()); }
    const LessonStep& step(int index) const { return steps.at(static_cast<std::size_t>(index)); }
};

/// Limits of a lesson. Answers have the letters A to Z. Longer paragraphs and words cannot be laid out on a sheet in
/// reasonable time: a word of 100,000 letters takes minutes.
inline constexpr std::size_t kMaxLessonBytes = 1 << 18;
inline constexpr std::size_t kMaxLessonSteps = 200;
inline constexpr std::size_t kMaxLessonAnswers = 26;
inline constexpr std::size_t kMaxParagraphBytes = 10'000;  ///< also of a code block
inline constexpr std::size_t kMaxWordBytes = 500;
inline constexpr std::size_t kMaxLessonLine = 1000;  ///< bytes of a line of a block or of the front matter

/// A fault of a lesson, for its author.
struct LessonProblem {
    std::filesystem::path file;
    int line = 0;                 ///< from 1; 0: the whole file
    std::string problem, remedy;  ///< parts of sentences without a full stop
    bool operator==(const LessonProblem&) const = default;

    /// "filters.en.md:12: there is no word \"presett\". Write preset."
    std::string text() const;
};

}  // namespace convscope
