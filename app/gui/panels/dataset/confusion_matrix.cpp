#include "app/gui/panels/dataset/confusion_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMatrixLine = 21, kLargeLine = 48, kTextLine = 30, kMatrixLabel = 116, kMinCell = 30, kSumCell = 46;
constexpr std::size_t kAlwaysShown = 12;  ///< rows that are shown even if the page must scroll for them
constexpr float kHintHeight = 20;

std::string share_text(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::string("\u2013")
                      : fmt::format("{:.1f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

std::string ConfusionMatrix::numbered_name(std::int64_t number) const {
    const std::string name = input_.class_name(number);
    return name == std::to_string(number) ? name : fmt::format("{} {}", number, name);
}

void ConfusionMatrix::find_table() {
    if (table_ && evaluation_ == input_.evaluation && data_ == input_.data && mistakes_only_ == input_.mistakes_only)
        return;
    // While training goes on, a new evaluation of the same pictures keeps the place.
    const bool keeps_place = table_ && data_ == input_.data && mistakes_only_ == input_.mistakes_only;
    evaluation_ = input_.evaluation;
    data_ = input_.data;
    mistakes_only_ = input_.mistakes_only;
    table_.emplace(*evaluation_, *data_, mistakes_only_);
    if (!keeps_place) first_row_ = first_column_ = 0;
}

void ConfusionMatrix::lay_out(Ui& ui, Rect area) {
    const std::string widest = input_.percent ? "100.0" : with_separators(table_->examples());
    const std::string widest_cell = input_.percent ? "100.0" : with_separators([&] {
        std::int64_t most = 0;
        for (const std::int64_t sum : table_->column_sums()) most = std::max(most, sum);
        return most;
    }());
    const std::size_t classes = table_->classes().size();
    layout_.line = ui.px(kMatrixLine);
    if (input_.is_large)
        layout_.line =
            std::floor(std::clamp(area.h / static_cast<float>(classes + 2), layout_.line, ui.px(kLargeLine)));
    layout_.type = layout_.line >= ui.px(kTextLine) ? Type::text : Type::caption;
    layout_.label_width = std::floor(std::min(ui.px(kMatrixLabel), area.w * 0.3F));
    const auto measure = [&] {
        const float percent = ui.text_width("100.0 %", layout_.type) + ui.px(4);
        layout_.sum_width =
            std::ceil(std::max({ui.px(kSumCell), ui.text_width(widest, layout_.type) + ui.px(8), percent}));
        layout_.cell_width = std::ceil(std::max(ui.px(kMinCell), ui.text_width(widest_cell, layout_.type) + ui.px(3)));
        const float room = area.w - layout_.label_width - 2 * layout_.sum_width;
        layout_.columns = std::min(table_->columns(),
                                   static_cast<std::size_t>(std::max(1.0F, std::floor(room / layout_.cell_width))));
        return room;
    };
    float room = measure();
    // All columns in small letters say more than some in large ones.
    if (layout_.columns < table_->columns() && layout_.type == Type::text) {
        layout_.type = Type::caption;
        room = measure();
    }
    // A matrix that fits takes the room that there is, up to square cells.
    if (layout_.columns == table_->columns() && layout_.columns > 0)
        layout_.cell_width = std::floor(std::clamp(room / static_cast<float>(layout_.columns), layout_.cell_width,
                                                   std::max(layout_.cell_width, ui.px(input_.is_large ? 96 : 64))));
    const float height = std::max(area.h - 3 * layout_.line, layout_.line);
    layout_.rows = std::min(classes, std::max(kAlwaysShown, static_cast<std::size_t>(height / layout_.line)));
    first_row_ = std::min(first_row_, classes - layout_.rows);
    first_column_ = std::min(first_column_, table_->columns() - layout_.columns);
}

std::optional<ConfusionCell> ConfusionMatrix::show(Ui& ui, const ConfusionInput& input, Rect& area) {
    input_ = input;
    find_table();
    if (table_->classes().empty()) {
        ui.paragraph(area.cut_top(ui.px(40)), tr("All answers are right: there is no class with a mistake."),
                     Role::muted);
        return std::nullopt;
    }
    lay_out(ui, area);
    const float top = area.y;
    show_header(ui, area.cut_top(layout_.line));
    Rect grid = area.cut_top(layout_.line * static_cast<float>(layout_.rows));
    grid.w = layout_.label_width + layout_.cell_width * static_cast<float>(layout_.columns) + 2 * layout_.sum_width;
    for (std::size_t i = 0; i < layout_.rows; ++i)
        show_row(ui, first_row_ + i, grid.row(static_cast<int>(i), static_cast<int>(layout_.rows), 0));
    Rect cells = grid;
    cells.cut_left(layout_.label_width);
    cells.w = layout_.cell_width * static_cast<float>(layout_.columns);
    const std::optional<Cell> cell = interact(ui, cells);
    show_sums(ui, area.cut_top(layout_.line));
    if (layout_.rows < table_->classes().size() || layout_.columns < table_->columns())
        ui.text(
            area.cut_top(ui.px(kHintHeight)),
            tr("Rows {} to {} and columns {} to {} of {}. Arrow keys, wheel and Shift+wheel show more.", first_row_ + 1,
               first_row_ + layout_.rows, first_column_ + 1, first_column_ + layout_.columns, table_->columns()),
            Role::muted, Type::caption);
    ui.mark(input_.name + ".confusion", {area.x, top, grid.w, area.y - top});
    return cell ? std::optional(classes_of(*cell)) : std::nullopt;
}

void ConfusionMatrix::show_header(Ui& ui, Rect line) const {
    ui.text(line.cut_left(layout_.label_width), tr("True class"), Role::muted, layout_.type);
    const std::size_t classes = table_->classes().size();
    for (std::size_t i = first_column_; i < first_column_ + layout_.columns; ++i) {
        const Rect cell = line.cut_left(layout_.cell_width);
        const std::string text = i < classes                            ? std::to_string(table_->classes()[i])
                                 : i == classes && table_->has_others() ? std::string(tr("oth."))
                                                                        : std::string("NaN");
        ui.mark(fmt::format("{}.column.{}", input_.name, i), cell);
        ui.text(cell, text, Role::muted, layout_.type, Align::right);
    }
    ui.text(line.cut_left(layout_.sum_width), tr("sum"), Role::muted, layout_.type, Align::right);
    // Translators: the share of right answers
    ui.text(line.cut_left(layout_.sum_width), tr("right"), Role::muted, layout_.type, Align::right);
}

std::vector<std::string> ConfusionMatrix::texts_of(const std::vector<std::int64_t>& counts) const {
    std::vector<std::string> texts;
    texts.reserve(counts.size());
    if (input_.percent)
        for (const std::int64_t tenths : nn::tenths_of_percent(counts)) texts.push_back(tenths_text(tenths));
    else
        for (const std::int64_t count : counts) texts.push_back(with_separators(count));
    return texts;
}

void ConfusionMatrix::show_cells(Ui& ui, Rect& line, const std::vector<std::int64_t>& counts, bool is_sum,
                                 std::size_t row) const {
    std::int64_t sum = 0;
    for (const std::int64_t count : counts) sum += count;
    const std::vector<std::string> texts = texts_of(counts);
    for (std::size_t i = first_column_; i < first_column_ + layout_.columns; ++i) {
        const Rect cell = line.cut_left(layout_.cell_width);
        const bool is_right = !is_sum && i == row;
        if (!is_sum && counts[i] > 0) {
            const float share = static_cast<float>(counts[i]) / static_cast<float>(sum);
            const float strength =
                is_right ? 0.12F + 0.2F * share : 0.06F + 0.5F * std::sqrt(std::min(1.0F, 2 * share));
            ui.fill(cell.inset(ui.px(1)), faded(ui.colour(is_right ? Role::accent : Role::warning), strength),
                    ui.px(3));
        }
        ui.text(cell.inset(ui.px(2), 0), texts[i], counts[i] == 0 ? Role::muted : Role::text, layout_.type,
                Align::right);
    }
}

void ConfusionMatrix::show_row(Ui& ui, std::size_t row, Rect line) const {
    const std::int64_t truth = table_->classes()[row];
    const std::vector<std::int64_t> counts = table_->row(row);
    ui.mark(fmt::format("{}.row.{}", input_.name, truth), line);
    Rect cells = line;
    ui.text(cells.cut_left(layout_.label_width).inset(0, 0), numbered_name(truth), Role::text, layout_.type);
    Rect names = cells;
    show_cells(ui, cells, counts, false, row);
    for (std::size_t i = first_column_; i < first_column_ + layout_.columns; ++i) {
        const Rect cell = names.cut_left(layout_.cell_width);
        if (i < table_->classes().size())
            ui.mark(fmt::format("{}.cell.{}.{}", input_.name, truth, table_->classes()[i]), cell);
    }
    const std::int64_t sum = table_->row_sum(row);
    ui.text(cells.cut_left(layout_.sum_width), input_.percent ? sum > 0 ? "100.0" : "0.0" : with_separators(sum),
            Role::muted, layout_.type, Align::right);
    ui.text(cells.cut_left(layout_.sum_width), share_text(counts[row], sum), Role::text, layout_.type, Align::right);
}

void ConfusionMatrix::show_sums(Ui& ui, Rect line) const {
    ui.fill({line.x, line.y,
             layout_.label_width + layout_.cell_width * static_cast<float>(layout_.columns) + 2 * layout_.sum_width,
             ui.line_width()},
            ui.colour(Role::line));
    ui.mark(input_.name + ".sums", line);
    ui.text(line.cut_left(layout_.label_width), tr("Answered"), Role::muted, layout_.type);
    show_cells(ui, line, table_->column_sums(), true, 0);
    ui.text(line.cut_left(layout_.sum_width), input_.percent ? "100.0" : with_separators(table_->examples()),
            Role::muted, layout_.type, Align::right);
    ui.text(line.cut_left(layout_.sum_width), share_text(table_->correct(), table_->examples()), Role::text,
            layout_.type, Align::right);
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::cell_at(Rect grid, float x, float y) const {
    if (!grid.contains(x, y)) return std::nullopt;
    const Cell cell{first_row_ + static_cast<std::size_t>((y - grid.y) / layout_.line),
                    first_column_ + static_cast<std::size_t>((x - grid.x) / layout_.cell_width)};
    if (cell.row >= table_->classes().size() || cell.column >= table_->classes().size()) return std::nullopt;
    return cell;
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::chosen() const {
    if (!input_.chosen) return std::nullopt;
    const std::vector<std::int64_t>& classes = table_->classes();
    const auto row = std::ranges::find(classes, input_.chosen->truth);
    const auto column = std::ranges::find(classes, input_.chosen->predicted);
    if (row == classes.end() || column == classes.end()) return std::nullopt;
    return Cell{static_cast<std::size_t>(row - classes.begin()), static_cast<std::size_t>(column - classes.begin())};
}

ConfusionCell ConfusionMatrix::classes_of(Cell cell) const {
    return {table_->classes()[cell.row], table_->classes()[cell.column]};
}

std::string ConfusionMatrix::tooltip_of(Cell cell) const {
    const ConfusionCell classes = classes_of(cell);
    const std::int64_t count = table_->row(cell.row)[cell.column];
    return tr("{}, answered {}: {}, {} of the class. Click to see them.", input_.class_name(classes.truth),
              input_.class_name(classes.predicted), picture_count(count), share_text(count, table_->row_sum(cell.row)));
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::interact(Ui& ui, Rect grid) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> under = cell_at(grid, mouse.x, mouse.y);
    const bool is_whole = layout_.rows == table_->classes().size() && layout_.columns == table_->columns();
    const Item item = ui.item(input_.name + ".matrix", grid,
                              {.tooltip = under ? tooltip_of(*under) : std::string(tr("Choose a cell")),
                               .wants_wheel = !is_whole,
                               .uses_up_down = true});
    const auto place_of = [&](Cell cell) {
        return Rect{grid.x + static_cast<float>(cell.column - first_column_) * layout_.cell_width,
                    grid.y + static_cast<float>(cell.row - first_row_) * layout_.line, layout_.cell_width,
                    layout_.line};
    };
    const auto is_in_view = [&](Cell cell) {
        return cell.row >= first_row_ && cell.row < first_row_ + layout_.rows && cell.column >= first_column_ &&
               cell.column < first_column_ + layout_.columns;
    };
    if (item.hovered && under) ui.outline(place_of(*under), ui.colour(Role::muted), ui.px(3), ui.px(2));
    if (const auto cell = chosen(); cell && is_in_view(*cell))
        ui.outline(place_of(*cell), ui.colour(Role::accent), ui.px(3), ui.px(2));
    ui.focus_ring(item, ui.px(4));
    if (item.wheel != 0) {
        const bool sideways = ImGui::GetIO().KeyShift;
        std::size_t& first = sideways ? first_column_ : first_row_;
        const std::size_t last =
            sideways ? table_->columns() - layout_.columns : table_->classes().size() - layout_.rows;
        first = item.wheel > 0 ? first - std::min<std::size_t>(first, 3) : std::min(last, first + 3);
    }
    if (item.pressed && item.hovered && under) return under;
    return item.focused ? use_keys(ui) : std::nullopt;
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::use_keys(Ui& ui) {
    const std::size_t last = table_->classes().size() - 1;
    const std::optional<Cell> before = chosen();
    std::optional<Cell> cell;
    const auto move = [&](Key key, int down, int right) {
        if (!ui.take_key(key)) return;
        const Cell from = cell ? *cell : before.value_or(Cell{});
        const auto moved = [last](std::size_t index, int by) {
            return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(index) + by, 0,
                                                                       static_cast<std::ptrdiff_t>(last)));
        };
        cell = before || cell ? Cell{moved(from.row, down), moved(from.column, right)} : from;
    };
    move(Key::up, -1, 0);
    move(Key::down, 1, 0);
    move(Key::left, 0, -1);
    move(Key::right, 0, 1);
    if (!cell) return std::nullopt;
    first_row_ = std::clamp(first_row_, cell->row + 1 - std::min(cell->row + 1, layout_.rows), cell->row);
    first_column_ =
        std::clamp(first_column_, cell->column + 1 - std::min(cell->column + 1, layout_.columns), cell->column);
    return cell;
}

}  // namespace convscope
