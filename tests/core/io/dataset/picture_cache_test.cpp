// Fitted pictures on disk: equal to those that were written, and never used for files that have changed.
#include "core/io/dataset/picture_cache.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "core/io/dataset/training_folder.h"
#include "tests/support/class_folders.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;
using samples::write_grey;

ClassPictures example_pictures() {
    ClassPictures pictures;
    pictures.data = {.example = {2, 3, 1},
                     .images = {0, 1, 2, 3, 4, 5, 255, 254, 10, 13, 26, 0},
                     .labels = {1, 0},
                     .class_names = {"a", "\xc3\xa4 \"b\""}};
    pictures.numbered_by = ClassNumbers::By::name;
    pictures.unreadable = {"/x/broken.png"};
    pictures.unknown_classes = {"c"};
    pictures.skipped = 3;
    return pictures;
}

std::size_t files_in(const fs::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++count;
    return count;
}

}  // namespace

TEST_CASE("cached pictures are read as they were written") {
    const TemporaryFolder folder;
    const ClassPictures pictures = example_pictures();
    REQUIRE(save_cached_pictures(folder / "cache", 42, pictures));
    const auto read = load_cached_pictures(folder / "cache", 42);
    REQUIRE(read.has_value());
    CHECK(read->data.example == pictures.data.example);
    CHECK(read->data.images == pictures.data.images);
    CHECK(read->data.labels == pictures.data.labels);
    CHECK(read->data.class_names == pictures.data.class_names);
    CHECK(read->numbered_by == pictures.numbered_by);
    CHECK(read->unreadable == pictures.unreadable);
    CHECK(read->unknown_classes == pictures.unknown_classes);
    CHECK(read->skipped == pictures.skipped);
    CHECK_FALSE(load_cached_pictures(folder / "cache", 43).has_value());
    CHECK_FALSE(load_cached_pictures(folder / "elsewhere", 42).has_value());
}

TEST_CASE("a damaged cache is as good as none") {
    const TemporaryFolder folder;
    REQUIRE(save_cached_pictures(folder.path(), 42, example_pictures()));
    const fs::path file = fs::directory_iterator(folder.path())->path();
    const auto size = fs::file_size(file);
    fs::resize_file(file, size - 1);
    CHECK_FALSE(load_cached_pictures(folder.path(), 42).has_value());
    fs::resize_file(file, size + 1);
    CHECK_FALSE(load_cached_pictures(folder.path(), 42).has_value());
    std::ofstream(file) << R"({"version":1,"key":42})"
                        << "\n";
    CHECK_FALSE(load_cached_pictures(folder.path(), 42).has_value());
    std::ofstream(file)
        << R"({"version":1,"key":42,"shape":[65536,65536,65536],"pictures":9000000,"classes":[],"numbered_by":0,)"
        << R"("unreadable":[],"unknown":[],"skipped":0})"
        << "\n";
    CHECK_FALSE(load_cached_pictures(folder.path(), 42).has_value());
    std::ofstream(file) << "nonsense";
    CHECK_FALSE(load_cached_pictures(folder.path(), 42).has_value());
}

TEST_CASE("the oldest sets are deleted, and a cache that cannot be written leaves nothing") {
    const TemporaryFolder folder;
    for (std::uint64_t key = 0; key < kMaxCachedSets + 3; ++key)
        REQUIRE(save_cached_pictures(folder / "cache", key, example_pictures()));
    CHECK(files_in(folder / "cache") == kMaxCachedSets);
    CHECK(load_cached_pictures(folder / "cache", kMaxCachedSets + 2).has_value());
    folder.write("file", "not a folder");
    CHECK_FALSE(save_cached_pictures(folder / "file", 1, example_pictures()));
}

TEST_CASE("the key changes with names, sizes and times of the files and with the shape") {
    const TemporaryFolder folder;
    write_grey(folder / "a/1.pgm", 12, 200);
    write_grey(folder / "b/1.pgm", 12, 100);
    const nn::Shape shape{12, 12, 1};
    const auto key = [&] { return picture_cache_key(*find_class_folder(folder.path()), shape); };
    const std::uint64_t first = key();
    CHECK(key() == first);
    CHECK(picture_cache_key(*find_class_folder(folder.path()), {12, 13, 1}) != first);
    fs::last_write_time(folder / "a/1.pgm", fs::last_write_time(folder / "a/1.pgm") + std::chrono::seconds(5));
    const std::uint64_t later = key();
    CHECK(later != first);
    write_grey(folder / "b/2.pgm", 12, 100);
    CHECK(key() != later);
}

TEST_CASE("a large folder is read from the cache the second time, and again if a picture has changed") {
    const TemporaryFolder folder;
    const int half = static_cast<int>(kMinCachedFiles) / 2;
    for (int i = 0; i < half; ++i) {
        write_grey(folder / "set/a" / (std::to_string(i) + ".pgm"), 8, i % 200 + 20);
        write_grey(folder / "set/b" / (std::to_string(i) + ".pgm"), 8, 250 - i % 200);
    }
    const TrainingFolderOptions options{.cache = folder / "cache"};
    const auto read = [&] { return *read_training_folder(folder / "set", options); };
    const TrainingFolder first = read();
    REQUIRE(files_in(folder / "cache") == 1);
    const TrainingFolder second = read();
    CHECK(second.train.images == first.train.images);
    CHECK(second.train.labels == first.train.labels);
    CHECK(second.note == first.note);
    CHECK(files_in(folder / "cache") == 1);
    write_grey(folder / "set/a/0.pgm", 8, 99);
    fs::last_write_time(folder / "set/a/0.pgm", fs::last_write_time(folder / "set/a/0.pgm") + std::chrono::seconds(5));
    const TrainingFolder third = read();
    CHECK(third.train.image(0)[1] == 99);
    CHECK(files_in(folder / "cache") == 2);
}

}  // namespace convscope
