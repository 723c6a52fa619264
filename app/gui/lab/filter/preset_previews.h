// Previews: the output of each preset on the open picture, as a small picture. They are made when they are first drawn,
// and kept until picture, filter or colours change.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "app/gl/texture.h"
#include "app/gui/lab/lab_scene.h"

namespace convscope {

class PresetPreviews {
  public:
    /// Draws the preview of the filter into the middle of `square`; draws nothing while there is no picture. `key`
    /// names the filter. Needs a current OpenGL context.
    void show(const LabScene& scene, const std::string& key, const LabFilter& filter, Rect square);

  private:
    /// The picture reduced for all previews.
    struct Source {
        std::uint64_t revision = 0;  ///< LabResults::input_revision
        int factor = 1;              ///< the factor by which the picture is reduced
        Plane plane;
    };
    struct Preview {
        std::uint64_t revision = 0;
        FilterSettings settings;
        ColourMap colours = ColourMap::automatic;
        gl::Texture texture;
    };
    void reduce_source(const LabScene& scene);
    FilterSettings settings_of(const LabScene& scene, const LabFilter& filter) const;
    void make(Preview& preview) const;

    Source source_;
    std::map<std::string, Preview> previews_;
};

}  // namespace convscope
