#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/app/cli/run.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

constexpr const char* kFront = "---\ntitle: A\nlanguage: en\nminutes: 5\n---\n";

/// Runs `convscope lesson check` with the program's samples.
Run check(const std::vector<std::string>& arguments) {
    std::vector<std::string> all{"lesson", "check"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run(all, CONVSCOPE_TEST_ASSETS);
}

std::string write(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
}

}  // namespace

TEST_CASE("lesson check reports each lesson in a line and exits with 0 if all are sound") {
    const TemporaryFolder folder;
    const std::string a = write(folder, "a.md", std::string(kFront) + "## One\n= filtered.rows\n");
    const std::string b = write(folder, "b.md", std::string(kFront) + "## One\n## Two\n");
    const Run run = check({a, b});
    CHECK(run.code() == 0);
    CHECK(run.out.starts_with(a + ": 1 step, 1 question, 0 goals, "));
    CHECK(contains(run.out, "\n" + b + ": 2 steps, 0 questions, 0 goals, "));
    CHECK(run.err.empty());
}

TEST_CASE("lesson check lists problems with file and line, and exits with 1") {
    const TemporaryFolder folder;
    const std::string a = write(folder, "a.md", std::string(kFront) + "## One\n```convscope\npresett x\n```\n");
    const Run run = check({a});
    CHECK(run.code() == 1);
    CHECK(contains(run.out, a + ":8: there is no word \"presett\". Write preset.\n"));
    CHECK(run.err == "convscope: the lessons have 1 problem; change the lines that are listed\n");
}

TEST_CASE("lesson check and export refuse to write over the lesson") {
    const TemporaryFolder folder;
    const std::string a = write(folder, "a.md", std::string(kFront) + "## One\n= filtered.rows\n");
    const Run run = check({a, "-o", a});
    CHECK(run.code() == 1);
    CHECK(run.err == "convscope: " + a + ": is the file that is read; write to another file.\n");
    CHECK(std::filesystem::file_size(a) > std::string(kFront).size());
}

TEST_CASE("lesson check --json writes the same as JSON") {
    const TemporaryFolder folder;
    const std::string a = write(folder, "a.md", std::string(kFront) + "## One\n```convscope\nstride 9\n```\n");
    const Run run = check({a, "--json"});
    CHECK(run.code() == 1);
    const nlohmann::json json = nlohmann::json::parse(run.out);
    CHECK(json.at(0).at("steps") == 1);
    CHECK(json.at(0).at("problems").at(0).at("line") == 8);
    CHECK(json.at(0).at("problems").at(0).at("problem") == "9 is not between 1 and 4");
}

TEST_CASE("lesson needs a subcommand, and check a file") {
    CHECK(run({"lesson"}).code() == 2);
    CHECK(run({"lesson", "check"}).code() == 2);
    CHECK(run({"lesson", "--help"}).code() == 0);
}

TEST_CASE("lesson check without the program's files says so") {
    const TemporaryFolder folder;
    const Run without = run({"lesson", "check", write(folder, "a.md", std::string(kFront) + "## One\n")});
    CHECK(without.code() == 1);
    CHECK(contains(without.err, "pictures and models are missing; install the program again"));
}

TEST_CASE("lesson words lists words, values and names") {
    const Run words = run({"lesson", "words"});
    CHECK(words.code() == 0);
    CHECK(contains(words.out, "    stride N\n        Sets the step of the window: 1 to 4.\n"));
    CHECK(contains(words.out, "    inspector.sum "));
    CHECK(contains(words.out, "    view.filtered "));
}

}  // namespace convscope
