// The answer of a model to a picture that is being drawn, computed in the background. Must not include documents or
// drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/jobs/cached_job.h"
#include "core/nn/model/model.h"

namespace convscope {

struct PadKey {
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<const std::vector<std::uint8_t>> pixels;  ///< 0..255, in the shape of the model's first input
    bool operator==(const PadKey&) const = default;
};

/// The values of the model's first output, one for each class.
class PadAnswerJob : public CachedJob<PadKey, std::vector<float>> {
  public:
    explicit PadAnswerJob(std::function<void()> wake) : CachedJob(std::move(wake), 2) {}
    /// See CachedJob::request().
    void request(const PadKey& key);
};

}  // namespace convscope
