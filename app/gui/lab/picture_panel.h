// Choosing the picture: the samples as thumbnails, the Open dialog, the channel.
#pragma once

#include <filesystem>
#include <string>

#include "app/gui/lab/lab_scene.h"
#include "app/gui/widgets/sample_pictures.h"

namespace convscope {

class PicturePanel {
  public:
    /// Reads the samples' names from `folder` and makes their thumbnails. Needs a current OpenGL context.
    explicit PicturePanel(const std::filesystem::path& folder);

    /// Draws from the top of `rest` and cuts off what it uses.
    void show(LabScene& scene, Rect& rest);

  private:
    void show_thumbnails(LabScene& scene, Rect row);

    SamplePictures samples_;
};

}  // namespace convscope
