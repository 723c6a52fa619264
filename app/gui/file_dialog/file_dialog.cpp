#include "app/gui/file_dialog/file_dialog.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/file_dialog/file_dialog_bars.h"
#include "app/gui/file_dialog/file_dialog_state.h"

namespace convscope {

namespace {

constexpr float kWidth = 860;
constexpr float kHeight = 560;

}  // namespace

FileDialog::FileDialog(std::function<void()> wake) : state_(std::make_unique<FileDialogState>(std::move(wake))) {}
FileDialog::~FileDialog() = default;

void FileDialog::open(Ui& ui) {
    ui.clear_focus();
    state_->start(Purpose::open, {});
}

void FileDialog::save(Ui& ui, Purpose purpose, const std::string& name) {
    ui.clear_focus();
    state_->start(purpose, name);
}

bool FileDialog::busy() const {
    return state_->opening || state_->jobs.pending() > 0;
}

bool FileDialog::finished() const {
    return state_->jobs.finished();
}

std::optional<FileDialog::Choice> FileDialog::show(Frame& frame) {
    FileDialogState& state = *state_;
    Ui& ui = frame.ui;
    state.jobs.drain();
    if (std::exchange(state.opening, false)) state.begin(frame);
    if (!state.open) return std::nullopt;
    // Escape answers an open question first; only without one does it close the dialog.
    if (state.replaced && ui.take_key(Key::escape)) state.rename(ui);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(ui.px(kWidth), screen.x - ui.px(32));
    const float height = std::min(ui.px(kHeight), screen.y - ui.px(32));
    const Rect box{std::round((screen.x - width) / 2), std::round((screen.y - height) / 2), width, height};
    if (!ui.begin_popup(FileDialogState::kPopup, box, true)) {
        state.close();
        return std::nullopt;
    }
    show_file_dialog(state, frame, box);
    std::optional<Choice> choice;
    if (state.chosen) choice = Choice{state.purpose, *std::exchange(state.chosen, std::nullopt)};
    if (choice || !state.open) {
        ui.close_popup();
        state.close();
    }
    ui.end_popup();
    return choice;
}

}  // namespace convscope
