// The transport and the time line in the real window: every moment that is shown is the trainer's own.
#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::same_weights;
using convscope::test::TrainingDriver;

TEST_CASE("Training opens as the third tab with untrained filters, pictures and their answers") {
    TrainingDriver driver;
    CHECK(driver.has("tab.training"));
    CHECK(driver.results().state == EngineState::paused);
    CHECK(driver.snapshots().size() == 1);
    CHECK(driver.workspace().pages().watch.kernel() != nullptr);
    CHECK(driver.has("training.filter.0"));
    for (int i = 0; i < 4; ++i) CHECK(driver.has(fmt::format("training.pinned.{}", i)));
    CHECK(driver.text_in("training.state").find("before training") != std::string::npos);
    CHECK_FALSE(driver.shell().history().can_undo());
}

TEST_CASE("after n single steps the window shows the weights of a trainer after n steps") {
    TrainingDriver driver;
    driver.make_small();
    nn::Trainer trainer = driver.fresh_trainer();
    for (int step = 1; step <= 3; ++step) {
        driver.step();
        REQUIRE(trainer.step());
        CHECK(driver.results().step == step);
        CHECK(driver.moment().step == step);
        CHECK(same_weights(*driver.moment().model, trainer.snapshot()));
    }
    CHECK(driver.results().state == EngineState::paused);
}

TEST_CASE("one epoch, the whole run and the start again") {
    TrainingDriver driver;
    driver.make_small();
    driver.click("training.epoch");
    driver.settle();
    CHECK(driver.results().step == 8);
    CHECK(driver.results().curves.epochs.size() == 1);
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    CHECK(driver.results().state == EngineState::finished);
    CHECK(driver.results().step == 16);
    CHECK(driver.results().curves.epochs.size() == 2);
    nn::Trainer trainer = driver.fresh_trainer();
    while (trainer.step()) {
    }
    CHECK(same_weights(*driver.snapshots().back().model, trainer.snapshot()));
    driver.click("training.restart");
    driver.settle();
    CHECK(driver.results().step == 0);
    CHECK(driver.results().state == EngineState::paused);
    REQUIRE(driver.run().former().has_value());
    CHECK(driver.run().former()->curves.steps.size() == 16);
}

TEST_CASE("Space trains again from the start after the end of a run") {
    TrainingDriver driver;
    driver.make_small();
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    const auto last = driver.snapshots().back().model;
    driver.wait_for_again();
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    CHECK(driver.results().state == EngineState::finished);
    CHECK(driver.snapshots().back().model != last);
    CHECK(same_weights(*driver.snapshots().back().model, *last));
}

TEST_CASE("a press on Pause that comes just after the end of a run does not start it again") {
    TrainingDriver driver;
    driver.make_small();
    // No frame more than necessary: the button goes back to its meaning after a moment, which one frame of a machine
    // with much to do can exceed.
    constexpr int kRuns = 10;
    for (int i = 0; i < kRuns && (i == 0 || driver.text_in("training.play") != "Finished"); ++i) {
        if (i > 0) driver.wait_for_again();
        driver.tap(GLFW_KEY_SPACE);
        do driver.frames(1);
        while (driver.results().state != EngineState::finished);
    }
    REQUIRE(driver.text_in("training.play") == "Finished");
    const std::uint64_t run = driver.results().run;
    driver.move_to("training.play");
    driver.press();
    driver.release();
    driver.settle();
    CHECK(driver.results().run == run);
    CHECK(driver.results().step == 16);
}

TEST_CASE("a fresh start ends the run, also with the settings of a fresh start") {
    TrainingDriver driver;
    driver.step(3);
    REQUIRE(driver.results().step == 3);
    driver.key(GLFW_KEY_N, GLFW_MOD_CONTROL);
    driver.settle();
    driver.key(GLFW_KEY_3);
    driver.settle();
    CHECK(driver.settings() == Training{});
    CHECK(driver.results().step == 0);
    CHECK(driver.results().curves.steps.empty());
    CHECK_FALSE(driver.run().former().has_value());
}

TEST_CASE("undo during a run hides its curves at once") {
    TrainingDriver driver;
    driver.make_small();
    driver.enter("training.images", "80");
    driver.step(2);
    REQUIRE(driver.results().curves.steps.size() == 2);
    driver.undo();
    CHECK(driver.settings().options.images == 64);
    // key() runs frames until nothing is computed; none of them showed the curves of the other settings.
    CHECK(driver.results().curves.steps.empty());
    CHECK(driver.results().step == 0);
}

TEST_CASE("the slider's knob is at the moment's step, as the line in the curves is") {
    TrainingDriver driver;
    driver.open_section("options");
    driver.enter("training.batch", "8");
    driver.enter("training.epochs", "1");
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    REQUIRE(driver.results().step == 250);
    const Rect slider = driver.at("training.moment");
    driver.click_at(slider.centre_x(), slider.centre_y());
    driver.settle();
    // Of 250 steps every one is kept until 64, then every second and every fourth.
    CHECK(driver.moment().step >= 120);
    CHECK(driver.moment().step <= 130);
}

TEST_CASE("Home, End, comma and period move the moment, and all views show it") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.key(GLFW_KEY_HOME);
    driver.settle();
    CHECK(driver.moment().step == 0);
    CHECK(driver.training().moment == 0);
    CHECK(*driver.workspace().pages().watch.kernel() == *driver.snapshots().front().model->node(1).weights.front());
    driver.type(".");
    driver.settle();
    CHECK(driver.moment().step == 1);
    driver.type(".");
    driver.settle();
    driver.type(",");
    driver.settle();
    CHECK(driver.moment().step == 1);
    CHECK(driver.text_in("training.state").find("step 1, epoch 1") != std::string::npos);
    driver.key(GLFW_KEY_END);
    driver.settle();
    CHECK(driver.moment().step == 3);
    CHECK_FALSE(driver.training().moment.has_value());
    CHECK_FALSE(driver.shell().history().can_redo());
}

TEST_CASE("the slider drags the moment from the newest to the first") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(4);
    const Rect slider = driver.at("training.moment");
    driver.drag("training.moment", -slider.w / 2, 0);
    driver.settle();
    CHECK(driver.moment().step == 0);
    driver.drag("training.moment", -slider.w / 4 + 1, 0);
    driver.settle();
    CHECK(driver.moment().step == 1);
}

TEST_CASE("a replay plays all moments and ends at the newest") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(3);
    driver.click("training.replay");
    driver.frames(2);
    CHECK(driver.training().plays_back);
    for (int i = 0; i < 20'000 && driver.training().plays_back; ++i) driver.frames(1);
    CHECK_FALSE(driver.training().plays_back);
    CHECK(driver.moment().step == 3);
}

TEST_CASE("a click on a curve shows the moment of that step") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(8);
    const Rect plot = driver.at("training.loss");
    driver.click_at(plot.right() - 8, plot.centre_y());
    driver.settle();
    CHECK(driver.moment().step == 8);
    driver.click_at(plot.x + 52, plot.centre_y());
    driver.settle();
    CHECK(driver.moment().step <= 1);
}

TEST_CASE("pausing, scrubbing and closing at once while training runs") {
    TrainingDriver driver;
    driver.open_section("options");
    driver.enter("training.epochs", "200");
    driver.enter("training.batch", "1");
    // A key waits until nothing runs; the pointer does not.
    const auto press = [&driver](float x, float y) {
        driver.move(x, y);
        driver.frames(1);
        driver.press();
        driver.release();
        driver.frames(2);
    };
    const Rect play = driver.at("training.play"), slider = driver.at("training.moment");
    press(play.centre_x(), play.centre_y());
    for (int i = 0; i < 2000 && driver.results().step < 4; ++i) driver.frames(1);
    CHECK(driver.results().state == EngineState::running);
    press(slider.x + 2, slider.centre_y());
    CHECK(driver.moment().step == 0);
    CHECK(driver.training().moment == 0);
    CHECK(driver.results().state == EngineState::running);
    press(play.centre_x(), play.centre_y());
    driver.settle();
    CHECK(driver.results().state == EngineState::paused);
    press(play.centre_x(), play.centre_y());
    // The driver closes the window while training runs.
}

TEST_CASE("the moment's model opens in Layers as one undo step") {
    TrainingDriver driver;
    driver.make_small();
    driver.step(2);
    const auto model = driver.moment().model;
    driver.click("training.open");
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::layers);
    REQUIRE(driver.document().network.model.model != nullptr);
    CHECK(same_weights(*driver.document().network.model.model, *model));
    CHECK(driver.document().network.model.name().starts_with("Step 2"));
}
