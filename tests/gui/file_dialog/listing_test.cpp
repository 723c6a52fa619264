#include "app/gui/file_dialog/file_dialog_listing.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "core/base/load_error.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

/// A folder to list. At its end it is made readable again, so that it can be deleted.
struct ListedFolder : TemporaryFolder {
    ListedFolder() = default;
    ~ListedFolder() {
        std::error_code ignored;
        fs::permissions(path(), fs::perms::owner_all, ignored);
    }
    void add_file(const std::string& name, std::size_t bytes = 3) const { write(name, std::string(bytes, 'x')); }
    void add_folder(const std::string& name) const { fs::create_directories(path() / name); }
};

std::vector<std::string> names(const std::vector<FileEntry>& entries, const ListingFilter& filter) {
    std::vector<std::string> shown_names;
    for (const std::size_t i : filtered(entries, filter)) shown_names.push_back(entries[i].name);
    return shown_names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("folders come first, then files, both in natural order without regard to case") {
    const ListedFolder folder;
    for (const char* name : {"map 10.png", "Map 2.png", "map 1.png", "apple.PNG", "Zebra.jpg", "\u00c4pfel.jpg"})
        folder.add_file(name);
    for (const char* name : {"week 11", "Week 9", "zoo"}) folder.add_folder(name);
    const std::vector<FileEntry> entries = list_folder(folder.path());
    CHECK(names(entries, {}) == Names{"Week 9", "week 11", "zoo", "apple.PNG", "map 1.png", "Map 2.png", "map 10.png",
                                      "Zebra.jpg", "\u00c4pfel.jpg"});
    CHECK(entries[0].is_folder());
    CHECK(entries[3].kind == FileEntry::Kind::picture);
    CHECK(entries[3].bytes == 3);
    CHECK(entries[3].path == folder.path() / "apple.PNG");
}

TEST_CASE("every picture format is listed by its usual endings") {
    const ListedFolder folder;
    for (const char* name : {"a.webp", "b.avif", "c.heic", "d.HEIF", "e.tif", "f.tiff", "g.pbm", "h.bmp"})
        folder.add_file(name);
    for (const FileEntry& entry : list_folder(folder.path())) CHECK(entry.kind == FileEntry::Kind::picture);
    CHECK(list_folder(folder.path()).size() == 8);
}

TEST_CASE("hidden files and dead links are left out, live links are followed") {
    const ListedFolder folder;
    folder.add_file(".hidden.png");
    folder.add_folder(".git");
    folder.add_file("seen.png", 12);
    folder.add_folder("pictures");
    fs::create_symlink(folder.path() / "nowhere", folder.path() / "dead.png");
    fs::create_symlink(folder.path() / "seen.png", folder.path() / "link.png");
    fs::create_directory_symlink(folder.path() / "pictures", folder.path() / "shortcut");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    CHECK(names(entries, {.all_files = true}) == Names{"pictures", "shortcut", "link.png", "seen.png"});
    CHECK(entries[1].is_folder());
    CHECK(entries[2].bytes == 12);
}

TEST_CASE("files that can be opened are listed, all files on request") {
    const ListedFolder folder;
    for (const char* name : {"a.png", "b.JPEG", "c.txt", "d.json", "e.npy", "f.pdf", "g.hdr", "h.pgm", "i.png.bak"})
        folder.add_file(name);
    folder.add_folder("sub.txt");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    CHECK(names(entries, {}) == Names{"sub.txt", "a.png", "b.JPEG", "c.txt", "d.json", "e.npy", "g.hdr", "h.pgm"});
    CHECK(names(entries, {.all_files = true}).size() == 10);
}

TEST_CASE("when saving, folders and files with the chosen extension are listed") {
    const ListedFolder folder;
    for (const char* name : {"a.csv", "B.CSV", "c.png", "csv"}) folder.add_file(name);
    folder.add_folder("results");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    CHECK(names(entries, {.extension = ".csv"}) == Names{"results", "a.csv", "B.CSV"});
}

TEST_CASE("typed text filters folders and files, in any case and any alphabet") {
    const ListedFolder folder;
    for (const char* name : {"Staircase.png", "stairs.pdf", "B\u00c4UME.png", "b\u00e4ume 2.png", "dot.png"})
        folder.add_file(name);
    folder.add_folder("Upstairs");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    CHECK(names(entries, {.typed = U"STAIR"}) == Names{"Upstairs", "Staircase.png"});
    CHECK(names(entries, {.all_files = true, .typed = U"stair"}) == Names{"Upstairs", "Staircase.png", "stairs.pdf"});
    CHECK(names(entries, {.typed = U"\u00c4um"}).size() == 2);
    CHECK(names(entries, {.typed = U"nothing like it"}).empty());
}

TEST_CASE("a folder that cannot be read gives an error with its reason") {
    const ListedFolder folder;
    folder.add_file("file.png");
    CHECK_THROWS_WITH_AS(list_folder(folder.path() / "none"),
                         doctest::Contains("there is no such folder; choose another folder."), LoadError);
    CHECK_THROWS_WITH_AS(list_folder(folder.path() / "file.png"), doctest::Contains("is a file, not a folder"),
                         LoadError);
    const bool root_reads_everything = ::geteuid() == 0;
    if (root_reads_everything) return;
    fs::permissions(folder.path(), fs::perms::owner_read);
    CHECK_THROWS_WITH_AS(list_folder(folder.path()), doctest::Contains("no permission to read this folder"), LoadError);
    fs::permissions(folder.path(), fs::perms::none);
    CHECK_THROWS_WITH_AS(list_folder(folder.path()), doctest::Contains("no permission to read this folder"), LoadError);
}

TEST_CASE("an empty folder and a cancelled listing have no entries") {
    const ListedFolder folder;
    CHECK(list_folder(folder.path()).empty());
    for (int i = 0; i < 20; ++i) folder.add_file(std::to_string(i) + ".png");
    std::stop_source stop;
    stop.request_stop();
    CHECK(list_folder(folder.path(), stop.get_token()).empty());
    CHECK(list_folder(folder.path()).size() == 20);
}

TEST_CASE("a name that is not UTF-8 is shown with replacement characters and keeps its path") {
    const ListedFolder folder;
    folder.add_file("caf\xe9\n.png");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].name == "caf\ufffd\ufffd.png");
    CHECK(fs::exists(entries[0].path));
}

TEST_CASE("typed paths are resolved from the current folder and the home folder") {
    const fs::path folder = "/data/course";
    const fs::path home = "/home/ada";
    CHECK(typed_path("~", folder, home) == "/home/ada");
    CHECK(typed_path("~/", folder, home) == "/home/ada");
    CHECK(typed_path("~/Pictures/a b.png", folder, home) == "/home/ada/Pictures/a b.png");
    CHECK(typed_path("~ada", folder, home) == "/data/course/~ada");
    CHECK(typed_path("week 2/map.png", folder, home) == "/data/course/week 2/map.png");
    CHECK(typed_path("../other/", folder, home) == "/data/other");
    CHECK(typed_path("..", folder, home) == "/data");
    CHECK(typed_path(".", folder, home) == "/data/course");
    CHECK(typed_path("/", folder, home) == "/");
    CHECK(typed_path("/../..", folder, home) == "/");
    CHECK(typed_path("  /srv/x.png \n", folder, home) == "/srv/x.png");
    CHECK(typed_path("//srv//x/", folder, home).string().ends_with("/srv/x"));
    CHECK(typed_path(" \t", folder, home).empty());
    CHECK(typed_path("", folder, home).empty());
}

TEST_CASE("a saved file gets its extension exactly once") {
    CHECK(with_extension("/a/map", ".png") == "/a/map.png");
    CHECK(with_extension("/a/map.", ".png") == "/a/map.png");
    CHECK(with_extension("/a/map.PNG", ".png") == "/a/map.PNG");
    CHECK(with_extension("/a/map.jpg", ".png") == "/a/map.jpg.png");
    CHECK(with_extension("/a/sheet.html", ".pdf") == "/a/sheet.html");
    CHECK(with_extension("/a/sheet.html", ".png") == "/a/sheet.html.png");
    CHECK(with_extension("/a.b/map 1.5", ".npy") == "/a.b/map 1.5.npy");
}

TEST_CASE("places have the user's own folder names, and only existing folders are places") {
    const ListedFolder folder;
    const fs::path home = folder.path() / "home";
    folder.add_folder("home/Bilder");
    folder.add_folder("home/Downloads");
    folder.add_folder("home/.config");
    folder.add_folder("media/STICK");
    folder.add_file("media/not a folder");
    std::ofstream(home / ".config/user-dirs.dirs")
        << "# written by the desktop\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\nXDG_DESKTOP_DIR=\"$HOME/\"\n";
    const std::vector<Place> places = find_places(home, home / ".config", {folder.path() / "media", "/none"});
    Names keys, labels;
    for (const Place& place : places) {
        keys.push_back(place.key);
        labels.push_back(place.label);
    }
    CHECK(keys == Names{"home", "pictures", "downloads", "media.STICK", "root"});
    CHECK(labels == Names{"Home", "Bilder", "Downloads", "STICK", "File system"});
    CHECK(places[1].folder == home / "Bilder");
    CHECK(find_places("/none", "/none", {}).size() == 2);
}

TEST_CASE("names are decoded from UTF-8 and encoded again") {
    CHECK(decoded("a\u00e9\u4e2d\U0001f600") == U"a\u00e9\u4e2d\U0001f600");
    CHECK(decoded("x\xff\xc3") == U"x\ufffd\ufffd");
    CHECK(decoded("") == U"");
    CHECK(decoded("a\tb") == U"a\ufffdb");
    CHECK(encoded(U"\u00e9\u4e2d\U0001f600") == "\u00e9\u4e2d\U0001f600");
    CHECK(encoded(U"") == "");
    CHECK(folded(U"\u00c4\u0416\u03a9Q") == U"\u00e4\u0436\u03c9q");
}

TEST_CASE("file sizes have two or three digits and a unit") {
    CHECK(size_text(0) == "0 B");
    CHECK(size_text(999) == "999 B");
    CHECK(size_text(1000) == "1.0 kB");
    CHECK(size_text(9949) == "9.9 kB");
    CHECK(size_text(9950) == "10 kB");
    CHECK(size_text(999'499) == "999 kB");
    CHECK(size_text(999'500) == "1.0 MB");
    CHECK(size_text(40'000'000) == "40 MB");
    CHECK(size_text(2'500'000'000'000) == "2.5 TB");
}

TEST_CASE("a typed path is completed as far as all names agree that begin with it") {
    const TemporaryFolder folder;
    const fs::path home = folder / "home";
    fs::create_directories(home / "pictures");
    fs::create_directories(folder / "map\u00e9s");
    folder.write("map\u00e8.png", "");
    folder.write("notes.txt", "");
    folder.write(".hidden", "");
    const auto completed = [&](const std::string& text) { return completed_path(text, folder.path(), home); };
    CHECK(completed("n") == "notes.txt");
    CHECK(completed("m") == "map");  // the next character's first byte is the same, the character is not
    CHECK(completed("map\u00e9") == "map\u00e9s/");
    CHECK(completed("ho") == "home/");
    CHECK(completed("home/") == "home/pictures/");
    CHECK(completed("~") == "~/");
    CHECK(completed("~/p") == "~/pictures/");
    CHECK(completed((folder / "no").string()) == (folder / "notes.txt").string());
    CHECK(completed("") == "");
    CHECK(completed("x") == "x");
    CHECK(completed("none/x") == "none/x");
    CHECK(completed(".h") == ".hidden");
}

TEST_CASE("labels, tables, arrays, zips and models count as files that can be opened") {
    const TemporaryFolder folder;
    for (const char* name : {"a.PNG", "b.zip", "c.txt", "d.CSV", "e.npy", "f.yaml", "g.json", "h.onnx", "i.pdf", "j"})
        folder.write(name, "x");
    const std::vector<FileEntry> entries = list_folder(folder.path());
    Names shown_names;
    for (const std::size_t i : filtered(entries, {})) shown_names.push_back(entries[i].name);
    CHECK(shown_names == Names{"a.PNG", "b.zip", "c.txt", "d.CSV", "e.npy", "f.yaml", "g.json", "h.onnx"});
}

}  // namespace convscope
