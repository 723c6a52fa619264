#include "core/base/rounded_parts.h"

#include <cmath>
#include <cstddef>
#include <numeric>

namespace convscope {

std::vector<double> rounded_parts(const std::vector<double>& parts, double sum, int decimals) {
    const double units = std::pow(10.0, decimals);
    std::vector<double> counts;
    counts.reserve(parts.size());
    for (const double part : parts) counts.push_back(std::round(part * units));
    double missing = std::round(sum * units) - std::accumulate(counts.begin(), counts.end(), 0.0);
    // Rounding is off by at most half a unit for each part and for the sum.
    for (std::size_t tries = 0; tries <= parts.size() && missing != 0 && !counts.empty(); ++tries) {
        const double step = missing > 0 ? 1 : -1;
        std::size_t best = 0;
        const auto error = [&](std::size_t i) { return step * (parts[i] * units - counts[i]); };
        for (std::size_t i = 1; i < counts.size(); ++i)
            if (error(i) > error(best)) best = i;
        counts[best] += step;
        missing -= step;
    }
    for (double& count : counts) count /= units;
    return counts;
}

}  // namespace convscope
