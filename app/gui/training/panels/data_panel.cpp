#include "app/gui/training/panels/data_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/training/panels/setting_rows.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kTileGap = 8, kNameHeight = 18;
constexpr std::size_t kFewClasses = 6;  ///< up to this number, the examples are larger
constexpr std::size_t kFewColumns = 3, kManyColumns = 5;
constexpr std::size_t kMaxShownClasses = 20;

/// The sources in the order of TrainingSource.
std::vector<Choice> source_choices(const TrainingScene& scene) {
    std::vector<Choice> choices{{.key = "lines",
                                 .label = tr("Lines"),
                                 .group = tr("Drawn by convscope"),
                                 .tooltip = tr("Four directions, in noise")},
                                {.key = "shapes",
                                 .label = tr("Shapes"),
                                 .group = tr("Drawn by convscope"),
                                 .tooltip = tr("Circle, square, triangle, star, cross")},
                                {.key = "garments",
                                 .label = tr("Garments"),
                                 .group = tr("Drawn by convscope"),
                                 .tooltip = tr("The ten classes of Fashion-MNIST, drawn")},
                                {.key = "fashion",
                                 .label = tr("Fashion-MNIST"),
                                 .group = tr("Files"),
                                 .tooltip = tr("60,000 photographs of clothes, from Keras's folder")},
                                {.key = "open",
                                 .label = tr("Open data set"),
                                 .group = tr("Files"),
                                 .tooltip = tr("The folder that was opened or dropped last")},
                                {.key = "own",
                                 .label = tr("Your own classes"),
                                 .group = tr("Files"),
                                 .tooltip = tr("The pictures of the page Teach it")}};
    if (!scene.has_fashion_mnist) {
        choices[3].enabled = false;
        choices[3].tooltip =
            tr("It is not in Keras's folder ~/.keras/datasets/fashion-mnist. Drop a folder with it instead");
    }
    if (!scene.has_open_dataset) {
        choices[4].enabled = false;
        choices[4].tooltip = tr("Drop a folder with a data set on the window first");
    }
    if (!can_learn(scene.training.own)) {
        choices[5].enabled = false;
        choices[5].tooltip = tr("Draw some pictures on the page Teach it first");
    }
    return choices;
}

void show_source(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const std::vector<Choice> choices = source_choices(scene);
    const auto chosen = static_cast<int>(scene.training.source);
    setting_caption(ui, column, tr("Pictures"));
    const auto choice =
        dropdown(ui, "training.source", column.cut_top(ui.px(32), ui.px(8)),
                 choices.at(static_cast<std::size_t>(chosen)).label, choices, chosen, tr("The pictures to learn from"));
    if (!choice || *choice == chosen || !choices.at(static_cast<std::size_t>(*choice)).enabled) return;
    scene.change(tr("choice of pictures"), [source = static_cast<TrainingSource>(*choice)](Training& training) {
        if (source != TrainingSource::own) end_teaching(training);
        training.source = source;
    });
}

/// The size of pictures in class folders, which may have any.
void show_side(TrainingScene& scene, Rect& column) {
    if (scene.training.source != TrainingSource::open_dataset) return;
    if (const TrainingPictures* const pictures = scene.keeper.pictures(); pictures != nullptr && !pictures->is_fitted)
        return;
    number_setting(
        scene, column,
        {"training.side", tr("Side, pixels"),
         tr("The rows and columns that all pictures get; 0: their own if they are small and equal, otherwise 64"),
         tr("size of the pictures"), tr("automatic")},
        scene.training.side, 8,
        [](Training& t, double value) { t.side = static_cast<int>(std::lround(std::clamp(value, 0.0, 1e6))); });
}

/// The progress of drawing or reading the pictures.
void show_preparation(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const Rect line = column.cut_top(ui.px(24), ui.px(4));
    ui.mark("training.preparation", line);
    ui.text(line, tr("Preparing the pictures\u2026 {:.0f} %", 100 * scene.keeper.pictures_progress()), Role::muted,
            Type::caption);
    ui.wake_at(ui.time() + .1);
}

/// "2,000 for training, 500 for validation, 28 x 28".
std::string facts_text(const TrainingScene& scene) {
    const TrainingPictures* const pictures = scene.keeper.pictures();
    if (pictures == nullptr) return {};
    const nn::Dataset& data = *pictures->train;
    const nn::SplitCounts split = nn::split_of(data.size(), scene.training.options);
    const std::string training = with_separators(split.training), validation = with_separators(split.validation);
    const std::string size =
        fmt::format("{} \u00d7 {} \u00d7 {}", data.example.rows(), data.example.cols(), data.example.channels());
    if (!pictures->test) return tr("{} for training, {} for validation; {}", training, validation, size);
    return tr("{} for training, {} for validation, {} for the test; {}", training, validation,
              with_separators(pictures->test->size()), size);
}

/// The number of training pictures of the settings, or of the data set if that has fewer.
std::int64_t used_pictures(const TrainingScene& scene) {
    const nn::TrainingOptions& options = scene.training.options;
    const TrainingPictures* const pictures = scene.keeper.pictures();
    if (pictures == nullptr || drawn_set_of(scene.training.source)) return options.images;
    return std::min(options.images, nn::split_of(pictures->train->size(), options).training);
}

}  // namespace

void DataPanel::show(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    show_source(scene, column);
    show_side(scene, column);
    const nn::TrainingOptions& options = scene.training.options;
    const std::int64_t images = used_pictures(scene);
    const bool has_fewer = images < options.images;
    number_setting(scene, column,
                   {"training.images", has_fewer ? tr("Training pictures, all") : tr("Training pictures"),
                    tr("With few pictures, the network learns them by heart"), tr("number of pictures")},
                   static_cast<double>(images), 100,
                   [](Training& t, double value) { t.options.images = std::llround(std::min(value, 1e9)); });
    number_setting(scene, column,
                   {"training.validation", tr("Validation, per cent"),
                    tr("The share of the pictures that the network never learns from: with 2,000 training pictures, 20 "
                       "per cent are 500 further ones. They show what it understands"),
                    tr("share for validation")},
                   std::round(1000 * options.validation_split) / 10, 5,
                   [](Training& t, double value) { t.options.validation_split = value / 100; });
    switch_setting(scene, column,
                   {"training.shuffled", tr("Shuffled labels"),
                    tr("Each training picture gets the label of another one, so that there is nothing to understand"),
                    tr("shuffled labels")},
                   options.shuffled_labels, [](Training& t, bool on) { t.options.shuffled_labels = on; });
    const std::string facts = facts_text(scene);
    const float height = ui.paragraph(column, facts, Role::muted, Type::caption);
    ui.mark("training.facts", {column.x, column.y, column.w, height});
    column.cut_top(height, ui.px(10));
    if (const TrainingPictures* const pictures = scene.keeper.pictures();
        pictures != nullptr && !pictures->note.empty())
        column.cut_top(ui.paragraph(column, pictures->note, Role::muted, Type::caption), ui.px(10));
    show_examples(scene, column);
}

void DataPanel::find_classes(const std::shared_ptr<const nn::Dataset>& data) {
    if (data_ == data) return;
    data_ = data;
    first_.assign(static_cast<std::size_t>(data->classes()), -1);
    counts_.assign(first_.size(), 0);
    for (std::int64_t i = 0; i < data->size(); ++i) {
        const std::size_t label = data->labels[static_cast<std::size_t>(i)];
        if (counts_[label]++ == 0) first_[label] = i;
    }
}

void DataPanel::show_examples(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const TrainingPictures* const pictures = scene.keeper.pictures();
    if (pictures == nullptr) {
        if (scene.keeper.problem().empty()) show_preparation(scene, column);
        return;
    }
    find_classes(pictures->train);
    const std::size_t shown = std::min(first_.size(), kMaxShownClasses);
    const float gap = ui.px(kTileGap);
    const std::size_t columns = shown <= kFewClasses ? kFewColumns : kManyColumns;
    const float side = std::floor((column.w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    std::vector<nn::PicturePart> parts;
    std::vector<std::size_t> labels;
    for (std::size_t label = 0; label < shown; ++label) {
        if (first_[label] < 0) continue;
        parts.push_back(nn::whole_picture(*data_, first_[label]));
        labels.push_back(label);
    }
    sheet_.prepare(data_, parts, static_cast<int>(side));
    const FocusGroup group(ui, "training.examples");
    const float step = side + gap + ui.px(kNameHeight);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::size_t label = labels[i];
        const Rect tile = grid_place(column, i, columns, side + gap, step, side, side);
        const std::string name = label < data_->class_names.size() ? data_->class_names[label] : std::to_string(label);
        const Item item =
            picture_tile(ui, fmt::format("training.example.{}", label), tile,
                         tr("{}: {} of {}", name, with_separators(counts_[label]), picture_count(data_->size())));
        sheet_.show(ui, i, tile);
        finish_tile(ui, item, false);
        ui.text({tile.x - gap / 2, tile.bottom(), tile.w + gap, ui.px(kNameHeight)}, name, Role::muted, Type::caption,
                Align::centre);
    }
    column.cut_top(step * static_cast<float>(grid_lines(labels.size(), columns)), ui.px(4));
    if (first_.size() > shown)
        ui.text(column.cut_top(ui.px(20)),
                tr_count(static_cast<long long>(first_.size() - shown), "and {} more class", "and {} more classes"),
                Role::muted, Type::caption);
}

}  // namespace convscope
