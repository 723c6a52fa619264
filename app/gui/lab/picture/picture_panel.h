// Choosing the picture: the samples and the user's own as thumbnails, the Open dialog, new pictures, the channel. While
// the picture is edited: the brush and what fills, copies and pastes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/gui/lab/picture/new_picture_box.h"
#include "app/gui/lab/picture/own_pictures.h"
#include "app/gui/lab/picture/picture_changer.h"
#include "app/gui/lab/picture/picture_editor.h"
#include "app/gui/widgets/sample_pictures.h"

namespace convscope {

class PicturePanel {
  public:
    /// Reads the samples' names from `folder` and makes their thumbnails. `wake` as for JobQueue. Needs a current
    /// OpenGL context.
    PicturePanel(const std::filesystem::path& folder, std::function<void()> wake);

    /// Draws from the top of `rest` and cuts off what it uses.
    void show(LabScene& scene, PictureEditor& editor, Rect& rest);
    /// True while thumbnails are being made; finished() if show() has not stored one yet.
    bool busy() const { return own_.busy() || changer_.busy(); }
    bool finished() const { return own_.finished() || changer_.finished(); }
    /// Shows or hides the controls that move the picture; editing of pixels ends.
    void turn_changer(Ui& ui, PictureEditor& editor);
    PictureChanger& changer() { return changer_; }
    const PictureChanger& changer() const { return changer_; }

  private:
    void show_samples(LabScene& scene, Rect& rest, std::string& pointed);
    void show_menu(LabScene& scene);
    void show_own(LabScene& scene, Rect& rest, std::string& pointed);
    void show_buttons(LabScene& scene, PictureEditor& editor, Rect row);

    std::filesystem::path folder_;
    SamplePictures samples_;
    std::string menu_sample_;  ///< the sample whose menu was opened last
    OwnPictures own_;
    NewPictureBox new_picture_;
    PictureChanger changer_;
};

}  // namespace convscope
