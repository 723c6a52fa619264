// Folders of pictures, and several files at once: nothing that is dropped is lost silently.
#include "app/opening/dropped_files.h"

#include <doctest/doctest.h>

#include "tests/app/opening/opening_bench.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

/// A picture of 1 x 2 pixels.
void write_picture(const fs::path& file, int value = 7) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "P2 2 1 255\n" << value << " 0\n";
}

std::vector<std::string> names(const std::vector<FoundFile>& files, const fs::path& folder) {
    std::vector<std::string> relative;
    relative.reserve(files.size());
    for (const FoundFile& found : files) relative.push_back(found.file.lexically_relative(folder).string());
    return relative;
}

}  // namespace

TEST_CASE("a folder gives its pictures and those of its subfolders in natural order, without hidden ones") {
    const TemporaryFolder folder;
    for (const char* name : {"map 10.pgm", "map 2.pgm", "pets/cat.pgm", "pets/.trash.pgm", ".cache/a.pgm",
                             "a/b/c/d/deep.pgm", "a/b/c/d/e/too deep.pgm"})
        write_picture(folder / name);
    const FoundFiles found = find_dropped_files({folder.path()});
    CHECK(names(found.files, folder.path()) ==
          std::vector<std::string>{"a/b/c/d/deep.pgm", "map 2.pgm", "map 10.pgm", "pets/cat.pgm"});
    CHECK(found.notices.empty());
    CHECK(found.problems.empty());
}

TEST_CASE("files of a folder that are not pictures are counted and named once") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "lesson");
    write_picture(folder / "lesson/a.pgm");
    folder.write("lesson/notes.pdf", "%PDF-1.4");
    CHECK(find_dropped_files({folder / "lesson"}).notices ==
          std::vector<std::string>{"1 file in lesson was left out, because it is no picture: notes.pdf."});
    for (const char* name : {"lesson/z1.pdf", "lesson/z2.pdf", "lesson/z3.pdf"}) folder.write(name, "%PDF-1.4");
    CHECK(find_dropped_files({folder / "lesson"}).notices ==
          std::vector<std::string>{
              "4 files in lesson were left out, because they are no pictures: notes.pdf, z1.pdf, z2.pdf "
              "and 1 more."});
    CHECK(find_dropped_files({folder / "lesson"}).files.size() == 1);
}

TEST_CASE("class folders beside a model are its data set, in every workspace") {
    OpeningBench bench;
    for (const char* name : {"a", "b"}) {
        std::filesystem::create_directories(bench.folder / "classes" / name);
        bench.folder.write(std::string("classes/") + name + "/1.pgm", "P5 2 1 255\nAB");
    }
    const std::filesystem::path model = std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models/plain.h5";
    const FoundFiles found = find_dropped_files({bench.folder / "classes", model});
    REQUIRE(found.files.size() == 2);
    CHECK(found.files[0].kind == FileKind::folder);
    CHECK(find_dropped_files({bench.folder / "classes"}).files.at(0).kind == FileKind::picture);
}

TEST_CASE("if there are more pictures than places, the first are shown, and a notice says so") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "many");
    for (std::size_t i = 0; i < UserSettings::kMaxPictures + 3; ++i)
        write_picture(folder / ("many/" + std::to_string(i) + ".pgm"));
    const FoundFiles found = find_dropped_files({folder / "many"});
    CHECK(found.files.size() == UserSettings::kMaxPictures);
    CHECK(found.files.back().file.filename() == "399.pgm");
    CHECK(found.notices == std::vector<std::string>{"many holds many files: its first 400 pictures are shown."});
}

TEST_CASE("a folder without anything to open gives one problem") {
    const TemporaryFolder folder;
    const FoundFiles found = find_dropped_files({folder.path()});
    CHECK(found.files.empty());
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0] ==
          folder.path().string() +
              ": holds no picture, no data set and no model.json; choose a folder with one of them, "
              "or open a file.");
}

TEST_CASE("few_names() names at most three files") {
    CHECK(few_names({"/x/a"}) == "a");
    CHECK(few_names({"/x/a", "/y/b"}) == "a and b");
    CHECK(few_names({"a", "b", "c"}) == "a, b and c");
    CHECK(few_names({"a", "b", "c", "d", "e"}) == "a, b, c and 2 more");
}

TEST_CASE("a folder of pictures shows the first that can be read, and all become thumbnails in order") {
    OpeningBench bench;
    const fs::path lesson = bench.folder / "lesson";
    fs::create_directory(lesson);
    bench.folder.write("lesson/1.png", "\x89PNG\r\n\x1a\n and no more");
    write_picture(lesson / "2.pgm", 22);
    write_picture(lesson / "10.pgm", 10);
    bench.open({lesson});
    CHECK(bench.document().picture.file == lesson / "2.pgm");
    CHECK(bench.document().picture.picture.planes.at(0).at(0, 0) == 22);
    CHECK(bench.settings.settings().pictures ==
          std::vector<fs::path>{lesson / "1.png", lesson / "2.pgm", lesson / "10.pgm"});
    CHECK(bench.settings.settings().recent_files == std::vector<fs::path>{lesson / "2.pgm"});
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("several pictures of which none can be read give a warning, and the open picture stays") {
    OpeningBench bench;
    bench.open({bench.folder.write("a.png", "\x89PNG\r\n\x1a\n"), bench.folder.write("b.png", "\x89PNG\r\n\x1a\n")});
    CHECK(bench.messages.warnings.size() == 1);
    CHECK(bench.document().picture.picture.planes.empty());
}

TEST_CASE("a pasted picture is kept as a file and becomes a thumbnail") {
    OpeningBench bench;
    const std::string text = "P5 2 1 255\nAB";
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    for (int i = 0; i < 2; ++i) {
        bench.opening.open_pasted_picture(bytes, ".pgm", OpeningBench::as_lab_picture);
        bench.settle();
    }
    const OpenPicture& open = bench.document().picture;
    CHECK(open.picture.planes.at(0).at(0, 1) == 'B');
    CHECK(open.file.parent_path() == bench.folder / "config/pasted");
    CHECK(open.name().starts_with("Pasted 20"));
    CHECK(content_of(open.file) == text);
    const auto& pictures = bench.settings.settings().pictures;
    REQUIRE(pictures.size() == 2);
    CHECK(pictures[0] != pictures[1]);
    CHECK(pictures[1] == open.file);
    CHECK(bench.settings.settings().recent_files.empty());
    bench.history.undo();
    CHECK(bench.document().picture.file == pictures[0]);
}

TEST_CASE("a damaged picture on the clipboard gives one sentence and no file") {
    OpeningBench bench;
    bench.opening.open_pasted_picture({0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, ".png",
                                      OpeningBench::as_lab_picture);
    bench.settle();
    REQUIRE(bench.messages.warnings.size() == 1);
    CHECK(bench.last_warning().starts_with("The clipboard's picture: "));
    CHECK_FALSE(fs::exists(bench.folder / "config/pasted"));
}

}  // namespace convscope
