// The user's pictures that were dropped together, as thumbnails to choose from. They are read in the background.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/gui/toolkit/thumbnail.h"
#include "app/gui/widgets/sample_pictures.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class OwnPictures {
  public:
    /// A file that exists but is not a picture, and the sentence that says why.
    struct Unreadable {
        std::filesystem::path file;
        std::string problem;
    };

    /// `wake` as for JobQueue.
    explicit OwnPictures(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Takes finished thumbnails and starts to read those of new files. Needs a current OpenGL context.
    void update(const std::vector<std::filesystem::path>& files);
    const std::vector<std::filesystem::path>& files() const { return files_; }
    const SamplePictures& thumbnails() const { return thumbnails_; }
    /// The files that cannot be read, each once, as soon as all files have been tried; empty before.
    std::vector<Unreadable> take_unreadable();
    bool busy() const { return jobs_.pending() > 0; }
    bool finished() const { return jobs_.finished(); }

  private:
    void read(const std::filesystem::path& file);

    std::vector<std::filesystem::path> files_;
    std::map<std::filesystem::path, std::optional<Thumbnail>> made_;  ///< empty: being read, or not a picture
    SamplePictures thumbnails_;                                       ///< thumbnails of files_, named by their indices
    std::vector<Unreadable> unreadable_;
    JobQueue jobs_;  // last: its worker must end before what it delivers to
};

}  // namespace convscope
