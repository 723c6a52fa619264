// Lessons as text: new ones, added and changed steps.
#include <fmt/format.h>

#include <algorithm>

#include "app/lesson/write.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// The start of a line (from 1) in the text; the text's size if there is no such line.
std::size_t line_start(std::string_view text, int line) {
    std::size_t at = 0;
    for (int i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) return text.size();
        at = end + 1;
    }
    return at;
}

std::string without_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\r')) text.pop_back();
    return text;
}

}  // namespace

std::string step_markdown(const std::string& title, const std::vector<Setting>& settings,
                          const std::vector<std::string>& covered) {
    std::string text = "## " + title + "\n";
    if (!settings.empty() || !covered.empty()) {
        text += "```convscope\n";
        for (const Setting& setting : settings) text += setting_line(setting) + "\n";
        if (!covered.empty()) text += "cover";
        for (const std::string& pattern : covered) text += " " + pattern;
        text += covered.empty() ? "```\n" : "\n```\n";
    }
    return text.append(std::string_view(kStepTemplate)) + "\n";
}

std::string new_lesson_markdown(const std::string& title, const std::string& language) {
    const auto text = [&language](Message message) { return translation_in(language, message.english()); };
    return fmt::format(R"(---
title: {}
language: {}
minutes: 10
---
## {}
```convscope
workspace filter-lab
picture staircase
preset sobel-vertical
```
{}

## {}
```convscope
preset sobel-horizontal
cover view.filtered view.pooled
```
{}

- [ ] {}
  > {}
- [x] {}
- [ ] {}

> **Hint** {}
> **Teacher** {}

## {}
```convscope
pin filtered 255 255
cover inspector.sum inspector.weighted inspector.biased inspector.activated inspector.sequence
```
{}

= inspector.sum
)",
                       title, language, text(tr("Look first")), text(kFirstTemplate), text(tr("Then predict")),
                       text(tr("What will pop out?")), text(tr("the banister's rods")),
                       text(tr("They are vertical: left and right of a rod differ, above and below do not.")),
                       text(tr("the steps")), text(tr("everything")), text(tr("Which values of the filter are 0?")),
                       text(tr("Count hands, then reveal.")), text(tr("Then calculate")),
                       text(tr("Multiply each value of the window by the filter value at the same place, and add. What "
                               "is the sum?")));
}

std::string with_added_step(std::string markdown, const std::string& step) {
    markdown = without_end(std::move(markdown));
    if (!markdown.empty()) markdown += "\n\n";
    return markdown + without_end(step) + "\n";
}

std::string step_source(const std::string& markdown, const LessonStep& step) {
    const std::size_t from = line_start(markdown, step.line), to = line_start(markdown, step.last_line + 1);
    return without_end(markdown.substr(from, to - from));
}

std::string with_step_source(const std::string& markdown, const LessonStep& step, const std::string& source) {
    const std::size_t from = line_start(markdown, step.line), to = line_start(markdown, step.last_line + 1);
    std::string text = markdown.substr(0, from) + without_end(source) + "\n";
    if (to < markdown.size()) text += "\n" + markdown.substr(to);
    return text;
}

}  // namespace convscope
