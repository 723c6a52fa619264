// Benchmarks of the course model (forward pass with all activations, training step, edit of a weight), of networks of
// the sizes that people bring, and of the model file that the environment variable CONVSCOPE_BENCH_MODEL names. ONNX
// Runtime and PyTorch can do the same work, for comparison.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/io/model_file.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"
#include "core/nn/train/trainer.h"
#include "tests/bench/mobile_model.h"
#include "tests/bench/networks/known_networks.h"

namespace convscope::bench {

namespace {

constexpr std::int64_t kPixels = 28 * 28;
constexpr int kSecondConvolution = 3;

std::vector<float> random_input(std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = random_unit(1, i);
    return values;
}

void run_inference(benchmark::State& state, const nn::Model& model, std::int64_t batch) {
    nn::Plan plan(model, batch);
    std::vector<std::vector<float>> inputs;
    for (const int input : model.inputs()) inputs.push_back(random_input(batch * model.node(input).shape.count()));
    for (auto _ : state) {
        for (std::size_t i = 0; i < inputs.size(); ++i) plan.set_input(i, inputs[i]);
        plan.run();
        benchmark::DoNotOptimize(plan.activation(plan.model().outputs().front()).data());
    }
}

void run_file(benchmark::State& state, const std::string& file) {
    try {
        run_inference(state, load_model(file), 1);
    } catch (const std::exception& error) {
        state.SkipWithError(error.what());
    }
}

/// Changes the kernel of the second convolution and computes that layer and those after it.
void run_what_if(benchmark::State& state) {
    const nn::Model model = nn::course_model(1), other = nn::course_model(2);
    nn::Plan plan(model, 1);
    plan.set_input(0, random_input(kPixels));
    plan.run();
    bool edited = false;
    for (auto _ : state) {
        edited = !edited;
        plan.set_weight(kSecondConvolution, 0, (edited ? other : model).node(kSecondConvolution).weights[0]);
        plan.run();
        benchmark::DoNotOptimize(plan.activation(plan.model().outputs().front()).data());
    }
}

/// A data set of as many examples as Fashion-MNIST has, so that an epoch takes longer than the measurement.
std::shared_ptr<const nn::Dataset> random_data() {
    nn::Dataset data{.example = {28, 28, 1}};
    constexpr std::size_t kExamples = 60'000;
    data.images.resize(kExamples * kPixels);
    for (std::size_t i = 0; i < data.images.size(); ++i) data.images[i] = static_cast<std::uint8_t>(random_bits(2, i));
    for (std::size_t i = 0; i < kExamples; ++i)
        data.labels.push_back(static_cast<std::uint8_t>(random_bits(3, i) % 10));
    return std::make_shared<const nn::Dataset>(std::move(data));
}

/// Training steps, each with batch, forward pass, backward pass and Adam.
void run_training(benchmark::State& state, int batch) {
    nn::Trainer trainer(nn::course_model(1), random_data(), {.epochs = 1'000'000, .batch = batch});
    for (auto _ : state) trainer.step();
}

template <class Run>
void register_benchmark(const std::string& name, Run run) {
    // Wall-clock time, because all cores work.
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond)->UseRealTime();
}

const bool registered = [] {
    for (const std::int64_t batch : {1, 32, 256})
        register_benchmark("infer/course/" + std::to_string(batch),
                           [batch](benchmark::State& state) { run_inference(state, nn::course_model(1), batch); });
    register_benchmark("infer/mobile224/1",
                       [](benchmark::State& state) { run_inference(state, MobileModel::make(1), 1); });
    for (const KnownNetwork& network : known_networks())
        register_benchmark(std::string("infer/") + network.name + "/1", [&network](benchmark::State& state) {
            run_inference(state, network.make(NormalizationStyle::folded, 1), 1);
        });
    if (const char* const file = std::getenv("CONVSCOPE_BENCH_MODEL"); file != nullptr)
        register_benchmark("infer/file", [file](benchmark::State& state) { run_file(state, file); });
    register_benchmark("whatif/course/1", run_what_if);
    register_benchmark("train/course/32", [](benchmark::State& state) { run_training(state, 32); });
    return true;
}();

}  // namespace

}  // namespace convscope::bench
