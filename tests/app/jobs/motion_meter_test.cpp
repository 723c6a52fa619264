#include "app/jobs/motion_meter.h"

#include <doctest/doctest.h>

#include "tests/app/jobs/lab_bench.h"

namespace convscope {

TEST_CASE("a shift is measured on the worker; an equal request is not measured again") {
    Bell bell;
    MotionMeter meter(bell.ringer());
    MotionRequest request{.picture = picture_of({40, 50}), .settings = edges(), .motion = {.right = 2}};
    meter.update(request);
    CHECK(meter.busy());
    CHECK_FALSE(meter.result());
    bell.wait();
    CHECK(meter.finished());
    meter.update(request);
    REQUIRE(meter.result());
    CHECK(meter.result()->follows == 1);
    CHECK_FALSE(meter.busy());

    request.motion.turn = 30;
    meter.update(request);
    CHECK_FALSE(meter.result());
    bell.wait(2);
    meter.update(request);
    REQUIRE(meter.result());
    CHECK(meter.result()->follows < 1);
}

TEST_CASE("settings that do not fit the picture are not measured") {
    Bell bell;
    MotionMeter meter(bell.ringer());
    meter.update({.picture = picture_of({2, 2}), .settings = edges(), .motion = {.right = 1}});
    CHECK_FALSE(meter.busy());
    CHECK_FALSE(meter.result());
}

}  // namespace convscope
