// Lessons in a folder of their own, with the program's samples.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/lesson/parse.h"
#include "app/lesson/state.h"
#include "app/lesson/values.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

struct LessonBench {
    TemporaryFolder folder;
    LessonFiles files{CONVSCOPE_TEST_ASSETS, folder.path()};
    Document document = lesson_document(files);

    /// Applies the lines of a `convscope` block.
    void set(const std::string& lines) {
        const ParsedLesson parsed = parse_lesson("## x\n```convscope\n" + lines + "\n```\n", {});
        REQUIRE(!parsed.lesson.steps.empty());
        document = with_settings(document, parsed.lesson.steps.front().settings, files);
    }
    std::optional<LessonValue> find(const std::string& name) const {
        return LessonValues(document, CONVSCOPE_TEST_ASSETS).find(name);
    }
    /// The number of that name, which must exist.
    double number(const std::string& name) const {
        LessonValues values(document, CONVSCOPE_TEST_ASSETS);
        const std::optional<LessonValue> value = values.find(name);
        INFO(name, ": ", values.reason());
        REQUIRE(value.has_value());
        return std::get<double>(*value);
    }
    std::string text(const std::string& name) const {
        const std::optional<LessonValue> value = find(name);
        REQUIRE(value.has_value());
        return std::get<std::string>(*value);
    }
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
        return folder / name;
    }
};

/// A lesson with valid front matter and these steps.
inline std::string lesson_markdown(const std::string& steps) {
    return "---\ntitle: A lesson\nlanguage: en\nminutes: 5\n---\n" + steps;
}

inline std::vector<std::string> texts_of(const std::vector<LessonProblem>& problems) {
    std::vector<std::string> texts;
    texts.reserve(problems.size());
    for (const LessonProblem& problem : problems)
        texts.push_back(std::to_string(problem.line) + ": " + problem.problem + ". " + problem.remedy + ".");
    return texts;
}

}  // namespace convscope
