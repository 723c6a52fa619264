// The lines that compute the shown page's output in NumPy, SciPy, OpenCV or Keras: of the edited filter, of the filter
// with three slices, or of the chain.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "app/gui/workspace/workspace.h"
#include "core/filter/code/code.h"

namespace convscope {

class LabCode {
  public:
    /// Draws the choice of the library at the left of `head`; for a picture that the code cannot read from its file,
    /// also a button that saves it as a new file. Cuts both off `head`. The lines that depend on the filter, or the
    /// lines of the chosen stage, are marked.
    /// `changed` is the picture after motion and noise.
    CodeTexts show(Frame& frame, const Picture& changed, Rect& head);

  private:
    /// The file in which a sample picture was saved last. The job that saves it writes here.
    class SavedPicture {
      public:
        void set(std::string picture, std::filesystem::path file);
        /// The file of the picture; `proposed` if it has not been saved.
        std::filesystem::path file(const std::string& picture, const std::filesystem::path& proposed) const;

      private:
        mutable std::mutex mutex_;
        std::string picture_;
        std::filesystem::path file_;
    };

    /// A picture's file. Reads it if the name is new or the file has changed since the last call.
    class KnownFile {
      public:
        const PictureFile& of(const std::filesystem::path& file, const Picture& picture);

      private:
        PictureFile known_;
        std::filesystem::file_time_type time_;
    };

    /// The picture for the code to read. Draws the button that saves the picture if it is not in a file.
    PictureFile source_of(Frame& frame, const Picture& changed, Rect& head);
    int library_ = 0;
    KnownFile opened_file_, saved_file_;
    std::shared_ptr<SavedPicture> saved_ = std::make_shared<SavedPicture>();
};

}  // namespace convscope
