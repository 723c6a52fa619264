// A tally of raised hands: the number of hands for each of the answers A, B, C, ... Must not include Dear ImGui.
#pragma once

#include <array>
#include <cstddef>

namespace convscope {

inline constexpr std::size_t kMaxAnswers = 6;
inline constexpr int kMaxHands = 999;

class Tally {
  public:
    /// Adds `by` hands, or takes them away if it is negative; a count stays within 0 and kMaxHands. Ignores answers
    /// from kMaxAnswers on.
    void add(std::size_t answer, int by);
    int hands(std::size_t answer) const { return counts_.at(answer); }
    int total() const;
    int largest() const;
    /// The number of answers that are shown: up to the last one with hands, at least `least`.
    std::size_t shown(std::size_t least) const;
    bool operator==(const Tally&) const = default;

  private:
    std::array<int, kMaxAnswers> counts_{};
};

/// 'A' for 0.
constexpr char answer_letter(std::size_t answer) {
    return static_cast<char>('A' + answer);
}

}  // namespace convscope
