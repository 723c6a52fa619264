#include "app/gui/shell/workspaces.h"

#include <array>

#include "app/gui/lab/lab_workspace.h"
#include "app/gui/network/network_workspace.h"
#include "app/gui/training/training_workspace.h"

namespace convscope {

namespace {

using Make = std::unique_ptr<Workspace> (*)(const WorkspaceParts&);

// One line per workspace.
constexpr std::array<Make, kWorkspaceNames.size()> kMakers{
    [](const WorkspaceParts& p) -> std::unique_ptr<Workspace> {
        return std::make_unique<LabWorkspace>(p.assets, p.wake);
    },
    [](const WorkspaceParts& p) -> std::unique_ptr<Workspace> {
        return std::make_unique<NetworkWorkspace>(p.assets, p.opening, p.wake);
    },
    [](const WorkspaceParts& p) -> std::unique_ptr<Workspace> {
        return std::make_unique<TrainingWorkspace>(p.opening, p.runs, p.cache, p.camera, p.wake);
    },
};

}  // namespace

std::vector<std::unique_ptr<Workspace>> make_workspaces(const WorkspaceParts& parts) {
    std::vector<std::unique_ptr<Workspace>> workspaces;
    workspaces.reserve(kMakers.size());
    for (const Make make : kMakers) workspaces.push_back(make(parts));
    return workspaces;
}

}  // namespace convscope
