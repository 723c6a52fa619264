// A panel's input for one frame (the document and the settings) and its output (commands and actions).
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "app/document/history.h"
#include "app/document/user_settings.h"
#include "app/gui/toolkit/ui.h"
#include "app/gui/workspace/actions.h"

namespace convscope {

class Workspace;

/// CPU time of the last frame's parts, in milliseconds.
struct FrameTimes {
    double computation = 0;  ///< the last computation of the shown workspace
    double upload = 0;       ///< reducing and uploading the visible values, in the last frame with an upload
    double frame = 0;        ///< the whole frame without waiting and swapping
};

struct Frame {
    Ui& ui;
    const Document& document;
    const History& history;
    const UserSettings& settings;
    std::span<const std::unique_ptr<Workspace>> workspaces;  ///< in the order of their tabs
    const Workspace& shown;                                  ///< one of them
    bool loading = false;                                    ///< a file is being read
    FrameTimes times = {};
    std::vector<Command> commands = {};
    std::vector<Action> actions = {};

    /// The command is performed after drawing.
    void perform(Command command) { commands.push_back(std::move(command)); }
    /// The action is carried out after drawing.
    void request(Action action) { actions.push_back(std::move(action)); }
};

}  // namespace convscope
