#include "app/jobs/lab_engine.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/parallel.h"
#include "core/base/text/translation.h"
#include "core/filter/geometry.h"
#include "core/image/colours/direction_colours.h"
#include "core/image/plane_range.h"

namespace convscope {

struct LabEngine::Outcome {
    LabRequest request;
    Picture picture;
    Plane input;
    Range input_range;
    bool input_is_new = false;
    std::vector<std::shared_ptr<FilterResult>> outputs;
    std::vector<LabHistograms> histograms;
    std::string problem;
    std::shared_ptr<LabCombination> combined;
    std::string combination_problem;
    double milliseconds = 0;
};

/// The parts of the last results that are valid for a request, and the memory for the parts that are not.
struct LabEngine::Known {
    Picture picture;
    Plane input;                                         ///< empty if it must be computed again
    std::vector<std::shared_ptr<FilterResult>> outputs;  ///< null if the settings or the input are new
    std::vector<LabHistograms> histograms;
    std::vector<std::shared_ptr<FilterResult>> memory;  ///< free to write into; one for each output, may be null
    std::shared_ptr<LabCombination> combined;           ///< null if an output or the combination is new
    std::shared_ptr<LabCombination> combined_memory;    ///< free to write into; may be null
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

constexpr double kBrightestShare =
    0.005;  ///< this share of a direction's magnitudes, the largest ones, has full brightness

bool is_combined(const LabRequest& request) {
    return request.combination && request.settings.size() == 2;
}

/// A message if two outputs and their combination need more memory than two outputs of the largest picture; otherwise
/// empty.
std::string combination_problem(Size output) {
    if (3 * output.area() <= 2 * kMaxPixels) return {};
    return tr("The combination of two outputs of this size needs too much memory. Use a smaller picture.");
}

void combine_into(const FloatImage& a, const FloatImage& b, Combination combination, LabCombination& result) {
    combine(a, b, combination, result.outputs);
    const bool directed = combination == Combination::direction;
    result.histogram = ValueHistogram(directed ? result.outputs.magnitude : result.outputs.values);
    result.full = directed ? result.histogram.largest(kBrightestShare) : 0;
    result.colours =
        directed ? direction_picture(result.outputs.values, result.outputs.magnitude, result.full) : Picture();
}

/// A message if the outputs need more memory than two outputs of the largest picture; otherwise empty.
std::string outputs_problem(const LabRequest& request) {
    constexpr std::int64_t kMaxValues = 2 * kMaxPixels;
    std::int64_t values = 0;
    for (const FilterSettings& settings : request.settings)
        values += geometry(request.picture.size(), settings).filtered().area();
    if (values <= kMaxValues) return {};
    if (request.settings.size() == 1)
        return tr("The output of this picture needs too much memory. Use a smaller picture.");
    return tr("{} outputs of this picture need too much memory. Use fewer filters or a smaller picture.",
              request.settings.size());
}

}  // namespace

bool LabRequest::same_input(const LabRequest& other) const {
    return channel == other.channel && motion == other.motion && noise == other.noise &&
           picture.same_storage(other.picture);
}

bool LabRequest::same(const LabRequest& other) const {
    return same_input(other) && settings == other.settings && combination == other.combination;
}

double LabEngine::work_of(const LabRequest& request, const Known& known) {
    const auto pixels = static_cast<double>(request.picture.size().area());
    double work = 0;
    if (known.input.empty()) {
        work += pixels * kNewPixel;
        if (request.motion != Motion{} || request.noise.kind != NoiseKind::none) work += pixels * kChangedPixel;
    }
    for (std::size_t i = 0; i < request.settings.size(); ++i) {
        if (known.outputs[i]) continue;
        const FilterSettings& s = request.settings[i];
        const std::int64_t outputs = geometry(request.picture.size(), s).filtered().area();
        const std::shared_ptr<FilterResult>& memory = known.memory[i];
        const bool fresh = !memory || memory->filtered.size().area() < outputs;
        work += static_cast<double>(outputs) * (s.kernel.size * s.kernel.size + 4) * (fresh ? kFreshMemory : 1);
    }
    if (is_combined(request) && !known.combined) {
        const Size size = geometry(request.picture.size(), request.settings[0]).filtered();
        const bool directed = request.combination == Combination::direction;
        work += static_cast<double>(size.area()) * (directed ? kDirectedPixel : kCombinedPixel);
    }
    return work;
}

void LabEngine::add_combination(Outcome& outcome, Known& known) {
    outcome.combined = std::move(known.combined);
    if (outcome.combined) return;
    const FloatImage& a = outcome.outputs[0]->filtered;
    outcome.combination_problem = combination_problem(a.size());
    if (!outcome.combination_problem.empty()) return;
    outcome.combined = known.combined_memory ? std::move(known.combined_memory) : std::make_shared<LabCombination>();
    combine_into(a, outcome.outputs[1]->filtered, *outcome.request.combination, *outcome.combined);
}

LabEngine::Outcome LabEngine::compute(const LabRequest& request, Known known) {
    using Clock = std::chrono::steady_clock;
    const std::size_t count = request.settings.size();
    Outcome outcome{.request = request,
                    .picture = std::move(known.picture),
                    .input = std::move(known.input),
                    .outputs = std::move(known.outputs),
                    .histograms = std::move(known.histograms)};
    outcome.input_is_new = outcome.input.empty();
    if (outcome.input_is_new && !request.picture.planes.empty()) {
        outcome.picture = with_noise(moved(request.picture, request.motion), request.noise);
        outcome.input = channel_plane(outcome.picture, request.channel);
        outcome.input_range = finite_range(outcome.input);
    }
    const auto start = Clock::now();
    outcome.problem = outputs_problem(request);
    for (std::size_t i = 0; i < count && outcome.problem.empty(); ++i) {
        outcome.problem = geometry_problem(outcome.input.size(), request.settings[i]);
        if (!outcome.problem.empty() || outcome.outputs[i]) continue;
        std::shared_ptr<FilterResult>& memory = known.memory[i];
        if (!memory) memory = std::make_shared<FilterResult>();
        filter(outcome.input, request.settings[i], *memory);
        outcome.histograms[i] = histograms_of(*memory);
        outcome.outputs[i] = std::move(memory);
    }
    if (!outcome.problem.empty()) outcome.outputs.assign(count, nullptr);
    if (outcome.problem.empty() && is_combined(request)) add_combination(outcome, known);
    outcome.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return outcome;
}

LabEngine::Known LabEngine::known_parts(const LabRequest& request) {
    const std::size_t count = request.settings.size();
    Known known;
    known.outputs.resize(count);
    known.histograms.resize(count);
    known.memory.resize(count);
    if (results_.revision > 0 && results_.request.same_input(request)) {
        known.picture = results_.picture;
        known.input = results_.input;
        for (std::size_t i = 0; i < std::min(count, results_.outputs.size()); ++i) {
            if (!results_.outputs[i] || results_.request.settings[i] != request.settings[i]) continue;
            known.outputs[i] = *std::ranges::find(memory_, results_.outputs[i]);
            known.histograms[i] = results_.histograms[i];
        }
    }
    find_combination(request, known);
    std::erase_if(memory_, [&](const std::shared_ptr<FilterResult>& candidate) {
        if (candidate.use_count() > 1) return false;
        for (std::size_t i = 0; i < count; ++i)
            if (!known.outputs[i] && !known.memory[i]) {
                known.memory[i] = candidate;
                return true;
            }
        return true;  // more than one generation of results is never kept
    });
    return known;
}

void LabEngine::find_combination(const LabRequest& request, Known& known) {
    const bool same_outputs = known.outputs.size() == 2 && known.outputs[0] && known.outputs[1];
    if (is_combined(request) && same_outputs && results_.combined &&
        results_.request.combination == request.combination)
        known.combined = *std::ranges::find(combined_memory_, results_.combined);
    std::erase_if(combined_memory_, [&](const std::shared_ptr<LabCombination>& candidate) {
        if (candidate.use_count() > 1) return false;
        if (is_combined(request) && !known.combined) known.combined_memory = candidate;
        return true;
    });
}

void LabEngine::accept(Outcome outcome) {
    for (const std::shared_ptr<FilterResult>& output : outcome.outputs)
        if (output && std::ranges::find(memory_, output) == memory_.end()) memory_.push_back(output);
    if (outcome.combined && std::ranges::find(combined_memory_, outcome.combined) == combined_memory_.end())
        combined_memory_.push_back(outcome.combined);
    results_.combined = std::move(outcome.combined);
    results_.combination_problem = std::move(outcome.combination_problem);
    results_.outputs.assign(outcome.outputs.begin(), outcome.outputs.end());
    results_.request = std::move(outcome.request);
    results_.histograms = std::move(outcome.histograms);
    results_.problem = std::move(outcome.problem);
    results_.milliseconds = outcome.milliseconds;
    ++results_.revision;
    if (!outcome.input_is_new) return;
    results_.picture = std::move(outcome.picture);
    results_.input = std::move(outcome.input);
    results_.input_range = outcome.input_range;
    ++results_.input_revision;
}

void LabEngine::free_unused() {
    std::erase_if(memory_, [](const auto& result) { return result.use_count() == 1; });
    std::erase_if(combined_memory_, [](const auto& result) { return result.use_count() == 1; });
}

void LabEngine::update(const LabRequest& request) {
    jobs_.drain();
    if (in_flight_ || (results_.revision > 0 && results_.request.same(request))) return;
    Known known = known_parts(request);
    if (work_of(request, known) <= kInlineWork) {
        accept(compute(request, std::move(known)));
        return;
    }
    in_flight_ = true;
    const Plane input = known.input;
    jobs_.submit([request, known = std::move(known)]() mutable { return compute(request, std::move(known)); },
                 [this](Outcome outcome) {
                     in_flight_ = false;
                     accept(std::move(outcome));
                 },
                 [this, request, input](const std::string& message) {
                     in_flight_ = false;
                     // If computing a new picture's channel has failed, there is no input; do not show the previous
                     // picture's.
                     const std::size_t count = request.settings.size();
                     accept({.request = request,
                             .input = input,
                             .input_is_new = input.empty(),
                             .outputs = std::vector<std::shared_ptr<FilterResult>>(count),
                             .histograms = std::vector<LabHistograms>(count),
                             .problem = message});
                 });
}

}  // namespace convscope
