// The page Teach it: classes of the user's own, pictures drawn on a pad or dropped, and the network's answer to the pad
// while one draws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/training/pages/own_pad.h"
#include "app/gui/training/scene/training_scene.h"
#include "app/jobs/training/camera_feed.h"
#include "app/jobs/training/pad_answer.h"

namespace convscope {

class OwnPage {
  public:
    OwnPage(CameraSource camera, const std::function<void()>& wake)
        : answer_job_(wake), camera_(std::move(camera)), feed_(camera_.calls, wake) {}

    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    /// The camera ends when the page is not shown.
    void update(bool is_shown);
    bool busy() const { return answer_job_.busy(); }
    bool finished() const { return answer_job_.finished() || feed_.finished(); }

    /// The answer to the pad as shown last, for tests; null before there is one.
    const std::shared_ptr<const std::vector<float>>& answer() const { return answer_; }
    const OwnPad& pad() const { return pad_; }
    const CameraFeed& feed() const { return feed_; }

  private:
    /// The buttons below the pad; the key A adds a picture too.
    void show_pad_buttons(TrainingScene& scene, Rect row);
    void show_camera_button(TrainingScene& scene, Rect& row);
    void add(TrainingScene& scene);
    void show_pad(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void show_answer(TrainingScene& scene, Rect area);
    void show_classes(TrainingScene& scene, Rect area);
    void show_class(TrainingScene& scene, std::size_t index, Rect row);
    /// A button that takes the class folders of Training's data set; cuts its room off `area`.
    static void show_taking(TrainingScene& scene, Rect& area);
    void show_name(TrainingScene& scene, std::size_t index, Rect place);
    static void show_buttons(TrainingScene& scene, Rect row);

    OwnPad pad_;
    PadAnswerJob answer_job_;
    std::shared_ptr<const std::vector<float>> answer_;
    CameraSource camera_;
    CameraFeed feed_;
    std::uint64_t shown_frame_ = 0;  ///< the number of the camera's picture on the pad
    double looked_ = -1e9;           ///< the time at which cameras were looked for
    std::vector<std::filesystem::path> devices_;
    /// The pictures of all classes as a data set, for their thumbnails.
    std::vector<OwnClass> shown_;
    std::shared_ptr<const nn::Dataset> data_;
    PictureSheet sheet_;
};

}  // namespace convscope
