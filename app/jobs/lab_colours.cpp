#include "app/jobs/lab_colours.h"

#include <algorithm>
#include <vector>

#include "core/filter/result_kind.h"

namespace convscope {

ValueKind output_kind(const LabResults& results, std::span<const ValueKind> kinds) {
    const auto count = static_cast<std::size_t>(results.request.count());
    std::vector<ValueKind> activated;
    activated.reserve(count);
    for (std::size_t f = 0; f < count; ++f)
        activated.push_back(activated_kind(kinds[f], results.request.settings[f].activation));
    return common_kind(activated);
}

float largest_output(const LabResults& results) {
    float largest = 0;
    for (const LabHistograms& histograms : results.histograms)
        largest =
            std::max({largest, histograms.filtered.largest(kClippedShare), histograms.pooled.largest(kClippedShare)});
    return largest;
}

}  // namespace convscope
