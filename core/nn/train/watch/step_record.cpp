#include "core/nn/train/watch/step_record.h"

#include <cmath>

namespace convscope::nn {

double LayerSizes::log_ratio() const {
    // log10 of 0 is -infinity, as it should be.
    return std::log10(update) - std::log10(weights);
}

double detail_bytes(const StepRecord& record) {
    if (!record.detail) return 0;
    std::size_t values = 0;
    for (const auto* const part : {&record.detail->outputs, &record.detail->gradients})
        for (const std::vector<float>& layer : *part) values += layer.size();
    for (const WeightStep& w : record.detail->weights)
        for (const auto* const part :
             {&w.gradient, &w.before, &w.after, &w.first_before, &w.second_before, &w.first, &w.second})
            values += part->size();
    return static_cast<double>(values * sizeof(float));
}

}  // namespace convscope::nn
