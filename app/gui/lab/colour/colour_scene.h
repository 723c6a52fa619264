// The data that the parts of the colour page share in one frame.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "app/document/colour/colour_commands.h"
#include "app/document/colour/colour_selection.h"
#include "app/gui/lab/picture/picture_choice.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/colour_engine.h"
#include "core/base/text/translation.h"

namespace convscope {

struct ColourScene {
    Frame& frame;
    Ui& ui;
    const LabColour& colour;       ///< the filter as it is edited now
    const LabView& view;           ///< camera and pinned pixel, which all pages share
    const ColourResults& results;  ///< on screen; while busy they are older than the document
    PictureChoice& pictures;
    bool busy = false;

    /// The pixels that are highlighted together. Set by the views, which are drawn first; nullopt before there are
    /// results.
    std::optional<Selection> selection = {};
    /// False if `selection` is left from an earlier frame: nothing is pinned or pointed at.
    bool live = false;

    const ColourFilterSettings& shown() const { return results.request.settings; }
    Size input() const { return results.request.picture.size(); }
    Geometry geometry_of_map() const { return geometry(input(), slice_settings(shown(), 0)); }
};

/// The choice of all three slices as the target of presets.
inline constexpr int kAllSlices = 3;

/// "red", "green", "blue": the name of a channel, of its slice and of its sum.
inline std::string_view slice_name(std::size_t slice) {
    return kChannelNames.at(static_cast<std::size_t>(kSliceChannels.at(slice)));
}
/// "Red", "Green", "Blue".
inline constexpr std::array<Message, kColourChannels> kSliceTitles{tr("Red"), tr("Green"), tr("Blue")};

}  // namespace convscope
