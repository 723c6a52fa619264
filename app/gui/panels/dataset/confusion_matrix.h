// Draws the confusion matrix: true classes by row, answers by column, sums and the share of right answers. A large one
// scrolls; its headers stay in view. Must not include a workspace: all that evaluate models show it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/panels/dataset/confusion_table.h"
#include "app/gui/toolkit/ui.h"

namespace convscope {

/// A cell by its classes.
struct ConfusionCell {
    std::int64_t truth = 0, predicted = 0;
    bool operator==(const ConfusionCell&) const = default;
};

/// The numbers of a matrix and how they are shown.
struct ConfusionInput {
    std::string name;                                  ///< its controls are named `name`.matrix, `name`.cell. ...
    std::shared_ptr<const nn::Evaluation> evaluation;  ///< never null
    std::shared_ptr<const nn::Dataset> data;           ///< never null
    std::function<std::string(std::int64_t)> class_name;
    bool mistakes_only = false, percent = false;
    bool is_large = false;  ///< few classes take the height that there is
    std::optional<ConfusionCell> chosen = {};
};

class ConfusionMatrix {
  public:
    /// Draws the matrix and cuts the used part off the top of `area`. Returns the cell that the user has chosen in this
    /// frame, by a click or by the arrow keys while the matrix has the focus; nullopt if there is none.
    std::optional<ConfusionCell> show(Ui& ui, const ConfusionInput& input, Rect& area);

    /// The table that was shown last; only after show().
    const ConfusionTable& table() const { return *table_; }

  private:
    /// Places in screen pixels.
    struct Layout {
        Type type = Type::caption;
        float label_width = 0, cell_width = 0, sum_width = 0, line = 0;
        std::size_t rows = 0, columns = 0;  ///< that fit
    };
    struct Cell {
        std::size_t row = 0, column = 0;
    };

    void find_table();
    void lay_out(Ui& ui, Rect area);
    void show_header(Ui& ui, Rect line) const;
    void show_row(Ui& ui, std::size_t row, Rect line) const;
    void show_sums(Ui& ui, Rect line) const;
    void show_cells(Ui& ui, Rect& line, const std::vector<std::int64_t>& counts, bool is_sum, std::size_t row) const;
    std::optional<Cell> interact(Ui& ui, Rect grid);
    std::optional<Cell> use_keys(Ui& ui);
    std::optional<Cell> cell_at(Rect grid, float x, float y) const;
    std::optional<Cell> chosen() const;
    ConfusionCell classes_of(Cell cell) const;
    std::string numbered_name(std::int64_t number) const;
    std::string tooltip_of(Cell cell) const;
    std::vector<std::string> texts_of(const std::vector<std::int64_t>& counts) const;

    ConfusionInput input_;                              ///< of the last frame
    std::shared_ptr<const nn::Evaluation> evaluation_;  ///< of the table
    std::shared_ptr<const nn::Dataset> data_;
    bool mistakes_only_ = false;
    std::optional<ConfusionTable> table_;
    Layout layout_;
    std::size_t first_row_ = 0, first_column_ = 0;  ///< in view
};

}  // namespace convscope
