// The dialog that asks what the Lambda layers of a Keras model compute, because a model's file has only their Python
// code.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "app/gui/workspace/frame.h"
#include "app/opening/opening_messages.h"

namespace convscope {

class LambdaDialog {
  public:
    /// Opens the dialog as soon as no other one is open. Meanings in the notes of question.source are shown first.
    void ask(LambdaQuestion question);
    /// Draws the dialog while it is open. An answer requests OpenModelFile.
    void show(Frame& frame, Rect window);

  private:
    struct Answer {
        nn::LambdaMeaning meaning;
        bool is_scaled = false;  ///< scale and offset are used; otherwise the layer changes nothing
    };
    void show_layer(Ui& ui, std::size_t index, Rect& area);
    void show_buttons(Frame& frame, Rect line);

    std::optional<LambdaQuestion> question_;
    std::vector<Answer> answers_;  ///< one for each layer of the question
    bool is_open_ = false;
};

}  // namespace convscope
