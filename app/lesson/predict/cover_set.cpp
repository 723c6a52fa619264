#include "app/lesson/predict/cover_set.h"

#include <algorithm>
#include <utility>

#include "app/lesson/predict/name_pattern.h"
#include "core/base/utf8.h"

namespace convscope {

std::optional<Prediction> typed_prediction(std::string_view typed) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t first = typed.find_first_not_of(kSpaces);
    if (first == std::string_view::npos) return std::nullopt;
    typed = typed.substr(first, typed.find_last_not_of(kSpaces) - first + 1);
    std::string text(utf8_prefix(typed, kMaxPrediction));
    if (text.size() == 1 && text[0] >= 'a' && text[0] < static_cast<char>('a' + kMaxAnswers))
        text[0] = answer_letter(static_cast<std::size_t>(text[0] - 'a'));
    return Prediction{std::move(text)};
}

float Cover::opacity(double time) const {
    if (!revealed_at) return 1;
    return static_cast<float>(std::clamp(1 - (time - *revealed_at) / kRevealSeconds, 0.0, 1.0));
}

void CoverSet::cover(std::string_view pattern, CoveredCopies copies) {
    if (pattern.empty() || hiding(pattern) != nullptr) return;
    std::erase_if(covers_, [&](const Cover& cover) { return cover.pattern == pattern; });
    close_outcome(pattern);
    covers_.push_back({.pattern = std::string(pattern), .copies = copies});
}

void CoverSet::change_pattern(std::string_view from, std::string_view to) {
    Cover* const cover = find(from);
    if (cover == nullptr) return;
    cover->pattern = to;
    cover->value.reset();
}

void CoverSet::predict(std::string_view pattern, Prediction prediction) {
    Cover* const cover = find(pattern);
    if (cover == nullptr) return;
    cover->prediction = std::move(prediction);
    cover->value.reset();
}

void CoverSet::note_values(const std::function<std::optional<std::string>(std::string_view)>& value_of) {
    for (Cover& cover : covers_) {
        if (!cover.prediction) continue;
        const std::optional<std::string> value = value_of(cover.pattern);
        if (!value) continue;
        if (cover.value && *cover.value != *value) cover.prediction.reset();
        cover.value = cover.prediction ? value : std::nullopt;
    }
    std::erase_if(outcomes_, [&](Outcome& outcome) {
        const std::optional<std::string> value = value_of(outcome.pattern);
        if (!value) return false;
        if (!outcome.value) outcome.value = value;
        return *outcome.value != *value;
    });
}

void CoverSet::reveal(std::string_view pattern, double time, const Tally& hands) {
    Cover* const cover = find(pattern);
    if (cover == nullptr) return;
    cover->revealed_at = time;
    if (cover->prediction || hands.total() > 0)
        outcomes_.push_back({cover->pattern, cover->prediction, hands, cover->value});
}

void CoverSet::reveal_all(double time, const Tally& hands) {
    Tally rest = hands;
    for (Cover& cover : covers_) {
        if (cover.revealed_at) continue;
        reveal(cover.pattern, time, rest);
        rest = {};
    }
}

void CoverSet::remove(std::string_view pattern) {
    std::erase_if(covers_, [&](const Cover& cover) { return cover.pattern == pattern; });
}

void CoverSet::update(double time) {
    std::erase_if(covers_, [time](const Cover& cover) { return cover.opacity(time) <= 0; });
}

const Cover* CoverSet::hiding(std::string_view name) const {
    const auto found = std::ranges::find_if(covers_, [name](const Cover& cover) {
        return !cover.revealed_at && (cover.pattern == name || includes_name(cover.pattern, name));
    });
    return found == covers_.end() ? nullptr : &*found;
}

std::size_t CoverSet::count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(covers_, [](const Cover& cover) { return !cover.revealed_at; }));
}

void CoverSet::close_outcome(std::string_view pattern) {
    std::erase_if(outcomes_, [&](const Outcome& outcome) { return outcome.pattern == pattern; });
}

Cover* CoverSet::find(std::string_view pattern) {
    const auto found = std::ranges::find_if(
        covers_, [&](const Cover& cover) { return !cover.revealed_at && cover.pattern == pattern; });
    return found == covers_.end() ? nullptr : &*found;
}

}  // namespace convscope
