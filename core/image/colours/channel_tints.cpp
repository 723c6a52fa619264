#include "core/image/colours/channel_tints.h"

#include <array>

namespace convscope {

namespace {

std::uint8_t part_of(std::uint8_t largest, int entry) {
    constexpr int kLast = kColourMapEntries - 1;
    return static_cast<std::uint8_t>((int{largest} * entry + kLast / 2) / kLast);
}

ColourTable tint_table(Rgb largest) {
    ColourTable table;
    for (int i = 0; i < kColourMapEntries; ++i)
        table.at(static_cast<std::size_t>(i)) = {part_of(largest.red, i), part_of(largest.green, i),
                                                 part_of(largest.blue, i)};
    return table;
}

}  // namespace

Rgb channel_colour(Channel channel) {
    switch (channel) {
        case Channel::red:
            return {255, 76, 76};
        case Channel::green:
            return {64, 224, 88};
        case Channel::blue:
            return {92, 140, 255};
        case Channel::grey:
            break;
    }
    return {255, 255, 255};
}

const ColourTable& channel_tint(Channel channel) {
    static const std::array<ColourTable, kChannelNames.size()> kTables{
        tint_table(channel_colour(Channel::grey)), tint_table(channel_colour(Channel::red)),
        tint_table(channel_colour(Channel::green)), tint_table(channel_colour(Channel::blue))};
    return kTables.at(static_cast<std::size_t>(channel));
}

}  // namespace convscope
