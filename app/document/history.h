// The document and its undo steps. Every change of the document is made here, by a command or by replacing it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "app/document/document.h"

namespace convscope {

/// A named change. Commands of one gesture (a drag, a spin of the wheel) share a number other than 0 and are one undo
/// step.
struct Command {
    std::string label;
    std::function<void(Document&)> apply;
    std::uint64_t gesture = 0;
};

/// The memory in bytes that only the undo steps keep.
struct UndoLimits {
    std::size_t bytes = std::size_t{1} << 30;  ///< of pictures and weights
    /// Of the weights of closed models among them. A model that was closed before is read again by opening its file.
    std::size_t model_bytes = std::size_t{256} << 20;
};

/// The document with its past and future. Undo does not restore learning and the view states (Document::lab_view,
/// chain_view, network_view, training_view). Undo and redo switch to the workspace in which the step was made, and to
/// the page of the Filter Lab that shows the change.
class History {
  public:
    explicit History(Document document, const UndoLimits& limits = {})
        : current_(std::move(document)), limits_(limits) {}

    const Document& document() const { return current_; }
    /// Grows with every change of picture, lab, colour filter, chain, network or training, also through undo and redo.
    std::uint64_t revision() const { return revision_; }
    /// Grows with every command, undo and redo, also with those that change only the view.
    std::uint64_t changes() const { return changes_; }

    /// Applies the command. Nothing is recorded if picture, lab, colour filter, chain, network and training stay as
    /// they were. Opening the first picture is not recorded either: undo never leaves the document without a picture
    /// once it has one.
    void perform(const Command& command);
    /// Applies the command without an undo step. Use it for the model and input that the program opens without the
    /// user, which undo must not close.
    void apply_unrecorded(const Command& command);
    bool can_undo() const { return past_.size() > held_; }
    bool can_redo() const { return !future_.empty(); }
    void undo();
    void redo();
    /// Undo stops at the present document, until release_undo(): a step of a lesson begins with it. Forgets what could
    /// be done again.
    void hold_undo();
    void release_undo() { held_ = 0; }
    /// True if undo stops at the place of hold_undo().
    bool is_undo_held() const { return held_ > 0 && past_.size() <= held_; }
    /// The name of the edit that undo() takes back or redo() repeats; empty if there is none.
    std::string undo_label() const { return can_undo() ? past_.back().label : ""; }
    std::string redo_label() const { return future_.empty() ? "" : future_.back().label; }
    /// Replaces the document and forgets all steps.
    void reset(Document document);

  private:
    struct Step {
        std::string label;
        WorkspaceId workspace;
        OpenPicture picture;
        Lab lab;
        LabColour colour;
        LabChain chain;
        Network network;
        Training training;

        bool matches(const Document& document) const {
            return picture == document.picture && lab == document.lab && colour == document.colour &&
                   chain == document.chain && network == document.network && training == document.training;
        }
    };
    static constexpr std::size_t kMaxSteps = 500;

    /// Opens the page of the Filter Lab that shows the change from the present document to the step.
    void show_change(const Step& step);
    /// Drops the oldest steps beyond kMaxSteps or the memory limit. The newest step is always kept, however large.
    void trim();
    /// Puts the open picture into `before` and into all steps that have none, so that undo never closes it.
    void adopt_first_picture(Step& before);
    void swap_with(Step& step);

    Document current_;
    UndoLimits limits_;
    std::deque<Step> past_;
    std::vector<Step> future_;
    std::size_t held_ = 0;  ///< number of steps that undo leaves alone
    std::uint64_t last_gesture_ = 0;
    std::uint64_t revision_ = 1;
    std::uint64_t changes_ = 1;
};

}  // namespace convscope
