// Choosing the picture: the samples and the user's own as thumbnails, the Open dialog, new pictures, the channel. While
// the picture is edited: the brush, and the buttons that fill, copy and paste.
#pragma once

#include <filesystem>
#include <functional>

#include "app/gui/lab/picture/new_picture_box.h"
#include "app/gui/lab/picture/picture_changer.h"
#include "app/gui/lab/picture/picture_choice.h"
#include "app/gui/lab/picture/picture_editor.h"

namespace convscope {

class PicturePanel {
  public:
    /// The parameters are those of PictureChoice.
    PicturePanel(const std::filesystem::path& folder, const std::function<void()>& wake);

    /// Draws at the top of `rest` and cuts off the part that it uses.
    void show(LabScene& scene, PictureEditor& editor, Rect& rest);
    /// True while a job makes thumbnails or measures the changed picture; finished() is true if a result waits to be
    /// stored.
    bool busy() const { return choice_.busy() || changer_.busy(); }
    bool finished() const { return choice_.finished() || changer_.finished(); }
    /// Shows or hides the controls that move the picture. Showing them ends the editing of pixels.
    void turn_changer(Ui& ui, PictureEditor& editor);
    PictureChoice& choice() { return choice_; }
    PictureChanger& changer() { return changer_; }
    const PictureChanger& changer() const { return changer_; }

  private:
    void show_buttons(LabScene& scene, PictureEditor& editor, Rect row);

    PictureChoice choice_;
    NewPictureBox new_picture_;
    PictureChanger changer_;
};

}  // namespace convscope
