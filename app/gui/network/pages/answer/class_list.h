// The classes of an answer as bars with name, score, exponential and probability: a table of the softmax in which the
// written numbers add up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/network/scene/answer_bar.h"
#include "app/gui/network/scene/scene.h"
#include "core/nn/inspect/class_table.h"

namespace convscope {

/// The classes that a list marks.
struct MarkedClasses {
    std::size_t chosen = 0;            ///< its row is highlighted
    std::optional<std::size_t> rival;  ///< its row is outlined
    std::optional<std::size_t> truth;  ///< the true class
};

class ClassList {
  public:
    /// Makes the texts of a table. A different table must have a different `revision`.
    void set(const nn::ClassTable& table, std::uint64_t revision, bool edited);
    /// Cuts the used part off the top of `area`. Few classes are listed in their order. Many are sorted, the largest
    /// first, in a list that scrolls, with a search field above. Rows are items named answer.class.INDEX. Returns the
    /// class that was pressed in this frame; nullopt if there is none. set() must have been called with this table.
    std::optional<std::size_t> show(Ui& ui, const nn::ClassTable& table, const MarkedClasses& marked,
                                    std::string_view row_tooltip, Rect& area);

    /// The class whose row is under the pointer in this frame.
    std::optional<std::size_t> hovered() const { return hovered_; }

    /// More classes than this are sorted, scroll and can be searched.
    static constexpr std::size_t kMaxUnsorted = 20;
    /// The decimals of the scores.
    static constexpr int kScoreDecimals = 3;

    /// The texts on screen, for tests. A text is empty if the table does not have its column.
    struct Row {
        std::string score, exponential, share, trained;
    };
    const std::vector<Row>& rows() const { return rows_; }
    const Row& sum() const { return sum_; }
    const std::vector<std::size_t>& order() const { return order_; }

  private:
    struct Columns {
        float score = 0, exponential = 0, share = 0, trained = 0, label = 0;
    };
    void measure(const Ui& ui, const nn::ClassTable& table);
    void show_search(Ui& ui, const nn::ClassTable& table, Rect row);
    std::optional<std::size_t> show_rows(Ui& ui, const nn::ClassTable& table, const MarkedClasses& marked,
                                         std::string_view row_tooltip, Rect list);
    bool show_row(Ui& ui, const nn::ClassTable& table, std::size_t index, const MarkedClasses& marked,
                  std::string_view row_tooltip, Rect place);
    void show_cells(Ui& ui, Rect& row, const Row& cells, Role role) const;

    std::uint64_t revision_ = 0;
    bool edited_ = false;
    std::vector<Row> rows_;
    Row sum_;
    std::string largest_score_;
    AnswerSpan span_;
    std::string search_;
    std::vector<std::size_t> order_;  ///< the classes' indexes in the order of the rows
    std::optional<std::size_t> hovered_;
    Columns widths_;
    float measured_scale_ = 0;
    std::uint64_t measured_revision_ = 0;
    std::string measured_language_;
};

}  // namespace convscope
