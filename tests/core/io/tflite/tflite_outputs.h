// Runs TensorFlow Lite's models in memory.
#pragma once

#include <cstdint>
#include <vector>

#include "core/io/tflite/tflite.h"
#include "tests/support/raw_run.h"

namespace convscope::samples {

/// The first output of the model in a file of these bytes, for an input of these dims and values.
inline std::vector<float> outputs_of(const std::vector<std::uint8_t>& file, const std::vector<std::int64_t>& dims,
                                     const std::vector<float>& x) {
    const nn::Plan plan = raw_run(tflite::decode(file, "m.tflite"), {NpyArray{dims, x}});
    return raw_output(plan, plan.model().outputs().front()).values;
}

}  // namespace convscope::samples
