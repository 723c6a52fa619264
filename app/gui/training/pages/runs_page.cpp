#include "app/gui/training/pages/runs_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/training/training_session.h"
#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/panels/filter_pictures.h"
#include "app/gui/training/exports/run_exports.h"
#include "app/gui/training/pages/watch_page.h"
#include "app/gui/training/panels/curves_panel.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kTools = 32, kHeader = 26, kRow = 44, kNumber = 74, kButtons = 68;
constexpr float kButton = 30;
constexpr float kTablePart = .48F;  ///< of the page's height
constexpr int kTableFilters = 64;
constexpr float kMinTitle = 196;
constexpr float kThreeButtons = 270;  ///< width of a row of three buttons

/// A column of numbers, from the right.
struct RunColumn {
    std::string_view key;
    Message heading, tooltip;
    RunOrder order;
};
constexpr std::array kColumns{
    RunColumn{"loss", tr("Loss"), tr("Mean of the last epoch's steps, on training pictures"), RunOrder::loss},
    RunColumn{"test", tr("Test"), tr("Accuracy on the test pictures"), RunOrder::test},
    RunColumn{"validation", tr("Validation"), tr("Accuracy on pictures that the network does not learn from"),
              RunOrder::validation},
    RunColumn{"accuracy", tr("Accuracy"), tr("Mean of the last epoch's steps, on training pictures"),
              RunOrder::accuracy},
    RunColumn{"seconds", tr("s/epoch"), tr("Seconds per epoch"), RunOrder::seconds},
    RunColumn{"parameters", tr("Parameters"), tr("The numbers that are learned"), RunOrder::parameters}};

double seconds_per_epoch(const RunRow& row) {
    return row.epochs > 0 ? row.seconds / row.epochs : 0;
}

/// "5 epochs, 315 steps".
std::string count_text(const RunRow& row) {
    // Translators: {0} is "5 epochs", {1} is "315 steps"
    return tr("{0}, {1}", tr_count(row.epochs, "{} epoch", "{} epochs"),
              tr_count(row.steps, "{1} step", "{1} steps", with_separators(row.steps)));
}

/// The order in which columns are left out where there is no room for all.
constexpr std::array kLeftOut{RunOrder::seconds, RunOrder::accuracy, RunOrder::loss, RunOrder::parameters};

/// The columns that have a number in one of the runs and leave room for the titles in a line of this width.
std::vector<RunColumn> shown_columns(const Ui& ui, const std::vector<StoredRun>& runs, float width) {
    const bool has_test =
        std::ranges::any_of(runs, [](const StoredRun& run) { return run.row.test_accuracy.has_value(); });
    std::vector<RunColumn> shown(kColumns.begin(), kColumns.end());
    const auto leave_out = [&shown](RunOrder order) {
        std::erase_if(shown, [order](const RunColumn& column) { return column.order == order; });
    };
    if (!has_test) leave_out(RunOrder::test);
    const auto fitting = static_cast<std::size_t>(std::max(1.0F, (width - ui.px(kMinTitle)) / ui.px(kNumber)));
    for (const RunOrder order : kLeftOut)
        if (shown.size() > fitting) leave_out(order);
    return shown;
}

std::string value_text(const RunRow& row, RunOrder order) {
    const auto share = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.3f}", *value) : std::string("\u2013");
    };
    switch (order) {
        case RunOrder::parameters:
            return with_separators(row.parameters);
        case RunOrder::seconds:
            return fmt::format("{:.1f}", seconds_per_epoch(row));
        case RunOrder::accuracy:
            return fmt::format("{:.3f}", row.accuracy);
        case RunOrder::validation:
            return share(row.validation_accuracy);
        case RunOrder::test:
            return share(row.test_accuracy);
        case RunOrder::loss:
            return fmt::format("{:.3f}", row.loss);
        case RunOrder::newest:
            break;
    }
    return {};
}

/// The number by which runs are sorted, the largest first.
double sort_value(const RunRow& row, RunOrder order) {
    switch (order) {
        case RunOrder::parameters:
            return static_cast<double>(row.parameters);
        case RunOrder::seconds:
            return -seconds_per_epoch(row);
        case RunOrder::accuracy:
            return row.accuracy;
        case RunOrder::validation:
            return row.validation_accuracy.value_or(-1);
        case RunOrder::test:
            return row.test_accuracy.value_or(-1);
        case RunOrder::loss:
            return -row.loss;
        case RunOrder::newest:
            break;
    }
    return 0;
}

const StoredRun* find_run(const std::vector<StoredRun>& runs, const std::string& id) {
    const auto found = std::ranges::find(runs, id, &StoredRun::id);
    return found == runs.end() ? nullptr : &*found;
}

/// The title of a run, with its number before it if another run has the same title: "7: 8 filters".
std::string numbered_title(const std::vector<StoredRun>& runs, const StoredRun& run) {
    const auto equal = std::ranges::count_if(runs, [&run](const StoredRun& r) { return r.row.title == run.row.title; });
    const std::string title = shown_run_title(run.row.title);
    return equal > 1 ? tr("{}: {}", run_number(run.id), title) : title;
}

PlotLine curve_of(const ReadRun& run, const std::string& name, Role role) {
    PlotLine line{.name = name, .colour = role};
    for (const nn::EpochPoint& epoch : run.curves.epochs)
        line.points.push_back({static_cast<double>(epoch.step), epoch.validation_accuracy.value_or(epoch.accuracy)});
    line.has_marks = true;
    return line;
}

}  // namespace

std::vector<Training> course_table(const Training& training) {
    std::vector<Training> table;
    const auto add = [&](int filters, int convolutions) {
        Training row = training;
        row.origin = NetworkOrigin::settings;
        row.network = {};
        row.network.filters = filters;
        row.network.convolutions = convolutions;
        table.push_back(std::move(row));
    };
    const int convolutions = nn::NetworkSettings{}.convolutions;
    for (const int filters : {kTableFilters, kTableFilters / 2, kTableFilters / 4}) add(filters, convolutions);
    add(kTableFilters, convolutions - 1);
    add(kTableFilters, convolutions + 1);
    return table;
}

std::string run_number(const std::string& id) {
    const std::size_t digit = id.find_first_of("123456789");
    return digit == std::string::npos ? id : id.substr(digit);
}

std::vector<const StoredRun*> ordered_runs(const std::vector<StoredRun>& runs, RunOrder order) {
    std::vector<const StoredRun*> ordered;
    ordered.reserve(runs.size());
    for (std::size_t i = runs.size(); i-- > 0;) ordered.push_back(&runs[i]);
    if (order != RunOrder::newest)
        std::ranges::stable_sort(ordered, std::greater(),
                                 [order](const StoredRun* run) { return sort_value(run->row, order); });
    return ordered;
}

void RunsPage::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    scene.shelf.request_list();
    show_tools(scene, area.cut_top(ui.px(kTools), ui.px(8)));
    const std::vector<const StoredRun*> runs = ordered_runs(scene.shelf.runs(), scene.view.run_order);
    if (runs.empty()) {
        ui.paragraph(area,
                     tr("Every run is kept here after its first epoch. Train a network, or let the course's table be "
                        "filled: 64, 32 and 16 filters, one convolution less and one more, on the present pictures."),
                     Role::muted);
        return;
    }
    show_header(scene, area.cut_top(ui.px(kHeader)));
    const float height = std::min(area.h * kTablePart, ui.px(kRow) * static_cast<float>(runs.size()) + ui.px(4));
    const Rect list = area.cut_top(height, ui.px(10));
    {
        const Scrolled scrolled(ui, "training.runs", list);
        Rect rows = scrolled.content;
        rows.w = list.w;
        rows.h = kUnboundedHeight;
        const FocusGroup group(ui, "training.runs");
        for (const StoredRun* const run : runs) show_row(scene, *run, rows.cut_top(ui.px(kRow)));
        scrolled.end_at(rows.y);
    }
    show_comparison(scene, painter, area);
}

void RunsPage::show_tools(TrainingScene& scene, Rect line) const {
    Ui& ui = scene.ui;
    const std::string progress = scene.shelf.table_progress();
    if (progress.empty()) {
        if (button(ui, "training.table", line.cut_left(ui.px(210), ui.px(8)), tr("Fill the course's table"),
                   {.tooltip = tr("Trains 64, 32 and 16 filters, one convolution less and one more, in the background"),
                    .enabled = scene.keeper.pictures() != nullptr}))
            scene.keeper.fill_table(scene.shelf, course_table(scene.training));
    } else {
        if (button(ui, "training.table.stop", line.cut_left(ui.px(80), ui.px(8)), tr("Stop"),
                   {.tooltip = tr("Stop filling the table; the runs so far are kept")}))
            scene.shelf.stop_table();
        ui.mark("training.table.progress", line);
        ui.text(line, tr("Training {}", progress), Role::muted, Type::caption);
        ui.wake_at(ui.time() + .5);
        return;
    }
    if (button(ui, "training.runs.csv", line.cut_right(ui.px(110)), tr("Table\u2026"),
               {.icon = Icon::save,
                .tooltip = tr("Save the table of runs (.csv)"),
                .enabled = !scene.shelf.runs().empty()}))
        scene.frame.request(
            SaveAs{"runs.csv", [text = runs_csv(scene.shelf.runs())](const std::filesystem::path& file) {
                       write_file_atomically(file, text);
                   }});
}

void RunsPage::show_header(TrainingScene& scene, Rect line) {
    Ui& ui = scene.ui;
    line.cut_right(ui.px(kButtons));
    const auto column = [&](std::string_view key, std::string_view heading, std::string_view tooltip, Rect place,
                            RunOrder order, Align align) {
        const Item item = ui.item(fmt::format("training.sort.{}", key), place, {.tooltip = tooltip});
        const bool on = scene.view.run_order == order;
        ui.text(place, heading, on ? Role::accent : item.hovered ? Role::text : Role::muted, Type::caption, align);
        ui.focus_ring(item, ui.px(3));
        if (item.pressed) scene.change_view([order](TrainingView& view) { view.run_order = order; });
    };
    const FocusGroup group(ui, "training.sort");
    for (const RunColumn& entry : shown_columns(ui, scene.shelf.runs(), line.w))
        column(entry.key, entry.heading, tr("{}. Click to sort", entry.tooltip), line.cut_right(ui.px(kNumber)),
               entry.order, Align::right);
    column("newest", tr("Run"), tr("Click to see the newest first"), line, RunOrder::newest, Align::left);
}

void RunsPage::show_row(TrainingScene& scene, const StoredRun& run, Rect line) {
    Ui& ui = scene.ui;
    const bool is_first = scene.view.run == run.id, is_second = scene.view.other_run == run.id;
    Rect buttons = line.cut_right(ui.px(kButtons));
    buttons = {buttons.x, buttons.centre_y() - ui.px(kButton) / 2, buttons.w, ui.px(kButton)};
    const std::string name = "training.run." + run.id;
    if (button(ui, name + ".compare", buttons.cut_left(ui.px(32), ui.px(2)), "",
               {.icon = Icon::compare,
                .tooltip = tr("Compare this run with the chosen one"),
                .on = is_second,
                .quiet = true}))
        scene.change_view([id = is_second ? std::string() : run.id](TrainingView& view) { view.other_run = id; });
    if (button(ui, name + ".remove", buttons.cut_left(ui.px(32)), "",
               {.icon = Icon::bin, .tooltip = tr("Delete this run for good"), .quiet = true}))
        scene.shelf.remove(run.id);
    const std::string data = shown_data_title(run.row.data);
    const std::string tooltip =
        tr("{}: {}, {}, {}. Click to choose it", run.id, shown_run_title(run.row.title), data, count_text(run.row));
    const Item item = ui.item(name, line, {.tooltip = tooltip, .entry = is_first});
    if (is_first || item.hovered) ui.fill(line, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(4));
    Rect texts = line.inset(ui.px(4), 0);
    for (const RunColumn& entry : shown_columns(ui, scene.shelf.runs(), line.w))
        ui.text(texts.cut_right(ui.px(kNumber) - ui.px(entry.order == RunOrder::loss ? 4 : 0)),
                value_text(run.row, entry.order), Role::text, Type::caption, Align::right);
    ui.text(texts.cut_top(texts.h / 2), numbered_title(scene.shelf.runs(), run), is_first ? Role::accent : Role::text,
            Type::caption);
    ui.text(texts, tr("{0}, {1}", data, count_text(run.row)), Role::muted, Type::caption);
    ui.focus_ring(item, ui.px(4));
    if (item.pressed) scene.change_view([id = run.id](TrainingView& view) { view.run = id; });
}

void RunsPage::reopen(TrainingScene& scene, const StoredRun& run) {
    try {
        Training settings = training_of_text(run.row.settings, run.id);
        scene.change(tr("reopening of a run"),
                     [settings = std::move(settings)](Training& training) { training = settings; });
        scene.change_view([id = run.id](TrainingView& view) {
            view.page = TrainingPage::watch;
            view.kept_run = id;
            view.moment.reset();
        });
    } catch (const LoadError& error) {
        scene.frame.request(Warn{error.what()});
    }
}

void RunsPage::show_comparison(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const StoredRun* first = find_run(scene.shelf.runs(), scene.view.run);
    if (first == nullptr) first = ordered_runs(scene.shelf.runs(), scene.view.run_order).front();
    const StoredRun* const second = find_run(scene.shelf.runs(), scene.view.other_run);
    LinePlot plot{.name = "training.runs.curves",
                  .title = tr("Accuracy on validation pictures"),
                  .y_label = tr("accuracy"),
                  .low = 0,
                  .high = 1};
    plot.tooltip = tr("After every epoch; without validation pictures, on the training pictures");
    const auto add = [&](const StoredRun* run, Role role) {
        if (run == nullptr) return;
        scene.shelf.request_run(run->id);
        const ReadRun* const read = scene.shelf.find(run->id);
        if (read == nullptr) return;
        plot.lines.push_back(curve_of(*read, numbered_title(scene.shelf.runs(), *run), role));
        plot.x_end = std::max(plot.x_end, static_cast<double>(run->row.steps));
    };
    add(first, Role::accent);
    add(second, Role::winner);
    const Rect curves = area.cut_left(area.w * .4F, ui.px(16));
    line_plot(ui, curves, plot);
    if (second == nullptr) return show_run(scene, painter, *first, 0, area);
    show_run(scene, painter, *first, 0, area.column(0, 2, ui.px(12)));
    show_run(scene, painter, *second, 1, area.column(1, 2, ui.px(12)));
}

void RunsPage::show_run(TrainingScene& scene, gl::TilePainter& painter, const StoredRun& run, std::size_t side,
                        Rect area) {
    Ui& ui = scene.ui;
    ui.mark(fmt::format("training.compared.{}", side), area);
    ui.text(area.cut_top(ui.px(22)), numbered_title(scene.shelf.runs(), run), side == 0 ? Role::accent : Role::winner,
            Type::caption);
    const ReadRun* const read = scene.shelf.find(run.id);
    // Two runs side by side leave no room for three buttons in a row.
    Rect places = area.cut_bottom(ui.px(30), ui.px(6));
    const bool is_narrow = places.w < ui.px(kThreeButtons);
    const Rect first_row =
        is_narrow ? area.cut_bottom(ui.px(30), ui.px(6)) : places.cut_left(places.w * 2 / 3, ui.px(6));
    if (button(ui, fmt::format("training.reopen.{}", side), first_row.column(0, 2, ui.px(6)), tr("Reopen"),
               {.tooltip = tr("Show this run with its settings, curves and moments, as one undo step"),
                .type = Type::caption}))
        reopen(scene, run);
    if (button(ui, fmt::format("training.layers.{}", side), first_row.column(1, 2, ui.px(6)), tr("In Layers"),
               {.tooltip = tr("Step through the trained model in Layers"),
                .enabled = read != nullptr,
                .type = Type::caption}))
        scene.frame.request(OpenTrainedModel{read->model(), run.row.title});
    if (read == nullptr) return;
    const std::shared_ptr<const nn::Model>& model = read->model();
    const nn::Shape& input = model->node(model->inputs().front()).shape;
    const std::shared_ptr<const nn::Tensor> kernel = first_kernel(*model, input);
    if (!kernel) return;
    if (models_.at(side) != model) ++revisions_.at(side);
    models_.at(side) = model;
    if (button(ui, fmt::format("training.filters.{}", side), places, tr("Picture\u2026"),
               {.tooltip = tr("Save these filters as a picture (.png)"), .type = Type::caption}))
        scene.frame.request(filters_export(*kernel));
    const FilterPictures pictures(*kernel, 0, false);
    const auto count = static_cast<std::size_t>(std::min<std::int64_t>(kernel->shape.axes[3], 128));
    const float gap = ui.px(3);
    const SquareGrid grid = square_grid(count, area.w, area.h, gap);
    TileCanvas& canvas = canvases_.at(side);
    canvas.begin(area, revisions_.at(side));
    for (std::size_t i = 0; i < count; ++i)
        canvas.add(grid_place(area, i, grid.columns, grid.side + gap, grid.side + gap, grid.side, grid.side),
                   pictures.tile(static_cast<std::int64_t>(i)), ColourMap::diverging,
                   pictures.shown(static_cast<std::int64_t>(i)));
    canvas.paint(ui, painter);
}

}  // namespace convscope
