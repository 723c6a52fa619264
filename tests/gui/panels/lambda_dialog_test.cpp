// The dialog for models with Lambda layers, in the real window.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "core/nn/model/layer.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

fs::path drop_lambda_model(NetworkDriver& window) {
    fs::path file = window.folder() / "lambda.h5";
    fs::copy_file(fs::path(CONVSCOPE_TEST_DATA) / "keras/layers_lambda/lambda.h5", file,
                  fs::copy_options::overwrite_existing);
    window.drop({file});
    window.settle();
    window.frames(3);
    return file;
}

}  // namespace

TEST_CASE("a model with a Lambda layer opens when the user has said what the layer computes") {
    NetworkDriver window;
    const fs::path file = drop_lambda_model(window);
    REQUIRE(window.has("lambda.open"));
    CHECK(window.network().model.is_sample);
    CHECK(window.last_notice().empty());
    CHECK(window.text_in("lambda.text").find("Python code") != std::string::npos);
    CHECK_FALSE(window.has("lambda.0.scale"));
    window.click("lambda.0.kind.scaled");
    window.frames(2);
    window.click("lambda.0.scale");
    window.type("1/127.5");
    window.key(GLFW_KEY_ENTER);
    window.click("lambda.0.offset");
    window.type("-1");
    window.key(GLFW_KEY_ENTER);
    window.click("lambda.open");
    window.settle();
    REQUIRE(window.network().model.file == file);
    const nn::LambdaMeanings stated{{"lambda_1", 1 / 127.5F, -1}};
    CHECK(window.network().model.notes.lambdas == stated);
    CHECK(window.shell().settings().notes_of(file).lambdas == stated);
    CHECK(window.model().find("lambda_1"));
    CHECK_FALSE(window.has("lambda.open"));

    // The Summary page asks again; the layer is then unchanged.
    window.key(GLFW_KEY_S);
    window.frames(2);
    window.click("table.lambdas");
    window.frames(3);
    REQUIRE(window.has("lambda.0.scale"));
    window.click("lambda.0.kind.identity");
    window.click("lambda.open");
    window.settle();
    CHECK(window.network().model.notes.lambdas == nn::LambdaMeanings{{"lambda_1"}});
    CHECK(window.model().node(*window.model().find("lambda_1")).layer->effect() == nn::Effect::copies);
}

TEST_CASE("Escape closes the dialog for Lambda layers, and the open model stays") {
    NetworkDriver window;
    drop_lambda_model(window);
    REQUIRE(window.has("lambda.open"));
    window.key(GLFW_KEY_ESCAPE);
    window.settle();
    CHECK_FALSE(window.has("lambda.open"));
    CHECK(window.network().model.is_sample);
    drop_lambda_model(window);
    CHECK(window.has("lambda.open"));
}
