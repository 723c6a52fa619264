// The background work of the page "Why". Each kind of question has its own job, so that the long computation of a map
// does not delay the answer for a patch that is dragged.
#pragma once

#include <functional>
#include <memory>

#include "app/jobs/explain/maximum_runner.h"
#include "app/jobs/explain/why_requests.h"
#include "app/jobs/latest_job.h"

namespace convscope {

struct WhyJobs {
    /// For `wake` see JobQueue.
    explicit WhyJobs(const std::function<void()>& wake);

    /// Stops all jobs and stores finished results.
    void rest();
    /// Drops all results and the plan that the gradients share.
    void forget();
    bool busy() const;
    bool finished() const;

  private:
    std::shared_ptr<GradientComputer> computer_ = std::make_shared<GradientComputer>();

  public:
    LatestJob<GradientRequest, GradientAnswer> gradients;
    LatestJob<OcclusionRequest, nn::OcclusionMap> occlusion;
    LatestJob<PatchRequest, PatchAnswer> patch;
    LatestJob<ShiftRequest, nn::ShiftMap> shifts;
    LatestJob<CurvesRequest, CurvesAnswer> curves;
    MaximumRunner maximum;
};

}  // namespace convscope
