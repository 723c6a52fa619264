// The part of the page "Data set" about the answers: accuracy, confusion matrix, and lists of pictures (the chosen
// cell, the hardest, the surest mistakes, those on which two models disagree).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/network/dataset/dataset_scene.h"
#include "app/gui/network/dataset/picture_list.h"
#include "app/gui/panels/dataset/confusion_matrix.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

using SharedEvaluation = std::shared_ptr<const nn::Evaluation>;

class AnswersView {
  public:
    /// `other` is the evaluation of the second model. If it is null, `other_state` says why. Cuts the used part off the
    /// top of `area`.
    void show(Scene& scene, const SharedEvaluation& evaluation, const SharedEvaluation& other,
              const std::string& other_state, Rect& area);

    // For tests.
    const ConfusionMatrix& matrix() const { return matrix_; }
    const PictureList& list() const { return list_; }
    /// All examples of the list; list() shows one page of them.
    const std::vector<std::int64_t>& examples() const { return examples_; }

  private:
    void show_tools(Scene& scene, Rect line) const;
    void show_matrix(Scene& scene, Rect& area);
    void show_lists(Scene& scene, const std::string& other_state, Rect& area);
    void find_examples(const Scene& scene);
    PictureTexts texts_of(const Scene& scene, std::int64_t example) const;
    std::string heading_of(const Scene& scene) const;

    SharedEvaluation evaluation_, other_;
    ConfusionMatrix matrix_;
    PictureList list_;
    std::vector<std::int64_t> examples_;

    /// The values from which examples_ was found.
    struct Found {
        SharedEvaluation evaluation, other;
        AnswerList list = AnswerList::hardest;
        std::int64_t truth = -1, predicted = -1;
        bool operator==(const Found&) const = default;
    };
    Found found_;
};

}  // namespace convscope
