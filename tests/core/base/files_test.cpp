#include "core/base/files.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

#include "core/base/load_error.h"
#include "core/base/writing/unfinished_files.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLimit = 1 << 20;

std::string read_error(const fs::path& file, std::uint64_t limit = kLimit) {
    try {
        read_file(file, limit, "choose another file");
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

std::string write_fault(const fs::path& file) {
    try {
        write_file_atomically(file, "text");
        return {};
    } catch (const LoadError& error) {
        CHECK(error.file() == file.string());
        return error.fault();
    }
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("read_file() returns every byte") {
    const TemporaryFolder folder;
    const std::string text("a\0b\xFF\n", 5);
    const auto bytes = read_file(folder.write("a", text), kLimit, "");
    CHECK(std::string(bytes.begin(), bytes.end()) == text);
}

TEST_CASE("the error for a file that cannot be read names file, fault and remedy") {
    const TemporaryFolder folder;
    const std::string start = folder.path().string();
    CHECK(read_error(folder / "no") == start + "/no: there is no such file; check its name and folder.");
    CHECK(read_error(folder.path()) == start + ": is a folder; choose one of the files in it.");
    CHECK(read_error(folder.write("0", "")) == start + "/0: is empty (0 bytes); choose another file.");
    CHECK(read_error(folder.write("big", std::string(3 << 20, 'x')), 2 << 20) ==
          start + "/big: is too large with 3 MiB; choose a file of at most 2 MiB.");
    CHECK(read_error(folder.write("more", std::string(5 << 10, 'x')), 3 << 10) ==
          start + "/more: is too large with 5 KiB; choose a file of at most 3 KiB.");
    CHECK(read_error(folder / "0/below") ==
          start + "/0/below: cannot be read (Not a directory); check its name and the disk it is on.");
}

TEST_CASE("a pipe is refused without waiting for its writer") {
    const TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(read_error(folder / "pipe").find("is a device or a pipe") != std::string::npos);
    CHECK(read_start(folder / "pipe", 4).empty());
    CHECK(write_fault(folder / "pipe") == "is a device or a pipe, not a file");
}

TEST_CASE("the error for an unreadable file names the missing permission") {
    if (::geteuid() == 0) return;  // root may read everything
    const TemporaryFolder folder;
    const fs::path file = folder.write("locked", "text");
    fs::permissions(file, fs::perms::none);
    CHECK(read_error(file).find("you have no permission to read it") != std::string::npos);
}

TEST_CASE("read_start() returns the bytes that exist and never throws") {
    const TemporaryFolder folder;
    const auto start = read_start(folder.write("a", "abcdef"), 4);
    CHECK(std::string(start.begin(), start.end()) == "abcd");
    CHECK(read_start(folder / "a", 100).size() == 6);
    CHECK(read_start(folder / "no", 4).empty());
    CHECK(read_start("/proc/self/stat", 4).empty());  // claims to be empty; such a file may wait for ever
    CHECK(read_start(folder.path(), 4).empty());
}

TEST_CASE("the bytes of a mapped file can be read again after their memory was given back") {
    const TemporaryFolder folder;
    const std::string text(20'000, 'x');
    const MappedFile file(folder.write("a", text + "end"), 100'000, "");
    const auto content = [&] { return std::string(file.bytes().begin(), file.bytes().end()); };
    CHECK(content() == text + "end");
    file.release_memory();
    CHECK(content() == text + "end");
}

TEST_CASE("writing and replacing a file leaves no temporary file") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "a", "first, which is longer");
    CHECK(content_of(folder / "a") == "first, which is longer");
    write_file_atomically(folder / "a", "second");
    CHECK(content_of(folder / "a") == "second");
    write_file_atomically(folder / "empty", "");
    CHECK(content_of(folder / "empty").empty());
    CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("replacing a file keeps its permissions") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("a", "first");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    write_file_atomically(file, "second");
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("writing through a symbolic link keeps the link") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "real");
    folder.write("real/a", "first");
    fs::create_symlink("real/a", folder / "link");
    write_file_atomically(folder / "link", "second");
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(content_of(folder / "real/a") == "second");
}

TEST_CASE("writing through a symbolic link to a file that does not exist creates that file") {
    const TemporaryFolder folder;
    fs::create_symlink("new", folder / "link");
    fs::create_symlink("link", folder / "link to a link");
    write_file_atomically(folder / "link to a link", "text");
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(fs::is_symlink(folder / "link to a link"));
    CHECK(content_of(folder / "new") == "text");
}

TEST_CASE("a write-protected file is not replaced, also by an administrator") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("a", "first");
    fs::permissions(file, fs::perms::owner_read | fs::perms::group_read);
    CHECK(write_fault(file) == "is write-protected");
    CHECK_THROWS_AS(check_writable(file), LoadError);
    CHECK(content_of(file) == "first");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a name of 255 bytes can be written, one of 256 gives an error that says so") {
    const TemporaryFolder folder;
    const std::string longest = std::string(251, 'x') + ".png";
    write_file_atomically(folder / longest, "first");
    write_file_atomically(folder / longest, "second");
    CHECK(content_of(folder / longest) == "second");
    CHECK(files_in(folder.path()) == 1);
    CHECK(write_fault(folder / ("x" + longest)) == "cannot be written, because its name is too long");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a write that the disk cannot take leaves the old file and no temporary file") {
    const TemporaryFolder folder;
    const fs::path file = folder.write("a", "first");
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1 << 12, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    CHECK_THROWS_AS(write_file_atomically(file, std::string(1 << 14, 'x')), LoadError);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    CHECK(content_of(file) == "first");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("writing a file removes the files that interrupted writes left in its folder, and no others") {
    const TemporaryFolder folder;
    const auto write_aged = [&](const char* name, std::chrono::minutes age) {
        fs::last_write_time(folder.write(name, "text"), fs::file_time_type::clock::now() - age);
    };
    write_aged(".convscope-1-1.part", std::chrono::minutes(61));
    write_aged(".convscope-1-2.part", std::chrono::minutes(59));  // may still be written
    write_aged(".other-1-1.part", std::chrono::minutes(600));
    write_aged("convscope-1-1.part", std::chrono::minutes(600));
    fs::create_directory(folder / ".convscope-1-3.part");
    write_file_atomically(folder / "a", "text");
    CHECK(!fs::exists(folder / ".convscope-1-1.part"));
    CHECK(fs::exists(folder / ".convscope-1-2.part"));
    CHECK(fs::exists(folder / ".convscope-1-3.part"));
    CHECK(files_in(folder.path()) == 5);
    remove_stale_files(folder / "none");  // does nothing
}

TEST_CASE("a file name without a folder is written to the current folder") {
    const TemporaryFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    write_file_atomically("a", "text");
    fs::current_path(before);
    CHECK(content_of(folder / "a") == "text");
}

TEST_CASE("check_writable() changes no file") {
    const TemporaryFolder folder;
    check_writable(folder / "new");
    CHECK(std::filesystem::is_empty(folder.path()));
    write_file_atomically(folder / "old", "kept");
    check_writable(folder / "old");
    CHECK(content_of(folder / "old") == "kept");
    CHECK_THROWS_AS(check_writable(folder.path()), LoadError);
    CHECK_THROWS_AS(check_writable(folder / "none/new"), LoadError);
}

TEST_CASE("a failed write names the fault and leaves no temporary file") {
    const TemporaryFolder folder;
    CHECK(write_fault(folder / "no/a") == "cannot be written");
    CHECK(write_fault(folder.path()) == "is a folder");
    CHECK(write_fault("/dev/null") == "is a device or a pipe, not a file");
    CHECK(files_in(folder.path()) == 0);
}
