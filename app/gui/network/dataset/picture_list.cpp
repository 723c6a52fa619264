#include "app/gui/network/dataset/picture_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kTileWidth = 92, kTilePicture = 60, kTileTexts = 34, kListGap = 8, kPagerHeight = 28;

}  // namespace

void PictureList::show(Scene& scene, std::string_view heading, const std::vector<std::int64_t>& examples,
                       const std::function<PictureTexts(std::int64_t)>& texts, Rect& area, int min_rows) {
    Ui& ui = scene.ui;
    const float gap = ui.px(kListGap), width = ui.px(kTileWidth);
    const auto columns = static_cast<std::size_t>(std::max(1.0F, std::floor((area.w + gap) / (width + gap))));
    const float step = ui.px(kTilePicture + kTileTexts) + gap;
    const float room = area.h - ui.px(kPagerHeight) - gap;
    const auto rows = static_cast<std::size_t>(std::max(static_cast<float>(min_rows), std::floor(room / step)));
    const std::size_t per_page = rows * columns;
    const std::size_t pages = std::max<std::size_t>(1, grid_lines(examples.size(), per_page));
    const std::size_t page =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, scene.view.dataset.page)), pages - 1);
    show_pager(scene, heading, examples.size(), page, per_page, area.cut_top(ui.px(kPagerHeight), ui.px(4)));
    const auto part =
        std::span(examples).subspan(page * per_page, std::min(per_page, examples.size() - page * per_page));
    shown_.assign(part.begin(), part.end());
    const float side = ui.px(kTilePicture);
    std::vector<nn::PicturePart> parts;
    for (const std::int64_t example : shown_) parts.push_back(nn::whole_picture(*scene.dataset.data, example));
    sheet_.prepare(scene.dataset.data, std::move(parts), static_cast<int>(side));
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        const PictureTexts tile = texts(shown_[i]);
        const Rect cell = grid_place(area, i, columns, width + gap, step, width, step - gap);
        const std::string name = fmt::format("data.list.{}", i);
        const Item item = picture_tile(ui, name, {cell.x, cell.y, side, side}, tile.tooltip);
        sheet_.show(ui, i, item.rect);
        finish_tile(ui, item, is_input_example(scene, shown_[i]));
        Rect caption{cell.x, cell.y + side + ui.px(2), cell.w, ui.px(kTileTexts - 2)};
        ui.mark(name + ".texts", caption);
        ui.text(caption.cut_top(caption.h / 2), tile.first, Role::text, Type::caption);
        ui.text(caption, tile.second, Role::muted, Type::caption);
        if (item.pressed) open_example(scene, shown_[i]);
    }
    area.cut_top(static_cast<float>(grid_lines(shown_.size(), columns)) * step);
}

void PictureList::show_pager(Scene& scene, std::string_view heading, std::size_t count, std::size_t page,
                             std::size_t per_page, Rect line) const {
    Ui& ui = scene.ui;
    const std::size_t first = page * per_page, last = std::min(count, first + per_page);
    const auto number = [](std::size_t value) { return with_separators(static_cast<std::int64_t>(value)); };
    if (count > per_page) {
        const auto turn = [&](std::int64_t to) {
            scene.change_view([to](NetworkView& view) { view.dataset.page = to; });
        };
        if (button(ui, "data.list.next", line.cut_right(ui.px(28), ui.px(4)), "",
                   {.icon = Icon::step_forward, .tooltip = tr("The pictures after these"), .enabled = last < count}))
            turn(static_cast<std::int64_t>(page) + 1);
        if (button(ui, "data.list.previous", line.cut_right(ui.px(28), ui.px(10)), "",
                   {.icon = Icon::step_back, .tooltip = tr("The pictures before these"), .enabled = page > 0}))
            turn(static_cast<std::int64_t>(page) - 1);
    }
    const std::string all = picture_count(static_cast<std::int64_t>(count));
    const std::string text = count == 0          ? tr("no pictures")
                             : count <= per_page ? all
                                                 : tr("{} to {} of {}", number(first + 1), number(last), all);
    const Rect pages = line.cut_right(ui.text_width(text, Type::caption) + 1, ui.px(12));
    ui.mark("data.list.pages", pages);
    ui.text(pages, text, Role::muted, Type::caption, Align::right);
    ui.mark("data.list.heading", line);
    ui.text(line, heading);
}

}  // namespace convscope
