// No text of a file and no file name may send commands to the terminal.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/app/cli/command_folder.h"

using namespace convscope;

namespace {

constexpr const char* kEvil =
    "\x1b[2J\xC2\x9B"
    "31m\u202Eevil\x07";

/// True if the text holds nothing that a terminal obeys, apart from line breaks.
bool is_safe(const std::string& text) {
    const bool has_control = std::ranges::any_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; });
    return !has_control && !contains(text, "\xC2\x9B") && !contains(text, "\u202E");
}

nn::Model evil_model() {
    const nn::Model model = nn::course_model(1);
    nn::ModelInfo info = model.info();
    info.name = kEvil;
    info.labels.assign(10, kEvil);
    return model.with_info(std::move(info));
}

}  // namespace

TEST_CASE("control characters in names and labels reach standard output and standard error as escapes") {
    const CommandFolder w;
    const std::string model = w.path("model" + std::string(kEvil) + ".h5");
    save_model(model, evil_model());
    const std::string picture =
        w.folder.write(std::string(kEvil) + ".pgm", "P5 28 28 255\n" + striped_image(3, 1)).string();
    const std::string missing = w.path(std::string(kEvil) + ".png");
    const std::vector<std::vector<std::string>> commands{
        {"summary", model},
        {"predict", model, picture},
        {"predict", model, picture, "--json"},
        {"evaluate", model, "--data", w.data},
        {"explain", model, picture, "--layer", kEvil, "--at", "1,1,1"},
        {"predict", model, missing},
        {"filter", missing, "-o", w.path("out.png")},
        {"summary", missing},
        {"summary", model, kEvil},
        {kEvil},
    };
    for (const auto& command : commands) {
        const Run r = run(command);
        CAPTURE(command.front());
        CAPTURE(r.out);
        CAPTURE(r.err);
        CHECK(is_safe(r.out));
        CHECK(is_safe(r.err));
        CHECK((r.out + r.err).size() > 10);
    }
}

TEST_CASE("a line break in a label or a file name makes no new line in a table") {
    const CommandFolder w;
    const std::string labels =
        w.folder.write("labels.json", R"(["a\nb","1","2","3","4","5","6","7","8","9"])").string();
    const Run r = run({"predict", w.model, w.picture(), "--labels", labels, "--top", "10"});
    REQUIRE(r.code() == kExitSuccess);
    CHECK_FALSE(contains(r.out, "\nb"));
    const std::string picture = w.folder.write("a\nb.pgm", "P5 28 28 255\n" + striped_image(3, 1)).string();
    CHECK(contains(run({"predict", w.model, picture}).out, "a\\u000ab.pgm\n"));
}

TEST_CASE("JSON with control characters reads back as what was written") {
    const CommandFolder w;
    const std::string picture =
        w.folder.write(std::string(kEvil) + ".pgm", "P5 28 28 255\n" + striped_image(3, 1)).string();
    CHECK(json_of(run({"predict", w.model, picture, "--json"}))[0]["picture"] == picture);
}
