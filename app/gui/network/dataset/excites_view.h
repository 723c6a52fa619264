// The part of the page "Data set" about one map: its strongest pictures, the mean for each class, the number of
// pictures that make it active, and the maps of the layer that no picture makes active.
#pragma once

#include <cstdint>
#include <vector>

#include "app/gui/network/dataset/dataset_scene.h"
#include "app/gui/network/dataset/top_pictures.h"
#include "core/nn/attribution/survey.h"

namespace convscope {

class ExcitesView {
  public:
    /// Cuts the used part off the top of `area`.
    void show(Scene& scene, const nn::Survey& survey, Rect& area);

    /// The classes on screen: if there are few, all in their order; otherwise those with the largest means.
    const std::vector<std::int64_t>& shown_classes() const { return classes_; }
    const TopPictures& top() const { return top_; }
    /// The maps of the layer that are above 0 on no picture.
    const std::vector<std::int64_t>& never_active() const { return never_active_; }

  private:
    void show_means(Scene& scene, const nn::Survey& survey, const nn::ChannelSurvey& channel, Rect& area);
    void show_never_active(Scene& scene, Rect& area) const;

    TopPictures top_;
    std::vector<std::int64_t> classes_;
    std::vector<std::int64_t> never_active_;
};

}  // namespace convscope
