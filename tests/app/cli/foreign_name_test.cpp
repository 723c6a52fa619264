// Names of files and folders that are not UTF-8, in the commands' JSON and as names of classes.
#include <doctest/doctest.h>

#include <string>

#include "app/jobs/training/run_store.h"
#include "tests/app/cli/command_folder.h"
#include "tests/support/class_folders.h"

namespace convscope {

namespace {

constexpr const char* kBytes = "\xff\xfe";
constexpr const char* kReplaced = "\uFFFD\uFFFD";

}  // namespace

TEST_CASE("in JSON a name that is not UTF-8 has replacement characters") {
    const CommandFolder w;
    const std::string picture =
        w.folder.write(std::string(kBytes) + ".pgm", "P5 28 28 255\n" + striped_image(3, 1)).string();
    CHECK(json_of(run({"predict", w.model, picture, "--json"}))[0]["picture"] == w.path(kReplaced) + ".pgm");
    CHECK(json_of(run({"filter", picture, "--preset", "sharpen", "--json"}))["input"]["file"].get<std::string>() ==
          w.path(kReplaced) + ".pgm");
    samples::write_grey(w.folder / "own/a/1.pgm", 9, 5);
    samples::write_grey(w.folder / "own/b/1.pgm", 9, 50);
    w.folder.write(std::string("own/b/") + kBytes + ".png", "no picture");
    const Json data = json_of(run({"dataset", w.path("own"), "--json"}));
    CHECK(contains(data["note"], std::string(kReplaced) + ".png"));
    const std::string network = w.path(std::string(kBytes) + ".h5");
    fs::copy_file(w.model, network);
    CHECK(run({"train", "--arch", network, "--data", w.data, "--images", "32", "--epochs", "1", "--runs",
               w.path("runs"), "-o", w.path("t.h5")})
              .code() == kExitSuccess);
    CHECK(RunStore(w.folder / "runs").list().runs.at(0).row.title == "\\xff\\xfe.h5");
}

TEST_CASE("a class folder whose name cannot be a label is refused before training, also by dataset and evaluate") {
    for (const std::string name : {"two\nlines", "\x1b[2J", "\xff\xfe", "a\x7f"}) {
        const CommandFolder w;
        samples::write_grey(w.folder / "own/plain/1.pgm", 28, 5);
        samples::write_grey(w.folder / "own" / name / "1.pgm", 28, 50);
        const std::string fault =
            ": has a name that no label can have, with control characters or bytes that are not UTF-8; rename the "
            "folder, with letters and digits.\n";
        const Run training = run({"train", "--arch", "plain", "--data", w.path("own"), "-o", w.path("t.h5")});
        CHECK(training.code() == kExitFailure);
        CHECK(contains(training.err, fault));
        CHECK(contains(training.err, w.path("own/")));
        CHECK_FALSE(fs::exists(w.folder / "t.h5"));
        CHECK(contains(run({"dataset", w.path("own"), "--json"}).err, fault));
        CHECK(contains(run({"evaluate", w.model, "--data", w.path("own")}).err, fault));
        CHECK(fs::remove_all(w.folder / "own" / name) > 0);
        samples::write_grey(w.folder / "own/\u00e9t\u00e9 1/1.pgm", 28, 50);
        CHECK(run({"dataset", w.path("own")}).code() == kExitSuccess);
    }
}

}  // namespace convscope
