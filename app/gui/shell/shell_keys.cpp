#include "app/gui/shell/shell_keys.h"

#include <optional>

#include "app/gui/panels/file_menu.h"

namespace convscope {

namespace {

using Kind = Request::Kind;

/// What a key asks for wherever one is.
std::optional<Kind> shared_request(const KeyPress& key) {
    if (key.is_control('z')) return key.shift ? Kind::redo : Kind::undo;
    if (key.is_control('y')) return Kind::redo;
    if (key.is_control('o') && !key.shift) return Kind::open_dialog;
    if (key.is_control('r') || key.key == Key::f5) return Kind::reload_model;
    if (key.is_control('s')) return Kind::save_session;
    if (key.is_control('c')) return Kind::copy_filter;
    if (key.is_control('v')) return Kind::paste_filter;
    if (key.control && key.key == Key::plus) return Kind::scale_up;
    if (key.control && key.key == Key::minus) return Kind::scale_down;
    if (key.is_control('0')) return Kind::scale_reset;
    if (key.key == Key::f11) return Kind::fullscreen;
    if (key.key == Key::f1) return Kind::help;
    if (key.is('p')) return Kind::performance;
    if (key.is('t')) return Kind::theme;
    return std::nullopt;
}

std::optional<Kind> lab_request(const KeyPress& key) {
    if (key.is('f')) return Kind::fit;
    return std::nullopt;
}

std::optional<Workspace> chosen_workspace(const KeyPress& key) {
    for (std::size_t i = 0; i < kWorkspaceNames.size(); ++i)
        if (key.is(static_cast<char>('1' + i))) return static_cast<Workspace>(i);
    return std::nullopt;
}

/// True when the key is used.
bool use_key(Frame& frame, const KeyPress& key) {
    const bool in_lab = frame.document.workspace == Workspace::filter_lab;
    std::optional<Kind> kind = shared_request(key);
    if (!kind && in_lab) kind = lab_request(key);
    if (kind) {
        frame.request(*kind);
    } else if (const auto workspace = chosen_workspace(key)) {
        frame.perform(set_workspace(*workspace));
    } else if (key.is_control('o')) {
        open_file_menu(frame.ui);
    } else if (in_lab && key.is('c')) {
        frame.perform(set_compare(!frame.lab().compare));
    } else {
        return false;
    }
    return true;
}

}  // namespace

void shell_keys(Frame& frame) {
    Ui& ui = frame.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&frame](const KeyPress& key) { return use_key(frame, key); });
    if (!ui.take_key(Key::escape)) return;
    if (ui.has_focus())
        ui.clear_focus();
    else
        frame.perform(set_lab_view([](LabView& view) { view.pinned.reset(); }));
}

}  // namespace convscope
