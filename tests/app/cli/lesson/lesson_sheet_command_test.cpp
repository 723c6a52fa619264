#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/app/cli/run.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

constexpr const char* kLesson =
    "---\ntitle: Edges\nlanguage: en\nminutes: 5\n---\n## Which edges?\n```convscope\npicture staircase\npreset "
    "sobel-horizontal\ncover view.filtered\n```\nWhat pops out?\n\n- [x] the steps\n- [ ] the rods\n\n## Build "
    "it\n```convscope\npreset identity\n```\nBuild "
    "a filter.\n\n```check\nfilter.sum = 0\n```\n```solution\npreset laplacian\n```\n";

struct LessonFolder {
    LessonFolder() { std::ofstream(folder / "edges.en.md") << kLesson; }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    std::string bytes(const std::string& name) const {
        std::ifstream stream(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    Run lesson(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "lesson");
        return run(arguments, CONVSCOPE_TEST_ASSETS);
    }
    TemporaryFolder folder;
};

}  // namespace

TEST_CASE("lesson sheet writes a PDF or an HTML page") {
    const LessonFolder at;
    CHECK(at.lesson({"sheet", at.path("edges.en.md"), "-o", at.path("a.pdf")}).code() == 0);
    CHECK(at.bytes("a.pdf").starts_with("%PDF-1."));
    CHECK(at.lesson({"sheet", at.path("edges.en.md"), "-o", at.path("l.pdf"), "--letter"}).code() == 0);
    CHECK(at.lesson({"sheet", at.path("edges.en.md"), "-o", at.path("a.html"), "--solutions"}).code() == 0);
    const std::string html = at.bytes("a.html");
    CHECK(contains(html, "<h1>Edges</h1>"));
    CHECK(contains(html, "\u2611 A"));
    const Run refused = at.lesson({"sheet", at.path("edges.en.md"), "-o", at.path("a.docx")});
    CHECK(refused.code() == 1);
    CHECK(contains(refused.err, "choose a name that ends in .pdf or .html"));
}

TEST_CASE("lesson export writes the questions and says what is left out") {
    const LessonFolder at;
    const Run run = at.lesson({"export", at.path("edges.en.md"), "-o", at.path("a.gift")});
    CHECK(run.code() == 0);
    CHECK(contains(at.bytes("a.gift"), "$CATEGORY: $course$/Edges\n"));
    CHECK(contains(at.bytes("a.gift"), "\t=the steps\n\t~the rods\n}"));
    CHECK(run.err == at.path("edges.en.md") +
                         ": Step 2, \"Build it\": the goal is reached in the program, so Moodle cannot check it.\n");
    CHECK(run.out.empty());
}

TEST_CASE("sheet and export refuse each lesson that check refuses, with its sentence") {
    const LessonFolder at;
    const std::string goal = "## A\nBuild.\n```check\nfilter.sum = 0\n```\n```solution\n";
    for (const std::string& steps : {std::string("## A\n```convscope\npresett x\n```\nB\n"),  // a word
                                     std::string("## A\n```convscope\nstride 9\n```\nB\n"),   // a setting
                                     std::string("## A\nB\n\n= layer.rows\n"),                // a value
                                     std::string("## A\n\n![A dog](dog.png)\n"),              // a picture
                                     goal + "preset sharpen\n```\n"}) {                       // a goal
        std::ofstream(at.folder / "bad.en.md") << "---\ntitle: Bad\nlanguage: en\nminutes: 5\n---\n" << steps;
        const Run check = at.lesson({"check", at.path("bad.en.md")});
        CHECK(check.code() == 1);
        const std::string sentence = check.out.substr(check.out.find('\n') + 1);
        for (const std::string command : {"sheet", "export"}) {
            const Run run = at.lesson({command, at.path("bad.en.md"), "-o", at.path("bad.pdf")});
            CHECK(run.code() == 1);
            CHECK(run.err == "convscope: " + sentence);
            CHECK(at.bytes("bad.pdf").empty());
        }
    }
}

}  // namespace convscope
