// Collects the settings that turn one document into another. Internal: the interface is app/lesson/write.h.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/document/history.h"
#include "app/lesson/state.h"
#include "app/lesson/write.h"

namespace convscope {

class StateWriter {
  public:
    /// `to` must outlive this object. Files are named from `folder`.
    StateWriter(Document from, const Document& to, const std::filesystem::path& folder)
        : now_(std::move(from)), to_(to), folder_(folder), files_({}, folder) {}

    /// The document after the settings so far.
    const Document& now() const { return now_; }
    const Document& to() const { return to_; }
    /// Adds a setting and applies it to now(). A setting that cannot be applied is left out.
    void add(std::string_view word, std::vector<std::string> arguments);
    void add_number(std::string_view word, double number);
    /// Adds a setting whose effect is `command`, for settings that open files.
    void add_opened(std::string_view word, const std::string& name, const Command& command);
    void leave_out(const std::string& what) { written_.left_out.push_back(what); }
    /// The name of a sample, or the path of a file in the lesson's folder; nullopt for other files.
    std::optional<std::string> name_of(const std::filesystem::path& file, bool is_sample) const;

    WrittenState take() { return std::move(written_); }

  private:
    Document now_;
    const Document& to_;
    std::filesystem::path folder_;
    LessonFiles files_;
    WrittenState written_;
};

/// The number as a lesson writes it: as few digits as give the same float.
std::string setting_number(double number);

// Each function adds what differs in one workspace, which now() shows.
void write_lab(StateWriter& writer);
void write_lab_pages(StateWriter& writer);
void write_layers(StateWriter& writer);
void write_training(StateWriter& writer);

}  // namespace convscope
