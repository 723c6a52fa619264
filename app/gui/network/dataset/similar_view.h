// The part of the page "Data set" that shows the pictures whose activations in the chosen layer are most similar to
// those of the input.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gui/network/dataset/dataset_scene.h"
#include "app/gui/panels/dataset/picture_sheet.h"
#include "core/nn/attribution/survey.h"

namespace convscope {

/// The number of similar pictures that are shown.
inline constexpr std::size_t kSimilarShown = 9;

class SimilarView {
  public:
    /// `pictures` are sorted, the most similar first, and one more than is shown, because the input itself is left out.
    /// Cuts the used part off the top of `area`.
    void show(Scene& scene, const std::vector<nn::SimilarPicture>& pictures, Rect& area);

    const std::vector<nn::SimilarPicture>& shown() const { return shown_; }

  private:
    void show_explanation(Scene& scene, Rect& area) const;

    std::vector<nn::SimilarPicture> shown_;
    PictureSheet sheet_;
};

}  // namespace convscope
