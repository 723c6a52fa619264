#include "app/cli/unknown_command.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/app/cli/run.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;

TEST_CASE("a word that is neither a command nor a file exits with 2 and the list of commands") {
    const Run r = run({"nosuchcommand"});
    CHECK(r.code() == kExitUsageError);
    CHECK(r.out.empty());
    CHECK(r.err ==
          "convscope: there is no command and no file nosuchcommand.\n"
          "The commands are completion, convert, dataset, evaluate, explain, filter, lesson, predict, run, summary, "
          "train.\n"
          "Try 'convscope --help'.\n");
}

TEST_CASE("a mistyped command gets the most similar one as a suggestion") {
    CHECK(contains(run({"sumary", "x.h5"}).err, "no file sumary. Did you mean summary?"));
    CHECK(contains(run({"sumary", "x.h5", "--json"}).err, "Did you mean summary?"));
    CHECK(contains(run({"trian", "--data", "d"}).err, "Did you mean train?"));
    CHECK(contains(run({"predicts"}).err, "Did you mean predict?"));
    CHECK_FALSE(contains(run({"x"}).err, "Did you mean"));
}

TEST_CASE("a mistyped command with control characters reaches the terminal as escapes") {
    const Run r = run({"a\x1b[31mb"});
    CHECK(r.code() == kExitUsageError);
    CHECK(contains(r.err, "no file a\\u001b[31mb."));
    CHECK_FALSE(contains(r.err, "\x1b"));
}

TEST_CASE("names of files open the window, also of missing ones with a folder or an ending") {
    const TemporaryFolder folder;
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    folder.write("picture", "text");
    CHECK(run({"picture"}).code() == -1);
    CHECK(run({"missing.png"}).code() == -1);
    CHECK(run({"pictures/missing"}).code() == -1);
    std::filesystem::current_path(before);
}
