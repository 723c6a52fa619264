// The answer in the journey for a model whose values exceed the range of float.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/io/model_file.h"
#include "tests/gui/network_driver.h"
#include "tests/support/overflowing_model.h"

using namespace convscope;
using convscope::test::NetworkDriver;

TEST_CASE("the journey and the figure name no class if the model gives NaN or infinity") {
    NetworkDriver driver;
    CHECK(driver.text_in("journey.answer.0").find("Ankle boot") != std::string::npos);
    save_model(driver.folder() / "huge.h5", samples::overflowing_model());
    driver.drop({driver.folder() / "huge.h5"});
    driver.settle();
    CHECK_FALSE(driver.has("journey.answer.0"));
    std::string note = driver.text_in("journey.answer");
    std::ranges::replace(note, '\n', ' ');
    CHECK(note.find("NaN or infinity for 10 of 10 classes") != std::string::npos);
    driver.key(GLFW_KEY_G);
    driver.settle();
    CHECK(driver.text_in("figure.answer.0").find("no class") != std::string::npos);
}
