#include "app/cli/command_line.h"

#include <doctest/doctest.h>

#include "tests/app/cli/run.h"

using namespace convscope;

TEST_CASE("without arguments the window opens with its defaults") {
    const Run r = run({});
    REQUIRE(r.code() == -1);
    const auto& options = std::get<WindowOptions>(r.result);
    CHECK(options.files.empty());
    CHECK(options.session.empty());
    CHECK(options.width == 0);
    CHECK(options.height == 0);
    CHECK(options.frames == 0);
    CHECK(options.screenshot.empty());
    CHECK(options.ui_map.empty());
    CHECK(r.out.empty());
    CHECK(r.err.empty());
}

TEST_CASE("all options and files of the window are parsed") {
    const Run r = run({"a picture.png", "--session", "s.json", "--size", "1024x768", "--frames", "5", "--screenshot",
                       "p.png", "--ui-map=map.json", "./filter", "model.h5"});
    REQUIRE(r.code() == -1);
    const auto& options = std::get<WindowOptions>(r.result);
    REQUIRE(options.files.size() == 3);
    CHECK(options.files[0] == "a picture.png");
    CHECK(options.files[1] == "./filter");
    CHECK(options.files[2] == "model.h5");
    CHECK(options.session == "s.json");
    CHECK(options.width == 1024);
    CHECK(options.height == 768);
    CHECK(options.frames == 5);
    CHECK(options.screenshot == "p.png");
    CHECK(options.ui_map == "map.json");
}

TEST_CASE("a window size outside 320x240 to 16384x16384, or not of the form WxH, is a usage error") {
    for (const char* size : {"320x240", "16384x16384"}) CHECK(run({"--size", size}).code() == -1);
    for (const char* size : {"319x240", "320x239", "16385x800", "800", "800x", "x600", "800x600x", "800 x 600",
                             "-800x600", "99999999999x600", "", "wide"}) {
        CAPTURE(size);
        const Run r = run({"--size", size});
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, "--size"));
    }
}

TEST_CASE("usage errors of the window exit with 2 and point to the help") {
    const std::vector<std::vector<std::string>> wrong{
        {"--no-such-option"}, {"--frames", "0"},         {"--frames", "x"},
        {"--frames"},         {"--screenshot", "a.png"}, {"--size", "800x600", "--size", "900x700"},
    };
    for (const auto& arguments : wrong) {
        CAPTURE(arguments.front());
        const Run r = run(arguments);
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, "Try 'convscope --help'."));
        CHECK(r.out.empty());
    }
}

TEST_CASE("help and version go to standard output and succeed") {
    const Run help = run({"--help"});
    CHECK(help.code() == kExitSuccess);
    CHECK(contains(help.out, "--ui-map"));
    CHECK(contains(help.out, "filter"));
    CHECK(help.err.empty());
    const Run version = run({"--version"});
    CHECK(version.code() == kExitSuccess);
    CHECK(version.out.rfind("convscope ", 0) == 0);
    CHECK(version.out.find_first_of("0123456789") != std::string::npos);
}

TEST_CASE("help and version that cannot be written are a failure") {
    /// A full disk.
    struct Full : std::streambuf {
        int sync() override { return -1; }
        std::streamsize xsputn(const char* /*text*/, std::streamsize /*length*/) override { return 0; }
        int_type overflow(int_type /*c*/) override { return traits_type::eof(); }
    } full;
    for (const char* option : {"--help", "--version"}) {
        const std::vector<const char*> arguments{"convscope", option};
        std::ostringstream err;
        std::streambuf* const old_err = std::cerr.rdbuf(err.rdbuf());
        std::streambuf* const old_out = std::cout.rdbuf(&full);
        const auto result = parse_command_line(static_cast<int>(arguments.size()), arguments.data());
        std::cout.rdbuf(old_out);
        std::cout.clear();
        std::cerr.rdbuf(old_err);
        CHECK(std::get<int>(result) == kExitFailure);
        CHECK(err.str() ==
              "convscope: standard output cannot be written; check the disk or the program that reads it\n");
    }
}

TEST_CASE("options of the window together with a subcommand are a usage error") {
    for (const std::string option : {"--session", "--ui-map"}) {
        const Run r = run({option, "x", "filter", "in.png", "-o", "out.png"});
        CHECK(r.code() == kExitUsageError);
        CHECK(contains(r.err, option + " belongs to the window"));
    }
    CHECK(run({"a.png", "filter", "in.png", "-o", "out.png"}).code() == kExitUsageError);
}
