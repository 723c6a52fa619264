// The page with Keras's summary of the model as a table, with receptive field, stride and multiply-adds of each layer.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/network/exports/text_table.h"
#include "app/gui/network/scene/scene.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/layer_arithmetic.h"

namespace convscope {

class TablePage {
  public:
    /// Cuts the part that it uses off the top of `area`.
    void show(Scene& scene, Rect& area);

    /// The columns after the layer's name. In a narrow window the last ones are left out.
    enum class Column { shape, parameters, share, field, stride, work, count };
    static constexpr int kFigures = static_cast<int>(Column::count);
    struct Row {
        int node = 0;
        std::string item, type, name, tooltip;
        std::array<std::string, kFigures> figures;
        std::string shape_arithmetic;  ///< empty if the shape needs none
        nn::ParameterArithmetic parameter_arithmetic;
        float share = 0;  ///< of the model's parameters, 0..1

        const std::string& figure(Column column) const { return figures.at(static_cast<std::size_t>(column)); }
    };
    struct Total {
        std::string item;
        Message label;
        std::string value;
    };
    /// The texts on screen, for tests.
    const std::vector<Row>& rows() const { return rows_; }
    const std::array<Total, 4>& totals() const { return totals_; }
    int shown_figures() const { return static_cast<int>(std::ranges::count(is_shown_, true)); }
    bool shows(Column column) const { return is_shown_.at(static_cast<std::size_t>(column)); }
    /// All columns with the totals; `plain`: as data, without commas between thousands and with English headings.
    TextTable text_table(bool plain) const;

  private:
    void summarise(const std::shared_ptr<const nn::Model>& model);
    void measure(const Ui& ui, float width);
    void show_header(Ui& ui, Rect line) const;
    void show_rows(Scene& scene, Rect list);
    void show_row(Scene& scene, const Row& row, Rect place) const;
    /// Both return the lower edge of what they draw.
    float show_totals(Scene& scene, Rect area) const;
    /// The arithmetic of the selected layer.
    float show_arithmetic(const Scene& scene, Rect area) const;
    void show_figures(Ui& ui, const Row& row, const std::array<Rect, kFigures>& places) const;
    /// The tooltip of the column under the pointer: the arithmetic of its number, or the layer's name.
    std::string tooltip_of(const Row& row, const std::array<Rect, kFigures>& places) const;
    void reveal(const Scene& scene, float row_height, float visible);
    /// Cuts one cell per column off the right end of `line`; the rest of `line` is for the layer's name.
    std::array<Rect, kFigures> cells(const Ui& ui, Rect& line) const;

    // The model of rows_ and totals_, and the language of their texts.
    std::shared_ptr<const nn::Model> model_;
    std::string language_;
    std::vector<Row> rows_;
    std::array<Total, 4> totals_;

    float scale_ = 0;  ///< the scale for which the widths were measured
    float row_height_ = 0;
    std::array<float, kFigures> widths_{};
    float layer_width_ = 0, totals_width_ = 0, gap_ = 0;
    std::array<bool, kFigures> is_shown_{};

    int revealed_layer_ = -1;
    std::string revealed_focus_;
};

}  // namespace convscope
