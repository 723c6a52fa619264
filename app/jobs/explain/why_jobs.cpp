#include "app/jobs/explain/why_jobs.h"

namespace convscope {

WhyJobs::WhyJobs(const std::function<void()>& wake)
    : gradients(wake,
                [computer = computer_](const GradientRequest& request, const KeepGoing& keep_going) {
                    return computer->compute(request, keep_going);
                }),
      occlusion(wake, compute_occlusion),
      patch(wake, compute_patch),
      shifts(wake, compute_shifts),
      curves(wake, compute_curves),
      maximum(wake) {}

void WhyJobs::rest() {
    gradients.update({});
    occlusion.update({});
    patch.update({});
    shifts.update({});
    curves.update({});
    maximum.pause();
}

void WhyJobs::forget() {
    gradients.forget([computer = computer_] { computer->clear(); });
    occlusion.forget();
    patch.forget();
    shifts.forget();
    curves.forget();
    maximum.forget();
}

bool WhyJobs::busy() const {
    return gradients.busy() || occlusion.busy() || patch.busy() || shifts.busy() || curves.busy() || maximum.busy();
}

bool WhyJobs::finished() const {
    return gradients.finished() || occlusion.finished() || patch.finished() || shifts.finished() || curves.finished() ||
           maximum.finished();
}

}  // namespace convscope
