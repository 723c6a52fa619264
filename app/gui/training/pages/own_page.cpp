#include "app/gui/training/pages/own_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"
#include "core/base/utf8.h"
#include "core/io/camera/camera.h"
#include "core/io/dataset/write_class_folders.h"

namespace convscope {

namespace {

constexpr float kButtonHeight = 32, kNameWidth = 150, kClassRow = 56, kThumb = 44, kBarHeight = 26;
constexpr double kLookAgain = 2;  ///< seconds until cameras are looked for again
constexpr float kMaxPad = 448, kPadPart = .5F;

void add_picture(TrainingScene& scene, std::size_t index, const OwnPad& pad) {
    scene.change(tr("picture of your own"), [index, pixels = pad.pixels()](Training& training) {
        if (index < training.own.size() && training.own[index].pictures.size() < kMaxOwnPictures)
            training.own[index].pictures.push_back({pixels});
    });
}

}  // namespace

void OwnPage::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    ui.text(area.cut_top(ui.px(24), ui.px(4)),
            tr("Draw about ten pictures of each class, press Learn, and draw again: the bars are the answer."),
            Role::muted, Type::caption);
    if (!ui.editing_any() && !ui.layer_open() &&
        std::erase_if(ui.keys(), [](const KeyPress& key) { return key.is('a'); }) > 0)
        add(scene);
    const Rect left = area.cut_left(std::min(area.w * kPadPart, ui.px(kMaxPad)), ui.px(20));
    show_pad(scene, painter, left);
    show_classes(scene, area);
}

void OwnPage::show_pad(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    const auto classes = static_cast<float>(std::max<std::int64_t>(2, scene.keeper.task().classes));
    const float bars = ui.px(kBarHeight) * classes;
    const float side =
        std::floor(std::min(area.w, std::max(ui.px(160), area.h - ui.px(kButtonHeight + 16) - bars)) / kOwnSide) *
        kOwnSide;
    Rect square = area.cut_top(side, ui.px(8));
    square.w = side;
    pad_.show(ui, painter, "training.pad", square);
    if (feed_.is_on() && feed_.picture() && feed_.number() != shown_frame_) {
        shown_frame_ = feed_.number();
        pad_.show_picture(own_picture(*feed_.picture()).pixels);
    }
    Rect row = area.cut_top(ui.px(kButtonHeight), ui.px(8));
    row.w = side;
    show_pad_buttons(scene, row);
    if (!feed_.problem().empty())
        area.cut_top(ui.paragraph(area, feed_.problem(), Role::warning, Type::caption), ui.px(6));
    show_answer(scene, {area.x, area.y, side, area.h});
}

void OwnPage::update(bool is_shown) {
    answer_job_.update();
    if (!is_shown && feed_.is_on()) {
        feed_.stop();
        pad_.clear();
    }
    feed_.update();
}

void OwnPage::add(TrainingScene& scene) {
    const auto chosen = static_cast<std::size_t>(std::max(0, scene.view.own_class));
    if (chosen >= scene.training.own.size() || pad_.empty()) return;
    add_picture(scene, chosen, pad_);
    if (!feed_.is_on()) pad_.clear();
}

void OwnPage::show_camera_button(TrainingScene& scene, Rect& row) {
    Ui& ui = scene.ui;
    if (ui.time() > looked_ + kLookAgain) {
        looked_ = ui.time();
        devices_ = video_devices(camera_.devices);
    }
    if (devices_.empty() && !feed_.is_on()) return;
    const bool is_on = feed_.is_on();
    if (!button(ui, "training.camera", row.cut_right(ui.px(104), ui.px(8)), tr("Camera"),
                {.tooltip = is_on ? tr("Turn the camera off")
                                  : tr("Show the camera on the pad, as the network sees it: 28 \u00d7 28 grey values"),
                 .on = is_on}))
        return;
    pad_.clear();
    if (is_on)
        feed_.stop();
    else
        feed_.start(devices_.front().string());
    shown_frame_ = 0;
}

void OwnPage::show_pad_buttons(TrainingScene& scene, Rect row) {
    Ui& ui = scene.ui;
    show_camera_button(scene, row);
    const std::size_t chosen = static_cast<std::size_t>(std::max(0, scene.view.own_class));
    const auto& own = scene.training.own;
    const bool has_class = chosen < own.size();
    const std::string label = has_class ? tr("Add to {}", own[chosen].name) : std::string(tr("Add"));
    if (!feed_.is_on() && button(ui, "training.pad.clear", row.cut_right(ui.px(80), ui.px(8)), tr("Clear"),
                                 {.tooltip = tr("Clear the pad"), .enabled = !pad_.empty()}))
        pad_.clear();
    if (button(ui, "training.pad.add", row, label,
               {.tooltip = tr("Adds the picture on the pad to the chosen class"),
                .key = "A",
                .primary = true,
                .enabled = has_class && !pad_.empty()}))
        add(scene);
}

void OwnPage::show_answer(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const nn::Snapshot* const moment = scene.moment();
    const bool is_trained = moment != nullptr && moment->step > 0 && scene.training.source == TrainingSource::own;
    ui.mark("training.pad.answer", area);
    if (!is_trained || pad_.empty()) {
        answer_.reset();
        ui.paragraph(area,
                     is_trained ? tr("Draw on the pad to see the answer.")
                                : tr("The network has not learned these classes yet."),
                     Role::muted, Type::caption);
        return;
    }
    const PadKey key{moment->model, pad_.pixels()};
    if (const auto* const known = answer_job_.find(key))
        answer_ = known->result;
    else if (!answer_job_.busy())
        answer_job_.request(key);
    if (!answer_) return;
    const auto best = static_cast<std::size_t>(std::ranges::max_element(*answer_) - answer_->begin());
    for (std::size_t i = 0; i < answer_->size(); ++i) {
        Rect line = area.cut_top(ui.px(kBarHeight));
        ui.mark(fmt::format("training.pad.class.{}", i), line);
        ui.text(line.cut_left(line.w * .3F, ui.px(6)), class_name(scene, static_cast<std::int64_t>(i)),
                i == best ? Role::text : Role::muted, Type::caption);
        ui.text(line.cut_right(ui.px(52)), fmt::format("{:.0f} %", 100 * (*answer_)[i]), Role::text, Type::caption,
                Align::right);
        const Rect bar = line.inset(0, ui.px(6));
        ui.fill(bar, ui.colour(Role::raised), ui.px(3));
        ui.fill({bar.x, bar.y, bar.w * std::clamp((*answer_)[i], 0.0F, 1.0F), bar.h},
                ui.colour(i == best ? Role::accent : Role::muted), ui.px(3));
    }
}

void OwnPage::show_classes(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const std::vector<OwnClass>& own = scene.training.own;
    if (shown_ != own) {
        shown_ = own;
        data_ = std::make_shared<const nn::Dataset>(own_dataset(own));
    }
    std::vector<nn::PicturePart> parts;
    parts.reserve(static_cast<std::size_t>(data_ ? data_->size() : 0));
    for (std::int64_t i = 0; data_ && i < data_->size(); ++i) parts.push_back(nn::whole_picture(*data_, i));
    sheet_.prepare(data_, std::move(parts), static_cast<int>(ui.px(kThumb)));
    show_buttons(scene, area.cut_bottom(ui.px(kButtonHeight), ui.px(8)));
    show_taking(scene, area);
    const Scrolled scrolled(ui, "training.classes", area);
    Rect rows = scrolled.content;
    rows.h = kUnboundedHeight;
    for (std::size_t i = 0; i < own.size(); ++i) show_class(scene, i, rows.cut_top(ui.px(kClassRow), ui.px(6)));
    if (own.size() < kMaxOwnClasses &&
        button(ui, "training.own.add", rows.cut_top(ui.px(kButtonHeight), ui.px(6)).cut_left(ui.px(140)),
               tr("Add a class"), {.tooltip = tr("Up to ten classes")}))
        scene.change(tr("class of your own"), [](Training& training) {
            if (training.own.size() < kMaxOwnClasses)
                training.own.push_back({.name = tr("class {}", training.own.size() + 1)});
        });
    scrolled.end_at(rows.y);
}

void OwnPage::show_taking(TrainingScene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const TrainingPictures* const pictures = scene.keeper.pictures();
    if (scene.training.source != TrainingSource::open_dataset || pictures == nullptr || !pictures->is_fitted) return;
    const auto classes = static_cast<std::size_t>(pictures->train->classes());
    if (classes < kMinOwnClasses || classes > kMaxOwnClasses) return;
    if (button(
            ui, "training.own.take", area.cut_top(ui.px(kButtonHeight), ui.px(8)),
            tr("Take the classes of \u201c{}\u201d", shown_data_title(data_title(scene.training))),
            {.tooltip = tr("The pictures of the open folder take the place of those below, at most 200 of each class; "
                           "undo brings these back"),
             .primary = true}))
        scene.change(tr("pictures of a folder"), [data = pictures->train](Training& training) {
            if (auto taken = own_classes_of(*data)) training.own = *std::move(taken);
            training.source = TrainingSource::own;
        });
}

void OwnPage::show_name(TrainingScene& scene, std::size_t index, Rect place) {
    Ui& ui = scene.ui;
    const std::string name = fmt::format("training.own.{}.name", index);
    const std::string& shown = scene.training.own[index].name;
    if (ui.editing(name)) {
        ui.keep_in_order(name, place);
        ui.mark(name, place);
        const Ui::Edit edit = ui.edit_field(place);
        const std::string text = std::string(utf8_prefix(ui.edit_text(), kMaxOwnName));
        if (edit == Ui::Edit::committed && !text.empty() && text != shown)
            scene.change(tr("name of a class"), [index, text](Training& training) {
                if (index < training.own.size()) training.own[index].name = text;
            });
        return;
    }
    const bool is_chosen = scene.view.own_class == static_cast<int>(index);
    if (button(
            ui, name, place, shown,
            {.tooltip = is_chosen ? tr("Press again to rename it") : tr("Choose this class; pictures are added to it"),
             .on = is_chosen})) {
        if (is_chosen) ui.start_editing(name, shown);
        scene.change_view([index](TrainingView& view) { view.own_class = static_cast<int>(index); });
    }
}

void OwnPage::show_class(TrainingScene& scene, std::size_t index, Rect row) {
    Ui& ui = scene.ui;
    const OwnClass& own = scene.training.own[index];
    ui.mark(fmt::format("training.own.{}", index), row);
    Rect name = row.cut_left(ui.px(kNameWidth), ui.px(10));
    name = {name.x, name.centre_y() - ui.px(kButtonHeight) / 2, name.w, ui.px(kButtonHeight)};
    show_name(scene, index, name);
    const Rect remove = row.cut_right(ui.px(32), ui.px(4));
    if (scene.training.own.size() > kMinOwnClasses &&
        button(ui, fmt::format("training.own.{}.remove", index), remove.inset(0, (remove.h - ui.px(32)) / 2), "",
               {.icon = Icon::bin,
                .tooltip = tr("Remove the class with its pictures; undo brings it back"),
                .quiet = true}))
        scene.change(tr("removal of a class"), [index](Training& training) {
            if (index < training.own.size())
                training.own.erase(training.own.begin() + static_cast<std::ptrdiff_t>(index));
        });
    const std::string count = std::to_string(own.pictures.size());
    ui.text(row.cut_right(ui.px(34), ui.px(4)), count, Role::muted, Type::caption, Align::right);
    std::size_t first = 0;
    for (std::size_t i = 0; i < index; ++i) first += scene.training.own[i].pictures.size();
    const float side = ui.px(kThumb), step = side + ui.px(4);
    const auto fits = static_cast<std::size_t>(std::max(0.0F, row.w / step));
    // The newest pictures are shown.
    const std::size_t hidden = own.pictures.size() > fits ? own.pictures.size() - fits : 0;
    const FocusGroup group(ui, fmt::format("training.own.{}.pictures", index));
    for (std::size_t i = hidden; i < own.pictures.size(); ++i) {
        const Rect tile{row.x + step * static_cast<float>(i - hidden), row.centre_y() - side / 2, side, side};
        const Item item = picture_tile(ui, fmt::format("training.own.{}.{}", index, i), tile,
                                       tr("Click to remove this picture; undo brings it back"));
        sheet_.show(ui, first + i, tile);
        finish_tile(ui, item, false);
        if (item.pressed)
            scene.change(tr("removal of a picture"), [index, i](Training& training) {
                if (index >= training.own.size() || i >= training.own[index].pictures.size()) return;
                auto& pictures = training.own[index].pictures;
                pictures.erase(pictures.begin() + static_cast<std::ptrdiff_t>(i));
            });
    }
}

void OwnPage::show_buttons(TrainingScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const bool ready = can_learn(scene.training.own);
    if (button(ui, "training.own.learn", row.column(0, 2, ui.px(8)), tr("Learn"),
               {.icon = Icon::play,
                .tooltip = ready ? tr("Train a small network on these pictures, varied at random")
                                 : tr("Two classes need a picture first"),
                .primary = true,
                .enabled = ready})) {
        scene.change(tr("learning of your own classes"), teach_own);
        scene.keeper.play_when_ready();
    }
    if (button(ui, "training.own.save", row.column(1, 2, ui.px(8)), tr("Save\u2026"),
               {.icon = Icon::save,
                .tooltip = tr("Save the pictures as a folder with one folder for each class"),
                .enabled = ready}))
        scene.frame.request(
            SaveAs{"my classes", [data = own_dataset(scene.training.own)](const std::filesystem::path& folder) {
                       write_class_folders(folder, data);
                   }});
}

}  // namespace convscope
