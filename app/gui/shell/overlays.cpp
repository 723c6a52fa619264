#include "app/gui/shell/overlays.h"

#include <utility>

#include "app/gui/panels/performance_panel.h"

namespace convscope {

void Overlays::ask_where_to_save_session(Ui& ui, const std::string& name) {
    file_dialog_.save(ui, FileDialog::Purpose::save_session, name);
}

void Overlays::ask_where_to_save(Ui& ui, SaveAs save) {
    write_ = std::move(save.write);
    file_dialog_.save(ui, FileDialog::Purpose::export_values, save.name);
}

std::optional<Overlays::Choice> Overlays::show(Frame& frame, Workspace& workspace, Rect window) {
    if (shows_performance_) performance_panel(frame, window);
    notices_.show(frame, window);
    CodeWindow::show(frame, workspace, window);
    help_window_.show(frame, window);
    const std::optional<FileDialog::Choice> chosen = file_dialog_.show(frame);
    if (!chosen) return std::nullopt;
    return Choice{*chosen, write_};
}

}  // namespace convscope
