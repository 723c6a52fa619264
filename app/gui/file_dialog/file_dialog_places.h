// The file dialog's left column: places and recent files. The disk is read in background jobs only.
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
    /// Starts a job that finds the places and the recent files that do not exist any more. The column must outlive
    /// `jobs`.
    void refresh(JobQueue& jobs, std::span<const std::filesystem::path> recent);
    /// Draws the column, with the place `folder` marked. Returns the folder or file that was pressed.
    std::optional<std::filesystem::path> show(Ui& ui, Rect rect, std::span<const std::filesystem::path> recent,
                                              const std::filesystem::path& folder);

  private:
    std::vector<Place> places_;
    std::set<std::filesystem::path> missing_;
};

}  // namespace convscope
