// The state of the presenting tools: what is covered, the tool in use, hands, countdown, strokes. It belongs to the
// window and not to the document: undo and sessions do not touch it.
#pragma once

#include <imgui.h>

#include <optional>
#include <vector>

#include "app/lesson/predict/countdown.h"
#include "app/lesson/predict/cover_set.h"
#include "app/lesson/predict/tally.h"

namespace convscope {

/// The tool that uses the pointer or the letter keys; at most one.
enum class PresentTool { none, cover, pen, spotlight, hands };

inline constexpr float kFirstSpotlight = 150;
inline constexpr float kMinSpotlight = 40, kMaxSpotlight = 600;
inline constexpr std::size_t kMaxStrokePoints = 20000;  ///< of all strokes together

struct PresentState {
    PresentTool tool = PresentTool::none;
    bool shows_strip = false;
    CoverSet covers;
    Tally hands;
    std::size_t answers = 4;  ///< letters that the tally offers
    std::optional<Countdown> countdown;
    int countdown_length = 0;                  ///< seconds; of the countdown that was started last
    std::vector<std::vector<ImVec2>> strokes;  ///< screen pixels
    float spotlight = kFirstSpotlight;         ///< radius in pixels of the design
    int cover_level = 0;                       ///< of the things under the pointer: 0 is the smallest

    /// Starts the tool, or ends it if it is in use.
    void toggle(PresentTool which) { tool = tool == which ? PresentTool::none : which; }
    void start_countdown(int seconds, double time) {
        countdown = Countdown{time + seconds};
        countdown_length = seconds;
    }
};

}  // namespace convscope
