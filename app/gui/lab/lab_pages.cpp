#include "app/gui/lab/lab_pages.h"

#include <algorithm>
#include <array>

#include "app/document/lab/lab_commands.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

struct PageKey {
    char letter;
    LabPage page;
};
constexpr std::array<PageKey, 3> kPageKeys{{{'r', LabPage::colour}, {'k', LabPage::chain}, {'l', LabPage::learn}}};

}  // namespace

void lab_page_keys(Frame& frame) {
    Ui& ui = frame.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&frame](const KeyPress& press) {
        const auto* const found =
            std::ranges::find_if(kPageKeys, [&press](const PageKey& key) { return press.is(key.letter); });
        if (found == kPageKeys.end()) return false;
        const bool is_shown = frame.document.lab_view.page == found->page;
        frame.perform(open_page(is_shown ? LabPage::filter : found->page));
        return true;
    });
}

void show_lab_pages(Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    const std::array<Segment, kLabPageNames.size()> pages{
        Segment{"filter", tr("Filter"), tr("Filters on one channel of the picture. Esc returns to this page")},
        Segment{"colour", tr("Colour"), tr("One filter with a slice for red, green and blue. Key R")},
        Segment{"chain", tr("Chain"), tr("Several stages one after the other, as in a network. Key K")},
        Segment{"learn", tr("Learn"), tr("A filter that learns to do what another filter does. Key L")}};
    const int page = static_cast<int>(frame.document.lab_view.page);
    const Rect row = rest.cut_top(ui.px(30), ui.px(8));
    if (const auto chosen = segmented(ui, "lab.page", row, pages, page); chosen && *chosen != page)
        frame.perform(open_page(static_cast<LabPage>(*chosen)));
}

void show_page_side(Frame& frame, std::string_view name, std::string_view heading, Rect place,
                    const std::function<void(Rect& column)>& controls) {
    Ui& ui = frame.ui;
    ui.mark(name, place);
    const Scrolled area(ui, name, place);
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    column.h = kUnboundedHeight;
    show_lab_pages(frame, column);
    ui.text(column.cut_top(ui.px(30), ui.px(2)), heading, Role::text, Type::heading);
    controls(column);
    area.end_at(column.y + ui.px(4));
}

}  // namespace convscope
