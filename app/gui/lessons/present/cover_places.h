// The places of covered things on screen, and the things under the pointer that can be covered. Draws nothing.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/toolkit/rect.h"
#include "app/lesson/predict/cover_set.h"

namespace convscope {

/// Visible parts of the named things of a frame; see Ui::visible_map().
using VisibleMap = std::map<std::string, Rect, std::less<>>;

/// Names of things that show a covered value elsewhere, with the patterns of the covers; see value_copies.h.
using ValueCopies = std::map<std::string, std::string, std::less<>>;

/// True for the names of workspaces: the window's own bars, notices and covers cannot be covered.
bool can_cover(std::string_view name);
/// True for whole parts of the window, as F6 visits them.
bool is_panel(std::string_view name);

/// A thing that can be covered, or a place that is covered.
struct NamedPlace {
    std::string name;
    Rect rect;
};

/// The things at the point, the smallest first and the panels last.
std::vector<NamedPlace> things_at(const VisibleMap& visible, float x, float y);

struct CoveredPlace {
    NamedPlace thing;
    const Cover* cover = nullptr;
    bool is_part = false;  ///< the cover names what the thing belongs to, or another place of its value
};
/// The places of all covers and of the copies of their values, the largest first, without those that lie inside another
/// one of these. Each is `margin` screen pixels larger than its thing and ends at whole pixels, so that no edge of the
/// thing shows.
std::vector<CoveredPlace> covered_places(const CoverSet& covers, const VisibleMap& visible, float margin,
                                         const ValueCopies& copies = {});

/// The smallest rectangle around both.
Rect union_of(Rect a, Rect b);
/// The rectangle around all visible things that the pattern names; nullopt if none is visible.
std::optional<Rect> place_of(std::string_view pattern, const VisibleMap& visible);

}  // namespace convscope
