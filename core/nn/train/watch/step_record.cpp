#include "core/nn/train/watch/step_record.h"

#include <cmath>

namespace convscope::nn {

double LayerSizes::log_ratio() const {
    // log10 of 0 is -infinity, as it should be.
    return std::log10(update) - std::log10(weights);
}

}  // namespace convscope::nn
