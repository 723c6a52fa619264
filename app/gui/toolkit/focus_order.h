// The order in which the keyboard reaches the controls of a frame: regions by rank, reading order within a region, and
// groups of controls as one stop of Tab, inside which arrow keys move the focus. Draws nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/gui/toolkit/rect.h"
#include "app/platform/input.h"

namespace convscope {

class FocusOrder {
  public:
    /// Removes the stops of the last frame. When Tab enters the group of `focus` again, it goes to `focus`.
    void begin_frame(std::string_view focus);
    /// Sorts the stops. Call it after all stops were added.
    void end_frame();

    /// The stops added until end_region() belong to the region. Tab visits regions in the order of their ranks.
    void begin_region(std::string_view name, int rank);
    void end_region(std::string_view name) {
        if (regions_[region_].name == name) region_ = 0;
    }
    /// The stops added until end_group() are one stop of Tab. A group inside another group is part of the outer one.
    void begin_group(std::string_view name) {
        if (group_.empty()) group_ = name;
    }
    void end_group(std::string_view name) {
        if (group_ == name) group_.clear();
    }

    /// The group and region outside a popup, which is part of neither.
    struct Place {
        std::string group;
        std::size_t region = 0;
    };
    Place enter_popup() { return {std::exchange(group_, {}), std::exchange(region_, 0)}; }
    void leave_popup(Place place) {
        group_ = std::move(place.group);
        region_ = place.region;
    }

    /// `entry`: Tab enters the group here. `uses_up_down`: the control uses the Up and Down keys.
    void add(std::string_view name, Rect rect, bool entry = false, bool uses_up_down = false);

    // The methods below use the stops of the last end_frame(). The result is empty if there is no such stop.
    /// The stop that Tab, or Shift+Tab, moves the focus to.
    std::string after(std::string_view focus, bool backwards) const;
    /// The stop next to `focus` in its group in the direction of an arrow key.
    std::string neighbour(std::string_view focus, Key arrow) const;
    /// True if the stop uses the Up and Down keys.
    bool uses_up_down(std::string_view focus) const;
    /// The first stop; empty if it is not in a group.
    std::string first_in_group() const;

    struct RegionStop {
        std::string region, stop;
    };
    /// The region after that of `focus`, or before it if `backwards`, and the stop in it that had the focus last.
    RegionStop next_region(std::string_view focus, bool backwards) const;

  private:
    struct Stop {
        std::string name, group;
        std::size_t region = 0;
        Rect rect;
        bool entry = false;
        bool uses_up_down = false;
    };
    struct Region {
        std::string name;
        int rank = 0;
    };
    /// One stop of Tab: a control or all controls of a group, in reading order.
    using Entry = std::vector<Stop>;

    std::optional<std::size_t> entry_of(std::string_view focus) const;
    const std::string& target(const Entry& entry) const;

    std::vector<Stop> stops_;
    std::vector<Entry> entries_;
    std::vector<Region> regions_{Region{}};
    std::string group_;
    std::size_t region_ = 0;                             ///< index into regions_; 0: none
    std::map<std::string, std::string> last_in_group_;   ///< for each group the member that had the focus last
    std::map<std::string, std::string> last_in_region_;  ///< for each region the stop that had the focus last
};

}  // namespace convscope
