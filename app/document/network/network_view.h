// The view state of the Layers workspace, as plain values: page, layer, tools. Undo does not restore it.
// Must not include anything that draws: sessions keep these values too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/document/network/network.h"
#include "app/document/network/view/answer_view.h"
#include "app/document/network/view/dataset_view.h"
#include "app/document/network/view/draw_view.h"
#include "app/document/network/view/journey_view.h"
#include "app/document/network/view/why_view.h"
#include "app/view/camera.h"
#include "app/view/player.h"
#include "core/image/colours/colour_maps.h"
#include "core/nn/model/tensor.h"

namespace convscope {

enum class NetworkPage { maps, map, table, answer, why, data, draw, figure, models };
inline constexpr std::array<std::string_view, 9> kNetworkPageNames{"maps", "map",  "table",  "answer", "why",
                                                                   "data", "draw", "figure", "models"};
enum class MapOrder { number, mean, maximum, contribution };
inline constexpr std::array<std::string_view, 4> kMapOrderNames{"number", "mean", "maximum", "contribution"};
/// The values at the ends of the colours: the lowest and highest value of one map, of its layer, or of all layers.
enum class MapRange { map, layer, model };
inline constexpr std::array<std::string_view, 3> kMapRangeNames{"map", "layer", "model"};
enum class InputTool { point, brush, eraser };
inline constexpr std::array<std::string_view, 3> kInputToolNames{"point", "brush", "eraser"};

struct NetworkView {
    NetworkPage page = NetworkPage::maps;
    std::string input;                         ///< the name of the input that the panel shows; empty: the first one
    int layer = 1;                             ///< a node of the model
    std::int64_t channel = 0;                  ///< of that layer
    std::optional<std::int64_t> second;        ///< a map of the same layer to compare with
    std::optional<nn::Position> pinned;        ///< row and column on the layer; nullopt if nothing is pinned
    std::optional<nn::Position> pinned_input;  ///< a pixel of the input whose region of influence is shown
    std::int64_t kernel_channel = 0;           ///< the input channel whose kernel is shown
    bool show_filters = false;                 ///< the page of maps shows the kernels instead of the maps
    MapOrder order = MapOrder::number;
    MapRange range = MapRange::map;
    ColourMap colour_map = ColourMap::automatic;
    Camera camera;  ///< of the enlarged maps
    Player player;  ///< moves the window over the layer's positions
    InputTool tool = InputTool::point;
    float brush = 1.2F;  ///< radius, in pixels of the input
    float ink = 255;     ///< brightness of the brush, 0..255
    DrawView draw;       ///< of the drawing pad
    OpenModel other;     ///< the second model on the page of models
    /// The class that the pages Answer and Why explain; nullopt: the most likely one.
    std::optional<std::int64_t> explained;
    WhyView why;
    DatasetView dataset;
    AnswerView answer;
    JourneyView journey;
    ProductsView products;
    bool operator==(const NetworkView&) const = default;

    /// The brush's colour for an input of this number of channels.
    nn::Ink brush_ink(std::int64_t channels) const { return channels == 3 ? nn::Ink(draw.colour) : nn::Ink(ink); }

    /// Shows the layer of node `node`. Resets the pin, the second map, the kernel channel and the player's position.
    void go_to(int node, std::int64_t channel_there);
    /// Shows a new model: its first layer after the input.
    void enter(const nn::Model& model);
};

/// The input that the panel shows, as an index into Model::inputs(): the one that the view names, or the first if the
/// model has none of that name.
std::size_t shown_input(const nn::Model& model, const NetworkView& view);
struct Document;
/// The input that the Layers workspace shows, if that workspace is shown and the input takes numbers; otherwise null.
/// Valid until the document changes.
const nn::Node* shown_number_input(const Document& document);

}  // namespace convscope
