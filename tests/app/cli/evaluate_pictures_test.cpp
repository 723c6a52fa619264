// `convscope evaluate --pictures`: the files it writes, and those that it does not overwrite; class folders as data.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "core/image/files/load.h"
#include "core/io/dataset/dataset_folder.h"
#include "core/nn/input/opening.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/mistakes.h"
#include "tests/app/cli/command_folder.h"
#include "tests/support/class_folders.h"

namespace convscope {

namespace {

std::vector<std::string> lines_of(const fs::path& file) {
    std::istringstream text(content_of(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
    std::istringstream text(line);
    std::vector<std::string> fields;
    for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
    return fields;
}

}  // namespace

TEST_CASE("evaluate --pictures writes the confusion matrix, the mistakes and a sheet for each cell with mistakes") {
    const CommandFolder w;
    const Run r = run({"evaluate", w.model, "--data", w.data, "--pictures", w.path("out")});
    REQUIRE(r.err == "");
    REQUIRE(r.code() == kExitSuccess);
    const Json expected = json_of(run({"evaluate", w.model, "--data", w.data, "--json"}));
    const std::vector<std::string> matrix = lines_of(w.folder / "out/confusion.csv");
    REQUIRE(matrix.size() == 12);
    std::size_t sheets = 0;
    std::int64_t mistakes = 0;
    for (std::size_t t = 0; t < 10; ++t) {
        const std::vector<std::string> row = fields_of(matrix[t + 1]);
        REQUIRE(row.size() == 13);
        CHECK(row[12] == "4");
        for (std::size_t p = 0; p < 10; ++p) {
            const std::int64_t count = expected["confusion"][t][p];
            CHECK(row[p + 1] == std::to_string(count));
            if (t == p || count == 0) continue;
            mistakes += count;
            ++sheets;
            CHECK(std::ranges::any_of(fs::directory_iterator(w.folder / "out"), [&](const auto& entry) {
                const std::string name = entry.path().filename().string();
                return name.starts_with(fmt::format("{}_", t)) && contains(name, fmt::format("_as_{}_", p));
            }));
        }
    }
    CHECK(matrix.back().ends_with(",0,40"));
    CHECK(std::ssize(lines_of(w.folder / "out/mistakes.csv")) == mistakes + 1);
    CHECK(std::distance(fs::directory_iterator(w.folder / "out"), fs::directory_iterator()) ==
          static_cast<std::ptrdiff_t>(sheets + 3));
    CHECK(contains(r.out, fmt::format("{} files written to {}", sheets + 3, w.path("out"))));
}

TEST_CASE("a sheet shows the hardest pictures, each enlarged to 56 pixels") {
    const CommandFolder w;
    REQUIRE(run({"evaluate", w.model, "--data", w.data, "--pictures", w.path("out")}).code() == kExitSuccess);
    const Picture sheet = load_picture(w.folder / "out/hardest.png");
    CHECK(sheet.size() == Size{4 * 60 - 4, 10 * 60 - 4});
    const nn::Dataset data = load_dataset(w.data, DatasetPart::test);
    const nn::Model model = nn::as_opened(load_model(w.model));
    const std::int64_t hardest = nn::hardest_examples(nn::evaluate(model, data), 1).front();
    const auto image = data.image(hardest);
    for (const int pixel : {0, 13, 27})
        CHECK(sheet.planes.front().at(2 * pixel, 2 * 20) == image[static_cast<std::size_t>(pixel * 28 + 20)]);
}

TEST_CASE("evaluate --pictures overwrites no file") {
    const CommandFolder w;
    fs::create_directories(w.folder / "mine");
    w.folder.write("mine/lesson.txt", "keep me");
    const Run r = run({"evaluate", w.model, "--data", w.data, "--pictures", w.path("mine")});
    CHECK(r.code() == 1);
    CHECK(contains(r.err, "is not empty"));
    CHECK(content_of(w.folder / "mine/lesson.txt") == "keep me");
    CHECK(contains(run({"evaluate", w.model, "--data", w.data, "--pictures", w.model}).err, "is not a folder"));
}

TEST_CASE("evaluate takes a folder with one sub-folder of pictures for each class") {
    const CommandFolder w;
    for (int i = 0; i < 3; ++i) {
        samples::write_grey(w.folder / "own/Bag" / fmt::format("{}.pgm", i), 28, 40 * i);
        samples::write_grey(w.folder / "own/Coat" / fmt::format("{}.pgm", i), 50, 40 * i + 20);
    }
    const Json result = json_of(run({"evaluate", w.model, "--data", w.path("own"), "--json"}));
    CHECK(result["examples"] == 6);
    const Run text = run({"evaluate", w.model, "--data", w.path("own")});
    CHECK(contains(text.out, "6 examples, accuracy "));
}

}  // namespace convscope
