// The document and its undo steps. Every change of the document is made here, by a command or by replacing it.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
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
    /// The part of `bytes` for the weights of models that were closed. If undo no longer keeps such a model, the user
    /// can open its file again.
    std::size_t model_bytes = std::size_t{256} << 20;
};

/// The document with its past and future. Undo restores neither Document::learning nor the view states
/// (Document::lab_view, chain_view, network_view, training_view). Undo and redo switch to the workspace in which the
/// step was made, and to the page of the Filter Lab that shows the change.
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
    /// Makes undo stop at the present document until the exercise ends; called when a step of a lesson begins. Drops
    /// the steps that redo could repeat.
    void hold_undo();
    /// Begins an exercise, for instance a lesson: until leave_exercise(), commands make undo steps of the exercise, and
    /// those from before cannot be reached. No effect in an exercise.
    void enter_exercise();
    /// Gives back the document and the undo steps from before the exercise; those of the exercise are gone. No effect
    /// outside an exercise.
    void leave_exercise();
    /// True if undo stops at the place of hold_undo().
    bool is_undo_held() const { return held_ > 0 && past_.size() <= held_; }
    /// The name of the edit that undo() takes back or redo() repeats; empty if there is none.
    std::string undo_label() const { return can_undo() ? past_.back().label : ""; }
    std::string redo_label() const { return future_.empty() ? "" : future_.back().label; }
    /// The document that leave_exercise() gives back; null outside an exercise.
    const Document* outside_document() const { return outside_ ? &outside_->document : nullptr; }
    /// Replaces the document and forgets all steps. In an exercise, leave_exercise() then gives back this document.
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
    /// The document and the steps from before an exercise, which leave_exercise() gives back.
    struct Outside {
        Document document;
        std::deque<Step> past;
        std::vector<Step> future;
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
    std::optional<Outside> outside_;  ///< of an exercise; nullopt: there is none
    std::size_t held_ = 0;            ///< number of steps that undo leaves alone
    std::uint64_t last_gesture_ = 0;
    std::uint64_t revision_ = 1;
    std::uint64_t changes_ = 1;
};

}  // namespace convscope
