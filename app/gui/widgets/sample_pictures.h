// Pictures of the program's own, as thumbnails to choose from. Knows no document: what is chosen is told by name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class SamplePictures {
  public:
    /// Makes the file's thumbnail; a file that cannot be read shows as an empty frame, and opening it says why. Needs a
    /// current context.
    void add(std::string name, std::filesystem::path file);
    std::size_t size() const { return samples_.size(); }
    const std::string& name(std::size_t index) const { return samples_.at(index).name; }

    /// Draws one thumbnail as the control `prefix`.NAME, ringed where it is `on`. True when pressed.
    bool show(Ui& ui, std::string_view prefix, std::size_t index, Rect square, bool on, std::string_view tooltip) const;

  private:
    struct Sample {
        std::string name;
        std::filesystem::path file;
        gl::Texture thumbnail;
    };
    std::vector<Sample> samples_;
};

}  // namespace convscope
