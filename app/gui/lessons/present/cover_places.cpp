#include "app/gui/lessons/present/cover_places.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/lesson/predict/name_pattern.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 14> kFixed{"panel.lesson", "top.",    "tab.",      "present",      "cover.",
                                                  "notice",       "tooltip", "panel.top", "strip.",       "lesson.",
                                                  "hands",        "outcome", "countdown", "panel.notices"};

float area(const Rect& rect) {
    return rect.w * rect.h;
}

Rect outwards(const Rect& rect, float margin) {
    const float x = std::floor(rect.x - margin);
    const float y = std::floor(rect.y - margin);
    return {x, y, std::ceil(rect.right() + margin) - x, std::ceil(rect.bottom() + margin) - y};
}

bool lies_inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

}  // namespace

Rect union_of(Rect a, Rect b) {
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

bool can_cover(std::string_view name) {
    // The size of the open file belongs to the workspace.
    if (name == "top.picture") return true;
    return std::ranges::none_of(kFixed, [name](std::string_view start) { return name.starts_with(start); });
}

bool is_panel(std::string_view name) {
    return name.starts_with("panel.");
}

std::vector<NamedPlace> things_at(const VisibleMap& visible, float x, float y) {
    std::vector<NamedPlace> things;
    for (const auto& [name, rect] : visible)
        if (can_cover(name) && rect.contains(x, y)) things.push_back({name, rect});
    std::ranges::stable_sort(things, [](const NamedPlace& a, const NamedPlace& b) {
        return is_panel(a.name) != is_panel(b.name) ? is_panel(b.name) : area(a.rect) < area(b.rect);
    });
    return things;
}

std::vector<CoveredPlace> covered_places(const CoverSet& covers, const VisibleMap& visible, float margin,
                                         const ValueCopies& copies) {
    std::vector<CoveredPlace> all;
    for (const auto& [name, rect] : visible) {
        if (!can_cover(name)) continue;
        const auto copy = copies.find(name);
        for (const Cover& cover : covers.covers())
            if (includes_name(cover.pattern, name) || (copy != copies.end() && copy->second == cover.pattern))
                all.push_back({{name, outwards(rect, margin)}, &cover, !matches_name(cover.pattern, name)});
    }
    std::ranges::stable_sort(
        all, [](const CoveredPlace& a, const CoveredPlace& b) { return area(a.thing.rect) > area(b.thing.rect); });
    std::vector<CoveredPlace> places;
    for (CoveredPlace& place : all) {
        const bool inside = std::ranges::any_of(places, [&](const CoveredPlace& larger) {
            return lies_inside(place.thing.rect, larger.thing.rect) &&
                   (!larger.cover->revealed_at || place.cover->revealed_at);
        });
        if (!inside) places.push_back(std::move(place));
    }
    return places;
}

std::optional<Rect> place_of(std::string_view pattern, const VisibleMap& visible) {
    std::optional<Rect> place;
    for (const auto& [name, rect] : visible)
        if (can_cover(name) && matches_name(pattern, name)) place = place ? union_of(*place, rect) : rect;
    return place;
}

}  // namespace convscope
