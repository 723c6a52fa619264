// Runs are kept, compared and reopened; the course's table is filled; classes of one's own are taught.
#include <cmath>

#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::same_weights;
using convscope::test::TrainingDriver;

namespace {

/// Draws a stroke on the pad, from and to fractions of its side.
void draw(TrainingDriver& driver, float x0, float y0, float x1, float y1) {
    const Rect pad = driver.at("training.pad");
    driver.move(pad.x + x0 * pad.w, pad.y + y0 * pad.h);
    driver.frames(1);
    driver.press();
    for (int i = 1; i <= 6; ++i) {
        const float part = static_cast<float>(i) / 6;
        driver.move(pad.x + std::lerp(x0, x1, part) * pad.w, pad.y + std::lerp(y0, y1, part) * pad.h);
        driver.frames(1);
    }
    driver.release();
    driver.frames(2);
}

}  // namespace

TEST_CASE("a run is kept after its epochs, and its settings can be used again") {
    TrainingDriver driver;
    driver.make_small();
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    driver.key(GLFW_KEY_R);
    driver.settle();
    REQUIRE(driver.workspace().shelf().runs().size() == 1);
    const StoredRun run = driver.workspace().shelf().runs().front();
    CHECK(run.row.epochs == 2);
    CHECK(run.row.steps == 16);
    CHECK(run.row.accuracy == driver.results().curves.epochs.back().accuracy);
    CHECK(run.row.parameters == nn::parameter_count(*driver.run().start()));
    const ReadRun* const read = driver.workspace().shelf().find(run.id);
    REQUIRE(read != nullptr);
    CHECK(same_weights(*read->model(), *driver.snapshots().back().model));
    const Training before = driver.settings();
    driver.enter("training.images", "80");
    driver.click("training.reopen.0");
    driver.settle();
    CHECK(driver.settings() == before);
    CHECK(driver.training().page == TrainingPage::watch);
    CHECK(driver.results().state == EngineState::finished);
    CHECK(driver.snapshots().size() == 17);
}

TEST_CASE("runs of equal titles have their numbers before them") {
    TrainingDriver driver;
    driver.make_small();
    for (int i = 0; i < 2; ++i) {
        driver.key(GLFW_KEY_SPACE);
        driver.settle();
        driver.wait_for_again();
    }
    driver.key(GLFW_KEY_R);
    driver.settle();
    REQUIRE(driver.workspace().shelf().runs().size() == 2);
    CHECK(driver.text_in("training.run.run-0001").find("1: 8 filters") != std::string::npos);
    CHECK(driver.text_in("training.run.run-0002").find("2: 8 filters") != std::string::npos);
    CHECK(run_number("run-0120") == "120");
    CHECK(run_number("mine") == "mine");
}

TEST_CASE("the course's table is filled in the background, sorted and cleared") {
    TrainingDriver driver;
    driver.enter("training.images", "32");
    driver.open_section("options");
    driver.enter("training.epochs", "1");
    driver.open_page("runs");
    driver.click("training.table");
    driver.settle();
    const auto& runs = driver.workspace().shelf().runs();
    REQUIRE(runs.size() == 5);
    CHECK(runs[0].row.title == "64 filters 3 \u00d7 3, 2 convolutions");
    CHECK(runs[3].row.title == "64 filters 3 \u00d7 3, 1 convolution");
    CHECK(runs[4].row.title == "64 filters 3 \u00d7 3, 3 convolutions");
    for (const StoredRun& run : runs) CHECK(run.row.epochs == 1);
    driver.click("training.sort.parameters");
    driver.frames(2);
    const auto ordered = ordered_runs(runs, RunOrder::parameters);
    CHECK(driver.training().run_order == RunOrder::parameters);
    for (std::size_t i = 1; i < ordered.size(); ++i)
        CHECK(ordered[i - 1]->row.parameters >= ordered[i]->row.parameters);
    driver.click("training.run." + ordered[1]->id);
    driver.settle();
    driver.click("training.run." + ordered[2]->id + ".compare");
    driver.settle();
    CHECK(driver.has("training.compared.1"));
    const std::string removed = runs[0].id;
    driver.click("training.run." + removed + ".remove");
    driver.settle();
    CHECK(driver.workspace().shelf().runs().size() == 4);
}

TEST_CASE("two classes are drawn, learned and recognised; undo takes pictures back") {
    TrainingDriver driver;
    driver.key(GLFW_KEY_O);
    driver.settle();
    CHECK_FALSE(can_learn(driver.settings().own));
    for (int i = 0; i < 4; ++i) {
        const float at = .3F + .1F * static_cast<float>(i);
        driver.click("training.own.0.name");
        driver.frames(2);
        draw(driver, at, .2F, at, .8F);
        driver.click("training.pad.add");
        driver.frames(2);
        CHECK(driver.workspace().pages().own.pad().empty());
        driver.click("training.own.1.name");
        driver.frames(2);
        draw(driver, .2F, at, .8F, at);
        driver.click("training.pad.add");
        driver.frames(2);
        // A second click on a chosen class would rename it.
        driver.key(GLFW_KEY_ESCAPE);
        driver.frames(2);
    }
    CHECK(driver.settings().own[0].pictures.size() == 4);
    CHECK(driver.settings().own[1].pictures.size() == 4);
    driver.undo();
    driver.frames(2);
    CHECK(driver.settings().own[1].pictures.size() == 3);
    driver.click("training.own.learn");
    driver.settle();
    CHECK(driver.settings().source == TrainingSource::own);
    CHECK(driver.results().state == EngineState::finished);
    CHECK(driver.results().curves.epochs.back().accuracy > .8);
    draw(driver, .5F, .25F, .5F, .75F);
    driver.settle();
    const auto& answer = driver.workspace().pages().own.answer();
    REQUIRE(answer != nullptr);
    REQUIRE(answer->size() == 2);
    CHECK((*answer)[0] > (*answer)[1]);
}

TEST_CASE("a dropped picture is added to the chosen class") {
    TrainingDriver driver;
    driver.key(GLFW_KEY_O);
    driver.settle();
    driver.drop({std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures" / "staircase.png"});
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::training);
    CHECK(driver.settings().own[0].pictures.size() == 1);
}

TEST_CASE("Layers opens Training with the architecture of its model") {
    TrainingDriver driver;
    driver.key(GLFW_KEY_2);
    driver.settle();
    driver.key(GLFW_KEY_S);
    driver.settle();
    driver.click("table.change");
    driver.settle();
    CHECK(driver.document().workspace == WorkspaceId::training);
    CHECK(driver.settings().network == nn::NetworkSettings{});
    CHECK(driver.training().section == TrainingSection::network);
}
