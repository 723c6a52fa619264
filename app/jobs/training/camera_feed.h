// The newest picture of a camera, taken on a thread of its own. Must not include documents or drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/image/picture.h"
#include "core/io/camera/video_calls.h"

namespace convscope {

class CameraFeed {
  public:
    /// `wake` is called on the thread for every picture; it must be thread-safe.
    CameraFeed(std::shared_ptr<VideoCalls> calls, std::function<void()> wake)
        : calls_(std::move(calls)), wake_(std::move(wake)) {}
    /// Ends within a frame, or a tenth of a second.
    ~CameraFeed() { stop(); }
    CameraFeed(const CameraFeed&) = delete;
    CameraFeed& operator=(const CameraFeed&) = delete;

    /// Starts to take pictures. A camera that is running is stopped first.
    void start(const std::string& device);
    void stop();
    bool is_on() const { return thread_.joinable(); }

    /// Takes over the newest picture or problem. Call it once per frame.
    void update();
    /// True if update() would change something.
    bool finished() const;
    /// The newest picture; nullopt before the first.
    const std::optional<Picture>& picture() const { return picture_; }
    /// The number of pictures so far.
    std::uint64_t number() const { return number_; }
    /// A sentence about why the camera gives no pictures; empty if it does.
    const std::string& problem() const { return problem_; }

  private:
    /// Shared with the thread, guarded by its mutex.
    struct News {
        std::mutex mutex;
        std::optional<Picture> picture;
        std::string problem;
        std::uint64_t number = 0;
        bool is_new = false;
    };

    std::shared_ptr<VideoCalls> calls_;
    std::function<void()> wake_;
    std::shared_ptr<News> news_;
    std::optional<Picture> picture_;
    std::string problem_;
    std::uint64_t number_ = 0;
    std::jthread thread_;
};

}  // namespace convscope
