#include "app/gui/lessons/panel/lesson_editor.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "app/gui/widgets/buttons.h"
#include "app/lesson/write.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kField = "lesson.source";
constexpr float kFieldMargins = 36;  ///< with the scroll bar
constexpr std::size_t kMinColumns = 24;
constexpr std::string_view kSigns = "#>-=`*+|0123456789";
/// A line break of the editor that the file does not have. The space before it marks it, so that it can be removed
/// again.
constexpr std::string_view kSoftBreak = " \n";
constexpr std::size_t kCodeIndent = 4;  ///< a line with so many spaces at its start is code

/// The marks of lists and quotes at the start of a line, and what the further lines of that text begin with.
struct LineStart {
    std::size_t length = 0;
    std::string further;
};

LineStart start_of(std::string_view line) {
    struct Mark {
        std::string_view text, further;
    };
    constexpr std::array<Mark, 5> kMarks{{{"- [ ] ", "  "}, {"- [x] ", "  "}, {"- ", "  "}, {"> ", "> "}, {" ", " "}}};
    LineStart start;
    for (bool found = true; found;) {
        found = false;
        for (const Mark& mark : kMarks) {
            if (!line.substr(start.length).starts_with(mark.text)) continue;
            start.length += mark.text.size();
            start.further += mark.further;
            found = true;
            break;
        }
    }
    return start;
}

/// True for a line of plain text, which soft breaks may divide. The ** of bold text at its start is no list sign.
bool may_break(std::string_view line, const LineStart& start) {
    const std::string_view text = line.substr(start.length);
    if (text.empty() || line.starts_with(std::string(kCodeIndent, ' '))) return false;
    return text.starts_with("**") || kSigns.find(text.front()) == std::string_view::npos;
}

/// The line without a single space at its end, which would look like a soft break. Two spaces are a line break of
/// Markdown and stay.
std::string_view without_space(std::string_view line) {
    if (line.ends_with(' ') && !line.ends_with("  ")) line.remove_suffix(1);
    return line;
}

/// True if the text begins with a line that a soft break can have made: one with these signs and then plain text.
bool goes_on(std::string_view text, const std::string& further) {
    if (!text.starts_with(further)) return false;
    text.remove_prefix(further.size());
    return !text.empty() && text.front() != '\n' && text.front() != ' ' &&
           kSigns.find(text.front()) == std::string_view::npos;
}

void add_line(std::string& result, std::string_view line, const LineStart& start, std::size_t columns) {
    std::size_t first = start.length;
    while (line.size() > columns) {
        std::size_t space = line.rfind(' ', columns);
        if (space == std::string_view::npos || space < first) space = line.find(' ', std::max(columns, first));
        // A line must not begin with a sign: it would become a list, a heading or an answer.
        while (space != std::string_view::npos && space + 1 < line.size() &&
               kSigns.find(line[space + 1]) != std::string_view::npos)
            space = line.find(' ', space + 1);
        if (space == std::string_view::npos) break;
        result += line.substr(0, space);
        result += kSoftBreak;
        result += start.further;
        line.remove_prefix(space + 1);
        first = 0;
    }
    result += without_space(line);
    result += '\n';
}

}  // namespace

std::string broken_markdown(const std::string& markdown, std::size_t columns) {
    std::string result;
    // The lines of the front matter stay whole too.
    bool in_block = markdown.starts_with("---\n");
    bool in_front = in_block;
    for (std::string_view rest = markdown; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.starts_with("```")) in_block = !in_block;
        if (in_front && line == "---" && !result.empty()) in_block = in_front = false;
        const LineStart start = start_of(line);
        add_line(result, line, start, !in_block && may_break(line, start) ? columns : line.size());
    }
    return result;
}

std::string joined_markdown(const std::string& broken) {
    std::string result;
    std::string further;  ///< LineStart::further of the line whose soft breaks are removed
    bool in_block = broken.starts_with("---\n"), in_front = in_block, is_soft = false, may_join = false;
    for (std::string_view rest = broken; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (is_soft) {
            line.remove_prefix(further.size());
        } else {
            if (line.starts_with("```")) in_block = !in_block;
            if (in_front && line == "---" && !result.empty()) in_block = in_front = false;
            const LineStart start = start_of(line);
            further = start.further;
            may_join = !in_block && may_break(line, start);
        }
        result += line;
        is_soft = may_join && without_space(line).size() < line.size() && goes_on(rest, further);
        if (!is_soft) result += '\n';
    }
    if (!broken.ends_with('\n') && result.ends_with('\n')) result.pop_back();
    return result;
}

void LessonEditor::open(Ui& ui, const LessonRunner& runner, float width) {
    const std::string source = step_source(runner.markdown(), runner.edited_part());
    if (source.size() > kMaxEditedLines)
        return ui.report(tr("The text of this step is too long for the panel. Edit the lesson's file in an editor."));
    const float letter = ui.text_width("0", Type::code);
    const float columns = (width - ui.px(kFieldMargins)) / letter;
    text_ = broken_markdown(source, std::max(kMinColumns, static_cast<std::size_t>(std::max(columns, 0.0F))));
    open_ = true;
    ui.start_editing_lines(kField, text_);
}

void LessonEditor::show(Ui& ui, const LessonRunner& runner, Rect place, LessonRequests& requests) {
    const std::string note = runner.is_own() ? tr("Markdown of this step. Save writes the lesson's file.")
                                             : tr("Markdown of this step. Save makes a copy of the lesson for you.");
    const float height = ui.paragraph_size(note, place.w, Type::caption).y;
    ui.paragraph(place.cut_top(height, ui.px(8)), note, Role::muted, Type::caption);
    Rect buttons = place.cut_bottom(ui.px(32), ui.px(8));
    const float half = (buttons.w - ui.px(8)) / 2;
    const Rect save = buttons.cut_left(half, ui.px(8));
    if (ui.editing(kField)) {
        ui.mark(kField, place);
        const Ui::Edit edit = ui.edit_lines(place, Type::code);
        text_ = ui.edit_text();
        if (edit == Ui::Edit::cancelled) close();
    } else {
        const Item item = ui.item(kField, place, {.tooltip = tr("Click to edit the text")});
        ui.fill(place, ui.colour(Role::raised), ui.px(6));
        ui.paragraph(place.inset(ui.px(8), ui.px(6)), text_, Role::text, Type::code);
        ui.focus_ring(item, ui.px(6));
        if (item.pressed) ui.start_editing_lines(kField, text_);
    }
    if (button(ui, "lesson.save", save, tr("Save"),
               {.tooltip = tr("Write the lesson's file and show the step"), .primary = true})) {
        requests.push_back([text = text_](LessonRunner& target) { target.save_step(joined_markdown(text)); });
        close();
    }
    if (button(ui, "lesson.cancel", buttons, tr("Cancel"), {.tooltip = tr("Close without saving")})) close();
}

}  // namespace convscope
