#include "app/gui/lab/lab_pages.h"

#include <array>

#include "app/document/lab/lab_commands.h"
#include "app/gui/widgets/buttons.h"

namespace convscope {

void show_lab_pages(Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    constexpr std::array<Segment, kLabPageNames.size()> kPages{
        Segment{"filter", "Filter", "Filters on one channel of the picture. Esc comes back here"},
        Segment{"colour", "Colour", "One filter with a slice for red, green and blue. Key R"},
        Segment{"chain", "Chain", "Several stages one after the other, as in a network. Key K"},
        Segment{"learn", "Learn", "A filter that learns what another one does. Key L"}};
    const int page = static_cast<int>(frame.document.lab_view.page);
    const Rect row = rest.cut_top(ui.px(30), ui.px(8));
    if (const auto chosen = segmented(ui, "lab.page", row, kPages, page); chosen && *chosen != page)
        frame.perform(open_page(static_cast<LabPage>(*chosen)));
}

}  // namespace convscope
