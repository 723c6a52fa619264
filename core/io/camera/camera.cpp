#include "core/io/camera/camera.h"

#include <fmt/format.h>
#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::uint32_t kCols = 640, kRows = 480, kBuffers = 4;
constexpr int kMaxSide = 8192, kMaxDevices = 64;
constexpr Message kReplug = tr("unplug the camera and plug it in again");

}  // namespace

/// An open device with the memory of its frames. Its destructor stops the device and gives everything back.
class VideoCamera::Descriptor {
  public:
    Descriptor(VideoCalls& calls, int number) : calls_(calls), number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        control(VIDIOC_STREAMOFF, &type);
        for (const std::span<std::uint8_t> buffer : buffers_) calls_.unmap(buffer.data(), buffer.size());
        calls_.close(number_);
    }

    int control(unsigned long request, void* argument) { return calls_.control(number_, request, argument); }
    bool wait(int milliseconds) { return calls_.wait(number_, milliseconds); }
    /// False if the memory cannot be mapped.
    bool add_buffer(std::size_t length, std::int64_t offset) {
        void* const memory = calls_.map(number_, length, offset);
        if (memory == nullptr) return false;
        buffers_.emplace_back(static_cast<std::uint8_t*>(memory), length);
        return true;
    }
    const std::vector<std::span<std::uint8_t>>& buffers() const { return buffers_; }

  private:
    VideoCalls& calls_;
    int number_;
    std::vector<std::span<std::uint8_t>> buffers_;
};

std::vector<std::filesystem::path> video_devices(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> devices;
    for (int i = 0; i < kMaxDevices; ++i) {
        std::filesystem::path device = folder / fmt::format("video{}", i);
        std::error_code error;
        if (std::filesystem::exists(device, error)) devices.push_back(std::move(device));
    }
    return devices;
}

VideoCamera::VideoCamera(std::string device, VideoCalls& calls) : device_(std::move(device)), calls_(calls) {
    const int number = calls_.open(device_);
    if (number < 0)
        fail(tr("cannot be opened: {}", std::generic_category().message(errno)),
             tr("close other programs that use the camera, or ask to be added to the group video"));
    descriptor_ = std::make_unique<Descriptor>(calls_, number);
    v4l2_capability ability{};
    const bool is_known = descriptor_->control(VIDIOC_QUERYCAP, &ability) == 0;
    const std::uint32_t flags =
        (ability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? ability.device_caps : ability.capabilities;
    if (!is_known || (flags & V4L2_CAP_VIDEO_CAPTURE) == 0 || (flags & V4L2_CAP_STREAMING) == 0)
        fail(tr("is not a camera"), tr("choose another camera"));
    choose_form();
    map_buffers();
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (descriptor_->control(VIDIOC_STREAMON, &type) != 0)
        fail(tr("cannot be started"), tr("close other programs that use the camera"));
}

VideoCamera::~VideoCamera() = default;

void VideoCamera::fail(const std::string& fault, const std::string& remedy) const {
    throw LoadError(device_, fault, remedy);
}

bool VideoCamera::ask_for(std::uint32_t pixel_format) {
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.width = kCols;
    format.fmt.pix.height = kRows;
    format.fmt.pix.pixelformat = pixel_format;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    // The device answers with what it can do.
    if (descriptor_->control(VIDIOC_S_FMT, &format) != 0 || format.fmt.pix.pixelformat != pixel_format) return false;
    const auto rows = static_cast<int>(format.fmt.pix.height), cols = static_cast<int>(format.fmt.pix.width);
    if (rows < 1 || cols < 1 || rows > kMaxSide || cols > kMaxSide) return false;
    layout_ = {.form = pixel_format == V4L2_PIX_FMT_YUYV ? FrameForm::yuyv : FrameForm::jpeg,
               .size = {rows, cols},
               .line_bytes = std::max(static_cast<int>(format.fmt.pix.bytesperline), 2 * cols)};
    return true;
}

void VideoCamera::choose_form() {
    for (const std::uint32_t form : {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_JPEG})
        if (ask_for(form)) return;
    fail(tr("gives pictures in no form that is known (YUYV, JPEG)"), tr("choose another camera"));
}

void VideoCamera::map_buffers() {
    v4l2_requestbuffers request{};
    request.count = kBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (descriptor_->control(VIDIOC_REQBUFS, &request) != 0 || request.count < 1)
        fail(tr("has no memory for its frames"), tr("close other programs that use the camera"));
    for (std::uint32_t i = 0; i < request.count; ++i) {
        v4l2_buffer buffer{};
        buffer.index = i;
        buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        buffer.memory = V4L2_MEMORY_MMAP;
        const bool is_mapped = descriptor_->control(VIDIOC_QUERYBUF, &buffer) == 0 &&
                               descriptor_->add_buffer(buffer.length, buffer.m.offset);
        if (!is_mapped) fail(tr("has no memory for its frames"), tr("close other programs that use the camera"));
        give_back(i);
    }
}

void VideoCamera::give_back(std::uint32_t index) {
    v4l2_buffer buffer{};
    buffer.index = index;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    if (descriptor_->control(VIDIOC_QBUF, &buffer) != 0) fail(tr("is gone"), kReplug);
}

std::optional<Picture> VideoCamera::next(int milliseconds) {
    if (!descriptor_->wait(milliseconds)) return std::nullopt;
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    if (descriptor_->control(VIDIOC_DQBUF, &buffer) != 0) {
        if (errno == EAGAIN) return std::nullopt;
        fail(tr("is gone"), kReplug);
    }
    const auto& buffers = descriptor_->buffers();
    if (buffer.index >= buffers.size() || buffer.bytesused > buffers[buffer.index].size())
        fail(tr("has given a frame that is none"), kReplug);
    std::optional<Picture> picture;
    try {
        picture = picture_of(buffers[buffer.index].first(buffer.bytesused), layout_, device_);
    } catch (const LoadError&) {
        if (layout_.form == FrameForm::yuyv) throw;
    }
    give_back(buffer.index);
    return picture;
}

}  // namespace convscope
