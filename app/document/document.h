// What is open and what is selected, as plain values: a Document can be copied, compared and saved at any time.
// Knows no window, no ImGui and no OpenGL. The only place for the lab's defaults.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/document/network.h"
#include "app/view/camera.h"
#include "app/view/player.h"
#include "core/filter/settings.h"
#include "core/image/colour_maps.h"
#include "core/image/picture.h"

namespace convscope {

/// A picture and where it came from: a file, or one of the program's samples (then `file` is the bare sample name).
struct OpenPicture {
    std::filesystem::path file;
    bool is_sample = false;
    Picture picture;

    /// The name shown to the user, without folders.
    std::string name() const { return is_sample ? file.stem().string() : file.filename().string(); }
    bool operator==(const OpenPicture& other) const;
};

/// Filter values, weights and biases are finite and at most this large.
inline constexpr float kMaxFilterValue = 1e6F;

/// The filter as it is edited. While `normalise` is on the weight follows the kernel (1 / sum).
struct LabFilter {
    Kernel kernel;
    float weight = 1;
    float bias = 0;
    bool normalise = false;
    bool operator==(const LabFilter&) const = default;
};

/// The Filter Lab's settings. filters[1] is in use while `compare` is on; stride to pool_size hold for both.
struct Lab {
    std::array<LabFilter, 2> filters;
    bool compare = false;
    int edited = 0;  ///< the filter that the controls show: 0 or 1
    Channel channel = Channel::grey;
    int stride = 1;
    int dilation = 1;
    Border border = Border::valid;
    Activation activation = Activation::none;
    Pooling pooling = Pooling::max;
    int pool_size = 2;

    /// What is computed for filter `which` (0 or 1).
    FilterSettings settings(int which) const;
    int filter_count() const { return compare ? 2 : 1; }
    bool operator==(const Lab&) const = default;
};

enum class Stage { input, filtered, pooled };
inline constexpr std::array<std::string_view, 3> kStageNames{"input", "filtered", "pooled"};

/// A pixel of one of the views: of the input, or of what filter `filter` makes.
struct PixelRef {
    Stage stage = Stage::input;
    int filter = 0;
    int row = 0;
    int col = 0;
    bool operator==(const PixelRef&) const = default;
};

/// each: every view by its own values; layer: both filters share a range; fixed: 0..255.
enum class RangeScope { each, layer, fixed };
inline constexpr std::array<std::string_view, 3> kRangeScopeNames{"each", "layer", "fixed"};

/// How the document is looked at. Not part of undo.
struct LabView {
    Camera camera;
    ColourMap colour_map = ColourMap::automatic;
    RangeScope range_scope = RangeScope::each;
    bool true_size = false;  ///< a pooled picture is shown at its own, smaller size
    std::optional<PixelRef> pinned;
    Player player;
    bool operator==(const LabView&) const = default;

    /// What another picture does: it is shown whole, nothing is pinned, the player is off.
    void leave_picture() {
        camera = {};
        pinned.reset();
        player.active = player.playing = false;
        player.position = 0;
    }
};

/// How the network is looked at. Not part of undo.
struct NetworkView {
    NetworkPage page = NetworkPage::maps;
    int layer = 1;                             ///< a node of the model
    std::int64_t channel = 0;                  ///< of that layer
    std::optional<std::int64_t> second;        ///< a map of the same layer to compare with
    std::optional<nn::Position> pinned;        ///< row and column on the layer, if one is pinned
    std::optional<nn::Position> pinned_input;  ///< a pixel of the input whose reach is shown
    std::int64_t kernel_channel = 0;           ///< the input channel whose kernel is shown
    bool show_filters = false;                 ///< the page of maps shows the kernels instead
    MapOrder order = MapOrder::number;
    MapRange range = MapRange::map;
    ColourMap colour_map = ColourMap::automatic;
    Camera camera;  ///< of the enlarged maps
    Player player;  ///< slides over the layer's positions
    InputTool tool = InputTool::point;
    float brush = 1.2F;  ///< radius, in pixels of the input
    float ink = 255;     ///< what the brush paints with, 0..255
    OpenModel other;     ///< the model beside the first on the page of models
    bool operator==(const NetworkView&) const = default;

    /// Another layer: what belonged to the last one is let go.
    void go_to(int node, std::int64_t channel_there);
    /// Another model: its first layer behind the input.
    void enter(const nn::Model& model);
};

enum class WorkspaceId { filter_lab, layers };
inline constexpr std::array<std::string_view, 2> kWorkspaceNames{"filter_lab", "layers"};

struct Document {
    WorkspaceId workspace = WorkspaceId::filter_lab;
    OpenPicture picture;
    Lab lab;
    LabView lab_view;
    Network network;
    NetworkView network_view;
    bool operator==(const Document&) const = default;
};

/// A document with the first frame's filter (vertical edges), ReLU off, 2x2 max-pooling, and no picture.
Document initial_document();

}  // namespace convscope
