#include "app/opening/kept/settings_store.h"

#include <utility>

#include "core/base/load_error.h"
#include "core/base/writing/unfinished_files.h"

namespace convscope {

SettingsStore::SettingsStore(std::filesystem::path folder, std::function<void()> wake)
    : folder_(std::move(folder)),
      settings_(load_user_settings(folder_, problem_)),
      written_(settings_),
      writes_(std::move(wake)) {
    if (!folder_.empty()) remove_stale_files(folder_);
}

void SettingsStore::close() {
    if (!writes_) return;
    writes_.reset();  // waits for a running write
    // A waiting write was dropped, and the running one may have failed: write again.
    if (!changed_ && !writing_) return;
    try {
        update_user_settings(folder_, written_, settings_);
    } catch (const LoadError&) {
        // Nobody is left to read a message.
    }
}

void SettingsStore::change(const std::function<void(UserSettings&)>& change) {
    change(settings_);
    if (folder_.empty() || !writes_) return;
    changed_ = true;
    if (!writing_) write();
}

void SettingsStore::write() {
    changed_ = false;
    writing_ = true;
    const auto finish = [this, settings = settings_](const std::string& problem) {
        problem_ = problem;
        written_ = settings;
        writing_ = false;
        // Several changes during one write are written together.
        if (changed_) write();
    };
    const auto save = [folder = folder_, written = written_, settings = settings_] {
        return update_user_settings(folder, written, settings);
    };
    writes_->submit(save, finish, [this](const std::string& problem) {
        problem_ = problem;
        writing_ = false;
    });
}

std::optional<std::string> SettingsStore::take_problem() {
    writes_->drain();
    if (problem_.empty()) return std::nullopt;
    return std::exchange(problem_, {});
}

}  // namespace convscope
