#include "app/gui/lessons/panel/lesson_list.h"

#include <algorithm>
#include <string>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kList = "lessons";
constexpr float kWidth = 640, kHeight = 620;
constexpr float kRow = 40;

std::string progress_text(const LessonRunner& runner, const LessonTitle& title) {
    const KeptLesson* const kept = runner.kept().find(title.file, title.title);
    if (kept == nullptr || kept->steps.empty()) return {};
    return tr("{} of {} steps", kept->visited(), kept->steps.size());
}

/// True if the user chose the lesson. A long title takes several lines.
bool show_row(Ui& ui, const LessonRunner& runner, const LessonTitle& title, Rect& column) {
    const std::string name = "lessons.item." + title.file.filename().string();
    const std::string minutes = tr("{} min", title.minutes);
    const std::string progress = progress_text(runner, title);
    const float minutes_width = std::max(ui.px(52), ui.text_width(minutes, Type::caption) + ui.px(2));
    const float progress_width = progress.empty() ? 0 : ui.text_width(progress, Type::caption) + ui.px(2);
    const float width = column.w - ui.px(20 + 16) - minutes_width - progress_width;
    const float height = ui.paragraph_size(title.title, width).y;
    const Rect row = column.cut_top(std::max(ui.px(kRow), height + ui.px(16)), ui.px(2));
    const Item item = ui.item(name, row);
    if (item.hovered) ui.fill(row, ui.colour(Role::hover), ui.px(6));
    ui.focus_ring(item, ui.px(6));
    Rect inside = row.inset(ui.px(10), 0);
    ui.text(inside.cut_right(minutes_width, ui.px(8)), minutes, Role::muted, Type::caption, Align::right);
    ui.text(inside.cut_right(progress_width, ui.px(8)), progress, Role::muted, Type::caption, Align::right);
    ui.paragraph({inside.x, inside.centre_y() - height / 2, width, height}, title.title);
    return item.pressed;
}

void show_group(Ui& ui, const LessonRunner& runner, const std::vector<LessonTitle>& titles, const std::string& heading,
                Rect& column, LessonRequests& requests) {
    if (titles.empty()) return;
    ui.text(column.cut_top(ui.px(28)).inset(ui.px(10), 0), heading, Role::muted, Type::caption);
    for (const LessonTitle& title : titles) {
        if (!show_row(ui, runner, title, column)) continue;
        requests.push_back([file = title.file](LessonRunner& target) { target.open(file); });
        ui.close_popup();
    }
    column.cut_top(ui.px(8));
}

}  // namespace

void open_lesson_list(Ui& ui) {
    ui.open_popup(kList);
}

void show_lesson_list(Frame& frame, const LessonRunner& runner, Rect window, LessonRequests& requests) {
    Ui& ui = frame.ui;
    const float width = std::min(ui.px(kWidth), window.w - ui.px(16));
    const float height = std::min(ui.px(kHeight), window.h - ui.px(16));
    const Rect box{window.centre_x() - width / 2, window.centre_y() - height / 2, width, height};
    if (!ui.begin_popup(kList, box, true)) return;
    Rect rest = box.inset(ui.px(20), ui.px(16));
    Rect head = rest.cut_top(ui.px(32), ui.px(8));
    if (button(ui, "lessons.close", head.cut_right(ui.px(32), ui.px(8)), "",
               {.icon = Icon::close, .tooltip = tr("Close"), .key = "Esc", .quiet = true}))
        ui.close_popup();
    if (button(ui, "lessons.new", head.cut_right(ui.px(140), ui.px(8)), tr("New lesson"),
               {.tooltip = tr("Write a lesson of your own from a template")})) {
        requests.push_back([](LessonRunner& target) { target.create(); });
        ui.close_popup();
    }
    ui.text(head, tr("Lessons"), Role::text, Type::heading);
    ui.paragraph(rest.cut_bottom(ui.px(20), ui.px(8)), tr("A lesson of your own: drop its .md file on the window."),
                 Role::muted, Type::caption);
    {
        ui.mark("lessons.list", rest);
        const Scrolled area(ui, "lessons.list", rest);
        Rect column = area.content;
        column.h = kUnboundedHeight;
        const FocusGroup group(ui, "lessons.list");
        show_group(ui, runner, runner.shipped(), tr("Lessons that come with the program"), column, requests);
        show_group(ui, runner, runner.own(), tr("Your lessons"), column, requests);
        if (runner.shipped().empty() && runner.own().empty() && !runner.busy())
            ui.text(column.cut_top(ui.px(30)), tr("There are no lessons yet."), Role::muted);
        area.end_at(column.y);
    }
    ui.end_popup();
}

}  // namespace convscope
