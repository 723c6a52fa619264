// The card that opens at a covered thing: asks for a prediction and reveals.
#pragma once

#include <string>

#include "app/gui/lessons/present/present_state.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

class PredictionCard {
  public:
    /// Opens the card for a cover; `anchor` is the place of the covered thing.
    void open(Ui& ui, const std::string& pattern, Rect anchor);
    /// Draws the card while it is open; a prediction, a reveal and a wider cover change `state`.
    void show(Ui& ui, PresentState& state);

  private:
    void show_field(Ui& ui, PresentState& state, Rect row);
    void show_buttons(Ui& ui, PresentState& state, Rect row);

    std::string pattern_;
    bool starts_ = false;
};

}  // namespace convscope
