// The pages Confusion and Hardest: the answers of the shown moment on the validation pictures.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/panels/dataset/confusion_matrix.h"
#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/training/scene/training_scene.h"

namespace convscope {

class AnswersPages {
  public:
    /// The matrix, and the pictures of the chosen cell.
    void show_confusion(TrainingScene& scene, Rect area);
    /// The pictures whose true class has the lowest probability.
    void show_hardest(TrainingScene& scene, Rect area);

    /// The pictures that were listed last, by their numbers in RunKeeper::study().
    const std::vector<std::int64_t>& listed() const { return listed_; }

  private:
    /// Draws the sentence about missing answers; true if there are answers.
    static bool has_answers(TrainingScene& scene, Rect area);
    void show_head(TrainingScene& scene, Rect& area) const;
    void show_list(TrainingScene& scene, std::vector<std::int64_t> examples, Rect area);

    ConfusionMatrix matrix_;
    PictureSheet sheet_;
    std::vector<std::int64_t> listed_;
    std::shared_ptr<const nn::Evaluation> evaluation_;
    std::shared_ptr<const SnapshotAnswers> answers_;  ///< that evaluation_ belongs to
};

}  // namespace convscope
