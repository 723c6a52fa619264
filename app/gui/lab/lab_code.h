// The lines that compute the edited filter's output in NumPy, SciPy, OpenCV or Keras.
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
    /// Draws the choice of the library, and for a picture that is no file a button that saves it as one, at the left of
    /// `head` and cuts them off. The lines that depend on the filter are marked.
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

    /// The picture for the code to read, and the button that saves it if it is in no file.
    PictureFile source_of(Frame& frame, const Picture& changed, Rect& head);
    /// Looks at the file when it is another one than at the last call.
    bool is_transparent(const OpenPicture& picture);

    int library_ = 0;
    std::filesystem::path looked_at_;
    bool transparent_ = false;  ///< the file that was looked at
    std::shared_ptr<SavedPicture> saved_ = std::make_shared<SavedPicture>();
};

}  // namespace convscope
