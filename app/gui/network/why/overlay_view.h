// A model's input picture, overlaid with a map of one of its layers as coarse squares. It has a legend, shows the value
// under the pointer and can be exported.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/gl/texture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/heat_map.h"
#include "core/image/colours/map_overlay.h"
#include "core/nn/attribution/explainable.h"

namespace convscope {

/// A map over a picture in one frame.
struct PictureOverlay {
    std::string name;                 ///< of the control: "why.contribution"
    std::string title;                ///< above the picture
    std::string file;                 ///< the name of an exported file, without extension
    std::span<const float> picture;   ///< the input's values
    const FloatImage* map = nullptr;  ///< null: the picture alone
    float largest = 1;                ///< the magnitude at the ends of the colours
    nn::PlaceGrid grid;               ///< the positions of the map's places on the picture
    float opacity = 1;                ///< of the map, 0..1
    bool smooth = false;
    std::optional<ColourScale> scale = {};  ///< nullopt: diverging, from -largest to largest
    std::uint64_t revision = 0;             ///< must change whenever the map or the picture changes
    std::string_view tooltip = {};
    bool focusable = false;  ///< true: the picture can have the focus and uses the arrow keys
};

class OverlayView {
  public:
    /// Fills the area. Returns the state of the picture's item, which can have the focus.
    Item show(Scene& scene, const PictureOverlay& over, Rect area);
    /// The screen rectangle of the picture in the last frame.
    const Rect& picture() const { return picture_; }
    /// The input's pixel under the pointer; nullopt outside the picture.
    std::optional<nn::Position> pixel_at(float x, float y) const;
    /// The screen rectangle of a part of the input.
    Rect place_of(double row, double col, double rows, double cols) const;
    /// For tests: the map of the last frame with its range and its place.
    const HeatMap& heat() const { return heat_; }

  private:
    struct Drawn {
        std::uint64_t revision = 0;
        const FloatImage* map = nullptr;
        float opacity = 0, largest = 0;
        bool smooth = false;
        int factor = 0;
        bool operator==(const Drawn&) const = default;
    };
    HeatMap make_heat(const PictureOverlay& over, Rect legend) const;
    MapOverlay overlay_of(const PictureOverlay& over) const;
    void draw(Scene& scene, const PictureOverlay& over);
    void show_menu(Scene& scene, const PictureOverlay& over);
    std::optional<Cell> cell_at(const PictureOverlay& over, float x, float y) const;
    void mark_cell(Scene& scene, const PictureOverlay& over, Cell cell) const;

    Rect picture_;
    Size size_;  ///< of the input
    HeatMap heat_;
    std::optional<Cell> menu_cell_;
    gl::Texture texture_;
    Drawn drawn_;
};

}  // namespace convscope
