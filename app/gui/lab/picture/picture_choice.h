// The choice of a picture by thumbnails: the program's samples, and the pictures that the user dropped together. Pages
// of the Filter Lab share one PictureChoice.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/gui/lab/picture/own_pictures.h"
#include "app/gui/widgets/sample_pictures.h"
#include "app/gui/workspace/frame.h"

namespace convscope {

class PictureChoice {
  public:
    /// Reads the samples' names from `folder` and makes their thumbnails. `wake` as for JobQueue. Needs a current
    /// OpenGL context.
    PictureChoice(const std::filesystem::path& folder, std::function<void()> wake);

    /// Draws the thumbnails at the top of `rest` and cuts them off: large ones with captions in a tall window. Returns
    /// the description of the thumbnail under the pointer; empty if there is none.
    std::string show(Frame& frame, Rect& rest);
    /// Draws a line with the picture's name and small thumbnails, for a page with many other controls.
    void show_compact(Frame& frame, Rect& rest);
    /// True while thumbnails are being made; finished() if show() has not stored one yet.
    bool busy() const { return own_.busy(); }
    bool finished() const { return own_.finished(); }

  private:
    struct ThumbnailGrid;
    struct ThumbnailText;
    static bool show_thumbnail(Ui& ui, const ThumbnailGrid& grid, const SamplePictures& pictures, std::size_t index,
                               Rect area, bool on, const ThumbnailText& text, std::string& pointed);
    std::string show_thumbnails(Frame& frame, const ThumbnailGrid& grid, Rect& rest);
    void show_samples(Frame& frame, const ThumbnailGrid& grid, Rect& rest, std::string& pointed);
    /// Draws the user's pictures in `area`; `visible` is its visible part.
    void show_own_files(Frame& frame, const ThumbnailGrid& grid, Rect area, Rect visible, std::string& pointed);
    /// Names the files among the user's pictures that cannot be read in one warning, and removes them from the list.
    void report_unreadable(Frame& frame);
    void show_own(Frame& frame, const ThumbnailGrid& grid, Rect& rest, std::string& pointed);
    void show_menu(Frame& frame);

    std::filesystem::path folder_;
    SamplePictures samples_;
    std::string menu_sample_;  ///< the sample whose menu was opened last
    OwnPictures own_;
};

/// The description of a sample, "Staircase, 512 × 512"; for other pictures the name.
std::string picture_in_words(const OpenPicture& picture);

}  // namespace convscope
