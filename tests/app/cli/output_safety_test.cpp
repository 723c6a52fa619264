// No command replaces a file that it reads, or one of its outputs by another, and none computes for an output that
// cannot be written.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/io/npy/npy.h"
#include "core/nn/train/drawn/drawn_set.h"
#include "tests/app/cli/command_folder.h"
#include "tests/support/class_folders.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// Runs the command, which must fail with one line that contains `fault` and leave the file as it is.
void check_refused(const std::vector<std::string>& command, const fs::path& kept, const std::string& fault) {
    CAPTURE(command.front());
    CAPTURE(command.back());
    const std::string before = content_of(kept);
    const Run r = run(command);
    CHECK(r.code() == kExitFailure);
    CHECK(r.out == "");
    CHECK(std::ranges::count(r.err, '\n') == 1);
    CHECK(contains(r.err, fault));
    CHECK(content_of(kept) == before);
}

constexpr const char* kInput = "is the file that is read; write to another file.";
constexpr const char* kOutput = "is the file of two outputs; name another file for one of them.";

/// Class folders with two classes.
fs::path write_classes(const CommandFolder& w) {
    for (const char* name : {"Bag", "Coat"})
        for (int i = 0; i < 3; ++i)
            samples::write_grey(w.folder / "own" / name / (std::to_string(i) + ".pgm"), 28, 40 * i + 9);
    return w.folder / "own";
}

}  // namespace

TEST_CASE("no command replaces a file that it reads") {
    const CommandFolder w;
    const std::string picture = w.picture();
    const std::string png = w.path("q.png");
    REQUIRE(run({"filter", picture, "-o", png}).code() == kExitSuccess);
    check_refused({"filter", png, "--preset", "sharpen", "-o", png}, png, kInput);
    const std::string array = w.path("a.npy");
    save_npy(array, NpyArray{{4, 4}, std::vector<float>(16, 1.0F)});
    check_refused({"filter", array, "--preset", "sharpen", "-o", array}, array, kInput);
    check_refused({"summary", w.model, "-o", w.model}, w.model, kInput);
    check_refused({"predict", w.model, picture, "-o", picture}, picture, kInput);
    const std::string labels = w.folder.write("labels.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n").string();
    check_refused({"predict", w.model, picture, "--labels", labels, "-o", labels}, labels, kInput);
    check_refused({"explain", w.model, picture, "--layer", "conv2d", "--at", "1,1,1", "-o", picture}, picture, kInput);
    check_refused({"explain", w.model, array, "--why", "3", "-o", array}, array, kInput);
    check_refused({"evaluate", w.model, "--data", w.data, "-o", w.model}, w.model, kInput);
    const std::string layers = w.folder.write("layers.json", "{}").string();
    check_refused({"convert", layers, "--weights", w.model, "-o", w.model}, w.model, kInput);
    check_refused({"train", "--arch", layers, "--data", w.data, "--curves", layers, "-o", w.path("t.h5")}, layers,
                  kInput);
}

TEST_CASE("the weights next to a model.json are files that are read") {
    const CommandFolder w;
    fs::create_directories(w.folder / "web");
    w.folder.write("web/model.json", R"({"modelTopology": {}, "weightsManifest": []})");
    const fs::path shard = w.folder.write("web/group1-shard1of1.bin", "weights");
    for (const char* model : {"web", "web/model.json"})
        check_refused({"summary", w.path(model), "-o", shard.string()}, shard, kInput);
}

TEST_CASE("a file is recognised by another spelling, a symbolic link, a hard link and a link to its folder") {
    const CommandFolder w;
    const std::string picture = w.picture();
    fs::create_symlink(picture, w.folder / "link.pgm");
    fs::create_hard_link(picture, w.folder / "twin.pgm");
    fs::create_directory_symlink(w.folder.path(), w.folder / "here");
    fs::create_directories(w.folder / "sub");
    for (const char* name : {"./picture.pgm", "sub/../picture.pgm", "link.pgm", "twin.pgm", "here/picture.pgm"})
        check_refused({"predict", w.model, picture, "-o", w.path(name)}, picture, kInput);
    CHECK(fs::is_symlink(w.folder / "link.pgm"));
    // A text that names no file is no input.
    CHECK(run({"predict", w.model, picture, "--labels", "mnist", "-o", w.path("mnist")}).code() == kExitSuccess);
}

TEST_CASE("two outputs of a command are two files, also if neither exists yet") {
    const CommandFolder w;
    const std::vector<std::string> train{"train", "--arch", "plain", "--data", w.data, "--epochs", "1"};
    fs::create_symlink(w.folder / "new.h5", w.folder / "link.csv");
    fs::create_directories(w.folder / "sub");
    for (const char* curves : {"new.h5", "sub/../new.h5", "link.csv"}) {
        std::vector<std::string> all = train;
        all.insert(all.end(), {"--curves", w.path(curves), "-o", w.path("new.h5")});
        CHECK(contains(run(all).err, kOutput));
        CHECK_FALSE(fs::exists(w.folder / "new.h5"));
    }
    std::vector<std::string> window{w.picture(), "--frames", "1", "--screenshot", w.path("shot.png")};
    CHECK(run(window).code() == -1);
    window.insert(window.end(), {"--ui-map", w.path("sub/../shot.png")});
    CHECK(contains(run(window).err, kOutput));
    CHECK(contains(run({w.picture(), "--frames", "1", "--screenshot", w.picture()}).err, kInput));
}

TEST_CASE("train and convert may replace the model that they go on from") {
    const CommandFolder w;
    CHECK(run({"convert", w.model, "-o", w.model}).code() == kExitSuccess);
    CHECK(
        run({"train", "--arch", w.model, "--data", w.data, "--images", "32", "--epochs", "1", "-o", w.model}).code() ==
        kExitSuccess);
    CHECK(load_model(w.model).info().preprocessing_known);
}

TEST_CASE("run replaces no input, and outputs whose names make one file name get two files") {
    const TemporaryFolder folder;
    nn::ModelBuilder builder;
    const int x = builder.input("x", {2});
    builder.add("a:b", samples::layer<nn::Flatten>(), {x});
    const std::string model = (folder / "m.onnx").string(), input = (folder / "y.npy").string();
    save_model(model, builder.build());
    save_npy(input, NpyArray{{1, 2}, {3, 4}});
    const std::string name = load_model(model).output_names().front() + ".npy";
    fs::rename(input, folder / name);
    check_refused({"run", model, "--input", (folder / name).string(), "-o", folder.path().string()}, folder / name,
                  kInput);
    CHECK(run({"run", model, "--input", (folder / name).string(), "-o", (folder / "out").string()}).code() ==
          kExitSuccess);
    CHECK(load_npy(folder / "out" / name).values == std::vector<float>{3, 4});
}

TEST_CASE("nothing is written into class folders that are read, and no file of a data set is replaced") {
    const CommandFolder w;
    const std::string own = write_classes(w).string();
    const std::string inside = "is in the data set that is read; name a folder outside of it.";
    check_refused({"dataset", own, "-o", own + "/sub"}, w.model, inside);
    check_refused({"dataset", own, "-o", own + "/../own/Bag/new/"}, w.model, inside);
    check_refused({"evaluate", w.model, "--data", own, "--pictures", own + "/Bag/new"}, w.model, inside);
    CHECK(std::distance(fs::directory_iterator(own), fs::directory_iterator()) == 2);
    const std::string part = "is a file of the data set that is read; write to another file.";
    check_refused({"evaluate", w.model, "--data", own, "-o", own + "/Bag/0.pgm"}, own + "/Bag/0.pgm", part);
    const std::string labels = w.path("train-labels-idx1-ubyte");
    check_refused({"train", "--arch", "plain", "--data", w.data, "--curves", labels, "-o", w.path("t.h5")}, labels,
                  part);
    // A folder whose name starts like that of the data is not in it, and IDX files are not read as class folders.
    CHECK(run({"dataset", own, "-o", own + "-copy"}).code() == kExitSuccess);
    CHECK(run({"evaluate", w.model, "--data", w.data, "--pictures", w.path("report")}).code() == kExitSuccess);
}

TEST_CASE("folders that cannot be written are refused before anything is computed") {
    const CommandFolder w;
    const std::string no_folder = "is not a folder and cannot be made; name a folder in which you may write.";
    const std::string trained = w.path("t.h5");
    const std::vector<std::string> train{"train", "--arch", "plain", "--data", w.data, "-o", trained, "--runs"};
    for (const std::string& runs : {w.model, w.model + "/runs"}) {
        std::vector<std::string> all = train;
        all.push_back(runs);
        check_refused(all, w.model, no_folder);
    }
    std::vector<std::string> all = train;
    all.emplace_back("/proc");
    check_refused(all, w.model, "/proc: cannot be written to");
    CHECK_FALSE(fs::exists(trained));
    check_refused({"dataset", "drawn:lines", "--images", "20", "-o", w.model}, w.model, no_folder);
    check_refused({"dataset", "drawn:lines", "--images", "20", "-o", w.data}, w.model, "is not empty");
    check_refused({"run", w.model, "--input", w.path("none.npy"), "-o", w.model}, w.model, no_folder);
    check_refused({"evaluate", w.model, "--data", w.data, "--pictures", w.path("p"), "-o", w.path("p/report.txt")},
                  w.model, "is in the folder of --pictures");
    check_refused({"predict", w.model, w.picture(), "-o", w.path("none/answer.txt")}, w.model, "cannot be written");
}

TEST_CASE("an empty text is no file's name") {
    const CommandFolder w;
    const std::vector<std::vector<std::string>> commands{{"dataset", "drawn:lines", "--images", "20", "-o", ""},
                                                         {"summary", w.model, "-o", ""},
                                                         {"summary", ""},
                                                         {"evaluate", w.model, "--data", w.data, "--pictures", ""},
                                                         {"--session", ""}};
    for (const auto& command : commands) {
        const Run r = run(command);
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, "the text is empty"));
        CHECK(r.out == "");
    }
}

}  // namespace convscope
