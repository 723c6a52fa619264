// Lessons as text: new ones, added and changed steps.
#include <fmt/format.h>

#include <algorithm>

#include "app/lesson/write.h"

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
    return text + "Write here what the class sees, and what it is asked.\n";
}

std::string new_lesson_markdown(const std::string& title, const std::string& language) {
    return fmt::format(R"(---
title: {}
language: {}
minutes: 10
---
## Look first
```convscope
workspace filter-lab
picture staircase
preset sobel-vertical
```
Each step begins with ## and its title. Write here what the class sees.

## Then predict
```convscope
preset sobel-horizontal
cover view.filtered view.pooled
```
What will pop out?

- [ ] the banister's rods
  > They are vertical: left and right of a rod differ, above and below do not.
- [x] the steps
- [ ] everything

> **Hint** Which values of the filter are 0?
> **Teacher** Count hands, then reveal.

## Then calculate
```convscope
pin filtered 255 255
cover inspector.sum inspector.weighted inspector.biased inspector.activated inspector.sequence
```
Multiply each value of the window by the filter value at the same place, and add. What is the sum?

= inspector.sum
)",
                       title, language);
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
