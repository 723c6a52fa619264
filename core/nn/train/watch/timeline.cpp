#include "core/nn/train/watch/timeline.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdlib>
#include <utility>

namespace convscope::nn {

namespace {

/// Up to twice this step every one is due.
constexpr std::uint64_t kDenseSteps = 32;

/// The importance of the snapshot at `index`, which is neither the first nor the last: the steps between its
/// neighbours, counted more at the start of training than later.
double importance(const std::vector<Snapshot>& all, std::size_t index) {
    constexpr double kLateWeight = 0.1;
    const double gap = static_cast<double>(all[index + 1].step - all[index - 1].step);
    const double lateness = static_cast<double>(all[index].step) + (kLateWeight * static_cast<double>(all.back().step));
    return gap / lateness;
}

}  // namespace

bool Snapshots::is_due(std::int64_t step) {
    const auto number = static_cast<std::uint64_t>(step);
    const std::uint64_t interval = std::bit_floor(std::max<std::uint64_t>(1, number / kDenseSteps));
    return number % interval == 0;
}

std::size_t Snapshots::limit_for(const Model& model, double bytes) {
    double size = 0;
    for (int i = 0; i < model.size(); ++i)
        if (model.node(i).trainable)
            size += static_cast<double>(parameter_count(model.node(i))) * static_cast<double>(sizeof(float));
    const auto fitting = static_cast<std::size_t>(bytes / std::max(1.0, size));
    return std::clamp<std::size_t>(fitting, 2, kMaxSnapshots);
}

void Snapshots::add(Snapshot snapshot) {
    assert(snapshot.model != nullptr);
    if (snapshots_.size() > 1 && !is_due(snapshots_.back().step)) snapshots_.pop_back();
    if (!snapshots_.empty() && snapshots_.back().step >= snapshot.step) snapshots_.pop_back();
    snapshots_.push_back(std::move(snapshot));
    thin(limit_for(*snapshots_.back().model));
}

Snapshots Snapshots::thinned(std::size_t limit) const {
    Snapshots copy = *this;
    while (copy.snapshots_.size() > std::max<std::size_t>(limit, 2)) copy.thin(limit);
    return copy;
}

void Snapshots::thin(std::size_t limit) {
    if (snapshots_.size() <= std::max<std::size_t>(limit, 2)) return;
    std::size_t least = 1;
    for (std::size_t i = 2; i + 1 < snapshots_.size(); ++i)
        if (importance(snapshots_, i) < importance(snapshots_, least)) least = i;
    snapshots_.erase(snapshots_.begin() + static_cast<std::ptrdiff_t>(least));
}

std::size_t Snapshots::nearest(std::int64_t step) const {
    assert(!snapshots_.empty());
    const auto closer = [step](const Snapshot& a, const Snapshot& b) {
        return std::abs(a.step - step) < std::abs(b.step - step);
    };
    return static_cast<std::size_t>(std::ranges::min_element(snapshots_, closer) - snapshots_.begin());
}

}  // namespace convscope::nn
