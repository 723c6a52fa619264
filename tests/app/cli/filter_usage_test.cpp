// Error messages of `convscope filter` for wrong options and files.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/app/cli/filter_lab.h"

using namespace convscope;

namespace {

std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("usage errors exit with 2, say what is wrong and write nothing") {
    const Lab lab(kPatch);
    struct Wrong {
        Arguments arguments;
        const char* message;
    };
    const std::vector<Wrong> cases{
        {{}, "-o is required unless --pixel or --json is given"},
        {{"-o", "out.jpg"}, "'out.jpg' ends neither in .npy nor in .png"},
        {{"-o", "out"}, "ends neither in .npy nor in .png"},
        {{"--json", "--kernel", "1,2"}, "--kernel: "},
        {{"--json", "--kernel", ""}, "--kernel: "},
        {{"--json", "--kernel", "a,b,c"}, "--kernel: "},
        {{"--json", "--preset", "sobell"}, "'sobell' is not one of identity, course-edges"},
        {{"--json", "--preset", "sharpen", "--kernel", "1"}, "--kernel cannot be used with --preset"},
        {{"--json", "--stride", "0"}, "--stride"},
        {{"--json", "--stride", "5"}, "--stride"},
        {{"--json", "--dilation", "5"}, "--dilation"},
        {{"--json", "--pool-size", "1"}, "--pool-size"},
        {{"--json", "--pool-size", "5"}, "--pool-size"},
        {{"--json", "--border", "wrap"}, "--border: 'wrap' is not one of valid, zero, replicate, keep"},
        {{"--json", "--activation", "tanh"}, "--activation: 'tanh' is not one of none, relu, abs, clamp"},
        {{"--json", "--pool", "min"}, "--pool: 'min' is not one of none, max, average"},
        {{"--json", "--channel", "alpha"}, "--channel: 'alpha' is not one of grey, red, green, blue"},
        {{"--json", "--weight", "heavy"}, "--weight"},
        {{"--json", "--weight", "inf"}, "--weight: 'inf' is not a finite number"},
        {{"--json", "--bias", "nan"}, "--bias: 'nan' is not a finite number"},
        {{"--json", "--pixel", "3"}, "'3' is not ROW,COL"},
        {{"--json", "--pixel", "1,2,3"}, "is not ROW,COL"},
        {{"--json", "--border", "keep", "--stride", "2"}, "--stride must be 1 with --border keep"},
        {{"--json", "--nonsense"}, "--nonsense"},
        {{"--json", "second.png"}, "second.png"},
    };
    for (const Wrong& wrong : cases) {
        CAPTURE(wrong.message);
        const Run r = lab(wrong.arguments);
        CHECK(r.code() == kExitUsageError);
        CHECK(r.out == "");
        CHECK(contains(r.err, wrong.message));
        CHECK(contains(r.err, "Try 'convscope filter --help'."));
    }
    CHECK(run({"filter"}).code() == kExitUsageError);
    CHECK_FALSE(std::filesystem::exists("out.jpg"));
}

TEST_CASE("other failures exit with 1 and one line on standard error") {
    const Lab lab(kPatch);
    const Arguments missing{"filter", (lab.folder / "no\nsuch.png").string(), "--json"};
    for (const Run& r : {run(missing), run({"filter", lab.folder.path().string(), "--json"}),
                         run({"filter", lab.folder.write("t.png", "text").string(), "--json"}),
                         lab({"-o", (lab.folder / "no/folder.npy").string()}), lab({"--json", "--pixel", "1,0"}),
                         lab({"--json", "--pixel", "-1,0"}), lab({"--json", "--dilation", "2"})}) {
        CAPTURE(r.err);
        CHECK(r.code() == kExitFailure);
        CHECK(r.out == "");
        CHECK(lines(r.err) == 1);
        CHECK(r.err.rfind("convscope: ", 0) == 0);
    }
    CHECK(contains(lab({"--json", "--pixel", "1,0", "--border", "valid"}).err,
                   "its rows are 0 to 0, its columns 0 to 0"));
    CHECK(contains(lab({"--json", "--dilation", "2"}).err, lab.in));
}

TEST_CASE("a pixel out of range writes no file") {
    const Lab lab(kPatch);
    CHECK(lab({"-o", lab.npy, "--pixel", "9,9"}).code() == kExitFailure);
    CHECK_FALSE(std::filesystem::exists(lab.npy));
}
