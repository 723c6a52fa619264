#include "app/lesson/write/arrange_steps.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "app/lesson/parse/markdown.h"
#include "app/lesson/step_documents.h"
#include "app/lesson/write.h"
#include "core/base/text/number_notation.h"

namespace convscope {

namespace {

using Patterns = std::optional<std::vector<std::string>>;

constexpr std::array<std::string_view, 3> kMarkLines{"cover", "hide", "point"};
constexpr std::array<std::string_view, 2> kLimitLines{"only", "free"};

std::string first_word(std::string_view line) {
    line = trimmed(line);
    return std::string(line.substr(0, line.find_first_of(" \t")));
}

bool is_one_of(std::span<const std::string_view> words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

/// The controls that may be touched in a step whose step before it leaves `before`.
Patterns limit_after(const Patterns& before, const LessonMarks& marks) {
    if (marks.only) return marks.only;
    return marks.free ? std::nullopt : before;
}

/// The line that changes the limit from `before` to `wanted`.
std::string limit_line(const Patterns& wanted) {
    if (!wanted) return "free";
    std::string line = "only";
    for (const std::string& pattern : *wanted) line += " " + pattern;
    return line;
}

/// True if both documents show the same, as far as settings can say it.
bool shows_same(const Document& a, const Document& b, const std::filesystem::path& folder) {
    const WrittenState difference = write_state(a, b, folder);
    return difference.settings.empty() && difference.left_out.empty();
}

/// The lines before the first step: title and language.
std::string head_of(const std::string& markdown, const Lesson& lesson) {
    if (lesson.step(0).line <= 1) return {};
    LessonStep head;
    head.line = 1;
    head.last_line = lesson.step(0).line - 1;
    return step_source(markdown, head) + "\n";
}

/// Writes the steps one after the other, each from what the one before it leaves.
class Arranger {
  public:
    Arranger(const std::string& markdown, const Lesson& lesson, LessonFiles& files, std::stop_token stop)
        : markdown_(markdown),
          lesson_(lesson),
          files_(files),
          stop_(std::move(stop)),
          folder_(lesson.file.parent_path()),
          states_(step_documents(lesson, files)),
          now_(lesson_document(files)) {
        arranged_.markdown = head_of(markdown, lesson);
        limits_.reserve(lesson.steps.size());
        for (const LessonStep& step : lesson.steps)
            limits_.push_back(limit_after(limits_.empty() ? std::nullopt : limits_.back(), step.marks));
    }

    void add(const ArrangedStep& step) {
        if (!std::exchange(is_first_, false)) arranged_.markdown += "\n";
        arranged_.markdown += (step.old_step < 0 ? new_source(step) : old_source(step.old_step)) + "\n";
    }
    ArrangedLesson take() { return std::move(arranged_); }

  private:
    std::string new_source(const ArrangedStep& step) {
        const std::vector<Setting> settings = settings_for(*step.state);
        const std::string source = step_markdown(step.title, settings, step.covered);
        // All controls are free in a new step.
        if (!limit_) return trimmed_end(source);
        limit_.reset();
        return with_settings_lines(source, settings, "free");
    }

    std::string old_source(int index) {
        const LessonStep& step = lesson_.step(index);
        std::string source = step_source(markdown_, step);
        const Patterns& limit = limits_.at(static_cast<std::size_t>(index));
        const bool keeps_limit = limit_after(limit_, step.marks) == limit;
        limit_ = limit;
        const Document& state = states_.at(static_cast<std::size_t>(index));
        const bool keeps_settings = applies_as_before(step.settings, state);
        const std::vector<Setting> settings = keeps_settings ? step.settings : settings_for(state);
        if (keeps_limit && keeps_settings) return source;
        return with_settings_lines(source, settings, keeps_limit ? "" : limit_line(limit));
    }

    /// True if the author's settings still make this state, which is then the state so far.
    bool applies_as_before(const std::vector<Setting>& settings, const Document& state) {
        try {
            Document made = with_settings(now_, settings, files_, stop_);
            if (!shows_same(made, state, folder_)) return false;
            now_ = std::move(made);
            return true;
        } catch (const SettingError&) {
            return false;  // for instance a layer that the model before it lacks
        }
    }

    /// The settings that turn the state so far into this one, which is then the state so far.
    std::vector<Setting> settings_for(const Document& state) {
        WrittenState written = write_state(now_, state, folder_);
        for (std::string& part : written.left_out)
            if (std::ranges::find(arranged_.left_out, part) == arranged_.left_out.end())
                arranged_.left_out.push_back(std::move(part));
        now_ = with_settings(std::move(now_), written.settings, files_, stop_);
        return std::move(written.settings);
    }

    static std::string trimmed_end(std::string text) {
        while (text.ends_with('\n')) text.pop_back();
        return text;
    }

    const std::string& markdown_;
    const Lesson& lesson_;
    LessonFiles& files_;
    std::stop_token stop_;
    std::filesystem::path folder_;
    std::vector<Document> states_;  ///< of the lesson's steps
    std::vector<Patterns> limits_;  ///< likewise
    Document now_;                  ///< after the steps that were added
    Patterns limit_;
    ArrangedLesson arranged_;
    bool is_first_ = true;
};

std::vector<ArrangedStep> all_steps(const Lesson& lesson) {
    std::vector<ArrangedStep> steps(lesson.steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i].old_step = static_cast<int>(i);
    return steps;
}

/// The heading of a step, and the settings in its `convscope` blocks, taken out of its source.
struct TakenApart {
    std::string heading, rest;
    std::string marks, limits;  ///< lines of the blocks
};

TakenApart taken_apart(const std::string& source) {
    TakenApart parts;
    bool is_heading = true, in_block = false, in_other = false;
    for (const std::string_view line : lines_of(source)) {
        const bool is_fence = line.starts_with("```");
        if (is_fence && !in_block && !in_other && first_word(line.substr(3)) == "convscope") {
            in_block = true;
        } else if (is_fence && in_block) {
            in_block = false;
        } else if (in_block) {
            const std::string word = first_word(line);
            if (is_one_of(kMarkLines, word)) parts.marks += std::string(line) + "\n";
            if (is_one_of(kLimitLines, word)) parts.limits += std::string(line) + "\n";
        } else {
            if (is_fence) in_other = !in_other;
            (is_heading ? parts.heading : parts.rest) += std::string(line) + "\n";
        }
        is_heading = is_heading && !line.starts_with("##");
    }
    return parts;
}

}  // namespace

std::string with_settings_lines(const std::string& source, const std::vector<Setting>& settings,
                                const std::string& limit) {
    const TakenApart parts = taken_apart(source);
    std::string block;
    for (const Setting& setting : settings) block += setting_line(setting) + "\n";
    block += parts.marks;
    block += limit.empty() ? parts.limits : limit + "\n";
    std::string text = parts.heading;
    if (!block.empty()) text += "```convscope\n" + block + "```\n";
    text += parts.rest;
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

ArrangedLesson arranged_lesson(const std::string& markdown, const Lesson& lesson,
                               const std::vector<ArrangedStep>& steps, LessonFiles& files,
                               const std::stop_token& stop) {
    Arranger arranger(markdown, lesson, files, stop);
    for (const ArrangedStep& step : steps) arranger.add(step);
    return arranger.take();
}

std::vector<ArrangedStep> exchanged_steps(const Lesson& lesson, int step) {
    std::vector<ArrangedStep> steps = all_steps(lesson);
    std::swap(steps.at(static_cast<std::size_t>(step)), steps.at(static_cast<std::size_t>(step) + 1));
    return steps;
}

std::vector<ArrangedStep> steps_without(const Lesson& lesson, int step) {
    std::vector<ArrangedStep> steps = all_steps(lesson);
    steps.erase(steps.begin() + step);
    return steps;
}

std::vector<ArrangedStep> steps_with_added(const Lesson& lesson, int after, ArrangedStep added) {
    std::vector<ArrangedStep> steps = all_steps(lesson);
    steps.insert(steps.begin() + after + 1, std::move(added));
    return steps;
}

}  // namespace convscope
