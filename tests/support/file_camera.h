// A camera for tests: the kernel's calls, answered from a file with frames.
#pragma once

#include <fcntl.h>
#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <vector>

#include "core/image/plane.h"
#include "core/io/camera/video_calls.h"

namespace convscope::samples {

class FileVideoCalls : public VideoCalls {
  public:
    /// The device's file holds frames of `frame_bytes` bytes one after the other, which are given in turn; 0: it is one
    /// frame, which is given again and again.
    FileVideoCalls(std::uint32_t pixel_format, Size size, std::size_t frame_bytes)
        : pixel_format_(pixel_format), size_(size), frame_bytes_(frame_bytes) {}

    int open(const std::string& path) override {
        const std::lock_guard lock(mutex_);
        std::ifstream file(path, std::ios::binary);
        if (!file) {
            errno = ENOENT;
            return -1;
        }
        content_.assign(std::istreambuf_iterator<char>(file), {});
        ++opened;
        return 7;
    }
    void close(int /*descriptor*/) override {
        const std::lock_guard lock(mutex_);
        ++closed;
    }
    int control(int /*descriptor*/, unsigned long request, void* argument) override {
        const std::lock_guard lock(mutex_);
        switch (request) {
            case VIDIOC_QUERYCAP:
                static_cast<v4l2_capability*>(argument)->capabilities = capabilities;
                return 0;
            case VIDIOC_S_FMT:
                return set_format(*static_cast<v4l2_format*>(argument));
            case VIDIOC_REQBUFS:
                static_cast<v4l2_requestbuffers*>(argument)->count = 2;
                memory_.assign(2, std::vector<char>(frame_size()));
                return 0;
            case VIDIOC_QUERYBUF:
                static_cast<v4l2_buffer*>(argument)->length = static_cast<std::uint32_t>(frame_size());
                static_cast<v4l2_buffer*>(argument)->m.offset = static_cast<v4l2_buffer*>(argument)->index;
                return 0;
            case VIDIOC_QBUF:
                queue_.push_back(static_cast<v4l2_buffer*>(argument)->index);
                return 0;
            case VIDIOC_DQBUF:
                return give(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_STREAMON:
            case VIDIOC_STREAMOFF:
                is_streaming_ = request == VIDIOC_STREAMON;
                return 0;
            default:
                errno = ENOTTY;
                return -1;
        }
    }
    void* map(int /*descriptor*/, std::size_t length, std::int64_t offset) override {
        const std::lock_guard lock(mutex_);
        std::vector<char>& memory = memory_.at(static_cast<std::size_t>(offset));
        ++mapped;
        return length == memory.size() ? memory.data() : nullptr;
    }
    void unmap(void* /*memory*/, std::size_t /*length*/) override {
        const std::lock_guard lock(mutex_);
        --mapped;
    }
    bool wait(int /*descriptor*/, int /*milliseconds*/) override {
        const std::lock_guard lock(mutex_);
        return is_streaming_ && !queue_.empty() && !content_.empty() && given_ < most;
    }
    /// From now on the device answers as if it had been unplugged.
    void unplug() {
        const std::lock_guard lock(mutex_);
        is_gone_ = true;
    }

    std::uint32_t capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    std::size_t most = static_cast<std::size_t>(-1);  ///< frames that are given; then none comes any more
    int opened = 0, closed = 0, mapped = 0;           ///< the last one: buffers that are mapped now

  private:
    std::size_t frame_size() const { return frame_bytes_ > 0 ? frame_bytes_ : content_.size(); }
    int set_format(v4l2_format& format) const {
        // A device that cannot do what is asked for answers with what it does.
        format.fmt.pix.pixelformat = pixel_format_;
        format.fmt.pix.width = static_cast<std::uint32_t>(size_.cols);
        format.fmt.pix.height = static_cast<std::uint32_t>(size_.rows);
        format.fmt.pix.bytesperline = 0;
        return 0;
    }
    int give(v4l2_buffer& buffer) {
        if (is_gone_ || queue_.empty()) {
            errno = is_gone_ ? ENODEV : EAGAIN;
            return -1;
        }
        buffer.index = queue_.front();
        queue_.pop_front();
        const std::size_t frames = std::max<std::size_t>(1, content_.size() / frame_size());
        const std::size_t first = (given_++ % frames) * frame_size();
        const std::size_t bytes = std::min(frame_size(), content_.size() - first);
        std::memcpy(memory_.at(buffer.index).data(), content_.data() + first, bytes);
        buffer.bytesused = static_cast<std::uint32_t>(bytes);
        return 0;
    }

    std::mutex mutex_;
    std::uint32_t pixel_format_;
    Size size_;
    std::size_t frame_bytes_;
    std::string content_;
    std::vector<std::vector<char>> memory_;
    std::deque<std::uint32_t> queue_;
    std::size_t given_ = 0;
    bool is_streaming_ = false, is_gone_ = false;
};

}  // namespace convscope::samples
