// Choosing the picture: the samples as thumbnails, the Open dialog, the channel.
#pragma once

#include <filesystem>
#include <string>

#include "app/gui/widgets/sample_pictures.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

class PicturePanel {
  public:
    /// Reads the samples' names from `folder` and makes their thumbnails. Needs a current OpenGL context.
    explicit PicturePanel(const std::filesystem::path& folder);

    /// Draws from the top of `rest` and cuts off what it uses.
    void show(Frame& frame, Rect& rest);
    /// The file of a sample, empty where there is none of this name.
    std::filesystem::path sample_file(const std::string& name) const { return samples_.file(name); }

  private:
    void show_thumbnails(Frame& frame, Rect row);

    SamplePictures samples_;
};

}  // namespace convscope
