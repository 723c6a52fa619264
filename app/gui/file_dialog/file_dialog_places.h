// The file dialog's left column: places and recent files, each one click away.
// Looks at the disk in the background only.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "app/gui/file_dialog/file_dialog_listing.h"
#include "app/gui/toolkit/ui.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class PlacesColumn {
  public:
    /// Finds the places, and which of the recent files are gone. `jobs` must not outlive the column.
    void refresh(JobQueue& jobs, std::span<const std::filesystem::path> recent);
    /// The folder or file that was pressed. The place that is `folder` is marked.
    std::optional<std::filesystem::path> show(Ui& ui, Rect rect, std::span<const std::filesystem::path> recent,
                                              const std::filesystem::path& folder);

  private:
    std::vector<Place> places_;
    std::set<std::filesystem::path> missing_;
};

}  // namespace convscope
