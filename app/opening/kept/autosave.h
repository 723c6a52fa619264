// Saves the document a moment after each change and at the program's end, so that the next start continues it, also
// after a crash.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "app/document/history.h"
#include "app/jobs/job_queue.h"
#include "app/opening/opening_messages.h"

namespace convscope {

class Autosave {
  public:
    /// Seconds from a change to its saving: a drag is saved a few times, not in every frame.
    static constexpr double kPause = 2;

    /// Saves into `folder`, in the background; saves nothing if `folder` is empty. All references must outlive this
    /// object. For `wake` see JobQueue.
    Autosave(const History& history, OpeningMessages& messages, std::filesystem::path folder,
             std::function<void()> wake);
    ~Autosave() { close(); }
    Autosave(const Autosave&) = delete;
    Autosave& operator=(const Autosave&) = delete;

    /// Saves what has not been saved yet. Nothing is saved afterwards.
    void close();

    /// While the history shows the states of a lesson, `document` is saved in its place: the user's own work. nullptr:
    /// the history's document is saved again.
    void save_instead(const Document* document);

    /// The session's file in that folder; it need not exist.
    static std::filesystem::path file_in(const std::filesystem::path& folder);

    /// Starts to save if a save is due, and returns true if it did. `now` is in seconds. Call it once per frame. The
    /// first call must come after the last session has been read: nothing is saved before it.
    bool update(double now);
    /// The time at which update() must be called again; 0 if nothing waits.
    double next_wake() const { return due_; }
    /// True while a file is being written.
    bool busy() const { return writes_ && writes_->pending() > 0; }

  private:
    bool can_save() const;
    const Document& saved_document() const { return instead_ ? *instead_ : history_.document(); }
    void fail(const std::string& message);

    const History& history_;
    OpeningMessages& messages_;
    std::filesystem::path folder_;
    std::uint64_t saved_ = 0;          ///< History::changes() of the last document that was saved
    std::optional<Document> instead_;  ///< see save_instead()
    bool instead_saved_ = false;
    double due_ = 0;
    bool started_ = false;  ///< update() was called: the last session has been read
    bool failed_ = false;
    std::optional<JobQueue> writes_;
};

}  // namespace convscope
