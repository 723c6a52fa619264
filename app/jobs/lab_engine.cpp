#include "app/jobs/lab_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/parallel.h"
#include "core/filter/geometry.h"
#include "core/image/plane_range.h"

namespace convscope {

struct LabEngine::Outcome {
    LabRequest request;
    Plane input;
    Range input_range;
    bool input_is_new = false;
    std::array<std::shared_ptr<FilterResult>, 2> outputs;
    std::array<LabHistograms, 2> histograms;
    std::string problem;
    double milliseconds = 0;
};

namespace {

LabHistograms histograms_of(const FilterResult& result) {
    LabHistograms histograms;
    parallel_for(2, [&](int i) {
        if (i == 0)
            histograms.filtered = ValueHistogram(result.filtered);
        else
            histograms.pooled = ValueHistogram(result.pooled);
    });
    return histograms;
}

}  // namespace

bool LabRequest::same_input(const LabRequest& other) const {
    return channel == other.channel && picture.same_storage(other.picture);
}

bool LabRequest::same(const LabRequest& other) const {
    return same_input(other) && count == other.count && settings[0] == other.settings[0] &&
           (count < 2 || settings[1] == other.settings[1]);
}

double LabEngine::work_of(const LabRequest& request, const Plane& known_input, const Memory& memory) {
    double work = known_input.empty() ? static_cast<double>(request.picture.size().area()) * kNewPixel : 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(request.count); ++i) {
        const FilterSettings& s = request.settings[i];
        const std::int64_t outputs = geometry(request.picture.size(), s).filtered().area();
        const bool fresh = !memory[i] || memory[i]->filtered.size().area() < outputs;
        work += static_cast<double>(outputs) * (s.kernel.size * s.kernel.size + 4) * (fresh ? kFreshMemory : 1);
    }
    return work;
}

LabEngine::Outcome LabEngine::compute(const LabRequest& request, const Plane& known_input, Memory memory) {
    using Clock = std::chrono::steady_clock;
    Outcome outcome{.request = request, .input = known_input, .input_is_new = known_input.empty()};
    if (outcome.input_is_new && !request.picture.planes.empty()) {
        outcome.input = channel_plane(request.picture, request.channel);
        outcome.input_range = finite_range(outcome.input);
    }
    const auto start = Clock::now();
    for (int i = 0; i < request.count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        outcome.problem = geometry_problem(outcome.input.size(), request.settings[index]);
        if (!outcome.problem.empty()) break;
        if (!memory[index]) memory[index] = std::make_shared<FilterResult>();
        filter(outcome.input, request.settings[index], *memory[index]);
        outcome.histograms[index] = histograms_of(*memory[index]);
        outcome.outputs[index] = std::move(memory[index]);
    }
    outcome.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return outcome;
}

LabEngine::Memory LabEngine::take_memory() {
    Memory free;
    for (std::size_t i = 0; i < free.size(); ++i)
        for (std::shared_ptr<FilterResult>& candidate : memory_[i])
            if (candidate && candidate.use_count() == 1 && !free[i]) free[i] = std::move(candidate);
    return free;
}

void LabEngine::accept(Outcome outcome) {
    for (std::size_t i = 0; i < outcome.outputs.size(); ++i) {
        results_.outputs[i] = outcome.outputs[i];
        if (!outcome.outputs[i]) continue;
        // Keep a second pointer, so that the memory is found again after the next results have replaced these.
        auto slot = std::ranges::find(memory_[i], nullptr);
        if (slot == memory_[i].end())
            slot = std::ranges::find_if(memory_[i], [](auto& m) { return m.use_count() == 1; });
        if (slot != memory_[i].end()) *slot = std::move(outcome.outputs[i]);
    }
    results_.request = std::move(outcome.request);
    results_.histograms = std::move(outcome.histograms);
    results_.problem = std::move(outcome.problem);
    results_.milliseconds = outcome.milliseconds;
    ++results_.revision;
    if (!outcome.input_is_new) return;
    results_.input = std::move(outcome.input);
    results_.input_range = outcome.input_range;
    ++results_.input_revision;
}

void LabEngine::update(const LabRequest& request) {
    jobs_.drain();
    if (in_flight_ || (results_.revision > 0 && results_.request.same(request))) return;
    const Plane known = results_.revision > 0 && results_.request.same_input(request) ? results_.input : Plane{};
    Memory memory = take_memory();
    if (work_of(request, known, memory) <= kInlineWork) {
        accept(compute(request, known, std::move(memory)));
        return;
    }
    in_flight_ = true;
    jobs_.submit(
        [request, known, memory = std::move(memory)]() mutable { return compute(request, known, std::move(memory)); },
        [this](Outcome outcome) {
            in_flight_ = false;
            accept(std::move(outcome));
        },
        [this, request, known](const std::string& message) {
            in_flight_ = false;
            // If computing a new picture's channel has failed, there is no input; do not show the previous picture's.
            accept({.request = request, .input = known, .input_is_new = known.empty(), .problem = message});
        });
}

}  // namespace convscope
