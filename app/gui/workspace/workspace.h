// A workspace: a tab of the window with everything below it. The shell uses workspaces only through this interface;
// app/gui/shell/workspaces.cpp lists them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/gui/workspace/frame.h"
#include "app/opening/opening.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

struct HelpLine {
    Message keys, effect;
};

/// A workspace's fixed texts.
struct WorkspaceTexts {
    Message title;                           ///< on the tab
    Message tooltip;                         ///< of the tab
    Message computation;                     ///< name of the computation in the performance panel: "filter"
    std::span<const HelpLine> keys;          ///< for the help page
    std::span<const HelpLine> pointer_help;  ///< gestures, for the help page
};

/// The open file, for the window's title and the top bar; the name is empty if there is none.
struct OpenFileTexts {
    std::string name;    ///< "boat.png"
    std::string detail;  ///< "640 x 480"
};

/// The content of the code window.
struct CodeTexts {
    std::string code;
    std::string_view note;                 ///< a sentence about the effect of the code
    std::vector<std::size_t> marked = {};  ///< the lines, counted from 0, that are highlighted
};

class Workspace {
  public:
    virtual ~Workspace() = default;

    virtual WorkspaceId id() const = 0;
    virtual const WorkspaceTexts& texts() const = 0;
    virtual OpenFileTexts open_file(const Document& document) const = 0;

    /// Called before update() in every frame that shows the workspace: opens the files that the workspace needs to show
    /// anything.
    virtual void open_first_files(Opening& /*opening*/) {}
    /// Computes the results for the document, or starts to compute them. Called once per frame, also while another
    /// workspace is shown.
    virtual void update(const Document& document) = 0;
    /// Draws everything below the top bar and uses the workspace's keys; the shell uses the remaining keys afterwards.
    virtual void show(Frame& frame, Rect place) = 0;
    /// True while a computation is running.
    virtual bool busy() const = 0;
    /// True if a job has finished whose result update() has not stored yet.
    virtual bool finished() const = 0;

    /// True while something moves, so that the next frame must be drawn.
    virtual bool is_moving(const Document& document) const = 0;
    /// The command that advances the playing player by `seconds`; nullopt if nothing plays.
    virtual std::optional<Command> advance(const Document& document, double seconds) const = 0;

    /// Duration of the last computation, in milliseconds.
    virtual double computation_time() const = 0;
    /// Duration of the last upload of pixels, in milliseconds; 0 if it has been returned already.
    virtual double take_upload_time() { return 0; }

    /// The command that puts an opened or dropped picture into the document.
    virtual Command use_picture(OpenPicture picture) const = 0;
    /// The action of Ctrl+C.
    virtual Action copy_filter(const Document& document) const = 0;
    /// The command of Ctrl+V for a kernel of 3 x 3 values or more. Throws LoadError if the kernel does not fit.
    virtual Command paste_filter(const Document& document, const Kernel& kernel) const = 0;
    /// The code window's content. May draw choices into `head` and cut them off it.
    virtual CodeTexts show_code(Frame& frame, Rect& head) = 0;
};

}  // namespace convscope
