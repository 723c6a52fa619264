// Texts of Training that are kept over frames change with the language; what runs have in their files does not.
#include <algorithm>
#include <string>
#include <string_view>

#include "tests/gui/bracketed.h"
#include "tests/gui/training/training_driver.h"

using namespace convscope;
using convscope::test::Bracketed;
using convscope::test::is_bracketed;
using convscope::test::TrainingDriver;

namespace {

bool shows_text(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("runs are kept with English titles, which are translated where they are shown") {
    TrainingDriver driver;
    driver.make_small();
    driver.key(GLFW_KEY_SPACE);
    driver.settle();
    driver.key(GLFW_KEY_R);
    driver.settle();
    REQUIRE(driver.workspace().shelf().runs().size() == 1);
    const RunRow row = driver.workspace().shelf().runs().front().row;
    CHECK(row.title == run_title(driver.settings().network));
    CHECK(row.data == "Lines");
    CHECK(shows_text(driver.text_in("training.run.run-0001"), "8 filters"));
    const Bracketed language;
    driver.frames(2);
    CHECK(run_title(driver.settings().network) == row.title);
    CHECK(data_title(driver.settings()) == "Lines");
    CHECK(shown_run_title(row.title) == "\u27e6" + row.title + "\u27e7");
    CHECK(shown_data_title("Lines") == "\u27e6Lines\u27e7");
    CHECK(shown_run_title("course, 1 convolution, 8 filters") == "course, 1 convolution, 8 filters");
    CHECK(shown_data_title("leaves") == "leaves");
    CHECK(shows_text(driver.text_in("training.run.run-0001"), "\u27e68 filters"));
    CHECK(shows_text(driver.text_in("training.run.run-0001"), "\u27e6Lines\u27e7"));
    CHECK(driver.workspace().shelf().runs().front().row == row);
}

TEST_CASE("the fault of a network, the names of curves and the state of the run change with the language") {
    TrainingDriver driver(1280, 1150);
    driver.make_small();
    driver.key(GLFW_KEY_RIGHT);
    driver.settle();
    const std::string state = driver.text_in("training.state");
    CHECK(shows_text(state, "step 1, epoch 1"));
    CHECK(shows_text(state, "Epoch 1 of 2"));
    driver.open_section("network");
    driver.click("training.convolutions.4");
    driver.settle();
    REQUIRE(driver.has("training.problem"));
    const std::string problem = driver.text_in("training.problem");
    CHECK_FALSE(is_bracketed(problem));
    const Bracketed language;
    driver.frames(2);
    CHECK(is_bracketed(driver.text_in("training.problem")));
    driver.undo();
    driver.settle();
    REQUIRE_FALSE(driver.has("training.problem"));
    CHECK(shows_text(driver.text_in("training.state"), "\u27e6step 1, epoch 1\u27e7"));
    CHECK(shows_text(driver.text_in("training.state"), "\u27e6Epoch 1 of 2\u27e7"));
    CHECK(std::ranges::any_of(driver.shell().texts(),
                              [](const DrawnText& drawn) { return drawn.text.starts_with("\u27e6training"); }));
}

TEST_CASE("a class that is added gets a name in the language that is shown, which it keeps") {
    TrainingDriver driver;
    driver.open_page("own");
    const std::size_t count = driver.settings().own.size();
    {
        const Bracketed language;
        driver.click("training.own.add");
        driver.settle();
        REQUIRE(driver.settings().own.size() == count + 1);
        CHECK(driver.settings().own.back().name == "\u27e6class 3\u27e7");
    }
    driver.frames(2);
    CHECK(driver.settings().own.back().name == "\u27e6class 3\u27e7");
    driver.click("training.own.add");
    driver.settle();
    CHECK(driver.settings().own.back().name == "class 4");
}
