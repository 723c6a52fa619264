#include "app/jobs/training/camera_feed.h"

#include <exception>
#include <utility>

#include "core/io/camera/camera.h"

namespace convscope {

namespace {

constexpr int kWait = 100;  ///< milliseconds until the thread looks whether it is stopped

}  // namespace

void CameraFeed::start(const std::string& device) {
    stop();
    news_ = std::make_shared<News>();
    thread_ = std::jthread([calls = calls_, wake = wake_, news = news_, device](const std::stop_token& stop) {
        try {
            VideoCamera camera(device, *calls);
            while (!stop.stop_requested()) {
                std::optional<Picture> picture = camera.next(kWait);
                if (!picture) continue;
                {
                    const std::lock_guard lock(news->mutex);
                    news->picture = std::move(picture);
                    ++news->number;
                    news->is_new = true;
                }
                wake();
            }
        } catch (const std::exception& error) {
            {
                const std::lock_guard lock(news->mutex);
                news->problem = error.what();
                news->is_new = true;
            }
            wake();
        }
    });
}

void CameraFeed::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
    news_.reset();
    picture_.reset();
    problem_.clear();
    number_ = 0;
}

void CameraFeed::update() {
    if (!news_) return;
    const std::lock_guard lock(news_->mutex);
    if (!std::exchange(news_->is_new, false)) return;
    picture_ = news_->picture;
    problem_ = news_->problem;
    number_ = news_->number;
}

bool CameraFeed::finished() const {
    if (!news_) return false;
    const std::lock_guard lock(news_->mutex);
    return news_->is_new;
}

}  // namespace convscope
