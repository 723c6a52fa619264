#include "app/gui/lessons/present/value_copies.h"

#include <algorithm>
#include <vector>

#include "app/lesson/names/value_families.h"
#include "app/lesson/predict/name_pattern.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxTexts = 3;  ///< of a number: its label, its sign and itself

std::vector<std::string_view> texts_in(const Rect& place, std::span<const DrawnText> texts) {
    std::vector<std::string_view> found;
    for (const DrawnText& text : texts)
        if (place.contains(text.rect.x, text.rect.centre_y())) found.emplace_back(text.text);
    return found;
}

/// The number stands after its label; empty if there is no text.
std::string_view number_in(const Rect& place, std::span<const DrawnText> texts) {
    const auto found = texts_in(place, texts);
    return found.empty() ? std::string_view() : found.back();
}

/// Finds the copies of one cover.
class CopyFinder {
  public:
    CopyFinder(const Cover& cover, const VisibleMap& map, std::span<const DrawnText> texts)
        : cover_(cover), map_(map), texts_(texts) {
        for (const auto& [name, rect] : map)
            if (matches_name(cover.pattern, name)) add_copies(name, rect);
    }
    const std::vector<std::string>& names() const { return names_; }

  private:
    void add_copies(std::string_view covered, const Rect& place) {
        const std::string_view number = number_in(place, texts_);
        for (const auto& [name, rect] : map_) {
            const ValueCopy copy = copy_of_value(covered, name, cover_.copies == CoveredCopies::later);
            if (copy == ValueCopy::none || !can_cover(name) || includes_name(cover_.pattern, name)) continue;
            if (copy == ValueCopy::if_equal && !shows_equal_number(number, number_in(rect, texts_))) continue;
            if (std::ranges::find(names_, name) != names_.end()) continue;
            names_.push_back(name);
            // A sentence that contains the copy tells the value too.
            add_tellers(name);
        }
    }
    void add_tellers(std::string_view copy) {
        for (const auto& [name, rect] : map_)
            if (can_cover(name) && copy_of_value(copy, name, true) == ValueCopy::always &&
                !includes_name(cover_.pattern, name) && std::ranges::find(names_, name) == names_.end())
                names_.push_back(name);
    }

    const Cover& cover_;
    const VisibleMap& map_;
    std::span<const DrawnText> texts_;
    std::vector<std::string> names_;
};

}  // namespace

ValueCopies value_copies(const CoverSet& covers, const VisibleMap& map, std::span<const DrawnText> texts) {
    ValueCopies copies;
    for (const Cover& cover : covers.covers()) {
        const CopyFinder finder(cover, map, texts);
        for (const std::string& name : finder.names()) copies.try_emplace(name, cover.pattern);
    }
    return copies;
}

std::optional<std::string> value_text(std::string_view pattern, const VisibleMap& map, std::span<const DrawnText> texts,
                                      std::string_view revision) {
    std::optional<std::string> value;
    for (const auto& [name, rect] : map) {
        if (!can_cover(name) || !matches_name(pattern, name)) continue;
        const auto found = texts_in(rect, texts);
        if (!value) value.emplace();
        if (found.empty() || found.size() > kMaxTexts || name.starts_with("view.") || is_panel(name)) {
            value->append(revision).append("\n");
            continue;
        }
        for (const std::string_view text : found) value->append(text).append("\n");
    }
    return value;
}

}  // namespace convscope
