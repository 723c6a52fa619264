// Benchmarks of a weight that is dragged in Layers: the time from an edit until the first changed layers are stored,
// and until all are.
#include <benchmark/benchmark.h>

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "app/jobs/network/network_engine.h"
#include "core/base/random.h"
#include "core/nn/model/edits.h"
#include "tests/bench/networks/known_networks.h"

namespace convscope::bench {

namespace {

/// An engine and a caller that waits for it like a window does.
class Window {
  public:
    /// Updates with the request until its first results are stored.
    void wait_for(const NetworkRequest& request) {
        const std::uint64_t before = engine_.results().revision;
        engine_.update(request);
        while (engine_.results().revision == before || engine_.results().request != request) {
            std::unique_lock lock(mutex_);
            done_.wait(lock, [&] { return engine_.finished(); });
            lock.unlock();
            engine_.update(request);
        }
    }
    void wait_for_all(const NetworkRequest& request) {
        while (!(engine_.results().complete && engine_.results().request == request)) wait_for(request);
    }

  private:
    std::mutex mutex_;
    std::condition_variable done_;
    NetworkEngine engine_{[this] {
        const std::lock_guard lock(mutex_);
        done_.notify_all();
    }};
};

NetworkRequest request_for(const KnownNetwork& network) {
    const auto model = std::make_shared<const nn::Model>(network.make(NormalizationStyle::folded, 1));
    nn::Tensor picture{model->node(model->inputs().front()).shape, {}};
    picture.values.resize(static_cast<std::size_t>(picture.shape.count()));
    for (std::size_t i = 0; i < picture.values.size(); ++i) picture.values[i] = random_unit(1, i);
    const auto input = std::make_shared<const nn::Tensor>(std::move(picture));
    return {.model = model, .input = input, .trained_input = input};
}

/// Edits a weight of the first convolution, on which all other layers depend.
void run_edit(benchmark::State& state, const KnownNetwork& network, bool all_layers) {
    const NetworkRequest plain = request_for(network);
    int node = 0;
    while (plain.model->node(node).weights.empty()) ++node;
    Window window;
    window.wait_for_all(plain);
    float value = 0;
    for (auto _ : state) {
        value += 0.001F;
        NetworkRequest edited = plain;
        edited.edits = nn::with_value(*plain.model, {}, {node, 0}, 3, value);
        if (!all_layers) window.wait_for(edited);
        if (!all_layers) state.PauseTiming();
        window.wait_for_all(edited);
        if (!all_layers) state.ResumeTiming();
    }
}

const bool edits_added = [] {
    for (const KnownNetwork& network : known_networks())
        for (const bool all : {false, true}) {
            if (std::string_view(network.name) != "resnet50") continue;
            const std::string title = std::string("edit/") + network.name + (all ? "/all" : "/first");
            benchmark::RegisterBenchmark(title.c_str(),
                                         [&network, all](benchmark::State& state) { run_edit(state, network, all); })
                ->Unit(benchmark::kMillisecond)
                ->UseRealTime();
        }
    return true;
}();

}  // namespace

}  // namespace convscope::bench
