// The field that finds a layer by its name. Ctrl+F opens it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/gui/network/scene/scene.h"

namespace convscope {

/// The nodes whose name or displayed name contains the text, ignoring case. Empty for an empty text.
std::vector<int> layers_named(const nn::Model& model, std::string_view text);

class LayerSearch {
  public:
    /// Shows the button "journey.find", or the field of that name while it is open. While the user types, the view goes
    /// to the first layer that matches, at or after the one from which the search started; Enter goes to the next.
    void show(Scene& scene, Rect place);
    bool is_open() const { return open_; }
    /// Opens the field from the next frame on.
    void open(Scene& scene);
    /// "3 of 12" for the matching layer shown last; empty if the field is closed.
    const std::string& note() const { return note_; }

  private:
    void search(Scene& scene, const std::string& text, int from);

    bool open_ = false;
    int start_ = 0;  ///< the layer that was shown when the field was opened
    std::string text_;
    std::string note_;
};

}  // namespace convscope
