// The page Teach it: classes of the user's own, pictures drawn on a pad or dropped, and the network's answer to the pad
// while one draws.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/training/pages/own_pad.h"
#include "app/gui/training/scene/training_scene.h"
#include "app/jobs/training/pad_answer.h"

namespace convscope {

class OwnPage {
  public:
    explicit OwnPage(const std::function<void()>& wake) : answer_job_(wake) {}

    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void update() { answer_job_.update(); }
    bool busy() const { return answer_job_.busy(); }
    bool finished() const { return answer_job_.finished(); }

    /// The answer to the pad as shown last, for tests; null before there is one.
    const std::shared_ptr<const std::vector<float>>& answer() const { return answer_; }
    const OwnPad& pad() const { return pad_; }

  private:
    void show_pad(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void show_answer(TrainingScene& scene, Rect area);
    void show_classes(TrainingScene& scene, Rect area);
    void show_class(TrainingScene& scene, std::size_t index, Rect row);
    void show_name(TrainingScene& scene, std::size_t index, Rect place);
    static void show_buttons(TrainingScene& scene, Rect row);

    OwnPad pad_;
    PadAnswerJob answer_job_;
    std::shared_ptr<const std::vector<float>> answer_;
    /// The pictures of all classes as a data set, for their thumbnails.
    std::vector<OwnClass> shown_;
    std::shared_ptr<const nn::Dataset> data_;
    PictureSheet sheet_;
};

}  // namespace convscope
