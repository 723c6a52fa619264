// The time line and the run under changes: earlier moments, undo, and settings that say what will be used.
#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::same_weights;
using convscope::test::TrainingDriver;

TEST_CASE("no step is taken from an earlier moment, and the reason is given") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    driver.step();
    CHECK(driver.results().step == 3);
    CHECK(driver.moment().step == 0);
    CHECK(driver.last_notice().starts_with("The time line shows an earlier moment."));
    driver.key(GLFW_KEY_END);
    driver.settle();
    driver.step();
    CHECK(driver.results().step == 4);
    CHECK(driver.moment().step == 4);
}

TEST_CASE("the page One step shows the step of the time line's moment") {
    TrainingDriver driver;
    driver.make_small();
    driver.open_page("step");
    CHECK(driver.has("training.lens.none"));
    driver.step(3);
    CHECK(driver.text_in("training.batch").starts_with("Step 3: "));
    driver.type(",");
    driver.settle();
    CHECK(driver.text_in("training.batch").starts_with("Step 2: "));
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    CHECK(driver.text_in("training.lens.none").find("before training") != std::string::npos);
    // The rest of the epoch is trained at full speed, so its steps have no record.
    driver.key(GLFW_KEY_END);
    driver.settle();
    driver.click("training.epoch");
    driver.settle();
    REQUIRE(driver.results().step == 8);
    CHECK(driver.text_in("training.lens.none").find("step 8 were not kept") != std::string::npos);
    driver.click("training.lens.last");
    driver.settle();
    CHECK(driver.moment().step == 3);
    CHECK(driver.text_in("training.batch").starts_with("Step 3: "));
}

TEST_CASE("undo after a change of the pictures gives the run back, and it goes on as if nothing had happened") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(5);
    const std::vector<nn::Snapshot> before = driver.snapshots();
    driver.choose("training.source", "shapes");
    CHECK(driver.results().step == 0);
    driver.step(2);
    REQUIRE(driver.results().step == 2);
    driver.undo();
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::lines);
    CHECK(driver.results().step == 5);
    CHECK(driver.snapshots() == before);
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    CHECK(driver.results().state == EngineState::finished);
    nn::Trainer trainer = driver.fresh_trainer();
    while (trainer.step()) {
    }
    CHECK(same_weights(*driver.snapshots().back().model, trainer.snapshot()));
    // Redo brings the other run back.
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::shapes);
    CHECK(driver.results().step == 2);
}

TEST_CASE("undo of an experiment gives the run before it back") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.choose("training.experiment", "zeros");
    CHECK(driver.results().step == 0);
    driver.undo();
    driver.settle();
    CHECK(driver.results().step == 3);
    CHECK(driver.snapshots().size() == 4);
}

TEST_CASE("a side of 0 reads automatic, and the training pictures are those that there are") {
    TrainingDriver driver;
    const std::filesystem::path garments = std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments";
    driver.key(GLFW_KEY_O);
    driver.settle();
    driver.drop({garments / "bag.png"});
    driver.settle();
    driver.click("training.own.1.name");
    driver.frames(2);
    driver.drop({garments / "ankle_boot.png"});
    driver.settle();
    driver.click("training.own.learn");
    driver.settle();
    driver.open_section("data");
    REQUIRE(driver.settings().options.images == kMaxTrainingImages);
    CHECK(driver.text_in("training.images") == "2");
}
