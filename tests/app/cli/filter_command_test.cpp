// `convscope filter` as a user calls it, with the numbers of the course.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/filter/presets.h"
#include "core/filter/result.h"
#include "core/image/files/load.h"
#include "core/io/npy/npy.h"
#include "tests/app/cli/filter_lab.h"

using namespace convscope;
using Json = nlohmann::json;

namespace {

using Values = std::vector<float>;

}  // namespace

TEST_CASE("the course's worked example gives 577; with its filter transposed 249, flipped 732, and clamped 255") {
    const Lab lab(kPatch);
    CHECK(lab.values({"--kernel", kExample}) == Values{577});
    CHECK(lab.values({"--kernel", kExample, "--transpose"}) == Values{249});
    CHECK(lab.values({"--kernel", kExample, "--flip"}) == Values{732});
    CHECK(lab.values({"--kernel", kExample, "--activation", "clamp"}) == Values{255});
    CHECK(lab.values({"--preset", "course-example"}) == Values{577});
    CHECK(lab.values({"--kernel=" + kExample}) == Values{577});
    CHECK(lab({"--kernel", kExample, "-o", lab.npy}).out == "filtered 1 x 1, values 577 to 577\n");
}

TEST_CASE("the arithmetic of the worked example is printed") {
    const Lab lab(kPatch);
    const Run r = lab({"--kernel", kExample, "--pixel", "0,0"});
    CHECK(r.code() == kExitSuccess);
    CHECK(r.out ==
          "filtered 1 x 1, values 577 to 577\n"
          "\n"
          "pixel 0,0 of the filtered picture\n"
          "  neighbours    filter           products\n"
          "    0  64 128     -1    0   -2      0    0 -256\n"
          "   48 192 144    0.5  4.5 -1.5     24  864 -216\n"
          "  142 226 168    1.5    2   -3    213  452 -504\n"
          "  sum 577\n"
          "  x weight 1 = 577\n"
          "  + bias 0 = 577\n"
          "  activation none = 577\n");
    const Json pixel = lab.json({"--kernel", kExample, "--pixel", "0,0"})["pixel"];
    CHECK(pixel["neighbours"] == Json::parse("[[0, 64, 128], [48, 192, 144], [142, 226, 168]]"));
    CHECK(pixel["filter"] == Json::parse("[[-1, 0, -2], [0.5, 4.5, -1.5], [1.5, 2, -3]]"));
    CHECK(pixel["products"] == Json::parse("[[0, 0, -256], [24, 864, -216], [213, 452, -504]]"));
    CHECK(pixel["sum"] == 577);
    CHECK(pixel["pool"].is_null());
}

TEST_CASE("the median of the worked example's nine pixels is 142, with its arithmetic") {
    const Lab lab(kPatch);
    const Run r = lab({"--median", "3", "--pixel", "0,0"});
    CHECK(r.code() == kExitSuccess);
    CHECK(r.out ==
          "filtered 1 x 1, values 142 to 142\n"
          "\n"
          "pixel 0,0 of the filtered picture\n"
          "  neighbours\n"
          "    0  64 128\n"
          "   48 192 144\n"
          "  142 226 168\n"
          "  in order of size 0 48 64 128 142 144 168 192 226\n"
          "  the middle one of 9 is 142\n");
    const Json report = lab.json({"--median", "3", "--pixel", "0,0"});
    CHECK(report["settings"]["median"] == true);
    CHECK(report["pixel"]["sorted"] == Json::parse("[0, 48, 64, 128, 142, 144, 168, 192, 226]"));
    CHECK(report["pixel"]["activated"] == 142);
}

TEST_CASE("weight, bias and activation are applied to the sum, in this order") {
    const Lab lab(kPatch);
    const Json pixel = lab.json(
        {"--kernel", kExample, "--weight", "-.5", "--bias", "-3", "--activation", "abs", "--pixel", "0,0"})["pixel"];
    CHECK(pixel["sum"] == 577);
    CHECK(pixel["weighted"] == -288.5);
    CHECK(pixel["biased"] == -291.5);
    CHECK(pixel["activated"] == 291.5);
    CHECK(lab.values({"--kernel", kExample, "--weight", "-1", "--activation", "relu"}) == Values{0});
    CHECK(lab.values({"--kernel", "2", "--bias", "-3"})[4] == 192 * 2 - 3);
}

TEST_CASE("max and average pooling give the values of the course's pooling figure") {
    const Lab lab(kPoolingFigure);
    CHECK(lab.values({"--kernel", "1", "--pool", "max"}) == Values{192, 144, 255, 168});
    CHECK(lab.values({"--kernel", "1", "--pool", "average"}) == Values{76, 136, 155.75F, 58});
    CHECK(lab.values({"--kernel", "1", "--pool", "max", "--pool-size", "3"}) == Values{226});

    const Json report = lab.json({"--kernel", "1", "--pool", "max", "--pixel", "2,1"});
    CHECK(report["pooled"]["rows"] == 2);
    CHECK(report["pooled"]["low"] == 144);
    CHECK(report["pooled"]["high"] == 255);
    CHECK(report["pooled"]["formula"]["rows"] == "4 / 2 = 2");
    const Json pool = report["pixel"]["pool"];
    CHECK(pool["row"] == 1);
    CHECK(pool["col"] == 0);
    CHECK(pool["candidates"] == Json::parse("[[142, 226], [255, 0]]"));
    CHECK(pool["winner"] == 2);
    CHECK(pool["value"] == 255);
    CHECK(lab.json({"--kernel", "1", "--pool", "average", "--pixel", "0,0"})["pixel"]["pool"]["winner"].is_null());

    const Run text = lab({"--kernel", "1", "--pool", "max", "--pixel", "2,1"});
    CHECK(contains(text.out, "pooling block 1,0, the max of\n  142  226\n  255*   0\n  = 255\n"));
    // Pooling blocks of three rows do not contain row 3.
    CHECK(contains(lab({"--kernel", "1", "--pool", "max", "--pool-size", "3", "--pixel", "3,0"}).out,
                   "this pixel is in no complete pooling block"));
}

TEST_CASE("each border treatment gives its own size and border values") {
    const Lab lab(kPatch);
    const std::string sum = "1,1,1;1,1,1;1,1,1";
    CHECK(lab.values({"--kernel", sum}) == Values{1112});
    CHECK(lab.values({"--kernel", sum, "--border", "zero"}) == Values{304, 576, 528, 672, 1112, 922, 608, 920, 730});
    CHECK(lab.values({"--kernel", sum, "--border", "replicate"})[0] == 0 * 4 + 64 * 2 + 48 * 2 + 192);
    CHECK(lab.values({"--kernel", sum, "--border", "keep", "--weight", "2", "--bias", "1"}) ==
          Values{0, 64, 128, 48, 2225, 144, 142, 226, 168});
    const Run kept = lab({"--border", "keep", "--pixel", "0,1"});
    CHECK(contains(kept.out, "border, kept from the input: 64"));
    CHECK(lab.json({"--border", "keep", "--pixel", "0,1"})["pixel"]["kept"] == true);
    // Padding is printed in parentheses.
    CHECK(contains(lab({"--border", "zero", "--pixel", "0,0"}).out, "(0) (0) (0)"));
    CHECK(lab.json({"--border", "zero", "--pixel", "0,0"})["pixel"]["inside"] ==
          Json::parse("[[false, false, false], [false, true, true], [false, true, true]]"));
}

TEST_CASE("stride and dilation determine the output size, and the report gives its formula") {
    const Lab lab(kPoolingFigure);
    const Json strided = lab.json({"--kernel", "1", "--stride", "3"});
    CHECK(strided["filtered"]["rows"] == 2);
    CHECK(strided["filtered"]["formula"]["cols"] == "(4 - 1) / 3 + 1 = 2");
    CHECK(lab.values({"--kernel", "1", "--stride", "3"}) == Values{0, 128, 255, 64});
    CHECK(lab.values({"--kernel", "1,0,0;0,0,0;0,0,2", "--dilation", "1"}) == Values{336, 64, 48, 320});
    CHECK(lab.json({"--border", "zero", "--dilation", "4"})["filtered"]["cols"] == 4);
}

TEST_CASE("the command's result equals the reference for all borders, strides and poolings") {
    std::string picture = "P2 23 17 255\n";
    for (int i = 0; i < 23 * 17; ++i) picture += std::to_string(i * 91 % 256) + "\n";
    const Lab lab(picture);
    for (const std::string border : {"valid", "zero", "replicate"})
        for (const int stride : {1, 2, 4})
            for (const std::string pool : {"none", "max", "average"}) {
                FilterSettings settings;
                settings.kernel = find_preset("gaussian-5")->kernel;
                settings.weight = find_preset("gaussian-5")->weight;
                settings.stride = stride;
                settings.border = static_cast<Border>(std::ranges::find(kBorderNames, border) - kBorderNames.begin());
                settings.pooling = static_cast<Pooling>(std::ranges::find(kPoolingNames, pool) - kPoolingNames.begin());
                const FilterResult expected = filter_reference(load_picture(lab.in).planes[0], settings);
                const FloatImage& image = pool == "none" ? expected.filtered : expected.pooled;
                const Values actual = lab.values(
                    {"--preset", "gaussian-5", "--border", border, "--stride", std::to_string(stride), "--pool", pool});
                const Plane plane = to_plane(image);
                REQUIRE(actual.size() == plane.floats().size());
                for (std::size_t i = 0; i < actual.size(); ++i)
                    CHECK(actual[i] == doctest::Approx(plane.floats()[i]).epsilon(1e-5));
            }
}

TEST_CASE("a float array is read and written without loss; arrays that are not 2-D or are empty are refused") {
    const TemporaryFolder folder;
    const std::string in = (folder / "in.dat").string(), out = (folder / "OUT.NPY").string();
    const float infinity = std::numeric_limits<float>::infinity();
    const NpyArray array{{2, 3}, {0.1F, -1e30F, 1e-30F, infinity, 3, -0.5F}};
    save_npy(in, array);
    CHECK(run({"filter", in, "--kernel", "1", "-o", out}).code() == kExitSuccess);
    const NpyArray back = load_npy(out);
    CHECK(back.shape == array.shape);
    CHECK(back.values == array.values);

    save_npy(in, NpyArray{{1, 2}, {std::nanf(""), 2}});
    const Run r = run({"filter", in, "--kernel", "1", "--pixel", "0,0", "--json"});
    CHECK(r.code() == kExitSuccess);
    const Json report = Json::parse(r.out);
    CHECK(report["pixel"]["sum"].is_null());
    CHECK(report["filtered"]["high"] == 2);
    CHECK(contains(run({"filter", in, "--kernel", "1", "--pixel", "0,0"}).out, "sum nan"));
    CHECK(contains(r.err, in + ": 1 of 2 values in the output are NaN or infinity"));

    save_npy(in, NpyArray{{1, 2, 2}, {1, 2, 3, 4}});
    CHECK(
        contains(run({"filter", in, "--json"}).err, "holds an array of 1 x 2 x 2; save one picture of rows x columns"));
    save_npy(in, NpyArray{{0, 3}, {}});
    CHECK(contains(run({"filter", in, "--json"}).err, "has no pixels"));
}

TEST_CASE("a text of numbers is filtered as a picture") {
    const TemporaryFolder folder;
    const std::string in = folder.write("patch.csv", "0;64;128\n48;192;144\n142;226;168\n").string();
    const Run r = run({"filter", in, "--kernel", kExample, "--pixel", "0,0"});
    CHECK(contains(r.out, "filtered 1 x 1, values 577 to 577\n"));
    CHECK(contains(r.out, "sum 577\n"));
}

TEST_CASE("a picture that is too small for a block is reported without it, but not written") {
    const TemporaryFolder folder;
    const std::string in = folder.write("patch.csv", "0;64;128\n48;192;144\n142;226;168\n").string();
    const Run report = run({"filter", in, "--kernel", kExample, "--pool", "max", "--pixel", "0,0"});
    CHECK(report.code() == kExitSuccess);
    CHECK(
        contains(report.out, "values 577 to 577\nno pooled picture: 2 \u00d7 2 blocks do not fit into 1 \u00d7 1.\n"));
    CHECK_FALSE(contains(report.out, "pooling block"));
    CHECK(Json::parse(run({"filter", in, "--kernel", kExample, "--pool", "max", "--json"}).out)["pooled"].is_null());
    const std::string out = (folder / "out.npy").string();
    const Run refused = run({"filter", in, "--kernel", kExample, "--pool", "max", "-o", out});
    CHECK(refused.code() == kExitFailure);
    CHECK(contains(refused.err, in + ": 2 \u00d7 2 blocks do not fit into 1 \u00d7 1. Choose --pool none."));
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("a PNG output is clamped to 0 to 255 and rounded; with --pool it is the pooled picture") {
    const Lab lab(kPoolingFigure);
    CHECK(lab({"--kernel", "1.5", "--bias", "-100", "-o", lab.png}).code() == kExitSuccess);
    const Plane plane = load_picture(lab.png).planes.at(0);
    CHECK(plane.size() == Size{4, 4});
    CHECK(plane.at(0, 0) == 0);    // -100
    CHECK(plane.at(1, 1) == 188);  // 192 * 1.5 - 100
    CHECK(plane.at(3, 0) == 255);  // 282.5
    CHECK(lab({"--kernel", "1", "--pool", "max", "-o", lab.png}).out ==
          "filtered 4 x 4, values 0 to 255\npooled 2 x 2, values 144 to 255\n");
    CHECK(load_picture(lab.png).size() == Size{2, 2});
}

TEST_CASE("--channel chooses the channel of a colour picture; the default is grey") {
    const Lab lab("P3 1 1 255 255 10 20\n");
    CHECK(lab.values({"--kernel", "1"}) == Values{84});  // 76.245 + 5.87 + 2.28
    CHECK(lab.values({"--kernel", "1", "--channel", "red"}) == Values{255});
    CHECK(lab.values({"--kernel", "1", "--channel", "green"}) == Values{10});
    CHECK(lab.values({"--kernel", "1", "--channel", "blue"}) == Values{20});
    CHECK(lab.json({"--kernel", "1", "--channel", "blue"})["input"]["channel"] == "blue");
}

TEST_CASE("without a filter the identity is used; a preset sets weight and bias, and options override them") {
    const Lab lab(kPatch);
    CHECK(lab.values({}) == Values{192});
    const Json settings = lab.json({"--preset", "gaussian"})["settings"];
    CHECK(settings["weight"] == 0.0625);
    CHECK(settings["kernel"] == Json::parse("[[1, 2, 1], [2, 4, 2], [1, 2, 1]]"));
    CHECK(lab.json({"--preset", "gaussian", "--weight", "0.1", "--bias", "7"})["settings"]["weight"] == 0.1);
    CHECK(lab.json({"--preset", "gaussian", "--bias", "7"})["settings"]["bias"] == 7);
}

TEST_CASE("--kernel accepts rows of text, JSON, NumPy and C initialisers") {
    const Lab lab(kPatch);
    const Json expected = Json::parse("[[0, 1, 0], [1, -4, 1], [0, 1, 0]]");
    for (const std::string text : {"0,1,0;1,-4,1;0,1,0", "[[0,1,0],[1,-4,1],[0,1,0]]", "0 1 0\n1 -4 1\n0 1 0",
                                   "{{0, 1, 0}, {1, -4, 1}, {0, 1, 0}}", "np.array([[0,1,0],[1,-4,1],[0,1,0]])"})
        CHECK(lab.json({"--kernel", text})["settings"]["kernel"] == expected);
    CHECK(lab.json({"--kernel", "-1"})["settings"]["kernel"] == Json::parse("[[-1]]"));
}

TEST_CASE("help lists the options and the presets") {
    const Run r = run({"filter", "--help"});
    CHECK(r.code() == kExitSuccess);
    for (const std::string_view option :
         {"--kernel", "--preset", "--weight", "--bias", "--transpose", "--flip", "--border", "--stride", "--dilation",
          "--activation", "--pool", "--pool-size", "--channel", "--pixel", "--json"})
        CHECK(contains(r.out, std::string(option)));
    for (const Preset& preset : presets()) CHECK(contains(r.out, std::string(preset.slug)));
}

TEST_CASE("file names that are not UTF-8 still give valid JSON") {
    const TemporaryFolder folder;
    const std::string in = folder.write("caf\xE9.pgm", kPatch).string();
    const Run r = run({"filter", in, "--json"});
    CHECK(r.code() == kExitSuccess);
    CHECK(Json::accept(r.out));
}
