// Covers over named things of the window, the predictions that users make about them, and the outcomes after the
// reveal. Plain values: must not include Dear ImGui or documents. A cover belongs to a name, not to a value, so it
// stays while values change. A prediction belongs to the value at its time, and goes when the value changes. Times are
// in seconds on the clock of the window's frames.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lesson/predict/tally.h"

namespace convscope {

inline constexpr double kRevealSeconds = 0.18;
inline constexpr std::size_t kMaxPrediction = 80;  ///< bytes

/// A number, a word or the letter of an answer, as the user has given it.
struct Prediction {
    std::string text;
    bool operator==(const Prediction&) const = default;
};

/// The prediction in a typed text: spaces at the ends are removed, a single letter of an answer becomes a capital,
/// and at most kMaxPrediction bytes are kept. nullopt if the text is empty.
std::optional<Prediction> typed_prediction(std::string_view typed);

/// The copies of a covered value that are covered with it. all: every place that shows it. later: those that are
/// computed from it, so that a lesson may ask for the output and leave the sum readable.
enum class CoveredCopies { all, later };

struct Cover {
    std::string pattern;  ///< see name_pattern.h
    CoveredCopies copies = CoveredCopies::all;
    std::optional<Prediction> prediction = {};
    std::optional<std::string> value = {};   ///< the value that was predicted; see CoverSet::note_values()
    std::optional<double> revealed_at = {};  ///< while it fades

    /// 1 until the reveal, then falling to 0 within kRevealSeconds.
    float opacity(double time) const;
};

/// A prediction beside what happened: shown at the revealed thing until the user closes it.
struct Outcome {
    std::string pattern;
    std::optional<Prediction> prediction;
    Tally hands;
    std::optional<std::string> value = {};  ///< the value that was revealed
};

class CoverSet {
  public:
    /// Covers the things that the pattern names. No effect if they are covered already.
    void cover(std::string_view pattern, CoveredCopies copies = CoveredCopies::all);
    /// Replaces the pattern of a cover, which keeps its prediction.
    void change_pattern(std::string_view from, std::string_view to);
    /// Keeps the prediction with the cover; an earlier one is replaced.
    void predict(std::string_view pattern, Prediction prediction);
    /// Compares the values of this frame with those that were predicted and revealed: a prediction of another value is
    /// removed. `value_of` gives a text that changes with the value of the things that a pattern names; nullopt while
    /// none is on screen.
    void note_values(const std::function<std::optional<std::string>(std::string_view)>& value_of);
    /// Starts the fade. With a prediction or hands, an outcome is kept.
    void reveal(std::string_view pattern, double time, const Tally& hands);
    /// Reveals all covers; only the first outcome has the hands.
    void reveal_all(double time, const Tally& hands);
    /// Removes a cover without a fade and without an outcome.
    void remove(std::string_view pattern);
    /// Removes the covers that have faded away.
    void update(double time);

    /// The cover that hides the thing with this name; null if it can be seen. A cover that fades hides nothing.
    const Cover* hiding(std::string_view name) const;
    const std::vector<Cover>& covers() const { return covers_; }
    /// The number of covers that are not revealed.
    std::size_t count() const;
    bool fading() const { return count() < covers_.size(); }

    const std::vector<Outcome>& outcomes() const { return outcomes_; }
    void close_outcome(std::string_view pattern);
    void close_outcomes() { outcomes_.clear(); }

  private:
    Cover* find(std::string_view pattern);

    std::vector<Cover> covers_;
    std::vector<Outcome> outcomes_;
};

}  // namespace convscope
