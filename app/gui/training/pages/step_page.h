// The page One step: the batch of a single step, the loss of one picture, the gradient of one weight as its sum over
// positions, and the optimizer's update with its numbers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/training/pages/step_pooling.h"
#include "app/gui/training/scene/training_scene.h"
#include "core/nn/train/watch/weight_lens.h"

namespace convscope {

class StepPage {
  public:
    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);

    /// The gradient and the update as shown last, for tests.
    const std::optional<nn::GradientTerms>& terms() const { return terms_; }
    const std::optional<nn::WeightUpdate>& weight_update() const { return update_; }
    const StepPooling& pooling() const { return pooling_; }

  private:
    void find(const TrainingScene& scene);
    static void show_nothing(TrainingScene& scene, Rect area);
    void show_batch(TrainingScene& scene, Rect area);
    void show_loss(TrainingScene& scene, Rect& area) const;
    void show_weight(TrainingScene& scene, gl::TilePainter& painter, Rect& area);
    void show_cells(Ui& ui, const nn::Tensor& kernel, Rect& area);
    /// The index of the chosen picture's largest product, into the terms.
    std::size_t largest_product() const;
    void show_gradient(Ui& ui, Rect& area) const;
    void show_pooling(Ui& ui, gl::TilePainter& painter, Rect& area);
    void show_update(Ui& ui, Rect& area) const;

    std::shared_ptr<const nn::StepRecord> record_;  ///< of the numbers below
    nn::ChosenWeight chosen_;
    std::optional<nn::GradientTerms> terms_;
    std::optional<nn::WeightUpdate> update_;
    std::size_t example_ = 0;  ///< of the batch
    std::int64_t cell_ = 0;    ///< of the selected filter's kernel
    PictureSheet sheet_;
    StepPooling pooling_;
    std::uint64_t records_ = 0;  ///< that were shown so far
};

}  // namespace convscope
