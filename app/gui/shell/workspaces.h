// The program's workspaces, which are listed only here.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "app/gui/workspace/workspace.h"
#include "core/io/camera/video_calls.h"

namespace convscope {

/// The arguments of the workspaces' constructors.
struct WorkspaceParts {
    std::filesystem::path assets;
    const Opening& opening;       ///< must outlive the workspaces
    std::filesystem::path runs;   ///< folder of the runs of Training; empty: they are not kept
    std::filesystem::path cache;  ///< folder of what can be made again; empty: nothing is kept
    CameraSource camera;
    std::function<void()> wake;
};

/// All workspaces, in the order of their tabs and of the keys 1, 2, ... Needs a current OpenGL context.
std::vector<std::unique_ptr<Workspace>> make_workspaces(const WorkspaceParts& parts);

}  // namespace convscope
