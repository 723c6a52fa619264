#include "app/gui/shell/overlays.h"

#include <utility>

namespace convscope {

void Overlays::ask_where_to_save_session(Ui& ui, const std::string& name) {
    file_dialog_.save(ui, FileDialog::Purpose::save_session, name);
}

void Overlays::ask_where_to_save(Ui& ui, SaveAs save) {
    write_ = std::move(save.write);
    note_ = std::move(save.note);
    progress_ = std::move(save.progress);
    file_dialog_.save(ui, FileDialog::Purpose::export_values, save.name);
}

std::optional<Overlays::Choice> Overlays::show(Frame& frame, Workspace& workspace, Rect window, Rect place,
                                               const FileWork& work) {
    for (std::string& problem : frame.ui.take_reports()) notices_.warn(std::move(problem));
    reading_panel_.show(frame.ui, work, place);
    notices_.show(frame, place);
    code_window_.show(frame, workspace, window);
    help_window_.show(frame, window);
    lambda_dialog_.show(frame, window);
    const std::optional<FileDialog::Choice> chosen = file_dialog_.show(frame);
    if (!chosen) return std::nullopt;
    return Choice{*chosen, write_, note_, progress_};
}

}  // namespace convscope
