// A picture as opened: one or three channels of the same size. Must not depend on files.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

enum class Channel { grey, red, green, blue };
inline constexpr std::array<std::string_view, 4> kChannelNames{"grey", "red", "green", "blue"};

/// The most pixels that are opened: 100 megapixels.
inline constexpr std::int64_t kMaxPixels = 100'000'000;

/// planes holds one plane (a grey picture) or three (red, green, blue), values 0..255. A value: copies share storage.
struct Picture {
    std::vector<Plane> planes;

    Size size() const { return planes.empty() ? Size{} : planes.front().size(); }
    bool is_grey() const { return planes.size() == 1; }
    /// The memory that its values take.
    std::size_t bytes() const;
    /// True when both share the same storage, plane by plane.
    bool same_storage(const Picture& other) const;
};

/// One channel of the picture, rows x cols. Grey is Rec. 601 luma, .299 R + .587 G + .114 B, rounded to a byte where
/// the picture has bytes. A grey picture is the same in every channel.
Plane channel_plane(const Picture& picture, Channel channel);

}  // namespace convscope
