// A plan's activations are summed before they take memory.
#include <doctest/doctest.h>

#include <string>

#include "core/base/free_memory.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/plan/plan.h"
#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

/// `layers` activations of 2 GB each, without weights.
Model huge(int layers) {
    ModelBuilder builder(ModelInfo{.name = "huge.onnx"});
    builder.input("in", {1 << 14, 1 << 14, 2});
    for (int i = 1; i < layers; ++i)
        builder.add("relu " + std::to_string(i), samples::layer<ActivationLayer>(samples::kRelu));
    return builder.build();
}

}  // namespace

TEST_CASE("the bytes of a plan's activations are those of all nodes and examples") {
    // 12 x 12, 10 x 10 x 4, 5 x 5 x 4, 100 and 3 values.
    const Model model = samples::small_course();
    CHECK(activation_bytes(model, 1) == 4.0 * (144 + 400 + 100 + 100 + 3));
    CHECK(activation_bytes(model, 5) == 5 * activation_bytes(model, 1));
    // Training stores the gradients too, and the pre-activation of the softmax.
    CHECK(activation_bytes(model, 1, true) == 4.0 * (2 * (144 + 400 + 100 + 100) + 3 * 3));
}

TEST_CASE("a model whose activations no machine can hold is refused before memory is taken") {
    const Model model = huge(8000);  // 16 TB
    CHECK(activation_bytes(model, 1) == 8000 * 2147483648.0);
    const auto refused = [&](std::int64_t batch, Plan::Purpose purpose) {
        try {
            const Plan plan(model, batch, purpose);
            return std::string();
        } catch (const MemoryError& error) {
            return std::string(error.what());
        }
    };
    CHECK(refused(1, Plan::Purpose::inference)
              .starts_with(
                  "The model \"huge.onnx\" needs 16000.0 GB of memory for its activations, more than half of the "));
    CHECK(refused(2, Plan::Purpose::inference).starts_with("The model \"huge.onnx\" needs 32000.0 GB"));
    CHECK(refused(1, Plan::Purpose::training).starts_with("The model \"huge.onnx\" needs 32000.0 GB"));
    CHECK(activation_fault(model, 1).starts_with("needs 16000.0 GB of memory"));
    CHECK(activation_fault(samples::small_course(), 100).empty());
    // A summary computes nothing.
    CHECK(summarise(model).rows.size() == 7999);
}

}  // namespace convscope::nn
