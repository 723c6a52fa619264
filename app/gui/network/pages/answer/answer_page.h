// The page of the model's answer: all classes with score and probability, and a comparison of two classes, which writes
// the difference of their scores as a sum.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "app/gui/network/pages/answer/class_list.h"
#include "app/gui/network/pages/answer/score_parts.h"
#include "app/gui/network/scene/scene.h"
#include "app/jobs/explain/map_differences.h"
#include "core/nn/inspect/class_table.h"
#include "core/nn/inspect/score_terms.h"

namespace convscope {

class AnswerPage {
  public:
    /// For `wake` see JobQueue.
    explicit AnswerPage(std::function<void()> wake) : meter_(std::move(wake)) {}

    /// Cuts the used part off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
    /// Shows the classes without the comparison, for the page of all maps if the layer is the output. A click selects
    /// the class as the layer's channel. nn::gives_classes() must be true. Cuts the used part off the top of `area`.
    void show_classes(Scene& scene, Rect& area);
    /// Stores finished results. Call once per frame.
    void update() { meter_.drain(); }
    bool busy() const { return meter_.busy(); }
    bool finished() const { return meter_.finished(); }

    // The content of the last frame, for tests.
    const nn::ClassTable& table() const { return table_; }
    const ClassList& list() const { return list_; }
    const ScorePartsView& terms() const { return terms_; }
    const ScorePartsView& maps() const { return maps_; }

  private:
    /// The two classes of a comparison, and the results that it belongs to.
    struct Subject {
        std::uint64_t revision = 0;
        std::size_t chosen = 0, rival = 0;
        std::string language;  ///< of the texts
        bool operator==(const Subject&) const = default;
    };
    void tabulate(const Scene& scene);
    std::size_t chosen_class(const NetworkView& view) const;
    std::size_t rival_class(const NetworkView& view, std::size_t chosen) const;
    void show_verdict(Scene& scene, Rect& area) const;
    void compare(const Scene& scene, const Subject& subject);
    void show_question(Scene& scene, const Subject& subject, Rect& area) const;
    std::optional<std::size_t> class_choice(Ui& ui, std::string_view name, Rect place, std::size_t chosen,
                                            std::size_t hidden, std::string_view tooltip) const;
    void show_difference(Ui& ui, const Subject& subject, Rect& area) const;
    PartList term_list(const Scene& scene, const Subject& subject) const;
    PartList map_list(const Scene& scene, const Subject& subject, const MapDifferences& differences) const;

    std::uint64_t revision_ = 0;  ///< the results that table_ shows
    nn::ClassTable table_;
    ClassList list_;
    Subject subject_;
    std::optional<nn::ScoreComparison> comparison_;
    PartList term_list_, map_list_;
    Subject map_subject_;  ///< the comparison in map_list_
    ScorePartsView terms_, maps_;
    MapDifferenceMeter meter_;
};

}  // namespace convscope
