// Data sets: IDX files and class folders, the messages, the settings, and pictures that fit the open model.
#include <algorithm>
#include <set>

#include "core/io/keras/h5.h"
#include "tests/app/opening/opening_bench.h"
#include "tests/support/class_folders.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

namespace fs = std::filesystem;

/// A folder with class folders for samples::small_course(), whose classes are shirt, Größe "1" and bag.
fs::path write_garments(const fs::path& parent) {
    fs::path folder = parent / "garments";
    for (int i = 0; i < 3; ++i) {
        samples::write_grey(folder / "bag" / (std::to_string(i) + ".pgm"), 20, 10 * i + 5);
        samples::write_grey(folder / "shirt" / (std::to_string(i) + ".pgm"), 12, 10 * i + 7);
    }
    return folder;
}

/// Opens a model in the Layers workspace.
void open_model_file(OpeningBench& bench, const nn::Model& model, const char* name = "m.h5") {
    keras::save_h5(bench.folder / name, model);
    bench.open({bench.folder / name});
    REQUIRE(bench.document().workspace == WorkspaceId::layers);
}

const nn::Dataset& data_of(const OpeningBench& bench) {
    REQUIRE(bench.opening.dataset().data);
    return *bench.opening.dataset().data;
}

}  // namespace

TEST_CASE("a dropped data set of IDX files says that it is open, and is remembered") {
    OpeningBench bench;
    const fs::path folder = samples::write_test_images(bench.folder.path(), 30);
    bench.open({folder});
    CHECK(bench.messages.notices ==
          std::vector<std::string>{"The data set images is open: 30 pictures of 10 classes."});
    CHECK(bench.settings.settings().dataset == folder);
    CHECK(bench.document().workspace == WorkspaceId::layers);
    CHECK(data_of(bench).size() == 30);
}

TEST_CASE("the next start opens the remembered data set without a message") {
    OpeningBench bench;
    const fs::path folder = samples::write_test_images(bench.folder.path(), 12);
    bench.settings.change([&](UserSettings& settings) { settings.dataset = folder; });
    bench.opening.open_first_network();
    bench.settle();
    CHECK(data_of(bench).size() == 12);
    CHECK(bench.messages.notices.empty());
}

TEST_CASE("class folders dropped in Layers are a data set in the model's size, with its numbers of the classes") {
    OpeningBench bench;
    open_model_file(bench, samples::small_course());
    bench.open({write_garments(bench.folder.path())});
    CHECK(bench.messages.notices ==
          std::vector<std::string>{"The data set garments is open: 6 pictures of 2 classes."});
    CHECK(data_of(bench).example == nn::Shape{12, 12, 1});
    CHECK(data_of(bench).labels == std::vector<std::uint16_t>{2, 2, 2, 0, 0, 0});
    CHECK(data_of(bench).class_names == std::vector<std::string>{"shirt", "", "bag"});
    CHECK(bench.settings.settings().pictures.empty());
}

TEST_CASE("class folders dropped in the Filter Lab are its pictures") {
    OpeningBench bench;
    bench.open({write_garments(bench.folder.path())});
    CHECK_FALSE(bench.opening.dataset().data);
    CHECK(bench.settings.settings().pictures.size() == 6);
}

TEST_CASE("class folders are read again for a model with another input, and not for one with the same") {
    OpeningBench bench;
    open_model_file(bench, samples::small_course());
    bench.open({write_garments(bench.folder.path())});
    const auto before = bench.opening.dataset().data;
    open_model_file(bench, samples::small_course(5), "same.h5");
    CHECK(bench.opening.dataset().data == before);
    open_model_file(bench, samples::classifier({8, 8, 3}), "colour.h5");
    bench.settle();
    CHECK(data_of(bench).example == nn::Shape{8, 8, 3});
    CHECK(bench.messages.notices.size() == 1);
    CHECK(bench.messages.warnings.empty());
}

TEST_CASE("class folders opened before a model wait for it") {
    OpeningBench bench;
    bench.settings.change([&](UserSettings& s) { s.dataset = write_garments(bench.folder.path()); });
    bench.opening.open_first_network();  // also opens the course model
    bench.settle();
    bench.settle();
    REQUIRE(bench.network().model.model);
    CHECK(data_of(bench).example == nn::Shape{28, 28, 1});
}

TEST_CASE("a picture of class folders is opened again with its session") {
    OpeningBench bench;
    bench.opening.open_sample_picture("dot");  // a session needs a picture
    bench.settle();
    open_model_file(bench, samples::small_course());
    bench.open({write_garments(bench.folder.path())});
    bench.history.perform(open_input(dataset_input(bench.opening.dataset(), 4)));
    const fs::path file = bench.folder / "lesson.json";
    bench.opening.save_session(file);
    bench.settle();
    CHECK(bench.last_warning() == "");
    OpeningBench again;
    again.open({file});
    CHECK(again.last_warning() == "");
    const NetworkInput& input = again.network().input;
    CHECK(input.source == InputSource::dataset);
    CHECK(input.number == 4);
    CHECK(input.label == 0);
    REQUIRE(input.picture.size() == Size{12, 12});
    CHECK(std::ranges::equal(input.picture.planes.front().bytes(), data_of(bench).image(4)));
}

TEST_CASE("a colour picture of a data set has three planes") {
    auto data = std::make_shared<nn::Dataset>();
    data->example = {1, 2, 3};
    data->images = {1, 2, 3, 4, 5, 6};
    data->labels = {7};
    const NetworkInput input = dataset_input({"folder", data}, 0);
    REQUIRE(input.picture.planes.size() == 3);
    CHECK(input.picture.planes[0].at(0, 1) == 4);
    CHECK(input.picture.planes[2].at(0, 0) == 3);
    CHECK(input.label == 7);
    CHECK(nn::PictureInput(input).is_drawn);  // data sets are not inverted
}

TEST_CASE("a data set that cannot be read gives a warning, and the open one stays") {
    OpeningBench bench;
    const fs::path good = samples::write_test_images(bench.folder.path(), 10);
    bench.open({good});
    fs::create_directories(bench.folder / "bad");
    bench.folder.write("bad/t10k-images-idx3-ubyte", "no IDX file");
    bench.open({bench.folder / "bad"});
    CHECK(bench.messages.warnings.size() == 1);
    CHECK(bench.opening.dataset().folder == good);
    CHECK(bench.settings.settings().dataset == good);
}

}  // namespace convscope
