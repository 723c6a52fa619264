// The files that Training reads and writes: data sets, class folders, models, tables, and the run of a session.
#include <filesystem>

#include "app/document/session.h"
#include "core/image/files/load.h"
#include "core/io/dataset/training_folder.h"
#include "core/io/model_file.h"
#include "tests/gui/training/training_driver.h"
#include "tests/support/class_folders.h"
#include "tests/support/file_camera.h"
#include "tests/support/temporary_folder.h"

using namespace convscope;
using convscope::test::same_weights;
using convscope::test::TrainingDriver;

namespace {

/// Answers the question for a file with this one.
std::filesystem::path answer(TrainingDriver& driver, const std::string& name) {
    std::filesystem::path file = driver.folder() / name;
    driver.frames(2);
    REQUIRE(driver.has("files.name"));
    driver.type(file.string());
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
    return file;
}

/// Presses a button that asks for a file, and gives this one.
std::filesystem::path save(TrainingDriver& driver, const std::string& button, const std::string& name) {
    driver.click(button);
    return answer(driver, name);
}

/// Chooses an entry of a list of forms, and gives this file.
std::filesystem::path save(TrainingDriver& driver, const std::string& list, const std::string& form,
                           const std::string& name) {
    driver.choose(list, form);
    return answer(driver, name);
}

/// Six pictures of two classes, of different sizes.
std::filesystem::path write_pictures(const TrainingDriver& driver) {
    for (int i = 0; i < 3; ++i) {
        samples::write_grey(driver.folder() / "own/bright" / fmt::format("{}.pgm", i), 40, 200 + 10 * i);
        samples::write_grey(driver.folder() / "own/dark" / fmt::format("{}.pgm", i), 30, 20 + 10 * i);
    }
    return driver.folder() / "own";
}

}  // namespace

TEST_CASE("the curves are saved as a table, and the moment's model as Keras and ONNX files") {
    TrainingDriver driver;
    driver.make_small();
    driver.click("training.epoch");
    driver.settle();
    const nn::Curves read =
        curves_from_csv(content_of(save(driver, "training.curves", "csv", "curves.csv")), "curves.csv");
    REQUIRE(read.steps.size() == 8);
    CHECK(read.steps.back().loss == driver.results().curves.steps.back().loss);
    CHECK(read.epochs == driver.results().curves.epochs);
    CHECK(same_weights(load_model(save(driver, "training.save", "h5", "trained.h5")), *driver.moment().model));
    CHECK(same_weights(load_model(save(driver, "training.save", "onnx", "trained.onnx")), *driver.moment().model));
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    CHECK(same_weights(load_model(save(driver, "training.save", "h5", "start.h5")), *driver.run().start()));
}

TEST_CASE("curves and filters are saved as pictures") {
    TrainingDriver driver;
    driver.make_small();
    driver.click("training.epoch");
    driver.settle();
    const Picture curves = load_picture(save(driver, "training.curves", "png", "curves.png"));
    CHECK(curves.size().cols > 600);
    CHECK_FALSE(curves.is_grey());
    driver.open_page("runs");
    // Eight filters of 7 x 7 values, three to a line, each value as a square of 9 pixels.
    const Picture filters = load_picture(save(driver, "training.filters.0", "filters.png"));
    CHECK(filters.size() == Size{3 * 63 + 2 * 4, 3 * 63 + 2 * 4});
}

TEST_CASE("the table of runs is saved with a line for each run") {
    TrainingDriver driver;
    driver.make_small();
    driver.click("training.epoch");
    driver.settle();
    driver.open_page("runs");
    const std::string table = content_of(save(driver, "training.runs.csv", "runs.csv"));
    CHECK(table.starts_with("run,title,data,"));
    CHECK(table.find("run-0001") != std::string::npos);
    CHECK(table.find(",Lines,") != std::string::npos);
}

TEST_CASE("the user's own pictures are saved as class folders that can be read again") {
    TrainingDriver driver;
    driver.key(GLFW_KEY_O);
    driver.settle();
    const std::filesystem::path garments = std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments";
    driver.drop({garments / "bag.png"});
    driver.settle();
    driver.click("training.own.1.name");
    driver.frames(2);
    driver.drop({garments / "ankle_boot.png"});
    driver.settle();
    driver.drop({garments / "sneaker.png"});
    driver.settle();
    REQUIRE(driver.settings().own[1].pictures.size() == 2);
    const std::filesystem::path folder = save(driver, "training.own.save", "classes");
    const auto read = read_training_folder(folder);
    REQUIRE(read.has_value());
    CHECK(read->train.class_names == std::vector<std::string>{"first", "second"});
    CHECK(read->train.labels == std::vector<std::uint16_t>{0, 1, 1});
    CHECK(read->train.example == nn::Shape{28, 28, 1});
    const auto first = read->train.image(0);
    CHECK(std::vector<std::uint8_t>(first.begin(), first.end()) == *driver.settings().own[0].pictures[0].pixels);
}

TEST_CASE("Teach it takes the pictures of a folder of class folders, as one undo step") {
    TrainingDriver driver;
    driver.drop({write_pictures(driver)});
    driver.settle();
    driver.open_page("own");
    const auto data = driver.run().pictures()->train;
    driver.click("training.own.take");
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::own);
    REQUIRE(driver.settings().own.size() == 2);
    CHECK(driver.settings().own[0].name == "bright");
    CHECK(driver.settings().own[0].pictures.size() + driver.settings().own[1].pictures.size() ==
          static_cast<std::size_t>(data->size()));
    CHECK_FALSE(driver.has("training.own.take"));
    driver.undo();
    driver.settle();
    CHECK(driver.settings().own == first_own_classes());
    CHECK(driver.settings().source == TrainingSource::open_dataset);
}

TEST_CASE("a folder that is dropped on Training is its data set; the side of its pictures can be chosen") {
    TrainingDriver driver;
    CHECK_FALSE(driver.has("training.side"));
    driver.drop({write_pictures(driver)});
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::training);
    CHECK(driver.settings().source == TrainingSource::open_dataset);
    CHECK(driver.last_notice() == "own is the data set of Training now.");
    REQUIRE(driver.run().pictures() != nullptr);
    CHECK(driver.run().pictures()->train->example == nn::Shape{64, 64, 1});
    CHECK(driver.run().task().class_names == std::vector<std::string>{"bright", "dark"});
    driver.enter("training.side", "20");
    CHECK(driver.settings().side == 20);
    CHECK(driver.run().pictures()->train->example == nn::Shape{20, 20, 1});
    driver.enter("training.side", "2");
    CHECK(driver.settings().side == kMinPictureSide);
    driver.undo();
    driver.undo();
    driver.undo();
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::lines);
}

TEST_CASE("a session shows the run again that was kept, with its curves and its trained model") {
    TrainingDriver driver;
    driver.make_small();
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    driver.frames(2);
    CHECK(driver.training().kept_run == "run-0001");
    const nn::Curves curves = driver.results().curves;
    const std::vector<nn::Snapshot> moments = driver.snapshots();
    const auto model = driver.snapshots().back().model;
    save_session(driver.folder() / "trained.json", driver.document());
    driver.choose("training.source", "shapes");
    driver.frames(2);
    CHECK(driver.training().kept_run.empty());
    CHECK(driver.results().step == 0);
    driver.drop({driver.folder() / "trained.json"});
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::lines);
    CHECK(driver.results().state == EngineState::finished);
    CHECK(driver.results().step == 16);
    CHECK(driver.results().curves.epochs == curves.epochs);
    CHECK(same_weights(*driver.snapshots().back().model, *model));
    REQUIRE(driver.snapshots().size() == 17);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        CHECK(driver.snapshots()[i].step == moments[i].step);
        CHECK(same_weights(*driver.snapshots()[i].model, *moments[i].model));
    }
    CHECK(driver.training().kept_run == "run-0001");
    CHECK(driver.workspace().shelf().runs().size() == 1);
}

TEST_CASE("a session whose run is gone starts untrained, and says why") {
    TrainingDriver driver;
    driver.make_small();
    Document document = driver.document();
    document.training_view.kept_run = "run-0077";
    save_session(driver.folder() / "lost.json", document);
    driver.choose("training.source", "shapes");
    driver.drop({driver.folder() / "lost.json"});
    driver.settle();
    driver.frames(2);
    CHECK(driver.results().state == EngineState::paused);
    CHECK(driver.results().step == 0);
    CHECK(driver.training().kept_run.empty());
}

TEST_CASE("the camera is shown on the pad, its pictures are added with A") {
    const TemporaryFolder devices;
    // Two frames of 32 x 32 pixels: a bright bar upright, and one lying.
    std::string frames;
    for (const bool is_upright : {true, false})
        for (int row = 0; row < 32; ++row)
            for (int col = 0; col < 32; ++col) {
                const int across = is_upright ? col : row;
                frames += static_cast<char>(across >= 13 && across < 19 ? 235 : 16);
                frames += static_cast<char>(128);
            }
    devices.write("video0", frames);
    const auto calls = std::make_shared<samples::FileVideoCalls>(V4L2_PIX_FMT_YUYV, Size{32, 32}, 2048);
    calls->most = 1;
    TrainingDriver driver(1280, 800, {}, {devices.path(), calls});
    driver.key(GLFW_KEY_O);
    driver.settle();
    const OwnPage& page = driver.workspace().pages().own;
    driver.click("training.camera");
    while (page.feed().number() == 0) driver.frames(1);
    driver.frames(1);
    CHECK_FALSE(page.pad().empty());
    const std::vector<std::uint8_t> upright = *page.pad().pixels();
    CHECK(upright.at(14 * 28 + 14) > 200);
    CHECK(upright.at(14 * 28 + 3) < 60);
    driver.key(GLFW_KEY_A);
    driver.settle();
    REQUIRE(driver.settings().own[0].pictures.size() == 1);
    CHECK(*driver.settings().own[0].pictures[0].pixels == upright);
    CHECK_FALSE(page.pad().empty());
    // Another page ends the camera.
    driver.open_page("watch");
    CHECK_FALSE(page.feed().is_on());
    CHECK(calls->closed == 1);
}

TEST_CASE("without a device there is no button for a camera") {
    const TemporaryFolder none;
    TrainingDriver driver(1280, 800, {}, {none.path(), std::make_shared<KernelVideoCalls>()});
    driver.key(GLFW_KEY_O);
    driver.settle();
    CHECK(driver.has("training.pad.add"));
    CHECK_FALSE(driver.has("training.camera"));
}
