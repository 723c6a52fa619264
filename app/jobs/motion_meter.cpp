#include "app/jobs/motion_meter.h"

#include <utility>

#include "core/filter/geometry.h"

namespace convscope {

void MotionMeter::update(const MotionRequest& request) {
    jobs_.drain();
    if (in_flight_ || (has_request_ && request_.same(request))) return;
    request_ = request;
    has_request_ = true;
    result_.reset();
    if (!geometry_problem(request.picture.size(), request.settings).empty()) return;
    in_flight_ = true;
    jobs_.submit(
        [request] {
            return compare_motion(channel_plane(request.picture, request.channel), request.settings, request.motion);
        },
        [this](const MotionComparison& comparison) {
            in_flight_ = false;
            result_ = comparison;
        },
        [this](const std::string&) { in_flight_ = false; });
}

}  // namespace convscope
