#include "app/gui/network/dataset/confusion_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/widgets/numbers/number_format.h"

namespace convscope {

namespace {

constexpr float kMatrixLine = 21, kMatrixLabel = 116, kMinCell = 34, kSumCell = 52;
constexpr std::size_t kAlwaysShown = 12;  ///< rows that are shown even if the page must scroll for them
constexpr float kHintHeight = 20;

/// The class's number and name: "6 Shirt".
std::string numbered_name(const Scene& scene, std::int64_t number) {
    const std::string name = class_name(scene, number);
    return name == std::to_string(number) ? name : fmt::format("{} {}", number, name);
}

std::string share_text(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::string("\u2013")
                      : fmt::format("{:.1f} %", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

}  // namespace

void ConfusionMatrix::find_table(Scene& scene, const std::shared_ptr<const nn::Evaluation>& evaluation) {
    percent_ = scene.view.dataset.percent;
    const bool mistakes_only = scene.view.dataset.mistakes_only;
    if (table_ && evaluation_ == evaluation && data_ == scene.dataset.data && mistakes_only_ == mistakes_only) return;
    evaluation_ = evaluation;
    data_ = scene.dataset.data;
    mistakes_only_ = mistakes_only;
    table_.emplace(*evaluation_, *data_, mistakes_only_);
    first_row_ = first_column_ = 0;
}

void ConfusionMatrix::lay_out(Ui& ui, Rect area) {
    const std::string widest = percent_ ? "100.0" : with_separators(table_->examples());
    const std::string widest_cell = percent_ ? "100.0" : with_separators([&] {
        std::int64_t most = 0;
        for (const std::int64_t sum : table_->column_sums()) most = std::max(most, sum);
        return most;
    }());
    const std::size_t classes = table_->classes().size();
    layout_.line = ui.px(kMatrixLine);
    layout_.label_width = std::floor(std::min(ui.px(kMatrixLabel), area.w * 0.3F));
    layout_.sum_width = std::ceil(std::max(ui.px(kSumCell), ui.text_width(widest, Type::caption) + ui.px(10)));
    layout_.cell_width = std::ceil(std::max(ui.px(kMinCell), ui.text_width(widest_cell, Type::caption) + ui.px(5)));
    const float room = area.w - layout_.label_width - 2 * layout_.sum_width;
    layout_.columns =
        std::min(table_->columns(), static_cast<std::size_t>(std::max(1.0F, std::floor(room / layout_.cell_width))));
    // A matrix that fits takes the room that there is, up to square cells.
    if (layout_.columns == table_->columns() && layout_.columns > 0)
        layout_.cell_width = std::floor(std::clamp(room / static_cast<float>(layout_.columns), layout_.cell_width,
                                                   std::max(layout_.cell_width, ui.px(64))));
    const float height = std::max(area.h - 3 * layout_.line, layout_.line);
    layout_.rows = std::min(classes, std::max(kAlwaysShown, static_cast<std::size_t>(height / layout_.line)));
    first_row_ = std::min(first_row_, classes - layout_.rows);
    first_column_ = std::min(first_column_, table_->columns() - layout_.columns);
}

void ConfusionMatrix::show(Scene& scene, const std::shared_ptr<const nn::Evaluation>& evaluation, Rect& area) {
    Ui& ui = scene.ui;
    find_table(scene, evaluation);
    if (table_->classes().empty()) {
        ui.paragraph(area.cut_top(ui.px(40)), "All answers are right: there is no class with a mistake.", Role::muted);
        return;
    }
    lay_out(ui, area);
    const float top = area.y;
    show_header(scene, area.cut_top(layout_.line));
    Rect grid = area.cut_top(layout_.line * static_cast<float>(layout_.rows));
    grid.w = layout_.label_width + layout_.cell_width * static_cast<float>(layout_.columns) + 2 * layout_.sum_width;
    for (std::size_t i = 0; i < layout_.rows; ++i)
        show_row(scene, first_row_ + i, grid.row(static_cast<int>(i), static_cast<int>(layout_.rows), 0));
    Rect cells = grid;
    cells.cut_left(layout_.label_width);
    cells.w = layout_.cell_width * static_cast<float>(layout_.columns);
    interact(scene, cells);
    show_sums(ui, area.cut_top(layout_.line));
    if (layout_.rows < table_->classes().size() || layout_.columns < table_->columns())
        ui.text(area.cut_top(ui.px(kHintHeight)),
                fmt::format("Rows {} to {} of {}. The wheel and the arrow keys show the others; with Shift, the wheel "
                            "moves sideways.",
                            first_row_ + 1, first_row_ + layout_.rows, table_->classes().size()),
                Role::muted, Type::caption);
    ui.mark("data.confusion", {area.x, top, grid.w, area.y - top});
}

void ConfusionMatrix::show_header(Scene& scene, Rect line) const {
    Ui& ui = scene.ui;
    ui.text(line.cut_left(layout_.label_width), "True class", Role::muted, Type::caption);
    const std::size_t classes = table_->classes().size();
    for (std::size_t i = first_column_; i < first_column_ + layout_.columns; ++i) {
        const Rect cell = line.cut_left(layout_.cell_width);
        const std::string text = i < classes                            ? std::to_string(table_->classes()[i])
                                 : i == classes && table_->has_others() ? std::string("oth.")
                                                                        : std::string("NaN");
        ui.mark(fmt::format("data.column.{}", i), cell);
        ui.text(cell, text, Role::muted, Type::caption, Align::right);
    }
    ui.text(line.cut_left(layout_.sum_width), "sum", Role::muted, Type::caption, Align::right);
    ui.text(line.cut_left(layout_.sum_width), "right", Role::muted, Type::caption, Align::right);
}

std::vector<std::string> ConfusionMatrix::texts_of(const std::vector<std::int64_t>& counts) const {
    std::vector<std::string> texts;
    texts.reserve(counts.size());
    if (percent_)
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
            const float strength = is_right ? 0.12F + 0.2F * share : 0.06F + 0.5F * std::min(1.0F, 2 * share);
            ui.fill(cell.inset(ui.px(1)), faded(ui.colour(is_right ? Role::accent : Role::warning), strength),
                    ui.px(3));
        }
        ui.text(cell.inset(ui.px(2), 0), texts[i], counts[i] == 0 ? Role::muted : Role::text, Type::caption,
                Align::right);
    }
}

void ConfusionMatrix::show_row(Scene& scene, std::size_t row, Rect line) const {
    Ui& ui = scene.ui;
    const std::int64_t truth = table_->classes()[row];
    const std::vector<std::int64_t> counts = table_->row(row);
    ui.mark(fmt::format("data.row.{}", truth), line);
    Rect cells = line;
    ui.text(cells.cut_left(layout_.label_width).inset(0, 0), numbered_name(scene, truth), Role::text, Type::caption);
    Rect names = cells;
    show_cells(ui, cells, counts, false, row);
    for (std::size_t i = first_column_; i < first_column_ + layout_.columns; ++i) {
        const Rect cell = names.cut_left(layout_.cell_width);
        if (i < table_->classes().size()) ui.mark(fmt::format("data.cell.{}.{}", truth, table_->classes()[i]), cell);
    }
    const std::int64_t sum = table_->row_sum(row);
    ui.text(cells.cut_left(layout_.sum_width), percent_ ? sum > 0 ? "100.0" : "0.0" : with_separators(sum), Role::muted,
            Type::caption, Align::right);
    ui.text(cells.cut_left(layout_.sum_width), share_text(counts[row], sum), Role::text, Type::caption, Align::right);
}

void ConfusionMatrix::show_sums(Ui& ui, Rect line) const {
    ui.fill({line.x, line.y,
             layout_.label_width + layout_.cell_width * static_cast<float>(layout_.columns) + 2 * layout_.sum_width,
             ui.line_width()},
            ui.colour(Role::line));
    ui.mark("data.sums", line);
    ui.text(line.cut_left(layout_.label_width), "Answered", Role::muted, Type::caption);
    show_cells(ui, line, table_->column_sums(), true, 0);
    ui.text(line.cut_left(layout_.sum_width), percent_ ? "100.0" : with_separators(table_->examples()), Role::muted,
            Type::caption, Align::right);
    ui.text(line.cut_left(layout_.sum_width), share_text(table_->correct(), table_->examples()), Role::text,
            Type::caption, Align::right);
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::cell_at(Rect grid, float x, float y) const {
    if (!grid.contains(x, y)) return std::nullopt;
    const Cell cell{first_row_ + static_cast<std::size_t>((y - grid.y) / layout_.line),
                    first_column_ + static_cast<std::size_t>((x - grid.x) / layout_.cell_width)};
    if (cell.row >= table_->classes().size() || cell.column >= table_->classes().size()) return std::nullopt;
    return cell;
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::chosen(const Scene& scene) const {
    const std::vector<std::int64_t>& classes = table_->classes();
    const auto row = std::ranges::find(classes, scene.view.dataset.truth);
    const auto column = std::ranges::find(classes, scene.view.dataset.predicted);
    if (row == classes.end() || column == classes.end()) return std::nullopt;
    return Cell{static_cast<std::size_t>(row - classes.begin()), static_cast<std::size_t>(column - classes.begin())};
}

std::string ConfusionMatrix::tooltip_of(const Scene& scene, Cell cell) const {
    const std::int64_t truth = table_->classes()[cell.row], predicted = table_->classes()[cell.column];
    const std::int64_t count = table_->row(cell.row)[cell.column];
    return fmt::format("{}, answered {}: {}, {} of the class. Click to see them.", class_name(scene, truth),
                       class_name(scene, predicted), picture_count(count),
                       share_text(count, table_->row_sum(cell.row)));
}

void ConfusionMatrix::choose(Scene& scene, Cell cell) const {
    const std::int64_t truth = table_->classes()[cell.row], predicted = table_->classes()[cell.column];
    scene.change_view([truth, predicted](NetworkView& view) {
        view.dataset.list = AnswerList::cell;
        view.dataset.truth = truth;
        view.dataset.predicted = predicted;
        view.dataset.page = 0;
    });
}

void ConfusionMatrix::interact(Scene& scene, Rect grid) {
    Ui& ui = scene.ui;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::optional<Cell> under = cell_at(grid, mouse.x, mouse.y);
    const bool is_whole = layout_.rows == table_->classes().size() && layout_.columns == table_->columns();
    const Item item = ui.item("data.matrix", grid,
                              {.tooltip = under ? tooltip_of(scene, *under) : std::string("Choose a cell"),
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
    if (const auto cell = chosen(scene); cell && scene.view.dataset.list == AnswerList::cell && is_in_view(*cell))
        ui.outline(place_of(*cell), ui.colour(Role::accent), ui.px(3), ui.px(2));
    ui.focus_ring(item, ui.px(4));
    if (item.wheel != 0) {
        const bool sideways = ImGui::GetIO().KeyShift;
        std::size_t& first = sideways ? first_column_ : first_row_;
        const std::size_t last =
            sideways ? table_->columns() - layout_.columns : table_->classes().size() - layout_.rows;
        first = item.wheel > 0 ? first - std::min<std::size_t>(first, 3) : std::min(last, first + 3);
    }
    if (item.pressed && item.hovered && under) choose(scene, *under);
    if (item.focused) use_keys(scene, item);
}

void ConfusionMatrix::use_keys(Scene& scene, const Item& /*item*/) {
    Ui& ui = scene.ui;
    const std::size_t last = table_->classes().size() - 1;
    const std::optional<Cell> before = chosen(scene);
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
    if (!cell) return;
    first_row_ = std::clamp(first_row_, cell->row + 1 - std::min(cell->row + 1, layout_.rows), cell->row);
    first_column_ =
        std::clamp(first_column_, cell->column + 1 - std::min(cell->column + 1, layout_.columns), cell->column);
    choose(scene, *cell);
}

}  // namespace convscope
