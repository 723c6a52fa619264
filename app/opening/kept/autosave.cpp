#include "app/opening/kept/autosave.h"

#include <system_error>
#include <utility>

#include "app/document/session.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

void save_into(const fs::path& folder, const Document& document) {
    std::error_code error;
    fs::create_directories(folder, error);
    save_session(Autosave::file_in(folder), document);
}

}  // namespace

Autosave::Autosave(const History& history, OpeningMessages& messages, fs::path folder, std::function<void()> wake)
    : history_(history), messages_(messages), folder_(std::move(folder)), writes_(std::move(wake)) {}

void Autosave::close() {
    if (!writes_) return;
    if (busy()) {  // the job may not have started
        saved_ = 0;
        instead_saved_ = false;
    }
    writes_.reset();  // waits for a running write
    if (!can_save()) return;
    try {
        save_into(folder_, saved_document());
    } catch (const LoadError&) {
        // Nobody is left to read a message.
    }
}

fs::path Autosave::file_in(const fs::path& folder) {
    return folder / "last_session.json";
}

bool Autosave::can_save() const {
    return started_ && !folder_.empty() && !saved_document().picture.picture.planes.empty() &&
           (instead_ ? !instead_saved_ : history_.changes() != saved_);
}

void Autosave::save_instead(const Document* document) {
    if ((document != nullptr) == instead_.has_value()) return;
    instead_.reset();
    if (document != nullptr) instead_ = *document;
    instead_saved_ = false;
    saved_ = 0;
}

bool Autosave::update(double now) {
    started_ = true;
    writes_->drain();
    if (!can_save()) {
        due_ = 0;
        return false;
    }
    if (due_ == 0) due_ = now + kPause;
    if (now < due_ || busy()) return false;
    due_ = 0;
    saved_ = history_.changes();
    instead_saved_ = true;
    writes_->submit(
        [folder = folder_, document = saved_document()] {
            save_into(folder, document);
            return true;
        },
        [](bool /*saved*/) {}, [this](const std::string& message) { fail(message); });
    return true;
}

void Autosave::fail(const std::string& message) {
    if (std::exchange(failed_, true)) return;  // once is enough: the reason stays the same
    messages_.warn(tr("Your work cannot be kept for the next start. {}", message));
}

}  // namespace convscope
