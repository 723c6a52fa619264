// The pictures that are shipped with the program, as thumbnails to choose from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/toolkit/thumbnail.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// The largest side of a thumbnail: sharp up to a scale of 200 %.
inline constexpr int kThumbnailPixels = 96;

class SamplePictures {
  public:
    /// Adds a picture with its thumbnail. A file that cannot be read has an empty frame; opening it shows the reason.
    /// Needs a current OpenGL context.
    void add(std::string name, const std::filesystem::path& file);
    /// Adds a picture with a finished thumbnail; if it is nullopt, the picture has an empty frame.
    void add(std::string name, const std::optional<Thumbnail>& thumbnail);
    void set(std::size_t index, const Thumbnail& thumbnail);
    std::size_t size() const { return samples_.size(); }
    const std::string& name(std::size_t index) const { return samples_.at(index).name; }

    /// Draws one thumbnail as the control `prefix`.NAME, as large as its sides allow, with an outline if it is `on`.
    /// Returns true when it is pressed.
    bool show(Ui& ui, std::string_view prefix, std::size_t index, Rect square, bool on, std::string_view tooltip) const;

  private:
    struct Sample {
        std::string name;
        gl::Texture thumbnail;
    };
    std::vector<Sample> samples_;
};

}  // namespace convscope
