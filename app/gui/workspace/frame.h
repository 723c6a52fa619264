// What a panel gets for one frame: the document and results to read, and where to put commands and requests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/document/lab_commands.h"
#include "app/document/network_commands.h"
#include "app/document/selection.h"
#include "app/document/user_settings.h"
#include "app/gui/toolkit/ui.h"
#include "app/jobs/lab_engine.h"

namespace convscope {

/// What only the shell can do. `text` and `file` as the kind needs them.
struct Request {
    enum class Kind {
        undo,
        redo,
        open_dialog,
        open_file,
        open_recent,   ///< file: one of the recent ones; said when it is not there any more
        clear_recent,  ///< forgets the recent files
        reload_model,  ///< reads the model's file again
        open_sample,
        save_session,
        copy,
        paste_filter,
        copy_filter,
        help,
        code,
        performance,
        fullscreen,
        theme,
        scale_up,
        scale_down,
        scale_reset,
        fit,
        save_preset,
        remove_preset,
        open_model_sample,  ///< text: the program's own model
        open_second_model,  ///< text: the program's own model, to stand beside the first
        open_input_sample,  ///< text: the sample input
        network_code,       ///< the Keras lines that build the model
        say,                ///< text: a notice
        warn,               ///< text: a warning
        save_as,            ///< text: a file name; `write` puts into the file what was copied when this was asked
    } kind = Kind::undo;
    std::string text = {};
    std::filesystem::path file = {};
    std::function<void(const std::filesystem::path&)> write = {};
};

/// CPU time of the last frame's parts, in milliseconds.
struct FrameTimes {
    double computation = 0;  ///< the last one of the filter, or of the network
    double upload = 0;       ///< reducing and uploading what is visible, in the last frame that did
    double frame = 0;        ///< the whole frame without waiting and swapping
};

struct Frame {
    Ui& ui;
    const Document& document;
    const History& history;
    const LabResults& results;
    const UserSettings& settings;
    bool busy = false;
    bool loading = false;  ///< a file is being read
    FrameTimes times = {};
    std::vector<Command> commands = {};
    std::vector<Request> requests = {};

    /// What the inspector is about; set by the views. `live` is false when it is only the last one.
    std::optional<Selection> selection = {};
    bool live = false;

    void perform(Command command) { commands.push_back(std::move(command)); }
    void request(Request::Kind kind) { requests.push_back({.kind = kind}); }
    const Lab& lab() const { return document.lab; }
    const LabView& lab_view() const { return document.lab_view; }
    /// The settings that made the results on screen; may lag behind the document while busy.
    const FilterSettings& shown_settings(int filter) const {
        return results.request.settings.at(static_cast<std::size_t>(filter));
    }
};

}  // namespace convscope
