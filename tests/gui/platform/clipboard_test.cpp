// Reads a clipboard that another program owns.
#include "app/platform/clipboard.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "tests/support/selection_owner.h"

using namespace convscope;
using test::OfferedContents;
using test::SelectionOwner;

namespace {

bool never(const std::string& /*text*/) {
    return false;
}

std::string text_of(const std::vector<std::uint8_t>& bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("a picture on the clipboard is read, PNG before JPEG") {
    const SelectionOwner owner(OfferedContents{.forms = {{"image/jpeg", "J"}, {"image/png", std::string("P\0G", 3)}}});
    const ClipboardContent content = read_clipboard(never);
    CHECK(text_of(content.picture) == std::string("P\0G", 3));
    CHECK(content.picture_ending == ".png");
    CHECK(content.text.empty());
    CHECK(content.files.empty());
}

TEST_CASE("a large picture that comes in parts is put together") {
    std::string bytes;
    for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
    const SelectionOwner owner(OfferedContents{.forms = {{"image/bmp", bytes}}, .part = 65536});
    const ClipboardContent content = read_clipboard(never);
    CHECK(text_of(content.picture) == bytes);
    CHECK(content.picture_ending == ".bmp");
}

TEST_CASE("text that can be used is read without the picture that a spreadsheet offers, too") {
    const SelectionOwner owner(OfferedContents{.forms = {{"UTF8_STRING", "1\t2\n"}, {"image/png", "P"}}});
    const ClipboardContent numbers = read_clipboard([](const std::string& text) { return text == "1\t2\n"; });
    CHECK(numbers.text == "1\t2\n");
    CHECK(numbers.picture.empty());
    CHECK(text_of(read_clipboard(never).picture) == "P");
    CHECK(read_clipboard_text() == "1\t2\n");
}

TEST_CASE("files that were copied in a file manager are read as paths") {
    const SelectionOwner owner(
        OfferedContents{.forms = {{"text/uri-list", "file:///tmp/a%20b.png\r\nfile:///tmp/c.h5\r\n"},
                                  {"UTF8_STRING", "/tmp/a b.png"}}});
    const std::vector<std::filesystem::path> expected{"/tmp/a b.png", "/tmp/c.h5"};
    CHECK(read_clipboard(never).files == expected);
}

TEST_CASE("a list of addresses gives this computer's files and skips everything else") {
    const std::vector<std::filesystem::path> expected{"/a", "/b c%", "/\xC3\xBC"};
    CHECK(files_in_uri_list("# a comment\nfile:///a\nhttp://x.org/y.png\nfile://host/b%20c%\r\nfile:///%c3%BC") ==
          expected);
    CHECK(files_in_uri_list("").empty());
    CHECK(files_in_uri_list("file://").empty());
    CHECK(files_in_uri_list("copy\n\n").empty());
}

TEST_CASE("the wait for an owner that does not answer, or stops halfway, is short") {
    const auto seconds_for = [](OfferedContents contents) {
        const SelectionOwner owner(std::move(contents));
        const auto start = std::chrono::steady_clock::now();
        CHECK(read_clipboard(never).picture.empty());
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const double silent = seconds_for({.forms = {{"image/png", "P"}}, .answers = false});
    CHECK(silent >= 0.9);
    CHECK(silent < 5);
    CHECK(seconds_for({.forms = {{"image/png", std::string(5000, 'P')}}, .part = 1000, .stops_halfway = true}) < 5);
}
