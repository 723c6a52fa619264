// Every change of the document goes through here, as a command; edits can be undone.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace convscope {

/// A named change. Commands of one gesture (a drag, a spin of the wheel) share a number other than 0 and undo as one
/// step.
struct Command {
    std::string label;
    std::function<void(Document&)> apply;
    std::uint64_t gesture = 0;
};

/// The document with its past and future. Undo does not restore how things are looked at (Document::lab_view,
/// network_view, workspace); undo and redo show the workspace in which the step was made.
class History {
  public:
    /// Limit of the memory that undo alone keeps for pictures and weights, in bytes.
    static constexpr std::size_t kMaxPictureBytes = std::size_t{1} << 30;

    explicit History(Document document, std::size_t max_picture_bytes = kMaxPictureBytes)
        : current_(std::move(document)), max_picture_bytes_(max_picture_bytes) {}

    const Document& document() const { return current_; }
    /// Grows with every change of picture, lab or network, also through undo and redo.
    std::uint64_t revision() const { return revision_; }

    /// Applies the command. Nothing is recorded if picture, lab and network stay as they were. Opening the first
    /// picture is not recorded either: undo never leaves the document without a picture once it has one.
    void perform(const Command& command);
    /// Applies the command without recording it, for what the program opens by itself: undo does not close that.
    void put(const Command& command);
    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    void undo();
    void redo();
    /// The name of the edit that undo() takes back or redo() repeats; empty without one.
    std::string undo_label() const { return past_.empty() ? "" : past_.back().label; }
    std::string redo_label() const { return future_.empty() ? "" : future_.back().label; }
    /// Replaces the document and forgets all steps.
    void reset(Document document);

  private:
    struct Step {
        std::string label;
        WorkspaceId workspace;
        OpenPicture picture;
        Lab lab;
        Network network;

        bool holds(const Document& document) const {
            return picture == document.picture && lab == document.lab && network == document.network;
        }
    };
    static constexpr std::size_t kMaxSteps = 500;

    /// Drops the oldest steps beyond the limits; the last one is kept whatever its picture takes.
    void trim();
    /// Puts the open picture into `before` and into all steps that have none, so that undo never closes it.
    void adopt_first_picture(Step& before);
    void swap_with(Step& step);

    Document current_;
    std::size_t max_picture_bytes_;
    std::deque<Step> past_;
    std::vector<Step> future_;
    std::uint64_t last_gesture_ = 0;
    std::uint64_t revision_ = 1;
};

}  // namespace convscope
