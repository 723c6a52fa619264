// The names of a picture's channels as users read them. kChannelNames has those of files and control names.
#pragma once

#include <array>

#include "core/base/text/translation.h"
#include "core/image/picture.h"

namespace convscope {

inline constexpr std::array<Message, kChannelNames.size()> kChannelTitles{tr("grey"), tr("red"), tr("green"),
                                                                          tr("blue")};

}  // namespace convscope
