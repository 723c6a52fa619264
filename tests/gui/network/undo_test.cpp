// Undo in Layers never leaves an empty page, and gives a notice if it shows another workspace.
#include "app/document/session.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"

namespace fs = std::filesystem;
using namespace convscope;
using convscope::test::Driver;
using convscope::test::NetworkDriver;
using convscope::test::without_dataset;

namespace {

/// A model file that differs from the shipped models.
fs::path own_model(const fs::path& folder) {
    save_model(folder / "own.h5", nn::initialised(nn::course_model(5), 5));
    return folder / "own.h5";
}

}  // namespace

TEST_CASE(
    "Layers shows the course model after the drop of a model is undone, and the model after it is dropped again") {
    Driver driver(1280, 800, without_dataset({}));
    const fs::path file = own_model(driver.folder());
    for (int round = 0; round < 2; ++round) {
        driver.drop({file});
        driver.settle();
        REQUIRE(driver.document().network.model.file == file);
        driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
        driver.settle();
        driver.key(GLFW_KEY_2);
        driver.settle();
        REQUIRE(driver.document().network.model.model);
        CHECK(driver.document().network.model.name() == "course");
        CHECK(driver.has("maps.grid"));
    }
    driver.drop({file});
    driver.settle();
    CHECK(driver.document().network.model.file == file);
    CHECK(driver.has("maps.grid"));
}

TEST_CASE("undo that shows another workspace names the undone step and the workspace") {
    Driver driver(1280, 800, without_dataset({}));
    driver.drop({own_model(driver.folder())});
    driver.settle();
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    CHECK(driver.document().workspace == WorkspaceId::filter_lab);
    CHECK(driver.last_notice() == "Undone: opening of own.h5. Filter Lab is shown, where that was done.");
}

TEST_CASE("undo in the shown workspace shows no notice") {
    NetworkDriver driver;
    driver.click("weights.turn_off");
    driver.undo();
    CHECK(driver.last_notice().empty());
}

TEST_CASE("opening a session can be undone and redone") {
    NetworkDriver driver;
    driver.click("weights.turn_off");
    const nn::Edits edits = driver.network().edits;
    Document other = driver.document();
    other.network.edits = {};
    other.lab.stride = 3;
    save_session(driver.folder() / "lesson.json", other);
    driver.drop({driver.folder() / "lesson.json"});
    driver.settle();
    CHECK(driver.document().lab.stride == 3);
    CHECK(driver.network().edits.empty());
    CHECK(driver.shell().history().undo_label() == "opening of lesson.json");
    driver.undo();
    driver.settle();
    CHECK(driver.document().lab.stride == 1);
    CHECK(driver.network().edits == edits);
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    driver.settle();
    CHECK(driver.document().lab.stride == 3);
}

TEST_CASE("a session that the program starts with replaces nothing and cannot be undone") {
    const TemporaryFolder folder;
    {
        NetworkDriver driver;
        save_session(folder / "lesson.json", driver.document());
    }
    NetworkDriver driver(1280, 800, {.session = folder / "lesson.json"});
    CHECK_FALSE(driver.shell().history().can_undo());
}

TEST_CASE("File opens the models that come with the program, as an undo step") {
    NetworkDriver driver;
    driver.click("top.file");
    driver.click("top.file.model.plain");
    driver.settle();
    CHECK(driver.network().model.name() == "plain");
    CHECK(driver.network().model.is_sample);
    driver.check_results();
    driver.undo();
    driver.settle();
    CHECK(driver.network().model.name() == "course");
}
