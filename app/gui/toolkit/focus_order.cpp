#include "app/gui/toolkit/focus_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace convscope {

namespace {

Rect united(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// Sorts into lines from top to bottom, each from left to right. An item whose middle lies above the lower edge of a
/// line's first item is part of that line.
template <class T, class RectOf>
void sort_for_reading(std::vector<T>& items, RectOf rect_of) {
    std::ranges::stable_sort(items, {}, [&](const T& item) { return rect_of(item).centre_y(); });
    for (auto line = items.begin(); line != items.end();) {
        const float bottom = rect_of(*line).bottom();
        const auto end =
            std::find_if(line, items.end(), [&](const T& item) { return rect_of(item).centre_y() >= bottom; });
        const auto next = std::max(end, line + 1);
        std::stable_sort(line, next, [&](const T& a, const T& b) { return rect_of(a).x < rect_of(b).x; });
        line = next;
    }
}

}  // namespace

void FocusOrder::begin_frame(std::string_view focus) {
    if (const auto entry = entry_of(focus)) {
        const Stop& stop = entries_[*entry].front();
        if (!stop.group.empty()) last_in_group_[stop.group] = focus;
        if (stop.region > 0) last_in_region_[regions_[stop.region].name] = focus;
    }
    stops_.clear();
    regions_.assign(1, Region{});
    group_.clear();
    region_ = 0;
}

void FocusOrder::begin_region(std::string_view name, int rank) {
    regions_.push_back({std::string(name), rank});
    region_ = regions_.size() - 1;
}

void FocusOrder::add(std::string_view name, Rect rect, bool entry, bool uses_up_down) {
    stops_.push_back({std::string(name), group_, region_, rect, entry, uses_up_down});
}

void FocusOrder::end_frame() {
    entries_.clear();
    std::ranges::stable_sort(stops_, {}, [this](const Stop& stop) { return regions_[stop.region].rank; });
    for (auto begin = stops_.begin(); begin != stops_.end();) {
        const auto end = std::find_if(begin, stops_.end(), [&](const Stop& s) { return s.region != begin->region; });
        std::vector<Entry> region;
        for (auto stop = begin; stop != end; ++stop) {
            const auto group = std::ranges::find_if(
                region, [&](const Entry& entry) { return !stop->group.empty() && entry.front().group == stop->group; });
            if (group != region.end())
                group->push_back(*stop);
            else
                region.push_back({*stop});
        }
        for (Entry& entry : region) sort_for_reading(entry, [](const Stop& stop) { return stop.rect; });
        sort_for_reading(region, [](const Entry& entry) {
            Rect whole = entry.front().rect;
            for (const Stop& stop : entry) whole = united(whole, stop.rect);
            return whole;
        });
        std::ranges::move(region, std::back_inserter(entries_));
        begin = end;
    }
}

std::optional<std::size_t> FocusOrder::entry_of(std::string_view focus) const {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return std::ranges::find(entry, focus, &Stop::name) != entry.end(); });
    if (focus.empty() || found == entries_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - entries_.begin());
}

const std::string& FocusOrder::target(const Entry& entry) const {
    if (const auto own = std::ranges::find(entry, true, &Stop::entry); own != entry.end()) return own->name;
    if (const auto last = last_in_group_.find(entry.front().group); last != last_in_group_.end())
        if (std::ranges::find(entry, last->second, &Stop::name) != entry.end()) return last->second;
    return entry.front().name;
}

std::string FocusOrder::after(std::string_view focus, bool backwards) const {
    if (entries_.empty()) return {};
    const std::size_t count = entries_.size();
    std::size_t next = backwards ? count - 1 : 0;
    if (const auto here = entry_of(focus)) next = (*here + (backwards ? count - 1 : 1)) % count;
    return target(entries_[next]);
}

std::string FocusOrder::first_in_group() const {
    return entries_.empty() || entries_.front().front().group.empty() ? std::string() : target(entries_.front());
}

std::string FocusOrder::neighbour(std::string_view focus, Key arrow) const {
    const auto index = entry_of(focus);
    if (!index || entries_[*index].size() < 2) return {};
    const Entry& entry = entries_[*index];
    const auto here = std::ranges::find(entry, focus, &Stop::name);
    if (arrow == Key::left) return here == entry.begin() ? std::string() : std::prev(here)->name;
    if (arrow == Key::right) return std::next(here) == entry.end() ? std::string() : std::next(here)->name;
    if (here->uses_up_down || (arrow != Key::up && arrow != Key::down)) return {};
    // Up and Down move to the horizontally nearest control of the next line.
    const float sign = arrow == Key::down ? 1.0F : -1.0F;
    const Stop* best = nullptr;
    float smallest = std::numeric_limits<float>::infinity();
    for (const Stop& stop : entry) {
        const float down = sign * (stop.rect.centre_y() - here->rect.centre_y());
        if (down < here->rect.h / 2) continue;
        const float distance = down * 4 + std::fabs(stop.rect.centre_x() - here->rect.centre_x());
        if (distance >= smallest) continue;
        smallest = distance;
        best = &stop;
    }
    return best == nullptr ? std::string() : best->name;
}

bool FocusOrder::uses_up_down(std::string_view focus) const {
    const auto index = entry_of(focus);
    return index && std::ranges::find(entries_[*index], focus, &Stop::name)->uses_up_down;
}

FocusOrder::RegionStop FocusOrder::next_region(std::string_view focus, bool backwards) const {
    std::vector<const Entry*> starts;  // the first entry of each region
    for (const Entry& entry : entries_)
        if (entry.front().region > 0 && (starts.empty() || starts.back()->front().region != entry.front().region))
            starts.push_back(&entry);
    if (starts.empty()) return {};
    const std::size_t count = starts.size();
    std::size_t next = backwards ? count - 1 : 0;
    if (const auto here = entry_of(focus)) {
        const std::size_t region = entries_[*here].front().region;
        const auto found = std::ranges::find_if(starts, [&](const Entry* e) { return e->front().region == region; });
        const auto place = static_cast<std::size_t>(found - starts.begin());
        if (found != starts.end()) next = (place + (backwards ? count - 1 : 1)) % count;
    }
    const Entry& entry = *starts[next];
    const std::string& region = regions_[entry.front().region].name;
    if (const auto last = last_in_region_.find(region); last != last_in_region_.end())
        if (const auto there = entry_of(last->second); there && entries_[*there].front().region == entry.front().region)
            return {region, last->second};
    return {region, target(entry)};
}

}  // namespace convscope
