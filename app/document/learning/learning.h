// The Filter Lab's filter that learns, as plain values: its target, its options and its progress.
// Must not include anything that draws.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/document/lab/lab.h"
#include "core/filter/learn/learner.h"

namespace convscope {

/// The target of learning: the output of a hidden preset, the output of the lab's filter, or another picture.
enum class LearnTarget { hidden_preset, own_filter, picture };
inline constexpr std::array<std::string_view, 3> kLearnTargetNames{"hidden_preset", "own_filter", "picture"};
inline constexpr std::array<std::string_view, 3> kLearnStartNames{"zeros", "random", "given"};

inline constexpr double kMinRelativeRate = .01;
inline constexpr double kMaxRelativeRate = 2;
inline constexpr int kMaxStepsPerFrame = 1000;

/// Undo does not restore it, because learning does not change the lab's filters until its values are used.
struct LabLearning {
    LearnTarget target = LearnTarget::hidden_preset;
    std::string preset = "sobel-horizontal";  ///< slug of the hidden preset
    bool revealed = false;                    ///< the hidden preset's name is shown
    LabFilter own;                            ///< the lab's edited filter, as it was when the target was chosen
    OpenPicture picture;                      ///< the target from a file; empty until one is opened
    LearnOptions options;                     ///< `start` is zeros or random
    int steps_per_frame = 1;
    bool playing = false;
    bool shows_gradient = false;
    /// The learner; null until the target is computed. It is never changed in place.
    std::shared_ptr<const FilterLearner> learner = {};
    /// The progress read from a session; nullopt once a learner continues from it.
    std::optional<LearnProgress> kept = {};
    bool operator==(const LabLearning&) const = default;

    /// The number of rows and columns of the filter that learns.
    int size() const;
    /// The filter whose output is the target. Has no meaning if the target is a picture.
    FilterSettings teacher() const;
    /// True if the hidden filter has the values of `shown`, so that there would be nothing to guess.
    bool hides(const LabFilter& shown) const;
    /// Drops the learner, so that learning starts again: for a new target, start or picture.
    void restart();
};

/// The slug of a 3 x 3 preset to hide, different from `last` and the identity. The seed selects it.
std::string hidden_preset(std::uint64_t seed, std::string_view last);

}  // namespace convscope
