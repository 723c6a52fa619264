// The pictures of a camera that is fed from a file.
#include "app/jobs/training/camera_feed.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/app/jobs/bell.h"
#include "tests/support/file_camera.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

/// A feed of a device whose only frame is 2 x 2 white pixels.
struct FeedBench {
    TemporaryFolder folder;
    std::shared_ptr<samples::FileVideoCalls> calls =
        std::make_shared<samples::FileVideoCalls>(V4L2_PIX_FMT_YUYV, Size{2, 2}, 8);
    Bell bell;
    CameraFeed feed{calls, bell.ringer()};

    std::string device(const std::string& content) const {
        std::ofstream(folder / "video0", std::ios::binary) << content;
        return (folder / "video0").string();
    }
    std::string white() const { return device("\xeb\x80\xeb\x80\xeb\x80\xeb\x80"); }
};

}  // namespace

TEST_CASE("the feed gives the camera's pictures until it is stopped") {
    FeedBench bench;
    CHECK_FALSE(bench.feed.is_on());
    bench.feed.start(bench.white());
    bench.bell.wait(3);
    CHECK(bench.feed.finished());
    bench.feed.update();
    REQUIRE(bench.feed.picture().has_value());
    CHECK(bench.feed.picture()->planes[0].at(1, 1) == 255);
    CHECK(bench.feed.number() >= 3);
    CHECK(bench.feed.problem().empty());
    bench.feed.stop();
    CHECK_FALSE(bench.feed.is_on());
    CHECK_FALSE(bench.feed.finished());
    CHECK_FALSE(bench.feed.picture().has_value());
    CHECK(bench.calls->closed == 1);
}

TEST_CASE("a camera that is unplugged becomes a sentence, and the feed can be started again") {
    FeedBench bench;
    bench.feed.start((bench.folder / "video7").string());
    bench.bell.wait();
    bench.feed.update();
    CHECK(bench.feed.problem().find("video7: cannot be opened") != std::string::npos);
    CHECK_FALSE(bench.feed.picture().has_value());
    bench.feed.start(bench.white());
    bench.bell.wait(2);
    bench.feed.update();
    CHECK(bench.feed.problem().empty());
    CHECK(bench.feed.picture().has_value());
    bench.calls->unplug();
    while (bench.feed.problem().empty()) bench.feed.update();
    CHECK(bench.feed.problem().find("is gone") != std::string::npos);
}

TEST_CASE("a feed that is destroyed while it runs gives its camera back") {
    auto calls = std::make_shared<samples::FileVideoCalls>(V4L2_PIX_FMT_YUYV, Size{2, 2}, 8);
    {
        FeedBench bench;
        bench.calls = calls;
        CameraFeed feed(calls, bench.bell.ringer());
        feed.start(bench.white());
        bench.bell.wait();
    }
    CHECK(calls->closed == 1);
    CHECK(calls->mapped == 0);
}

}  // namespace convscope
