// Draws the confusion matrix: true classes by row, answers by column, sums and the share of right answers. A large one
// scrolls; its headers stay in view.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/network/dataset/confusion_table.h"
#include "app/gui/network/dataset/dataset_scene.h"

namespace convscope {

class ConfusionMatrix {
  public:
    /// Draws the evaluation as the view states it. A click on a cell, or the arrow keys while it has the focus, choose
    /// the cell. Cuts the used part off the top of `area`.
    void show(Scene& scene, const std::shared_ptr<const nn::Evaluation>& evaluation, Rect& area);

    /// The table that was shown last; only after show().
    const ConfusionTable& table() const { return *table_; }

  private:
    /// Places in screen pixels.
    struct Layout {
        float label_width = 0, cell_width = 0, sum_width = 0, line = 0;
        std::size_t rows = 0, columns = 0;  ///< that fit
    };
    struct Cell {
        std::size_t row = 0, column = 0;
    };

    void find_table(Scene& scene, const std::shared_ptr<const nn::Evaluation>& evaluation);
    void lay_out(Ui& ui, Rect area);
    void show_header(Scene& scene, Rect line) const;
    void show_row(Scene& scene, std::size_t row, Rect line) const;
    void show_sums(Ui& ui, Rect line) const;
    void show_cells(Ui& ui, Rect& line, const std::vector<std::int64_t>& counts, bool is_sum, std::size_t row) const;
    void interact(Scene& scene, Rect grid);
    void use_keys(Scene& scene, const Item& item);
    void choose(Scene& scene, Cell cell) const;
    std::optional<Cell> cell_at(Rect grid, float x, float y) const;
    std::optional<Cell> chosen(const Scene& scene) const;
    std::string tooltip_of(const Scene& scene, Cell cell) const;
    std::vector<std::string> texts_of(const std::vector<std::int64_t>& counts) const;

    std::shared_ptr<const nn::Evaluation> evaluation_;
    std::shared_ptr<const nn::Dataset> data_;
    bool mistakes_only_ = false, percent_ = false;
    std::optional<ConfusionTable> table_;
    Layout layout_;
    std::size_t first_row_ = 0, first_column_ = 0;  ///< in view
};

}  // namespace convscope
