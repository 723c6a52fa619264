// The settings of the drawing pad, as plain values. Undo does not restore them.
// Must not include anything that draws: sessions keep these values too.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/nn/input/brush.h"

namespace convscope {

enum class PadTool : std::uint8_t { brush, fill, line, eraser };
inline constexpr std::array<std::string_view, 4> kPadToolNames{"brush", "fill", "line", "eraser"};

struct DrawView {
    PadTool tool = PadTool::brush;
    bool mirror = false;  ///< each stroke is repeated as its mirror image about the vertical middle line
    std::array<float, 3> colour{255, 255, 255};  ///< of the brush in models with a colour input, 0..255
    /// The picture that is shown faintly under the drawing: "sample:NAME", or "class:NUMBER" for a class's mean
    /// picture; empty: none.
    std::string guide;
    bool operator==(const DrawView&) const = default;
};

}  // namespace convscope
