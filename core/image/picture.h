// A picture: one or three channels of the same size, as it is opened from a file. load.h reads files.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/image/plane.h"

namespace convscope {

enum class Channel { grey, red, green, blue };
inline constexpr std::array<std::string_view, 4> kChannelNames{"grey", "red", "green", "blue"};

/// The largest picture that can be opened: 100 megapixels.
inline constexpr std::int64_t kMaxPixels = 100'000'000;

/// planes has one plane (a grey picture) or three (red, green, blue), values 0..255. Copies share storage.
struct Picture {
    std::vector<Plane> planes;

    Size size() const { return planes.empty() ? Size{} : planes.front().size(); }
    bool is_grey() const { return planes.size() == 1; }
    /// The memory of all values, in bytes.
    std::size_t bytes() const;
    /// True if both pictures share the same storage, plane by plane.
    bool same_storage(const Picture& other) const;
};

/// One channel of the picture, rows x cols. Grey is Rec. 601 luma, .299 R + .587 G + .114 B, rounded to a byte if the
/// picture has bytes. All channels of a grey picture are equal.
Plane channel_plane(const Picture& picture, Channel channel);

}  // namespace convscope
