// Predict first, anywhere: covers over things of every workspace, and the presenting tools. The shell calls it around
// the workspace. Must not include workspaces: it knows things only by their names.
#pragma once

#include <vector>

#include "app/gui/lessons/present/cover_places.h"
#include "app/gui/lessons/present/prediction_card.h"
#include "app/gui/lessons/present/present_state.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

class Presenter {
  public:
    void toggle_strip() { state_.shows_strip = !state_.shows_strip; }
    /// Height of the row of tools; 0 while it is hidden.
    float strip_height(const Ui& ui) const;
    void show_strip(Ui& ui, Rect place);

    /// Call it before the workspace is drawn: uses the keys of the tool in use and hides what is covered.
    void begin(Frame& frame);
    /// Call it after the workspace, in the same window: draws the covers and tools. `place` is the workspace's.
    void show(Frame& frame, Rect place);
    /// Replaces actions that would tell what is covered by a sentence. Call it after all keys of the frame were used.
    void guard(Frame& frame) const;

    // For lessons.
    CoverSet& covers() { return state_.covers; }
    const CoverSet& covers() const { return state_.covers; }
    PresentState& state() { return state_; }
    const PresentState& state() const { return state_; }

  private:
    void use_keys(Frame& frame);
    bool use_key(Frame& frame, const KeyPress& key);
    void cover_at_pointer(Frame& frame, bool panel);
    void reveal_at_pointer(Ui& ui);
    void leave(Ui& ui);
    std::vector<CoveredPlace> covered(const Ui& ui) const;

    PresentState state_;
    PredictionCard card_;
    std::vector<Rect> places_;  ///< of the covers in the last frame
    ValueCopies copies_;        ///< of the covered values in the last frame
    ImVec2 size_{0, 0};         ///< of the window when the strokes were drawn
};

}  // namespace convscope
