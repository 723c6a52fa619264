#include "app/lesson/predict/tally.h"

#include <algorithm>
#include <numeric>

namespace convscope {

void Tally::add(std::size_t answer, int by) {
    if (answer >= counts_.size()) return;
    counts_.at(answer) = std::clamp(counts_.at(answer) + by, 0, kMaxHands);
}

int Tally::total() const {
    return std::accumulate(counts_.begin(), counts_.end(), 0);
}

int Tally::largest() const {
    return *std::ranges::max_element(counts_);
}

std::size_t Tally::shown(std::size_t least) const {
    std::size_t count = std::min(least, counts_.size());
    for (std::size_t i = count; i < counts_.size(); ++i)
        if (counts_.at(i) > 0) count = i + 1;
    return count;
}

}  // namespace convscope
