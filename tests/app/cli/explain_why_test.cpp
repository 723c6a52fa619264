// `convscope explain --why`, as a user calls it, on the shipped course model. The golden values are those of PyTorch's
// autograd; see tests/data/attribution.py.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/io/npy/npy.h"
#include "tests/app/cli/command_folder.h"
#include "tests/app/cli/run.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

const std::string kAssets = CONVSCOPE_TEST_ASSETS;
const std::string kModel = kAssets + "/models/course.h5";

std::string garment(const std::string& name) {
    return kAssets + "/garments/" + name + ".png";
}

Json why(const std::string& picture, std::vector<std::string> more) {
    std::vector<std::string> arguments{"explain", kModel, garment(picture), "--json", "--why"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return json_of(run(arguments));
}

double total(const Json& map) {
    double sum = 0;
    for (const Json& row : map)
        for (const Json& value : row) sum += value.get<double>();
    return sum;
}

void fails(const std::vector<std::string>& arguments, const std::string& part, int code = kExitFailure) {
    const Run r = run(arguments);
    CAPTURE(r.err);
    CHECK(r.code() == code);
    CHECK(contains(r.err, part));
    if (code == kExitFailure) CHECK(std::ranges::count(r.err, '\n') == 1);
}

}  // namespace

TEST_CASE("the maps and the balance of a class are those of PyTorch's autograd") {
    const Json boot = why("ankle_boot", {"Ankle boot", "--layer", "conv2d_1"});
    CHECK(boot["class"] == 9);
    CHECK(boot["score"].get<double>() == doctest::Approx(9.555287).epsilon(1e-5));
    CHECK(boot["contributions"].get<double>() == doctest::Approx(9.49742).epsilon(2e-5));
    CHECK(boot["contributions"].get<double>() + boot["biases"].get<double>() ==
          doctest::Approx(boot["score"].get<double>()).epsilon(1e-5));
    CHECK(total(boot["map"]) == doctest::Approx(9.49742).epsilon(2e-5));
    CHECK(boot["rows"] == 11);
    CHECK(boot["map"][6][1].get<double>() == doctest::Approx(1.13265).epsilon(2e-5));
    const Json bag = why("bag", {"8", "--layer", "conv2d_1", "--method", "grad-cam"});
    CHECK(bag["label"] == "Bag");
    CHECK(total(bag["map"]) == doctest::Approx(-0.69502).epsilon(2e-5));
    CHECK(bag["map"][2][5].get<double>() == doctest::Approx(0.125297).epsilon(2e-5));
    const Json shirt = why("shirt", {"Shirt", "--method", "saliency"});
    CHECK(shirt["rows"] == 28);
    CHECK(total(shirt["map"]) == doctest::Approx(-34.7292).epsilon(2e-5));
    CHECK(shirt["map"][17][20].get<double>() == doctest::Approx(-2.09288).epsilon(2e-5));
}

TEST_CASE("the text adds up as written, at the last layer with rows and columns unless another is chosen") {
    const Run r = run({"explain", kModel, garment("ankle_boot"), "--why", "9"});
    CHECK(r.code() == kExitSuccess);
    CAPTURE(r.out);
    CHECK(contains(r.out, "Ankle boot (9): "));
    CHECK(contains(r.out, "contributions of the 5 x 5 places of max_pooling2d_1"));
    double contributions = 0, biases = 0, score = 0;
    std::istringstream lines(r.out);
    std::string line;
    while (std::getline(lines, line)) {
        if (contains(line, "contributions of")) contributions = std::stod(line);
        if (contains(line, "biases")) biases = std::stod(line.substr(1));
        if (contains(line, "  score")) score = std::stod(line.substr(1));
    }
    CHECK(score == doctest::Approx(9.5553));
    CHECK(std::round((contributions + biases) * 1e4) == std::round(score * 1e4));
}

TEST_CASE("the map is written as NumPy array, table or picture") {
    const CommandFolder w;
    const Json map = why("ankle_boot", {"9", "--layer", "conv2d_1"})["map"];
    const std::vector<std::string> arguments{"explain", kModel,    garment("ankle_boot"), "--why", "9",
                                             "--layer", "conv2d_1"};
    const auto write = [&](const std::string& file) {
        std::vector<std::string> all = arguments;
        all.insert(all.end(), {"-o", w.path(file)});
        CHECK(run(all).code() == kExitSuccess);
    };
    write("map.npy");
    const NpyArray array = load_npy(w.path("map.npy"));
    CHECK(array.shape == std::vector<std::int64_t>{11, 11});
    CHECK(array.values[7 * 11 + 1] == doctest::Approx(map[7][1].get<double>()));
    write("map.csv");
    CHECK(fs::file_size(w.path("map.csv")) > 300);
    write("map.png");
    const Picture picture = load_picture(w.path("map.png"));
    CHECK(picture.size() == Size{532, 532});
    // The layer's places begin at pixel 3 of 28: the corner shows the picture, which is black there.
    CHECK(picture.planes[0].at(10, 10) == 0);
    // Place (6, 1) is the strongest and speaks for the class: its pixels 15 and 16 in rows, 5 and 6 in columns.
    CHECK(picture.planes[0].at(16 * 19, 6 * 19) > picture.planes[2].at(16 * 19, 6 * 19) + 30);
}

TEST_CASE("an occlusion map has the drops of the score") {
    const Json map = why("ankle_boot", {"9", "--method", "occlusion", "--fill", "black", "--side", "5"});
    CHECK(map["rows"] == 28);
    CHECK(map["side"] == 5);
    // A black patch in the black corner changes nothing.
    CHECK(map["map"][2][2].get<double>() == doctest::Approx(0).epsilon(1e-4));
    double largest = 0;
    for (const Json& row : map["map"])
        for (const Json& value : row) largest = std::max(largest, value.get<double>());
    CHECK(largest > 1);
    CHECK(why("ankle_boot", {"9", "--method", "occlusion", "--step", "4"})["rows"] == 7);
}

TEST_CASE("mistakes are said in one sentence") {
    const CommandFolder w;
    const std::vector<std::string> start{"explain", kModel, garment("bag")};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), start.begin(), start.end());
        return more;
    };
    fails(with({"--why", "Hat"}), "the model has no class \"Hat\"; give a number from 0 to 9 or a name: T-shirt");
    fails(with({"--why", "10"}), "has no class \"10\"");
    fails(with({"--why", "8", "--layer", "dense"}), "\"dense\" is not a layer with rows and columns before the scores");
    fails(with({"--why", "8", "-o", w.path("map.txt")}), "is no name of a map; end it with .npy, .csv or .png");
    fails(with({"--why", "8", "--method", "magic"}), "--method", kExitUsageError);
    fails(with({"--why", "8", "--layer", "conv2d", "--at", "1,1,1"}), "give one of them", kExitUsageError);
    fails(with({"--layer", "conv2d"}), "--at", kExitUsageError);
    fails(with({"--at", "1,1,1"}), "--layer", kExitUsageError);
    save_model(w.path("numbers.h5"), samples::classifier({6}));
    fails({"explain", w.path("numbers.h5"), "--why", "1"}, "takes numbers and no picture");
}

}  // namespace convscope
