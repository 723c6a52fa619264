// A camera of the machine, by the kernel's interface Video4Linux 2, without another library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/image/picture.h"
#include "core/io/camera/camera_frame.h"
#include "core/io/camera/video_calls.h"

namespace convscope {

/// The device files video0, video1, ... in `folder`, in this order. They need not be cameras.
std::vector<std::filesystem::path> video_devices(const std::filesystem::path& folder = "/dev");

/// Gives frames from its construction to its destruction. Use it on one thread.
class VideoCamera {
  public:
    /// Opens the device, asks for about 640 x 480 pixels and starts it. `calls` must outlive the camera. Throws
    /// LoadError if it is no camera, is used by another program, or gives frames in no form that is known.
    VideoCamera(std::string device, VideoCalls& calls);
    ~VideoCamera();
    VideoCamera(const VideoCamera&) = delete;
    VideoCamera& operator=(const VideoCamera&) = delete;

    const FrameLayout& layout() const { return layout_; }
    /// The next frame; nullopt if none comes within that time. A damaged frame of a JPEG stream is left out, as the
    /// first frames of many cameras are. Throws LoadError if the camera is gone.
    std::optional<Picture> next(int milliseconds);

  private:
    class Descriptor;

    void choose_form();
    bool ask_for(std::uint32_t pixel_format);
    void map_buffers();
    void give_back(std::uint32_t index);
    [[noreturn]] void fail(const std::string& fault, const std::string& remedy) const;

    std::string device_;
    VideoCalls& calls_;
    FrameLayout layout_;
    std::unique_ptr<Descriptor> descriptor_;  ///< also has the mapped buffers
};

}  // namespace convscope
