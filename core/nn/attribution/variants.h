// Runs a model on many variants of one example, a batch at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

/// The scores and outputs of one variant: one value per class, valid until the next batch is computed.
struct VariantAnswer {
    std::span<const float> scores, outputs;
};

/// Writes variant `number` of the first input's values.
using MakeVariant = std::function<void(std::int64_t number, std::span<float> values)>;

/// Computes the model's answers to `count` variants of the first input; the other inputs have their values of `inputs`.
/// Calls `use` once per variant, in order. Calls `keep_going` with the finished fraction before each batch; if it
/// returns false, the work ends.
/// Returns true if all variants were computed.
bool run_variants(const Model& model, const Edits& edits, std::span<const std::span<const float>> inputs,
                  std::int64_t count, const MakeVariant& make,
                  const std::function<void(std::int64_t number, const VariantAnswer&)>& use,
                  const std::function<bool(double)>& keep_going = {});

}  // namespace convscope::nn
