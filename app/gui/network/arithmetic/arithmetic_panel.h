// The panel that writes out the arithmetic of one value of the selected layer, as on a blackboard.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/network/arithmetic/arithmetic_parts.h"
#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class ArithmeticPanel {
  public:
    /// Draws the value that is pointed at and its calculation: the products of one channel, and the result. Cuts the
    /// used part off the top of `area`.
    void show_value(Scene& scene, Rect& area);
    /// Draws all parts of that value and the sentences about it, below show_value(). Cuts the used part off `area`.
    void show_parts(Scene& scene, gl::TilePainter& painter, Rect& area);

    /// The last arithmetic shown, for tests: the explanation, the result lines, the list, and all sentences.
    const nn::Explanation& explanation() const { return explanation_; }
    const std::vector<ResultLine>& lines() const { return lines_; }
    const ArithmeticParts& parts() const { return parts_; }
    const std::vector<std::string>& sentences() const { return sentences_; }

  private:
    /// The subject of an explanation. The results' revision stands for the model, its input and its edits.
    struct Subject {
        std::uint64_t revision = 0;
        int layer = -1;
        nn::Position at;
        std::string language;
        bool operator==(const Subject&) const = default;
    };
    void explain(const Scene& scene);
    void show_title(Scene& scene, Rect& area) const;
    /// The number of result line `which` as it is written.
    std::string written_line(const Ui& ui, std::size_t which, Type type) const;
    /// True if the result lines fit into the room at the left of the products, with short labels.
    bool fits_beside(const Ui& ui, Rect room, Type type) const;
    float results_height(const Ui& ui, Type type) const;
    void show_results(Ui& ui, Rect& area, Type type, bool narrow) const;
    /// Shows the values in the pooling window, the candidates for its result, in a grid.
    void show_candidates(Ui& ui, Rect& area) const;
    /// True for a pooling layer whose window is small enough for that grid.
    bool has_candidates() const;
    void show_sentences(Scene& scene, Rect& area);

    std::optional<nn::Model> model_;  ///< as edited
    std::uint64_t model_revision_ = 0;
    Subject subject_;
    std::uint64_t explanation_count_ = 0;  ///< number of explanations made
    nn::Explanation explanation_;
    std::optional<nn::SlidingWindow> window_;
    std::vector<ResultLine> lines_;
    std::string copied_, size_, field_;  ///< the sentences about copying, output size and receptive field
    ArithmeticParts parts_;
    std::vector<std::string> sentences_;
};

}  // namespace convscope
