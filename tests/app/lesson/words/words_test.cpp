#include "app/lesson/words.h"
#include "app/document/session.h"

#include <doctest/doctest.h>

#include <set>

#include "app/document/chain/chain.h"
#include "tests/app/lesson/words/word_lines.h"

namespace convscope {

namespace {

/// what() of the error that the lines give.
std::string error_of(const std::string& lines) {
    LessonBench bench;
    try {
        bench.set(lines);
    } catch (const SettingError& error) {
        return std::to_string(error.line()) + ": " + error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("every word has an example that changes the document") {
    for (const WordLine& line : word_lines()) {
        CAPTURE(line.lines);
        LessonBench bench;
        bench.set(line.before);
        const Document before = bench.document;
        bench.set(line.lines);
        CHECK_FALSE(bench.document == before);
    }
}

TEST_CASE("every word of the table is among the examples") {
    std::set<std::pair<WordGroup, std::string>> tried;
    for (const WordLine& line : word_lines()) tried.emplace(line.group, line.lines.substr(0, line.lines.find(' ')));
    for (const LessonWord& word : lesson_words()) {
        const std::string name(word.word);
        if (name == "cover" || name == "hide" || name == "point" || name == "only" || name == "free" ||
            name == "session")
            continue;
        CAPTURE(name);
        CHECK(tried.contains({word.group, name}));
    }
}

TEST_CASE("a word with several meanings acts on the workspace that is shown") {
    LessonBench bench;
    bench.set("filters 4");
    CHECK(bench.document.lab.count == 4);
    bench.set("workspace training\nfilters 16");
    CHECK(bench.document.lab.count == 4);
    CHECK(bench.document.training.network.filters == 16);
}

TEST_CASE("in the Filter Lab, words act on the filter of the page that is shown") {
    LessonBench bench;
    bench.set("page colour\nbias 3\nactivation relu\npool-size 3");
    CHECK(bench.document.colour.filter.steps.bias == 3);
    CHECK(bench.document.colour.filter.steps.activation == Activation::relu);
    CHECK(bench.document.colour.filter.steps.pool_size == 3);
    CHECK(bench.document.lab.filters[0].bias == 0);
    CHECK(bench.document.lab.pool_size == 2);
    bench.set("page chain\nchain course\nstage 1\nborder zero");
    CHECK(bench.document.chain.stage(0).border == Border::zero);
    CHECK(bench.document.lab.border == Border::valid);
}

TEST_CASE("a word of Layers opens the course model and its first input if no model is open") {
    LessonBench bench;
    bench.set("layer conv2d_1");
    REQUIRE(bench.document.network.model.model);
    CHECK(bench.document.network.model.file == "course");
    CHECK(bench.document.network.input.file == "ankle_boot");
    CHECK(bench.document.network.model.model->node(bench.document.network_view.layer).name == "conv2d_1");
}

TEST_CASE("shift moves the input and lets black in") {
    LessonBench bench;
    bench.set("workspace layers\nshift 2 1");
    const nn::Model& model = *bench.document.network.model.model;
    NetworkInput before = bench.document.network.input;
    before.paint.reset();
    const nn::Tensor plain = nn::input_tensor(before, model);
    const nn::Tensor moved = nn::input_tensor(bench.document.network.input, model);
    CHECK(moved.values.at(0) == 0);
    for (std::size_t row = 1; row < 28; ++row)
        for (std::size_t col = 2; col < 28; ++col)
            CHECK(moved.values.at(row * 28 + col) == plain.values.at((row - 1) * 28 + col - 2));
    bench.set("clear-paint");
    CHECK(nn::input_tensor(bench.document.network.input, model) == plain);
}

TEST_CASE("paint sets a rectangle of the input and nothing else") {
    LessonBench bench;
    bench.set("workspace layers\nlayer 1");
    const nn::Model& model = *bench.document.network.model.model;
    const nn::Tensor plain = nn::input_tensor(bench.document.network.input, model);
    bench.set("paint 3 4 2 5 255");
    const nn::Tensor painted = nn::input_tensor(bench.document.network.input, model);
    for (std::size_t row = 0; row < 28; ++row)
        for (std::size_t col = 0; col < 28; ++col) {
            const bool inside = row >= 3 && row < 5 && col >= 4 && col < 9;
            CHECK(painted.values.at(row * 28 + col) ==
                  doctest::Approx(inside ? 1 : plain.values.at(row * 28 + col)).epsilon(1e-6));
        }
}

TEST_CASE("settings that cannot be applied say what is wrong and what to write") {
    CHECK(error_of("workspace layerz") == "3: workspace cannot be \"layerz\". Write layers.");
    CHECK(error_of("stride 9") == "3: 9 is not between 1 and 4. Write a number from 1 to 4.");
    CHECK(error_of("stride two") == "3: \"two\" is not a number. Write stride N.");
    CHECK(error_of("stride 1.5") == "3: 1.5 is not a whole number. Write stride N.");
    CHECK(error_of("stride") == "3: stride has 0 arguments. Write stride N.");
    CHECK(error_of("compare yes") == "3: \"yes\" is neither on nor off. Write compare on|off.");
    CHECK(error_of("preset sobel-vertikal") == "3: preset cannot be \"sobel-vertikal\". Write sobel-vertical.");
    CHECK(error_of("kernel \"1,2\"").starts_with("3: the filter's values cannot be read: "));
    CHECK(error_of("picture dot\nchannel red") ==
          "4: the picture is grey, so it has no channel red. Open a colour picture before it, for instance picture "
          "portrait.");
    CHECK(error_of("pin filtered 600 0") ==
          "3: row 600, column 0 is outside the filtered picture of 510 x 510. Write smaller numbers.");
    CHECK(error_of("picture stairs").starts_with("3: \"stairs\" is not a picture of the program. Write one of "));
    CHECK(error_of("layer conv2d_9") == "3: there is no layer \"conv2d_9\". Write conv2d_1.");
    CHECK(error_of("workspace layers\npin layer 30 3") ==
          "4: row 30, column 3 is outside the 26 x 26 values of the layer. Write smaller numbers.");
    CHECK(error_of("class sneakers") == "3: there is no class \"sneakers\". Write sneaker.");
    CHECK(error_of("filter b") == "3: filter b is not in use. Write filters 2 before it.");
    CHECK(error_of("combine magnitude") == "3: two filters are needed to combine them. Write compare on before it.");
    CHECK(error_of("random flatten") ==
          "3: the layer \"flatten\" has no weights. Write a layer with weights, for instance conv2d.");
}

TEST_CASE("files of a lesson cannot lie outside its folder") {
    const char* const kOutside = "is not in the lesson's folder. Put the file into that folder and write its name.";
    CHECK(error_of("picture ../x.png") == std::string("3: \"../x.png\" ") + kOutside);
    CHECK(error_of("model /etc/passwd") == std::string("3: \"/etc/passwd\" ") + kOutside);
    CHECK(error_of("session none.json") == std::string("3: \"none.json\" ") + kOutside);
    LessonBench bench;
    std::filesystem::create_symlink("/etc/passwd", bench.folder / "link.png");
    CHECK_THROWS_AS(bench.set("picture link.png"), SettingError);
}

TEST_CASE("a session of a lesson cannot name files outside the lesson's folder") {
    LessonBench bench;
    const std::filesystem::path file = bench.folder / "s.json";
    save_session(file, bench.document);
    bench.set("session s.json");
    CHECK(bench.document.picture.name() == "staircase");
    Document outside = bench.document;
    for (const char* const path : {"/etc/hostname", "../outside.png"}) {
        CAPTURE(path);
        outside.picture.is_sample = false;
        outside.picture.file = path;
        save_session(file, outside);
        CHECK_THROWS_AS(bench.set("session s.json"), SettingError);
    }
}

TEST_CASE("a picture of the lesson's folder is opened by its name") {
    LessonBench bench;
    std::filesystem::copy(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures/dot.png", bench.folder / "own.png");
    bench.set("picture own.png");
    CHECK(bench.document.picture.name() == "own.png");
    CHECK_FALSE(bench.document.picture.is_sample);
    bench.set("workspace layers\ninput own.png");
    CHECK(bench.document.network.input.source == InputSource::file);
}

TEST_CASE("the nearest known word is suggested, or a few of many") {
    const std::vector<std::string_view> known{"preset", "picture", "pool"};
    CHECK(remedy_for("presett", known) == "Write preset");
    CHECK(remedy_for("zzz", known) == "Write one of preset, picture, pool");
    std::vector<std::string> many;
    many.reserve(30);
    for (int i = 0; i < 30; ++i) many.push_back("name" + std::to_string(i) + "xxxxxx");
    const std::vector<std::string_view> views(many.begin(), many.end());
    CHECK(remedy_for("ape", views).starts_with("Write for instance name"));
}

}  // namespace convscope
