#include "app/lesson/languages.h"

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

std::vector<std::string> files_of(const std::vector<LessonTitle>& titles) {
    std::vector<std::string> files;
    files.reserve(titles.size());
    for (const LessonTitle& title : titles) files.push_back(title.file.string());
    return files;
}

}  // namespace

TEST_CASE("a lesson is listed once: in the user's language, or else in English, or else in any") {
    const std::vector<LessonTitle> titles{
        {"a.en.md", "A", "en", 5}, {"a.ko.md", "A ko", "ko", 5}, {"b.en.md", "B", "en", 5}, {"c.zh.md", "C", "zh", 5}};
    using Files = std::vector<std::string>;
    CHECK(files_of(in_language(titles, "ko")) == Files{"a.ko.md", "b.en.md", "c.zh.md"});
    CHECK(files_of(in_language(titles, "en")) == Files{"a.en.md", "b.en.md", "c.zh.md"});
    CHECK(files_of(in_language(titles, "zh")) == Files{"a.en.md", "b.en.md", "c.zh.md"});
}

TEST_CASE("a lesson's file in another language lies beside it") {
    const TemporaryFolder folder;
    for (const char* name : {"a.en.md", "a.ko.md", "a.zh.md", "b.ko.md", "a.md", "a.ko.txt"}) folder.write(name, "x");
    CHECK(in_language(folder / "a.en.md", "ko") == folder / "a.ko.md");
    CHECK(in_language(folder / "a.en.md", "de") == folder / "a.en.md");
    CHECK(sibling_files(folder / "a.en.md") == std::vector{folder / "a.ko.md", folder / "a.zh.md"});
    CHECK(sibling_files(folder / "a.md").empty());
    CHECK(lesson_name("x/filters.en.md") == "filters");
    CHECK(lesson_name("filters.md") == "filters");
}

}  // namespace convscope
