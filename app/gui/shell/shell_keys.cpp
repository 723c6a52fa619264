#include "app/gui/shell/shell_keys.h"

#include <cstddef>
#include <optional>

#include "app/document/network/network_commands.h"
#include "app/gui/panels/file_menu.h"
#include "app/gui/workspace/workspace.h"

namespace convscope {

namespace {

constexpr float kScaleStep = 1.1F;

std::optional<Action> shared_action(const KeyPress& key) {
    if (key.is_control('z')) return key.shift ? Action(Redo{}) : Action(Undo{});
    if (key.is_control('y')) return Redo{};
    if (key.is_control('o') && !key.shift) return ShowOpenDialog{};
    if (key.is_control('n')) return StartAfresh{};
    if (key.is_control('r') || key.key == Key::f5) return ReloadModel{};
    if (key.is_control('s')) return SaveSession{};
    if (key.is_control('c')) return CopyFilter{};
    if (key.is_control('v')) return PasteFilter{};
    if (key.control && key.key == Key::plus) return ChangeScale{kScaleStep};
    if (key.control && key.key == Key::minus) return ChangeScale{1 / kScaleStep};
    if (key.is_control('0')) return ResetScale{};
    if (key.key == Key::f9) return TogglePanels{};
    if (key.key == Key::f10) return TogglePresentation{};
    if (key.key == Key::f11) return ToggleFullscreen{};
    if (key.key == Key::f1) return ShowHelp{};
    if (key.is('p')) return TogglePerformance{};
    if (key.is('t')) return ToggleTheme{};
    return std::nullopt;
}

/// The workspace whose number is the key; null for other keys.
const Workspace* chosen_workspace(const Frame& frame, const KeyPress& key) {
    for (std::size_t i = 0; i < frame.workspaces.size(); ++i)
        if (key.is(static_cast<char>('1' + i))) return frame.workspaces[i].get();
    return nullptr;
}

/// True when the key is used.
bool use_key(Frame& frame, const KeyPress& key) {
    if (const std::optional<Action> action = shared_action(key))
        frame.request(*action);
    else if (const Workspace* workspace = chosen_workspace(frame, key))
        frame.perform(set_workspace(workspace->id()));
    else if (key.is_control('o'))
        open_file_menu(frame.ui);
    else
        return false;
    return true;
}

}  // namespace

void shell_keys(Frame& frame) {
    Ui& ui = frame.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&frame](const KeyPress& key) { return use_key(frame, key); });
    if (ui.take_key(Key::escape)) ui.clear_focus();
}

}  // namespace convscope
