// The answer in the journey for a model whose values exceed the range of float.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"

using namespace convscope;
using convscope::test::NetworkDriver;

namespace {

/// The untrained course model with all weights 1e38.
nn::Model overflowing_model() {
    const nn::Model model = nn::course_model(1);
    nn::ModelBuilder builder(model.info());
    for (const nn::Node& node : model.nodes()) {
        if (node.inputs.empty()) {
            builder.input(node.name, node.shape);
            continue;
        }
        std::vector<nn::SharedTensor> weights;
        for (const nn::SharedTensor& weight : node.weights)
            weights.push_back(std::make_shared<const nn::Tensor>(
                nn::Tensor{weight->shape, std::vector<float>(weight->values.size(), 1e38F)}));
        builder.add(node.name, node.layer, node.inputs, weights);
    }
    return builder.build();
}

}  // namespace

TEST_CASE("the journey and the figure name no class if the model gives NaN or infinity") {
    NetworkDriver driver;
    CHECK(driver.text_in("journey.answer.0").find("Ankle boot") != std::string::npos);
    save_model(driver.folder() / "huge.h5", overflowing_model());
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
