#include "app/jobs/colour_engine.h"

#include <chrono>
#include <utility>

#include "core/filter/geometry.h"

namespace convscope {

namespace {

/// The cost of the first write into new memory, as a multiple of the cost of a slice's 9 multiply-adds; see
/// LabEngine::kFreshMemory.
constexpr double kFreshSum = 4;

/// The settings that give only the sum of a slice.
FilterSettings sum_settings(const ColourFilterSettings& settings, std::size_t slice) {
    FilterSettings alone = slice_settings(settings, slice);
    alone.weight = 1;
    alone.bias = 0;
    alone.activation = Activation::none;
    alone.pooling = Pooling::none;
    return alone;
}

std::shared_ptr<const SliceSum> slice_sum(const Plane& channel, const FilterSettings& settings) {
    auto made = std::make_shared<SliceSum>();
    filter(channel, settings, made->sum);
    made->histogram = ValueHistogram(made->sum.filtered);
    return made;
}

std::int64_t bytes_of(const FilterResult& result) {
    return (result.filtered.size().area() + result.pooled.size().area()) * std::int64_t{sizeof(float)};
}

std::int64_t bytes_of(const ColourResults& results) {
    std::int64_t bytes = results.map ? bytes_of(*results.map) : 0;
    for (const auto& slice : results.sums)
        if (slice) bytes += bytes_of(slice->sum);
    return bytes;
}

}  // namespace

bool ColourRequest::same(const ColourRequest& other) const {
    return settings == other.settings && picture.same_storage(other.picture);
}

ColourResults ColourEngine::known_parts(const ColourRequest& request) const {
    ColourResults known;
    known.request = request;
    if (results_.revision == 0 || !results_.request.picture.same_storage(request.picture)) return known;
    known.channels = results_.channels;
    for (std::size_t i = 0; i < kColourChannels; ++i)
        if (sum_settings(request.settings, i) == sum_settings(results_.request.settings, i))
            known.sums.at(i) = results_.sums.at(i);
    return known;
}

double ColourEngine::work_of(const ColourRequest& request, const ColourResults& known) {
    const double taps = request.settings.slices.front().size * request.settings.slices.front().size;
    double per_pixel = (kColourChannels * taps + 4) * kFreshSum;
    for (const auto& sum : known.sums)
        if (!sum) per_pixel += (taps + 4) * kFreshSum;
    return static_cast<double>(request.picture.size().area()) * per_pixel;
}

ColourResults ColourEngine::compute(const ColourRequest& request, ColourResults known) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    ColourResults results = std::move(known);
    results.problem = colour_geometry_problem(request.picture.size(), request.settings);
    for (std::size_t i = 0; i < kColourChannels; ++i)
        if (results.channels.at(i).empty())
            results.channels.at(i) = channel_plane(request.picture, kSliceChannels.at(i));
    if (results.problem.empty()) {
        for (std::size_t i = 0; i < kColourChannels; ++i)
            if (!results.sums.at(i))
                results.sums.at(i) = slice_sum(results.channels.at(i), sum_settings(request.settings, i));
        auto map = std::make_shared<FilterResult>();
        colour_filter(request.picture, request.settings, *map);
        results.filtered = ValueHistogram(map->filtered);
        results.pooled = ValueHistogram(map->pooled);
        results.map = std::move(map);
    } else {
        results.sums = {};
    }
    results.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return results;
}

void ColourEngine::accept(ColourResults results) {
    const bool same_picture = results_.revision > 0 && results_.request.picture.same_storage(results.request.picture);
    results.revision = results_.revision + 1;
    results.picture_revision = results_.picture_revision + (same_picture ? 0 : 1);
    results_ = std::move(results);
}

void ColourEngine::drop_large() {
    jobs_.drain();
    if (bytes_of(results_) <= kKeptBytes) return;
    ColourResults empty;
    empty.revision = results_.revision;
    empty.picture_revision = results_.picture_revision;
    results_ = std::move(empty);
}

void ColourEngine::update(const ColourRequest& request) {
    jobs_.drain();
    if (in_flight_ || request.picture.planes.empty()) return;
    if (results_.revision > 0 && results_.request.same(request)) return;
    ColourResults known = known_parts(request);
    if (work_of(request, known) <= kInlineColourWork) {
        accept(compute(request, std::move(known)));
        return;
    }
    in_flight_ = true;
    jobs_.submit([request, known = std::move(known)]() mutable { return compute(request, std::move(known)); },
                 [this](ColourResults results) {
                     in_flight_ = false;
                     accept(std::move(results));
                 },
                 [this, request](const std::string& message) {
                     in_flight_ = false;
                     ColourResults failed;
                     failed.request = request;
                     failed.problem = message;
                     accept(std::move(failed));
                 });
}

}  // namespace convscope
