// Benchmark of the Filter Lab's chain: all maps of four stages, as after every move of a value of the first stage.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "app/document/chain/chain_model.h"
#include "app/jobs/chain_engine.h"
#include "tests/bench/pictures.h"

namespace convscope::bench {

namespace {

constexpr PictureSize kScreen{1920, 1080};

/// Four stages of 3 x 3 filters, two maps each, with ReLU and 2 x 2 max pooling.
LabChain four_stages() {
    LabChain chain = initial_chain();
    while (chain.size() < kMaxChainStages) {
        ChainStage stage = chain.stage(0);
        for (ChainMap& map : stage.maps) map.bias = -100;
        fit_inputs(stage, 2);
        chain.stages.push_back(stage);
    }
    return chain;
}

/// Each iteration changes a value of the first stage and computes all activations, all maps and their ranges.
void run_chain(benchmark::State& state) {
    LabChain chain = four_stages();
    const Size size{kScreen.height, kScreen.width};
    const Plane picture(size, random_bytes(kScreen));
    ChainRun run(chain_model(chain, size));
    std::uint64_t revision = 0;
    for (auto _ : state) {
        chain.stages.front().maps.front().kernels.front().at(1, 1) = static_cast<float>(++revision % 7);
        run.compute({std::make_shared<const nn::Model>(chain_model(chain, size)), picture}, revision);
        benchmark::DoNotOptimize(run.layer(1).largest);
    }
}

const bool chain_added = [] {
    benchmark::RegisterBenchmark(name("chain", kScreen).c_str(), run_chain)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    return true;
}();

}  // namespace

}  // namespace convscope::bench
