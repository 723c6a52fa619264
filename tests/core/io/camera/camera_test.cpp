// Cameras: frames are converted to pictures, and the device is asked, started and given back as the kernel wants it.
#include "core/io/camera/camera.h"

#include <doctest/doctest.h>

#include <fstream>
#include <optional>

#include "core/base/load_error.h"
#include "core/image/files/save.h"
#include "tests/support/file_camera.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace {

using samples::FileVideoCalls;

/// A frame of 2 x 4 pixels whose Y are these, without colour.
std::string grey_frame(std::uint8_t first, std::uint8_t other) {
    std::string frame;
    for (int i = 0; i < 8; ++i) {
        frame += static_cast<char>(i == 0 ? first : other);
        frame += static_cast<char>(128);
    }
    return frame;
}

std::string write_file(const TemporaryFolder& folder, const std::string& content) {
    std::ofstream(folder / "video0", std::ios::binary) << content;
    return (folder / "video0").string();
}

/// A JPEG picture of one grey, from the sample pictures of the project.
std::string jpeg_bytes() {
    std::ifstream file(std::string(CONVSCOPE_TEST_DATA) + "/camera/grey.jpg", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("YUYV becomes red, green and blue by ITU-R BT.601") {
    // Two pixels share their colour differences: white, black, and the standard's red with Y 81, U 90, V 240.
    const std::vector<std::uint8_t> bytes{235, 128, 16, 128, 81, 90, 81, 240};
    const Picture picture = picture_of(bytes, {FrameForm::yuyv, {1, 4}, 8}, "camera");
    REQUIRE(picture.planes.size() == 3);
    CHECK(picture.size() == Size{1, 4});
    const auto colour = [&](int col) {
        return std::vector<int>{static_cast<int>(picture.planes[0].at(0, col)),
                                static_cast<int>(picture.planes[1].at(0, col)),
                                static_cast<int>(picture.planes[2].at(0, col))};
    };
    CHECK(colour(0) == std::vector<int>{255, 255, 255});
    CHECK(colour(1) == std::vector<int>{0, 0, 0});
    CHECK(colour(2)[0] >= 253);
    CHECK(colour(2)[1] <= 2);
    CHECK(colour(2)[2] <= 2);
    CHECK(colour(3) == colour(2));
}

TEST_CASE("rows may be longer than their pixels, and frames that are too short are refused") {
    const std::vector<std::uint8_t> bytes{235, 128, 235, 128, 0, 0, 16, 128, 16, 128};
    const Picture picture = picture_of(bytes, {FrameForm::yuyv, {2, 2}, 6}, "camera");
    CHECK(picture.planes[0].at(0, 1) == 255);
    CHECK(picture.planes[0].at(1, 0) == 0);
    CHECK_THROWS_WITH_AS(picture_of(std::span(bytes).first(9), {FrameForm::yuyv, {2, 2}, 6}, "camera"),
                         doctest::Contains("incomplete frame"), LoadError);
    CHECK_THROWS_AS(picture_of(bytes, {FrameForm::jpeg, {2, 2}, 4}, "camera"), LoadError);
}

TEST_CASE("a camera gives the frames of its device in turn, and gives everything back") {
    const TemporaryFolder folder;
    const std::string device = write_file(folder, grey_frame(235, 16) + grey_frame(16, 235));
    FileVideoCalls calls(V4L2_PIX_FMT_YUYV, {2, 4}, 16);
    {
        VideoCamera camera(device, calls);
        CHECK(camera.layout() == FrameLayout{FrameForm::yuyv, {2, 4}, 8});
        for (int i = 0; i < 6; ++i) {
            const std::optional<Picture> picture = camera.next(10);
            REQUIRE(picture.has_value());
            CHECK(picture->size() == Size{2, 4});
            CHECK(picture->planes[1].at(0, 0) == (i % 2 == 0 ? 255 : 0));
            CHECK(picture->planes[1].at(1, 3) == (i % 2 == 0 ? 0 : 255));
        }
        CHECK(calls.mapped == 2);
    }
    CHECK(calls.opened == 1);
    CHECK(calls.closed == 1);
    CHECK(calls.mapped == 0);
}

TEST_CASE("a camera that gives JPEG pictures, and one whose first frame is damaged") {
    const TemporaryFolder folder;
    const std::string jpeg = jpeg_bytes();
    REQUIRE(jpeg.size() > 100);
    FileVideoCalls calls(V4L2_PIX_FMT_MJPEG, {8, 8}, 0);
    const std::string device = write_file(folder, jpeg);
    VideoCamera camera(device, calls);
    CHECK(camera.layout().form == FrameForm::jpeg);
    const std::optional<Picture> picture = camera.next(10);
    REQUIRE(picture.has_value());
    CHECK(picture->size() == Size{8, 8});
    CHECK(picture->planes[0].at(4, 4) == doctest::Approx(120).epsilon(.05));
    FileVideoCalls damaged(V4L2_PIX_FMT_MJPEG, {8, 8}, jpeg.size());
    const std::string other = write_file(folder, std::string(jpeg.size(), 'x') + jpeg);
    VideoCamera second(other, damaged);
    CHECK_FALSE(second.next(10).has_value());
    CHECK(second.next(10).has_value());
}

TEST_CASE("devices that are no camera, are missing or are unplugged are named") {
    const TemporaryFolder folder;
    FileVideoCalls calls(V4L2_PIX_FMT_YUYV, {2, 4}, 16);
    CHECK_THROWS_WITH_AS(VideoCamera((folder / "video9").string(), calls), doctest::Contains("cannot be opened"),
                         LoadError);
    const std::string device = write_file(folder, grey_frame(235, 16));
    calls.capabilities = V4L2_CAP_VIDEO_OUTPUT;
    CHECK_THROWS_WITH_AS(VideoCamera(device, calls), doctest::Contains("is not a camera"), LoadError);
    FileVideoCalls foreign(V4L2_PIX_FMT_H264, {2, 4}, 16);
    CHECK_THROWS_WITH_AS(VideoCamera(device, foreign), doctest::Contains("no form that is known"), LoadError);
    CHECK(foreign.closed == 1);
    calls.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    VideoCamera camera(device, calls);
    CHECK(camera.next(10).has_value());
    calls.unplug();
    CHECK_THROWS_WITH_AS(camera.next(10), doctest::Contains("is gone"), LoadError);
}

TEST_CASE("video devices are listed in the order of their numbers") {
    const TemporaryFolder folder;
    for (const char* name : {"video10", "video2", "video", "audio0"}) folder.write(name, "x");
    CHECK(video_devices(folder.path()) == std::vector<std::filesystem::path>{folder / "video2", folder / "video10"});
    CHECK(video_devices(folder / "none").empty());
}

}  // namespace convscope
